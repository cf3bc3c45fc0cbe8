//! [`Exception`]: Kyverno's PolicyException for policies in CEL. Without images and values it exempts an object from a policy whole;
//! with them the policy asks for them as `exceptions.allowedImages` and `exceptions.allowedValues`.

use super::spec::ExceptionSpec;
use super::{GROUP, library};
use crate::policy::admission::{Dialect, RuleFields, Rules, Verdict, malformed};
use crate::policy::cel::{Environment, Runtime, Value};
use crate::policy::{Compiled, Document, Options, Outcome};

/// An exception from one policy.
pub(super) struct Exception {
    name: String,
    conditions: Rules,
    images: Vec<String>,
    values: Vec<String>,
    outcome: Outcome,
}

/// What the exceptions of a policy come to for an object.
pub(super) enum Exempt {
    /// The object is let off.
    Wholly(Outcome, String),
    /// These images and values are allowed.
    Partly { images: Vec<String>, values: Vec<String> },
    /// A condition cannot be evaluated.
    Unknown(String),
}

impl Exception {
    /// The exceptions from `policy` among the documents of `--exceptions` and `--policy`.
    pub(super) fn all_from(
        policy: &Document,
        options: &Options,
        environment: &Environment,
    ) -> Compiled<Vec<Exception>> {
        let documents = options.exceptions.iter().chain(&options.policies);
        let of_group = documents.filter(|one| one.gvk.group == GROUP && one.gvk.kind == "PolicyException");
        let mut exceptions = Vec::new();
        for document in of_group {
            let spec = document.value.get("spec").cloned().unwrap_or_default();
            let spec: ExceptionSpec =
                serde_json::from_value(spec).map_err(|error| malformed(document, "/spec", &error))?;
            let named = spec.policy_refs.iter().any(|reference| {
                reference.name == policy.name() && (reference.kind.is_empty() || reference.kind == policy.gvk.kind)
            });
            if !named {
                continue;
            }
            let fields = RuleFields { match_conditions: spec.match_conditions, ..RuleFields::default() };
            let namespace = document.value.pointer("/metadata/namespace").and_then(serde_json::Value::as_str);
            let name = match namespace {
                Some(namespace) => format!("{namespace}/{}", document.name()),
                None => document.name().to_owned(),
            };
            exceptions.push(Exception {
                name,
                conditions: Rules::compile(document, "/spec", fields, environment.clone(), Dialect::Kyverno)?,
                images: spec.images,
                values: spec.allowed_values,
                outcome: match spec.report_result.as_deref() {
                    Some("pass") => Outcome::Pass,
                    _ => Outcome::Skip,
                },
            });
        }
        Ok(exceptions)
    }

    /// What `exceptions` come to with these values of variables.
    pub(super) fn judge(exceptions: &[Exception], given: &[Value<'_>], runtime: &Runtime) -> Exempt {
        let (mut images, mut values) = (Vec::new(), Vec::new());
        for exception in exceptions {
            match exception.conditions.judge(given.to_vec(), runtime) {
                Verdict::Passed | Verdict::Denied(_) => {}
                Verdict::Skipped => continue,
                Verdict::Failed(message) => return Exempt::Unknown(message),
            }
            if exception.images.is_empty() && exception.values.is_empty() {
                let done = if exception.outcome == Outcome::Pass { "passed" } else { "skipped" };
                let message = format!("rule is {done} due to policy exception: {}", exception.name);
                return Exempt::Wholly(exception.outcome, message);
            }
            images.extend_from_slice(&exception.images);
            values.extend_from_slice(&exception.values);
        }
        Exempt::Partly { images, values }
    }
}

/// `exceptions`, as expressions see it.
pub(super) fn value<'a>(images: &[String], values: &[String]) -> Value<'a> {
    let list = |texts: &[String]| Value::list(texts.iter().map(|text| Value::text(text.as_str())).collect());
    library::object([("allowedImages", list(images)), ("allowedValues", list(values))])
}
