//! [`Binding`]: where a policy holds, with which parameters, and what happens to what breaks it.

use super::matching::MatchResources;
use super::policy::malformed;
use super::spec::{BindingSpec, ParamKind, ParamRef};
use super::target::Target;
use crate::policy::label_selector::LabelSelector;
use crate::policy::{Compiled, Document, Outcome, World};
use serde_json::Value;

/// A binding.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) policy_name: String,
    resources: MatchResources,
    params: Option<ParamSelection>,
    actions: Vec<String>,
}

/// Which parameters a policy is evaluated with.
#[derive(Clone, Debug)]
pub(super) struct ParamSelection {
    name: Option<String>,
    namespace: Option<String>,
    selector: Option<LabelSelector>,
    /// Whether missing parameters refuse the object.
    deny_missing: bool,
}

/// What is said where parameters that are needed are missing.
pub(super) const NO_PARAMS: &str =
    "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction";

/// The parameters of one evaluation after another.
pub(super) enum Params<'a> {
    /// One evaluation with each of these; null where a policy takes none.
    Each(Vec<&'a Value>),
    /// There are none, and the object is let pass.
    NoneAllowed,
    /// There are none, and the object is refused.
    NoneDenied,
}

impl Binding {
    /// Reads a binding.
    pub(super) fn read(document: &Document) -> Compiled<Binding> {
        let spec = document.value.get("spec").cloned().unwrap_or_default();
        let spec: BindingSpec = serde_json::from_value(spec).map_err(|error| malformed(document, "/spec", &error))?;
        Ok(Binding {
            policy_name: spec.policy_name,
            resources: MatchResources::new(spec.match_resources.unwrap_or_default()),
            params: spec.param_ref.map(ParamSelection::new),
            actions: spec.validation_actions,
        })
    }

    /// Whether it is for `target`.
    pub(super) fn matches(&self, target: &Target<'_>) -> bool {
        self.resources.matches(target)
    }

    /// What breaking the policy comes to: a failure where requests are denied, else a warning.
    pub(super) fn outcome(&self) -> Outcome {
        if self.actions.is_empty() || self.actions.iter().any(|action| action == "Deny") {
            Outcome::Fail
        } else {
            Outcome::Warn
        }
    }

    /// The parameters for `target`.
    pub(super) fn params<'a>(&self, kind: &ParamKind, target: &'a Target<'_>, world: &'a World) -> Params<'a> {
        match &self.params {
            Some(selection) => selection.find(kind, target, world),
            None => Params::Each(vec![&Value::Null]),
        }
    }
}

/// Whether an object is of the kind of parameters.
pub(super) fn is_of_kind(value: &Value, kind: &ParamKind) -> bool {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    text("kind") == kind.kind && text("apiVersion") == kind.api_version
}

impl ParamSelection {
    pub(super) fn new(reference: ParamRef) -> Self {
        ParamSelection {
            name: reference.name.filter(|name| !name.is_empty()),
            namespace: reference.namespace.filter(|namespace| !namespace.is_empty()),
            selector: reference.selector,
            deny_missing: reference.parameter_not_found_action.is_some_and(|action| action == "Deny"),
        }
    }

    /// The parameters for `target`, among those that `--params` names and the objects that are checked.
    pub(super) fn find<'a>(&self, kind: &ParamKind, target: &'a Target<'_>, world: &'a World) -> Params<'a> {
        let given = target.surroundings.params().iter().map(|document| &document.value);
        let candidates = given.chain(world.subjects.iter().map(|subject| &subject.value));
        let chosen: Vec<&Value> = candidates
            .filter(|value| is_of_kind(value, kind) && self.selects(value, target))
            .take(if self.name.is_some() { 1 } else { usize::MAX })
            .collect();
        match (chosen.is_empty(), self.deny_missing) {
            (false, _) => Params::Each(chosen),
            (true, true) => Params::NoneDenied,
            (true, false) => Params::NoneAllowed,
        }
    }

    fn selects(&self, value: &Value, target: &Target<'_>) -> bool {
        let metadata = |name: &str| value.pointer(&format!("/metadata/{name}"));
        let text = |name: &str| metadata(name).and_then(Value::as_str).unwrap_or_default();
        // Parameters without a namespace of their own may be cluster-scoped, or meant for wherever they are asked for.
        let namespace = self.namespace.as_deref().unwrap_or(&target.namespace);
        let in_namespace = text("namespace").is_empty() || text("namespace") == namespace;
        let named = self.name.as_deref().is_none_or(|name| name == text("name"));
        let labels = metadata("labels").and_then(Value::as_object);
        in_namespace && named && self.selector.as_ref().is_none_or(|selector| selector.matches(&labels))
    }
}
