//! `plimsoll kustomize`: Kustomize's commands under its own name, so that `alias kustomize='plimsoll kustomize'` works. A file
//! per command; what they do to files is [`crate::kustomize`]'s.

mod cfg;
mod create;
mod edit;
mod function;
mod localize;
mod openapi;
mod run;
mod version;

use super::command::{Action, Arguments, Command};
use super::{build, completion};

/// The commands.
pub(crate) const COMMAND: Command = Command {
    name: "kustomize",
    about: "Kustomize's commands under its name",
    description: "Kustomize's commands under its name: `alias kustomize='plimsoll kustomize'`.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[
        &build::COMMAND,
        &create::COMMAND,
        &edit::COMMAND,
        &localize::COMMAND,
        &cfg::COMMAND,
        &function::COMMAND,
        &openapi::COMMAND,
        &version::COMMAND,
        &completion::COMMAND,
    ]),
};
