//! What a template sees of an object: the admission request that an AdmissionReview holds, or the one that gator would make up.

use super::expansion::Expanded;
use super::matching::Candidate;
use crate::policy::Subject;
use crate::resource::Gvk;
use serde_json::{Value, json};
use smol_str::SmolStr;

/// A request that stands for an object.
pub(super) struct Review {
    /// `input.review`.
    pub value: Value,
    /// The ExpansionTemplate that made the object up, and what it does to the actions of constraints.
    pub implied_by: Option<(SmolStr, SmolStr)>,
}

impl Review {
    /// The request for what is linted.
    pub fn of(subject: &Subject) -> Self {
        let request = subject.value.get("request").filter(|_| subject.gvk.kind == "AdmissionReview");
        let value = match request {
            Some(request) => {
                let mut request = request.clone();
                // Who deletes sends the object as the old one, and templates look at `object`.
                if let Some(old) = request.get("oldObject").filter(|_| text(request.get("operation")) == "DELETE") {
                    request["object"] = old.clone();
                }
                request
            }
            None => made_up(&subject.gvk, &subject.value),
        };
        Review { value, implied_by: None }
    }

    /// The request for what an ExpansionTemplate made of an object.
    pub fn of_expanded(expanded: &Expanded<'_>) -> Self {
        let gvk = Gvk::new(text(expanded.object.get("apiVersion")), text(expanded.object.get("kind")));
        let implied_by = Some((SmolStr::from(expanded.template), SmolStr::from(expanded.action)));
        Review { value: made_up(&gvk, &expanded.object), implied_by }
    }

    /// The objects that a constraint may be about: the new one and the old one.
    pub fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        let objects = ["object", "oldObject"].into_iter().filter_map(|field| self.value.get(field));
        objects.filter(|object| object.is_object()).map(|object| Candidate::of(object, self.implied_by.is_some()))
    }
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn made_up(gvk: &Gvk, object: &Value) -> Value {
    json!({
        "uid": "",
        "kind": {"group": gvk.group.as_str(), "version": gvk.version.as_str(), "kind": gvk.kind.as_str()},
        "resource": {"group": "", "version": "", "resource": ""},
        "name": text(object.pointer("/metadata/name")),
        "namespace": text(object.pointer("/metadata/namespace")),
        "operation": "",
        "userInfo": {},
        "object": object,
        "oldObject": null,
        "dryRun": null,
        "options": null,
    })
}
