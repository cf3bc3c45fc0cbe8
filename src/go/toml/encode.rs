//! The encoder: values of a table before its tables, two spaces for each level, tables in the order of their keys. It
//! tells the caller's meter of what it writes, as headers repeat the keys above them and so outgrow the value.

use super::scalar::{LOCAL_DATE, LOCAL_DATETIME, LOCAL_TIME};
use super::{push_key, push_quoted};
use crate::go::time::{Duration, Time, Zone};
use crate::go::{IntKind, Kind, List, Map, Object, Str, Value, strconv};
use std::rc::Rc;

/// Why a value could not be encoded.
#[derive(Debug)]
pub enum Failure<E> {
    /// TOML has no such thing, in the library's words.
    Unsupported(String),
    /// The value nests deeper than this many levels, as a map that holds itself does.
    TooDeep(usize),
    /// The meter refused.
    Meter(E),
}

/// Deeper than any real document; keeps the recursion within a small stack.
const MAX_DEPTH: usize = 500;
/// How many bytes are written between two questions to the meter.
const METER_EVERY: usize = 4096;

/// The TOML text of `value`, a map as a rule. `meter` is told of bytes as they are written and may refuse. The caller
/// has made sure that the value has an end.
pub fn encode<E>(value: &Value, meter: &mut dyn FnMut(usize) -> Result<(), E>) -> Result<Vec<u8>, Failure<E>> {
    if value.is_nil() {
        return Err(Failure::Unsupported(String::from("reflect: call of reflect.Value.Type on zero Value")));
    }
    if matches!(value, Value::List(list) if list.is_nil()) {
        return Ok(b"[]".to_vec());
    }
    let mut encoder = Encoder { out: Vec::new(), path: Vec::new(), keys: 0, depth: 0, metered: 0, meter };
    encoder.item(value)?;
    encoder.settle(1)?;
    Ok(encoder.out)
}

struct Encoder<'m, E> {
    out: Vec<u8>,
    /// The keys down to the current table, as a header writes them.
    path: Vec<u8>,
    /// How many keys `path` has.
    keys: usize,
    /// How deep the recursion is, inline values included.
    depth: usize,
    /// How much of `out` the meter knows of.
    metered: usize,
    meter: &'m mut dyn FnMut(usize) -> Result<(), E>,
}

type Done<E> = Result<(), Failure<E>>;

/// What a value is to TOML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Left out of tables, refused in arrays.
    Nil,
    Scalar,
    Array,
    Table,
    TableArray,
}

