//! The `match` block of a constraint, by Gatekeeper's documentation of it: which objects a constraint is about.

use crate::policy::World;
use crate::policy::label_selector::{LabelSelector, Wildcards};
use serde_json::{Map, Value};

/// What a constraint is held against: an object of a request.
pub(super) struct Candidate<'a> {
    group: &'a str,
    kind: &'a str,
    object: &'a Value,
    name: &'a str,
    generate_name: &'a str,
    namespace: &'a str,
    is_generated: bool,
}

impl<'a> Candidate<'a> {
    /// The object; `is_generated`: whether an ExpansionTemplate made it up.
    pub fn of(object: &'a Value, is_generated: bool) -> Self {
        let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        Candidate {
            group: text("/apiVersion").split_once('/').map_or("", |(group, _)| group),
            kind: text("/kind"),
            name: text("/metadata/name"),
            generate_name: text("/metadata/generateName"),
            namespace: text("/metadata/namespace"),
            object,
            is_generated,
        }
    }

    fn labels(&self) -> Option<&'a Map<String, Value>> {
        self.object.pointer("/metadata/labels").and_then(Value::as_object)
    }

    fn is_namespace(&self) -> bool {
        self.group.is_empty() && self.kind == "Namespace"
    }

    /// The namespace that selectors look at: a Namespace is its own.
    fn own_namespace(&self) -> &'a str {
        if self.is_namespace() { self.name } else { self.namespace }
    }

    /// Whether selectors of namespaces say nothing about it.
    fn is_cluster_scoped(&self) -> bool {
        !self.is_namespace() && self.namespace.is_empty()
    }
}

/// A `match` block with its selectors read.
pub(super) struct Block {
    value: Value,
    labels: Option<LabelSelector>,
    namespace_labels: Option<LabelSelector>,
}

impl Block {
    /// The block of a constraint, or null.
    pub fn new(value: Value) -> Block {
        let selector = |name: &str| value.get(name).map(|selector| LabelSelector::read(selector, Wildcards::Plain));
        Block { labels: selector("labelSelector"), namespace_labels: selector("namespaceSelector"), value }
    }

    /// Whether a constraint with this block is about an object. `labels_of` finds the labels of a namespace.
    pub fn matches(&self, candidate: &Candidate<'_>, labels_of: &dyn Fn(&str) -> Option<Map<String, Value>>) -> bool {
        let block = &self.value;
        kinds(block, candidate)
            && namespaces(block, candidate)
            && scope(block, candidate)
            && name(block, candidate)
            && source(block, candidate)
            && self.labels.as_ref().is_none_or(|selector| selector.matches(&candidate.labels()))
            && self.selects_namespace(candidate, labels_of)
    }

    fn selects_namespace(
        &self,
        candidate: &Candidate<'_>,
        labels_of: &dyn Fn(&str) -> Option<Map<String, Value>>,
    ) -> bool {
        let Some(selector) = &self.namespace_labels else { return true };
        if candidate.is_cluster_scoped() {
            return true;
        }
        if candidate.is_namespace() {
            return selector.matches(&candidate.labels());
        }
        labels_of(candidate.namespace).is_some_and(|labels| selector.matches(&labels))
    }
}

/// The labels of a namespace that is among the subjects.
pub(super) fn labels_in(world: &World, namespace: &str) -> Option<Map<String, Value>> {
    world.namespace(namespace).map(|subject| subject.labels().cloned().unwrap_or_default())
}

fn texts<'v>(value: &'v Value, field: &str) -> impl Iterator<Item = &'v str> {
    value.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn kinds(block: &Value, candidate: &Candidate<'_>) -> bool {
    let Some(kinds) = block.get("kinds").and_then(Value::as_array).filter(|kinds| !kinds.is_empty()) else {
        return true;
    };
    let fits = |entry: &Value, field: &str, own: &str| {
        let mut listed = texts(entry, field).peekable();
        listed.peek().is_none() || listed.any(|one| one == "*" || one == own)
    };
    kinds.iter().any(|entry| fits(entry, "apiGroups", candidate.group) && fits(entry, "kinds", candidate.kind))
}

fn namespaces(block: &Value, candidate: &Candidate<'_>) -> bool {
    if candidate.is_cluster_scoped() {
        return true;
    }
    let own = candidate.own_namespace();
    let mut wanted = texts(block, "namespaces").peekable();
    let included = wanted.peek().is_none() || wanted.any(|pattern| wildcard(pattern, own));
    included && !texts(block, "excludedNamespaces").any(|pattern| wildcard(pattern, own))
}

fn scope(block: &Value, candidate: &Candidate<'_>) -> bool {
    match block.get("scope").and_then(Value::as_str).unwrap_or("*") {
        "Cluster" => candidate.is_namespace() || candidate.namespace.is_empty(),
        "Namespaced" => !candidate.is_namespace() && !candidate.namespace.is_empty(),
        _ => true,
    }
}

fn name(block: &Value, candidate: &Candidate<'_>) -> bool {
    let wanted = block.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
    wanted.is_none_or(|pattern| {
        // What stands behind `generateName` is not known yet: only the start of a name can be held against it.
        let is_start = pattern.ends_with('*') && !candidate.generate_name.is_empty();
        wildcard(pattern, candidate.name) || is_start && wildcard(pattern, candidate.generate_name)
    })
}

/// Whether the block is about what people write, what ExpansionTemplates make of it, or both.
fn source(block: &Value, candidate: &Candidate<'_>) -> bool {
    match block.get("source").and_then(Value::as_str).unwrap_or_default() {
        "Generated" => candidate.is_generated,
        "Original" => !candidate.is_generated,
        _ => true,
    }
}

/// `*` stands for anything at the start or end of a pattern.
fn wildcard(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(rest), Some(_)) => rest.strip_suffix('*').is_none_or(|inner| text.contains(inner)),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => pattern == text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fits(block: &Value, namespace: &str) -> bool {
        let mut object = json!({"apiVersion": "apps/v1", "kind": "Deployment"});
        object["metadata"] = json!({"name": "web", "namespace": namespace, "labels": {"app": "web"}});
        let known = |name: &str| (name == "prod").then(|| Map::from_iter([("env".into(), "prod".into())]));
        Block::new(block.clone()).matches(&Candidate::of(&object, false), &known)
    }

    #[test]
    fn every_part_of_a_match_block_has_to_fit() {
        assert!(fits(&json!({}), "prod"));
        assert!(fits(&json!({"kinds": [{"apiGroups": ["*"], "kinds": ["Pod", "Deployment"]}]}), "prod"));
        assert!(!fits(&json!({"kinds": [{"apiGroups": [""], "kinds": ["Deployment"]}]}), "prod"));
        assert!(fits(&json!({"namespaces": ["pr*"], "name": "we*"}), "prod"));
        assert!(!fits(&json!({"excludedNamespaces": ["*od"]}), "prod"));
        assert!(fits(&json!({"namespaces": ["other"]}), ""));
        assert!(!fits(&json!({"scope": "Cluster"}), "prod"));
        assert!(!fits(&json!({"source": "Generated"}), "prod"));
        assert!(!fits(&json!({"labelSelector": {"matchLabels": {"app": "db"}}}), "prod"));
        assert!(fits(
            &json!({"namespaceSelector": {"matchExpressions": [{"key": "env", "operator": "Exists"}]}}),
            "prod"
        ));
        assert!(!fits(&json!({"namespaceSelector": {"matchLabels": {"env": "prod"}}}), "test"));
    }
}
