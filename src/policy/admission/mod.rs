//! Kubernetes' ValidatingAdmissionPolicy with its bindings, as the API server runs it on a create. What only a cluster knows
//! (an authorizer, objects as they were) is an error or null. Objects are judged and never changed.

mod bindings;
mod expressions;
mod matching;
mod policy;
mod rules;
mod spec;
mod target;

#[cfg(test)]
mod tests;

pub(in crate::policy) use expressions::{given, reserved_names};
pub(in crate::policy) use matching::MatchResources;
pub(in crate::policy) use policy::malformed;
pub(in crate::policy) use rules::{Dialect, Rules, Verdict};
pub(in crate::policy) use spec::{Named, Resources, RuleFields, nullable};
pub(in crate::policy) use target::{Reading, Surroundings, Target, resource_of, with_its_name};

use super::cel::{Environment, Runtime};
use super::{Compiled, Engine, Finding, Options, Subject, World};
use bindings::Binding;
use policy::Policy;

const GROUP: &str = "admissionregistration.k8s.io";

/// The steps that one policy may take for one object; see docs/limits.md.
pub(in crate::policy) const STEPS: u64 = 10_000_000;

/// The engine.
pub(in crate::policy) struct Admission {
    policies: Vec<Policy>,
    surroundings: Surroundings,
}

impl Admission {
    /// Compiles the policies among the documents; nothing where there are none.
    pub(in crate::policy) fn compile(options: &Options) -> Compiled<Option<Admission>> {
        let of_kind = |kind: &'static str| {
            options.policies.iter().filter(move |one| one.gvk.group == GROUP && one.gvk.kind == kind)
        };
        if of_kind("ValidatingAdmissionPolicy").next().is_none() {
            return Ok(None);
        }
        let environment = Environment::kubernetes();
        let mut policies = Vec::new();
        for document in of_kind("ValidatingAdmissionPolicy") {
            policies.push(Policy::compile(document, &environment)?);
        }
        for document in of_kind("ValidatingAdmissionPolicyBinding") {
            let binding = Binding::read(document)?;
            let bound = policies.iter_mut().filter(|policy| policy.name == binding.policy_name);
            bound.for_each(|policy| policy.bindings.push(binding.clone()));
        }
        let surroundings = Surroundings::gather(options);
        Ok(Some(Admission { policies, surroundings }))
    }
}

impl Engine for Admission {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        let Some(target) = Target::of(subject, world, &self.surroundings, Reading::Stored) else { return };
        for policy in self.policies.iter().filter(|policy| policy.applies(&target)) {
            let runtime = Runtime::new(STEPS, world.now);
            policy.check(&target, world, &runtime, findings);
        }
    }
}
