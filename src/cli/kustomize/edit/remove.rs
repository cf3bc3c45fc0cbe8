//! `plimsoll kustomize edit remove`.

use super::run::{arguments, edit, text, usage};
use super::{NAMESPACE, PATCH, group, metadata_options, patch, plain, with_flags};
use crate::cli::command::{Command, Invocation, Outcome};
use crate::cli::flags::{Flag, Group, Kind};
use crate::kustomize::edit::generated::{self, Generated};
use crate::kustomize::edit::metadata::{self, Change, Metadata};
use crate::kustomize::edit::patches;
use crate::kustomize::edit::paths::{self, PathList};

/// The commands.
pub(super) const COMMAND: Command = group(
    "remove",
    "Remove from the kustomization",
    "Remove from the kustomization in the current folder. An item takes the comments above it along, and the last item its field.",
    &[&RESOURCE, &COMPONENT, &PATCH_COMMAND, &CONFIG_MAP, &SECRET, &LABEL, &ANNOTATION, &TRANSFORMER, &BUILD_METADATA],
);

const RESOURCE: Command = plain("resource", "Remove from `resources`", "PATTERN...", resource);
const COMPONENT: Command = plain("component", "Remove from `components`", "PATTERN...", component);
const PATCH_COMMAND: Command =
    with_flags(plain("patch", "Remove the patch that has just these fields", "", remove_patch), &[&PATCH]);
const CONFIG_MAP: Command = with_flags(
    plain("configmap", "Remove from `configMapGenerator`", "NAME,...", |invocation| {
        remove_generated(invocation, Generated::ConfigMap)
    }),
    &[&ENTRY],
);
const SECRET: Command = with_flags(
    plain("secret", "Remove from `secretGenerator`", "NAME,...", |invocation| {
        remove_generated(invocation, Generated::Secret)
    }),
    &[&ENTRY],
);
const LABEL: Command = with_flags(
    plain("label", "Remove from `commonLabels`", "KEY,...", |invocation| remove_metadata(invocation, Metadata::Label)),
    &[&IGNORE],
);
const ANNOTATION: Command = with_flags(
    plain("annotation", "Remove from `commonAnnotations`", "KEY,...", |invocation| {
        remove_metadata(invocation, Metadata::Annotation)
    }),
    &[&IGNORE],
);
const TRANSFORMER: Command = plain("transformer", "Remove from `transformers`", "PATTERN...", transformer);
const BUILD_METADATA: Command = plain("buildmetadata", "Remove from `buildMetadata`", "OPTION,...", |invocation| {
    metadata_options(invocation, Change::Remove)
});

const ENTRY: Group = Group { heading: "Entry", flags: &[NAMESPACE] };

const IGNORE: Group = Group {
    heading: "Keys",
    flags: &[Flag::new("ignore-non-existence", Kind::Switch, "Pass over a key that is not there").short('i')],
};

fn resource(invocation: &mut Invocation) -> Outcome {
    remove_paths(invocation, PathList::Resources, "must specify a resource file")
}

fn component(invocation: &mut Invocation) -> Outcome {
    remove_paths(invocation, PathList::Components, "must specify a component file")
}

fn transformer(invocation: &mut Invocation) -> Outcome {
    remove_paths(invocation, PathList::Transformers, "must specify a transformer file")
}

fn remove_paths(invocation: &mut Invocation, list: PathList, missing: &str) -> Outcome {
    let patterns = arguments(invocation);
    if patterns.is_empty() {
        return Err(usage(missing));
    }
    edit(invocation, |file, context| paths::remove(file, list, &patterns, context))
}

fn remove_patch(invocation: &mut Invocation) -> Outcome {
    let patch = patch(invocation);
    if !patch.patch.is_empty() && !patch.path.is_empty() {
        return Err(usage("patch and path can't be set at the same time"));
    }
    edit(invocation, |file, context| patches::remove(file, &patch, context))
}

fn remove_generated(invocation: &mut Invocation, sort: Generated) -> Outcome {
    let (arguments, noun) = (arguments(invocation), sort.noun());
    let names: Vec<String> = match arguments.as_slice() {
        [] => return Err(usage(format!("at least one {noun} name must be specified"))),
        [names] => names.split(',').map(str::to_owned).collect(),
        several => {
            return Err(usage(format!(
                "too many arguments: [{}]; to provide multiple {noun}s to remove, please separate {noun} names by commas",
                several.join(" ")
            )));
        }
    };
    let namespace = text(invocation, "namespace");
    edit(invocation, |file, context| generated::remove(file, sort, &names, &namespace, context))
}

fn remove_metadata(invocation: &mut Invocation, sort: Metadata) -> Outcome {
    let arguments = arguments(invocation);
    // Kustomize speaks of labels where annotations are removed, too.
    let noun = Metadata::Label.noun();
    let keys: Vec<String> = match arguments.as_slice() {
        [] => return Err(usage(format!("must specify {noun}"))),
        [keys] => keys.split(',').map(str::to_owned).collect(),
        _ => return Err(usage(format!("{noun}s must be comma-separated, with no spaces"))),
    };
    if keys.iter().any(String::is_empty) {
        return Err(usage(format!("invalid {noun}: '' (name is empty)")));
    }
    let ignore = invocation.matches.switch("ignore-non-existence");
    edit(invocation, |file, _| metadata::remove(file, sort, &keys, ignore))
}
