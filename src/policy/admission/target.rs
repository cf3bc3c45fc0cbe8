//! [`Target`]: a subject as what a request is about, with what surrounds it. The API server has filled in the namespace and dropped
//! nulls before policies see an object, so that is done here, on a copy where there is anything to do.

use crate::kubernetes::is_cluster_scoped;
use crate::policy::operation::{Operation, Request};
use crate::policy::{Document, Options, Subject, World};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

/// What the flags say of the cluster around all objects.
#[derive(Debug, Default)]
pub(in crate::policy) struct Surroundings {
    /// `userInfo` of the request.
    user: Value,
    /// Labels of namespaces, from values of Kyverno's command line.
    labels: HashMap<String, Map<String, Value>>,
    /// Namespaces, from the same.
    namespaces: HashMap<String, Value>,
    /// `--params`.
    params: Vec<Document>,
}

impl Surroundings {
    /// Takes the user from `--user-info`, parameters from `--params`, and namespaces and their labels from Kyverno's values.
    pub(in crate::policy) fn gather(options: &Options) -> Self {
        let user = options.user_info.iter().find_map(|document: &Document| document.value.get("userInfo").cloned());
        let listed = |name: &'static str| {
            options.values.iter().filter_map(move |document| document.value.get(name)?.as_array()).flatten()
        };
        let mut labels = HashMap::new();
        for entry in listed("namespaceSelector") {
            let name = entry.get("name").and_then(Value::as_str);
            if let (Some(name), Some(Value::Object(of))) = (name, entry.get("labels")) {
                labels.insert(name.to_owned(), of.clone());
            }
        }
        let named = |value: &Value| value.pointer("/metadata/name").and_then(Value::as_str).map(str::to_owned);
        let namespaces = listed("namespaces").filter_map(|value| Some((named(value)?, value.clone()))).collect();
        let params = options.params.clone();
        Surroundings { user: user.unwrap_or_else(|| json!({})), labels, namespaces, params }
    }

    /// The objects that parameters are looked for among, before those that are checked.
    pub(super) fn params(&self) -> &[Document] {
        &self.params
    }
}

/// How policies see what an object says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Reading {
    /// As an API server hands it on, which drops fields that are null.
    Stored,
    /// With its nulls, as command lines read files.
    AsWritten,
}

/// A subject as a request has it.
pub(in crate::policy) struct Target<'s> {
    /// The subject.
    pub(in crate::policy) subject: &'s Subject,
    /// The object as policies see it.
    pub(in crate::policy) object: Cow<'s, Value>,
    /// The name of its resource: `deployments`.
    pub(in crate::policy) resource: String,
    /// The namespace, empty for what lies in none.
    pub(in crate::policy) namespace: SmolStr,
    /// The Namespace object; null for what lies in none.
    pub(in crate::policy) namespace_object: Value,
    pub(super) surroundings: &'s Surroundings,
    asked: &'s Request,
    request: OnceCell<Value>,
}

impl<'s> Target<'s> {
    /// The target that a subject is; nothing for what is no object of Kubernetes.
    pub(in crate::policy) fn of(
        subject: &'s Subject,
        world: &'s World,
        surroundings: &'s Surroundings,
        reading: Reading,
    ) -> Option<Self> {
        let gvk = &subject.gvk;
        if gvk.kind.is_empty() {
            return None;
        }
        let cluster_scoped = is_cluster_scoped(&gvk.group, &gvk.version, &gvk.kind);
        let namespace: SmolStr = match cluster_scoped {
            true => SmolStr::default(),
            false if subject.namespace.is_empty() => "default".into(),
            false => subject.namespace.clone(),
        };
        let is_namespace = gvk.kind == "Namespace" && gvk.group.is_empty();
        let namespace_object = match (is_namespace, namespace.is_empty()) {
            (false, false) => namespace_named(&namespace, world, surroundings),
            _ => Value::Null,
        };
        let object = as_seen(&subject.value, &namespace, reading);
        let resource = resource_of(&gvk.kind);
        let (asked, request) = (Request::creation(), OnceCell::new());
        Some(Target { subject, object, resource, namespace, namespace_object, surroundings, asked, request })
    }

    /// The same, asked for otherwise than as a plain creation.
    pub(in crate::policy) fn asking(self, asked: &'s Request) -> Self {
        Target { asked, request: OnceCell::new(), ..self }
    }

    /// What is done with it.
    pub(in crate::policy) fn operation(&self) -> Operation {
        self.asked.operation
    }

    /// The object as it is to be, and as it was: null where there is none.
    pub(in crate::policy) fn objects(&self) -> [&Value; 2] {
        match self.operation() {
            Operation::Create => [&self.object, &Value::Null],
            Operation::Update => [&self.object, &self.object],
            Operation::Delete => [&Value::Null, &self.object],
        }
    }

    /// Its labels.
    pub(in crate::policy) fn labels(&self) -> Option<&Map<String, Value>> {
        self.object.pointer("/metadata/labels")?.as_object()
    }

