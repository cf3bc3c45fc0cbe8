//! `plimsoll kustomize localize`: a copy of a kustomization that needs nothing from elsewhere, in a new folder.

use super::run::{arguments, text, usage, with_context};
use crate::cli::command::{Action, Arguments, Command, Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::flags::{Flag, Group, Kind};
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::output;
use crate::host::scratch::Scratch;
use crate::kustomize::localize::{Localized, Request, Target};
use crate::kustomize::{self, Context, Result};
use std::path::{Path, PathBuf};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "localize",
    about: "Copy a kustomization with all that it needs",
    description: "Copy a kustomization with all that it needs into a new folder: what lies in repositories is put beside it, and named there. Without DESTINATION the folder is called localized-NAME.",
    usage: "[TARGET [DESTINATION]]",
    arguments: Arguments::Any,
    groups: &[&FLAGS],
    action: Action::Run(run),
};

const FLAGS: Group = Group {
    heading: "Localize",
    flags: &[
        Flag::new("scope", Kind::Text("DIR"), "The folder that local files may not leave; the target if not given"),
        Flag::new("no-verify", Kind::Switch, "Do not compare the builds of the target and of the copy"),
    ],
};

fn run(invocation: &mut Invocation) -> Outcome {
    let arguments = arguments(invocation);
    if arguments.len() > 2 {
        return Err(usage(format!("accepts at most 2 arg(s), received {}", arguments.len())));
    }
    let target = arguments.first().cloned().unwrap_or_else(|| String::from("."));
    let destination = arguments.get(1).cloned().unwrap_or_default();
    let request = Request { target, scope: text(invocation, "scope") };
    let verify = !invocation.matches.switch("no-verify");
    let place = with_context(invocation, |context| {
        let target = Target::open(&request, context)?;
        let place = destination_of(&destination, &target, context)?;
        let localized = target.copy(context)?;
        let known = context.notes.len();
        let before = if verify { Some(built(&request.target, context)?) } else { None };
        write(&localized, &place, &request.target, before.as_deref(), context)?;
        context.notes.truncate(known);
        Ok(context.host.resolve(&place).unwrap_or(place))
    })?;
    let (target, place) = (&request.target, place.display());
    if verify {
        let same = format!("`kustomize build` for {target} and {place} are the same after localization.");
        invocation.printer.note(&format!("VERIFICATION SUCCESS: {same}"));
    }
    invocation.printer.note(&format!("SUCCESS: localized {target:?} to directory {place}"));
    Ok(ExitStatus::Success)
}

/// The folder that the copy goes to: it must not be there, and the one that it lies in must.
fn destination_of(destination: &str, target: &Target, context: &Context<'_>) -> Result<PathBuf> {
    let name = if destination.is_empty() { target.default_folder() } else { destination.to_owned() };
    let refused = |cause: String, help: &str| {
        let sentence = format!("invalid localize destination {destination:?}: {cause}");
        Err(Box::new(Diagnostic::sentence("localize::destination", sentence).help(help)))
    };
    let path = Path::new(&name);
    if context.host.link_metadata(path).is_ok() {
        return refused(format!("localize destination {name:?} already exists"), "name a folder that is not there yet");
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Err(error) = context.host.metadata(parent) {
        let error = if error.is_not_found() { String::from("no such file or directory") } else { error.to_string() };
        let cause = format!("unable to create localize destination directory: mkdir {name}: {error}");
        return refused(cause, "make the folder that it lies in first");
    }
    Ok(path.to_path_buf())
}

/// Writes the copy beside its place, sees that it builds to the same as the target did, and gives it its name.
fn write(
    localized: &Localized,
    place: &Path,
    target: &str,
    before: Option<&str>,
    context: &mut Context<'_>,
) -> Result<()> {
    let failed = |error: std::io::Error| {
        let message = format!("cannot write `{}`: {error}", place.display());
        Box::new(Diagnostic::error("output::write", message).fault(Fault::Outside))
    };
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let scratch = Scratch::folder(parent, ".plimsoll-localize-").map_err(failed)?;
    let files = localized.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    output::write_files(scratch.path(), files).map_err(|error| Box::new(error.to_diagnostic()))?;
    for folder in &localized.folders {
        output::make_folder(&scratch.path().join(folder)).map_err(|error| Box::new(error.to_diagnostic()))?;
    }
    if let Some(before) = before {
        let copy = scratch.path().join(&localized.target);
        if built(&copy.to_string_lossy(), context)? != before {
            let message = "the copy builds to something else than the target, and is not kept";
            let place = place.display();
            let sentence = format!(
                "VERIFICATION FAILED: `kustomize build` for {target} and {place} are different after localization."
            );
            let diagnostic = Diagnostic::error("localize::verify", message).compat(sentence);
            return Err(Box::new(diagnostic.help("see what differs with --no-verify and two builds")));
        }
    }
    scratch.keep(place).map_err(failed)
}

/// What a kustomization builds to, without flags.
fn built(folder: &str, context: &mut Context<'_>) -> Result<String> {
    (context.schema, context.builtin_schema) = (None, Default::default());
    let set = kustomize::build(Path::new(folder), context);
    set.and_then(|set| kustomize::stream(&set)).map_err(|mut error| {
        // On a line of its own: Kustomize says so in these words.
        let help = "If your target directory requires flags to build, give --no-verify and compare the builds yourself";
        error.help = Some(error.help.map_or_else(|| help.to_owned(), |known| format!("{known}\n{help}")));
        error
    })
}
