//! PolicyExceptions: objects that a rule passes over, or parts of the Pod Security Standards that it does.

use super::condition::Conditions;
use super::matching::{Candidate, Filters};
use super::scope::Scope;
use super::security::Exclusion;
use crate::diagnostic::Diagnostic;
use crate::policy::jmespath::wildcard;
use crate::policy::{Compiled, Document};
use serde_json::Value;
use smol_str::SmolStr;

/// A PolicyException of kyverno.io.
#[derive(Debug)]
pub(super) struct Exception {
    /// `namespace/name`.
    pub(super) key: String,
    /// Policies, each with patterns of its rules.
    rules: Vec<(SmolStr, Vec<String>)>,
    matches: Filters,
    conditions: Option<Conditions>,
    pub(super) security: Vec<Exclusion>,
}

impl Exception {
    /// Whether the document is one of these.
    pub(super) fn is(document: &Document) -> bool {
        document.gvk.group == "kyverno.io" && document.gvk.kind == "PolicyException"
    }

    pub(super) fn compile(document: &Document) -> Compiled<Exception> {
        let value = &document.value;
        let namespace = value.pointer("/metadata/namespace").and_then(Value::as_str).unwrap_or_default();
        let key =
            if namespace.is_empty() { document.name().to_owned() } else { format!("{namespace}/{}", document.name()) };
        let exceptions = value.pointer("/spec/exceptions").and_then(Value::as_array).into_iter().flatten();
        let rules = exceptions.map(|exception| {
            let policy = exception.get("policyName").and_then(Value::as_str).unwrap_or_default();
            let names = exception.get("ruleNames").and_then(Value::as_array).into_iter().flatten();
            (policy.into(), names.filter_map(Value::as_str).map(str::to_owned).collect())
        });
        let conditions = value.pointer("/spec/conditions").filter(|value| !value.is_null()).map(Conditions::compile);
        let conditions = conditions.transpose().map_err(|(reason, at)| {
            let span = document.place(&format!("/spec/conditions{at}"));
            let sentence = format!("exception {key} is not valid: {reason}");
            let help = "see Kyverno's documentation of PolicyExceptions for what may stand here";
            Box::new(Diagnostic::error("policy::kyverno", sentence).label(span, reason).help(help))
        })?;
        Ok(Exception {
            rules: rules.collect(),
            matches: Filters::compile(value.pointer("/spec/match").unwrap_or(&Value::Null)),
            conditions,
            security: Exclusion::list(value.pointer("/spec/podSecurity")),
            key,
        })
    }

    /// Whether it is meant for a rule and an object. What its conditions cannot say keeps it out.
    pub(super) fn applies(&self, policy: &str, rule: &str, candidate: &Candidate<'_>, scope: &Scope<'_>) -> bool {
        let named = |(name, rules): &(SmolStr, Vec<String>)| {
            name == policy && rules.iter().any(|pattern| wildcard::matches(pattern, rule))
        };
        self.rules.iter().any(named)
            && self.matches.excepts(candidate)
            && self
                .conditions
                .as_ref()
                .is_none_or(|conditions| conditions.judge(&mut scope.clone()).is_ok_and(|judgement| judgement.holds))
    }
}
