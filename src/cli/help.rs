//! `plimsoll help` and `--help`: clap lays out what the tables of commands and flags say.

use super::command::{Action, Arguments, Command, Invocation, Outcome, Request};
use super::exit::ExitStatus;
use super::flags::described;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "help",
    about: "Explain a command",
    description: "Explain a command and its flags.",
    usage: "[COMMAND]",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let request = Request::find(invocation.root, invocation.arguments.clone());
    request.check_command().map_err(|error| Box::new(error.into_diagnostic()))?;
    show(&request, invocation)
}

/// Prints the help of the command that is asked for.
pub(crate) fn show(request: &Request, invocation: &mut Invocation) -> Outcome {
    let text = page(request).render_help().to_string();
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

/// The command as clap knows it, with its flags and its subcommands' names.
fn page(request: &Request) -> clap::Command {
    let command = request.command();
    let name = request.name();
    let page = clap::Command::new(command.name)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .about(command.description)
        .override_usage(format!("{name} {} [FLAGS]", command.usage).replace("  ", " "))
        .args(described(&request.groups()));
    match command.action {
        Action::Run(_) => page,
        Action::Choose(commands) => {
            page.subcommands(commands.iter().map(|command| clap::Command::new(command.name).about(command.about)))
        }
    }
}
