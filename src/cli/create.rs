//! `plimsoll create`: a name → [`crate::publish::create`] → a new chart's folder.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::publish as flags;
use super::{chart_input, dates};
use crate::chart::{Error, Loader, Notes, load_any_version};
use crate::diagnostic::Diagnostic;
use crate::go::path;
use crate::host::disk::Disk;
use crate::host::{FileKind, Host, output, places};
use crate::publish::create::{Engine, Files, check_name, from_starter, scaffold};
use crate::publish::package::REPRODUCIBLE_TIME;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "create",
    about: "Start a new chart",
    description: "Make the folder of a new chart, with templates for a web service or after a starter of your own.",
    usage: "NAME",
    arguments: Arguments::Exactly(1),
    groups: &[&flags::CREATE],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let argument = invocation.arguments.first().cloned().unwrap_or_default();
    let shown = argument.to_string_lossy().into_owned();
    invocation.printer.write(format!("Creating {shown}\n").as_bytes());
    check_api_version(invocation)?;
    let name = String::from_utf8_lossy(path::base(shown.as_bytes())).into_owned();
    let parent = PathBuf::from(String::from_utf8_lossy(&path::dir(shown.as_bytes())).as_ref());
    let failed = |error: Error| Box::new(Diagnostic::from(error));
    check_name(&name).map_err(failed)?;
    let starter = invocation.matches.text("starter").filter(|starter| !starter.is_empty());
    let engine = match invocation.matches.text("engine") {
        Some(engine) => Engine::named(&engine.to_string_lossy()).map_err(failed)?,
        None => Engine::default(),
    };
    let (files, aloud) = match &starter {
        Some(starter) => (started(invocation, &name, starter)?, false),
        None => (scaffold(&name, engine), true),
    };
    let parent = place(&parent, &name, starter.is_some())?;
    let folder = parent.join(&name);
    let existing = files.iter().map(|(path, _)| folder.join(path)).filter(|_| aloud);
    for path in existing.filter(|path| Disk.metadata(path).is_ok()) {
        let line = format!("WARNING: File \"{}\" already exists. Overwriting.\n", path.display());
        invocation.printer.write(line.as_bytes());
    }
    let paths: Vec<(String, &[u8])> =
        files.iter().map(|(path, data)| (format!("{name}/{path}"), data.as_slice())).collect();
    let written = |error: output::Error| Box::new(error.to_diagnostic());
    output::write_files(&parent, paths.iter().map(|(path, data)| (path.as_str(), *data))).map_err(written)?;
    if aloud {
        output::make_folder(&folder.join("charts")).map_err(written)?;
    }
    Ok(ExitStatus::Success)
}

/// Charts of the version to come are not made.
fn check_api_version(invocation: &Invocation) -> Result<(), Box<Diagnostic>> {
    let version = invocation.matches.text("chart-api-version").unwrap_or_default();
    let version = version.to_string_lossy();
    if matches!(version.as_ref(), "" | "v2") {
        return Ok(());
    }
    let sentence = format!("unsupported chart API version: {version} (supported: v2, v3)");
    Err(Box::new(Diagnostic::sentence("create::api-version", sentence).help("plimsoll makes charts of v2")))
}

/// The folder that the chart's folder goes into. A starter makes it, as in Helm; otherwise it has to be there.
fn place(parent: &Path, name: &str, may_be_made: bool) -> Result<PathBuf, Box<Diagnostic>> {
    let parent = Disk.absolute(parent).map_err(|error| chart_input::unreadable(&error))?;
    let refuse = |sentence: String| Err(Box::new(Diagnostic::sentence("create::place", sentence)));
    match Disk.metadata(&parent) {
        Err(_) if may_be_made => {}
        Err(error) => return refuse(error.to_string()),
        Ok(known) if known.kind != FileKind::Folder => {
            return refuse(format!("no such directory {}", parent.display()));
        }
        Ok(_) => {}
    }
    let folder = parent.join(name);
    if Disk.metadata(&folder).is_ok_and(|known| known.kind != FileKind::Folder) {
        return refuse(format!("file {} already exists and is not a directory", folder.display()));
    }
    Ok(parent)
}

/// The files of a chart after a starter: one in Helm's folder of them, or at a path from the root.
fn started(invocation: &mut Invocation, name: &str, starter: &OsStr) -> Result<Files, Box<Diagnostic>> {
    let place = match Path::new(starter).is_absolute() {
        true => PathBuf::from(starter),
        false => places::helm_data().join("starters").join(starter),
    };
    let mut notes = Notes::new();
    let mut loader = Loader { host: &Disk, sources: &invocation.sources, notes: &mut notes, seen: None };
    let chart = load_any_version(&place, &mut loader)
        .map_err(|error| Box::new(Diagnostic::from(error.wrapped(format_args!("could not load {}", place.display())))));
    for note in &notes {
        invocation.printer.report(note, &invocation.sources);
    }
    let time = dates::source_date_epoch()?.unwrap_or(REPRODUCIBLE_TIME);
    from_starter(name, &chart?, time).map_err(|error| Box::new(Diagnostic::from(error)))
}
