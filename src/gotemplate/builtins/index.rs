//! `index` and `slice`.

use crate::go::{IntKind, Kind, List, Member, Str, Value};
use crate::gotemplate::error::Error;
use crate::gotemplate::value::Operand;

/// `index x 1 "a"`: `x[1]["a"]`. A missing key gives the zero value, an index beyond the end an error.
pub(super) fn index(args: &[Operand]) -> Result<Operand, Error> {
    let Some((item, indexes)) = args.split_first() else { return Ok(Operand::default()) };
    if item.value.is_nil() {
        return Err(Error::coded("render::index", "index of untyped nil"));
    }
    let mut item = item.clone();
    for index in indexes {
        item = step(&item.value, &index.value)?;
    }
    Ok(item)
}

fn step(item: &Value, index: &Value) -> Result<Operand, Error> {
    match item {
        Value::Nil => Err(Error::coded("render::index", "index of nil pointer")),
        Value::List(list) => {
            let at = position(index, list.len())?;
            let item =
                list.get(at).ok_or_else(|| Error::coded("render::index", "reflect: slice index out of range"))?;
            Ok(Operand::element(item.clone(), list.elem()))
        }
        Value::Str(text) => byte(text, index, "reflect: string index out of range"),
        Value::Bytes(bytes) => byte(bytes, index, "reflect: slice index out of range"),
        Value::Map(map) => {
            let key = key(index)?;
            Ok(Operand::entry(map.get(&key), map.ty()))
        }
        Value::Object(object) => match object.kind() {
            Kind::Slice => step(&Value::List(object.items().unwrap_or_else(|| List::new(Vec::new()))), index),
            Kind::Map => {
                let key = key(index)?;
                let entries = object.entries().unwrap_or_default();
                let found = entries.into_iter().find(|(name, _)| *name == key).map(|(_, value)| value);
                let missing = || match object.member("") {
                    Some(Member::Field(zero)) => zero,
                    _ => Value::Nil,
                };
                Ok(found.unwrap_or_else(missing).into())
            }
            _ => Err(not_indexable(item)),
        },
        _ => Err(not_indexable(item)),
    }
}

fn not_indexable(item: &Value) -> Error {
    Error::coded("render::index", format!("can't index item of type {}", super::indirect_name(item)))
}

fn byte(text: &[u8], index: &Value, out_of_range: &str) -> Result<Operand, Error> {
    let at = position(index, text.len())?;
    let byte = text.get(at).ok_or_else(|| Error::coded("render::index", out_of_range))?;
    Ok(Value::Int(i64::from(*byte), IntKind::Uint8).into())
}

fn key(index: &Value) -> Result<Str, Error> {
    match index {
        Value::Str(key) => Ok(key.clone()),
        Value::Nil => Err(Error::coded("render::index", "value is nil; should be of type string")),
        other => {
            let sentence = format!("value has type {}; should be string", other.type_name());
            Err(Error::coded("render::index", sentence))
        }
    }
}

/// An index up to and with `length`: Go refuses what is beyond in two different ways.
fn position(index: &Value, length: usize) -> Result<usize, Error> {
    let number = match index {
        Value::Int(number, _) => *number,
        Value::Nil => return Err(Error::coded("render::index", "cannot index slice/array with nil")),
        other => {
            let sentence = format!("cannot index slice/array with type {}", other.type_name());
            return Err(Error::coded("render::index", sentence));
        }
    };
    usize::try_from(number)
        .ok()
        .filter(|&at| at <= length)
        .ok_or_else(|| Error::coded("render::index", format!("index out of range: {number}")))
}

/// `slice x 1 2`: `x[1:2]` of a string or a slice.
pub(super) fn slice(args: &[Operand]) -> Result<Value, Error> {
    let Some((item, indexes)) = args.split_first() else { return Ok(Value::Nil) };
    if item.value.is_nil() {
        return Err(Error::coded("render::index", "slice of untyped nil"));
    }
    if indexes.len() > 3 {
        return Err(Error::coded("render::index", format!("too many slice indexes: {}", indexes.len())));
    }
    let length = match &item.value {
        Value::Str(_) if indexes.len() == 3 => {
            return Err(Error::coded("render::index", "cannot 3-index slice a string"));
        }
        Value::Str(text) | Value::Bytes(text) => text.len(),
        Value::List(list) => list.len(),
        other => return Err(Error::coded("render::index", format!("can't slice item of type {}", other.type_name()))),
    };
    let mut bounds = [0, length, length];
    for (bound, index) in bounds.iter_mut().zip(indexes) {
        *bound = position(&index.value, length)?;
    }
    let [start, end, capacity] = bounds;
    if start > end {
        return Err(Error::coded("render::index", format!("invalid slice index: {start} > {end}")));
    }
    if end > capacity {
        return Err(Error::coded("render::index", format!("invalid slice index: {end} > {capacity}")));
    }
    Ok(match &item.value {
        Value::Str(text) => Value::str(text.get(start..end).unwrap_or_default()),
        Value::Bytes(bytes) => Value::Bytes(Str::from(bytes.get(start..end).unwrap_or_default())),
        Value::List(list) => Value::List(List::typed(list.elem(), list.get(start..end).unwrap_or_default().to_vec())),
        _ => Value::Nil,
    })
}
