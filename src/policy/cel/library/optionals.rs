//! Values that may be missing.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("optional.of", "A -> optional<A>", |_, arguments| Ok(Value::some(arguments.get(0)?.clone())));
    environment.function("optional.none", "-> optional<A>", |_, _| Ok(Value::Optional(None)));
    environment.function("optional.ofNonZeroValue", "A -> optional<A>", of_non_zero);
    environment.function("optional.unwrap", "list<optional<A>> -> list<A>", unwrap);
    environment.member("unwrapOpt", "list<optional<A>> -> list<A>", unwrap);
    environment
        .member("hasValue", "optional<A> -> bool", |_, arguments| Ok(Value::Bool(arguments.optional(0)?.is_some())));
    environment.member("value", "optional<A> -> A", |_, arguments| {
        arguments.optional(0)?.cloned().ok_or_else(|| Error::new("optional.none() dereference"))
    });
    environment.member("first", "list<A> -> optional<A>", |_, arguments| {
        Ok(arguments.list(0)?.get(0).map_or(Value::Optional(None), Value::some))
    });
    environment.member("last", "list<A> -> optional<A>", |_, arguments| {
        let list = arguments.list(0)?;
        let last = list.len().checked_sub(1).and_then(|last| list.get(last));
        Ok(last.map_or(Value::Optional(None), Value::some))
    });
}

fn of_non_zero<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let value = arguments.get(0)?;
    let zero = match value {
        Value::Null => true,
        Value::Bool(is) => !is,
        Value::Int(number) => *number == 0,
        Value::Uint(number) => *number == 0,
        Value::Double(number) => *number == 0.0,
        Value::String(text) => text.is_empty(),
        Value::Bytes(bytes) => bytes.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Map(map) => map.is_empty(),
        Value::Duration(nanos) => *nanos == 0,
        Value::Optional(value) => value.is_none(),
        Value::Timestamp(_) | Value::Type(_) | Value::Opaque(_) => false,
    };
    Ok(if zero { Value::Optional(None) } else { Value::some(value.clone()) })
}

fn unwrap<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let mut present = Vec::new();
    for item in arguments.list(0)?.iter() {
        runtime.spend(1)?;
        match item {
            Value::Optional(value) => present.extend(value.as_deref().cloned()),
            _ => return Err(Error::no_such_overload()),
        }
    }
    runtime.list(present)
}
