//! MiniJinja's tests: what stands behind `is`.

use super::execute::Execution;
use super::filters;
use super::objects::is_undefined;
use super::operators::{self, Number};
use super::program::Operator;
use crate::go::{Kind, Str, Value};
use crate::gotemplate::Error;
use std::fmt;

/// What a test asks of a value and its argument.
type Body = fn(&mut Execution<'_, '_, '_>, &Value, &Value) -> Result<bool, Error>;

/// A test.
#[derive(Clone, Copy)]
pub(super) struct Test {
    pub name: &'static str,
    /// How many arguments it takes.
    pub arguments: usize,
    /// Whether it can be asked of undefined values.
    pub takes_undefined: bool,
    pub body: Body,
}

impl fmt::Debug for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn of(name: &'static str, body: Body) -> Test {
    Test { name, arguments: 0, takes_undefined: false, body }
}

const fn with(name: &'static str, body: Body) -> Test {
    Test { name, arguments: 1, takes_undefined: false, body }
}

/// Stands where a test is unknown, so that the expression keeps its shape for what is read behind it: such a text is refused.
pub(super) const UNKNOWN: Test = of("unknown", |_, _, _| Ok(false));

/// The test of this name.
pub(super) fn find(name: &str) -> Option<Test> {
    let found = TESTS.iter().find(|test| test.name == name);
    found.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, test)| test)).copied()
}

const TESTS: &[Test] = &[
    Test { name: "defined", arguments: 0, takes_undefined: true, body: |_, value, _| Ok(!is_undefined(value)) },
    Test { name: "undefined", arguments: 0, takes_undefined: true, body: |_, value, _| Ok(is_undefined(value)) },
    of("none", |_, value, _| Ok(value.is_nil())),
    of("true", |_, value, _| Ok(matches!(value, Value::Bool(true)))),
    of("false", |_, value, _| Ok(matches!(value, Value::Bool(false)))),
    of("boolean", |_, value, _| Ok(matches!(value, Value::Bool(_)))),
    of("number", |_, value, _| Ok(is_number(value))),
    of("integer", |_, value, _| Ok(operators::whole(value).is_some())),
    of("float", |_, value, _| Ok(is_number(value) && operators::whole(value).is_none())),
    of("string", |_, value, _| Ok(matches!(value, Value::Str(_)))),
    of("sequence", |_, value, _| Ok(is_sequence(value))),
    of("mapping", |_, value, _| Ok(is_mapping(value))),
    of("iterable", |_, value, _| Ok(is_sequence(value) || is_mapping(value) || matches!(value, Value::Str(_)))),
    of("odd", |_, value, _| Ok(operators::whole(value).is_some_and(|number| number % 2 != 0))),
    of("even", |_, value, _| Ok(operators::whole(value).is_some_and(|number| number % 2 == 0))),
    of("lower", |_, value, _| Ok(cased(value, char::is_lowercase, char::is_uppercase))),
    of("upper", |_, value, _| Ok(cased(value, char::is_uppercase, char::is_lowercase))),
    of("safe", |_, _, _| Ok(false)),
    with("divisibleby", |_, value, by| {
        Ok(match (operators::number(value), operators::number(by)) {
            (Some(Number::Whole(number)), Some(Number::Whole(by))) => by != 0 && number.checked_rem(by) == Some(0),
            (Some(number), Some(by)) => number.float() % by.float() == 0.0,
            _ => false,
        })
    }),
    with(
        "startingwith",
        |_, value, start| Ok(texts(value, start).is_some_and(|(text, start)| text.starts_with(start))),
    ),
    with("endingwith", |_, value, end| Ok(texts(value, end).is_some_and(|(text, end)| text.ends_with(end)))),
    with("eq", |this, value, other| this.same(value, other)),
    with("ne", |this, value, other| this.same(value, other).map(|same| !same)),
    with("lt", |this, value, other| holds(this, Operator::Less, value, other)),
    with("le", |this, value, other| holds(this, Operator::LessOrEqual, value, other)),
    with("gt", |this, value, other| holds(this, Operator::Greater, value, other)),
    with("ge", |this, value, other| holds(this, Operator::GreaterOrEqual, value, other)),
    with("in", |this, value, holder| this.contains(holder, value)),
    with("sameas", |this, value, other| {
        Ok(match (value, other) {
            (Value::Map(value), Value::Map(other)) => value.same(other),
            (Value::List(value), Value::List(other)) => value.address() == other.address(),
            _ => this.same(value, other)?,
        })
    }),
    of("filter", |this, value, _| {
        let Value::Str(name) = value else { return Ok(false) };
        let name = name.lossy();
        let library = this.machine.set().function(filters::library_name(&name));
        Ok(filters::find(&name).is_some() || library.is_some())
    }),
    of("test", |_, value, _| Ok(matches!(value, Value::Str(name) if find(&name.lossy()).is_some()))),
];

/// Other names of tests.
const ALIASES: &[(&str, Test)] = &[
    ("==", named("eq")),
    ("equalto", named("eq")),
    ("!=", named("ne")),
    ("<", named("lt")),
    ("lessthan", named("lt")),
    ("<=", named("le")),
    (">", named("gt")),
    ("greaterthan", named("gt")),
    (">=", named("ge")),
    ("int", named("integer")),
    ("escaped", named("safe")),
];

/// A test of the table above, which has it.
const fn named(name: &str) -> Test {
    let mut at = 0;
    while at + 1 < TESTS.len() && !same_name(TESTS[at].name, name) {
        at += 1;
    }
    TESTS[at]
}

const fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

fn holds(this: &mut Execution<'_, '_, '_>, operator: Operator, left: &Value, right: &Value) -> Result<bool, Error> {
    this.binary(operator, left, right).map(|value| value.truth())
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Int(..) | Value::Float(_))
}

fn is_sequence(value: &Value) -> bool {
    match value {
        Value::List(_) => true,
        Value::Object(object) => object.kind() == Kind::Slice,
        _ => false,
    }
}

fn is_mapping(value: &Value) -> bool {
    match value {
        Value::Map(_) => true,
        Value::Object(object) => object.kind() == Kind::Map,
        _ => false,
    }
}

fn texts<'a>(value: &'a Value, other: &'a Value) -> Option<(&'a Str, &'a Str)> {
    match (value, other) {
        (Value::Str(value), Value::Str(other)) => Some((value, other)),
        _ => None,
    }
}

fn cased(value: &Value, is: fn(char) -> bool, is_other: fn(char) -> bool) -> bool {
    let Value::Str(text) = value else { return false };
    let text = text.lossy();
    text.chars().any(is) && !text.chars().any(is_other)
}
