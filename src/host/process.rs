//! Other programs as filters: text in, text out. Only what the user names on the command line or allows by its flags is ever
//! started, without a shell.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

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
    /// It took longer than it may.
    Late(Duration),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Start(error) => write!(f, "it cannot be started: {error}"),
            Error::Failed(status, said) if said.is_empty() => f.write_str(status),
            Error::Failed(status, said) => write!(f, "{status}: {said}"),
            Error::Read(error) => write!(f, "its output cannot be read: {error}"),
            Error::Late(time) => write!(f, "it takes longer than {} seconds", time.as_secs_f64()),
            Error::TooLarge(limit) => write!(f, "it writes more than {limit} bytes"),
        }
    }
}

impl std::error::Error for Error {}

/// The most of a program's standard error that is kept.
const MAX_SAID: u64 = 64 << 10;

/// A program and how it is to be started.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Its path, or a name that is found as the system finds programs.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// The folder that it works in; the caller's where there is none.
    pub folder: Option<PathBuf>,
    /// Variables that it gets beside the caller's.
    pub variables: Vec<(OsString, OsString)>,
    /// How long it may take; no bound where there is none.
    pub time: Option<Duration>,
}

/// What a program wrote.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// On standard output.
    pub bytes: Vec<u8>,
    /// On standard error, as far as it is kept.
    pub said: String,
}

/// Starts `program`, found as the system finds programs, gives it `input` and returns what it writes to standard
/// output, at most `limit` bytes.
pub fn filter(program: &OsStr, arguments: &[OsString], input: &[u8], limit: u64) -> Result<Vec<u8>, Error> {
    let program = Program { program: program.to_owned(), arguments: arguments.to_vec(), ..Program::default() };
    program.run(input.to_vec(), limit).map(|output| output.bytes)
}

impl Program {
    /// Starts the program, gives it `input` and returns what it writes, at most `limit` bytes. A program that takes too
    /// long or writes too much is killed.
    pub fn run(&self, input: Vec<u8>, limit: u64) -> Result<Output, Error> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        let mut child = command.spawn().map_err(Error::Start)?;
        let deadline = self.time.map(|time| Instant::now() + time);
        let stdin = child.stdin.take();
        // A program need not read all that it is given. What it starts may hold its pipes open after its end, so nobody
        // waits for these threads without a bound.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let said = child.stderr.take().map(|pipe| reader(pipe, MAX_SAID));
        let output = child.stdout.take().map(|pipe| reader(pipe, limit.saturating_add(1)));
        let outcome = finish(&mut child, output.as_ref(), limit, deadline, self.time);
        if outcome.is_err() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let (bytes, status) = outcome?;
        let said = said.and_then(|said| said.recv_timeout(LAST_WORDS).ok()).and_then(Result::ok).unwrap_or_default();
        let said = String::from_utf8_lossy(&said).trim().to_owned();
        if status.success() { Ok(Output { bytes, said }) } else { Err(Error::Failed(status.to_string(), said)) }
    }
}

/// The user and group of this process as numbers, `1000:1000`, where the system has them.
pub fn current_user() -> Option<String> {
    let number = |flag: &str| {
        let program = Program { program: "id".into(), arguments: vec![flag.into()], ..Program::default() };
        let said = program.run(Vec::new(), 64).ok()?.bytes;
        let number = String::from_utf8(said).ok()?.trim().to_owned();
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
    };
    Some(format!("{}:{}", number("-u")?, number("-g")?))
}

/// While it lives, a terminal does not show what is typed.
#[derive(Debug)]
pub struct HiddenTyping;

/// Hides what is typed on the terminal that is standard input, where the system has `stty` for that.
pub fn hide_typing() -> HiddenTyping {
    set_echo("-echo");
    HiddenTyping
}

impl Drop for HiddenTyping {
    fn drop(&mut self) {
        set_echo("echo");
    }
}

fn set_echo(mode: &str) {
    // Where that fails, what is typed is seen, as in any program without this.
    let _ = Command::new("stty").arg(mode).stdin(Stdio::inherit()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// How long a program's standard error may stay open after its end.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// How often an end without a word is looked for.
const LOOK: Duration = Duration::from_millis(5);

/// Reads a pipe in a thread of its own.
fn reader(pipe: impl Read + Send + 'static, limit: u64) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(read(pipe, limit)));
    receiver
}

/// Waits for the output and the end of a program.
fn finish(
    child: &mut Child,
    output: Option<&Receiver<io::Result<Vec<u8>>>>,
    limit: u64,
    deadline: Option<Instant>,
    time: Option<Duration>,
) -> Result<(Vec<u8>, ExitStatus), Error> {
    let late = || Error::Late(time.unwrap_or_default());
    let bytes = match (output, deadline) {
        (None, _) => Ok(Vec::new()),
        (Some(output), None) => output.recv().unwrap_or_else(|_| Ok(Vec::new())),
        (Some(output), Some(deadline)) => {
            output.recv_timeout(deadline.saturating_duration_since(Instant::now())).map_err(|_| late())?
        }
    };
    let bytes = bytes.map_err(Error::Read)?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLarge(limit));
    }
    let Some(deadline) = deadline else { return Ok((bytes, child.wait().map_err(Error::Read)?)) };
    loop {
        match child.try_wait().map_err(Error::Read)? {
            Some(status) => return Ok((bytes, status)),
            None if Instant::now() >= deadline => return Err(late()),
            None => thread::sleep(LOOK),
        }
    }
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
        let slow = Program { program: "sleep".into(), arguments: vec!["60".into()], ..Program::default() };
        let slow = Program { time: Some(Duration::from_millis(20)), ..slow };
        assert!(matches!(slow.run(Vec::new(), 1), Err(Error::Late(_))));
        assert!(matches!(run("no-such-program-here", &[], b""), Err(Error::Start(_))));
    }
}
