//! Arithmetic. Integers do not wrap, and types do not mix.

use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::syntax::Binary;
use super::super::value::{List, Value, compare};
use super::times;
use std::cmp::Ordering;

type Outcome<'a> = Result<Value<'a>, Error>;

/// `-value`.
pub(in super::super) fn negate<'a>(value: &Value<'a>) -> Outcome<'a> {
    match value {
        Value::Int(number) => number.checked_neg().map(Value::Int).ok_or_else(overflow),
        Value::Double(number) => Ok(Value::Double(-number)),
        Value::Duration(nanos) => nanos.checked_neg().map(Value::Duration).ok_or_else(overflow),
        _ => Err(Error::no_such_overload()),
    }
}

fn overflow() -> Error {
    Error::new("integer overflow")
}

/// `+ - * / %`.
pub(in super::super) fn arithmetic<'a>(
    operator: Binary,
    left: &Value<'a>,
    right: &Value<'a>,
    runtime: &Runtime,
) -> Outcome<'a> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => ints(operator, *left, *right),
        (Value::Uint(left), Value::Uint(right)) => uints(operator, *left, *right),
        (Value::Double(left), Value::Double(right)) => doubles(operator, *left, *right),
        (Value::String(left), Value::String(right)) if operator == Binary::Add => {
            runtime.spend_text(left.len() + right.len())?;
            Ok(Value::text([&**left, &**right].concat()))
        }
        (Value::Bytes(left), Value::Bytes(right)) if operator == Binary::Add => {
            runtime.spend_text(left.len() + right.len())?;
            Ok(Value::Bytes([&**left, &**right].concat().into()))
        }
        (Value::List(left), Value::List(right)) if operator == Binary::Add => concatenate(left, right, runtime),
        _ => times::arithmetic(operator, left, right),
    }
}

fn concatenate<'a>(left: &List<'a>, right: &List<'a>, runtime: &Runtime) -> Outcome<'a> {
    if right.is_empty() {
        return Ok(Value::List(left.clone()));
    }
    if left.is_empty() {
        return Ok(Value::List(right.clone()));
    }
    runtime.spend_elements(left.len() + right.len())?;
    Ok(Value::list(left.iter().chain(right.iter()).collect()))
}

/// The first of the values that none is better than; nothing where there are none.
pub(super) fn best<'a>(
    runtime: &Runtime,
    values: impl Iterator<Item = Value<'a>>,
    better: fn(Ordering) -> bool,
) -> Result<Option<Value<'a>>, Error> {
    let mut best: Option<Value<'a>> = None;
    for value in values {
        runtime.spend(1)?;
        let replaces = match &best {
            None => true,
            Some(best) => compare(&value, best)?.is_some_and(better),
        };
        if replaces {
            best = Some(value);
        }
    }
    Ok(best)
}

fn ints<'a>(operator: Binary, left: i64, right: i64) -> Outcome<'a> {
    let result = match operator {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        Binary::Divide if right == 0 => return Err(Error::new("division by zero")),
        Binary::Divide => left.checked_div(right),
        Binary::Modulo if right == 0 => return Err(Error::new("modulus by zero")),
        Binary::Modulo => left.checked_rem(right),
        _ => return Err(Error::no_such_overload()),
    };
    result.map(Value::Int).ok_or_else(overflow)
}

fn uints<'a>(operator: Binary, left: u64, right: u64) -> Outcome<'a> {
    let result = match operator {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        Binary::Divide if right == 0 => return Err(Error::new("division by zero")),
        Binary::Divide => left.checked_div(right),
        Binary::Modulo if right == 0 => return Err(Error::new("modulus by zero")),
        Binary::Modulo => left.checked_rem(right),
        _ => return Err(Error::no_such_overload()),
    };
    result.map(Value::Uint).ok_or_else(|| Error::new("unsigned integer overflow"))
}

fn doubles<'a>(operator: Binary, left: f64, right: f64) -> Outcome<'a> {
    Ok(Value::Double(match operator {
        Binary::Add => left + right,
        Binary::Subtract => left - right,
        Binary::Multiply => left * right,
        Binary::Divide => left / right,
        _ => return Err(Error::no_such_overload()),
    }))
}
