//! `plimsoll pull`: a reference → [`Session::pull`] → an archive, or a folder where it is unpacked.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{registry as flags, source};
use super::network;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::net::hold_interrupt;
use crate::host::{Host, output};
use crate::publish::pull::{Provenance, Pulled, UNDERSCORE, Wanted};
use crate::publish::unpack;
use std::path::PathBuf;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "pull",
    about: "Fetch charts from registries and repositories",
    description: "Fetch charts from registries and repositories, held against their digests.",
    usage: "CHART...",
    arguments: Arguments::AtLeast(1),
    groups: &[&flags::PULL, &source::GROUP],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let session = network::session(invocation)?;
    for chart in invocation.arguments.clone() {
        let wanted = wanted(invocation, &chart.to_string_lossy());
        let pulled = session.pull(&wanted)?;
        tell(invocation, &pulled);
        let said = network::verified(invocation, &pulled)?;
        keep(invocation, &pulled)?;
        invocation.printer.write(said.as_bytes());
    }
    Ok(ExitStatus::Success)
}

/// Which chart the flags ask for.
pub(super) fn wanted(invocation: &Invocation, chart: &str) -> Wanted {
    let matches = &invocation.matches;
    let text = |name: &str| matches.text(name).unwrap_or_default().to_string_lossy().trim().to_owned();
    let version = match text("version") {
        version if version.is_empty() && matches.has_switch("devel") => String::from(">0.0.0-0"),
        version => version,
    };
    let provenance = match (matches.has_switch("verify"), matches.has_switch("prov")) {
        (true, _) => Provenance::Needed,
        (false, true) => Provenance::IfThere,
        (false, false) => Provenance::Unwanted,
    };
    Wanted { chart: chart.to_owned(), version, repository: text("repo"), provenance, cached: false }
}

/// What Helm prints about something that came from a registry.
pub(super) fn summary(pulled: &Pulled) -> String {
    let Some((reference, digest)) = &pulled.manifest else { return String::new() };
    let mut text = format!("Pulled: {reference}\nDigest: {digest}\n");
    if reference.contains('_') {
        text += &format!("{reference} contains an underscore.\n{UNDERSCORE}\n");
    }
    text
}

fn tell(invocation: &mut Invocation, pulled: &Pulled) {
    invocation.printer.write(summary(pulled).as_bytes());
    for warning in &pulled.warnings {
        invocation.printer.write(format!("{warning}\n").as_bytes());
    }
}

/// Writes the archive, or the files in it.
fn keep(invocation: &Invocation, pulled: &Pulled) -> Result<(), Box<Diagnostic>> {
    let text = |name: &str| invocation.matches.text(name).filter(|text| !text.is_empty()).map(PathBuf::from);
    let destination = text("destination").unwrap_or_else(|| PathBuf::from("."));
    let _held = hold_interrupt();
    if invocation.matches.switch("untar") {
        let below = text("untardir").unwrap_or_else(|| PathBuf::from("."));
        return unpack(pulled, &destination.join(below));
    }
    if let Err(error) = Disk.list(&destination) {
        return Err(Box::new(Diagnostic::sentence("output::write", error.to_string()).fault(Fault::Outside)));
    }
    let provenance = pulled.provenance.as_ref().map(|text| (format!("{}.prov", pulled.file_name), text.as_slice()));
    let archive = (pulled.file_name.clone(), pulled.archive.as_slice());
    let files: Vec<(String, &[u8])> = [archive].into_iter().chain(provenance).collect();
    let files = files.iter().map(|(name, bytes)| (name.as_str(), *bytes));
    output::write_files(&destination, files).map_err(|error| Box::new(error.to_diagnostic()))
}
