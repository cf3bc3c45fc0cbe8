//! What declares the schemas of custom kinds: CustomResourceDefinitions of both versions, and Crossplane's
//! CompositeResourceDefinitions, whose kinds have fields that Crossplane adds.

use super::json::Dialect;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The schema of a kind, not compiled yet.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    /// The group, empty for the core group.
    pub group: String,
    /// The version.
    pub version: String,
    /// The kind.
    pub kind: String,
    /// Its schema; nothing where any object will do.
    pub schema: Option<Arc<Value>>,
    /// Whose rules it follows.
    pub dialect: Dialect,
}

/// The kinds that `document` declares; none if it declares nothing.
pub(super) fn declared_by(document: &Value) -> Vec<Definition> {
    let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default();
    let group = text("apiVersion").split('/').next().unwrap_or_default();
    match (group, text("kind")) {
        ("apiextensions.k8s.io", "CustomResourceDefinition") => custom_resources(document),
        ("apiextensions.crossplane.io", "CompositeResourceDefinition") => composite_resources(document),
        _ => Vec::new(),
    }
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The versions with their schemas; the first version of the API had one version and one schema for all of them.
fn versions(document: &Value) -> Vec<(String, Option<&Value>)> {
    let common = document.pointer("/spec/validation/openAPIV3Schema");
    let listed = document.pointer("/spec/versions").and_then(Value::as_array).into_iter().flatten();
    let mut versions: Vec<(String, Option<&Value>)> = listed
        .map(|version| (text(version, "/name").to_owned(), version.pointer("/schema/openAPIV3Schema").or(common)))
        .collect();
    let only = text(document, "/spec/version");
    if !only.is_empty() && versions.iter().all(|(name, _)| name != only) {
        versions.push((only.to_owned(), common));
    }
    versions
}

fn custom_resources(document: &Value) -> Vec<Definition> {
    let (group, kind) = (text(document, "/spec/group"), text(document, "/spec/names/kind"));
    let list = text(document, "/spec/names/listKind");
    let list = if list.is_empty() { format!("{kind}List") } else { list.to_owned() };
    let keeps_all = document.pointer("/spec/preserveUnknownFields") == Some(&Value::Bool(true));
    let mut definitions = Vec::new();
    for (version, schema) in versions(document) {
        let mut schema = schema.cloned();
        if keeps_all && let Some(Value::Object(map)) = &mut schema {
            map.insert("x-kubernetes-preserve-unknown-fields".to_owned(), Value::Bool(true));
        }
        definitions.push(definition(group, &version, kind, schema));
        definitions.push(definition(group, &version, &list, None));
    }
    definitions
}

fn definition(group: &str, version: &str, kind: &str, schema: Option<Value>) -> Definition {
    Definition {
        group: group.to_owned(),
        version: version.to_owned(),
        kind: kind.to_owned(),
        schema: schema.map(Arc::new),
        dialect: Dialect::Structural,
    }
}

/// Fields of `spec` that Crossplane adds to composite resources and to claims of them, and what they hold.
const COMPOSITE: &[(&str, &str)] = &[
    ("claimRef", "object"),
    ("compositionRef", "object"),
    ("compositionRevisionRef", "object"),
    ("compositionRevisionSelector", "object"),
    ("compositionSelector", "object"),
    ("compositionUpdatePolicy", "string"),
    ("crossplane", "object"),
    ("environmentConfigRefs", "array"),
    ("publishConnectionDetailsTo", "object"),
    ("resourceRefs", "array"),
    ("writeConnectionSecretToRef", "object"),
];
const CLAIM: &[(&str, &str)] = &[("compositeDeletePolicy", "string"), ("resourceRef", "object")];

/// Fields of `status` that Crossplane adds.
const STATUS: &[(&str, &str)] = &[
    ("claimConditionTypes", "array"),
    ("conditions", "array"),
    ("connectionDetails", "object"),
    ("crossplane", "object"),
];

fn composite_resources(document: &Value) -> Vec<Definition> {
    let group = text(document, "/spec/group");
    let (composite, claim) = (text(document, "/spec/names/kind"), text(document, "/spec/claimNames/kind"));
    let mut definitions = Vec::new();
    for (version, schema) in versions(document) {
        let with = |fields: &[&[(&str, &str)]]| schema.map(|schema| completed(schema, &fields.concat()));
        definitions.push(definition(group, &version, composite, with(&[COMPOSITE])));
        if !claim.is_empty() {
            definitions.push(definition(group, &version, claim, with(&[COMPOSITE, CLAIM])));
        }
    }
    definitions
}

/// The schema with the fields that Crossplane adds, as far as the author does not have them.
fn completed(schema: &Value, spec: &[(&str, &str)]) -> Value {
    let mut schema = schema.clone();
    for (part, fields) in [("spec", spec), ("status", STATUS)] {
        let Some(properties) = object_at(&mut schema, "properties") else { continue };
        let part = properties.entry(part).or_insert_with(|| json!({"type": "object"}));
        let Some(known) = object_at(part, "properties") else { continue };
        for (name, kind) in fields {
            let kept = json!({"type": kind, "x-kubernetes-preserve-unknown-fields": true});
            known.entry(*name).or_insert(kept);
        }
    }
    schema
}

/// The object at `name`, made where there is none.
fn object_at<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Map<String, Value>> {
    value.as_object_mut()?.entry(name).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
}