    /// The labels of the namespace that it lies in or is; nothing for other cluster-scoped objects.
    pub(in crate::policy) fn namespace_labels(&self) -> Option<&Map<String, Value>> {
        static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        let gvk = &self.subject.gvk;
        if gvk.kind == "Namespace" && gvk.group.is_empty() {
            return Some(self.labels().unwrap_or(&NONE));
        }
        if self.namespace_object.is_null() {
            return None;
        }
        Some(self.namespace_object.pointer("/metadata/labels").and_then(Value::as_object).unwrap_or(&NONE))
    }

    /// The AdmissionRequest.
    pub(in crate::policy) fn request(&self) -> &Value {
        self.request.get_or_init(|| {
            let gvk = &self.subject.gvk;
            let kind = json!({"group": gvk.group, "version": gvk.version, "kind": gvk.kind});
            let resource = json!({"group": gvk.group, "version": gvk.version, "resource": self.resource});
            let mut request = json!({
                "kind": kind, "resource": resource, "subResource": "",
                "requestKind": kind, "requestResource": resource, "requestSubResource": "",
                "name": self.subject.name, "namespace": self.namespace, "operation": self.operation().name(),
                "userInfo": self.surroundings.user, "dryRun": false, "options": {}, "uid": "",
            });
            self.asked.fill(&mut request);
            request
        })
    }
}

fn namespace_named(name: &str, world: &World, surroundings: &Surroundings) -> Value {
    let known = world.namespace(name).map(|subject| &subject.value).or_else(|| surroundings.namespaces.get(name));
    if let Some(namespace) = known {
        return with_its_name(namespace.clone(), name);
    }
    let labels = surroundings.labels.get(name).cloned().unwrap_or_default();
    with_its_name(json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}), name)
}

/// A Namespace with the label of its name, which every one has in a cluster.
pub(in crate::policy) fn with_its_name(mut namespace: Value, name: &str) -> Value {
    if let Some(metadata) = namespace.get_mut("metadata").and_then(Value::as_object_mut) {
        let labels = metadata.entry("labels").or_insert_with(|| Value::Object(Map::new()));
        if labels.is_null() {
            *labels = Value::Object(Map::new());
        }
        if let Some(labels) = labels.as_object_mut() {
            labels.entry("kubernetes.io/metadata.name").or_insert_with(|| name.into());
        }
    }
    namespace
}

/// The object as policies see it: a namespace is filled in.
fn as_seen<'v>(value: &'v Value, namespace: &str, reading: Reading) -> Cow<'v, Value> {
    let lacks_namespace = !namespace.is_empty() && value.pointer("/metadata/namespace").is_none_or(Value::is_null);
    let mut seen = match reading {
        Reading::Stored if has_null_field(value) => Cow::Owned(without_null_fields(value)),
        _ => Cow::Borrowed(value),
    };
    if lacks_namespace && let Some(metadata) = seen.to_mut().get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.insert("namespace".to_owned(), namespace.into());
    }
    seen
}

fn has_null_field(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.values().any(|field| field.is_null() || has_null_field(field)),
        Value::Array(items) => items.iter().any(has_null_field),
        _ => false,
    }
}

fn without_null_fields(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, field)| !field.is_null());
            Value::Object(kept.map(|(name, field)| (name.clone(), without_null_fields(field))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_null_fields).collect()),
        other => other.clone(),
    }
}

/// The resource of a kind, as the API machinery guesses it, and as English has it for words like `Gateway`.
pub(in crate::policy) fn resource_of(kind: &str) -> String {
    let singular = kind.to_ascii_lowercase();
    if singular == "endpoints" {
        return singular;
    }
    match singular.as_bytes() {
        [.., b'a' | b'e' | b'i' | b'o' | b'u', b'y'] => format!("{singular}s"),
        [.., b'y'] => format!("{}ies", singular.strip_suffix('y').unwrap_or(&singular)),
        [.., b's' | b'x'] | [.., b'c' | b's', b'h'] => format!("{singular}es"),
        _ => format!("{singular}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_of_kinds() {
        let kinds = ["Pod", "Ingress", "NetworkPolicy", "Endpoints", "Gateway", "StorageClass"];
        let resources = ["pods", "ingresses", "networkpolicies", "endpoints", "gateways", "storageclasses"];
        assert_eq!(kinds.map(resource_of), resources);
    }

    #[test]
    fn policies_see_objects_as_they_are_stored() {
        let value = json!({"metadata": {"name": "a", "labels": null}, "list": [null, {"x": null}]});
        let stored = as_seen(&value, "default", Reading::Stored);
        assert_eq!(*stored, json!({"metadata": {"name": "a", "namespace": "default"}, "list": [null, {}]}));
        let value = json!({"metadata": {"name": "a", "namespace": "b"}});
        assert!(matches!(as_seen(&value, "b", Reading::Stored), Cow::Borrowed(_)));
        let value = json!({"metadata": {"namespace": "b"}, "rules": null});
        assert_eq!(*as_seen(&value, "b", Reading::AsWritten), value);
    }
}
