//! Which volumes pods may have.

use crate::policy::pod_security::control::{Found, counted, plural, quoted, use_verb};
use crate::policy::pod_security::pod::Pod;
use serde_json::Value;
use std::collections::BTreeSet;

/// Volumes must not be folders of the host.
pub(super) fn host_path<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let volumes = pod.spec.items("/volumes").iter().enumerate();
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for (index, volume) in volumes.filter(|(_, volume)| has(volume, "hostPath")) {
        names.push(name(volume));
        fields.push(pod.spec.field(&format!("/volumes/{index}/hostPath")));
    }
    if names.is_empty() { None } else { Some(Found::new("hostPath volumes", counted("volume", &names), fields)) }
}

/// What volumes of restricted pods may be.
const ALLOWED: [&str; 9] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/// What else volumes can be, in the order in which the first counts.
const FORBIDDEN: [&str; 21] = [
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "gitRepo",
    "nfs",
    "iscsi",
    "glusterfs",
    "rbd",
    "flexVolume",
    "cinder",
    "cephfs",
    "flocker",
    "fc",
    "azureFile",
    "vsphereVolume",
    "quobyte",
    "azureDisk",
    "photonPersistentDisk",
    "portworxVolume",
    "scaleIO",
    "storageos",
];

/// Volumes must be of a sort that gives no access to the host or the network.
pub(super) fn restricted<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let volumes = pod.spec.items("/volumes").iter().enumerate();
    let is_allowed = |volume: &Value| !has_source(volume) || ALLOWED.iter().any(|sort| has(volume, sort));
    let (mut names, mut sorts, mut fields) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (index, volume) in volumes.filter(|(_, volume)| !is_allowed(volume)) {
        let sort = FORBIDDEN.into_iter().find(|sort| has(volume, sort));
        let path = sort.map(|sort| format!("/{sort}")).unwrap_or_default();
        names.push(name(volume));
        sorts.insert(sort.unwrap_or("unknown"));
        fields.push(pod.spec.field(&format!("/volumes/{index}{path}")));
    }
    if names.is_empty() {
        return None;
    }
    let sorts: Vec<&str> = sorts.into_iter().collect();
    let (verb, noun) = (use_verb(names.len()), plural("restricted volume type", sorts.len()));
    let detail = format!("{} {verb} {noun} {}", counted("volume", &names), quoted(&sorts));
    Some(Found::new("restricted volume types", detail, fields))
}

/// Whether a volume says what it is; one that does not becomes an `emptyDir`.
fn has_source(volume: &Value) -> bool {
    let mut fields = volume.as_object().into_iter().flatten();
    fields.any(|(name, source)| name != "name" && !source.is_null())
}

fn has(volume: &Value, sort: &str) -> bool {
    volume.get(sort).is_some_and(|source| !source.is_null())
}

fn name(volume: &Value) -> &str {
    volume.get("name").and_then(Value::as_str).unwrap_or_default()
}
