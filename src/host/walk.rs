//! The files of a folder on a [`Host`]: in lexical order, links followed with a note, everything that is no regular file
//! refused before it is opened. What to leave out and what to read first is the caller's to say.

use super::tree::without_mark;
use super::{Error as HostError, File, FileKind, Host, TreePath};
use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that a chart may still bring, its nested archives included.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    total: u64,
    remaining: u64,
}

impl Budget {
    /// Helm's limit for a chart: 100 MiB.
    pub const CHART: u64 = 100 * 1024 * 1024;

    /// A budget of `total` bytes.
    pub fn new(total: u64) -> Self {
        Budget { total, remaining: total }
    }

    /// What is left.
    pub fn remaining(&self) -> u64 {
        self.remaining
    }

    /// The limit itself.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Takes `bytes` off; `None` where there are not as many left.
    pub fn spend(&mut self, bytes: u64) -> Option<()> {
        self.remaining = self.remaining.checked_sub(bytes)?;
        Some(())
    }
}

/// A symbolic link that was followed.
#[derive(Clone, Debug)]
pub struct Link {
    /// The link.
    pub path: PathBuf,
    /// What it led to.
    pub resolved: PathBuf,
}

/// What to read and what to leave out.
pub struct Walk<'a> {
    /// Where to read.
    pub host: &'a dyn Host,
    /// The folder, as the user named it.
    pub folder: &'a Path,
    /// Whether to leave a path out, told whether it is a folder. A folder that is left out is not looked into.
    pub ignored: &'a dyn Fn(&TreePath, bool) -> bool,
    /// Whether a file is read before others.
    pub first: &'a dyn Fn(&TreePath) -> bool,
}

