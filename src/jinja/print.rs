//! How values are printed: text as it is, whole numbers without a point, nothing for null, lists and maps as YAML's flow style
//! has them.

use super::fault;
use super::objects::is_undefined;
use crate::go::{Kind, Str, Value, fmt, strconv};
use crate::gotemplate::{Error, Machine};

/// How deeply a value that is printed may nest.
const DEPTH: usize = 100;

/// Whole numbers up to here are exact in a float.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

/// The text of a value.
pub(super) fn shown(value: &Value, machine: &mut Machine<'_>) -> Result<Vec<u8>, Error> {
    let limit = machine.text_limit();
    let mut printer = Printer { out: Vec::new(), limit, values: 0 };
    printer.outermost(value)?;
    machine.charge_for(printer.values, 0)?;
    Ok(printer.out)
}

struct Printer {
    out: Vec<u8>,
    limit: usize,
    values: u64,
}

impl Printer {
    fn write(&mut self, text: &[u8]) -> Result<(), Error> {
        if self.out.len() + text.len() > self.limit {
            let sentence = format!("a value takes more than {} bytes when it is printed", self.limit);
            return Err(Error::coded("render::limit-allocation", sentence)
                .help("raise --max-allocation if the chart really needs such a text"));
        }
        self.out.extend_from_slice(text);
        Ok(())
    }

    fn outermost(&mut self, value: &Value) -> Result<(), Error> {
        match value {
            Value::Nil => Ok(()),
            Value::Str(text) | Value::Bytes(text) => self.write(text),
            _ => self.value(value, 0),
        }
    }

    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Error> {
        self.values += 1;
        if depth > DEPTH {
            return Err(fault::unfit(format!("the value nests more than {DEPTH} levels deep, or holds itself")));
        }
        match value {
            Value::Nil => self.write(b"null"),
            Value::Bool(flag) => self.write(if *flag { b"true" } else { b"false" }),
            Value::Int(number, kind) if kind.signed() => self.write(number.to_string().as_bytes()),
            Value::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                self.write((*number as i64).to_string().as_bytes())
            }
            Value::Int(..) | Value::Float(_) => self.write(&fmt::print_value(value)),
            Value::Str(text) | Value::Bytes(text) => self.quoted(text),
            Value::List(list) => self.list(list, depth),
            Value::Map(map) => self.map(&map.entries(), depth),
            Value::Object(object) => match (object.display_in_place(), object.kind()) {
                (Some(text), _) => self.write(&text),
                (None, Kind::Map) => self.map(&object.entries().unwrap_or_default(), depth),
                (None, Kind::Slice) => {
                    let items = object.items().map(|items| items.to_vec()).unwrap_or_default();
                    self.list(&items, depth)
                }
                _ => self.write(&fmt::print_value(value)),
            },
        }
    }

    fn quoted(&mut self, text: &Str) -> Result<(), Error> {
        let quoted = match std::str::from_utf8(text) {
            Ok(text) => serde_json::to_string(text).unwrap_or_default(),
            Err(_) => strconv::quote(text),
        };
        self.write(quoted.as_bytes())
    }

    fn list(&mut self, items: &[Value], depth: usize) -> Result<(), Error> {
        self.write(b"[")?;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.write(b", ")?;
            }
            self.value(item, depth + 1)?;
        }
        self.write(b"]")
    }

    fn map(&mut self, entries: &[(Str, Value)], depth: usize) -> Result<(), Error> {
        self.write(b"{")?;
        for (index, (key, value)) in entries.iter().enumerate() {
            if index > 0 {
                self.write(b", ")?;
            }
            self.quoted(key)?;
            self.write(b": ")?;
            self.value(value, depth + 1)?;
        }
        self.write(b"}")
    }
}

/// What a value is called in sentences.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        _ if is_undefined(value) => "an undefined value",
        Value::Nil => "null",
        Value::Bool(_) => "a bool",
        Value::Int(..) | Value::Float(_) => "a number",
        Value::Str(_) | Value::Bytes(_) => "a string",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
        Value::Object(object) => match object.kind() {
            Kind::Map => "a map",
            Kind::Slice => "a list",
            Kind::Func => "something to be called",
            _ => "an object",
        },
    }
}
