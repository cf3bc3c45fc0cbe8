//! Charts by the digest of their archives, in the folder and under the names that Helm uses, so that both share it. What
//! is found there is checked before it is used; what cannot be kept is no error.

use crate::host::{Host, disk::Disk, output};
use crate::oci::Digest;
use std::fs;
use std::path::PathBuf;

/// What a content is, which its name's end says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A chart's archive.
    Chart,
    /// The layer of another artifact.
    Layer,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Kind::Chart => "chart",
            Kind::Layer => "layer",
        }
    }
}

/// The cache; without a folder it keeps nothing.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// A cache in `folder`, which is made when something is kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Cache { folder }
    }

    /// The content of that digest, if it is there and still what it was; at most `limit` bytes.
    pub fn get(&self, digest: &Digest, kind: Kind, limit: u64) -> Option<Vec<u8>> {
        let bytes = Disk.read(&self.place(digest, kind)?, limit).ok()?;
        digest.names(&bytes).then_some(bytes)
    }

    /// Keeps a content.
    pub fn put(&self, digest: &Digest, kind: Kind, bytes: &[u8]) {
        let Some(place) = self.place(digest, kind) else { return };
        let _held = super::hold_interrupt();
        let made = place.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok());
        if made {
            let _ = output::write_file(&place, bytes);
        }
    }

    fn place(&self, digest: &Digest, kind: Kind) -> Option<PathBuf> {
        let hex = digest.hex();
        let first = hex.get(..2)?;
        Some(self.folder.as_ref()?.join(first).join(format!("{hex}.{}", kind.extension())))
    }
}
