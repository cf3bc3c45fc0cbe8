//! `validate.cel` of a rule, with its `celPreconditions`: Kubernetes' expressions, run as Kyverno runs them.

use super::matching::Candidate;
use super::validate::Verdict;
use super::values::UserInfo;
use crate::policy::admission::{self, Dialect, RuleFields, Rules, STEPS};
use crate::policy::cel::{Environment, Runtime, Value as CelValue};
use crate::policy::{Compiled, Document, Outcome, World};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;

/// The expressions of a rule, compiled.
pub(super) struct Cel {
    rules: Rules,
    params: Option<Params>,
}

/// Which parameters a rule asks for.
#[derive(Debug)]
struct Params {
    api_version: String,
    kind: String,
    name: Option<SmolStr>,
    namespace: Option<SmolStr>,
    /// Whether a rule without its parameter is passed over.
    may_be_absent: bool,
}

impl std::fmt::Debug for Cel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cel").field("params", &self.params).finish_non_exhaustive()
    }
}

impl Cel {
    /// Compiles the expressions of `rule`, which stands at `pointer` of the document.
    pub(super) fn compile(rule: &Value, document: &Document, pointer: &str, standard: &Environment) -> Compiled<Cel> {
        let nothing = Value::Null;
        let cel = rule.pointer("/validate/cel").unwrap_or(&nothing);
        let message = rule.pointer("/validate/message").unwrap_or(&nothing);
        let mut fields = Map::new();
        let mut take = |name: &str, value: Option<&Value>| {
            fields.extend(value.map(|value| (name.to_owned(), value.clone())));
        };
        take("variables", cel.get("variables"));
        take("auditAnnotations", cel.get("auditAnnotations"));
        take("matchConditions", rule.get("celPreconditions"));
        let mut expressions = cel.get("expressions").cloned().unwrap_or_default();
        for expression in expressions.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            expression.entry("message").or_insert_with(|| message.clone());
        }
        take("validations", Some(&expressions));
        let base = format!("{pointer}/validate/cel");
        let fields: RuleFields = serde_json::from_value(Value::Object(fields))
            .map_err(|reason| admission::malformed(document, &base, &reason))?;
        let mut environment = standard.clone();
        admission::reserved_names(&mut environment, cel.get("paramKind").is_some());
        let rules = Rules::compile(document, &base, fields, environment, Dialect::Kubernetes)?;
        Ok(Cel { rules, params: cel.get("paramKind").map(|kind| Params::of(kind, cel.get("paramRef"))) })
    }

    /// What the expressions say of an object. What cannot be evaluated fails.
    pub(super) fn judge(&self, rule: &str, asked: &Asked<'_>) -> Verdict {
        let nothing = Value::Null;
        let params = match &self.params {
            None => vec![&nothing],
            Some(params) => match params.find(asked) {
                found if found.is_empty() && params.may_be_absent => return passed(rule),
                found if found.is_empty() => {
                    return Verdict::new(Outcome::Error, "error in parameterized resource: no params found");
                }
                found => found,
            },
        };
        let (namespace, request) = (asked.namespace_object(), asked.request());
        let runtime = Runtime::new(STEPS, asked.world.now);
        for params in params {
            let given = [asked.object, asked.old_object, &request, params, &namespace, &nothing, &nothing];
            match self.rules.judge(given.map(CelValue::of_json).to_vec(), &runtime) {
                admission::Verdict::Passed => {}
                admission::Verdict::Skipped => return Verdict::new(Outcome::Skip, "cel preconditions not met"),
                admission::Verdict::Denied(messages) => {
                    return Verdict::new(Outcome::Fail, messages.into_iter().next().unwrap_or_default());
                }
                admission::Verdict::Failed(message) => return Verdict::new(Outcome::Fail, message),
            }
        }
        passed(rule)
    }
}

fn passed(rule: &str) -> Verdict {
    Verdict::new(Outcome::Pass, format!("Validation rule '{rule}' passed."))
}

impl Params {
    fn of(kind: &Value, reference: Option<&Value>) -> Params {
        let text = |value: Option<&Value>, name: &str| value?.get(name)?.as_str().map(SmolStr::from);
        Params {
            api_version: text(Some(kind), "apiVersion").unwrap_or_default().into(),
            kind: text(Some(kind), "kind").unwrap_or_default().into(),
            name: text(reference, "name"),
            namespace: text(reference, "namespace"),
            may_be_absent: text(reference, "parameterNotFoundAction").is_some_and(|action| action == "Allow"),
        }
    }

    /// The parameters among what was given and the objects.
    fn find<'a>(&self, asked: &Asked<'a>) -> Vec<&'a Value> {
        let given = asked.params.iter().map(|document| &document.value);
        let objects = asked.world.subjects.iter().map(|subject| &subject.value);
        let text = |value: &'a Value, pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let is_it = |value: &&'a Value| {
            let namespace = text(value, "/metadata/namespace");
            text(value, "/apiVersion") == self.api_version
                && text(value, "/kind") == self.kind
                && self.name.as_ref().is_none_or(|name| text(value, "/metadata/name") == name)
                && self.namespace.as_ref().is_none_or(|wanted| namespace.is_empty() || namespace == wanted)
        };
        given.chain(objects).filter(is_it).collect()
    }
}

/// The request to judge an object by.
pub(super) struct Asked<'a> {
    pub(super) object: &'a Value,
    pub(super) old_object: &'a Value,
    pub(super) candidate: &'a Candidate<'a>,
    pub(super) user: Option<&'a UserInfo>,
    pub(super) params: &'a [Document],
    pub(super) world: &'a World,
}

impl Asked<'_> {
    fn request(&self) -> Value {
        let candidate = self.candidate;
        let kind = json!({"group": candidate.group, "version": candidate.version, "kind": candidate.kind});
        let resource = admission::resource_of(&candidate.kind);
        let resource = json!({"group": candidate.group, "version": candidate.version, "resource": resource});
        json!({
            "kind": kind, "resource": resource, "subResource": candidate.subresource,
            "requestKind": kind, "requestResource": resource, "requestSubResource": candidate.subresource,
            "name": candidate.name, "namespace": candidate.namespace, "operation": candidate.operation,
            "userInfo": self.user.map_or_else(|| json!({}), UserInfo::user), "dryRun": false, "options": {}, "uid": "",
        })
    }

    /// The Namespace of the object; null for one without.
    fn namespace_object(&self) -> Value {
        let name = self.candidate.namespace;
        if name.is_empty() || self.candidate.kind == "Namespace" {
            return Value::Null;
        }
        if let Some(known) = self.world.namespace(name) {
            return admission::with_its_name(known.value.clone(), name);
        }
        let labels = &self.candidate.namespace_labels;
        let labels: Map<String, Value> = labels.iter().map(|(key, value)| (key.to_string(), value.into())).collect();
        json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}})
    }
}
