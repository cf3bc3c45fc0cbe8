//! [`Scratch`], a file or folder for a moment: it is gone when the value is.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Tells the files of one process apart.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// How many names are tried.
const TRIES: usize = 100;

/// A file or folder that is removed in the end.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    kept: bool,
}

impl Scratch {
    /// A file with this in it, in the system's folder for such files, which only its owner may read.
    pub fn file(prefix: &str, bytes: &[u8]) -> io::Result<Scratch> {
        Self::create(&std::env::temp_dir(), prefix, |path| {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(path)?.write_all(bytes)
        })
    }

    /// An empty folder in `parent`, which is made where it is missing.
    pub fn folder(parent: &Path, prefix: &str) -> io::Result<Scratch> {
        fs::create_dir_all(parent)?;
        Self::create(parent, prefix, |path| fs::create_dir(path))
    }

    /// Never takes what is there already, so nobody can put a link in the way.
    fn create(parent: &Path, prefix: &str, make: impl Fn(&Path) -> io::Result<()>) -> io::Result<Scratch> {
        let mut outcome = Err(io::ErrorKind::AlreadyExists.into());
        for _ in 0..TRIES {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = parent.join(format!("{prefix}{}-{number}", std::process::id()));
            outcome = make(&path).map(|()| Scratch { path, kept: false });
            match &outcome {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                _ => break,
            }
        }
        outcome
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Moves it to `target`, where it stays. What is there already wins: it is the work of another process.
    pub fn keep(mut self, target: &Path) -> io::Result<()> {
        match fs::rename(&self.path, target) {
            Ok(()) => self.kept = true,
            Err(_) if target.exists() => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.kept {
            let _ = if self.path.is_dir() { fs::remove_dir_all(&self.path) } else { fs::remove_file(&self.path) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_gone() {
        let file = Scratch::file("plimsoll-test-", b"x").expect("a file");
        let path = file.path().to_path_buf();
        assert_eq!(fs::read(&path).expect("readable"), b"x");
        drop(file);
        assert!(!path.exists());
    }
}
