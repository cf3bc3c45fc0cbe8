//! The default field specs and name references, from the texts that Kustomize compiles in.

use super::{Outcome, go_source, head};
use serde::Deserialize;
use std::fmt::Write;
use std::path::Path;

/// Where the texts are.
const PACKAGE: &str = "api/internal/konfig/builtinpluginconsts";

/// All texts as one document.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Defaults {
    name_prefix: Vec<Spec>,
    name_suffix: Vec<Spec>,
    namespace: Vec<Spec>,
    common_labels: Vec<Spec>,
    template_labels: Vec<Spec>,
    common_annotations: Vec<Spec>,
    images: Vec<Spec>,
    replicas: Vec<Spec>,
    var_reference: Vec<Spec>,
    name_reference: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    group: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    kind: String,
    path: String,
    #[serde(default)]
    create: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Reference {
    #[serde(default)]
    group: String,
    #[serde(default)]
    version: String,
    kind: String,
    field_specs: Vec<Spec>,
}

/// The text of the table.
pub fn table(checkout: &Path) -> Outcome<String> {
    let constants = go_source::string_constants(&checkout.join(PACKAGE))?;
    let text: String = constants.values().filter(|text| !text.trim_start().starts_with('-')).cloned().collect();
    let mut defaults: Defaults = serde_yaml::from_str(&text)?;
    let mut table = head("Fields that Kustomize's transformers change by default, in its order", PACKAGE);
    table.push_str("use super::{FieldSpec, NameReference, spec};\nuse smol_str::SmolStr;\nuse std::borrow::Cow;\n\n");
    for (name, what, specs) in [
        ("NAME_PREFIX", "Names that get a prefix", &mut defaults.name_prefix),
        ("NAME_SUFFIX", "Names that get a suffix", &mut defaults.name_suffix),
        (
            "NAMESPACE",
            "Where a namespace is written, beside `metadata.namespace` and subjects",
            &mut defaults.namespace,
        ),
        ("COMMON_LABELS", "Labels and selectors that `commonLabels` writes", &mut defaults.common_labels),
        ("TEMPLATE_LABELS", "Labels of objects and of the templates in them", &mut defaults.template_labels),
        ("COMMON_ANNOTATIONS", "Annotations of objects and of the templates in them", &mut defaults.common_annotations),
        ("IMAGES", "Names of images", &mut defaults.images),
        ("REPLICAS", "Numbers of replicas", &mut defaults.replicas),
        ("VAR_REFERENCE", "Texts in which variables are replaced", &mut defaults.var_reference),
    ] {
        specs.sort_by_cached_key(|spec| order(&spec.group, &spec.version, &spec.kind));
        write!(table, "/// {what}.\npub static {name}: &[FieldSpec] = &[\n{}];\n\n", lines(specs, "    "))?;
    }
    defaults.name_reference.sort_by_cached_key(|target| order(&target.group, &target.version, &target.kind));
    table.push_str(&references(&defaults.name_reference)?);
    Ok(table)
}

fn references(references: &[Reference]) -> Outcome<String> {
    let mut text = String::from(
        "/// Kinds whose names others hold, and where.\npub static NAME_REFERENCES: &[NameReference] = &[\n",
    );
    for Reference { group, version, kind, field_specs } in references {
        write!(
            text,
            "    NameReference {{\n        group: SmolStr::new_static({group:?}),\n        version: SmolStr::new_static({version:?}),\n        \
             kind: SmolStr::new_static({kind:?}),\n        referrers: Cow::Borrowed(&[\n{}        ]),\n    }},\n",
            lines(field_specs, "            ")
        )?;
    }
    text.push_str("];\n");
    Ok(text)
}

fn lines(specs: &[Spec], indent: &str) -> String {
    specs
        .iter()
        .map(|Spec { group, version, kind, path, create }| {
            format!("{indent}spec({group:?}, {version:?}, {kind:?}, {path:?}, {create}),\n")
        })
        .collect()
}

/// What Kustomize sorts these tables by: the place of some kinds, then the names.
fn order(group: &str, version: &str, kind: &str) -> (i32, String) {
    const FIRST: &[&str] = &[
        "Namespace",
        "ResourceQuota",
        "StorageClass",
        "CustomResourceDefinition",
        "ServiceAccount",
        "PodSecurityPolicy",
        "Role",
        "ClusterRole",
        "RoleBinding",
        "ClusterRoleBinding",
        "ConfigMap",
        "Secret",
        "Endpoints",
        "Service",
        "LimitRange",
        "PriorityClass",
        "PersistentVolume",
        "PersistentVolumeClaim",
        "Deployment",
        "StatefulSet",
        "CronJob",
        "PodDisruptionBudget",
    ];
    const LAST: &[&str] = &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];
    let place = |kinds: &[&str]| kinds.iter().position(|known| *known == kind).and_then(|at| i32::try_from(at).ok());
    let rank = place(FIRST).unwrap_or_else(|| place(LAST).map_or(1000, |at| 1001 + at));
    let or = |part: &str, missing: &str| if part.is_empty() { missing.to_owned() } else { part.to_owned() };
    (rank, format!("{}_{}_{}", or(group, "~G"), or(version, "~V"), or(kind, "~K")))
}
