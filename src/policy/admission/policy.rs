//! [`Policy`], a ValidatingAdmissionPolicy compiled, and what it says of a target. Decisions follow the API server: an expression
//! that fails to evaluate is an error or, with `failurePolicy: Ignore`, nothing.

use super::bindings::{Binding, NO_PARAMS, Params, is_of_kind};
use super::expressions::{given, reserved_names};
use super::matching::MatchResources;
use super::rules::{Dialect, Rules, Verdict};
use super::spec::{ParamKind, PolicySpec, RuleFields};
use super::target::Target;
use crate::diagnostic::Diagnostic;
use crate::policy::cel::{Environment, Runtime};
use crate::policy::{Compiled, Document, Finding, Outcome, World};
use serde_json::Value as Json;
use smol_str::SmolStr;

/// A policy.
pub(super) struct Policy {
    pub(super) name: SmolStr,
    pub(super) bindings: Vec<Binding>,
    resources: MatchResources,
    params: Option<ParamKind>,
    rules: Rules,
}

/// A policy that cannot be read.
pub(in crate::policy) fn malformed(
    document: &Document,
    pointer: &str,
    reason: &dyn std::fmt::Display,
) -> Box<Diagnostic> {
    let message = format!("{} {} cannot be read: {reason}", document.gvk.kind, document.name());
    Box::new(Diagnostic::error("policy::malformed", message).label(document.place(pointer), "").help("mend the policy"))
}

impl Policy {
    /// Compiles a policy.
    pub(super) fn compile(document: &Document, environment: &Environment) -> Compiled<Policy> {
        let spec = document.value.get("spec").cloned().unwrap_or_default();
        let read = |error| malformed(document, "/spec", &error);
        let fields: RuleFields = serde_json::from_value(spec.clone()).map_err(read)?;
        let spec: PolicySpec = serde_json::from_value(spec).map_err(read)?;
        if fields.validations.is_empty() && fields.audit_annotations.is_empty() {
            return Err(malformed(document, "/spec", &"validations or auditAnnotations must be non-empty"));
        }
        let mut environment = environment.clone();
        reserved_names(&mut environment, spec.param_kind.is_some());
        Ok(Policy {
            name: document.name().into(),
            bindings: Vec::new(),
            resources: MatchResources::new(spec.match_constraints.unwrap_or_default()),
            params: spec.param_kind,
            rules: Rules::compile(document, "/spec", fields, environment, Dialect::Kubernetes)?,
        })
    }

    /// Whether its constraints mean `target`.
    pub(super) fn applies(&self, target: &Target<'_>) -> bool {
        self.resources.matches(target)
    }

    /// Adds what it says of `target`, once for each binding and parameter; without a binding it holds everywhere.
    pub(super) fn check(&self, target: &Target<'_>, world: &World, runtime: &Runtime, findings: &mut Vec<Finding>) {
        if self.bindings.is_empty() {
            return self.check_unbound(target, runtime, findings);
        }
        for binding in self.bindings.iter().filter(|binding| binding.matches(target)) {
            let chosen = match &self.params {
                Some(kind) => binding.params(kind, target, world),
                None => Params::Each(vec![&Json::Null]),
            };
            match chosen {
                Params::Each(chosen) => {
                    for params in chosen {
                        let verdict = self.rules.judge(given(target, params), runtime);
                        self.report(verdict, binding.outcome(), target, findings);
                    }
                }
                Params::NoneAllowed => self.report(Verdict::Skipped, binding.outcome(), target, findings),
                Params::NoneDenied => {
                    self.report(self.rules.failure(NO_PARAMS.to_owned()), binding.outcome(), target, findings);
                }
            }
        }
    }

    /// A policy that nothing binds: with every parameter of its kind that was given.
    fn check_unbound(&self, target: &Target<'_>, runtime: &Runtime, findings: &mut Vec<Finding>) {
        let of_kind = |document: &&Document| self.params.as_ref().is_some_and(|kind| is_of_kind(&document.value, kind));
        let offered = target.surroundings.params().iter();
        let mut chosen: Vec<&Json> = offered.filter(of_kind).map(|document| &document.value).collect();
        if chosen.is_empty() {
            chosen.push(&Json::Null);
        }
        for params in chosen {
            let verdict = self.rules.judge(given(target, params), runtime);
            self.report(verdict, Outcome::Fail, target, findings);
        }
    }

    fn report(&self, verdict: Verdict, denied: Outcome, target: &Target<'_>, findings: &mut Vec<Finding>) {
        let finding = |outcome| Finding::new(self.name.clone(), "", target.subject.position, outcome);
        match verdict {
            Verdict::Skipped => findings.push(finding(Outcome::Skip)),
            Verdict::Passed => findings.push(finding(Outcome::Pass)),
            Verdict::Denied(messages) => {
                findings.extend(messages.into_iter().map(|message| finding(denied).message(message)));
            }
            Verdict::Failed(message) => findings.push(finding(Outcome::Error).message(message)),
        }
    }
}
