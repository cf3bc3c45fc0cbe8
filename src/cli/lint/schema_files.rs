//! The disk, as schemas of `lint` are read from it.

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
        let mut found = Vec::new();
        let mut pending = vec![folder.to_path_buf()];
        while let Some(path) = pending.pop() {
            match Disk.link_metadata(&path).map(|known| known.kind) {
                Ok(FileKind::Folder) => {
                    let names = Disk.list(&path).unwrap_or_default();
                    pending.extend(names.into_iter().rev().map(|name| path.join(name)));
                }
                Ok(FileKind::File) if is_manifest(&path) => found.push(path.display().to_string()),
                _ => {}
            }
        }
        Some(found)
    }
}
