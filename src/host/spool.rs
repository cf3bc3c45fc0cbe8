//! [`Spool`], a text on its way that is too large to be held: a file without a name, which is gone with the process however
//! that ends.

use super::disk;
use super::scratch::Scratch;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};

/// Bytes in a file that nobody else sees.
#[derive(Debug)]
pub struct Spool {
    file: File,
    /// Where the system removes no file that is open, it goes with the value.
    _name: Option<Scratch>,
}

impl Spool {
    /// An empty one.
    pub fn new() -> io::Result<Self> {
        let name = Scratch::file("plimsoll-spool-", b"")?;
        let file = OpenOptions::new().read(true).write(true).open(name.path())?;
        // On Unix the file lives on without its name, and there is nothing for anybody to clean up.
        let name = (!cfg!(unix)).then_some(name);
        Ok(Spool { file, _name: name })
    }

    /// Adds to the end.
    pub fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write_all(piece)
    }

    /// Begins anew.
    pub fn clear(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()
    }

    /// Gives the bytes in pieces, from the beginning until `take` has enough.
    pub fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> bool) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        disk::pieces(&mut file, take)
    }

    /// Copies the bytes into a file.
    pub fn copy_to(&self, target: &mut dyn Write) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        io::copy(&mut file, target).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pushed_last_is_there_and_nothing_has_a_name() {
        let mut spool = Spool::new().expect("a file");
        spool.push(b"old").and_then(|()| spool.clear()).expect("writable");
        spool.push(b"new ").and_then(|()| spool.push(b"text")).expect("writable");
        for _ in 0..2 {
            let mut found = Vec::new();
            spool
                .pieces(&mut |piece| {
                    found.extend_from_slice(piece);
                    true
                })
                .expect("readable");
            assert_eq!(found, b"new text");
        }
        let mut copy = Vec::new();
        spool.copy_to(&mut copy).expect("readable");
        assert_eq!(copy, b"new text");
    }
}