/// A value with the differences that TOML doesn't see taken away.
enum Shape {
    Nil,
    Bool(bool),
    Int(i64, IntKind),
    Float(f64),
    /// Written in quotes.
    Text(Str),
    /// Written as it is: a time.
    Verbatim(Str),
    Bytes(Str),
    List(List),
    Map(Map),
    Struct(Vec<(&'static str, Value)>),
    Unsupported(Kind),
}

/// One key of a table, with what an inline table puts behind it.
struct Entry {
    key: Str,
    value: Value,
    comma: bool,
}

impl<E> Encoder<'_, E> {
    /// Tells the meter of what was written, once it is `at_least` so much.
    fn settle(&mut self, at_least: usize) -> Done<E> {
        let new = self.out.len() - self.metered;
        if new >= at_least {
            (self.meter)(new).map_err(Failure::Meter)?;
            self.metered = self.out.len();
        }
        Ok(())
    }

    fn deeper(&mut self) -> Done<E> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Failure::TooDeep(MAX_DEPTH)) } else { Ok(()) }
    }

    /// A value under the current path: `key = value`, a table or an array of tables.
    fn item(&mut self, value: &Value) -> Done<E> {
        let shape = shape(value);
        match (&shape, self.sort(&shape)?) {
            (Shape::Nil, _) => Ok(()),
            (Shape::Unsupported(kind), _) => {
                let path = String::from_utf8_lossy(&self.path);
                Err(Failure::Unsupported(format!("unsupported type for key '{path}': {}", kind.name())))
            }
            (Shape::List(list), Sort::TableArray) => self.table_array(list),
            (_, Sort::Table) => self.table(&shape),
            // The value of a key whose name is already written is all that is left.
            _ => self.inline(&shape),
        }
    }

    fn table_array(&mut self, list: &List) -> Done<E> {
        if self.keys == 0 {
            return Err(Failure::Unsupported(String::from("toml: top-level values must be Go maps or structs")));
        }
        for element in list.iter() {
            self.blank_line();
            self.indent();
            self.out.extend_from_slice(b"[[");
            self.out.extend_from_slice(&self.path);
            self.out.extend_from_slice(b"]]\n");
            self.settle(METER_EVERY)?;
            self.body(&shape(element))?;
        }
        Ok(())
    }

    fn table(&mut self, shape: &Shape) -> Done<E> {
        if self.keys == 1 {
            self.blank_line();
        }
        if self.keys > 0 {
            self.indent();
            self.out.push(b'[');
            self.out.extend_from_slice(&self.path);
            self.out.extend_from_slice(b"]\n");
        }
        self.settle(METER_EVERY)?;
        self.body(shape)
    }

    /// The keys of a table: those with values first, then those with tables.
    fn body(&mut self, shape: &Shape) -> Done<E> {
        self.deeper()?;
        let [values, tables] = self.entries(shape)?;
        for entry in &values {
            self.keys += 1;
            self.indent();
            self.keys -= 1;
            push_key(&mut self.out, &entry.key);
            self.out.extend_from_slice(b" = ");
            self.inline_value(&entry.value)?;
            self.out.push(b'\n');
        }
        for entry in &tables {
            let length = self.path.len();
            if self.keys > 0 {
                self.path.push(b'.');
            }
            push_key(&mut self.path, &entry.key);
            self.keys += 1;
            self.item(&entry.value)?;
            self.keys -= 1;
            self.path.truncate(length);
        }
        self.depth -= 1;
        Ok(())
    }

    /// An empty line between tables, none at the start of the text.
    fn blank_line(&mut self) {
        if !self.out.is_empty() {
            self.out.push(b'\n');
        }
    }

    fn indent(&mut self) {
        let spaces = 2 * self.keys.saturating_sub(1);
        self.out.resize(self.out.len() + spaces, b' ');
    }

    fn inline_value(&mut self, value: &Value) -> Done<E> {
        self.inline(&shape(value))
    }

    /// A value where no header can stand: behind `=` and within arrays.
    fn inline(&mut self, shape: &Shape) -> Done<E> {
        self.deeper()?;
        match shape {
            // Arrays with nil were refused before and tables leave nil out.
            Shape::Nil => {}
            Shape::Bool(value) => self.out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Shape::Int(number, kind) if !kind.signed() => self.push_text(&(*number as u64).to_string()),
            Shape::Int(number, _) => self.push_text(&number.to_string()),
            Shape::Float(number) => self.push_text(&float(*number)),
            Shape::Text(text) => push_quoted(&mut self.out, text),
            Shape::Verbatim(text) => self.out.extend_from_slice(text),
            Shape::Bytes(bytes) => {
                let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
                self.push_text(&format!("[{}]", numbers.join(", ")));
            }
            Shape::List(list) => {
                self.out.push(b'[');
                for (index, element) in list.iter().enumerate() {
                    if index > 0 {
                        self.out.extend_from_slice(b", ");
                    }
                    self.inline_value(element)?;
                }
                self.out.push(b']');
            }
            Shape::Map(_) | Shape::Struct(_) => self.inline_table(shape)?,
            Shape::Unsupported(kind) => {
                return Err(Failure::Unsupported(format!("unexpected type: {}", kind.name())));
            }
        }
        self.depth -= 1;
        self.settle(METER_EVERY)
    }

    fn push_text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn inline_table(&mut self, shape: &Shape) -> Done<E> {
        self.out.push(b'{');
        let [values, tables] = self.entries(shape)?;
        for entry in values.iter().chain(&tables) {
            push_key(&mut self.out, &entry.key);
            self.out.extend_from_slice(b" = ");
            self.inline_value(&entry.value)?;
            if entry.comma {
                self.out.extend_from_slice(b", ");
            }
        }
        self.out.push(b'}');
        Ok(())
    }

    /// The entries of a map or struct without those that are nil: values, then tables.
    ///
    /// The commas of inline tables are counted as the library counts them, entries and fields that are left out included,
    /// which leaves a comma behind the last one when a nil follows it.
    fn entries(&mut self, shape: &Shape) -> Result<[Vec<Entry>; 2], Failure<E>> {
        let all: Vec<(usize, Str, Value)> = match shape {
            Shape::Map(map) => {
                map.entries().into_iter().enumerate().map(|(index, (key, value))| (index, key, value)).collect()
            }
            Shape::Struct(fields) => {
                let fields = fields.iter().enumerate().filter(|(_, (name, _))| is_exported(name));
                fields.map(|(index, (name, value))| (index, Str::from(*name), value.clone())).collect()
            }
            _ => Vec::new(),
        };
        let mut sorts = Vec::with_capacity(all.len());
        for (_, _, value) in &all {
            sorts.push(self.sort(&self::shape(value))?);
        }
        let total = all.len();
        let is_table = |sort: &Sort| matches!(sort, Sort::Table | Sort::TableArray);
        let table_count = sorts.iter().filter(|sort| is_table(sort)).count();
        let mut lists = [Vec::new(), Vec::new()];
        // How many of each list are still to come, nil included.
        let mut left = [total - table_count, table_count];
        for ((index, key, value), sort) in all.into_iter().zip(sorts) {
            let list = usize::from(is_table(&sort));
            left[list] -= 1;
            let comma = match shape {
                Shape::Struct(_) => index + 1 != total,
                _ => left[list] > 0 || (list == 0 && table_count > 0),
            };
            if sort != Sort::Nil {
                lists[list].push(Entry { key, value, comma });
            }
        }
        Ok(lists)
    }

    /// What a value is; an array with a nil anywhere in it is refused.
    fn sort(&mut self, shape: &Shape) -> Result<Sort, Failure<E>> {
        Ok(match shape {
            Shape::Nil => Sort::Nil,
            Shape::List(list) => {
                self.deeper()?;
                let mut only_tables = !list.is_empty();
                for element in list.iter() {
                    match self.sort(&self::shape(element))? {
                        Sort::Nil => {
                            let cause = "toml: cannot encode array with nil element";
                            return Err(Failure::Unsupported(String::from(cause)));
                        }
                        Sort::Table => {}
                        _ => only_tables = false,
                    }
                }
                self.depth -= 1;
                if only_tables { Sort::TableArray } else { Sort::Array }
            }
            Shape::Bytes(_) => Sort::Array,
            Shape::Map(_) | Shape::Struct(_) => Sort::Table,
            Shape::Unsupported(kind) => {
                return Err(Failure::Unsupported(format!("unsupported type: {}", kind.name())));
            }
            _ => Sort::Scalar,
        })
    }
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Nil => Shape::Nil,
        Value::Bool(value) => Shape::Bool(*value),
        Value::Int(number, kind) => Shape::Int(*number, *kind),
        Value::Float(number) => Shape::Float(*number),
        Value::Str(text) => Shape::Text(text.clone()),
        Value::Bytes(bytes) => Shape::Bytes(bytes.clone()),
        Value::List(list) if list.is_nil() => Shape::Nil,
        Value::Map(map) if map.is_nil() => Shape::Nil,
        Value::List(list) => Shape::List(list.clone()),
        Value::Map(map) => Shape::Map(map.clone()),
        Value::Object(object) => object_shape(object),
    }
}

