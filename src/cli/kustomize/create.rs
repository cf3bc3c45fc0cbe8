//! `plimsoll kustomize create`: a new kustomization in the current folder.

use super::run::{text, usage, with_context};
use crate::cli::command::{Action, Arguments, Command, Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::flags::{Flag, Group, Kind};
use crate::diagnostic::Diagnostic;
use crate::host::output;
use crate::kustomize::FILE_NAMES;
use crate::kustomize::edit::create::{Creation, create, detect};
use crate::kustomize::edit::metadata::{Metadata, pairs};
use crate::kustomize::edit::paths::{Unmatched, expand};
use std::path::Path;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "create",
    about: "Create a kustomization in the current folder",
    description: "Create a kustomization in the current folder.",
    usage: "",
    arguments: Arguments::Any,
    groups: &[&FLAGS],
    action: Action::Run(run),
};

const FLAGS: Group = Group {
    heading: "Create",
    flags: &[
        Flag::new("resources", Kind::Text("PATHS"), "Files and folders to name as resources, divided by commas"),
        Flag::new("autodetect", Kind::Switch, "Name the files of objects in the current folder as resources"),
        Flag::new("recursive", Kind::Switch, "Look for resources in the folders below too"),
        Flag::new("namespace", Kind::Text("NAME"), "Set `namespace`"),
        Flag::new("nameprefix", Kind::Text("TEXT"), "Set `namePrefix`"),
        Flag::new("namesuffix", Kind::Text("TEXT"), "Set `nameSuffix`"),
        Flag::new("labels", Kind::Text("KEY:VALUE,..."), "Set `commonLabels`"),
        Flag::new("annotations", Kind::Text("KEY:VALUE,..."), "Set `commonAnnotations`"),
    ],
};

fn run(invocation: &mut Invocation) -> Outcome {
    let divided = |text: &str| -> Vec<String> {
        if text.is_empty() { Vec::new() } else { text.split(',').map(str::to_owned).collect() }
    };
    let read = |invocation: &Invocation, flag: &str, metadata| {
        pairs(&divided(&text(invocation, flag)), metadata).map_err(usage)
    };
    let mut creation = Creation {
        namespace: text(invocation, "namespace"),
        name_prefix: text(invocation, "nameprefix"),
        name_suffix: text(invocation, "namesuffix"),
        labels: read(invocation, "labels", Metadata::Label)?,
        annotations: read(invocation, "annotations", Metadata::Annotation)?,
        resources: Vec::new(),
    };
    let patterns = divided(&text(invocation, "resources"));
    let (detects, recursive) = (invocation.matches.switch("autodetect"), invocation.matches.switch("recursive"));
    let source = invocation.sources.add("kustomization.yaml", Vec::new());
    let made = with_context(invocation, |context| {
        creation.resources = expand(&patterns, Unmatched::Load, context)?;
        if FILE_NAMES.iter().any(|name| context.host.metadata(Path::new(name)).is_ok()) {
            let diagnostic = Diagnostic::sentence("edit::exists", "kustomization file already exists");
            return Err(Box::new(diagnostic.help("change it with `plimsoll kustomize edit`")));
        }
        if detects {
            for path in detect(recursive, context)? {
                if !creation.resources.contains(&path) {
                    creation.resources.push(path);
                }
            }
        }
        create(&creation, source)
    })?;
    let written = output::write_file(Path::new("kustomization.yaml"), made.as_bytes());
    written.map_err(|error| Box::new(error.to_diagnostic()))?;
    Ok(ExitStatus::Success)
}
