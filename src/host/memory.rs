//! [`Memory`], a [`Host`] without a machine: files that a test or an embedding program hands in.

use super::{Error, FileKind, Host, Metadata};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Files by absolute path. Folders are there because files are in them; there are no links.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
    stdin: Vec<u8>,
}

impl Memory {
    /// A world without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more file; a relative path is taken from the root.
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(Path::new("/").join(path), bytes.into());
        self
    }

    /// The same with this on standard input.
    pub fn with_stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.files.keys().any(|file| file != path && file.starts_with(path))
    }

    fn missing(operation: &'static str, path: &Path) -> Error {
        Error::system(operation, path, io::ErrorKind::NotFound.into())
    }
}

impl Host for Memory {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        let place = self.absolute(path)?;
        match self.files.get(&place) {
            Some(bytes) if bytes.len() as u64 > limit => Err(Error::too_large(path, limit)),
            Some(bytes) => Ok(bytes.clone()),
            None if self.is_folder(&place) => Err(Error::system("read", path, io::ErrorKind::IsADirectory.into())),
            None => Err(Self::missing("open", path)),
        }
    }

    fn read_any(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        self.read(path, limit)
    }

    fn read_stdin(&self, limit: u64) -> Result<Vec<u8>, Error> {
        if self.stdin.len() as u64 > limit {
            return Err(Error::too_large(Path::new("<stdin>"), limit));
        }
        Ok(self.stdin.clone())
    }

    fn list(&self, path: &Path) -> Result<Vec<OsString>, Error> {
        let place = self.absolute(path)?;
        let inside = self.files.keys().filter_map(|file| file.strip_prefix(&place).ok());
        let names: BTreeSet<OsString> =
            inside.filter_map(|rest| rest.components().next()).map(|first| first.as_os_str().to_os_string()).collect();
        if names.is_empty() { Err(Self::missing("open", path)) } else { Ok(names.into_iter().collect()) }
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, Error> {
        let place = self.absolute(path)?;
        match self.files.get(&place) {
            Some(bytes) => Ok(Metadata { kind: FileKind::File, size: bytes.len() as u64 }),
            None if self.is_folder(&place) => Ok(Metadata { kind: FileKind::Folder, size: 0 }),
            None => Err(Self::missing("stat", path)),
        }
    }

    fn link_metadata(&self, path: &Path) -> Result<Metadata, Error> {
        self.metadata(path)
    }

    fn resolve(&self, path: &Path) -> Result<PathBuf, Error> {
        self.absolute(path)
    }

    fn absolute(&self, path: &Path) -> Result<PathBuf, Error> {
        Ok(super::disk::cleaned(&Path::new("/").join(path)))
    }
}
