//! [`MatchResources`]: which requests a policy or a binding is for, by the rules of admission webhooks.

use super::spec::{Resources, Rule};
use super::target::Target;
use crate::policy::label_selector::LabelSelector;
use smol_str::SmolStr;

/// Rules and selectors, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(in crate::policy) struct MatchResources {
    namespaces: LabelSelector,
    objects: LabelSelector,
    rules: Vec<Rule>,
    excluded: Vec<Rule>,
    /// Whether a rule for one version of a resource holds for its other versions.
    equivalent: bool,
}

impl MatchResources {
    /// What these fields say.
    pub(in crate::policy) fn new(fields: Resources) -> Self {
        MatchResources {
            namespaces: fields.namespace_selector.unwrap_or_default(),
            objects: fields.object_selector.unwrap_or_default(),
            rules: fields.resource_rules,
            excluded: fields.exclude_resource_rules,
            equivalent: fields.match_policy.is_none_or(|policy| policy != "Exact"),
        }
    }

    /// Whether `target` is meant. Without rules every resource is.
    pub(in crate::policy) fn matches(&self, target: &Target<'_>) -> bool {
        let any = |rules: &[Rule]| rules.iter().any(|rule| matches(rule, target, self.equivalent));
        (self.rules.is_empty() || any(&self.rules)) && !any(&self.excluded) && self.selects(target)
    }

    fn selects(&self, target: &Target<'_>) -> bool {
        // A cluster-scoped object that is no namespace is never left out by the labels of one.
        let by_namespace = self.namespaces.is_empty()
            || match target.namespace_labels() {
                Some(labels) => self.namespaces.matches(labels),
                None => true,
            };
        by_namespace && (self.objects.is_empty() || self.objects.matches(&target.labels()))
    }
}

fn is_listed(list: &[SmolStr], word: &str) -> bool {
    list.iter().any(|listed| listed == "*" || listed == word)
}

fn matches(rule: &Rule, target: &Target<'_>, equivalent: bool) -> bool {
    let scope = match rule.scope.as_deref() {
        Some("Cluster") => target.namespace.is_empty(),
        Some("Namespaced") => !target.namespace.is_empty(),
        _ => true,
    };
    let named = rule.resource_names.is_empty() || rule.resource_names.contains(&target.subject.name);
    scope
        && named
        && (rule.operations.is_empty() || is_listed(&rule.operations, target.operation().name()))
        && is_listed(&rule.api_groups, &target.subject.gvk.group)
        && (equivalent || is_listed(&rule.api_versions, &target.subject.gvk.version))
        && rule.resources.iter().any(|resource| is_resource(resource, &target.resource))
}

/// Whether `pods`, `*`, `pods/*` or `*/*` means the resource itself; what names a subresource does not.
fn is_resource(pattern: &str, resource: &str) -> bool {
    let (name, subresource) = pattern.split_once('/').unwrap_or((pattern, ""));
    (name == "*" || name == resource) && matches!(subresource, "" | "*")
}
