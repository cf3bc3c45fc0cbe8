//! What the expressions of a policy share: the types of the variables that Kubernetes declares, and [`Scope`], which answers for
//! them and evaluates a policy's own variables once, when something asks for them.

use super::target::Target;
use crate::diagnostic::Diagnostic;
use crate::policy::Document;
use crate::policy::cel::{Environment, Error, Invalid, Program, Runtime, Type, Value, Variables};
use serde_json::Value as Json;
use std::cell::OnceCell;

/// A policy's own variable.
pub(in crate::policy) struct Composed {
    /// Its name, behind `variables.`.
    pub(in crate::policy) name: String,
    /// What it stands for.
    pub(in crate::policy) program: Program,
}

/// The values of variables: first those that are given, in the order they were declared, then a policy's own.
pub(in crate::policy) struct Scope<'a, 'p> {
    given: Vec<Value<'a>>,
    composed: &'p [Composed],
    known: Vec<OnceCell<Result<Value<'a>, Error>>>,
}

impl<'a, 'p> Scope<'a, 'p> {
    /// With these values.
    pub(in crate::policy) fn new(given: Vec<Value<'a>>, composed: &'p [Composed]) -> Self {
        Scope { given, composed, known: composed.iter().map(|_| OnceCell::new()).collect() }
    }
}

impl<'a> Variables<'a> for Scope<'a, '_> {
    fn value(&self, slot: usize, runtime: &Runtime) -> Result<Value<'a>, Error> {
        if let Some(value) = self.given.get(slot) {
            return Ok(value.clone());
        }
        let place = slot.saturating_sub(self.given.len());
        match (self.composed.get(place), self.known.get(place)) {
            (Some(variable), Some(known)) => known
                .get_or_init(|| {
                    variable.program.evaluate(self, runtime).map_err(|error| match error.is_exhausted() {
                        true => error,
                        false => {
                            Error::new(format!("composited variable \"{}\" fails to evaluate: {error}", variable.name))
                        }
                    })
                })
                .clone(),
            _ => Err(Error::new("no such attribute")),
        }
    }
}

/// The error of an expression that does not compile, at its place in the field of the policy that holds it.
pub(in crate::policy) fn refused(document: &Document, pointer: &str, text: &str, invalid: &Invalid) -> Box<Diagnostic> {
    let wrong = invalid.position();
    let before = text.get(..wrong.start as usize).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = format!("policy {}: an expression does not compile: {invalid}", document.name());
    Box::new(
        Diagnostic::error("policy::expression", message)
            .compat(format!("compilation failed: {invalid}"))
            .label(
                document.place_within(pointer, text, wrong.start as usize..wrong.end as usize),
                format!("line {line}, column {column} of the expression"),
            )
            .help("mend the expression; nothing was checked"),
    )
}

/// The values of [`reserved_names`] for a target.
pub(in crate::policy) fn given<'a>(target: &'a Target<'_>, params: &'a Json) -> Vec<Value<'a>> {
    let [object, old_object] = target.objects().map(Value::of_json);
    let request = Value::of_json(target.request());
    let namespace = Value::of_json(&target.namespace_object);
    vec![object, old_object, request, Value::of_json(params), namespace, Value::Null, Value::Null]
}

/// Declares what Kubernetes' expressions may name, in the order of [`Scope`]'s values: `object`, `oldObject`, `request`,
/// `params`, `namespaceObject`, `authorizer`.
pub(in crate::policy) fn reserved_names(environment: &mut Environment, has_params: bool) {
    environment.variable("object", Type::Dyn);
    environment.variable("oldObject", Type::Dyn);
    environment.variable("request", request_type());
    match has_params {
        true => environment.variable("params", Type::Dyn),
        false => environment.unnamed(),
    };
    environment.variable("namespaceObject", namespace_type());
    environment.variable("authorizer", Type::Opaque("kubernetes.authorization.Authorizer".into()));
    environment.variable("authorizer.requestResource", Type::Opaque("kubernetes.authorization.ResourceCheck".into()));
}

/// What `request` has.
fn request_type() -> Type {
    let kind =
        Type::object("kubernetes.GroupVersionKind", ["group", "version", "kind"].map(|field| (field, Type::String)));
    let resource = Type::object(
        "kubernetes.GroupVersionResource",
        ["group", "version", "resource"].map(|field| (field, Type::String)),
    );
    let user = Type::object(
        "kubernetes.UserInfo",
        [
            ("username", Type::String),
            ("uid", Type::String),
            ("groups", Type::list(Type::String)),
            ("extra", Type::map(Type::String, Type::list(Type::String))),
        ],
    );
    Type::object(
        "kubernetes.AdmissionRequest",
        [
            ("kind", kind.clone()),
            ("resource", resource.clone()),
            ("subResource", Type::String),
            ("requestKind", kind),
            ("requestResource", resource),
            ("requestSubResource", Type::String),
            ("name", Type::String),
            ("namespace", Type::String),
            ("operation", Type::String),
            ("userInfo", user),
            ("dryRun", Type::Bool),
            ("options", Type::Dyn),
        ],
    )
}

/// What `namespaceObject` has.
fn namespace_type() -> Type {
    let texts = || Type::map(Type::String, Type::String);
    let metadata = Type::object(
        "kubernetes.NamespaceMetadata",
        [
            ("name", Type::String),
            ("generateName", Type::String),
            ("namespace", Type::String),
            ("labels", texts()),
            ("annotations", texts()),
            ("UID", Type::String),
            ("creationTimestamp", Type::Timestamp),
            ("deletionGracePeriodSeconds", Type::Int),
            ("deletionTimestamp", Type::Timestamp),
            ("generation", Type::Int),
            ("resourceVersion", Type::String),
            ("finalizers", Type::list(Type::String)),
        ],
    );
    let spec = Type::object("kubernetes.NamespaceSpec", [("finalizers", Type::list(Type::String))]);
    let status =
        Type::object("kubernetes.NamespaceStatus", [("conditions", Type::list(Type::Dyn)), ("phase", Type::String)]);
    Type::object("kubernetes.Namespace", [("metadata", metadata), ("spec", spec), ("status", status)])
}
