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
use super::cluster::Cluster;
use super::operation::Requests;
use super::{Compiled, Document, Engine, Finding, Options, Subject, World};
use policy::Policy;
use std::sync::Arc;

const GROUP: &str = "policies.kyverno.io";

/// The engine.
pub(in crate::policy) struct Validating {
    policies: Vec<Policy>,
    surroundings: Surroundings,
    requests: Requests,
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
        let cluster = Arc::new(Cluster::gather(&options.context)?);
        for document in documents {
            policies.extend(Policy::compile(document, options, &environment, &cluster)?);
        }
        let surroundings = Surroundings::gather(options);
        let requests = Requests::gather(&options.values, options.operation);
        Ok(Some(Validating { policies, surroundings, requests }))
    }
}

impl Engine for Validating {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        let asking =
            |request| Some(Target::of(subject, world, &self.surroundings, Reading::AsWritten)?.asking(request));
        let target = asking(self.requests.any());
        for policy in &self.policies {
            let own = self.requests.own(&policy.name, &subject.name).map(asking);
            let runtime = Runtime::new(STEPS, world.now);
            policy.check(subject, own.as_ref().unwrap_or(&target).as_ref(), &runtime, findings);
        }
    }
}
