//! `plimsoll kustomize edit add`.

use super::run::{arguments, edit, edit_with, list, text, usage};
use super::{NAMESPACE, PATCH, group, metadata_options, patch, plain, with_flags};
use crate::cli::command::{Command, Invocation, Outcome};
use crate::cli::flags::{Flag, Group, Kind};
use crate::diagnostic::{Diagnostic, Fault};
use crate::kustomize::edit::generated::{self, Additions, Generated};
use crate::kustomize::edit::metadata::{self, Change, LabelOptions, Metadata};
use crate::kustomize::edit::patches;
use crate::kustomize::edit::paths::{self, PathList, Unmatched};

/// The commands.
pub(super) const COMMAND: Command = group(
    "add",
    "Add to the kustomization",
    "Add to the kustomization in the current folder.",
    &[
        &RESOURCE,
        &BASE,
        &COMPONENT,
        &PATCH_COMMAND,
        &CONFIG_MAP,
        &SECRET,
        &LABEL,
        &ANNOTATION,
        &GENERATOR,
        &TRANSFORMER,
        &CONFIGURATION,
        &BUILD_METADATA,
    ],
);

const RESOURCE: Command = with_flags(
    plain("resource", "Add files, folders and repositories to `resources`", "PATTERN...", resource),
    &[&Group {
        heading: "Resource",
        flags: &[Flag::new("no-verify", Kind::Switch, "Take the arguments as they stand, without looking for them")],
    }],
);
const BASE: Command = plain("base", "Add folders to `resources`", "FOLDER,...", base);
const COMPONENT: Command = plain("component", "Add folders to `components`", "PATTERN...", component);
const PATCH_COMMAND: Command = with_flags(plain("patch", "Add to `patches`", "", add_patch), &[&PATCH]);
const CONFIG_MAP: Command = with_flags(
    plain("configmap", "Add to `configMapGenerator`", "NAME", |invocation| {
        add_generated(invocation, Generated::ConfigMap)
    }),
    &[&DATA, &CONFIG_MAP_FLAGS],
);
const SECRET: Command = with_flags(
    plain("secret", "Add to `secretGenerator`", "NAME", |invocation| add_generated(invocation, Generated::Secret)),
    &[&DATA, &SECRET_FLAGS],
);
const LABEL: Command = with_flags(
    plain("label", "Add to `commonLabels`", "KEY:VALUE...", |invocation| add_metadata(invocation, Metadata::Label)),
    &[&FORCE, &LABELS],
);
const ANNOTATION: Command = with_flags(
    plain("annotation", "Add to `commonAnnotations`", "KEY:VALUE...", |invocation| {
        add_metadata(invocation, Metadata::Annotation)
    }),
    &[&FORCE],
);
const GENERATOR: Command = plain("generator", "Add files to `generators`", "PATTERN...", generator);
const TRANSFORMER: Command = plain("transformer", "Add files to `transformers`", "PATTERN...", transformer);
const CONFIGURATION: Command = plain("configuration", "Add files to `configurations`", "PATTERN...", configuration);
const BUILD_METADATA: Command = plain("buildmetadata", "Add to `buildMetadata`", "OPTION,...", |invocation| {
    metadata_options(invocation, Change::Add)
});

const DATA: Group = Group {
    heading: "Data",
    flags: &[
        Flag::new(
            "from-file",
            Kind::Slice("[KEY=]PATTERN"),
            "Files; the key of a file is its name where none is given",
        ),
        Flag::new("from-literal", Kind::Array("KEY=VALUE"), "A key and its value"),
        Flag::new("from-env-file", Kind::Text("FILE"), "A file of lines KEY=VALUE"),
        Flag::new("disableNameSuffixHash", Kind::Switch, "Append no hash to the name"),
        NAMESPACE,
    ],
};

const CONFIG_MAP_FLAGS: Group = Group {
    heading: "ConfigMap",
    flags: &[Flag::new("behavior", Kind::Text("WORD"), "create, or merge or replace for one that a base makes")],
};

const SECRET_FLAGS: Group = Group {
    heading: "Secret",
    flags: &[Flag::new("type", Kind::Text("TYPE"), "The type of a new Secret, Opaque if not given")],
};

const FORCE: Group =
    Group { heading: "Values", flags: &[Flag::new("force", Kind::Switch, "Overwrite what is there").short('f')] };

const LABELS: Group = Group {
    heading: "Labels",
    flags: &[
        Flag::new("without-selector", Kind::Switch, "Add to `labels`, which leaves selectors alone"),
        Flag::new("include-templates", Kind::Switch, "Label templates too; needs --without-selector"),
    ],
};

fn resource(invocation: &mut Invocation) -> Outcome {
    let unmatched = if invocation.matches.switch("no-verify") { Unmatched::Accept } else { Unmatched::Load };
    add_paths(invocation, PathList::Resources, unmatched, "must specify a resource file")
}

