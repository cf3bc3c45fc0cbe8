//! Writing JSON as `Marshal` and `MarshalIndent` do. Containers being written are kept on a stack of their own.

use super::{Error, Options};
use crate::go::strconv::format_float;
use crate::go::{List, Map, Object, Str, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashSet;
use std::fmt::Write;

/// `Marshal` or `MarshalIndent` (or an `Encoder`'s `Encode`, without the newline it adds): the value as JSON. An error
/// is a value that JSON can't hold (`json: unsupported value: NaN`) or a map that holds itself.
pub fn encode(value: &Value, options: Options<'_>) -> Result<String, Error> {
    let mut writer = Writer { out: String::new(), options, open: Vec::new(), path: HashSet::new() };
    writer.value(value)?;
    while let Some(mut container) = writer.open.pop() {
        match container.next() {
            Some((key, value)) => {
                writer.separate(&mut container);
                writer.open.push(container);
                if let Some(key) = key {
                    write_string(&mut writer.out, &key, options.escape_html);
                    writer.out.push_str(if options.indent.is_some() { ": " } else { ":" });
                }
                writer.value(&value)?;
            }
            None => writer.close(container),
        }
        if writer.out.len() > options.limit {
            return Err(Error::new(format!("json: the text is larger than {} bytes", options.limit)));
        }
    }
    Ok(writer.out)
}

struct Writer<'a> {
    out: String,
    options: Options<'a>,
    /// The containers whose opening bracket is written, outermost first.
    open: Vec<Container>,
    /// The addresses of those maps in `open` that could hold themselves.
    path: HashSet<usize>,
}

struct Container {
    children: Children,
    empty: bool,
}

enum Children {
    List { list: List, next: usize },
    Map { map: Map, entries: std::vec::IntoIter<(Str, Value)> },
    Fields(std::vec::IntoIter<(&'static str, Value)>),
}

impl Container {
    fn new(children: Children) -> Self {
        Container { children, empty: true }
    }

    fn next(&mut self) -> Option<(Option<Str>, Value)> {
        match &mut self.children {
            Children::List { list, next } => {
                let item = list.get(*next)?.clone();
                *next += 1;
                Some((None, item))
            }
            Children::Map { entries, .. } => entries.next().map(|(key, value)| (Some(key), value)),
            Children::Fields(fields) => fields.next().map(|(name, value)| (Some(Str::from(name)), value)),
        }
    }
}

impl Writer<'_> {
    /// Writes a scalar, or opens a container.
    fn value(&mut self, value: &Value) -> Result<(), Error> {
        match value {
            Value::Nil => self.out.push_str("null"),
            Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Int(number, kind) if kind.signed() => _ = write!(self.out, "{number}"),
            Value::Int(bits, _) => _ = write!(self.out, "{}", *bits as u64),
            Value::Float(number) => write_float(&mut self.out, *number)?,
            Value::Str(text) => write_string(&mut self.out, text, self.options.escape_html),
            Value::Bytes(bytes) => {
                self.out.push('"');
                STANDARD.encode_string(&bytes[..], &mut self.out);
                self.out.push('"');
            }
            Value::List(list) if list.is_nil() => self.out.push_str("null"),
            Value::Map(map) if map.is_nil() => self.out.push_str("null"),
            Value::List(list) => {
                self.out.push('[');
                self.open.push(Container::new(Children::List { list: list.clone(), next: 0 }));
            }
            Value::Map(map) => {
                if map.mutated() && !self.path.insert(map.address()) {
                    let name = value.type_name();
                    return Err(Error::new(format!("json: unsupported value: encountered a cycle via {name}")));
                }
                self.out.push('{');
                let entries = map.entries().into_iter();
                self.open.push(Container::new(Children::Map { map: map.clone(), entries }));
            }
            Value::Object(object) => self.object(object.as_ref())?,
        }
        Ok(())
    }

    fn object(&mut self, object: &dyn Object) -> Result<(), Error> {
        if let Some(fields) = object.json_fields() {
            self.out.push('{');
            self.open.push(Container::new(Children::Fields(fields.into_iter())));
            return Ok(());
        }
        match object.to_plain() {
            // An object that stands for itself would never end.
            Some(plain) if !matches!(plain, Value::Object(_)) => self.value(&plain),
            _ => Err(Error::new(format!("json: unsupported type: {}", object.type_name()))),
        }
    }

    /// What stands in front of a container's next child.
    fn separate(&mut self, container: &mut Container) {
        if !container.empty {
            self.out.push(',');
        }
        container.empty = false;
        self.break_line(self.open.len() + 1);
    }

    fn close(&mut self, container: Container) {
        if !container.empty {
            self.break_line(self.open.len());
        }
        match container.children {
            Children::List { .. } => self.out.push(']'),
            Children::Fields(_) => self.out.push('}'),
            Children::Map { map, .. } => {
                self.path.remove(&map.address());
                self.out.push('}');
            }
        }
    }

    fn break_line(&mut self, depth: usize) {
        if let Some((prefix, indent)) = self.options.indent {
            self.out.push('\n');
            self.out.push_str(prefix);
            (0..depth).for_each(|_| self.out.push_str(indent));
        }
    }
}

/// A `float64` as JSON has it: the shortest digits, with an exponent below 1e-6 and from 1e21 on.
fn write_float(out: &mut String, number: f64) -> Result<(), Error> {
    if !number.is_finite() {
        return Err(Error::new(format!("json: unsupported value: {}", format_float(number, b'g', -1))));
    }
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let size = number.abs();
    if number.trunc() == number && size < EXACT && !(number == 0.0 && number.is_sign_negative()) {
        let _ = write!(out, "{}", number as i64);
    } else if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format_float(number, b'e', -1);
        match text.strip_suffix(|digit: char| digit.is_ascii_digit()).and_then(|head| head.strip_suffix("e-0")) {
            // A negative exponent of one digit is written without the zero in front.
            Some(mantissa) => {
                out.push_str(mantissa);
                out.push_str("e-");
                out.push_str(&text[text.len() - 1..]);
            }
            None => out.push_str(&text),
        }
    } else {
        out.push_str(&format_float(number, b'f', -1));
    }
    Ok(())
}

