//! Fetching a chart from wherever its reference leads: an OCI registry, an added repository, a repository's address or the
//! archive's own. What comes back is whole, held against its digest, and nowhere on the disk but in the cache.

mod locate;
mod oci;
mod remote;
mod repository;

use super::session::Session;
use crate::diagnostic::Diagnostic;
use crate::oci::Digest;

pub use remote::Dependencies;

pub(super) use oci::parse as parse_reference;
pub(super) use repository::{Fetched as FetchedIndex, check_address};

/// The largest archive that is fetched: no chart that it holds may be larger.
pub(super) const MAX_ARCHIVE: u64 = crate::host::walk::Budget::CHART;

/// The largest provenance file that is fetched.
const MAX_PROVENANCE: u64 = 4 << 20;

/// Which chart is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `oci://host/path[:tag][@digest]`, `repository/chart`, an address, or a name where `repository` is given.
    pub chart: String,
    /// A version or a range; the highest stable version where it is empty.
    pub version: String,
    /// The address of a repository that was not added, or nothing.
    pub repository: String,
    /// Whether the provenance file is wanted.
    pub provenance: Provenance,
    /// Whether a repository's archive may come from the cache, and is kept there. Not where the file itself is wanted: then
    /// the repository is asked, as Helm does. What a registry has is named by its digest, and always cached.
    pub cached: bool,
}

/// Whether the provenance file is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provenance {
    /// No.
    #[default]
    Unwanted,
    /// If there is one.
    IfThere,
    /// Its absence is an error.
    Needed,
}

/// What was fetched.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// The name that Helm gives the archive.
    pub file_name: String,
    /// The archive.
    pub archive: Vec<u8>,
    /// The provenance file.
    pub provenance: Option<Vec<u8>>,
    /// The reference without its scheme and the manifest's digest, for what came from a registry.
    pub manifest: Option<(String, Digest)>,
    /// Whether it is no chart but the archive of another artifact.
    pub is_artifact: bool,
    /// What the user should know, in Helm's words.
    pub warnings: Vec<String>,
}

/// What a tag with an underscore means, in Helm's words.
pub const UNDERSCORE: &str = "\nOCI artifact references (e.g. tags) do not support the plus sign (+). To support\n\
    storing semantic versions, Helm adopts the convention of changing plus (+) to\n\
    an underscore (_) in chart version tags when pushing to a registry and back to\n\
    a plus (+) when pulling from a registry.";

impl Session {
    /// Fetches a chart.
    pub fn pull(&self, wanted: &Wanted) -> Result<Pulled, Box<Diagnostic>> {
        let target = self.locate(wanted)?;
        let target = if wanted.cached { target } else { target.uncached() };
        self.network.wait(target.download(wanted.provenance))
    }
}
