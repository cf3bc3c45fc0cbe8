//! The default field specs and name references, from the texts that Kustomize compiles in.

use super::{Outcome, go_source, head};
use plimsoll::resource::{Gvk, compare_kinds};
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
        specs.sort_by(|a, b| compare_kinds(&gvk(&a.group, &a.version, &a.kind), &gvk(&b.group, &b.version, &b.kind)));
        write!(table, "/// {what}.\npub static {name}: &[FieldSpec] = &[\n{}];\n\n", lines(specs, "    "))?;
    }
    defaults
        .name_reference
        .sort_by(|a, b| compare_kinds(&gvk(&a.group, &a.version, &a.kind), &gvk(&b.group, &b.version, &b.kind)));
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

fn gvk(group: &str, version: &str, kind: &str) -> Gvk {
    Gvk { group: group.into(), version: version.into(), kind: kind.into() }
}
