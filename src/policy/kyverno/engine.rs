//! [`Kyverno`], the policies as an engine: for each object, which rules are meant for it and what they come to.

use super::assertion::Assertion;
use super::cel::{Asked, Cel};
use super::exception::Exception;
use super::matching::Candidate;
use super::object::{self, map_at, text_at};
use super::rule::{Check, Policy, Rule, Validation};
use super::scope::{Request, Scope};
use super::security::{Exclusion, PodSecurity};
use super::validate::{Target, Validator, Verdict, unmet};
use super::values::{UserInfo, Values};
use crate::policy::cel::Environment;
use crate::policy::cluster::Cluster;
use crate::policy::jmespath::{Data, Entries, Env};
use crate::policy::{Compiled, Document, Engine, Finding, Operation, Options, Outcome, Subject, World};
use serde_json::Value;
use std::sync::Arc;

/// Policies with what stands in for a cluster.
pub(crate) struct Kyverno {
    policies: Vec<Policy>,
    exceptions: Vec<Exception>,
    values: Values,
    user: Option<UserInfo>,
    /// What `paramRef` finds.
    params: Vec<Document>,
    /// What answers calls of APIs and names entries of the global context.
    cluster: Cluster,
    /// What is done with objects, whatever the values file says of that.
    operation: Option<Operation>,
}

impl Kyverno {
    /// The engine, where there is a policy for it.
    pub(crate) fn compile(options: &Options) -> Compiled<Option<Kyverno>> {
        let policies: Vec<&Document> = options.policies.iter().filter(|document| Policy::is(document)).collect();
        if policies.is_empty() {
            return Ok(None);
        }
        let exceptions = options.exceptions.iter().chain(&options.policies).filter(|document| Exception::is(document));
        let mut cel = Environment::kubernetes();
        cel.lend_plain_values();
        let policies = policies.into_iter().map(|document| Policy::compile(document, &cel));
        Ok(Some(Kyverno {
            policies: policies.collect::<Compiled<_>>()?,
            exceptions: exceptions.map(Exception::compile).collect::<Compiled<_>>()?,
            values: Values::compile(&options.values),
            user: UserInfo::compile(&options.user_info),
            params: options.params.clone(),
            cluster: Cluster::gather(&options.context)?,
            operation: options.operation,
        }))
    }

    fn namespace_labels(&self, namespace: &str, world: &World) -> Arc<Entries> {
        if let Some(labels) = self.values.namespace(namespace) {
            return Arc::clone(labels);
        }
        let labels = world.namespace(namespace).and_then(Subject::labels);
        Arc::new(labels.into_iter().flatten().map(|(key, value)| (key.into(), value.into())).collect())
    }

    /// What policies see of the object before any rule: `request`, who asks, and the variables of the values file.
    fn root(&self, policy: &Policy, object: &Data, operation: &str) -> Scoped {
        let mut request = Entries::new();
        let field = match operation {
            "DELETE" => "oldObject",
            _ => "object",
        };
        request.insert(field.into(), object.clone());
        if operation == "UPDATE" {
            request.insert("oldObject".into(), object.clone());
        }
        request.insert("operation".into(), Data::text(operation));
        request.insert("namespace".into(), Data::text(text_at(object, &["metadata", "namespace"])));
        let mut root = Data::map(Entries::from([("request".into(), Data::map(request))]));
        for (name, value) in self.user.iter().flat_map(UserInfo::variables) {
            super::scope::merge_at(&mut root, &[name.into()], value);
        }
        let name = text_at(object, &["metadata", "name"]);
        for (name, value) in self.values.of_resource(&policy.name, name) {
            super::scope::merge_at(&mut root, &super::scope::path_of(name), value.clone());
        }
        if let Some(operation) = self.operation {
            super::scope::merge_at(&mut root, &["request".into(), "operation".into()], Data::text(operation.name()));
        }
        let object = root.at(&["request", field]).cloned().unwrap_or_default();
        Scoped { root, object }
    }

    /// What is done with an object: what was asked for, else what the values file says. What cannot be played is a creation.
    fn operation(&self, policy: &Policy, name: &str) -> Operation {
        let variables = self.values.of_resource(&policy.name, name);
        let said = variables.filter(|(name, _)| name == "request.operation").last();
        let said = || said.and_then(|(_, value)| Operation::named(value.as_str()?));
        self.operation.or_else(said).unwrap_or_default()
    }
}

/// What rules of a policy see of an object.
struct Scoped {
    root: Data,
    /// With what the values file changes of it.
    object: Data,
}

