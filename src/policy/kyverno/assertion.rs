//! `assert`: the assertion trees of kyverno-json. A tree is held against the request; keys and leaves in parentheses are JMESPath,
//! `~.key` goes over items, `key->name` names a value for `$name` further down.

use super::scope::Fault;
use crate::policy::jmespath::{self, Data, Entries, Env, Expression};
use serde_json::Value;
use smol_str::SmolStr;

/// An assertion tree, compiled.
#[derive(Debug)]
pub(super) enum Assertion {
    List(Vec<Assertion>),
    Map(Vec<(Projection, Assertion)>),
    Leaf(Leaf),
}

/// The expected value of a leaf.
#[derive(Debug)]
pub(super) enum Leaf {
    Value(Data),
    Expression(Expression),
}

/// A key: what it picks of a value, and what becomes of that.
#[derive(Debug)]
pub(super) struct Projection {
    raw: SmolStr,
    pick: Pick,
    each: bool,
    index_name: Option<SmolStr>,
    binding: Option<SmolStr>,
}

#[derive(Debug)]
enum Pick {
    Field(SmolStr),
    Expression(Expression),
}

/// A text, taken apart: `~name.(expression)->binding`.
struct Parsed<'t> {
    each: bool,
    index_name: Option<SmolStr>,
    binding: Option<SmolStr>,
    statement: &'t str,
    is_expression: bool,
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl<'t> Parsed<'t> {
    fn of(text: &'t str) -> Parsed<'t> {
        let mut parsed = Parsed { each: false, index_name: None, binding: None, statement: text, is_expression: false };
        if let Some((name, rest)) = text.strip_prefix('~').and_then(|rest| rest.split_once('.'))
            && (name.is_empty() || is_word(name))
        {
            parsed.each = true;
            parsed.index_name = Some(name).filter(|name| !name.is_empty()).map(SmolStr::from);
            parsed.statement = rest;
        }
        if let Some((before, name)) = parsed.statement.rsplit_once("->")
            && is_word(name.trim_start())
        {
            parsed.binding = Some(name.trim_start().into());
            parsed.statement = before.trim_end();
        }
        let inner = |open: char, close: char| {
            let inner = parsed.statement.strip_prefix(open)?.strip_suffix(close)?;
            Some(inner).filter(|inner| !inner.is_empty())
        };
        if let Some(escaped) = inner('\\', '\\') {
            parsed.statement = escaped;
        } else if let Some(expression) = inner('(', ')') {
            parsed.statement = expression.strip_prefix("jp;").unwrap_or(expression);
            parsed.is_expression = true;
        }
        parsed
    }

    fn expression(&self) -> Result<Option<Expression>, String> {
        if !self.is_expression {
            return Ok(None);
        }
        Expression::compile(self.statement).map(Some).map_err(|error| format!("{}: {error}", self.statement))
    }
}

impl Assertion {
    /// Compiles a tree. The error is a sentence.
    pub(super) fn compile(value: &Value) -> Result<Assertion, String> {
        Ok(match value {
            Value::Array(items) => Assertion::List(items.iter().map(Assertion::compile).collect::<Result<_, _>>()?),
            Value::Object(map) => {
                let entry =
                    |(key, value): (&String, &Value)| Ok((Projection::compile(key)?, Assertion::compile(value)?));
                Assertion::Map(map.iter().map(entry).collect::<Result<_, String>>()?)
            }
            Value::String(text) => {
                let parsed = Parsed::of(text);
                if parsed.each || parsed.binding.is_some() {
                    return Err(format!("{text}: neither foreach nor a binding may stand here"));
                }
                let expression = parsed.expression()?;
                let plain = || Leaf::Value(Data::text(parsed.statement));
                Assertion::Leaf(expression.map_or_else(plain, Leaf::Expression))
            }
            other => Assertion::Leaf(Leaf::Value(other.into())),
        })
    }

    /// What is wrong with a value, each with its path; `known` has the values of names.
    pub(super) fn check(&self, value: &Data, known: &Entries, env: &Env<'_>) -> Result<Vec<String>, Fault> {
        let mut wrong = Vec::new();
        self.hold(value, "", known, env, &mut wrong)?;
        Ok(wrong)
    }

    fn hold(
        &self,
        value: &Data,
        path: &str,
        known: &Entries,
        env: &Env<'_>,
        wrong: &mut Vec<String>,
    ) -> Result<(), Fault> {
        env.spend(1)?;
        match self {
            Assertion::List(items) => {
                let Data::List(values) = value else {
                    wrong.push(invalid(path, value, "expected a slice"));
                    return Ok(());
                };
                if items.len() != values.len() {
                    wrong.push(invalid(path, value, "lengths of slices don't match"));
                    return Ok(());
                }
                let mut pairs = items.iter().zip(values.iter()).enumerate();
                pairs.try_for_each(|(index, (item, value))| {
                    item.hold(value, &format!("{path}[{index}]"), known, env, wrong)
                })
            }
            Assertion::Map(entries) if entries.is_empty() => {
                if value.is_null() {
                    wrong.push(invalid(path, value, "invalid value, must not be null"));
                }
                Ok(())
            }
            Assertion::Map(entries) => hold_entries(entries, value, path, known, env, wrong),
            Assertion::Leaf(leaf) => {
                let expected = match leaf {
                    Leaf::Value(expected) => expected.clone(),
                    Leaf::Expression(expression) => evaluate(expression, value, known, env)?,
                };
                if !contains(&expected, value) {
                    wrong.push(invalid(path, value, &format!("Expected value: {}", expected.to_json())));
                }
                Ok(())
            }
        }
    }
}

/// What is said of a value that does not hold.
fn invalid(path: &str, value: &Data, reason: &str) -> String {
    format!("{path}: Invalid value: {}: {reason}", value.to_json())
}

/// Keys in order; a value that one of them names is known to those after it.
fn hold_entries(
    entries: &[(Projection, Assertion)],
    value: &Data,
    path: &str,
    known: &Entries,
    env: &Env<'_>,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut known = known.clone();
    for (projection, assertion) in entries {
        let below = if path.is_empty() { projection.raw.to_string() } else { format!("{path}.{}", projection.raw) };
        let Some(picked) = projection.pick(value, &known, env)? else {
            wrong.push(format!("{below}: Required value: field not found in the input object"));
            continue;
        };
        if let Some(name) = &projection.binding {
            known.insert(name.clone(), picked.clone());
        }
        if !projection.each {
            assertion.hold(&picked, &below, &known, env, wrong)?;
            continue;
        }
        for (key, item) in items(&picked).ok_or_else(|| Fault::plain(format!("{below}: expected a slice or a map")))? {
            let mut known = known.clone();
            known.extend(projection.index_name.iter().map(|name| (name.clone(), key.clone())));
            assertion.hold(&item, &format!("{below}[{}]", key.to_go_text()), &known, env, wrong)?;
        }
    }
    Ok(())
}

impl Projection {
    fn compile(key: &str) -> Result<Projection, String> {
        let parsed = Parsed::of(key);
        let pick = match parsed.expression()? {
            Some(expression) => Pick::Expression(expression),
            None => Pick::Field(parsed.statement.into()),
        };
        Ok(Projection {
            raw: key.into(),
            pick,
            each: parsed.each,
            index_name: parsed.index_name,
            binding: parsed.binding,
        })
    }

    fn pick(&self, value: &Data, known: &Entries, env: &Env<'_>) -> Result<Option<Data>, Fault> {
        match (&self.pick, value) {
            (Pick::Expression(expression), value) => evaluate(expression, value, known, env).map(Some),
            (Pick::Field(name), Data::Map(entries)) => Ok(entries.get(name).cloned()),
            (Pick::Field(_), Data::Null) => Ok(None),
            (Pick::Field(_), _) => Err(Fault::plain(format!("{}: projection not recognized", self.raw))),
        }
    }
}

/// In an assertion, a field that is missing is null.
fn evaluate(expression: &Expression, value: &Data, known: &Entries, env: &Env<'_>) -> Result<Data, Fault> {
    let inner = env.with_variables(known);
    let before = inner.left();
    let outcome = expression.search(value, &inner);
    env.spend(before - inner.left())?;
    match outcome {
        Err(jmespath::Fault::NotFound(_)) => Ok(Data::Null),
        outcome => Ok(outcome?),
    }
}

/// The items of a list with their numbers, or of a map with their keys.
fn items(data: &Data) -> Option<Vec<(Data, Data)>> {
    match data {
        Data::List(items) => {
            let numbered = items.iter().enumerate();
            Some(numbered.map(|(index, item)| (Data::Int(index as i64), item.clone())).collect())
        }
        Data::Map(entries) => {
            Some(entries.iter().map(|(key, value)| (Data::Text(key.clone()), value.clone())).collect())
        }
        _ => None,
    }
}

/// Whether a value is what is expected; a map may have more.
fn contains(expected: &Data, value: &Data) -> bool {
    match (expected, value) {
        (Data::List(expected), Data::List(values)) => {
            expected.len() == values.len() && expected.iter().zip(values.iter()).all(|(a, b)| contains(a, b))
        }
        (Data::Map(expected), Data::Map(values)) => {
            expected.iter().all(|(key, expected)| values.get(key).is_some_and(|value| contains(expected, value)))
        }
        (expected, value) => expected == value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wrong(tree: Value, value: Value) -> Vec<String> {
        let assertion = Assertion::compile(&tree).expect("it compiles");
        assertion.check(&Data::from(&value), &Entries::new(), &Env::new(None)).expect("it is evaluated")
    }

    #[test]
    fn trees_are_held_against_values() {
        let pod = json!({"spec": {"containers": [{"name": "a", "image": "x:1"}, {"name": "b", "image": "y:latest"}]}});
        assert!(wrong(json!({"spec": {"(length(containers) > `1`)": true}}), pod.clone()).is_empty());
        let images = json!({"spec": {"~index.containers->all": {"(ends_with(image, ':latest'))": false}}});
        let path = "spec.~index.containers->all[1].(ends_with(image, ':latest'))";
        assert_eq!(wrong(images, pod.clone()), [format!("{path}: Invalid value: true: Expected value: false")]);
        let named = json!({"(spec.containers[0].name)->first": "a", "spec": {"(containers[0].name == $first)": true}});
        assert!(wrong(named, pod.clone()).is_empty());
        assert_eq!(wrong(json!({"metadata": {}}), pod).len(), 1);
    }
}
