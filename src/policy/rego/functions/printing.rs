//! `sprintf`: Go's formatting, whose text says what is missing or too much, where the interpreter would give nothing.

use super::{Function, Given, function, text};
use crate::go;
use crate::go::strconv::quote;
use regorus::Value;
use std::fmt::Write as _;

/// The longest text, in bytes.
const MAX_TEXT: usize = 16 << 20;

pub(super) const FUNCTIONS: &[Function] = &[function("sprintf", 2, sprintf)];

fn sprintf(arguments: &[Value]) -> Given {
    let [format, Value::Array(values)] = arguments else { return Ok(Value::Undefined) };
    let Some(format) = text(format) else { return Ok(Value::Undefined) };
    let operands: Vec<go::Value> = values.iter().map(operand).collect();
    let printed = go::fmt::sprintf_within(MAX_TEXT, format.as_bytes(), &operands).map_err(|error| error.to_string())?;
    Ok(Value::from(String::from_utf8_lossy(&printed).into_owned()))
}

/// What Go prints for a value: numbers and texts as such, everything else as the text that Rego has for it.
fn operand(value: &Value) -> go::Value {
    match value {
        Value::Number(number) => match number.is_integer().then(|| number.as_i64()).flatten() {
            Some(whole) => go::Value::Int(whole, go::IntKind::Int),
            None => match number.as_f64().filter(|_| !number.is_integer()) {
                Some(float) => go::Value::Float(float),
                None => go::Value::Str(number.format_decimal().into()),
            },
        },
        Value::String(text) => go::Value::Str(text.as_ref().into()),
        other => go::Value::Str(written(other).into()),
    }
}

/// A value as Rego writes it.
pub(super) fn written(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => drop(write!(out, "{truth}")),
        Value::Number(number) => out.push_str(&number.format_decimal()),
        Value::String(text) => out.push_str(&quote(text.as_bytes())),
        Value::Array(items) => list("[", items.iter(), "]", out),
        Value::Set(items) if items.is_empty() => out.push_str("set()"),
        Value::Set(items) => list("{", items.iter(), "}", out),
        Value::Object(fields) => {
            out.push('{');
            for (at, (key, value)) in fields.iter_sorted().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write(key, out);
                out.push_str(": ");
                write(value, out);
            }
            out.push('}');
        }
        Value::Undefined => {}
    }
}

fn list<'v>(open: &str, items: impl Iterator<Item = &'v Value>, close: &str, out: &mut String) {
    out.push_str(open);
    for (at, item) in items.enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        write(item, out);
    }
    out.push_str(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(format: &str, values: &str) -> String {
        let values = Value::from_json_str(values).expect("JSON");
        let given = sprintf(&[Value::from(format), values]).expect("it is short");
        text(&given).unwrap_or("undefined").to_owned()
    }

    #[test]
    fn what_is_missing_or_too_much_is_said_in_the_text() {
        assert_eq!(printed("%v of %d", r#"["a"]"#), "a of %!d(MISSING)");
        assert_eq!(printed("%v", r#"["a", 1]"#), "a%!(EXTRA int=1)");
        assert_eq!(printed("%d %s", r#"["a", 1]"#), "%!d(string=a) %!s(int=1)");
    }

    #[test]
    fn verbs_are_those_of_go() {
        assert_eq!(
            printed("%5d|%-4s|%q|%.2f|%x|%+d|%t", r#"[7, "a", "b\"c", 1.5, 255, 3, true]"#),
            "    7|a   |\"b\\\"c\"|1.50|ff|+3|%!t(string=true)"
        );
        assert_eq!(printed("100%", "[]"), "100%!(NOVERB)");
    }

    #[test]
    fn other_values_are_written_as_rego_writes_them() {
        assert_eq!(printed("%v %v", r#"[{"b": [1, null], "a": "x"}, true]"#), r#"{"a": "x", "b": [1, null]} true"#);
        assert_eq!(written(&Value::new_set()), "set()");
    }
}
