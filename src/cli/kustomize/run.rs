//! What the commands of this folder have in common: a context for the library, and an edit of the kustomization in the current
//! folder that is written only when all of it went well.

use crate::cli::command::{Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::fetching::fetching;
use crate::cli::usage::UsageError;
use crate::diagnostic::Diagnostic;
use crate::gotemplate::Limits;
use crate::host::effects::{Handler, Settings};
use crate::host::{output, places};
use crate::kustomize::edit::KustomizationFile;
use crate::kustomize::{Context, Options, Result};
use std::path::Path;

/// Runs something with a context, which fetches what it names by an address, and reports what it leaves as notes.
pub(super) fn with_context<T>(
    invocation: &mut Invocation,
    work: impl FnOnce(&mut Context<'_>) -> Result<T>,
) -> Result<T> {
    let options = Options { cache: places::cache(), ..Options::default() };
    let (mut effects, limits) = (Handler::new(Settings::default()), Limits::default());
    let (fetching, sources) = (fetching(invocation), invocation.sources.clone());
    let mut context = Context::new(&fetching, &sources, &options, &mut effects, &limits);
    let outcome = work(&mut context);
    let notes = std::mem::take(&mut context.notes);
    drop(fetching);
    for note in &notes {
        invocation.printer.report(note, &sources);
    }
    outcome
}

/// Changes the kustomization in the current folder.
pub(super) fn edit(
    invocation: &mut Invocation,
    change: impl FnOnce(&mut KustomizationFile, &mut Context<'_>) -> Result<()>,
) -> Outcome {
    edit_with(invocation, |_| Ok(()), |file, (), context| change(file, context))
}

/// Changes the kustomization in the current folder with something that is found out first, whether there is one or not.
pub(super) fn edit_with<T>(
    invocation: &mut Invocation,
    find: impl FnOnce(&mut Context<'_>) -> Result<T>,
    change: impl FnOnce(&mut KustomizationFile, T, &mut Context<'_>) -> Result<()>,
) -> Outcome {
    with_context(invocation, |context| {
        let found = find(context)?;
        let mut file = KustomizationFile::open(context)?;
        change(&mut file, found, context)?;
        write(file)
    })?;
    Ok(ExitStatus::Success)
}

/// Writes a kustomization, if anything in it was changed.
pub(super) fn write(file: KustomizationFile) -> Result<()> {
    if !file.document.is_changed() {
        return Ok(());
    }
    let name = file.name;
    let text = file.document.finish()?;
    output::write_file(Path::new(name), text.as_bytes()).map_err(|error| Box::new(error.to_diagnostic()))
}

/// The arguments as texts.
pub(super) fn arguments(invocation: &Invocation) -> Vec<String> {
    invocation.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect()
}

/// A flag's text; empty where it was not given.
pub(super) fn text(invocation: &Invocation, name: &str) -> String {
    invocation.matches.text(name).map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A flag's items.
pub(super) fn list(invocation: &Invocation, name: &str) -> Vec<String> {
    invocation.matches.list(name).iter().map(|text| text.to_string_lossy().into_owned()).collect()
}

/// A command line that cannot be run, in Kustomize's sentence.
pub(super) fn usage(sentence: impl Into<String>) -> Box<Diagnostic> {
    Box::new(UsageError::new("usage::arguments", sentence).into_diagnostic())
}
