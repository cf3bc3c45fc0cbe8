//! `plimsoll policy`: what is done with policies beside judging by them.

mod beside;
mod case;
mod suite;
mod test;
mod tried;

use super::command::{Action, Arguments, Command};
use super::flags::{limits, policy as flags, template};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "policy",
    about: "Test policies",
    description: "Test policies.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&TEST]),
};

const TEST: Command = Command {
    name: "test",
    about: "Run the tests of policies",
    description: "Run the kyverno-test.yaml files below folders as `kyverno test` does, and Gatekeeper's suites as `gator verify` does.",
    usage: "[PATH...]",
    arguments: Arguments::Any,
    groups: &[&flags::TEST, &template::EFFECTS, &limits::GROUP],
    action: Action::Run(test::run),
};
