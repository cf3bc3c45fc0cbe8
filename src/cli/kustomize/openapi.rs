//! `plimsoll kustomize openapi`: the schemas of Kubernetes that builds go by. One is compiled in; none is fetched from a cluster.

use crate::cli::command::{Action, Arguments, Command, Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::kustomize::BUILT_IN_SCHEMA;

/// The group.
pub(crate) const COMMAND: Command = Command {
    name: "openapi",
    about: "Tell of the schemas of Kubernetes",
    description: "Tell of the schemas of Kubernetes. One of a cluster's own is had by `kubectl get --raw /openapi/v2`.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&Command {
        name: "info",
        about: "Print which schema is compiled in",
        description: "Print which schema of Kubernetes is compiled in, as the field `openapi.version` names it.",
        usage: "",
        arguments: Arguments::Any,
        groups: &[],
        action: Action::Run(info),
    }]),
};

fn info(invocation: &mut Invocation) -> Outcome {
    invocation.printer.write(format!("{{title:Kubernetes,version:{BUILT_IN_SCHEMA}}}\n").as_bytes());
    Ok(ExitStatus::Success)
}
