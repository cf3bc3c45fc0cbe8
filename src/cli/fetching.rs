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
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The way to the network, or the sentence that says why there is none.
type Opened = Result<Session, String>;

/// The disk, and a network that `F` opens. It crosses threads where `F` does.
pub(super) struct Fetching<F> {
    session: LazyLock<Opened, F>,
}

/// The host of an invocation, whose network is opened when it is needed.
pub(super) fn fetching(invocation: &Invocation) -> Fetching<impl FnOnce() -> Opened> {
    let open = || network::session(invocation).map_err(|error| sentence(*error));
    Fetching { session: LazyLock::new(open) }
}

/// The host of an invocation for several threads. Its network has nothing open yet either.
pub(super) fn fetching_on_threads(
    invocation: &Invocation,
) -> Result<Fetching<impl FnOnce() -> Opened + Send + use<>>, Box<Diagnostic>> {
    let session = network::session(invocation)?;
    Ok(Fetching { session: LazyLock::new(move || Ok(session)) })
}

impl<F: FnOnce() -> Opened> Fetching<F> {
    fn session(&self, what: &str) -> Result<&Session, Error> {
        self.session.as_ref().map_err(|sentence| Error::refused(what, sentence.clone()))
    }
}

fn sentence(error: Diagnostic) -> String {
    error.compat.unwrap_or(error.message)
}

fn refused(what: &str, status: Option<u16>, error: Diagnostic) -> Error {
    Error::answered(what, status, sentence(error))
}

impl<F: FnOnce() -> Opened> Host for Fetching<F> {
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
