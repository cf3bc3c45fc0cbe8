//! An object as Kyverno's command line takes it: in the namespace `default` where it has none and could have one, and with empty
//! maps where labels and the like are null.

use crate::kubernetes::is_cluster_scoped;
use crate::policy::Subject;
use crate::policy::jmespath::{Data, Entries};
use serde_json::Value;
use std::sync::Arc;

/// Fields that are maps, whatever is written.
const MAPS: [&str; 6] = ["annotations", "labels", "matchLabels", "nodeSelector", "data", "stringData"];

/// Kinds without a namespace that are younger than the table of scopes.
const YOUNG: [(&str, &str); 14] = [
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ("authentication.k8s.io", "SelfSubjectReview"),
    ("authentication.k8s.io", "TokenReview"),
    ("authorization.k8s.io", "SubjectAccessReview"),
    ("certificates.k8s.io", "ClusterTrustBundle"),
    ("flowcontrol.apiserver.k8s.io", "FlowSchema"),
    ("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"),
    ("kyverno.io", "ClusterPolicy"),
    ("networking.k8s.io", "IPAddress"),
    ("networking.k8s.io", "ServiceCIDR"),
    ("resource.k8s.io", "DeviceClass"),
];

/// The object of a subject.
pub(super) fn of(subject: &Subject) -> Data {
    let mut object = tidied(&subject.value);
    let gvk = &subject.gvk;
    let young = YOUNG.iter().any(|(group, kind)| *group == gvk.group && *kind == gvk.kind);
    if subject.namespace.is_empty()
        && !young
        && !is_cluster_scoped(&gvk.group, &gvk.version, &gvk.kind)
        && let Data::Map(entries) = &mut object
    {
        let metadata = Arc::make_mut(entries).entry("metadata".into()).or_insert_with(|| Data::map(Entries::new()));
        if let Data::Map(metadata) = metadata {
            Arc::make_mut(metadata).insert("namespace".into(), Data::text("default"));
        }
    }
    object
}

fn tidied(value: &Value) -> Data {
    match value {
        Value::Array(items) => Data::list(items.iter().map(tidied).collect()),
        Value::Object(map) => Data::map(
            map.iter()
                .map(|(key, value)| match value {
                    Value::Null if MAPS.contains(&key.as_str()) => (key.into(), Data::map(Entries::new())),
                    value => (key.into(), tidied(value)),
                })
                .collect(),
        ),
        other => other.into(),
    }
}

/// The map at a path; empty where there is none.
pub(super) fn map_at(object: &Data, path: &[&str]) -> Arc<Entries> {
    object.at(path).and_then(Data::as_map).cloned().unwrap_or_default()
}

/// The text at a path; empty where there is none.
pub(super) fn text_at<'d>(object: &'d Data, path: &[&str]) -> &'d str {
    object.at(path).and_then(Data::as_str).unwrap_or_default()
}
