//! `plimsoll kubectl-plugin install`: the two links by which kubectl finds the plugin. What is in their place and is no link to
//! this program stays.

use super::{COMPLETER, PLUGIN};
use crate::cli::command::{Action, Arguments, Command, Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::flags::{Flag, Group, Kind};
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::link::{Linked, link_program};
use std::path::{Path, PathBuf};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "kubectl-plugin",
    about: "Make plimsoll a plugin of kubectl",
    description: "Make plimsoll a plugin of kubectl, which then answers to `kubectl plimsoll`.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&INSTALL]),
};

const INSTALL: Command = Command {
    name: "install",
    about: "Make the links by which kubectl finds the plugin",
    description: "Make links to this program by which kubectl finds the plugin and what completes its command lines.",
    usage: "",
    arguments: Arguments::None,
    groups: &[&GROUP],
    action: Action::Run(install),
};

const GROUP: Group = Group {
    heading: "Plugin",
    flags: &[Flag::new(
        "dir",
        Kind::Text("DIR"),
        "Where to make the links: a folder on PATH; by default this program's own",
    )],
};

fn install(invocation: &mut Invocation) -> Outcome {
    let program = std::env::current_exe().map_err(|error| {
        let message = format!("this program's own path is not known: {error}");
        Box::new(Diagnostic::error("kubectl::unknown-program", message).fault(Fault::Outside))
    })?;
    let folder = match invocation.matches.text("dir") {
        Some(folder) => PathBuf::from(folder),
        None => program.parent().unwrap_or(Path::new(".")).to_path_buf(),
    };
    for name in [PLUGIN, COMPLETER] {
        let link = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        let line = match link_program(&link, &program)? {
            Linked::Made => format!("{} -> {}\n", link.display(), program.display()),
            Linked::Stood => format!("{} is there already\n", link.display()),
        };
        invocation.printer.write(line.as_bytes());
    }
    if !is_on_path(&folder) {
        invocation
            .printer
            .note(&format!("{} is not on PATH: kubectl will not find the plugin there", folder.display()));
    }
    Ok(ExitStatus::Success)
}

fn is_on_path(folder: &Path) -> bool {
    let same = |other: &PathBuf| match (other.canonicalize(), folder.canonicalize()) {
        (Ok(other), Ok(folder)) => other == folder,
        _ => false,
    };
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|other| same(&other)))
}
