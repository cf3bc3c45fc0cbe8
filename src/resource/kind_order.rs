//! The order of kinds in which Kustomize's output can be applied: what others need first, webhooks last.

use super::Gvk;
use std::cmp::Ordering;

/// The kinds that come before all others, in order.
pub const KINDS_FIRST: [&str; 22] = [
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

/// The kinds that come after all others, in order.
pub const KINDS_LAST: [&str; 2] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

/// The place of a kind: negative for the first ones, positive for the last ones, 0 for the others.
fn place(kind: &str) -> i32 {
    let position = |kinds: &[&str]| kinds.iter().position(|known| *known == kind).map(|at| at as i32);
    let first = || position(&KINDS_FIRST).map(|at| at - KINDS_FIRST.len() as i32);
    first().or_else(|| position(&KINDS_LAST).map(|at| at + 1)).unwrap_or(0)
}

/// The order of two kinds: by their places, then by group, version and kind.
pub fn compare_kinds(a: &Gvk, b: &Gvk) -> Ordering {
    place(&a.kind).cmp(&place(&b.kind)).then_with(|| a.compare_names(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_need_comes_first_and_webhooks_last() {
        let order = |a: &str, b: &str| compare_kinds(&Gvk::new("v1", a), &Gvk::new("v1", b));
        assert_eq!(order("Namespace", "Deployment"), Ordering::Less);
        assert_eq!(order("Pod", "PodDisruptionBudget"), Ordering::Greater);
        assert_eq!(order("ValidatingWebhookConfiguration", "Zebra"), Ordering::Greater);
        assert_eq!(order("Ape", "Bee"), Ordering::Less);
    }
}