impl Engine for Kyverno {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        if subject.gvk.kind.is_empty() {
            return;
        }
        let original = object::of(subject);
        let namespace = text_at(&original, &["metadata", "namespace"]);
        let namespace_labels = self.namespace_labels(namespace, world);
        let (gvk, subresource) = match self.values.subresource(&subject.gvk) {
            Some((owner, subresource)) => (owner, subresource.clone()),
            None => (&subject.gvk, Default::default()),
        };
        for policy in &self.policies {
            if policy.namespace.as_ref().is_some_and(|own| own != namespace) {
                continue;
            }
            let operation = self.operation(policy, &subject.name).name();
            let candidate = Candidate {
                group: gvk.group.clone(),
                version: gvk.version.clone(),
                kind: gvk.kind.clone(),
                subresource: subresource.clone(),
                name: &subject.name,
                namespace,
                labels: map_at(&original, &["metadata", "labels"]),
                annotations: map_at(&original, &["metadata", "annotations"]),
                namespace_labels: Arc::clone(&namespace_labels),
                operation,
                user: self.user.as_ref(),
            };
            let meant = policy.rules.iter().filter(|rule| rule.is_meant_for(&candidate));
            let mut scoped = None;
            for rule in meant {
                let scoped = scoped.get_or_insert_with(|| self.root(policy, &original, operation));
                let run = Run { engine: self, policy, rule, candidate: &candidate, subject, world, scoped };
                let Some(verdict) = run.verdict() else { continue };
                let applied = verdict.outcome != Outcome::Skip;
                findings.push(run.finding(verdict));
                if applied && policy.apply_one {
                    break;
                }
            }
        }
    }
}

impl Rule {
    fn is_meant_for(&self, candidate: &Candidate<'_>) -> bool {
        self.matches.matches(candidate) && !self.excludes.as_ref().is_some_and(|filters| filters.excludes(candidate))
    }
}

/// A rule and an object that it is meant for.
struct Run<'a> {
    engine: &'a Kyverno,
    policy: &'a Policy,
    rule: &'a Rule,
    candidate: &'a Candidate<'a>,
    subject: &'a Subject,
    world: &'a World,
    scoped: &'a Scoped,
}

