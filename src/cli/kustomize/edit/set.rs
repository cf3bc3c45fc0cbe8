//! `plimsoll kustomize edit set`.

use super::run::{arguments, edit, list, text, usage};
use super::{NAMESPACE, group, metadata_options, plain, with_flags};
use crate::cli::command::{Command, Invocation, Outcome};
use crate::cli::flags::{Flag, Group, Kind};
use crate::kustomize::edit::generated::{self, Additions, Generated};
use crate::kustomize::edit::metadata::{self, Change, Metadata};
use crate::kustomize::edit::{images, set_field};

/// The commands.
pub(super) const COMMAND: Command = group(
    "set",
    "Set values in the kustomization",
    "Set values in the kustomization in the current folder.",
    &[
        &NAMESPACE_COMMAND,
        &NAME_PREFIX,
        &NAME_SUFFIX,
        &IMAGE,
        &REPLICAS,
        &LABEL,
        &ANNOTATION,
        &CONFIG_MAP,
        &SECRET,
        &BUILD_METADATA,
    ],
);

const NAMESPACE_COMMAND: Command = plain("namespace", "Set `namespace`", "NAME", namespace);
const NAME_PREFIX: Command = plain("nameprefix", "Set `namePrefix`", "TEXT", name_prefix);
const NAME_SUFFIX: Command =
    plain("namesuffix", "Set `nameSuffix`: `-- -suffix` for one with a dash", "TEXT", name_suffix);
const IMAGE: Command = plain(
    "image",
    "Set names, tags and digests in `images`; `*` keeps the one that is there",
    "IMAGE[=NEW-NAME][:TAG][@DIGEST]...",
    image,
);
const REPLICAS: Command = plain("replicas", "Set counts in `replicas`", "NAME=COUNT...", replicas);
const LABEL: Command = plain("label", "Set values in `commonLabels`", "KEY:VALUE...", |invocation| {
    set_metadata(invocation, Metadata::Label)
});
const ANNOTATION: Command = plain("annotation", "Set values in `commonAnnotations`", "KEY:VALUE...", |invocation| {
    set_metadata(invocation, Metadata::Annotation)
});
const CONFIG_MAP: Command = with_flags(
    plain("configmap", "Set values in `configMapGenerator`", "NAME", |invocation| {
        set_generated(invocation, Generated::ConfigMap)
    }),
    &[&DATA],
);
const SECRET: Command = with_flags(
    plain("secret", "Set values in `secretGenerator`", "NAME", |invocation| {
        set_generated(invocation, Generated::Secret)
    }),
    &[&DATA],
);
const BUILD_METADATA: Command =
    plain("buildmetadata", "Set `buildMetadata` to these options", "OPTION,...", |invocation| {
        metadata_options(invocation, Change::Set)
    });

const DATA: Group = Group {
    heading: "Data",
    flags: &[
        Flag::new("from-literal", Kind::Array("KEY=VALUE"), "A key that is there, and its new value"),
        NAMESPACE,
        Flag::new("new-namespace", Kind::Text("NAME"), "The namespace that the object gets"),
    ],
};

fn namespace(invocation: &mut Invocation) -> Outcome {
    // A placeholder that another program fills in is let pass, as Kustomize does.
    let wrong = |letter: char| letter == '/' || letter.is_whitespace() || letter.is_control();
    if let Some(name) = arguments(invocation).first().filter(|name| name.contains(wrong)) {
        let cause = "the name of a namespace has neither slashes nor blanks";
        return Err(usage(format!("{name:?} is not a valid namespace name: {cause}")));
    }
    set(invocation, "namespace", "must specify exactly one namespace value")
}

fn name_prefix(invocation: &mut Invocation) -> Outcome {
    set(invocation, "namePrefix", "must specify exactly one prefix value")
}

fn name_suffix(invocation: &mut Invocation) -> Outcome {
    set(invocation, "nameSuffix", "must specify exactly one suffix value")
}

fn set(invocation: &mut Invocation, key: &str, missing: &str) -> Outcome {
    let arguments = arguments(invocation);
    let [value] = arguments.as_slice() else { return Err(usage(missing)) };
    edit(invocation, |file, _| set_field(file, key, value))
}

fn image(invocation: &mut Invocation) -> Outcome {
    let arguments = arguments(invocation);
    if arguments.is_empty() {
        return Err(usage("no image specified"));
    }
    let changes = arguments.iter().map(|argument| images::image(argument)).collect::<Result<Vec<_>, _>>();
    let changes = changes.map_err(usage)?;
    edit(invocation, |file, _| images::set_images(file, &changes))
}

fn replicas(invocation: &mut Invocation) -> Outcome {
    let arguments = arguments(invocation);
    if arguments.is_empty() {
        return Err(usage("no replicas specified"));
    }
    let counts = arguments.iter().map(|argument| images::replica(argument)).collect::<Result<Vec<_>, _>>();
    let counts = counts.map_err(usage)?;
    edit(invocation, |file, _| images::set_replicas(file, &counts))
}

fn set_metadata(invocation: &mut Invocation, sort: Metadata) -> Outcome {
    let arguments = arguments(invocation);
    if arguments.is_empty() {
        return Err(usage(format!("must specify {}", sort.noun())));
    }
    let pairs = metadata::pairs(&arguments, sort).map_err(usage)?;
    if sort == Metadata::Annotation && !pairs.iter().all(|(key, _)| metadata::is_annotation_key(key)) {
        return Err(usage(
            "invalid annotation key: see the syntax and character set rules at \
             https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
        ));
    }
    edit(invocation, |file, _| metadata::set(file, sort, &pairs))
}

fn set_generated(invocation: &mut Invocation, sort: Generated) -> Outcome {
    let invalid = |cause: &str| Err(usage(format!("failed to validate flags: {cause}")));
    let arguments = arguments(invocation);
    let [name] = arguments.as_slice() else { return invalid("name must be specified once") };
    let (literals, new_namespace) = (list(invocation, "from-literal"), text(invocation, "new-namespace"));
    if literals.is_empty() && new_namespace.is_empty() {
        return invalid("at least one of [--from-literal, --new-namespace] must be specified");
    }
    let namespace = text(invocation, "namespace");
    let values = Additions { name: name.clone(), namespace, literals, ..Additions::default() };
    edit(invocation, |file, context| generated::set(file, sort, &values, &new_namespace, context))
}
