//! `plimsoll completion SHELL`: scripts that complete commands and flags, made from the same tables as the help.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{Flag, Group, Kind, described, global};
use clap_complete::Shell;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "completion",
    about: "Print a completion script for a shell",
    description: "Print a script that teaches a shell to complete plimsoll's commands and flags.",
    usage: "SHELL",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[
        &shell("bash", "For bash: source <(plimsoll completion bash)", |invocation| print(invocation, Shell::Bash)),
        &shell("zsh", "For zsh: plimsoll completion zsh > \"${fpath[1]}/_plimsoll\"", |invocation| {
            print(invocation, Shell::Zsh)
        }),
        &shell("fish", "For fish: plimsoll completion fish | source", |invocation| print(invocation, Shell::Fish)),
        &shell(
            "powershell",
            "For PowerShell: plimsoll completion powershell | Out-String | Invoke-Expression",
            |invocation| print(invocation, Shell::PowerShell),
        ),
    ]),
};

const GROUP: Group =
    Group { heading: "Completion", flags: &[Flag::new("no-descriptions", Kind::Switch, "Leave the descriptions out")] };

const fn shell(name: &'static str, about: &'static str, run: fn(&mut Invocation) -> Outcome) -> Command {
    Command {
        name,
        about,
        description: about,
        usage: "",
        arguments: Arguments::None,
        groups: &[&GROUP],
        action: Action::Run(run),
    }
}

fn print(invocation: &mut Invocation, shell: Shell) -> Outcome {
    let mut root = tree(&super::ROOT, !invocation.matches.switch("no-descriptions"));
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut root, super::ROOT.name, &mut script);
    invocation.printer.write(&script);
    Ok(ExitStatus::Success)
}

/// The command with all below it, as clap knows them.
fn tree(command: &'static Command, descriptions: bool) -> clap::Command {
    let groups: Vec<_> = command.groups.iter().copied().chain(global::GROUPS).collect();
    let flags = described(&groups).map(|flag| if descriptions { flag } else { flag.help("") });
    let node = clap::Command::new(command.name)
        .about(if descriptions { command.about } else { "" })
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args(flags);
    match command.action {
        Action::Run(_) => node,
        Action::Choose(commands) => node.subcommands(commands.iter().map(|command| tree(command, descriptions))),
    }
}
