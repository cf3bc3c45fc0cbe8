//! [`Policy`], a ValidatingPolicy with its rules for pods and for pod controllers, and what it says of an object.

use super::exceptions::{self, Exception, Exempt};
use super::library;
use super::spec::PolicySpec;
use super::{autogen, images};
use crate::policy::admission::{
    Dialect, MatchResources, RuleFields, Rules, Target, Verdict, given, malformed, reserved_names,
};
use crate::policy::cel::{Environment, Runtime, Type, Value};
use crate::policy::cluster::Cluster;
use crate::policy::{Compiled, Document, Finding, Options, Outcome, Subject};
use serde_json::Value as Json;
use smol_str::SmolStr;
use std::sync::Arc;

/// A policy.
pub(super) struct Policy {
    pub(super) name: SmolStr,
    /// The one namespace that it holds for.
    namespace: Option<String>,
    /// Whether it takes any document, and no requests.
    takes_json: bool,
    /// Whether its expressions may ask for `images`.
    asks_for_images: bool,
    variants: Vec<Variant>,
    exceptions: Vec<Exception>,
    cluster: Arc<Cluster>,
}

/// The policy as it is written, or for some pod controllers.
struct Variant {
    resources: MatchResources,
    rules: Rules,
}

impl Policy {
    /// Compiles a policy with what follows from it for pod controllers. Nothing for one that judges requests of a proxy.
    pub(super) fn compile(
        document: &Document,
        options: &Options,
        environment: &Environment,
        cluster: &Arc<Cluster>,
    ) -> Compiled<Option<Policy>> {
        let read = |error| malformed(document, "/spec", &error);
        let spec = document.value.get("spec").cloned().ok_or_else(|| malformed(document, "", &"it has no spec"))?;
        let fields: PolicySpec = serde_json::from_value(spec.clone()).map_err(read)?;
        let mode = fields.evaluation.and_then(|evaluation| evaluation.mode).unwrap_or_default();
        if matches!(mode.as_str(), "HTTP" | "Envoy") {
            return Ok(None);
        }
        let takes_json = mode == "JSON";
        let asks_for_images = spec.to_string().contains("images");
        let controllers = fields.autogen.and_then(|autogen| autogen.pod_controllers);
        let controllers = controllers.and_then(|controllers| controllers.controllers);
        let mut environment = environment.clone();
        let exceptions = Exception::all_from(document, options, &environment)?;
        environment.variable("exceptions", exceptions_type());
        let mut variants = Vec::new();
        let made = if takes_json { Vec::new() } else { autogen::specs(&spec, controllers.as_deref()) };
        for spec in std::iter::once(spec).chain(made) {
            let rules: RuleFields = serde_json::from_value(spec.clone()).map_err(read)?;
            let fields: PolicySpec = serde_json::from_value(spec).map_err(read)?;
            variants.push(Variant {
                resources: MatchResources::new(fields.match_constraints.unwrap_or_default()),
                rules: Rules::compile(document, "/spec", rules, environment.clone(), Dialect::Kyverno)?,
            });
        }
        let namespaced = document.gvk.kind == "NamespacedValidatingPolicy";
        let namespace = document.value.pointer("/metadata/namespace").and_then(Json::as_str).unwrap_or("default");
        Ok(Some(Policy {
            name: document.name().into(),
            namespace: namespaced.then(|| namespace.to_owned()),
            takes_json,
            asks_for_images,
            variants,
            exceptions,
            cluster: Arc::clone(cluster),
        }))
    }

    /// Adds what it says of an object, which is a target unless it is a document of another sort.
    pub(super) fn check(
        &self,
        subject: &Subject,
        target: Option<&Target<'_>>,
        runtime: &Runtime,
        findings: &mut Vec<Finding>,
    ) {
        if self.takes_json {
            let mut given = vec![Value::Null; library::RESERVED];
            given[0] = Value::of_json(&subject.value);
            given.extend(library::receivers(&self.cluster, ""));
            return self.judge(given, &self.variants, subject, runtime, findings);
        }
        let Some(target) = target else { return };
        if self.namespace.as_ref().is_some_and(|namespace| *namespace != target.namespace) {
            return;
        }
        let variants = self.variants.iter().position(|variant| variant.resources.matches(target));
        let Some(variant) = variants.and_then(|place| self.variants.get(place..=place)) else { return };
        let images = match self.asks_for_images {
            true => images::images(&subject.gvk.kind, &target.object),
            false => Json::Null,
        };
        let namespace = self.namespace.as_deref().unwrap_or_default();
        let mut values = given(target, &Json::Null);
        values.push(Value::of_json(&images));
        values.extend(library::receivers(&self.cluster, namespace));
        self.judge(values, variant, subject, runtime, findings);
    }

    fn judge(
        &self,
        mut given: Vec<Value<'_>>,
        variants: &[Variant],
        subject: &Subject,
        runtime: &Runtime,
        findings: &mut Vec<Finding>,
    ) {
        let finding = |outcome| Finding::new(self.name.clone(), "", subject.position, outcome);
        match Exception::judge(&self.exceptions, &given, runtime) {
            Exempt::Wholly(outcome, message) => return findings.push(finding(outcome).message(message)),
            Exempt::Unknown(message) => return findings.push(finding(Outcome::Error).message(message)),
            Exempt::Partly { images, values } => given.push(exceptions::value(&images, &values)),
        }
        for variant in variants {
            match variant.rules.judge(given.clone(), runtime) {
                Verdict::Skipped => findings.push(finding(Outcome::Skip)),
                Verdict::Passed => findings.push(finding(Outcome::Pass)),
                Verdict::Denied(messages) => {
                    findings.extend(messages.into_iter().map(|message| finding(Outcome::Fail).message(message)));
                }
                Verdict::Failed(message) => findings.push(finding(Outcome::Error).message(message)),
            }
        }
    }
}

/// What Kyverno's expressions may name, in the order of the values that [`Policy::check`] gives.
pub(super) fn environment() -> Environment {
    let mut environment = Environment::kubernetes();
    reserved_names(&mut environment, false);
    environment.variable("images", Type::map(Type::String, Type::list(Type::String)));
    library::declare(&mut environment);
    environment
}

fn exceptions_type() -> Type {
    let texts = || Type::list(Type::String);
    Type::object("libs.Exception", [("allowedImages", texts()), ("allowedValues", texts())])
}
