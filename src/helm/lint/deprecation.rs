//! Whether an object's API is deprecated in a version of Kubernetes.

use super::deprecations::DEPRECATIONS;
use crate::helm::KubeVersion;

/// Kubernetes' warning about a deprecated API.
pub(super) fn warning(api_version: &str, kind: &str, kubernetes: &KubeVersion) -> Option<String> {
    let known = DEPRECATIONS.binary_search_by_key(&(api_version, kind), |entry| (entry.api_version, entry.kind));
    let entry = DEPRECATIONS.get(known.ok()?)?;
    if kubernetes.numbers() < (1, entry.since) {
        return None;
    }
    let mut warning = format!("{api_version} {kind} is deprecated in v1.{}+", entry.since);
    if let Some(removed) = entry.removed {
        warning.push_str(&format!(", unavailable in v1.{removed}+"));
    }
    if let Some(replacement) = entry.replacement {
        warning.push_str(&format!("; use {replacement}"));
    }
    Some(warning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(version: &str) -> Option<String> {
        let version = KubeVersion::parse(version).expect("a version");
        warning("policy/v1beta1", "PodDisruptionBudget", &version)
    }

    #[test]
    fn an_api_is_deprecated_from_a_version_on() {
        let expected = "policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+, unavailable in v1.25+; \
                        use policy/v1 PodDisruptionBudget";
        assert_eq!(warned("1.21").as_deref(), Some(expected));
        assert_eq!(warned("1.20"), None);
        let endpoints = warning("v1", "Endpoints", &KubeVersion::default());
        let expected = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
        assert_eq!(endpoints.as_deref(), Some(expected));
        assert_eq!(warning("apps/v1", "Deployment", &KubeVersion::default()), None);
    }

    #[test]
    fn the_table_is_sorted_for_its_search() {
        assert!(DEPRECATIONS.is_sorted_by_key(|entry| (entry.api_version, entry.kind)));
    }
}
