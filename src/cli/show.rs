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

const ALL: Command = of_chart(
    "all",
    "Show everything",
    "Show Chart.yaml, the default values, the README and the custom resource definitions of a chart.",
    |invocation| run(invocation, Part::All),
);

const CHART: Command =
    of_chart("chart", "Show Chart.yaml", "Show Chart.yaml of a chart.", |invocation| run(invocation, Part::Chart));

const CRDS: Command = of_chart(
    "crds",
    "Show the custom resource definitions",
    "Show the custom resource definitions of a chart and of the charts in it.",
    |invocation| run(invocation, Part::CustomResourceDefinitions),
);

const README: Command =
    of_chart("readme", "Show the README", "Show the README of a chart.", |invocation| run(invocation, Part::Readme));

const VALUES: Command = Command {
    groups: &[&flags::SHOW_VALUES, &source::GROUP],
    ..of_chart(
        "values",
        "Show the default values",
        "Show the default values of a chart, or what a JSONPath template picks from them.",
        |invocation| run(invocation, Part::Values),
    )
};

/// A command that shows something of one chart.
const fn of_chart(
    name: &'static str,
    about: &'static str,
    description: &'static str,
    run: fn(&mut Invocation) -> Outcome,
) -> Command {
    Command {
        name,
        about,
        description,
        usage: "CHART",
        arguments: Arguments::Exactly(1),
        groups: &[&source::GROUP],
        action: Action::Run(run),
    }
}

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
