//! [`Fetching`], the disk with a network beside it, for commands whose inputs may be addresses: values files, and what
//! kustomizations name. The network is opened when something is fetched, and not before.

use super::command::Invocation;
use super::network;
use crate::diagnostic::Diagnostic;
use crate::host::disk::Disk;
use crate::host::{Error, FileKind, Host, Metadata};
use crate::oci::reference;
use crate::publish::pull::Wanted;
use crate::publish::{Session, unpack};
use std::cell::OnceCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The disk, and the network of an invocation.
pub(super) struct Fetching<'a> {
    invocation: &'a Invocation,
    session: OnceCell<Session>,
}

impl<'a> Fetching<'a> {
    /// A host for `invocation`.
    pub fn new(invocation: &'a Invocation) -> Self {
        Fetching { invocation, session: OnceCell::new() }
    }

    fn session(&self, what: &str) -> Result<&Session, Error> {
        if let Some(session) = self.session.get() {
            return Ok(session);
        }
        let session = network::session(self.invocation).map_err(|error| refused(what, None, *error))?;
        Ok(self.session.get_or_init(|| session))
    }
}

fn refused(what: &str, status: Option<u16>, error: Diagnostic) -> Error {
    Error::answered(what, status, error.compat.unwrap_or(error.message))
}

impl Host for Fetching<'_> {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        Disk.read(path, limit)
    }

    fn read_any(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        Disk.read_any(path, limit)
    }

    fn read_stdin(&self, limit: u64) -> Result<Vec<u8>, Error> {
        Disk.read_stdin(limit)
    }

    fn list(&self, path: &Path) -> Result<Vec<OsString>, Error> {
        Disk.list(path)
    }

    fn entries(&self, path: &Path) -> Result<Vec<(OsString, FileKind)>, Error> {
        Disk.entries(path)
    }

    fn read_listed(&self, path: &Path, limit: u64) -> Result<Arc<[u8]>, Error> {
        Disk.read_listed(path, limit)
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, Error> {
        Disk.metadata(path)
    }

    fn link_metadata(&self, path: &Path) -> Result<Metadata, Error> {
        Disk.link_metadata(path)
    }

    fn resolve(&self, path: &Path) -> Result<PathBuf, Error> {
        Disk.resolve(path)
    }

    fn absolute(&self, path: &Path) -> Result<PathBuf, Error> {
        Disk.absolute(path)
    }

    fn fetch(&self, address: &str, limit: u64) -> Result<Vec<u8>, Error> {
        let session = self.session(address)?;
        if reference::is_oci(address) {
            let pulled = session.pull(&Wanted { chart: address.to_owned(), ..Wanted::default() });
            return pulled.map(|pulled| pulled.archive).map_err(|error| refused(address, None, *error));
        }
        session.fetch_text(address, limit).map_err(|error| refused(address, error.status, *error.diagnostic))
    }

    fn fetch_chart(&self, chart: &str, version: &str, repository: &str, folder: &Path) -> Result<(), Error> {
        let wanted = Wanted {
            chart: chart.to_owned(),
            version: version.to_owned(),
            repository: repository.to_owned(),
            cached: true,
            ..Wanted::default()
        };
        let pulled = self.session(chart)?.pull(&wanted).map_err(|error| refused(chart, None, *error))?;
        unpack(&pulled, folder).map_err(|error| refused(chart, None, *error))
    }
}
