//! `plimsoll show`: a chart → [`crate::publish::show`] → what is in it.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{publish as flags, source};
use super::{chart_input, versions};
use crate::chart::Notes;
use crate::diagnostic::Diagnostic;
use crate::publish::show::{Part, show};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "show",
    about: "Show what is in a chart",
    description: "Show Chart.yaml, the default values, the README and the custom resource definitions of a chart.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&ALL, &CHART, &CRDS, &README, &VALUES, &versions::COMMAND]),
};

const ALL: Command = Command {
    name: "all",
    about: "Show everything",
    description: "Show Chart.yaml, the default values, the README and the custom resource definitions of a chart.",
    usage: "CHART",
    arguments: Arguments::Exactly(1),
    groups: &[&source::GROUP],
    action: Action::Run(|invocation| run(invocation, Part::All)),
};

const CHART: Command = Command {
    name: "chart",
    about: "Show Chart.yaml",
    description: "Show Chart.yaml of a chart.",
    action: Action::Run(|invocation| run(invocation, Part::Chart)),
    ..ALL
};

const CRDS: Command = Command {
    name: "crds",
    about: "Show the custom resource definitions",
    description: "Show the custom resource definitions of a chart and of the charts in it.",
    action: Action::Run(|invocation| run(invocation, Part::CustomResourceDefinitions)),
    ..ALL
};

const README: Command = Command {
    name: "readme",
    about: "Show the README",
    description: "Show the README of a chart.",
    action: Action::Run(|invocation| run(invocation, Part::Readme)),
    ..ALL
};

const VALUES: Command = Command {
    name: "values",
    about: "Show the default values",
    description: "Show the default values of a chart, or what a JSONPath template picks from them.",
    groups: &[&flags::SHOW_VALUES, &source::GROUP],
    action: Action::Run(|invocation| run(invocation, Part::Values)),
    ..ALL
};

fn run(invocation: &mut Invocation, part: Part) -> Outcome {
    let reference = invocation.arguments.first().cloned().unwrap_or_default();
    let located = chart_input::locate(invocation, &reference.to_string_lossy())?;
    let mut notes = Notes::new();
    let chart = chart_input::located_as_it_is(invocation, &located, &mut notes);
    for note in &notes {
        invocation.printer.report(note, &invocation.sources);
    }
    let path = match part {
        Part::Values => invocation.matches.text("jsonpath").unwrap_or_default().to_string_lossy().into_owned(),
        _ => String::new(),
    };
    let text = show(&chart?, part, &path).map_err(|error| Box::new(Diagnostic::from(error)))?;
    invocation.printer.write(&text);
    Ok(ExitStatus::Success)
}
