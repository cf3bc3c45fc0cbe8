//! `plimsoll kustomize edit`: changes to the kustomization in the current folder, a file per verb.

mod add;
mod fix;
mod remove;
mod set;

use super::run;
use crate::cli::command::{Action, Arguments, Command, Invocation, Outcome};
use crate::cli::flags::{Flag, Group, Kind};
use crate::cli::kustomize::run::text;
use crate::kustomize::edit::metadata::{self, Change};
use crate::kustomize::spec::{Patch, Selector};

/// The commands.
pub(crate) const COMMAND: Command = Command {
    name: "edit",
    about: "Change the kustomization in the current folder",
    description: "Change the kustomization in the current folder. What a change is not about stays as it is: comments, order, quotes and blank lines.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&add::COMMAND, &set::COMMAND, &remove::COMMAND, &fix::COMMAND]),
};

/// A verb with what it can be about.
const fn group(
    name: &'static str,
    about: &'static str,
    description: &'static str,
    commands: &'static [&'static Command],
) -> Command {
    let (usage, arguments, groups) = ("COMMAND", Arguments::Any, &[]);
    Command { name, about, description, usage, arguments, groups, action: Action::Choose(commands) }
}

/// A command without flags of its own.
const fn plain(
    name: &'static str,
    about: &'static str,
    usage: &'static str,
    action: fn(&mut Invocation) -> Outcome,
) -> Command {
    Command {
        name,
        about,
        description: about,
        usage,
        arguments: Arguments::Any,
        groups: &[],
        action: Action::Run(action),
    }
}

/// The same with flags.
const fn with_flags(mut command: Command, groups: &'static [&'static Group]) -> Command {
    command.groups = groups;
    command
}

/// The flags that say which patch is meant.
const PATCH: Group = Group {
    heading: "Patch",
    flags: &[
        Flag::new("path", Kind::Text("FILE"), "The patch's file"),
        Flag::new("patch", Kind::Text("TEXT"), "The patch itself, in place of a file"),
        Flag::new("group", Kind::Text("GROUP"), "The target's API group"),
        Flag::new("version", Kind::Text("VERSION"), "The target's API version"),
        Flag::new("kind", Kind::Text("KIND"), "The target's kind"),
        Flag::new("name", Kind::Text("NAME"), "The target's name"),
        Flag::new("namespace", Kind::Text("NAME"), "The target's namespace"),
        Flag::new("annotation-selector", Kind::Text("SELECTOR"), "Annotations that targets have"),
        Flag::new("label-selector", Kind::Text("SELECTOR"), "Labels that targets have"),
    ],
};

/// The namespace of an entry of a generator.
const NAMESPACE: Flag =
    Flag::new("namespace", Kind::Text("NAME"), "The object's namespace; none is the same as `default`");

/// The patch that the flags describe.
fn patch(invocation: &Invocation) -> Patch {
    let flag = |name: &str| text(invocation, name).into();
    let target = Selector {
        group: flag("group"),
        version: flag("version"),
        kind: flag("kind"),
        name: flag("name"),
        namespace: flag("namespace"),
        annotation_selector: flag("annotation-selector"),
        label_selector: flag("label-selector"),
    };
    let target = Some(target).filter(|target| *target != Selector::default());
    Patch { path: flag("path"), patch: flag("patch"), target, options: None }
}

/// Changes `buildMetadata`.
fn metadata_options(invocation: &mut Invocation, change: Change) -> Outcome {
    let options = build_metadata(&run::arguments(invocation)).map_err(run::usage)?;
    run::edit(invocation, |file, _| metadata::build_metadata(file, change, &options))
}

/// The options of `buildMetadata` in an argument.
fn build_metadata(arguments: &[String]) -> Result<Vec<String>, String> {
    let [argument] = arguments else {
        return Err(match arguments {
            [] => String::from("must specify a buildMetadata option"),
            several => format!(
                "too many arguments: [{}]; to provide multiple buildMetadata options, please separate options by comma",
                several.join(" ")
            ),
        });
    };
    let options: Vec<String> = argument.split(',').map(str::to_owned).collect();
    match options.iter().find(|option| !metadata::BUILD_METADATA.contains(&option.as_str())) {
        Some(unknown) => Err(format!("invalid buildMetadata option: {unknown}")),
        None => Ok(options),
    }
}
