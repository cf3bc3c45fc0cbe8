//! Other programs as filters: text in, text out. Only what the user names on the command line is ever started, without a
//! shell.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

/// Why a program gave no output.
#[derive(Debug)]
pub enum Error {
    /// It could not be started.
    Start(io::Error),
    /// It ended with this status, having said this on standard error.
    Failed(String, String),
    /// Its output could not be read.
    Read(io::Error),
    /// It wrote more than it may.
    TooLarge(u64),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Start(error) => write!(f, "it cannot be started: {error}"),
            Error::Failed(status, said) if said.is_empty() => f.write_str(status),
            Error::Failed(status, said) => write!(f, "{status}: {said}"),
            Error::Read(error) => write!(f, "its output cannot be read: {error}"),
            Error::TooLarge(limit) => write!(f, "it writes more than {limit} bytes"),
        }
    }
}

impl std::error::Error for Error {}

/// The most of a program's standard error that is kept.
const MAX_SAID: u64 = 64 << 10;

/// Starts `program`, found as the system finds programs, gives it `input` and returns what it writes to standard
/// output, at most `limit` bytes.
pub fn filter(program: &OsStr, arguments: &[OsString], input: &[u8], limit: u64) -> Result<Vec<u8>, Error> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Error::Start)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (output, said) = thread::scope(|scope| {
        scope.spawn(move || {
            // A program need not read all that it is given.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        let said = scope.spawn(move || stderr.map(|pipe| read(pipe, MAX_SAID)));
        let output = stdout.map_or_else(|| Ok(Vec::new()), |pipe| read(pipe, limit.saturating_add(1)));
        if output.as_ref().is_ok_and(|output| output.len() as u64 > limit) {
            let _ = child.kill();
        }
        (output, said.join().ok().flatten())
    });
    let status = child.wait().map_err(Error::Read)?;
    let output = output.map_err(Error::Read)?;
    if output.len() as u64 > limit {
        return Err(Error::TooLarge(limit));
    }
    if !status.success() {
        let said = said.and_then(Result::ok).unwrap_or_default();
        return Err(Error::Failed(status.to_string(), String::from_utf8_lossy(&said).trim().to_owned()));
    }
    Ok(output)
}

fn read(pipe: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut pipe = pipe;
    pipe.by_ref().take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(program: &str, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Error> {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        filter(OsStr::new(program), &arguments, input, 1 << 20)
    }

    #[test]
    fn a_program_gives_back_what_it_makes_of_its_input() {
        assert_eq!(run("cat", &[], b"a: 1\n").expect("cat"), b"a: 1\n");
        assert_eq!(run("true", &[], &[b'x'; 1 << 20]).expect("true"), b"");
    }

    #[test]
    fn a_program_that_fails_or_does_not_end_is_an_error() {
        assert!(matches!(run("false", &[], b""), Err(Error::Failed(..))));
        assert!(matches!(run("yes", &[], b""), Err(Error::TooLarge(_))));
        assert!(matches!(run("no-such-program-here", &[], b""), Err(Error::Start(_))));
    }
}
