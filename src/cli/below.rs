//! What lies below a folder.

use crate::host::disk::Disk;
use crate::host::{FileKind, Host};
use std::path::{Path, PathBuf};

/// What is no folder in a folder and below it, depth first and in the order of names, each with what it is; or the path itself
/// where it is no folder. Links are not followed, but for the path itself. What cannot be looked at is left out.
pub(super) fn entries_below(path: &Path) -> Vec<(PathBuf, FileKind)> {
    let mut found = Vec::new();
    let mut pending = vec![path.to_path_buf()];
    while let Some(place) = pending.pop() {
        let known = if place == path { Disk.metadata(&place) } else { Disk.link_metadata(&place) };
        match known.map(|known| known.kind) {
            Ok(FileKind::Folder) => {
                let names = Disk.list(&place).unwrap_or_default();
                pending.extend(names.into_iter().rev().map(|name| place.join(name)));
            }
            Ok(kind) => found.push((place, kind)),
            Err(_) => {}
        }
    }
    found
}

/// The files among them that are wanted.
pub(super) fn files_below(path: &Path, is_wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let files = entries_below(path).into_iter().filter(|(_, kind)| *kind == FileKind::File).map(|(file, _)| file);
    files.filter(|file| is_wanted(file)).collect()
}