/// Times stand as they are, what marshals itself as text is a string, and structs are tables.
fn object_shape(object: &Rc<dyn Object>) -> Shape {
    if let Some(time) = object.as_any().downcast_ref::<Time>() {
        return Shape::Verbatim(Str::from(time_text(time)));
    }
    if let Some(duration) = object.as_any().downcast_ref::<Duration>() {
        return Shape::Text(Str::from(duration.to_string()));
    }
    if let (Some(Value::Str(text)), true) = (object.to_plain(), object.kind() != Kind::Slice) {
        return Shape::Text(text);
    }
    match object.kind() {
        Kind::Map => Shape::Map(object.entries().unwrap_or_default().into_iter().collect()),
        Kind::Slice => object.items().map_or(Shape::Unsupported(Kind::Slice), Shape::List),
        Kind::Struct | Kind::Ptr => Shape::Struct(object.fields()),
        other => Shape::Unsupported(other),
    }
}

/// Printing shows all fields of a struct, encoding those alone whose name starts with a capital.
fn is_exported(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// A time in the form that it was read in. What has no zone is written as UTC shows it, as the library does, although
/// that is another time than was read where the local zone is another.
fn time_text(time: &Time) -> Vec<u8> {
    let (layout, local): (&[u8], bool) = match time.zone().fixed_name() {
        Some(LOCAL_DATETIME) => (b"2006-01-02T15:04:05.999999999", true),
        Some(LOCAL_DATE) => (b"2006-01-02", true),
        Some(LOCAL_TIME) => (b"15:04:05.999999999", true),
        _ => (b"2006-01-02T15:04:05.999999999Z07:00", false),
    };
    if local { time.within(Zone::Utc).format(layout) } else { time.format(layout) }
}

/// A float with a point or an exponent, as TOML demands.
fn float(number: f64) -> String {
    if number.is_nan() {
        return String::from(if number.is_sign_negative() { "-nan" } else { "nan" });
    }
    if number.is_infinite() {
        return String::from(if number < 0.0 { "-inf" } else { "inf" });
    }
    let mut text = strconv::format_float(number, b'g', -1);
    if !text.contains(['e', '.']) {
        text.push_str(".0");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &Value) -> String {
        match encode(value, &mut |_| Ok::<(), ()>(())) {
            Ok(text) => String::from_utf8_lossy(&text).into_owned(),
            Err(Failure::Unsupported(cause)) => cause,
            Err(other) => format!("{other:?}"),
        }
    }

    fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
        Value::Map(Map::from_iter(entries))
    }

    #[test]
    fn values_come_before_tables_and_tables_are_indented() {
        let inner = map([("x", Value::int(1)), ("y", map([("z", Value::str("w"))]))]);
        assert_eq!(text(&map([("t", inner)])), "[t]\n  x = 1\n  [t.y]\n    z = \"w\"\n");
    }

    #[test]
    fn arrays_of_tables_have_a_header_each() {
        let list = Value::list(vec![map([("a", Value::int(1))]), map([("a", Value::int(2))])]);
        assert_eq!(text(&map([("l", list.clone())])), "[[l]]\n  a = 1\n\n[[l]]\n  a = 2\n");
        assert_eq!(text(&list), "toml: top-level values must be Go maps or structs");
    }

    #[test]
    fn nil_is_left_out_of_tables_and_refused_in_arrays() {
        assert_eq!(text(&map([("n", Value::Nil)])), "");
        assert_eq!(text(&Value::list(vec![Value::int(1), Value::Nil])), "toml: cannot encode array with nil element");
        let mixed = Value::list(vec![Value::int(1), map([("x", Value::int(1)), ("y", Value::Nil)])]);
        assert_eq!(text(&map([("a", mixed)])), "a = [1, {x = 1, }]\n");
    }

    #[test]
    fn keys_and_strings_are_quoted_where_needed() {
        let keys = map([("a b", Value::int(1)), ("", Value::int(3)), ("é", Value::str("\"\\\u{1}\u{7f}é"))]);
        assert_eq!(text(&keys), "\"\" = 3\n\"a b\" = 1\n\"é\" = \"\\\"\\\\\\u0001\\u007fé\"\n");
    }

    #[test]
    fn floats_keep_a_point_or_an_exponent() {
        let floats = map([("f", Value::Float(1.0)), ("g", Value::Float(1e21)), ("h", Value::Float(f64::NEG_INFINITY))]);
        assert_eq!(text(&floats), "f = 1.0\ng = 1e+21\nh = -inf\n");
    }

    #[test]
    fn a_map_that_holds_itself_ends_in_an_error() {
        let own = Map::new();
        own.insert("own", Value::Map(own.clone()));
        assert!(matches!(encode(&Value::Map(own.clone()), &mut |_| Ok::<(), ()>(())), Err(Failure::TooDeep(_))));
        own.insert("own", Value::list(vec![Value::int(1), Value::Map(own.clone())]));
        assert!(matches!(encode(&Value::Map(own.clone()), &mut |_| Ok::<(), ()>(())), Err(Failure::TooDeep(_))));
        own.remove(b"own");
    }

    #[test]
    fn the_meter_hears_of_every_byte_and_can_stop_the_growth_of_headers() {
        let key = "k".repeat(10_000);
        let mut value = Value::Map(Map::new());
        for _ in 0..100 {
            value = map([(key.as_str(), value)]);
        }
        let mut budget = 1_000_000usize;
        let mut meter = |bytes| budget.checked_sub(bytes).map(|left| budget = left).ok_or(());
        assert!(matches!(encode(&value, &mut meter), Err(Failure::Meter(()))));

        let mut heard = 0;
        let mut meter = |bytes: usize| {
            heard += bytes;
            Ok::<(), ()>(())
        };
        let written = encode(&map([("a", Value::str("b".repeat(10_000)))]), &mut meter).map(|text| text.len());
        assert_eq!(written.ok(), Some(heard));
    }
}
