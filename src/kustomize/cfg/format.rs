//! The order that `kustomize cfg cat` brings fields into: well-known ones first, as people write them, then the others by
//! name. A few lists are sorted too.

use super::text;
use crate::yaml::tree::{Content, Tree};

/// The annotation that keeps an object as it is.
const FORMATTING: &str = "config.kubernetes.io/formatting";

/// The fields that have a place of their own, in order; of a repeated name the last place counts. From kyaml 0.21.1,
/// `yaml/order.go` (Apache-2.0).
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    "name", "generateName", "namespace", "clusterName", "apiVersion", "kind", "metadata", "type", "labels",
    "annotations", "spec", "status", "stringData", "data", "binaryData", "parallelism", "completions",
    "activeDeadlineSeconds", "backoffLimit", "replicas", "selector", "manualSelector", "template",
    "ttlSecondsAfterFinished", "volumeClaimTemplates", "service", "serviceName", "podManagementPolicy",
    "updateStrategy", "strategy", "minReadySeconds", "revision", "revisionHistoryLimit", "paused",
    "progressDeadlineSeconds", "restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds",
    "dnsPolicy", "serviceAccountName", "serviceAccount", "automountServiceAccountToken", "nodeName", "hostNetwork",
    "hostPID", "hostIPC", "shareProcessNamespace", "hostname", "subdomain", "schedulerName", "priorityClassName",
    "priority", "runtimeClassName", "enableServiceLinks", "nodeSelector", "hostAliases", "initContainers",
    "containers", "volumes", "securityContext", "imagePullSecrets", "affinity", "tolerations", "dnsConfig",
    "readinessGates", "image", "command", "args", "workingDir", "ports", "envFrom", "env", "resources",
    "volumeMounts", "volumeDevices", "livenessProbe", "readinessProbe", "lifecycle", "terminationMessagePath",
    "terminationMessagePolicy", "imagePullPolicy", "securityContext", "stdin", "stdinOnce", "tty", "clusterIP",
    "externalIPs", "loadBalancerIP", "loadBalancerSourceRanges", "externalName", "externalTrafficPolicy",
    "sessionAffinity", "protocol", "port", "targetPort", "hostPort", "containerPort", "hostIP", "readOnly",
    "mountPath", "subPath", "subPathExpr", "mountPropagation", "value", "valueFrom", "fieldRef", "resourceFieldRef",
    "configMapKeyRef", "secretKeyRef", "prefix", "configMapRef", "secretRef",
];

/// The kinds and the API versions of which lists are sorted.
const KINDS: [&str; 7] =
    ["CronJob", "DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet", "ValidatingWebhookConfiguration"];
const API_VERSIONS: [&str; 8] = [
    "apps/v1",
    "apps/v1beta1",
    "apps/v1beta2",
    "batch/v1",
    "batch/v1beta1",
    "extensions/v1beta1",
    "v1",
    "admissionregistration.k8s.io/v1",
];

/// The lists that are sorted, and the field that they are sorted by; none where items are texts.
const LISTS: [(&str, Option<&str>); 2] =
    [(".spec.template.spec.containers", Some("name")), (".webhooks.rules.operations", None)];

/// Puts the fields of an object into their order. What has no kind or API version stays as it is.
pub fn format(tree: &mut Tree) -> Result<(), String> {
    match text(tree, &["metadata", "annotations", FORMATTING]).as_str() {
        "" | "standard" => {}
        "none" => return Ok(()),
        other => return Err(format!("formatting annotation has illegal value {other}")),
    }
    if tree.get("kind").is_none() || tree.get("apiVersion").is_none() {
        return Ok(());
    }
    let (kind, api_version) = (text(tree, &["kind"]), text(tree, &["apiVersion"]));
    let sorts_lists = KINDS.contains(&kind.as_str()) && API_VERSIONS.contains(&api_version.as_str());
    let mut left = vec![(tree, String::new())];
    while let Some((node, path)) = left.pop() {
        match &mut node.content {
            Content::Mapping(mapping) => {
                mapping.entries.sort_by_cached_key(|entry| rank(entry.key.text().map_or("", |text| text.as_str())));
                for entry in &mut mapping.entries {
                    let inner = format!("{path}.{}", entry.key.text().map_or("", |text| text.as_str()));
                    left.push((&mut entry.value, inner));
                }
            }
            Content::Sequence(sequence) => {
                if let Some((_, field)) = LISTS.iter().find(|(list, _)| sorts_lists && path == *list) {
                    sequence.items.sort_by_cached_key(|item| {
                        let item = field.map_or(Some(item), |field| item.get(field));
                        item.and_then(Tree::text).cloned().unwrap_or_default()
                    });
                }
                left.extend(sequence.items.iter_mut().map(|item| (item, path.clone())));
            }
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
    Ok(())
}

/// What fields are compared by: their place, and their name where they have none.
pub(super) fn rank(name: &str) -> (usize, String) {
    match FIELDS.iter().rposition(|field| *field == name) {
        Some(place) => (place, String::new()),
        None => (FIELDS.len(), name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::objects;
    use super::*;
    use crate::yaml::{Indentation, write_commented};

    #[test]
    fn fields_come_into_their_order_with_their_comments() {
        let text = "spec:\n  z: 1\n  # about replicas\n  replicas: 2\n  a: 3\nmetadata:\n  labels: {}\n  name: x\nkind: A\napiVersion: v1\n";
        let mut item = objects(text, "f.yaml").remove(0);
        super::super::clear_paths(&mut item.tree).expect("a mapping");
        crate::resource::stream::clear_reader_annotations(&mut item.tree).expect("a mapping");
        format(&mut item.tree).expect("standard");
        let written = "apiVersion: v1\nkind: A\nmetadata:\n  name: x\n  labels: {}\nspec:\n  # about replicas\n  replicas: 2\n  a: 3\n  z: 1\n";
        assert_eq!(write_commented(&item, Indentation::Compact), written);
    }
}
