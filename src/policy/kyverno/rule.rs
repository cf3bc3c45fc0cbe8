//! Policies and their rules, compiled from their documents.

use super::assertion::Assertion;
use super::autogen;
use super::cel::Cel;
use super::condition::Conditions;
use super::entry::ContextEntry;
use super::matching::Filters;
use super::pattern::Pattern;
use super::security::PodSecurity;
use super::template::Template;
use crate::diagnostic::Diagnostic;
use crate::policy::cel::Environment;
use crate::policy::{Compiled, Document};
use serde_json::Value;
use smol_str::SmolStr;

/// A ClusterPolicy or a Policy.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) name: SmolStr,
    /// Of a Policy, the namespace whose objects it is for.
    pub(super) namespace: Option<SmolStr>,
    /// Whether what breaks it fails; it warns otherwise.
    pub(super) scored: bool,
    /// Whether the first rule that applies is the last.
    pub(super) apply_one: bool,
    pub(super) rules: Vec<Rule>,
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: SmolStr,
    pub(super) matches: Filters,
    pub(super) excludes: Option<Filters>,
    pub(super) context: Vec<ContextEntry>,
    pub(super) preconditions: Option<Conditions>,
    pub(super) check: Check,
    /// Whether it keeps objects out.
    pub(super) enforces: bool,
    /// Whether an update may leave what was wrong before.
    pub(super) allows_existing: bool,
}

/// What a rule does.
#[derive(Debug)]
pub(super) enum Check {
    Validate(Validation),
    PodSecurity(PodSecurity),
    Cel(Cel),
    Assert(Assertion),
    /// Something that changes or makes objects, or asks registries: `mutate`.
    Other(&'static str),
}

/// `validate` by conditions and patterns, of a rule or of a step of `foreach`.
#[derive(Debug)]
pub(super) struct Validation {
    pub(super) message: Message,
    pub(super) test: Test,
}

/// The message of a rule.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) raw: String,
    pub(super) text: Template,
}

/// What a validation tests.
#[derive(Debug)]
pub(super) enum Test {
    Deny(Conditions),
    Pattern(Overlay),
    AnyPattern(Vec<Overlay>),
    ForEach(Vec<ForEach>),
    /// Nothing that is known.
    Nothing,
}

/// A pattern, compiled where it has no variables.
#[derive(Debug)]
pub(super) enum Overlay {
    Fixed(Pattern),
    Variable(Template),
}

/// A step of `foreach`.
#[derive(Debug)]
pub(super) struct ForEach {
    pub(super) list: String,
    /// Whether patterns are for the element; by default where it is an object.
    pub(super) element_scope: Option<bool>,
    pub(super) context: Vec<ContextEntry>,
    pub(super) preconditions: Option<Conditions>,
    pub(super) test: Test,
}

/// A document with the place that a mistake in it has.
struct Place<'d> {
    document: &'d Document,
    pointer: String,
}

type Mistake = (String, String);

impl Place<'_> {
    fn mistake(&self, reason: &str, below: &str) -> Box<Diagnostic> {
        let name = self.document.name();
        let span = self.document.place(&format!("{}{below}", self.pointer));
        let sentence = format!("policy {name} is not valid: {reason}");
        let help = "see Kyverno's documentation of policies for what may stand here";
        Box::new(Diagnostic::error("policy::kyverno", sentence).label(span, reason.to_owned()).help(help))
    }
}

impl Policy {
    /// Compiles a policy with its automatic rules.
    pub(super) fn compile(document: &Document, cel: &Environment) -> Compiled<Policy> {
        let value = &document.value;
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let annotations = value.pointer("/metadata/annotations");
        let scored = annotations.and_then(|all| all.get("policies.kyverno.io/scored")).and_then(Value::as_str);
        let namespace = match (document.gvk.kind.as_str(), text("/metadata/namespace")) {
            ("Policy", "") => Some("default".into()),
            ("Policy", namespace) => Some(namespace.into()),
            _ => None,
        };
        let place = |pointer: String| Place { document, pointer };
        let Some(rules) = value.pointer("/spec/rules").and_then(Value::as_array) else {
            return Err(place(String::new()).mistake("spec.rules is no list", "/spec/rules"));
        };
        let enforces = is_enforced(text("/spec/validationFailureAction"));
        let mut compiled = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            compiled.push(Rule::compile(rule, enforces, &place(format!("/spec/rules/{index}")), cel)?);
        }
        for rule in autogen::rules(value) {
            compiled.push(Rule::compile(&rule, enforces, &place("/spec/rules".into()), cel)?);
        }
        let apply_one = text("/spec/applyRules") == "One";
        Ok(Policy {
            name: document.name().into(),
            namespace,
            scored: scored != Some("false"),
            apply_one,
            rules: compiled,
        })
    }

    /// Whether the document is a policy of this kind.
    pub(super) fn is(document: &Document) -> bool {
        document.gvk.group == "kyverno.io" && matches!(document.gvk.kind.as_str(), "ClusterPolicy" | "Policy")
    }
}

