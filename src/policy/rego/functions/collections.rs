//! Functions of lists and sets that the interpreter lacks, and those that version 0 of the language had beside today's.

use super::{Function, Given, elements, function, or_undefined};
use regorus::Value;

/// Functions of every version.
pub(super) const FUNCTIONS: &[Function] = &[function("array.flatten", 1, flatten)];

/// Functions of version 0 alone.
pub(super) const OLDER: &[Function] = &[
    function("any", 1, |arguments| truths(arguments, |all| all.contains(&&Value::from(true)))),
    function("all", 1, |arguments| truths(arguments, |all| all.iter().all(|one| **one == Value::from(true)))),
    function("set_diff", 2, set_diff),
    function("cast_array", 1, |arguments| or_undefined(arguments.first().and_then(elements).map(to_list))),
    function("cast_set", 1, |arguments| or_undefined(arguments.first().and_then(elements).map(to_set))),
    function("cast_string", 1, |arguments| kept(arguments, |value| matches!(value, Value::String(_)))),
    function("cast_boolean", 1, |arguments| kept(arguments, |value| matches!(value, Value::Bool(_)))),
    function("cast_null", 1, |arguments| kept(arguments, |value| matches!(value, Value::Null))),
    function("cast_object", 1, |arguments| kept(arguments, |value| matches!(value, Value::Object(_)))),
];

/// A list whose elements that are lists are replaced by what they hold, one level deep.
fn flatten(arguments: &[Value]) -> Given {
    let [Value::Array(items)] = arguments else { return Ok(Value::Undefined) };
    let mut flat = Vec::new();
    for item in items.iter() {
        match item {
            Value::Array(inner) => flat.extend(inner.iter().cloned()),
            item => flat.push(item.clone()),
        }
    }
    Ok(Value::from(flat))
}

fn truths(arguments: &[Value], of: fn(&[&Value]) -> bool) -> Given {
    or_undefined(arguments.first().and_then(elements).map(|all| Value::from(of(&all))))
}

fn set_diff(arguments: &[Value]) -> Given {
    let [Value::Set(one), Value::Set(other)] = arguments else { return Ok(Value::Undefined) };
    Ok(to_set(one.iter().filter(|item| !other.contains(item)).collect()))
}

fn to_list(all: Vec<&Value>) -> Value {
    Value::from(all.into_iter().cloned().collect::<Vec<_>>())
}

fn to_set(all: Vec<&Value>) -> Value {
    Value::from(all.into_iter().cloned().collect::<std::collections::BTreeSet<_>>())
}

fn kept(arguments: &[Value], fits: fn(&Value) -> bool) -> Given {
    or_undefined(arguments.first().filter(|value| fits(value)).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(name: &str, value: &str) -> Given {
        let function = OLDER.iter().find(|function| function.name == name).expect("it is known");
        (function.body)(&[Value::from_json_str(value).expect("JSON")])
    }

    #[test]
    fn any_and_all_ask_for_truth_itself() {
        assert_eq!([call("any", "[1, true]"), call("any", "[]")], [Ok(Value::from(true)), Ok(Value::from(false))]);
        assert_eq!([call("all", "[true, 1]"), call("all", "[]")], [Ok(Value::from(false)), Ok(Value::from(true))]);
        assert_eq!(call("any", "1"), Ok(Value::Undefined));
    }

    #[test]
    fn lists_are_flattened_one_level() {
        let list = Value::from_json_str("[1, [2, [3]], []]").expect("JSON");
        assert_eq!(flatten(&[list]), Ok(Value::from_json_str("[1, 2, [3]]").expect("JSON")));
    }
}
