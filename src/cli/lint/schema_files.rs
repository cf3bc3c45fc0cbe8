//! The disk, as schemas of `lint` are read from it.

use crate::cli::below::files_below;
use crate::host::disk::Disk;
use crate::host::{FileKind, Host};
use crate::policy::schema::Files;
use crate::render::input::is_manifest;
use std::path::Path;

/// The largest file of schemas that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// Reads schemas from the disk.
#[derive(Debug)]
pub(super) struct SchemaFiles;

impl Files for SchemaFiles {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let path = Path::new(path);
        if Disk.metadata(path).is_err() {
            return Ok(None);
        }
        Disk.read_any(path, MAX_FILE).map(Some).map_err(|error| error.to_string())
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let folder = Path::new(folder);
        if Disk.metadata(folder).ok()?.kind != FileKind::Folder {
            return None;
        }
        let files = files_below(folder, is_manifest);
        Some(files.into_iter().map(|path| path.display().to_string()).collect())
    }
}