fn is_enforced(action: &str) -> bool {
    action.eq_ignore_ascii_case("enforce")
}

impl Rule {
    fn compile(rule: &Value, enforces: bool, place: &Place<'_>, cel: &Environment) -> Compiled<Rule> {
        let name = rule.get("name").and_then(Value::as_str).unwrap_or_default();
        if name.is_empty() {
            return Err(place.mistake("a rule has no name", ""));
        }
        let conditions = |value: &Value, below: &str| {
            Conditions::compile(value).map_err(|(reason, at)| place.mistake(&reason, &format!("{below}{at}")))
        };
        let preconditions = rule.get("preconditions").filter(|value| !value.is_null());
        let preconditions = preconditions.map(|value| conditions(value, "/preconditions")).transpose()?;
        let action = rule.pointer("/validate/failureAction").and_then(Value::as_str);
        let allows = rule.pointer("/validate/allowExistingViolations").and_then(Value::as_bool);
        let check = match rule.pointer("/validate/cel") {
            Some(_) => Check::Cel(Cel::compile(rule, place.document, &place.pointer, cel)?),
            None => Check::compile(rule).map_err(|(reason, at)| place.mistake(&reason, &at))?,
        };
        Ok(Rule {
            name: name.into(),
            matches: Filters::compile(rule.get("match").unwrap_or(&Value::Null)),
            excludes: rule.get("exclude").filter(|value| !value.is_null()).map(Filters::compile),
            context: ContextEntry::list(rule.get("context")),
            preconditions,
            check,
            enforces: action.map_or(enforces, is_enforced),
            allows_existing: allows.unwrap_or(true),
        })
    }
}

impl Check {
    fn compile(rule: &Value) -> Result<Check, Mistake> {
        if let Some(validate) = rule.get("validate").filter(|value| !value.is_null()) {
            if validate.get("manifests").is_some() {
                return Ok(Check::Other("manifests"));
            }
            if let Some(security) = validate.get("podSecurity") {
                let security = PodSecurity::compile(security);
                return security.map(Check::PodSecurity).map_err(|reason| (reason, "/validate/podSecurity".into()));
            }
            if let Some(tree) = validate.get("assert") {
                let assertion = Assertion::compile(tree);
                return assertion.map(Check::Assert).map_err(|reason| (reason, "/validate/assert".into()));
            }
            let test = Test::compile(validate, "/validate")?;
            let raw = validate.get("message").and_then(Value::as_str).unwrap_or_default();
            let message = Message { raw: raw.to_owned(), text: Template::of_text(raw) };
            return Ok(Check::Validate(Validation { message, test }));
        }
        let known = ["mutate", "generate", "verifyImages"].into_iter().find(|name| rule.get(name).is_some());
        known.map(Check::Other).ok_or_else(|| ("a rule says nothing to do".into(), String::new()))
    }
}

impl Test {
    fn compile(value: &Value, at: &str) -> Result<Test, Mistake> {
        let part = |name: &str| value.get(name).filter(|value| !value.is_null());
        if let Some(deny) = part("deny") {
            let conditions = deny.get("conditions").unwrap_or(&Value::Null);
            let compiled = Conditions::compile(conditions);
            return compiled
                .map(Test::Deny)
                .map_err(|(reason, below)| (reason, format!("{at}/deny/conditions{below}")));
        }
        if let Some(pattern) = part("pattern") {
            return Ok(Test::Pattern(Overlay::compile(pattern)));
        }
        if let Some(patterns) = part("anyPattern") {
            let patterns = patterns.as_array().ok_or_else(|| {
                ("failed to deserialize anyPattern, expected type array".to_owned(), format!("{at}/anyPattern"))
            })?;
            return Ok(Test::AnyPattern(patterns.iter().map(Overlay::compile).collect()));
        }
        let Some(steps) = part("foreach").and_then(Value::as_array) else { return Ok(Test::Nothing) };
        let steps =
            steps.iter().enumerate().map(|(index, step)| ForEach::compile(step, &format!("{at}/foreach/{index}")));
        steps.collect::<Result<_, _>>().map(Test::ForEach)
    }
}

impl Overlay {
    fn compile(pattern: &Value) -> Overlay {
        let template = Template::compile(pattern);
        match template.plain() {
            Some(data) => Overlay::Fixed(Pattern::compile(data)),
            None => Overlay::Variable(template),
        }
    }
}

impl ForEach {
    fn compile(step: &Value, at: &str) -> Result<ForEach, Mistake> {
        let preconditions = step.get("preconditions").filter(|value| !value.is_null());
        let preconditions = preconditions.map(|value| {
            Conditions::compile(value).map_err(|(reason, below)| (reason, format!("{at}/preconditions{below}")))
        });
        Ok(ForEach {
            list: step.get("list").and_then(Value::as_str).unwrap_or_default().to_owned(),
            element_scope: step.get("elementScope").and_then(Value::as_bool),
            context: ContextEntry::list(step.get("context")),
            preconditions: preconditions.transpose()?,
            test: Test::compile(step, at)?,
        })
    }
}
