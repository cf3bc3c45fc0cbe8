//! `plimsoll kustomize version`: the Kustomize whose output is reproduced, in the words that scripts look for.

use super::run::{text, usage};
use crate::cli::command::{Action, Arguments, Command, Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::flags::{Flag, Group, Kind};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "version",
    about: "Print the version of Kustomize",
    description: "Print the version of the Kustomize whose output is reproduced; `plimsoll version` prints our own.",
    usage: "",
    arguments: Arguments::Any,
    groups: &[&Group {
        heading: "Version",
        flags: &[
            Flag::new("short", Kind::Switch, "Print it in braces, as old scripts want it"),
            Flag::new("output", Kind::Text("WORD"), "Print yaml or json").short('o'),
        ],
    }],
    action: Action::Run(run),
};

const VERSION: &str = "v5.8.1";
const OURS: &str = concat!("v", env!("CARGO_PKG_VERSION"));

fn run(invocation: &mut Invocation) -> Outcome {
    let (output, short) = (text(invocation, "output"), invocation.matches.switch("short"));
    let text = match (output.as_str(), short) {
        ("", false) => format!("{VERSION}\n"),
        ("", true) => format!("{{{VERSION}}}\n"),
        (_, true) => return Err(usage("--short and --output are mutually exclusive")),
        ("yaml", false) => format!("version: {VERSION}\nplimsoll: {OURS}\n"),
        ("json", false) => format!("{{\n  \"version\": \"{VERSION}\",\n  \"plimsoll\": \"{OURS}\"\n}}\n"),
        (other, false) => return Err(usage(format!("--output is yaml or json, not {other:?}"))),
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}
