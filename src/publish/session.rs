//! [`Session`], what a command needs to reach chart repositories and registries: the network, the caches and lists that are
//! shared with Helm, and what the command line says about credentials and certificates.

use super::pull::FetchedIndex;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::net::cache::Cache;
use crate::host::net::{self, Access, Actions, Network, Registry, Tls, hold_interrupt};
use crate::host::{Host, disk::Disk, output};
use crate::oci::Reference;
use crate::oci::credentials::Credentials;
use crate::repository::{List, Repository};
use std::path::PathBuf;

/// The largest file of a list or an index that is read.
pub(super) const MAX_INDEX: u64 = 512 << 20;

/// The largest list of repositories that is read.
const MAX_LIST: u64 = 16 << 20;

/// The files and folders that are shared with Helm.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The list of added repositories.
    pub repository_config: PathBuf,
    /// Where their indexes are kept.
    pub repository_cache: PathBuf,
    /// Where charts are kept by their digest.
    pub content_cache: PathBuf,
}

/// The way to repositories and registries for one command.
#[derive(Debug)]
pub struct Session {
    pub(super) network: Network,
    pub(super) places: Places,
    pub(super) access: Access,
    pub(super) cache: Cache,
}

impl Session {
    /// A session with nothing open yet.
    pub fn new(network: Network, places: Places, access: Access) -> Self {
        let cache = Cache::new(Some(places.content_cache.clone()).filter(|path| !path.as_os_str().is_empty()));
        Session { network, places, access, cache }
    }

    /// The repository of a reference.
    pub(super) fn registry(&self, reference: &Reference, actions: Actions) -> Result<Registry, Box<Diagnostic>> {
        self.network.registry(&reference.registry, &reference.repository, actions, &self.access).map_err(from_net)
    }

    /// The list of added repositories; empty where there is none.
    pub(super) fn list(&self) -> Result<List, Box<Diagnostic>> {
        let path = &self.places.repository_config;
        let text = match Disk.read(path, MAX_LIST) {
            Ok(text) => text,
            Err(error) if error.is_not_found() => return Ok(List::default()),
            Err(error) => {
                let sentence = format!("couldn't load repositories file ({}): {error}", path.display());
                return Err(Box::new(Diagnostic::sentence("repository::list", sentence).fault(Fault::Outside)));
            }
        };
        List::parse(&text).map_err(|cause| {
            let sentence = format!("couldn't load repositories file ({}): {cause}", path.display());
            Box::new(Diagnostic::sentence("repository::list", sentence))
        })
    }

    /// How an added repository is reached: as it was added, and as the command line says where that says nothing.
    pub(super) fn access_to(&self, repository: &Repository) -> Access {
        let mut access = self.access.clone();
        let file = |name: &str| Some(PathBuf::from(name)).filter(|path| !path.as_os_str().is_empty());
        if !(repository.cert_file.is_empty() && repository.key_file.is_empty() && repository.ca_file.is_empty()) {
            access.tls = Tls {
                ca_file: file(&repository.ca_file),
                cert_file: file(&repository.cert_file),
                key_file: file(&repository.key_file),
                insecure: access.tls.insecure,
            };
        }
        access.tls.insecure |= repository.insecure;
        if !repository.username.is_empty() && !repository.password.is_empty() {
            access.credentials = Credentials::password(&repository.username, &repository.password);
            access.pass_credentials = repository.pass_credentials;
        }
        access
    }

    /// Where the index of a repository is kept.
    pub(super) fn index_place(&self, name: &str) -> PathBuf {
        self.places.repository_cache.join(format!("{name}-index.yaml"))
    }

    /// Where the names of a repository's charts are kept, for completion.
    pub(super) fn names_place(&self, name: &str) -> PathBuf {
        self.places.repository_cache.join(format!("{name}-charts.txt"))
    }

    /// Keeps the index of a repository.
    pub(super) fn keep_index(
        &self,
        name: &str,
        index: &FetchedIndex,
        charts: &[String],
    ) -> Result<(), Box<Diagnostic>> {
        let _held = hold_interrupt();
        let names: String = charts.iter().flat_map(|chart| [chart.as_str(), "\n"]).collect();
        let file = |path: PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (names_file, index_file) = (file(self.names_place(name)), file(self.index_place(name)));
        let names = (names_file.as_str(), output::Content::Bytes(names.as_bytes()));
        let files = [names, (index_file.as_str(), output::Content::Spooled(&index.0))];
        output::write_contents(&self.places.repository_cache, files).map_err(|error| Box::new(error.to_diagnostic()))
    }
}

/// An error of the network as a diagnostic.
pub(super) fn from_net(error: net::Error) -> Box<Diagnostic> {
    Box::new(error.to_diagnostic())
}
