//! A folder kept in step with a set of files: what has the same content is left untouched, and what was written by an earlier
//! run and is not wanted any more is removed. A list of what was written, with its hashes, is kept in the folder; what is not
//! on it, or was changed since, is never removed.

use super::{Content, Error, Reason, Staged};
use crate::go::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The list of what was written: a line `HASH  PATH` for each file, as `sha256sum` prints and checks them.
const LIST: &str = ".plimsoll-files";

/// The largest list that is read, in bytes.
const MAX_LIST: u64 = 256 << 20;

/// What keeping a folder in step came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// How many files are new or have new content.
    pub written: usize,
    /// How many had their content already.
    pub unchanged: usize,
    /// How many were removed.
    pub removed: usize,
    /// Files that are not wanted any more and stay, because their content is not what was written.
    pub kept: Vec<String>,
}

/// Makes the files below `root`, given by path, what they are here, and removes those of an earlier run that are not among them.
pub fn sync_files(root: &Path, files: &BTreeMap<String, String>) -> Result<Synced, Error> {
    let before = read_list(root)?;
    let mut synced = Synced::default();
    let mut staged = Staged::default();
    staged.make_folders(root)?;
    for (path, content) in files {
        if is_same(root, path, content.as_bytes()) {
            synced.unchanged += 1;
        } else {
            staged.stage(root, path, Content::Bytes(content.as_bytes()))?;
            synced.written += 1;
        }
    }
    let mut list = String::new();
    for (path, content) in files {
        let _ = writeln!(list, "{}  {path}", hash(content.as_bytes()));
    }
    let gone: Vec<(&String, &String)> = before.iter().filter(|(path, _)| !files.contains_key(*path)).collect();
    let removable: Vec<PathBuf> =
        gone.iter().filter_map(|(path, hash)| removable(root, path, hash, &mut synced)).collect();
    // What stays is no longer on the list: it is the user's now.
    if (!files.is_empty() || !before.is_empty()) && !is_same(root, LIST, list.as_bytes()) {
        staged.stage(root, LIST, Content::Bytes(list.as_bytes()))?;
    }
    staged.commit()?;
    for path in removable {
        remove(root, &path)?;
        synced.removed += 1;
    }
    Ok(synced)
}

/// What an earlier run wrote: hashes by path. A line that is none is passed over.
fn read_list(root: &Path) -> Result<BTreeMap<String, String>, Error> {
    let place = root.join(LIST);
    let regular = fs::symlink_metadata(&place).is_ok_and(|known| known.is_file() && known.len() <= MAX_LIST);
    if !regular {
        return Ok(BTreeMap::new());
    }
    let text = fs::read(&place).map_err(|error| Error { path: place, reason: Reason::Io(error) })?;
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    Ok(lines.map(|(hash, path)| (path.to_owned(), hash.to_owned())).collect())
}

/// The place of a file that an earlier run wrote, if it may be removed: it lies below the root with no link on the way, and has
/// the content that was written.
fn removable(root: &Path, path: &str, expected: &str, synced: &mut Synced) -> Option<PathBuf> {
    let place = place(root, path)?;
    let content = fs::read(&place).ok()?;
    if hash(&content) != expected {
        synced.kept.push(path.to_owned());
        return None;
    }
    Some(place)
}

/// The regular file at `path` below the root, with no link on the way.
fn place(root: &Path, path: &str) -> Option<PathBuf> {
    let mut place = root.to_owned();
    let mut known = None;
    for part in Path::new(path).components() {
        let Component::Normal(name) = part else { return None };
        place.push(name);
        known = fs::symlink_metadata(&place).ok().filter(|known| !known.is_symlink());
        known.as_ref()?;
    }
    known.filter(|known| known.is_file()).map(|_| place)
}

fn is_same(root: &Path, path: &str, content: &[u8]) -> bool {
    let same_size = |place: &PathBuf| fs::metadata(place).is_ok_and(|known| known.len() == content.len() as u64);
    place(root, path).filter(same_size).and_then(|place| fs::read(place).ok()).is_some_and(|found| found == content)
}

/// Removes a file, and the folders above it that are empty then.
fn remove(root: &Path, file: &Path) -> Result<(), Error> {
    fs::remove_file(file).map_err(|error| Error { path: file.to_owned(), reason: Reason::Io(error) })?;
    let above = file.ancestors().skip(1).take_while(|folder| *folder != root);
    // A folder that is not empty cannot be removed, and neither need the ones above it be tried.
    above.take_while(|folder| fs::remove_dir(folder).is_ok()).for_each(drop);
    Ok(())
}

fn hash(content: &[u8]) -> String {
    hex::encode(&Sha256::digest(content))
}
