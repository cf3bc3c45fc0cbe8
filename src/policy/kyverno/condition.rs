//! Conditions: a key, an operator, a value; in blocks `any` and `all`, or in a list as they were once written.

use super::operator::Operator;
use super::scope::{Fault, Scope};
use super::template::Template;
use serde_json::Value;

/// The value that a missing field has.
static NOTHING: Value = Value::Null;

/// Conditions of a rule.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// One has to hold, where the block is there.
    any: Option<Vec<Condition>>,
    /// All have to hold.
    all: Vec<Condition>,
    /// Whether they were written as a list, whose messages are joined without a space.
    is_list: bool,
}

#[derive(Debug)]
struct Condition {
    key: Template,
    operator: Operator,
    value: Template,
    message: String,
}

/// How conditions came out, with their messages.
#[derive(Debug)]
pub(super) struct Judgement {
    pub(super) holds: bool,
    pub(super) message: String,
}

impl Conditions {
    /// Compiles a block or a list. The error is a sentence, with the pointer of what is wrong below `value`.
    pub(super) fn compile(value: &Value) -> Result<Conditions, (String, String)> {
        let list = |items: &[Value], below: &str| -> Result<Vec<Condition>, (String, String)> {
            let compiled = items
                .iter()
                .enumerate()
                .map(|(index, item)| Condition::compile(item).map_err(|reason| (reason, format!("{below}/{index}"))));
            compiled.collect()
        };
        if let Some(items) = value.as_array() {
            return Ok(Conditions { any: None, all: list(items, "")?, is_list: true });
        }
        let block = |name: &str| match value.get(name).and_then(Value::as_array) {
            Some(items) => list(items, &format!("/{name}")).map(Some),
            None => Ok(None),
        };
        Ok(Conditions { any: block("any")?, all: block("all")?.unwrap_or_default(), is_list: false })
    }

    /// Evaluates them in order, no further than the outcome needs.
    pub(super) fn judge(&self, scope: &mut Scope<'_>) -> Result<Judgement, Fault> {
        let (mut met, mut missed) = (Vec::new(), Vec::new());
        let mut any = self.any.is_none();
        for condition in self.any.iter().flatten() {
            if condition.holds(scope)? {
                met.push(condition.message.as_str());
                any = true;
                break;
            }
            missed.push(condition.message.as_str());
        }
        let mut all = true;
        for condition in &self.all {
            if !condition.holds(scope)? {
                missed.push(condition.message.as_str());
                all = false;
                break;
            }
            met.push(condition.message.as_str());
        }
        let holds = any && all;
        let separator = if self.is_list { ";" } else { "; " };
        Ok(Judgement { holds, message: joined(if holds { &met } else { &missed }, separator) })
    }
}

/// The texts that are not empty.
pub(super) fn joined(texts: &[&str], separator: &str) -> String {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    texts.join(separator)
}

impl Condition {
    fn compile(value: &Value) -> Result<Condition, String> {
        let name = value.get("operator").and_then(Value::as_str).unwrap_or_default();
        let operator = Operator::named(name).ok_or_else(|| format!("there is no operator {name:?}"))?;
        let part = |name: &str| Template::compile(value.get(name).unwrap_or(&NOTHING));
        let message = value.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Condition { key: part("key"), operator, value: part("value"), message })
    }

    fn holds(&self, scope: &mut Scope<'_>) -> Result<bool, Fault> {
        let words =
            |what| move |fault: Fault| fault.within(&format!("failed to substitute variables in condition {what}"));
        let key = self.key.resolve(scope).map_err(words("key"))?;
        let value = self.value.resolve(scope).map_err(words("value"))?;
        Ok(self.operator.holds(&key, &value))
    }
}
