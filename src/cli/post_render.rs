//! `--post-renderer`: sends what is installed through a program that the user names, as Helm 3 did.

use super::command::Invocation;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::process;
use std::ffi::OsStr;

/// What the program makes of `manifests`; the same text where none was named. Hooks are not sent.
pub(super) fn post_render(invocation: &Invocation, manifests: Vec<u8>) -> Result<Vec<u8>, Box<Diagnostic>> {
    let program = invocation.matches.text("post-renderer").unwrap_or_default();
    if program.is_empty() {
        return Ok(manifests);
    }
    let arguments = invocation.matches.list("post-renderer-args");
    // A program cannot make the output larger than any render that this one would print.
    let limit = super::world::limits(invocation).output as u64;
    let rendered =
        process::filter(&program, &arguments, &manifests, limit).map_err(|error| failed(&program, &error))?;
    if rendered.trim_ascii().is_empty() {
        let sentence = format!("post-renderer \"{}\" produced empty output", program.to_string_lossy());
        return Err(Box::new(Diagnostic::sentence("output::post-renderer", sentence)));
    }
    Ok(rendered)
}

fn failed(program: &OsStr, error: &process::Error) -> Box<Diagnostic> {
    let program = program.to_string_lossy();
    let sentence = format!("error while running post render on files: {program}: {error}");
    let diagnostic =
        Diagnostic::error("output::post-renderer", sentence.clone()).fault(Fault::Outside).compat(sentence);
    Box::new(match error {
        process::Error::Start(_) => diagnostic.help("name an executable; Helm's post-renderer plugins are not run"),
        _ => diagnostic,
    })
}
