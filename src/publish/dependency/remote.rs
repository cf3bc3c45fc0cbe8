//! What resolving and fetching dependencies asks of chart repositories and registries. Who speaks to them implements
//! [`Remote`]; resolution itself knows no protocol.

use crate::diagnostic::Diagnostic;
use crate::oci::Digest;

/// A chart repository by the name that the user gave it, or by one of our own where a chart names an address that the user
/// has not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The name, under which the index is cached.
    pub name: String,
    /// The address, below which `index.yaml` is.
    pub url: String,
}

/// One version of a chart to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The chart's name.
    pub chart: String,
    /// Exactly this version, as the repository writes it.
    pub version: String,
    /// The address of the repository: `https://…`, or `oci://…` without the chart's name.
    pub repository: String,
    /// Whether the provenance file is wanted too.
    pub provenance: bool,
}

/// What was fetched for a [`Wanted`].
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    /// The archive's file name: `web-1.2.0.tgz`.
    pub file_name: String,
    /// The archive, held against the digest that the repository or the registry gives for it.
    pub archive: Vec<u8>,
    /// The provenance file, where it was wanted and there is one.
    pub provenance: Option<Vec<u8>>,
    /// The reference without its scheme and the manifest's digest, for what came from a registry.
    pub manifest: Option<(String, Digest)>,
}

/// Chart repositories and OCI registries, with the credentials and caches of one invocation.
pub trait Remote {
    /// The repositories that the user has added, in the order of repositories.yaml; none where there is no such file.
    fn repositories(&mut self) -> Result<Vec<Repository>, Box<Diagnostic>>;

    /// Fetches the indexes of these repositories anew, at once. For each in its order: nothing, or why that failed, in Helm's
    /// sentence.
    fn refresh(&mut self, repositories: &[Repository]) -> Vec<Result<(), String>>;

    /// The versions of a chart that the cached index of a repository has an address for, the newest first; `None` where it
    /// does not have the chart. An error is an index that is not there or can't be read.
    fn versions(&mut self, repository: &Repository, chart: &str) -> Result<Option<Vec<String>>, Box<Diagnostic>>;

    /// The tags of `oci://host/path/chart` that are versions, the highest first.
    fn tags(&mut self, reference: &str) -> Result<Vec<String>, Box<Diagnostic>>;

    /// Fetches these charts, several at a time. The answers are in the order of the questions.
    fn fetch(&mut self, wanted: &[Wanted]) -> Vec<Result<Fetched, Box<Diagnostic>>>;
}

/// A [`Remote`] without a network, for charts whose dependencies lie on the disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Offline {
    fn refuse<T>(what: &str) -> Result<T, Box<Diagnostic>> {
        let sentence = format!("{what} cannot be reached without a network");
        Err(Box::new(Diagnostic::sentence("dependency::offline", sentence)))
    }
}

impl Remote for Offline {
    fn repositories(&mut self) -> Result<Vec<Repository>, Box<Diagnostic>> {
        Ok(Vec::new())
    }

    fn refresh(&mut self, repositories: &[Repository]) -> Vec<Result<(), String>> {
        repositories.iter().map(|one| Err(format!("{} cannot be reached without a network", one.url))).collect()
    }

    fn versions(&mut self, repository: &Repository, _: &str) -> Result<Option<Vec<String>>, Box<Diagnostic>> {
        Self::refuse(&repository.url)
    }

    fn tags(&mut self, reference: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        Self::refuse(reference)
    }

    fn fetch(&mut self, wanted: &[Wanted]) -> Vec<Result<Fetched, Box<Diagnostic>>> {
        wanted.iter().map(|one| Self::refuse(&one.repository)).collect()
    }
}
