//! `plimsoll version`.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{Flag, Group, Kind};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "version",
    about: "Print the version",
    description: "Print the version of plimsoll and of the tools whose output it reproduces.",
    usage: "",
    arguments: Arguments::None,
    groups: &[&Group { heading: "Version", flags: &[Flag::new("short", Kind::Switch, "Print the number alone")] }],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let version = env!("CARGO_PKG_VERSION");
    let text = match invocation.matches.switch("short") {
        true => format!("v{version}\n"),
        false => format!("plimsoll v{version} (helm v4.3.1)\n"),
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}