fn component(invocation: &mut Invocation) -> Outcome {
    add_paths(invocation, PathList::Components, Unmatched::Load, "must specify a component file")
}

fn generator(invocation: &mut Invocation) -> Outcome {
    let sentence = "must specify a yaml file which contains a generator plugin resource";
    add_paths(invocation, PathList::Generators, Unmatched::Skip, sentence)
}

fn transformer(invocation: &mut Invocation) -> Outcome {
    let sentence = "must specify a yaml file which contains a transformer plugin resource";
    add_paths(invocation, PathList::Transformers, Unmatched::Skip, sentence)
}

fn configuration(invocation: &mut Invocation) -> Outcome {
    let sentence = "must specify a yaml file which contains a configuration resource";
    add_paths(invocation, PathList::Configurations, Unmatched::Skip, sentence)
}

fn add_paths(invocation: &mut Invocation, list: PathList, unmatched: Unmatched, missing: &str) -> Outcome {
    let patterns = arguments(invocation);
    if patterns.is_empty() {
        return Err(usage(missing));
    }
    edit_with(
        invocation,
        |context| paths::expand(&patterns, unmatched, context),
        |file, found, context| paths::add(file, list, &found, context),
    )
}

fn base(invocation: &mut Invocation) -> Outcome {
    let arguments = arguments(invocation);
    let [folders] = arguments.as_slice() else { return Err(usage("must specify a base directory")) };
    let folders: Vec<String> = folders.split(',').map(str::to_owned).collect();
    edit(invocation, |file, context| paths::add_bases(file, &folders, context))
}

fn add_patch(invocation: &mut Invocation) -> Outcome {
    let patch = patch(invocation);
    match (patch.patch.is_empty(), patch.path.is_empty()) {
        (false, false) => Err(usage("patch and path can't be set at the same time")),
        (true, true) => Err(usage("must provide either patch or path")),
        _ => edit(invocation, |file, context| patches::add(file, &patch, context)),
    }
}

fn add_generated(invocation: &mut Invocation, sort: Generated) -> Outcome {
    let invalid = |cause: &str| Err(usage(format!("failed to validate flags: {cause}")));
    let arguments = arguments(invocation);
    let [name] = arguments.as_slice() else { return invalid("name must be specified once") };
    let (behavior, secret_type) = match sort {
        Generated::ConfigMap => (text(invocation, "behavior"), String::new()),
        Generated::Secret => (String::new(), text(invocation, "type")),
    };
    let mut additions = Additions {
        name: name.clone(),
        namespace: text(invocation, "namespace"),
        behavior,
        secret_type: if secret_type.is_empty() { String::from("Opaque") } else { secret_type },
        literals: list(invocation, "from-literal"),
        files: Vec::new(),
        env: text(invocation, "from-env-file"),
        disable_name_suffix_hash: invocation.matches.switch("disableNameSuffixHash"),
    };
    let patterns = list(invocation, "from-file");
    match (additions.env.is_empty(), patterns.is_empty() && additions.literals.is_empty()) {
        (true, true) => return invalid("at least from-env-file, or from-file or from-literal must be set"),
        (false, false) => return invalid("from-env-file cannot be combined with from-file or from-literal"),
        _ => {}
    }
    if !matches!(additions.behavior.as_str(), "" | "create" | "merge" | "replace") {
        return invalid(r#"invalid behavior: must be one of "create", "merge", or "replace""#);
    }
    edit(invocation, |file, context| {
        let expanded = generated::expand_files(&patterns, context);
        additions.files = expanded.map_err(|error| error.prefixed("failed to expand file source"))?;
        if additions.env.is_empty() && additions.files.is_empty() && additions.literals.is_empty() {
            let sentence = "failed to validate flags: at least from-env-file, or from-file or from-literal must be set";
            let diagnostic = Diagnostic::sentence("edit::value", sentence).fault(Fault::Input);
            return Err(Box::new(diagnostic.help("no file matches what --from-file says")));
        }
        generated::add(file, sort, &additions, context)
    })
}

fn add_metadata(invocation: &mut Invocation, sort: Metadata) -> Outcome {
    let arguments = arguments(invocation);
    if arguments.is_empty() {
        return Err(usage(format!("must specify {}", sort.noun())));
    }
    let labels = |flag: &str| sort == Metadata::Label && invocation.matches.switch(flag);
    let options =
        LabelOptions { without_selector: labels("without-selector"), include_templates: labels("include-templates") };
    if options.include_templates && !options.without_selector {
        return Err(usage("--without-selector flag must be specified for --include-templates to work"));
    }
    let pairs = metadata::pairs(&arguments, sort).map_err(usage)?;
    let force = invocation.matches.switch("force");
    edit(invocation, |file, _| metadata::add(file, sort, &pairs, options, force))
}
