//! Links to a program under other names. What is in the place of a link and is none to that program stays as it is.

use crate::diagnostic::{Diagnostic, Fault};
use std::fs;
use std::io;
use std::path::Path;

/// What became of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    /// It was made.
    Made,
    /// It was there before.
    Stood,
}

/// Makes `link` lead to `program`: a symbolic link or, where the system has none for everybody, a copy.
pub fn link_program(link: &Path, program: &Path) -> Result<Linked, Box<Diagnostic>> {
    if leads_to(link, program) {
        return Ok(Linked::Stood);
    }
    if fs::symlink_metadata(link).is_ok() {
        let message = format!("`{}` is in the way: it does not lead to this program", link.display());
        let diagnostic = Diagnostic::error("output::link", message).fault(Fault::Outside);
        return Err(Box::new(diagnostic.help("remove it, or choose another folder with --dir")));
    }
    make(link, program).map(|()| Linked::Made).map_err(|error| {
        let message = format!("cannot make the link `{}`: {error}", link.display());
        let diagnostic = Diagnostic::error("output::write", message).fault(Fault::Outside);
        Box::new(diagnostic.help("choose a folder that you may write to with --dir"))
    })
}

fn leads_to(link: &Path, program: &Path) -> bool {
    match (fs::canonicalize(link), fs::canonicalize(program)) {
        (Ok(link), Ok(program)) => link == program,
        _ => false,
    }
}

#[cfg(unix)]
fn make(link: &Path, program: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(program, link)
}

#[cfg(not(unix))]
fn make(link: &Path, program: &Path) -> io::Result<()> {
    fs::copy(program, link).map(|_| ())
}