/// Why a folder could not be read, in Helm's words.
#[derive(Debug)]
pub enum Error {
    /// The host said no.
    Host(HostError),
    /// A link that leads nowhere, or back to a folder it is in.
    Link(PathBuf, String),
    /// A device, pipe or socket.
    Irregular(PathBuf),
    /// A name that can't be one in a tree.
    Name(PathBuf),
    /// More bytes than a chart may have.
    TooLarge(TreePath, u64),
    /// A file that could not be read.
    Read(TreePath, HostError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Host(error) => error.fmt(f),
            Error::Link(path, cause) => write!(f, "error evaluating symlink {}: {cause}", path.display()),
            Error::Irregular(path) => {
                write!(f, "cannot load irregular file {} as it has file mode type bits set", path.display())
            }
            Error::Name(path) => write!(f, "chart contains illegally named files: {:?}", path.display().to_string()),
            Error::TooLarge(path, limit) => {
                write!(f, "error reading {path}: chart exceeds maximum decompressed size of {limit} bytes")
            }
            Error::Read(path, error) => write!(f, "error reading {path}: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<HostError> for Error {
    fn from(error: HostError) -> Self {
        Error::Host(error)
    }
}

/// A path that waits to be visited.
struct Pending {
    /// Where it is on the host.
    place: PathBuf,
    /// Its name in the tree; the folder itself has none.
    name: Vec<u8>,
    /// The resolved folders above it, as a chain of indices into the list of visited ones.
    parent: Option<usize>,
    /// What it is; the folder itself may be named by a link.
    kind: FileKind,
}

/// A file to be read.
struct Listed {
    /// Where it is on the host, and what it is there.
    next: Pending,
    path: TreePath,
}

/// Reads the folder and hands out each file as soon as it is read. What `taken` makes of the files is given in lexical order, and
/// the error is the first in that order. Links that were followed are added to `links`.
pub fn read_folder<T>(
    walk: &Walk<'_>,
    budget: &mut Budget,
    links: &mut Vec<Link>,
    taken: &mut dyn FnMut(File) -> T,
) -> Result<Vec<T>, Error> {
    let mut listed = Vec::new();
    let fault = list(walk, links, &mut listed).err();
    let mut read: Vec<Option<T>> = listed.iter().map(|_| None).collect();
    let mut left = *budget;
    let (first, others): (Vec<usize>, Vec<usize>) = (0..listed.len()).partition(|&at| (walk.first)(&listed[at].path));
    for at in first.into_iter().chain(others) {
        match read_file(walk, &listed[at], &mut left) {
            Ok(file) => read[at] = Some(taken(file)),
            Err(error) => {
                let mut errors = listed.iter().filter_map(|file| read_file(walk, file, budget).err());
                return Err(errors.next().unwrap_or(error));
            }
        }
    }
    *budget = left;
    fault.map_or_else(|| Ok(read.into_iter().flatten().collect()), Err)
}

/// Finds the files, up to an error.
fn list(walk: &Walk<'_>, links: &mut Vec<Link>, listed: &mut Vec<Listed>) -> Result<(), Error> {
    let root = walk.host.absolute(walk.folder)?;
    let kind = walk.host.metadata(&root)?.kind;
    let mut folders = Folders::default();
    let mut pending = vec![Pending { place: root, name: Vec::new(), parent: None, kind }];
    while let Some(next) = pending.pop() {
        let kind = followed(walk.host, &next, links)?;
        if next.name.is_empty() {
            push_entries(walk.host, &next, &mut folders, &mut pending)?;
            continue;
        }
        let path = TreePath::new(&next.name).ok_or_else(|| Error::Name(next.place.clone()))?;
        if (walk.ignored)(&path, kind == FileKind::Folder) {
            continue;
        }
        match kind {
            FileKind::Folder => push_entries(walk.host, &next, &mut folders, &mut pending)?,
            FileKind::File => listed.push(Listed { next, path }),
            FileKind::Link | FileKind::Other => return Err(Error::Irregular(next.place)),
        }
    }
    Ok(())
}

/// What an entry is, or what it leads to.
fn followed(host: &dyn Host, next: &Pending, links: &mut Vec<Link>) -> Result<FileKind, Error> {
    if next.kind != FileKind::Link {
        return Ok(next.kind);
    }
    let resolved = host.resolve(&next.place).map_err(|error| Error::Link(next.place.clone(), error.to_string()))?;
    let kind = host.metadata(&resolved)?.kind;
    links.push(Link { path: next.place.clone(), resolved });
    Ok(kind)
}

/// The folders that were entered, so that a link back into one of them is seen before it is followed for ever.
#[derive(Default)]
struct Folders {
    resolved: Vec<PathBuf>,
    parents: Vec<Option<usize>>,
    /// Every folder that was entered: only one that is in here can be an ancestor.
    seen: HashSet<PathBuf>,
}

impl Folders {
    fn enter(&mut self, place: &Path, resolved: PathBuf, parent: Option<usize>) -> Result<usize, Error> {
        if !self.seen.insert(resolved.clone()) {
            let mut above = parent;
            while let Some(index) = above {
                if self.resolved[index] == resolved {
                    return Err(Error::Link(place.to_path_buf(), String::from("too many links")));
                }
                above = self.parents[index];
            }
        }
        self.resolved.push(resolved);
        self.parents.push(parent);
        Ok(self.resolved.len() - 1)
    }
}

fn push_entries(
    host: &dyn Host,
    folder: &Pending,
    folders: &mut Folders,
    pending: &mut Vec<Pending>,
) -> Result<(), Error> {
    // What is inside of a resolved folder and no link itself is resolved by that.
    let known = folder.parent.filter(|_| folder.kind != FileKind::Link).and_then(|parent| folders.resolved.get(parent));
    let resolved = match known.zip(folder.place.file_name()) {
        Some((parent, name)) => parent.join(name),
        None => host.resolve(&folder.place)?,
    };
    let index = folders.enter(&folder.place, resolved, folder.parent)?;
    for (entry, kind) in host.entries(&folder.place)?.into_iter().rev() {
        let mut name = folder.name.clone();
        if !name.is_empty() {
            name.push(b'/');
        }
        name.extend_from_slice(entry.as_encoded_bytes());
        pending.push(Pending { place: folder.place.join(&entry), name, parent: Some(index), kind });
    }
    Ok(())
}

fn read_file(walk: &Walk<'_>, Listed { next, path }: &Listed, budget: &mut Budget) -> Result<File, Error> {
    let path = path.clone();
    let read = match next.kind {
        FileKind::File => walk.host.read_listed(&next.place, budget.remaining()),
        _ => walk.host.read(&next.place, budget.remaining()).map(Arc::from),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) if error.is_too_large() => return Err(Error::TooLarge(path, budget.total())),
        Err(error) => return Err(Error::Read(path, error)),
    };
    budget.spend(bytes.len() as u64).ok_or_else(|| Error::TooLarge(path.clone(), budget.total()))?;
    let display = walk.folder.join(path.as_str().lossy().as_ref()).display().to_string();
    Ok(File { path, data: without_mark(bytes), display })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    fn read(walk: &Walk<'_>, limit: u64) -> Result<Vec<File>, Error> {
        read_folder(walk, &mut Budget::new(limit), &mut Vec::new(), &mut |file| file)
    }

    #[test]
    fn a_folder_is_read_in_lexical_order_without_what_is_ignored() {
        let host = Memory::new().with("c/b", "1").with("c/a/x", "2").with("c/a-b", "3").with("c/skip/y", "4");
        let ignored = |path: &TreePath, folder: bool| folder && path.as_bytes() == b"skip";
        let walk = Walk { host: &host, folder: Path::new("c"), ignored: &ignored, first: &|_| false };
        let files = read(&walk, 100).expect("readable");
        let names: Vec<String> = files.iter().map(|file| file.path.to_string()).collect();
        assert_eq!(names, ["a/x", "a-b", "b"]);
        assert_eq!(files[0].display, "c/a/x");
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_and_the_budget_is_kept() {
        let host = Memory::new().with("c/a", b"\xEF\xBB\xBFhi".to_vec());
        let walk = Walk { host: &host, folder: Path::new("c"), ignored: &|_, _| false, first: &|_| false };
        let files = read(&walk, 5).expect("readable");
        assert_eq!(&*files[0].data, b"hi");
        let error = read(&walk, 4).expect_err("too large");
        assert_eq!(error.to_string(), "error reading a: chart exceeds maximum decompressed size of 4 bytes");
    }

    #[test]
    fn what_is_read_first_stands_in_its_place() {
        let host = Memory::new().with("c/a", "1").with("c/b", "22").with("c/c", "333");
        let walk = Walk {
            host: &host,
            folder: Path::new("c"),
            ignored: &|_, _| false,
            first: &|path| path.as_bytes() == b"c",
        };
        let mut order = Vec::new();
        let read = read_folder(&walk, &mut Budget::new(6), &mut Vec::new(), &mut |file| {
            order.push(file.path.to_string());
            file.path.to_string()
        });
        assert_eq!((read.ok(), order.concat().as_str()), (Some(["a", "b", "c"].map(String::from).to_vec()), "cab"));
        let error = read_folder(&walk, &mut Budget::new(2), &mut Vec::new(), &mut |_| ()).expect_err("too large");
        assert!(error.to_string().contains("reading b:"), "the first in order that does not fit: {error}");
    }
}
