//! [`Disk`], the real [`Host`]. It opens regular files only, so a pipe or a device is never waited for, and reads no
//! more than it was allowed to.

use super::{Error, FileKind, Host, Metadata};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The machine's file system and standard input.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Host for Disk {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        let known = fs::metadata(path).map_err(|error| Error::system("open", path, error))?;
        if known.is_dir() {
            return Err(Error::system("read", path, io::ErrorKind::IsADirectory.into()));
        }
        if !known.is_file() {
            return Err(Error::not_regular(path));
        }
        let file = fs::File::open(path).map_err(|error| Error::system("open", path, error))?;
        // The size is only a hint: a file under /proc says 0, and a file can grow while it is read.
        read_at_most(file, path, limit, known.len().min(limit))
    }

    fn read_any(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        let file = fs::File::open(path).map_err(|error| Error::system("open", path, error))?;
        read_at_most(file, path, limit, 0)
    }

    fn read_stdin(&self, limit: u64) -> Result<Vec<u8>, Error> {
        read_at_most(io::stdin().lock(), Path::new("<stdin>"), limit, 0)
    }

    fn list(&self, path: &Path) -> Result<Vec<OsString>, Error> {
        let failed = |error| Error::system("open", path, error);
        let entries = fs::read_dir(path).map_err(failed)?;
        let mut names: Vec<OsString> =
            entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>().map_err(failed)?;
        names.sort();
        Ok(names)
    }

    fn entries(&self, path: &Path) -> Result<Vec<(OsString, FileKind)>, Error> {
        let failed = |error| Error::system("open", path, error);
        let known = |entry: fs::DirEntry| entry.file_type().map(|kind| (entry.file_name(), kind_of(kind)));
        let mut entries: Vec<(OsString, FileKind)> = fs::read_dir(path)
            .map_err(failed)?
            .map(|entry| entry.and_then(known))
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Ok(entries)
    }

    /// The bytes are read to where they stay: a copy of a large file costs more than reading it.
    fn read_listed(&self, path: &Path, limit: u64) -> Result<Arc<[u8]>, Error> {
        let mut file = fs::File::open(path).map_err(|error| Error::system("open", path, error))?;
        let known = file.metadata().map_err(|error| Error::system("open", path, error))?;
        if !known.is_file() {
            return Err(Error::not_regular(path));
        }
        if known.len() > limit {
            return Err(Error::too_large(path, limit));
        }
        let size = usize::try_from(known.len()).unwrap_or(0);
        let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, size).collect();
        let filled = match Arc::get_mut(&mut bytes) {
            Some(room) => fill(&mut file, room).map_err(|error| Error::system("read", path, error))?,
            None => false,
        };
        // A file whose size is not what the file system said, or that changes meanwhile, is read as any other.
        if filled { Ok(bytes) } else { self.read(path, limit).map(Arc::from) }
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, Error> {
        fs::metadata(path).map(|known| described(&known)).map_err(|error| Error::system("stat", path, error))
    }

    fn link_metadata(&self, path: &Path) -> Result<Metadata, Error> {
        fs::symlink_metadata(path).map(|known| described(&known)).map_err(|error| Error::system("lstat", path, error))
    }

    fn resolve(&self, path: &Path) -> Result<PathBuf, Error> {
        fs::canonicalize(path).map_err(|error| Error::system("lstat", &missing_target(path), error))
    }

    fn absolute(&self, path: &Path) -> Result<PathBuf, Error> {
        let joined = std::path::absolute(path).map_err(|error| Error::system("stat", path, error))?;
        Ok(cleaned(&joined))
    }
}

/// The most links that are followed one by one.
const MAX_LINKS: usize = 40;

/// Where the links that begin at `path` end: what an error about them is about.
fn missing_target(path: &Path) -> PathBuf {
    let mut place = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&place) else { break };
        place = cleaned(&place.parent().unwrap_or(Path::new("")).join(target));
    }
    place
}

/// How much of a file is read at once.
const PIECE: usize = 256 << 10;

impl Disk {
    /// Hands out a regular file piece by piece, until `take` has enough. A file of more than `limit` bytes is an error.
    pub fn read_in_pieces(&self, path: &Path, limit: u64, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), Error> {
        let known = self.metadata(path).map_err(|_| Error::system("open", path, io::ErrorKind::NotFound.into()))?;
        if known.kind != FileKind::File {
            return Err(Error::not_regular(path));
        }
        if known.size > limit {
            return Err(Error::too_large(path, limit));
        }
        let mut file = fs::File::open(path).map_err(|error| Error::system("open", path, error))?;
        pieces(&mut file, take).map_err(|error| Error::system("read", path, error))
    }
}

/// Gives what `file` has in pieces, until `take` has enough.
pub(super) fn pieces(file: &mut dyn Read, take: &mut dyn FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(count) if !take(piece.get(..count).unwrap_or_default()) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn described(known: &fs::Metadata) -> Metadata {
    Metadata { kind: kind_of(known.file_type()), size: known.len() }
}

fn kind_of(kind: fs::FileType) -> FileKind {
    match kind {
        kind if kind.is_file() => FileKind::File,
        kind if kind.is_dir() => FileKind::Folder,
        kind if kind.is_symlink() => FileKind::Link,
        _ => FileKind::Other,
    }
}

/// Reads as many bytes as there is room for. Whether they were all that `file` has.
fn fill(file: &mut impl Read, room: &mut [u8]) -> io::Result<bool> {
    if let Err(error) = file.read_exact(room) {
        return if error.kind() == io::ErrorKind::UnexpectedEof { Ok(false) } else { Err(error) };
    }
    Ok(file.read(&mut [0])? == 0)
}

fn read_at_most(reader: impl Read, path: &Path, limit: u64, hint: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(hint).unwrap_or(0).saturating_add(1));
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| Error::system("read", path, error))?;
    if bytes.len() as u64 > limit { Err(Error::too_large(path, limit)) } else { Ok(bytes) }
}

/// An absolute path with `..` taken back by its text, as Go's `filepath.Abs` does.
pub(super) fn cleaned(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                clean.pop();
            }
            std::path::Component::CurDir => {}
            part => clean.push(part),
        }
    }
    clean
}
