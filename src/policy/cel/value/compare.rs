//! Equality and order: numbers compare across their types by what they are worth, and values of different types are unequal.

use super::super::error::Error;
use super::super::runtime::Runtime;
use super::{List, Map, Value};
use std::cmp::Ordering;

/// `==`. Work is counted, because lists and maps may be large.
pub(in crate::policy::cel) fn equal(left: &Value<'_>, right: &Value<'_>, runtime: &Runtime) -> Result<bool, Error> {
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::String(left), Value::String(right)) => **left == **right,
        (Value::Bytes(left), Value::Bytes(right)) => left == right,
        (Value::Timestamp(left), Value::Timestamp(right)) => left == right,
        (Value::Duration(left), Value::Duration(right)) => left == right,
        (Value::Type(left), Value::Type(right)) => left == right,
        (Value::List(left), Value::List(right)) => equal_lists(left, right, runtime)?,
        (Value::Map(left), Value::Map(right)) => equal_maps(left, right, runtime)?,
        (Value::Optional(None), Value::Optional(None)) => true,
        (Value::Optional(Some(left)), Value::Optional(Some(right))) => equal(left, right, runtime)?,
        (Value::Opaque(left), Value::Opaque(right)) => left.equals(&**right),
        _ => compare_numbers(left, right).flatten() == Some(Ordering::Equal),
    })
}

fn equal_lists(left: &List<'_>, right: &List<'_>, runtime: &Runtime) -> Result<bool, Error> {
    if left.len() != right.len() {
        return Ok(false);
    }
    runtime.spend(left.len() as u64)?;
    for (left, right) in left.iter().zip(right.iter()) {
        if !equal(&left, &right, runtime)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn equal_maps(left: &Map<'_>, right: &Map<'_>, runtime: &Runtime) -> Result<bool, Error> {
    if left.len() != right.len() {
        return Ok(false);
    }
    runtime.spend(left.len() as u64)?;
    for (key, left) in left.iter() {
        match right.get(&key) {
            Some(right) if equal(&left, &right, runtime)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// The order of two values; nothing within where one is not a number, and an error where their types have no order.
pub(in crate::policy::cel) fn compare(left: &Value<'_>, right: &Value<'_>) -> Result<Option<Ordering>, Error> {
    Ok(Some(match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::String(left), Value::String(right)) => left.as_bytes().cmp(right.as_bytes()),
        (Value::Bytes(left), Value::Bytes(right)) => left.cmp(right),
        (Value::Timestamp(left), Value::Timestamp(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right)) => left.cmp(right),
        _ => return compare_numbers(left, right).ok_or_else(Error::no_such_overload),
    }))
}

/// The order of two numbers; nothing where one of them is none, and nothing within where one is NaN.
fn compare_numbers(left: &Value<'_>, right: &Value<'_>) -> Option<Option<Ordering>> {
    Some(match (left, right) {
        (Value::Double(left), Value::Double(right)) => left.partial_cmp(right),
        (Value::Double(left), _) => compare_with_double(whole(right)?, *left).map(Ordering::reverse),
        (_, Value::Double(right)) => compare_with_double(whole(left)?, *right),
        _ => Some(whole(left)?.cmp(&whole(right)?)),
    })
}

fn whole(value: &Value<'_>) -> Option<i128> {
    match value {
        Value::Int(number) => Some(i128::from(*number)),
        Value::Uint(number) => Some(i128::from(*number)),
        _ => None,
    }
}

fn compare_with_double(whole: i128, double: f64) -> Option<Ordering> {
    (whole as f64).partial_cmp(&double)
}
