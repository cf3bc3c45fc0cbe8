//! The fields of Kyverno's policies in CEL that Kubernetes' policies lack.

use crate::policy::admission::{Named, Resources, nullable};
use serde::Deserialize;

/// `spec` of a ValidatingPolicy, beside its rules.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PolicySpec {
    pub(super) match_constraints: Option<Resources>,
    pub(super) evaluation: Option<Evaluation>,
    pub(super) autogen: Option<Autogen>,
}

/// What is judged.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Evaluation {
    /// `Kubernetes` or `JSON`.
    pub(super) mode: Option<String>,
}

/// Which rules are made for pod controllers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Autogen {
    pub(super) pod_controllers: Option<PodControllers>,
}

/// The controllers; all where the list is absent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PodControllers {
    pub(super) controllers: Option<Vec<String>>,
}

/// `spec` of a PolicyException.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ExceptionSpec {
    #[serde(deserialize_with = "nullable")]
    pub(super) policy_refs: Vec<PolicyRef>,
    #[serde(deserialize_with = "nullable")]
    pub(super) match_conditions: Vec<Named>,
    #[serde(deserialize_with = "nullable")]
    pub(super) images: Vec<String>,
    #[serde(deserialize_with = "nullable")]
    pub(super) allowed_values: Vec<String>,
    pub(super) report_result: Option<String>,
}

/// A policy that an exception is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PolicyRef {
    pub(super) name: String,
    pub(super) kind: String,
}
