//! `plimsoll verify`: an archive and its provenance file → [`crate::publish::provenance`] → who signed it.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::publish as flags;
use super::{provenance, signature};
use crate::oci::reference;
use std::path::Path;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "verify",
    about: "Check a chart's signature",
    description: "Check that an archive is the one that its provenance file was signed for, and by whom.",
    usage: "ARCHIVE|oci://REFERENCE",
    arguments: Arguments::Exactly(1),
    groups: &[&flags::VERIFY, &super::flags::registry::SIGNED, &flags::CONNECTION],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let path = invocation.arguments.first().cloned().unwrap_or_default();
    if let Some(reference) = path.to_str().filter(|path| reference::is_oci(path)) {
        return signature::verify(invocation, reference);
    }
    let verified = provenance::verify(invocation, Path::new(&path))?;
    invocation.printer.write(provenance::report(&verified).as_bytes());
    Ok(ExitStatus::Success)
}