/// Writes `text` as a JSON string. Bytes that are not UTF-8 become U+FFFD, one each.
pub fn write_string(out: &mut String, text: &[u8], escape_html: bool) {
    out.push('"');
    for chunk in text.utf8_chunks() {
        write_escaped(out, chunk.valid(), escape_html);
        out.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    out.push('"');
}

fn write_escaped(out: &mut String, text: &str, escape_html: bool) {
    let mut start = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'<' if escape_html => "\\u003c",
            b'>' if escape_html => "\\u003e",
            b'&' if escape_html => "\\u0026",
            0x20..=0xe1 => continue,
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0xe2 if text[at..].starts_with('\u{2028}') => "\\u2028",
            0xe2 if text[at..].starts_with('\u{2029}') => "\\u2029",
            0xe2.. => continue,
            _ => {
                out.push_str(&text[start..at]);
                let _ = write!(out, "\\u{byte:04x}");
                start = at + 1;
                continue;
            }
        };
        out.push_str(&text[start..at]);
        out.push_str(escape);
        start = at + if byte == 0xe2 { 3 } else { 1 };
    }
    out.push_str(&text[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(value: &Value) -> Result<String, String> {
        encode(value, Options::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn floats_have_an_exponent_only_when_very_small_or_large() {
        let cases = [
            (1.0, "1"),
            (-0.0, "-0"),
            (1e6, "1000000"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (0.000001, "0.000001"),
            (0.0000001, "1e-7"),
            (1.5e-10, "1.5e-10"),
            (0.1, "0.1"),
            (9007199254740993.0, "9007199254740992"),
            (5e-324, "5e-324"),
        ];
        for (number, text) in cases {
            assert_eq!(json(&Value::Float(number)), Ok(String::from(text)));
        }
        assert_eq!(json(&Value::Float(f64::NAN)), Err(String::from("json: unsupported value: NaN")));
        assert_eq!(json(&Value::Float(f64::INFINITY)), Err(String::from("json: unsupported value: +Inf")));
    }

    #[test]
    fn strings_escape_html_separators_and_invalid_bytes() {
        let text = Value::Str(crate::go::Str::from(&b"a<b>&\"\\\n\t\x01\x7f\xff\xfe\xe2\x80\xa8\xc3\xa9"[..]));
        assert_eq!(
            json(&text).as_deref(),
            Ok("\"a\\u003cb\\u003e\\u0026\\\"\\\\\\n\\t\\u0001\x7f\u{fffd}\u{fffd}\\u2028\u{e9}\"")
        );
        let raw = Options { escape_html: false, ..Options::default() };
        assert_eq!(encode(&Value::str("<&>"), raw).as_deref(), Ok("\"<&>\""));
    }

    #[test]
    fn indentation_leaves_empty_containers_closed() {
        let value = Value::Map(Map::from_iter([
            ("a", Value::list(vec![Value::int(1), Value::list(vec![])])),
            ("b", Value::Map(Map::new())),
        ]));
        let options = Options { indent: Some(("", "  ")), ..Options::default() };
        let text = "{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {}\n}";
        assert_eq!(encode(&value, options).as_deref(), Ok(text));
    }

    #[test]
    fn a_map_that_holds_itself_is_an_error() {
        let map = Map::new();
        map.insert("self", Value::list(vec![Value::Map(map.clone())]));
        let message = "json: unsupported value: encountered a cycle via map[string]interface {}";
        assert_eq!(json(&Value::Map(map.clone())), Err(String::from(message)));
        map.remove(b"self");
    }

    #[test]
    fn a_map_may_be_held_twice_and_the_limit_stops_what_doubles() {
        let mut value = Value::Map(Map::new());
        for _ in 0..60 {
            let map = Map::new();
            map.insert("a", value.clone());
            map.insert("b", value);
            value = Value::Map(map);
        }
        let options = Options { limit: 1 << 20, ..Options::default() };
        assert!(encode(&value, options).is_err());
    }

    #[test]
    fn a_million_levels_are_written() {
        let value = (0..1_000_000).fold(Value::Nil, |inner, _| Value::list(vec![inner]));
        assert_eq!(json(&value).map(|text| text.len()), Ok(2_000_004));
    }
}
