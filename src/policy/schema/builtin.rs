//! Holds an object against the types of Kubernetes. As the API server has it, null stands for a field that is not there; unknown
//! fields are wrong only where that is asked for.

use super::formats;
use super::violation::{Path, Report};
use super::wording::{missing, unknown, wrong_type};
use crate::kubernetes::types::{Object, Scalar, Shape, Type};
use serde_json::{Map, Value};

/// How deep a value of a type may nest: `JSONSchemaProps` is a part of itself.
const MAX_DEPTH: usize = 250;

/// Adds what is wrong with `value`, which is to be an `of`, at `path`.
pub(super) fn check(value: &Value, of: Type, path: &Path<'_>, strict: bool, report: &mut Report) {
    Check { strict, report }.value(value, of, path, 0);
}

struct Check<'r> {
    /// Whether unknown fields are wrong.
    strict: bool,
    report: &'r mut Report,
}

impl Check<'_> {
    fn value(&mut self, value: &Value, of: Type, path: &Path<'_>, depth: usize) {
        if depth > MAX_DEPTH {
            return self.report.add("limit", path, format!("the object nests deeper than {MAX_DEPTH} levels"));
        }
        if !self.report.spend(1, path) {
            return;
        }
        match (of.shape(), value) {
            (Shape::Scalar(scalar), value) => self.scalar(value, scalar, path),
            (Shape::List(items), Value::Array(list)) => {
                for (index, item) in list.iter().enumerate().filter(|(_, item)| !item.is_null()) {
                    self.value(item, items, &Path::Item(path, index), depth + 1);
                }
            }
            (Shape::Map(values), Value::Object(map)) => {
                for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                    self.value(value, values, &Path::Field(path, key), depth + 1);
                }
            }
            (Shape::Object(object), Value::Object(map)) => self.object(map, object, path, depth),
            (Shape::List(_), other) => wrong_type(self.report, path, "a list", other),
            (Shape::Map(_) | Shape::Object(_), other) => wrong_type(self.report, path, "an object", other),
        }
    }

    fn object(&mut self, map: &Map<String, Value>, object: Object, path: &Path<'_>, depth: usize) {
        for (key, value) in map {
            let path = Path::Field(path, key);
            match object.field(key) {
                Some(field) if !value.is_null() || field.is_required => self.value(value, field.of, &path, depth + 1),
                Some(_) => {}
                None if self.strict => {
                    unknown(self.report, &path, key, object.fields().map(|field| field.name));
                }
                None => {}
            }
        }
        for field in object.fields().filter(|field| field.is_required && !map.contains_key(field.name)) {
            missing(self.report, path, field.name, map, |key| object.field(key).is_some());
        }
    }

    fn scalar(&mut self, value: &Value, scalar: Scalar, path: &Path<'_>) {
        let expected = match (scalar, value) {
            (Scalar::Any, _)
            | (Scalar::String | Scalar::IntOrString, Value::String(_))
            | (Scalar::Boolean, Value::Bool(_))
            | (Scalar::Number | Scalar::Quantity, Value::Number(_))
            | (Scalar::OpenObject, Value::Object(_)) => return,
            (Scalar::Int32 | Scalar::IntOrString, Value::Number(_)) => match formats::whole(value) {
                Some(number) if i32::try_from(number).is_ok() => return,
                Some(_) => return self.out_of_range(path, value, 32),
                None if formats::is_whole(value) => return self.out_of_range(path, value, 32),
                None => "a whole number",
            },
            (Scalar::Int64, Value::Number(_)) => match formats::whole(value) {
                Some(_) => return,
                None if formats::is_whole(value) => return self.out_of_range(path, value, 64),
                None => "a whole number",
            },
            (Scalar::Quantity, Value::String(text)) => {
                return self.format(path, text, "quantity", formats::is_quantity);
            }
            (Scalar::Time, Value::String(text)) => {
                return self.format(path, text, "time in RFC 3339", formats::is_date_time);
            }
            (Scalar::Bytes, Value::String(text)) => {
                return self.format(path, text, "text in base64", formats::is_base64);
            }
            (scalar, _) => expectation(scalar),
        };
        wrong_type(self.report, path, expected, value);
    }

    fn format(&mut self, path: &Path<'_>, text: &str, what: &str, holds: fn(&str) -> bool) {
        if !holds(text) {
            self.report.add("format", path, format!("{} is no {what}", super::wording::quoted(text)));
        }
    }

    fn out_of_range(&mut self, path: &Path<'_>, value: &Value, bits: u32) {
        self.report.add("format", path, format!("the number {value} does not fit into {bits} bits"));
    }
}

fn expectation(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Any => "anything",
        Scalar::String => "a text",
        Scalar::Boolean => "a boolean",
        Scalar::Int32 | Scalar::Int64 => "a whole number",
        Scalar::Number => "a number",
        Scalar::IntOrString => "a whole number or a text",
        Scalar::Quantity => "a quantity",
        Scalar::Time => "a time",
        Scalar::Bytes => "a text in base64",
        Scalar::OpenObject => "an object",
    }
}
