//! [`Data`], JSON that is cheap to pass on: texts, lists and maps are shared, so that an expression which picks a part of an
//! object copies nothing. Whole numbers and others are told apart for how they are written, never for what they equal.

use crate::go::strconv;
use serde_json::Value;
use smol_str::SmolStr;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The entries of a map, in the order of their keys.
pub type Entries = BTreeMap<SmolStr, Data>;

/// A JSON value. Cloning it is cheap.
#[derive(Clone, Debug, Default)]
pub enum Data {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number, and what functions compute.
    Float(f64),
    /// A text.
    Text(SmolStr),
    /// An array.
    List(Arc<Vec<Data>>),
    /// An object.
    Map(Arc<Entries>),
}

impl Data {
    /// A text.
    pub fn text(text: impl Into<SmolStr>) -> Data {
        Data::Text(text.into())
    }

    /// An array.
    pub fn list(items: Vec<Data>) -> Data {
        Data::List(Arc::new(items))
    }

    /// An object.
    pub fn map(entries: Entries) -> Data {
        Data::Map(Arc::new(entries))
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Data::Int(number) => Some(*number as f64),
            Data::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The items, where it is an array.
    pub fn as_list(&self) -> Option<&Arc<Vec<Data>>> {
        match self {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, where it is an object.
    pub fn as_map(&self) -> Option<&Arc<Entries>> {
        match self {
            Data::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Data> {
        self.as_map()?.get(key)
    }

    /// The value at a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Data> {
        path.iter().try_fold(self, |data, key| data.get(key))
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Data::Null)
    }

    /// Whether JMESPath takes it for false: null, `false`, and what is empty. Numbers are true.
    pub fn is_falsy(&self) -> bool {
        match self {
            Data::Null => true,
            Data::Bool(value) => !value,
            Data::Text(text) => text.is_empty(),
            Data::List(items) => items.is_empty(),
            Data::Map(entries) => entries.is_empty(),
            Data::Int(_) | Data::Float(_) => false,
        }
    }

    /// JMESPath's name of the type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Data::Null => "null",
            Data::Bool(_) => "boolean",
            Data::Int(_) | Data::Float(_) => "number",
            Data::Text(_) => "string",
            Data::List(_) => "array",
            Data::Map(_) => "object",
        }
    }

    /// As `fmt.Sprint` writes it: `map[a:1 b:[2 3]]`, `<nil>`.
    pub fn to_go_text(&self) -> String {
        let mut out = String::new();
        self.write_go(&mut out);
        out
    }

    fn write_go(&self, out: &mut String) {
        match self {
            Data::Null => out.push_str("<nil>"),
            Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Data::Int(number) => push(out, number),
            Data::Float(number) => out.push_str(&strconv::format_float(*number, b'g', -1)),
            Data::Text(text) => out.push_str(text),
            Data::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { " " });
                    item.write_go(out);
                }
                out.push(']');
            }
            Data::Map(entries) => {
                out.push_str("map[");
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { " " });
                    push(out, key);
                    out.push(':');
                    value.write_go(out);
                }
                out.push(']');
            }
        }
    }

    /// As Go's `encoding/json` writes it: keys in order, no spaces, `<`, `>` and `&` escaped.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Data::Null => out.push_str("null"),
            Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Data::Int(number) => push(out, number),
            Data::Float(number) => out.push_str(&json_float(*number)),
            Data::Text(text) => write_json_text(text, out),
            Data::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    item.write_json(out);
                }
                out.push(']');
            }
            Data::Map(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    write_json_text(key, out);
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
        }
    }

    /// The value that a JSON text says; whole numbers stay whole. The error is a sentence.
    pub fn parse_json(text: &str) -> Result<Data, String> {
        serde_json::from_str::<Value>(text).map(|value| Data::from(&value)).map_err(|error| error.to_string())
    }
}

fn push(out: &mut String, value: &impl std::fmt::Display) {
    // Writing to a text cannot fail.
    let _ = write!(out, "{value}");
}

fn write_json_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// A number as Go's `encoding/json` writes it.
fn json_float(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = strconv::format_float(number, b'e', -1);
        return text.replace("e-0", "e-").replace("e+0", "e+");
    }
    strconv::format_float(number, b'f', -1)
}

impl PartialEq for Data {
    /// Numbers are equal by their value, whatever they are written as.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Data::Null, Data::Null) => true,
            (Data::Bool(a), Data::Bool(b)) => a == b,
            (Data::Int(a), Data::Int(b)) => a == b,
            (Data::Text(a), Data::Text(b)) => a == b,
            (Data::List(a), Data::List(b)) => Arc::ptr_eq(a, b) || a == b,
            (Data::Map(a), Data::Map(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => matches!((self.as_number(), other.as_number()), (Some(a), Some(b)) if a == b),
        }
    }
}

impl PartialOrd for Data {
    /// Numbers and texts have an order among their own.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Data::Text(a), Data::Text(b)) => Some(a.cmp(b)),
            (Data::Int(a), Data::Int(b)) => Some(a.cmp(b)),
            _ => self.as_number()?.partial_cmp(&other.as_number()?),
        }
    }
}

impl From<&Value> for Data {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Data::Null,
            Value::Bool(value) => Data::Bool(*value),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => Data::Int(whole),
                None => Data::Float(number.as_f64().unwrap_or_default()),
            },
            Value::String(text) => Data::text(text.as_str()),
            Value::Array(items) => Data::list(items.iter().map(Data::from).collect()),
            Value::Object(map) => Data::map(map.iter().map(|(key, value)| (key.into(), value.into())).collect()),
        }
    }
}

impl From<&Data> for Value {
    fn from(data: &Data) -> Self {
        match data {
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(*value),
            Data::Int(number) => Value::from(*number),
            Data::Float(number) => Value::from(*number),
            Data::Text(text) => Value::String(text.to_string()),
            Data::List(items) => Value::Array(items.iter().map(Value::from).collect()),
            Data::Map(map) => Value::Object(map.iter().map(|(key, value)| (key.to_string(), value.into())).collect()),
        }
    }
}

impl From<bool> for Data {
    fn from(value: bool) -> Self {
        Data::Bool(value)
    }
}

impl From<f64> for Data {
    fn from(value: f64) -> Self {
        Data::Float(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_go_writes_them() {
        let data = Data::parse_json(r#"{"b":[1,2.5,"x<y",null],"a":1e21,"c":1000000.0}"#).expect("it is JSON");
        assert_eq!(data.to_json(), r#"{"a":1e+21,"b":[1,2.5,"x\u003cy",null],"c":1000000}"#);
        assert_eq!(data.to_go_text(), "map[a:1e+21 b:[1 2.5 x<y <nil>] c:1e+06]");
    }

    #[test]
    fn numbers_are_equal_by_value() {
        assert_eq!(Data::Int(1), Data::Float(1.0));
        assert_ne!(Data::Int(1), Data::text("1"));
        assert!(Data::Int(1) < Data::Float(1.5));
    }
}
