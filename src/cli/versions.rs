//! `plimsoll show versions`: a reference into a registry → the versions that are there, newest first.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{publish, registry as flags};
use super::listing::Format;
use super::network;
use crate::diagnostic::Diagnostic;
use crate::go::{Value, json};
use crate::oci::reference;
use crate::yaml;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "versions",
    about: "List the versions of a chart in a registry",
    description: "List the versions of a chart in a registry, newest first. Tags that are no versions are left out.",
    usage: "oci://HOST/PATH/CHART",
    arguments: Arguments::Exactly(1),
    groups: &[&flags::VERSIONS, &publish::CONNECTION],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let text = invocation.arguments.first().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default();
    if !reference::is_oci(&text) {
        let sentence = format!("{text} is no reference into a registry");
        let help =
            "write it as oci://host/path/chart; `plimsoll search repo --versions` lists those of added repositories";
        return Err(Box::new(Diagnostic::sentence("pull::reference", sentence).help(help)));
    }
    let versions = network::session(invocation)?.versions(&text)?;
    let list = || Value::list(versions.iter().map(|version| Value::str(version.as_str())).collect());
    // Texts have no way to fail.
    let text = match Format::of(invocation) {
        Format::Json => json::encode(&list(), json::Options::default()).unwrap_or_default() + "\n",
        Format::Yaml => yaml::to_yaml(&list()).unwrap_or_default(),
        Format::Table => versions.iter().flat_map(|version| [version.as_str(), "\n"]).collect(),
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}
