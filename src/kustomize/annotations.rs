//! The annotations that a build leaves on its objects: where they came from and what changed them, where it was asked for
//! that, and none of those that Kustomize keeps for itself.

use crate::resource::{Build, ORIGIN, Origin, Resource, TRANSFORMATIONS};
use crate::yaml::Tree;
use crate::yaml::tree::{Mapping, NOWHERE, Tag};
use smol_str::SmolStr;
use std::fmt::Write;

/// Annotations of this domain are Kustomize's own.
const INTERNAL: &str = "internal.config.kubernetes.io/";

/// Those of them that a build takes away.
const TAKEN_AWAY: [&str; 16] = [
    "previousKinds",
    "previousNames",
    "prefixes",
    "suffixes",
    "previousNamespaces",
    "allowNameChange",
    "allowKindChange",
    "refBy",
    "generatorBehavior",
    "needsHashSuffix",
    "path",
    "index",
    "seqindent",
    "id",
    "annotations-migration-resource-id",
    "helm-generated",
];

/// And those of before there was a domain for them.
const LEGACY: [&str; 3] = ["config.kubernetes.io/path", "config.kubernetes.io/index", "config.k8s.io/id"];

/// Makes the annotations what they are in the output. `origins`, `transformations`: whether they are asked for.
pub fn settle(resource: &mut Resource, origins: bool, transformations: bool) {
    let wanted = [
        (ORIGIN, resource.build.origin.as_deref().filter(|_| origins).map(origin_text)),
        (
            TRANSFORMATIONS,
            Some(&resource.build.transformations).filter(|_| transformations).and_then(|all| list_text(all)),
        ),
    ];
    drop_no_mapping(resource);
    // A list without items has none of its own.
    if let Some(object) = resource.tree.as_mapping_mut() {
        object.get_or_insert("metadata", || Tree::mapping(NOWHERE));
    }
    let present = resource.tree.at(&["metadata", "annotations"]).and_then(Tree::as_mapping);
    if present.is_none() && wanted.iter().all(|(_, text)| text.is_none()) {
        return;
    }
    let Some(metadata) = resource.metadata_mut() else { return };
    let Some(annotations) = metadata.get_or_insert("annotations", || Tree::mapping(NOWHERE)).as_mapping_mut() else {
        return;
    };
    remove_internal(annotations);
    for (name, text) in wanted {
        match text {
            Some(text) => annotations.set(name, Tree::string(text, NOWHERE)),
            None => drop(annotations.remove(name)),
        }
    }
    make_texts(resource);
}

/// The annotations that tell, while a build goes on, where an object came from and what changed it.
fn records(build: &Build) -> Vec<(&'static str, String)> {
    let origin = build.origin.as_ref().map(|origin| (ORIGIN, origin_text(origin)));
    let transformations = list_text(&build.transformations).map(|text| (TRANSFORMATIONS, text));
    origin.into_iter().chain(transformations).collect()
}

/// The object with all annotations that Kustomize's has while the build goes on.
pub fn written(resource: &Resource) -> Tree {
    let mut written = Resource::new(resource.with_remembered());
    let Some(metadata) = written.metadata_mut() else { return written.tree };
    for (name, text) in records(&resource.build) {
        let annotations = metadata.get_or_insert("annotations", || Tree::mapping(NOWHERE));
        if let Some(annotations) = annotations.as_mapping_mut() {
            annotations.set(name, Tree::string(text, NOWHERE));
        }
    }
    written.tree
}

/// Makes the annotations what they are in the output: texts, and no empty mapping. Their names lose their quotes on the way,
/// as in Kustomize, so that one that reads as a number or boolean is none any more, and printing refuses it.
fn make_texts(resource: &mut Resource) {
    let Some(metadata) = resource.tree.get_mut("metadata").and_then(Tree::as_mapping_mut) else { return };
    let Some(annotations) = metadata.get_mut("annotations").and_then(Tree::as_mapping_mut) else { return };
    // Kustomize makes a map of them.
    annotations.keep_last();
    for entry in &mut annotations.entries {
        // What is no scalar has no text.
        let text = entry.value.text().cloned().unwrap_or_default();
        entry.value = Tree::string(text, entry.value.origin);
        let name = entry.key.text().cloned().unwrap_or_default();
        entry.key = Tree::scalar(name, Tag::Unstated, entry.key.origin);
    }
    if annotations.is_empty() {
        metadata.remove("annotations");
    }
}

/// Takes annotations away that are no mapping: Kustomize writes its own over them, if only to remove them again.
fn drop_no_mapping(resource: &mut Resource) {
    if let Some(metadata) = resource.tree.get_mut("metadata").and_then(Tree::as_mapping_mut)
        && metadata.get("annotations").is_some_and(|annotations| annotations.as_mapping().is_none())
    {
        metadata.remove("annotations");
    }
}

fn remove_internal(annotations: &mut Mapping) {
    annotations.entries.retain(|entry| {
        let name = entry.key.text().map_or("", SmolStr::as_str);
        let internal = name.strip_prefix(INTERNAL).is_some_and(|name| TAKEN_AWAY.contains(&name));
        !internal && !LEGACY.contains(&name)
    });
}

/// An origin as YAML.
fn origin_text(origin: &Origin) -> String {
    let mut text = String::new();
    for (name, value) in fields(origin) {
        let _ = writeln!(text, "{name}{value}");
    }
    text
}

/// Origins as a YAML list.
fn list_text(origins: &[Origin]) -> Option<String> {
    let mut text = String::new();
    for origin in origins {
        for (at, (name, value)) in fields(origin).into_iter().enumerate() {
            let _ = writeln!(text, "{}{name}{value}", if at == 0 { "- " } else { "  " });
        }
    }
    (!origins.is_empty()).then_some(text)
}

/// The lines of an origin: indentation, name and colon, and the value.
fn fields(origin: &Origin) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut add = |name: &'static str, value: &str| {
        if !value.is_empty() {
            lines.push((name, scalar(value)));
        }
    };
    add("path: ", &origin.path);
    add("repo: ", &origin.repo);
    add("ref: ", &origin.reference);
    add("configuredIn: ", &origin.configured_in);
    if let Some((gvk, name, namespace)) = &origin.configured_by {
        lines.push(("configuredBy:", String::new()));
        let api_version = gvk.api_version();
        let parts = [
            ("  apiVersion: ", api_version.as_str()),
            ("  kind: ", gvk.kind.as_str()),
            ("  name: ", name.as_str()),
            ("  namespace: ", namespace.as_str()),
        ];
        lines.extend(
            parts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, scalar(value))),
        );
    }
    lines
}

/// The booleans of YAML 1.1 that yaml.v3 reads as texts, and writes in quotes for others.
const OLD_BOOLEANS: [&str; 16] =
    ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF"];

/// A text as yaml.v3 writes it.
fn scalar(text: &str) -> String {
    if OLD_BOOLEANS.contains(&text) {
        return format!("\"{text}\"");
    }
    let mut written = crate::yaml::write_tree(&Tree::string(text, NOWHERE), crate::yaml::Indentation::Compact);
    written.truncate(written.trim_end().len());
    written
}
