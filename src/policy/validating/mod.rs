//! Kyverno's policies in CEL: `ValidatingPolicy` and `NamespacedValidatingPolicy` of `policies.kyverno.io`, with the rules that
//! they get for pod controllers and their exceptions. What they ask a cluster for is answered from `--context`; what nothing here
//! can answer (the network, registries, randomness) is an error of the expression that asks.

mod autogen;
mod exceptions;
mod images;
mod library;
mod policy;
mod spec;

#[cfg(test)]
mod tests;

use super::admission::{Reading, STEPS, Surroundings, Target};
use super::cel::Runtime;
use super::{Compiled, Document, Engine, Finding, Options, Subject, World};
use library::Context;
use policy::Policy;
use std::sync::Arc;

const GROUP: &str = "policies.kyverno.io";

/// The engine.
pub(in crate::policy) struct Validating {
    policies: Vec<Policy>,
    surroundings: Surroundings,
}

impl Validating {
    /// Compiles the policies among the documents; nothing where there are none.
    pub(in crate::policy) fn compile(options: &Options) -> Compiled<Option<Validating>> {
        let is_policy = |kind: &str| matches!(kind, "ValidatingPolicy" | "NamespacedValidatingPolicy");
        let is_one = |document: &&Document| document.gvk.group == GROUP && is_policy(&document.gvk.kind);
        let documents: Vec<&Document> = options.policies.iter().filter(is_one).collect();
        if documents.is_empty() {
            return Ok(None);
        }
        let mut policies = Vec::new();
        let environment = policy::environment();
        let context = Arc::new(Context::gather(&options.context));
        for document in documents {
            policies.extend(Policy::compile(document, options, &environment, &context)?);
        }
        let surroundings = Surroundings::gather(options);
        Ok(Some(Validating { policies, surroundings }))
    }
}

impl Engine for Validating {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        let target = Target::of(subject, world, &self.surroundings, Reading::AsWritten);
        for policy in &self.policies {
            let runtime = Runtime::new(STEPS, world.now);
            policy.check(subject, target.as_ref(), &runtime, findings);
        }
    }
}
