//! Conversions between types, `type`, `size`, and the names of types.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;
use super::times;
use crate::go::strconv::{self, format_float};
use std::sync::Arc;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("dyn", "A -> dyn", same);
    environment.function("type", "A -> type", type_of);
    for signature in ["string -> int", "bytes -> int", "list<A> -> int", "map<A,B> -> int"] {
        environment.function("size", signature, size);
        environment.member("size", signature, size);
    }
    for from in ["int", "uint", "double", "string", "timestamp", "duration"] {
        environment.function("int", &format!("{from} -> int"), int);
    }
    for from in ["int", "uint", "double", "string"] {
        environment.function("uint", &format!("{from} -> uint"), uint);
        environment.function("double", &format!("{from} -> double"), double);
    }
    for from in ["string", "bool", "int", "uint", "double", "bytes", "timestamp", "duration"] {
        environment.function("string", &format!("{from} -> string"), string);
    }
    for from in ["bool", "string"] {
        environment.function("bool", &format!("{from} -> bool"), bool);
    }
    for from in ["bytes", "string"] {
        environment.function("bytes", &format!("{from} -> bytes"), bytes);
    }
}

/// The type that a name stands for in an expression.
pub(in super::super) fn type_named(name: &str) -> Option<Arc<str>> {
    let known = [
        "bool",
        "bytes",
        "double",
        "google.protobuf.Duration",
        "google.protobuf.Timestamp",
        "int",
        "kubernetes.NamedFormat",
        "kubernetes.Quantity",
        "kubernetes.Semver",
        "kubernetes.URL",
        "list",
        "map",
        "net.CIDR",
        "net.IP",
        "null_type",
        "optional_type",
        "string",
        "type",
        "uint",
    ];
    known.contains(&name).then(|| name.into())
}

fn same<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    arguments.get(0).cloned()
}

fn type_of<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    Ok(Value::Type(arguments.get(0)?.type_name().into()))
}

fn size<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let size = match arguments.get(0)? {
        Value::String(text) => {
            runtime.spend(text.len() as u64 / 64)?;
            text.chars().count()
        }
        Value::Bytes(bytes) => bytes.len(),
        Value::List(list) => list.len(),
        Value::Map(map) => map.len(),
        _ => return Err(Error::no_such_overload()),
    };
    Ok(Value::Int(size as i64))
}

fn failed(from: &Value<'_>, to: &str) -> Error {
    Error::new(format!("type conversion error from '{}' to '{to}'", from.type_name()))
}

fn int<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let overflow = || Error::new("integer overflow");
    let value = arguments.get(0)?;
    Ok(Value::Int(match value {
        Value::Int(number) => *number,
        Value::Uint(number) => i64::try_from(*number).map_err(|_| overflow())?,
        // Beyond 2^63 a double is no int, and the greatest ones below are not exact.
        Value::Double(number) if *number > -9_223_372_036_854_775_808.0 && *number < 9_223_372_036_854_775_807.0 => {
            *number as i64
        }
        Value::Double(_) => return Err(overflow()),
        Value::String(text) => strconv::parse_int(text.as_bytes(), 10, 64).map_err(|_| failed(value, "int"))?,
        Value::Timestamp(time) => time.as_second(),
        Value::Duration(nanos) => *nanos,
        _ => return Err(failed(value, "int")),
    }))
}

fn uint<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let overflow = || Error::new("unsigned integer overflow");
    let value = arguments.get(0)?;
    Ok(Value::Uint(match value {
        Value::Uint(number) => *number,
        Value::Int(number) => u64::try_from(*number).map_err(|_| overflow())?,
        Value::Double(number) if *number >= 0.0 && *number < 18_446_744_073_709_551_615.0 => *number as u64,
        Value::Double(_) => return Err(overflow()),
        Value::String(text) => strconv::parse_uint(text.as_bytes(), 10, 64).map_err(|_| failed(value, "uint"))?,
        _ => return Err(failed(value, "uint")),
    }))
}

fn double<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let value = arguments.get(0)?;
    Ok(Value::Double(match value {
        Value::Double(number) => *number,
        Value::Int(number) => *number as f64,
        Value::Uint(number) => *number as f64,
        Value::String(text) => strconv::parse_float(text.as_bytes()).map_err(|_| failed(value, "double"))?,
        _ => return Err(failed(value, "double")),
    }))
}

fn bool<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let value = arguments.get(0)?;
    match value {
        Value::Bool(is) => Ok(Value::Bool(*is)),
        Value::String(text) => match &**text {
            "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(Value::Bool(true)),
            "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(Value::Bool(false)),
            _ => Err(failed(value, "bool")),
        },
        _ => Err(failed(value, "bool")),
    }
}

fn bytes<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    match arguments.get(0)? {
        Value::String(text) => {
            runtime.spend_text(text.len())?;
            Ok(Value::Bytes(text.as_bytes().into()))
        }
        other => Ok(other.clone()),
    }
}

fn string<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let value = arguments.get(0)?;
    match value {
        Value::String(_) => Ok(value.clone()),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => runtime.text(text.to_owned()),
            Err(_) => Err(Error::new("invalid UTF-8 in bytes, cannot convert to string")),
        },
        _ => runtime.text(text_of(value).ok_or_else(|| failed(value, "string"))?),
    }
}

/// The text of a simple value, as `string()` gives it.
pub(in super::super) fn text_of(value: &Value<'_>) -> Option<String> {
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(is) => is.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Uint(number) => number.to_string(),
        Value::Double(number) => format_float(*number, b'g', -1),
        Value::String(text) => text.to_string(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Value::Timestamp(time) => time.to_string(),
        Value::Duration(nanos) => times::duration_text(*nanos),
        Value::Type(name) => name.to_string(),
        Value::Opaque(value) => value.text()?,
        Value::List(_) | Value::Map(_) | Value::Optional(_) => return None,
    })
}
