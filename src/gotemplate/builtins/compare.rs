//! `eq`, `lt` and what is made of them: numbers compare within their kind, nil with anything, and the rest by Go's `==`.

use crate::go::complex::Complex;
use crate::go::{IntKind, Kind, Value, fmt};
use crate::gotemplate::error::Error;
use crate::gotemplate::value::Operand;
use std::rc::Rc;

/// The kinds that comparison tells apart.
#[derive(Clone, Copy, PartialEq)]
enum Basic {
    Bool(bool),
    Complex(Complex),
    Int(i64),
    Float(f64),
    Uint(u64),
}

fn basic(value: &Value) -> Option<Basic> {
    Some(match value {
        Value::Bool(flag) => Basic::Bool(*flag),
        Value::Int(number, kind) => integer(*number, *kind),
        Value::Float(number) => Basic::Float(*number),
        Value::Object(_) => match Complex::of(value) {
            Some(complex) => Basic::Complex(complex),
            None => return scalar(value).as_ref().and_then(basic),
        },
        _ => return None,
    })
}

fn integer(number: i64, kind: IntKind) -> Basic {
    if kind.signed() { Basic::Int(number) } else { Basic::Uint(number as u64) }
}

/// The plain value of a named integer, float, string or bool.
fn scalar(value: &Value) -> Option<Value> {
    let Value::Object(object) = value else { return None };
    match object.kind() {
        Kind::Bool | Kind::Int(_) | Kind::Float64 | Kind::String => {
            object.to_plain().filter(|plain| !matches!(plain, Value::Object(_)))
        }
        _ => None,
    }
}

fn string(value: &Value) -> Option<crate::go::Str> {
    match value {
        Value::Str(text) => Some(text.clone()),
        Value::Object(_) => match scalar(value)? {
            Value::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

fn incompatible(left: &Value, right: &Value) -> Error {
    let (left, right) = (left.type_name(), right.type_name());
    Error::coded("render::comparison", format!("incompatible types for comparison: {left} and {right}"))
}

fn invalid() -> Error {
    Error::coded("render::comparison", "invalid type for comparison")
}

/// Whether the first argument equals any of the others.
pub(super) fn equal(args: &[Operand]) -> Result<bool, Error> {
    let Some((first, rest)) = args.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return Err(Error::coded("render::comparison", "missing argument for comparison"));
    };
    for other in rest {
        if equal_pair(&first.value, &other.value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn equal_pair(left: &Value, right: &Value) -> Result<bool, Error> {
    if let (Value::Str(left), Value::Str(right)) = (left, right) {
        return Ok(left == right);
    }
    match (basic(left), basic(right)) {
        (Some(Basic::Int(left)), Some(Basic::Uint(right))) | (Some(Basic::Uint(right)), Some(Basic::Int(left))) => {
            return Ok(u64::try_from(left) == Ok(right));
        }
        (Some(first), Some(second)) if std::mem::discriminant(&first) == std::mem::discriminant(&second) => {
            return Ok(first == second);
        }
        (None, None) => {}
        _ if left.is_nil() || right.is_nil() => return Ok(false),
        _ => return Err(incompatible(left, right)),
    }
    match (string(left), string(right)) {
        (Some(left), Some(right)) => Ok(left == right),
        (None, None) => identical(left, right),
        _ if left.is_nil() || right.is_nil() => Ok(false),
        _ => Err(incompatible(left, right)),
    }
}

/// Go's `==` on what is neither number, string nor bool: nil, pointers and structs, but no maps and slices.
fn identical(left: &Value, right: &Value) -> Result<bool, Error> {
    let alike = left.kind() == right.kind() || left.is_nil() || right.is_nil();
    if !alike {
        let (shown, types) = (show(left), (left.type_name(), right.type_name()));
        let sentence = format!("non-comparable types {shown}: {}, {}: {}", types.0, types.1, show_plain(right));
        return Err(Error::coded("render::comparison", sentence));
    }
    if is_nil(left) || is_nil(right) {
        return Ok(is_nil(left) == is_nil(right));
    }
    match (left, right) {
        (Value::Object(left), Value::Object(right)) if right.kind() == Kind::Ptr => Ok(Rc::ptr_eq(left, right)),
        (Value::Object(left), Value::Object(object)) if !matches!(object.kind(), Kind::Map | Kind::Slice) => {
            Ok(left.equals(object.as_ref()))
        }
        _ => {
            let sentence = format!("non-comparable type {}: {}", show(right), right.type_name());
            Err(Error::coded("render::comparison", sentence))
        }
    }
}

fn is_nil(value: &Value) -> bool {
    match value {
        Value::Nil => true,
        Value::List(list) => list.is_nil(),
        Value::Map(map) => map.is_nil(),
        _ => false,
    }
}

/// Room for the values that an error shows.
const SHOWN: usize = 64 << 10;

fn show(value: &Value) -> String {
    let text = fmt::sprintf_within(SHOWN, b"%s", std::slice::from_ref(value)).unwrap_or_default();
    String::from_utf8_lossy(&text).into_owned()
}

fn show_plain(value: &Value) -> String {
    let text = fmt::sprint_within(SHOWN, std::slice::from_ref(value)).unwrap_or_default();
    String::from_utf8_lossy(&text).into_owned()
}

/// Whether the first of two arguments is less than the second.
pub(super) fn less(args: &[Operand]) -> Result<bool, Error> {
    let [left, right] = args else { return Err(invalid()) };
    let (left, right) = (&left.value, &right.value);
    if let (Some(left), Some(right)) = (string(left), string(right)) {
        return Ok(*left < *right);
    }
    let known = |value: &Value| basic(value).is_some() || string(value).is_some();
    if !known(left) || !known(right) {
        return Err(invalid());
    }
    match (basic(left), basic(right)) {
        (Some(Basic::Int(left)), Some(Basic::Int(right))) => Ok(left < right),
        (Some(Basic::Uint(left)), Some(Basic::Uint(right))) => Ok(left < right),
        (Some(Basic::Float(left)), Some(Basic::Float(right))) => Ok(left < right),
        (Some(Basic::Int(left)), Some(Basic::Uint(right))) => Ok(u64::try_from(left).map_or(true, |left| left < right)),
        (Some(Basic::Uint(left)), Some(Basic::Int(right))) => Ok(u64::try_from(right).is_ok_and(|right| left < right)),
        (Some(Basic::Bool(_)), Some(Basic::Bool(_))) | (Some(Basic::Complex(_)), Some(Basic::Complex(_))) => {
            Err(invalid())
        }
        _ => Err(incompatible(left, right)),
    }
}