impl Run<'_> {
    fn finding(&self, verdict: Verdict) -> Finding {
        let outcome = match verdict.outcome {
            Outcome::Fail if !self.policy.scored => Outcome::Warn,
            outcome => outcome,
        };
        let finding = Finding::new(self.policy.name.clone(), self.rule.name.clone(), self.subject.position, outcome);
        let finding = if outcome == Outcome::Pass { finding } else { finding.message(verdict.message) };
        match verdict.pointer {
            Some(pointer) => finding.path(pointer),
            None => finding,
        }
    }

    /// What the rule comes to; nothing where it has nothing to say.
    fn verdict(&self) -> Option<Verdict> {
        if let Check::Other(kind) = self.rule.check {
            return Some(Verdict::new(Outcome::Skip, format!("{kind} rules are not evaluated")));
        }
        let request = self.request(self.candidate.operation == "DELETE");
        let mut scope = Scope::new(&request, self.scoped.root.clone());
        for (name, value) in self.engine.values.of_rule(&self.policy.name, &self.rule.name) {
            scope.set_variable(name, value.clone());
        }
        scope.add_entries(&self.rule.context);
        if let Some(verdict) = unmet(self.rule.preconditions.as_ref(), &mut scope) {
            return Some(verdict);
        }
        let excepted: Vec<&Exception> = self.exceptions(&scope);
        match &self.rule.check {
            Check::Validate(_) | Check::Cel(_) | Check::Assert(_) if !excepted.is_empty() => Some(skipped(&excepted)),
            Check::Validate(validation) => self.validate(validation, &mut scope),
            Check::PodSecurity(security) => self.pod_security(security, &excepted),
            Check::Cel(cel) => Some(self.cel(cel)),
            Check::Assert(assertion) => Some(self.assert(assertion, &request)),
            Check::Other(_) => None,
        }
    }

    fn request(&self, deletes: bool) -> Request<'_> {
        let env = Env::new(self.world.now);
        Request { object: self.scoped.object.clone(), deletes, env, world: self.world, cluster: &self.engine.cluster }
    }

    fn exceptions(&self, scope: &Scope<'_>) -> Vec<&Exception> {
        let policy = match &self.policy.namespace {
            Some(namespace) => format!("{namespace}/{}", self.policy.name),
            None => self.policy.name.to_string(),
        };
        let applies = |exception: &&Exception| exception.applies(&policy, &self.rule.name, self.candidate, scope);
        self.engine.exceptions.iter().filter(applies).collect()
    }

    fn validate<'a>(&self, validation: &'a Validation, scope: &mut Scope<'a>) -> Option<Verdict> {
        let validator = Validator { rule: &self.rule.name, message: &validation.message };
        let target = Target { data: self.scoped.object.clone(), is_element: false, nesting: 0 };
        let verdict = validator.validate(&validation.test, &target, scope)?;
        let tolerated = self.rule.enforces && self.rule.allows_existing && self.candidate.operation == "UPDATE";
        if tolerated && verdict.outcome == Outcome::Fail && self.failed_before(&validator, validation, &target) {
            let message = "skipping the rule evaluation as pre-existing violations are allowed";
            return Some(Verdict::new(Outcome::Skip, message));
        }
        Some(verdict)
    }

    /// Whether the object as it was would have failed when it was made.
    fn failed_before(&self, validator: &Validator<'_>, validation: &Validation, target: &Target) -> bool {
        let mut root = self.scoped.root.clone();
        let old = root.at(&["request", "oldObject"]).cloned().unwrap_or_default();
        let object = root.at(&["request", "object"]).cloned().unwrap_or_default();
        if let Data::Map(entries) = &mut root
            && let Some(Data::Map(request)) = Arc::make_mut(entries).get_mut("request")
        {
            let request = Arc::make_mut(request);
            request.insert("object".into(), if old.is_null() { object } else { old.clone() });
            request.insert("oldObject".into(), Data::map(Entries::new()));
            request.insert("operation".into(), Data::text("CREATE"));
        }
        let request = self.request(false);
        let mut scope = Scope::new(&request, root);
        for (name, value) in self.engine.values.of_rule(&self.policy.name, &self.rule.name) {
            scope.set_variable(name, value.clone());
        }
        scope.add_entries(&self.rule.context);
        if unmet(self.rule.preconditions.as_ref(), &mut scope).is_some() {
            return false;
        }
        let target = Target { data: if old.is_null() { target.data.clone() } else { old }, ..target.clone() };
        validator
            .validate(&validation.test, &target, &mut scope)
            .is_some_and(|verdict| verdict.outcome == Outcome::Fail)
    }

    fn assert(&self, assertion: &Assertion, request: &Request<'_>) -> Verdict {
        let payload = self.scoped.root.get("request").cloned().unwrap_or_default();
        let known = self.scoped.root.as_map().cloned().unwrap_or_default();
        match assertion.check(&payload, &known, &request.env) {
            Err(fault) => Verdict::error("failed to apply assertion", fault),
            Ok(wrong) if wrong.is_empty() => {
                Verdict::new(Outcome::Pass, format!("Validation rule '{}' passed.", self.rule.name))
            }
            Ok(wrong) => Verdict::new(Outcome::Fail, wrong.join(", ")),
        }
    }

    fn cel(&self, cel: &Cel) -> Verdict {
        let at = |name| self.scoped.root.at(&["request", name]).map(Value::from).unwrap_or_default();
        let (object, old_object) = (at("object"), at("oldObject"));
        let asked = Asked {
            object: &object,
            old_object: &old_object,
            candidate: self.candidate,
            user: self.engine.user.as_ref(),
            params: &self.engine.params,
            world: self.world,
        };
        cel.judge(&self.rule.name, &asked)
    }

    fn pod_security(&self, security: &PodSecurity, excepted: &[&Exception]) -> Option<Verdict> {
        if self.candidate.operation == "DELETE" {
            return None;
        }
        if let Some(plain) = excepted.iter().find(|exception| exception.security.is_empty()) {
            return Some(skipped(&[plain]));
        }
        let judge = |more: &[&Exclusion]| {
            security.judge(&self.subject.gvk.group, &self.subject.gvk.kind, &self.subject.value, more)
        };
        let rule = &self.rule.name;
        let Some(first) = judge(&[]) else {
            let message = "Error while getting new resource: could not find correct resource type";
            return Some(Verdict::new(Outcome::Error, message));
        };
        if first.is_ok() {
            return Some(Verdict::new(Outcome::Pass, format!("Validation rule '{rule}' passed.")));
        }
        let more: Vec<&Exclusion> = excepted.iter().flat_map(|exception| &exception.security).collect();
        match judge(&more)? {
            Ok(()) => Some(skipped(excepted)),
            Err((reason, pointer)) => {
                let message = format!("Validation rule '{rule}' failed. {reason}");
                Some(Verdict { outcome: Outcome::Fail, message, pointer })
            }
        }
    }
}

fn skipped(exceptions: &[&Exception]) -> Verdict {
    let keys: Vec<&str> = exceptions.iter().map(|exception| exception.key.as_str()).collect();
    Verdict::new(Outcome::Skip, format!("rule is skipped due to policy exceptions {}", keys.join(", ")))
}
