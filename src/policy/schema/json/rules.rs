//! `x-kubernetes-validations`: the rules in CEL of a custom resource's schema. As in the API server they are asked when nothing
//! else is wrong, of the object with its defaults filled in; rules about what was there before an update are left aside.

use super::{Node, Others, Schema};
use crate::policy::cel::{Environment, Error, Program, Runtime, Type, Value, Variables, of_format};
use crate::policy::defaults;
use crate::policy::schema::violation::{Path, Report};
use serde_json::{Map, Value as Json};
use std::sync::LazyLock;

/// The steps that all rules of one object may take.
const MAX_STEPS: u64 = 10_000_000;

/// How deep values and schemas nest together.
const MAX_DEPTH: usize = 500;

/// A rule.
pub(super) struct Rule {
    text: String,
    program: Program,
    message: Option<String>,
    message_expression: Option<Program>,
    /// The field that it is about, as a JSON pointer from its own place.
    field: String,
}

/// What rules may name: `self`, and `oldSelf`, which is there in rules that can do without.
fn environment() -> &'static Environment {
    static ENVIRONMENT: LazyLock<Environment> = LazyLock::new(|| {
        let mut environment = Environment::kubernetes();
        environment.variable("self", Type::Dyn);
        environment.variable("oldSelf", Type::Dyn);
        environment
    });
    &ENVIRONMENT
}

/// The rules of a schema. The error says which does not compile.
pub(super) fn compile(schema: &Map<String, Json>) -> Result<Vec<Rule>, String> {
    let rules = schema.get("x-kubernetes-validations").and_then(Json::as_array).into_iter().flatten();
    rules.filter_map(|rule| Rule::compile(rule).transpose()).collect()
}

impl Rule {
    /// Nothing for a rule that compares with what was there before.
    fn compile(rule: &Json) -> Result<Option<Rule>, String> {
        let text = |key: &str| rule.get(key).and_then(Json::as_str).unwrap_or_default();
        let source = text("rule");
        let is_optional = rule.get("optionalOldSelf").and_then(Json::as_bool) == Some(true);
        if source.contains("oldSelf") && !is_optional {
            return Ok(None);
        }
        let compiled = |source: &str| {
            environment()
                .compile(source)
                .map_err(|invalid| format!("the rule `{}` does not compile: {invalid}", source.trim()))
        };
        let worded = Some(text("messageExpression")).filter(|source| !source.is_empty());
        Ok(Some(Rule {
            program: compiled(source)?,
            text: source.trim().to_owned(),
            message: Some(text("message")).filter(|message| !message.is_empty()).map(str::to_owned),
            message_expression: worded.map(compiled).transpose()?,
            field: pointer_of(text("fieldPath")),
        }))
    }
}

/// A path such as `.spec['a b'].c` as a JSON pointer.
fn pointer_of(path: &str) -> String {
    let mut pointer = String::new();
    for part in path.split(['.', '[']).filter(|part| !part.is_empty()) {
        let name = part.trim_end_matches(']').trim_matches(['\'', '"']);
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

/// `self`, and `oldSelf`, which is never there.
struct Given<'a>(Value<'a>);

impl<'a> Variables<'a> for Given<'a> {
    fn value(&self, slot: usize, _: &Runtime) -> Result<Value<'a>, Error> {
        Ok(if slot == 0 { self.0.clone() } else { Value::Optional(None) })
    }
}

impl Schema {
    /// Adds the rules that a value breaks.
    pub(super) fn check_rules(&self, value: &Json, path: &Path<'_>, report: &mut Report) {
        let Some(document) = &self.with_rules else { return };
        let mut filled = value.clone();
        defaults::fill(&mut filled, document);
        let runtime = Runtime::new(MAX_STEPS, None);
        Asking { schema: self, runtime: &runtime, report }.node(&filled, self.root, path, 0);
    }

    fn at(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)
    }

    /// The schema of a field.
    fn of_field(&self, node: &Node, name: &str) -> Option<usize> {
        let of_others = match node.others {
            Others::Of(schema) => schema,
            _ => None,
        };
        node.properties.get(name).copied().or(of_others)
    }

    /// A value as CEL sees it: texts in the format of a time, a duration or bytes are those.
    fn typed<'a>(&self, value: &'a Json, number: Option<usize>, depth: usize) -> Value<'a> {
        let Some(node) = number.and_then(|number| self.at(number)).filter(|_| depth < MAX_DEPTH) else {
            return Value::of_json(value);
        };
        match value {
            Json::String(text) => {
                let format = node.format.as_ref().map_or("", |(name, _)| name.as_str());
                of_format(format, text).unwrap_or_else(|| Value::of_json(value))
            }
            Json::Array(items) => {
                let of_items = match node.items {
                    Others::Of(schema) => schema,
                    _ => None,
                };
                Value::list(items.iter().map(|item| self.typed(item, of_items, depth + 1)).collect())
            }
            Json::Object(fields) => Value::map(fields.iter().map(|(name, field)| {
                (Value::text(name.as_str()), self.typed(field, self.of_field(node, name), depth + 1))
            })),
            other => Value::of_json(other),
        }
    }
}

struct Asking<'c> {
    schema: &'c Schema,
    runtime: &'c Runtime,
    report: &'c mut Report,
}

impl<'c> Asking<'c> {
    fn node(&mut self, value: &Json, number: usize, path: &Path<'_>, depth: usize) {
        let schema: &'c Schema = self.schema;
        let Some(node) = schema.at(number).filter(|_| depth < MAX_DEPTH) else { return };
        if value.is_null() || !self.report.spend(1, path) {
            return;
        }
        if !node.rules.is_empty() {
            let given = Given(schema.typed(value, Some(number), depth));
            node.rules.iter().for_each(|rule| self.rule(rule, &given, path));
        }
        match value {
            Json::Object(fields) => {
                for (name, field) in fields {
                    if let Some(of_field) = schema.of_field(node, name) {
                        self.node(field, of_field, &Path::Field(path, name), depth + 1);
                    }
                }
            }
            Json::Array(items) => {
                let Others::Of(Some(of_items)) = node.items else { return };
                for (at, item) in items.iter().enumerate() {
                    self.node(item, of_items, &Path::Item(path, at), depth + 1);
                }
            }
            _ => {}
        }
    }

    fn rule(&mut self, rule: &Rule, given: &Given<'_>, path: &Path<'_>) {
        let worded = || rule.message.clone().unwrap_or_else(|| format!("failed rule: {}", rule.text));
        let message = match rule.program.evaluate(given, self.runtime) {
            Ok(Value::Bool(true)) => return,
            Ok(_) => match rule.message_expression.as_ref().map(|program| program.evaluate(given, self.runtime)) {
                Some(Ok(Value::String(text))) if !text.trim().is_empty() => text.to_string(),
                _ => worded(),
            },
            Err(error) => format!("{}: {error}", worded()),
        };
        self.report.add_below("rule", path, &rule.field, message);
    }
}
