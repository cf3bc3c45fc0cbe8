//! Names and secrets from flags, from standard input and from people: what is typed on a terminal is not shown.

use super::command::Invocation;
use super::registry::required;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::{Host, process};
use std::io::{self, BufRead, IsTerminal, Write};

/// The longest secret that is read.
const MAX_SECRET: u64 = 1 << 20;

/// What `registry login` is given, or asks for.
pub(super) fn username_and_password(invocation: &mut Invocation) -> Result<(String, String), Box<Diagnostic>> {
    let text = |name: &str| invocation.matches.text(name).unwrap_or_default().to_string_lossy().into_owned();
    let (mut username, mut password) = (text("username"), text("password"));
    if invocation.matches.has_switch("password-stdin") {
        return Ok((username, from_stdin()?));
    }
    if !password.is_empty() {
        invocation.printer.aside("WARNING: Using --password via the CLI is insecure. Use --password-stdin.");
        return Ok((username, password));
    }
    if username.is_empty() {
        username = ask("Username: ", false)?;
    }
    let (prompt, what) = if username.is_empty() { ("Token: ", "token") } else { ("Password: ", "password") };
    password = ask(prompt, true)?;
    if password.is_empty() { Err(required(what)) } else { Ok((username, password)) }
}

/// The password for a repository, where there is a name: from the flag, standard input, or a person.
pub(super) fn repository_password(invocation: &Invocation, username: &str) -> Result<String, Box<Diagnostic>> {
    let given = invocation.matches.text("password").unwrap_or_default().to_string_lossy().into_owned();
    match (username.is_empty(), given.is_empty(), invocation.matches.has_switch("password-stdin")) {
        (false, true, true) => from_stdin(),
        (false, true, false) => ask("Password: ", true),
        _ => Ok(given),
    }
}

/// A passphrase from the person at the terminal; nothing where nobody can be asked.
pub(super) fn passphrase(prompt: &str) -> Result<Option<String>, Box<Diagnostic>> {
    if io::stdin().is_terminal() { ask(prompt, true).map(Some) } else { Ok(None) }
}

/// All of standard input but for the line break at its end.
fn from_stdin() -> Result<String, Box<Diagnostic>> {
    let bytes = Disk.read_stdin(MAX_SECRET).map_err(|error| unreadable(&error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("the password is no text"))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}

/// One line of standard input, asked for on standard error.
fn ask(prompt: &str, secret: bool) -> Result<String, Box<Diagnostic>> {
    let mut errors = io::stderr();
    // Nobody is asked when standard error is gone, and the answer may still come.
    let _ = errors.write_all(prompt.as_bytes()).and_then(|()| errors.flush());
    let hidden = secret && io::stdin().is_terminal();
    let _echo = hidden.then(process::hide_typing);
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| unreadable(&error.to_string()))?;
    if hidden {
        let _ = errors.write_all(b"\n");
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn unreadable(sentence: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("login::secret", sentence).fault(Fault::Outside))
}
