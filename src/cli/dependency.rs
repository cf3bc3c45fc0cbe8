//! `plimsoll dependency`: a chart's dependencies listed, brought up to date, and rebuilt from the lock file, by
//! [`crate::publish::dependency`].

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::publish as flags;
use super::table::table;
use super::{dates, network, provenance};
use crate::chart::Notes;
use crate::diagnostic::Diagnostic;
use crate::go::path;
use crate::host::disk::Disk;
use crate::publish::dependency::{self, Manager, Options, Row, Verification};
use crate::publish::package::REPRODUCIBLE_TIME;
use crate::publish::pull::Dependencies;
use std::path::{Path, PathBuf};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "dependency",
    about: "Manage what a chart depends on",
    description: "List the charts that a chart depends on, bring charts/ up to date with Chart.yaml, or rebuild it from the lock file.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&LIST, &UPDATE, &BUILD]),
};

const LIST: Command = Command {
    name: "list",
    about: "List a chart's dependencies",
    description: "List the dependencies that Chart.yaml names, and what of them is in charts/.",
    usage: "[CHART]",
    arguments: Arguments::AtMost(1),
    groups: &[&flags::DEPENDENCY_LIST],
    action: Action::Run(list),
};

const UPDATE: Command = Command {
    name: "update",
    about: "Bring charts/ up to date with Chart.yaml",
    description: "Choose the highest versions that Chart.yaml allows, put them into charts/, and write the lock file.",
    usage: "[CHART]",
    arguments: Arguments::AtMost(1),
    groups: &[&flags::DEPENDENCY, &flags::CONNECTION],
    action: Action::Run(run_update),
};

const BUILD: Command = Command {
    name: "build",
    about: "Rebuild charts/ from the lock file",
    description: "Put the versions of the lock file into charts/; without a lock file, do as `dependency update` does.",
    usage: "[CHART]",
    arguments: Arguments::AtMost(1),
    groups: &[&flags::DEPENDENCY, &flags::CONNECTION],
    action: Action::Run(run_build),
};

/// The chart that is named, or the working folder.
fn chart_path(invocation: &Invocation) -> PathBuf {
    let named = invocation.arguments.first().cloned().unwrap_or_else(|| ".".into());
    PathBuf::from(String::from_utf8_lossy(&path::clean(named.as_encoded_bytes())).as_ref())
}

fn list(invocation: &mut Invocation) -> Outcome {
    let path = chart_path(invocation);
    let mut notes = Notes::new();
    let listing = dependency::list(&path, &Disk, &invocation.sources, &mut notes);
    report(invocation, &notes);
    let listing = listing?;
    let text = match listing.rows {
        None => {
            let charts = path::clean(path.join("charts").as_os_str().as_encoded_bytes());
            format!("WARNING: no dependencies at {}\n", String::from_utf8_lossy(&charts))
        }
        Some(rows) => {
            let width = invocation.matches.count("max-col-width").unwrap_or(80);
            let heads = ["NAME", "VERSION", "REPOSITORY", "STATUS"].map(String::from).to_vec();
            let cells = |row: Row| vec![row.name, row.version, row.repository, row.status.to_owned()];
            let lines: Vec<Vec<String>> = std::iter::once(heads).chain(rows.into_iter().map(cells)).collect();
            let warnings: String = listing.warnings.iter().map(|line| format!("{line}\n")).collect();
            format!("{}\n{warnings}", table(&lines, usize::try_from(width).unwrap_or(usize::MAX)))
        }
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

fn report(invocation: &mut Invocation, notes: &Notes) {
    for note in notes {
        invocation.printer.report(note, &invocation.sources);
    }
}

fn run_update(invocation: &mut Invocation) -> Outcome {
    network::registry_client(invocation)?;
    let folder = chart_path(invocation);
    let verification = verification(invocation, Verification::Always)?;
    update(invocation, &folder, verification, Voice::Output)?;
    Ok(ExitStatus::Success)
}

fn run_build(invocation: &mut Invocation) -> Outcome {
    network::registry_client(invocation)?;
    let folder = chart_path(invocation);
    let verification = verification(invocation, Verification::IfPossible)?;
    manage(invocation, verification, Voice::Output, |manager, options| manager.build(&folder, options))?;
    Ok(ExitStatus::Success)
}

/// Whose signatures are wanted: `--verify` and the keyring.
fn verification(
    invocation: &Invocation,
    wanted: impl FnOnce(crate::publish::provenance::Keyring) -> Verification,
) -> Result<Verification, Box<Diagnostic>> {
    match invocation.matches.switch("verify") {
        true => {
            let keyring = provenance::keyring(invocation);
            Ok(wanted(keyring.map_err(|error| error.prefixed("failed to load keyring"))?))
        }
        false => Ok(Verification::Never),
    }
}

/// Where Helm's lines about the work go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// To standard output.
    Output,
    /// To standard error, where standard output is for something else.
    Aside,
    /// Nowhere.
    Silent,
}

/// Brings `charts/` of the chart in `folder` up to date.
pub(super) fn update(
    invocation: &mut Invocation,
    folder: &Path,
    verification: Verification,
    voice: Voice,
) -> Result<(), Box<Diagnostic>> {
    manage(invocation, verification, voice, |manager, options| manager.update(folder, options))
}

fn manage(
    invocation: &mut Invocation,
    verification: Verification,
    voice: Voice,
    work: impl FnOnce(&mut Manager<'_>, &Options) -> Result<(), Box<Diagnostic>>,
) -> Result<(), Box<Diagnostic>> {
    let options = Options {
        skip_refresh: invocation.matches.has_switch("skip-refresh"),
        verification,
        debug: invocation.globals.debug,
        time: dates::source_date_epoch()?.unwrap_or(REPRODUCIBLE_TIME),
        now: dates::now()?,
    };
    let mut notes = Notes::new();
    let session = network::session(invocation)?;
    let mut remote = Dependencies::new(&session);
    let printer = &mut invocation.printer;
    let mut say = |line: &str| match voice {
        Voice::Output => printer.write(format!("{line}\n").as_bytes()),
        Voice::Aside => printer.aside(line),
        Voice::Silent => {}
    };
    let mut manager =
        Manager { host: &Disk, sources: &invocation.sources, notes: &mut notes, remote: &mut remote, say: &mut say };
    let outcome = work(&mut manager, &options);
    report(invocation, &notes);
    outcome
}
