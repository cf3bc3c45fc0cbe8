//! The fields of a policy, a binding and what they share, as `admissionregistration.k8s.io` has them. Fields that are null count
//! as absent.

use crate::policy::label_selector::LabelSelector;
use serde::{Deserialize, Deserializer};
use smol_str::SmolStr;

/// A field that may be null.
pub(in crate::policy) fn nullable<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// `spec` of a ValidatingAdmissionPolicy, beside its rules.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PolicySpec {
    pub(super) param_kind: Option<ParamKind>,
    pub(super) match_constraints: Option<Resources>,
}

/// The rules of a policy.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::policy) struct RuleFields {
    #[serde(deserialize_with = "nullable")]
    pub(in crate::policy) validations: Vec<Validation>,
    pub(in crate::policy) failure_policy: Option<String>,
    #[serde(deserialize_with = "nullable")]
    pub(in crate::policy) audit_annotations: Vec<AuditAnnotation>,
    #[serde(deserialize_with = "nullable")]
    pub(in crate::policy) match_conditions: Vec<Named>,
    #[serde(deserialize_with = "nullable")]
    pub(in crate::policy) variables: Vec<Named>,
}

/// What parameters are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ParamKind {
    pub(super) api_version: String,
    pub(super) kind: String,
}

/// An expression with its name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::policy) struct Named {
    pub(in crate::policy) name: String,
    pub(in crate::policy) expression: String,
}

/// A rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::policy) struct Validation {
    pub(in crate::policy) expression: String,
    pub(in crate::policy) message: Option<String>,
    pub(in crate::policy) message_expression: Option<String>,
}

/// What a decision adds to the audit log.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::policy) struct AuditAnnotation {
    pub(in crate::policy) key: String,
    pub(in crate::policy) value_expression: String,
}

/// `matchConstraints` and `matchResources`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::policy) struct Resources {
    pub(super) namespace_selector: Option<LabelSelector>,
    pub(super) object_selector: Option<LabelSelector>,
    #[serde(deserialize_with = "nullable")]
    pub(super) resource_rules: Vec<Rule>,
    #[serde(deserialize_with = "nullable")]
    pub(super) exclude_resource_rules: Vec<Rule>,
    pub(super) match_policy: Option<String>,
}

/// Operations on resources. An empty list of groups or versions matches nothing; one of operations, which the API refuses and
/// Kyverno's command line does not, matches all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Rule {
    #[serde(deserialize_with = "nullable")]
    pub(super) api_groups: Vec<SmolStr>,
    #[serde(deserialize_with = "nullable")]
    pub(super) api_versions: Vec<SmolStr>,
    #[serde(deserialize_with = "nullable")]
    pub(super) operations: Vec<SmolStr>,
    #[serde(deserialize_with = "nullable")]
    pub(super) resources: Vec<SmolStr>,
    #[serde(deserialize_with = "nullable")]
    pub(super) resource_names: Vec<SmolStr>,
    pub(super) scope: Option<String>,
}

/// `spec` of a ValidatingAdmissionPolicyBinding.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct BindingSpec {
    pub(super) policy_name: String,
    pub(super) param_ref: Option<ParamRef>,
    pub(super) match_resources: Option<Resources>,
    #[serde(deserialize_with = "nullable")]
    pub(super) validation_actions: Vec<String>,
}

/// Which parameters.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ParamRef {
    pub(super) name: Option<String>,
    pub(super) namespace: Option<String>,
    pub(super) selector: Option<LabelSelector>,
    pub(super) parameter_not_found_action: Option<String>,
}
