//! Trees as JSON values, with which engines compute: as `sigs.k8s.io/yaml` turns YAML into JSON, except that nothing is refused.
//! A repeated key keeps its last value, and what JSON cannot say becomes a text.

use crate::yaml::tree::{Content, Scalar, Tag, Tree};
use serde_json::{Map, Number, Value};

/// The value of a tree.
pub fn from_tree(tree: &Tree) -> Value {
    match &tree.content {
        Content::Scalar(scalar) => from_scalar(scalar),
        Content::Sequence(sequence) => Value::Array(sequence.items.iter().map(from_tree).collect()),
        Content::Mapping(mapping) => {
            let mut map = Map::new();
            for entry in &mapping.entries {
                let key = entry.key.text().map(|text| text.to_string()).unwrap_or_default();
                map.insert(key, from_tree(&entry.value));
            }
            Value::Object(map)
        }
        Content::Alias(_) => Value::Null,
    }
}

fn from_scalar(scalar: &Scalar) -> Value {
    let text = scalar.text.as_str();
    match scalar.meaning() {
        Tag::Null => Value::Null,
        Tag::Bool => Value::Bool(matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "on" | "y")),
        Tag::Int | Tag::Float => number(text).unwrap_or_else(|| Value::String(text.to_owned())),
        _ => Value::String(text.to_owned()),
    }
}

/// A number as YAML writes it: decimal, `0x1f`, `0o17`, `017`, `0b1`, `1_000`, `1e3`. A whole number that fits is one, also when
/// it is written with a point or an exponent.
fn number(text: &str) -> Option<Value> {
    let plain = text.replace('_', "");
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    if let Some(whole) = whole(digits) {
        let signed = if negative { -i128::from(whole) } else { i128::from(whole) };
        if let Ok(small) = i64::try_from(signed) {
            return Some(small.into());
        }
        if let Ok(large) = u64::try_from(signed) {
            return Some(large.into());
        }
    }
    let float: f64 = plain.parse().ok()?;
    Number::from_f64(float).map(Value::Number)
}

fn whole(digits: &str) -> Option<u64> {
    let radix =
        |prefix: &str, radix: u32| digits.strip_prefix(prefix).and_then(|rest| u64::from_str_radix(rest, radix).ok());
    let octal =
        || digits.strip_prefix('0').filter(|rest| !rest.is_empty()).and_then(|rest| u64::from_str_radix(rest, 8).ok());
    radix("0x", 16).or_else(|| radix("0o", 8)).or_else(|| radix("0b", 2)).or_else(octal).or_else(|| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use serde_json::json;

    fn value(text: &str) -> Value {
        let trees = crate::yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        trees.first().map_or(Value::Null, from_tree)
    }

    #[test]
    fn scalars_mean_what_version_1_1_says() {
        let expected = json!({"a": true, "b": "yes", "c": 8, "d": 1000.0, "e": 31, "f": null, "g": "2001-01-01", "h": -3, "i": 1.5});
        assert_eq!(value("{a: yes, b: 'yes', c: 010, d: 1e3, e: 0x1f, f: ~, g: 2001-01-01, h: -3, i: 1.5}"), expected);
    }

    #[test]
    fn the_last_of_repeated_keys_counts() {
        assert_eq!(value("a: 1\na: 2\n"), json!({"a": 2}));
    }
}
