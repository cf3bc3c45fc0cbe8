//! [`Remembered`], a host whose standard input and pipes can be read again: a release that is rendered twice needs its values
//! twice. Regular files are read anew each time.

use super::{Error, FileKind, Host, Metadata};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What was read once from what can be read only once, by path.
#[derive(Debug, Default)]
pub struct Remembered<H> {
    inner: H,
    texts: Mutex<BTreeMap<PathBuf, Arc<[u8]>>>,
}

impl<H: Host> Remembered<H> {
    /// The same host, with a memory.
    pub fn new(inner: H) -> Self {
        Remembered { inner, texts: Mutex::default() }
    }

    fn recall(&self, path: &Path, read: impl FnOnce() -> Result<Vec<u8>, Error>) -> Result<Vec<u8>, Error> {
        // The lock is held while reading, so that of two threads the second one waits for what the first one gets.
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = texts.get(path) {
            return Ok(text.to_vec());
        }
        let text = read()?;
        texts.insert(path.to_path_buf(), text.as_slice().into());
        Ok(text)
    }
}

impl<H: Host> Host for Remembered<H> {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        self.inner.read(path, limit)
    }

    fn read_any(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        match self.inner.metadata(path).map(|known| known.kind) {
            Ok(FileKind::Other) => self.recall(path, || self.inner.read_any(path, limit)),
            _ => self.inner.read_any(path, limit),
        }
    }

    fn read_stdin(&self, limit: u64) -> Result<Vec<u8>, Error> {
        self.recall(Path::new("-"), || self.inner.read_stdin(limit))
    }

    fn list(&self, path: &Path) -> Result<Vec<OsString>, Error> {
        self.inner.list(path)
    }

    fn entries(&self, path: &Path) -> Result<Vec<(OsString, FileKind)>, Error> {
        self.inner.entries(path)
    }

    fn read_listed(&self, path: &Path, limit: u64) -> Result<Arc<[u8]>, Error> {
        self.inner.read_listed(path, limit)
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, Error> {
        self.inner.metadata(path)
    }

    fn link_metadata(&self, path: &Path) -> Result<Metadata, Error> {
        self.inner.link_metadata(path)
    }

    fn resolve(&self, path: &Path) -> Result<PathBuf, Error> {
        self.inner.resolve(path)
    }

    fn absolute(&self, path: &Path) -> Result<PathBuf, Error> {
        self.inner.absolute(path)
    }

    fn fetch(&self, address: &str, limit: u64) -> Result<Vec<u8>, Error> {
        self.inner.fetch(address, limit)
    }

    fn fetch_chart(&self, chart: &str, version: &str, repository: &str, folder: &Path) -> Result<(), Error> {
        self.inner.fetch_chart(chart, version, repository, folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;
    use std::cell::Cell;

    /// A host whose standard input is gone once it was read.
    struct Once(Memory, Cell<bool>);

    impl Host for Once {
        fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
            self.0.read(path, limit)
        }

        fn read_any(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
            self.0.read_any(path, limit)
        }

        fn read_stdin(&self, limit: u64) -> Result<Vec<u8>, Error> {
            if self.1.replace(true) { Ok(Vec::new()) } else { self.0.read_stdin(limit) }
        }

        fn list(&self, path: &Path) -> Result<Vec<OsString>, Error> {
            self.0.list(path)
        }

        fn metadata(&self, path: &Path) -> Result<Metadata, Error> {
            self.0.metadata(path)
        }

        fn link_metadata(&self, path: &Path) -> Result<Metadata, Error> {
            self.0.link_metadata(path)
        }

        fn resolve(&self, path: &Path) -> Result<PathBuf, Error> {
            self.0.resolve(path)
        }

        fn absolute(&self, path: &Path) -> Result<PathBuf, Error> {
            self.0.absolute(path)
        }
    }

    #[test]
    fn standard_input_is_read_once_and_given_again() {
        let host = Remembered::new(Once(Memory::new().with_stdin("a: 1"), Cell::new(false)));
        for _ in 0..2 {
            assert_eq!(host.read_stdin(10).ok().as_deref(), Some(b"a: 1".as_slice()));
        }
    }
}
