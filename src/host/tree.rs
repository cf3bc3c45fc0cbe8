//! [`FileTree`], the files that a run was given, read once and never changed: names that were checked on entry, bytes
//! that are shared, and the name under which a user knows each file. It holds what came from a folder and from an
//! archive alike, and knows nothing of charts.

use crate::go::Str;
use std::fmt;
use std::sync::Arc;

/// A checked relative path inside a [`FileTree`]: parts joined by `/`, none of them empty, `.` or `..`, no NUL and no
/// line break. A name becomes one exactly once, where it enters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreePath(Str);

impl TreePath {
    /// Checks `name`. `None` where it is empty, absolute, leads out of the tree, or holds a NUL or a line break.
    pub fn new(name: &[u8]) -> Option<Self> {
        let clean = !name.iter().any(|byte| matches!(byte, 0 | b'\n' | b'\r'))
            && name.split(|&byte| byte == b'/').all(|part| !matches!(part, b"" | b"." | b".."));
        clean.then(|| TreePath(Str::from(name)))
    }

    /// The path as a Go string, as templates see it.
    pub fn as_str(&self) -> &Str {
        &self.0
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What follows the folder `name/`, if the path is in it.
    pub fn below(&self, name: &[u8]) -> Option<TreePath> {
        let rest = self.0.strip_prefix(name)?.strip_prefix(b"/")?;
        TreePath::new(rest)
    }

    /// The first part.
    pub fn first(&self) -> &[u8] {
        self.0.split(|&byte| byte == b'/').next().unwrap_or_default()
    }

    /// The last part.
    pub fn base(&self) -> &[u8] {
        self.0.rsplit(|&byte| byte == b'/').next().unwrap_or_default()
    }
}

impl fmt::Display for TreePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for TreePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One file of a tree.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is in the tree.
    pub path: TreePath,
    /// What is in it, without a UTF-8 byte order mark.
    pub data: Arc<[u8]>,
    /// The name under which the user knows it: `charts/web/values.yaml`, `web-1.2.0.tgz: templates/a.yaml`.
    pub display: String,
}

/// An ordered collection of files. A folder's files are in lexical order; an archive's in the order of its entries,
/// where a name may come twice.
#[derive(Clone, Debug, Default)]
pub struct FileTree {
    files: Vec<File>,
}

impl FileTree {
    /// A tree of these files.
    pub fn new(files: Vec<File>) -> Self {
        FileTree { files }
    }

    /// The files in order.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The files themselves.
    pub fn into_files(self) -> Vec<File> {
        self.files
    }

    /// The file at `path`: the last of them where an archive has several.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().rev().find(|file| file.path.as_bytes() == path.as_bytes())
    }
}

/// The UTF-8 byte order mark that is taken off a file's start.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Without a byte order mark at the start.
pub(super) fn without_mark(bytes: Arc<[u8]>) -> Arc<[u8]> {
    match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => Arc::from(rest),
        None => bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_names_become_paths() {
        for name in ["a", "a/b.yaml", "a/..b", "c:/x", "a b"] {
            assert!(TreePath::new(name.as_bytes()).is_some(), "{name}");
        }
        for name in ["", "/a", "a/", "a//b", ".", "a/../b", "..", "a\0b", "a\nb"] {
            assert!(TreePath::new(name.as_bytes()).is_none(), "{name:?}");
        }
    }

    #[test]
    fn a_path_knows_its_parts() {
        let path = TreePath::new(b"charts/sub/values.yaml").expect("a plain name");
        assert_eq!(path.first(), b"charts");
        assert_eq!(path.base(), b"values.yaml");
        assert_eq!(path.below(b"charts").expect("inside").as_bytes(), b"sub/values.yaml");
        assert!(path.below(b"chart").is_none());
    }
}
