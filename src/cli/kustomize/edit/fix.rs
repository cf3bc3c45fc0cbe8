//! `plimsoll kustomize edit fix`: deprecated fields brought up to date, and the build before and after compared.

use super::run::{with_context, write};
use super::{plain, with_flags};
use crate::cli::command::{Command, Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::flags::{Flag, Group, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::host::output;
use crate::kustomize::edit::fix::fix;
use crate::kustomize::edit::{KustomizationFile, vars};
use crate::kustomize::{self, Context, Result};
use std::path::{Path, PathBuf};

/// The size of the largest file that is read.
const MAX_FILE: u64 = 256 << 20;

/// The command.
pub(super) const COMMAND: Command = with_flags(
    plain("fix", "Bring deprecated fields up to date", "", run),
    &[&Group {
        heading: "Fix",
        flags: &[Flag::new(
            "vars",
            Kind::Switch,
            "Turn variables into replacements too: this changes files of resources, so do it where it can be taken back",
        )],
    }],
);

fn run(invocation: &mut Invocation) -> Outcome {
    let with_variables = invocation.matches.switch("vars");
    let said = with_context(invocation, |context| {
        let before = build(context);
        let mut file = KustomizationFile::open(context)?;
        let mut fixed = fix(&mut file, context)?;
        let has_variables = file.kustomization()?.vars.is_some();
        let mut others = Vec::new();
        let converts = with_variables && has_variables;
        if converts {
            others = vars::to_replacements(&mut file, context)?;
            fixed.push(("vars", "replacements"));
        }
        let saved = saved(&file, &others, context)?;
        file.document.clone().finish()?;
        for (path, text) in &others {
            output::write_file(path, text).map_err(|error| Box::new(error.to_diagnostic()))?;
        }
        write(file)?;
        let worked = before.is_ok();
        if let Some(difference) = compared(before, build(context)) {
            if worked && converts {
                for (path, text) in &saved {
                    output::write_file(path, text).map_err(|error| Box::new(error.to_diagnostic()))?;
                }
                let help =
                    "some variable is in what is no file of resources or a patch; turn it into a replacement by hand";
                return Err(Box::new(difference.severity(Severity::Error).help(help)));
            }
            context.notes.push(difference);
        }
        let mut said = String::from(if fixed.is_empty() { "Nothing to fix.\n" } else { "Fixed fields:\n" });
        said.extend(fixed.iter().map(|(from, to)| format!("  {from} -> {to}\n")));
        if has_variables && !with_variables {
            said.push_str("\n`vars` is left: `plimsoll kustomize edit fix --vars` turns it into `replacements`.\n");
        }
        Ok(said)
    })?;
    invocation.printer.write(said.as_bytes());
    Ok(ExitStatus::Success)
}

/// The files that will change, as they are.
fn saved(
    file: &KustomizationFile,
    others: &[(PathBuf, Vec<u8>)],
    context: &Context<'_>,
) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let paths = others.iter().map(|(path, _)| path.clone()).chain([PathBuf::from(file.name)]);
    let read = |path: PathBuf| match context.host.read(&path, MAX_FILE) {
        Ok(bytes) => Ok((path, bytes)),
        Err(error) => Err(Box::new(Diagnostic::sentence("kustomize::unreadable", error.to_string()))),
    };
    paths.map(read).collect()
}

/// What the current folder builds to; what it warns of is not of interest here.
fn build(context: &mut Context<'_>) -> Result<String> {
    (context.schema, context.builtin_schema) = (None, Default::default());
    let known = context.notes.len();
    let built = kustomize::build(Path::new("."), context).and_then(|set| kustomize::stream(&set));
    context.notes.truncate(known);
    built
}

/// What the two builds say of the change.
fn compared(before: Result<String>, after: Result<String>) -> Option<Diagnostic> {
    let warning = |message: &str, sentence: String, help: &str| {
        let diagnostic = Diagnostic::error("edit::fix", message).severity(Severity::Warning);
        Some(diagnostic.compat(sentence).help(help))
    };
    let sentence = |error: &Diagnostic| error.compat.clone().unwrap_or_else(|| error.message.clone());
    match (before, after) {
        (Ok(before), Ok(after)) if before == after => None,
        (_, Ok(_)) => warning(
            "the fixed kustomization builds to something else than before",
            String::from("Warning: 'Fixed' kustomization now produces different output when running `kustomize build`"),
            "compare the two, and mend what differs",
        ),
        (Ok(_), Err(error)) => warning(
            &format!("the fixed kustomization does not build: {}", error.message),
            format!(
                "Warning: 'Fixed' kustomization now produces the error when running `kustomize build`: {}",
                sentence(&error)
            ),
            "mend what the error says, or take the change back",
        ),
        (Err(error), Err(_)) => warning(
            &format!("the build cannot be compared, it did not work before either: {}", error.message),
            format!(
                "Warning: 'Fixed' kustomization now produces the error when running `kustomize build`: {}",
                sentence(&error)
            ),
            "run `plimsoll build` with the flags that it needs, before and after",
        ),
    }
}
