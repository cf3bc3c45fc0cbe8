//! How a value becomes text inside functions: `strval`, which most string functions use, and `%v`.

use crate::go::{Str, Value, strconv};

/// Sprig's `strval`: strings and bytes as they are, what has a `String` method by that, the rest as `%v`.
pub(super) fn strval(value: &Value) -> Str {
    match value {
        Value::Str(text) | Value::Bytes(text) => text.clone(),
        _ => printed(value),
    }
}

/// A value as `%v` prints it.
pub(super) fn printed(value: &Value) -> Str {
    match value {
        Value::Str(text) => text.clone(),
        _ => {
            let mut out = Vec::new();
            print(&mut out, value);
            Str::from(out)
        }
    }
}

fn print(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Nil => out.extend_from_slice(b"<nil>"),
        Value::Bool(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Value::Int(bits, kind) if !kind.signed() => out.extend_from_slice((*bits as u64).to_string().as_bytes()),
        Value::Int(number, _) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Float(number) => out.extend_from_slice(float_text(*number).as_bytes()),
        Value::Str(text) => out.extend_from_slice(text),
        Value::Bytes(bytes) => print_items(out, bytes.iter().map(|&byte| Value::int(i64::from(byte)))),
        Value::List(list) => print_items(out, list.iter().cloned()),
        Value::Map(map) => {
            out.extend_from_slice(b"map[");
            for (index, (key, value)) in map.entries().iter().enumerate() {
                out.extend_from_slice(if index > 0 { b" " } else { b"" });
                out.extend_from_slice(key);
                out.push(b':');
                print(out, value);
            }
            out.push(b']');
        }
        Value::Object(object) => match object.display() {
            Some(text) => out.extend_from_slice(&text),
            None => print_items(out, object.fields().into_iter().map(|(_, value)| value)),
        },
    }
}

fn print_items(out: &mut Vec<u8>, items: impl Iterator<Item = Value>) {
    out.push(b'[');
    for (index, item) in items.enumerate() {
        out.extend_from_slice(if index > 0 { b" " } else { b"" });
        print(out, &item);
    }
    out.push(b']');
}

/// `%v` of a float: the shortest text, with an exponent from 21 digits on.
fn float_text(number: f64) -> String {
    let text = strconv::format_float(number, b'g', -1);
    let magnitude = number.abs();
    if (1e6..1e21).contains(&magnitude) { strconv::format_float(number, b'f', -1) } else { text }
}
