//! Which kinds have no namespace, as Kustomize has it. A kind that is not here counts as namespaced.
//!
//! The table is made of the facts in kyaml 0.21.1, `openapi/openapi.go` (Apache-2.0), which are those of Kubernetes 1.21.

/// Kind, group and version, in order.
const CLUSTER_SCOPED: &[(&str, &str, &str)] = &[
    ("APIService", "apiregistration.k8s.io", "v1"),
    ("APIService", "apiregistration.k8s.io", "v1beta1"),
    ("CSIDriver", "storage.k8s.io", "v1"),
    ("CSIDriver", "storage.k8s.io", "v1beta1"),
    ("CSINode", "storage.k8s.io", "v1"),
    ("CSINode", "storage.k8s.io", "v1beta1"),
    ("CertificateSigningRequest", "certificates.k8s.io", "v1"),
    ("CertificateSigningRequest", "certificates.k8s.io", "v1beta1"),
    ("ClusterRole", "rbac.authorization.k8s.io", "v1"),
    ("ClusterRole", "rbac.authorization.k8s.io", "v1beta1"),
    ("ClusterRoleBinding", "rbac.authorization.k8s.io", "v1"),
    ("ClusterRoleBinding", "rbac.authorization.k8s.io", "v1beta1"),
    ("ComponentStatus", "", "v1"),
    ("CustomResourceDefinition", "apiextensions.k8s.io", "v1"),
    ("CustomResourceDefinition", "apiextensions.k8s.io", "v1beta1"),
    ("FlowSchema", "flowcontrol.apiserver.k8s.io", "v1beta1"),
    ("IngressClass", "networking.k8s.io", "v1"),
    ("IngressClass", "networking.k8s.io", "v1beta1"),
    ("MutatingWebhookConfiguration", "admissionregistration.k8s.io", "v1"),
    ("MutatingWebhookConfiguration", "admissionregistration.k8s.io", "v1beta1"),
    ("Namespace", "", "v1"),
    ("Node", "", "v1"),
    ("NodeProxyOptions", "", "v1"),
    ("PersistentVolume", "", "v1"),
    ("PodSecurityPolicy", "policy", "v1beta1"),
    ("PriorityClass", "scheduling.k8s.io", "v1"),
    ("PriorityClass", "scheduling.k8s.io", "v1beta1"),
    ("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io", "v1beta1"),
    ("RuntimeClass", "node.k8s.io", "v1"),
    ("RuntimeClass", "node.k8s.io", "v1beta1"),
    ("StorageClass", "storage.k8s.io", "v1"),
    ("StorageClass", "storage.k8s.io", "v1beta1"),
    ("ValidatingWebhookConfiguration", "admissionregistration.k8s.io", "v1"),
    ("ValidatingWebhookConfiguration", "admissionregistration.k8s.io", "v1beta1"),
    ("VolumeAttachment", "storage.k8s.io", "v1"),
    ("VolumeAttachment", "storage.k8s.io", "v1beta1"),
];

/// By the first byte of a kind's name, a bit for each length that a name in the table has; and the same by the last byte.
/// Most kinds are told apart by these alone, and every look at an object's id asks.
static LENGTHS: [[u64; 256]; 2] = {
    let mut lengths = [[0; 256]; 2];
    let mut at = 0;
    while at < CLUSTER_SCOPED.len() {
        let kind = CLUSTER_SCOPED[at].0.as_bytes();
        lengths[0][kind[0] as usize] |= 1 << kind.len();
        lengths[1][kind[kind.len() - 1] as usize] |= 1 << kind.len();
        at += 1;
    }
    lengths
};

/// Whether objects of this kind are known to have no namespace. The group is empty for the core group.
#[inline]
pub fn is_cluster_scoped(group: &str, version: &str, kind: &str) -> bool {
    let (Some(&first), Some(&last)) = (kind.as_bytes().first(), kind.as_bytes().last()) else { return false };
    let [of_first, of_last] = &LENGTHS;
    kind.len() < 64
        && of_first[usize::from(first)] & of_last[usize::from(last)] & 1 << kind.len() != 0
        && is_in_table(group, version, kind)
}

#[cold]
fn is_in_table(group: &str, version: &str, kind: &str) -> bool {
    CLUSTER_SCOPED.binary_search(&(kind, group, version)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(CLUSTER_SCOPED.is_sorted());
    }

    #[test]
    fn every_kind_of_the_table_is_found() {
        assert!(CLUSTER_SCOPED.iter().all(|(kind, group, version)| is_cluster_scoped(group, version, kind)));
        assert!(!is_cluster_scoped("", "v1", "") && !is_cluster_scoped("", "v1", &"N".repeat(70)));
    }

    #[test]
    fn a_kind_is_known_by_group_and_version() {
        assert!(is_cluster_scoped("", "v1", "Namespace"));
        assert!(is_cluster_scoped("rbac.authorization.k8s.io", "v1", "ClusterRole"));
        assert!(!is_cluster_scoped("", "v1", "Pod"));
        assert!(!is_cluster_scoped("", "", "Namespace"));
    }
}
