//! The only place with I/O, behind one trait: disk, archives, processes, clock, randomness. What is read from here is
//! handed on as plain data ([`FileTree`]); nothing outside this folder and `cli` may touch the world.

pub mod archive;
pub mod clock;
pub mod disk;
pub mod effects;
pub mod git;
pub mod kubeconfig;
pub mod link;
pub mod memory;
pub mod net;
pub mod output;
pub mod places;
pub mod private;
pub mod process;
pub mod random;
pub mod remembered;
pub mod scratch;
pub mod spool;
pub mod threads;
pub mod tree;
pub mod walk;

pub use tree::{File, FileTree, TreePath};

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, pipe or socket: never opened.
    Other,
}

/// What is known of a path before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// What it is.
    pub kind: FileKind,
    /// The size in bytes, as far as the file system says.
    pub size: u64,
}

/// What the world can be asked about files.
pub trait Host {
    /// The bytes of a regular file. A file of more than `limit` bytes and anything that is no regular file is an error.
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error>;

    /// The bytes of whatever the user named, a pipe (`<(command)`) or a device included. More than `limit` bytes are an
    /// error.
    fn read_any(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error>;

    /// All of standard input; more than `limit` bytes are an error.
    fn read_stdin(&self, limit: u64) -> Result<Vec<u8>, Error>;

    /// The names in a folder, sorted by bytes.
    fn list(&self, path: &Path) -> Result<Vec<OsString>, Error>;

    /// The same with what each of them is, itself: a link is a link.
    fn entries(&self, path: &Path) -> Result<Vec<(OsString, FileKind)>, Error> {
        let kind = |name: OsString| self.link_metadata(&path.join(&name)).map(|known| (name, known.kind));
        self.list(path)?.into_iter().map(kind).collect()
    }

    /// The bytes of what a listing just said is a regular file, to be shared. A file of more than `limit` bytes is an error.
    fn read_listed(&self, path: &Path, limit: u64) -> Result<Arc<[u8]>, Error> {
        self.read(path, limit).map(Arc::from)
    }

    /// What a path is, links followed.
    fn metadata(&self, path: &Path) -> Result<Metadata, Error>;

    /// What a path is, itself: a link is a link.
    fn link_metadata(&self, path: &Path) -> Result<Metadata, Error>;

    /// The path without links in it.
    fn resolve(&self, path: &Path) -> Result<PathBuf, Error>;

    /// The path from the root of the file system, cleaned by its text alone.
    fn absolute(&self, path: &Path) -> Result<PathBuf, Error>;

    /// The content at an `http`, `https` or `oci` address; more than `limit` bytes are an error. A host without a network
    /// refuses.
    fn fetch(&self, address: &str, _limit: u64) -> Result<Vec<u8>, Error> {
        Err(Error::refused(address, String::from("nothing is fetched here")))
    }

    /// Fetches a version of a chart, or the highest in a range, from the repository at an address, and unpacks it into a
    /// folder of the chart's name in `folder`. A host without a network refuses.
    fn fetch_chart(&self, chart: &str, _version: &str, _repository: &str, _folder: &Path) -> Result<(), Error> {
        Err(Error::refused(chart, String::from("nothing is fetched here")))
    }
}

/// Why the outside did not answer, in the words of Go's `os` package: `open x.yaml: no such file or directory`.
#[derive(Debug)]
pub struct Error {
    operation: &'static str,
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    System(io::Error),
    NotRegular,
    TooLarge(u64),
    Refused(Option<u16>, String),
}

impl Error {
    /// An error of the operating system in `operation` (`open`, `read`, `stat`, `lstat`) on `path`.
    pub fn system(operation: &'static str, path: &Path, error: io::Error) -> Self {
        Error { operation, path: path.to_path_buf(), cause: Cause::System(error) }
    }

    fn not_regular(path: &Path) -> Self {
        Error { operation: "open", path: path.to_path_buf(), cause: Cause::NotRegular }
    }

    fn too_large(path: &Path, limit: u64) -> Self {
        Error { operation: "read", path: path.to_path_buf(), cause: Cause::TooLarge(limit) }
    }

    /// What was not fetched, and the whole sentence about that.
    pub fn refused(what: &str, sentence: String) -> Self {
        Error::answered(what, None, sentence)
    }

    /// What was not fetched, the status that a server answered with instead, and the whole sentence about that.
    pub fn answered(what: &str, status: Option<u16>, sentence: String) -> Self {
        Error { operation: "fetch", path: PathBuf::from(what), cause: Cause::Refused(status, sentence) }
    }

    /// The status of a server that had another answer than what was asked for.
    pub fn status(&self) -> Option<u16> {
        match self.cause {
            Cause::Refused(status, _) => status,
            _ => None,
        }
    }

    /// Whether there is nothing at the path.
    pub fn is_not_found(&self) -> bool {
        matches!(&self.cause, Cause::System(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// Whether the file was larger than the caller's limit.
    pub fn is_too_large(&self) -> bool {
        matches!(self.cause, Cause::TooLarge(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Cause::Refused(_, sentence) = &self.cause {
            return f.write_str(sentence);
        }
        write!(f, "{} {}: ", self.operation, self.path.display())?;
        match &self.cause {
            Cause::Refused(..) => Ok(()),
            Cause::System(error) => f.write_str(&system_sentence(error)),
            Cause::NotRegular => f.write_str("not a regular file"),
            Cause::TooLarge(limit) => write!(f, "file is larger than the limit of {limit} bytes"),
        }
    }
}

impl std::error::Error for Error {}

/// Go prints an errno's text without capitals and without the number.
fn system_sentence(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => String::from("no such file or directory"),
        io::ErrorKind::PermissionDenied => String::from("permission denied"),
        io::ErrorKind::IsADirectory => String::from("is a directory"),
        io::ErrorKind::NotADirectory => String::from("not a directory"),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
    }
}
