//! What must hold for any text behind `--set` and its kin: it is applied or refused, twice in the same way, and what
//! comes of it can be printed.

use plimsoll::chart::values::set::{Style, set};
use plimsoll::go::{List, Map, Value, json};

/// The values that the text is applied to: a name for each type it can run into.
fn values() -> Map {
    let table = Map::from_iter([("k", Value::Float(1.0))]);
    let list = List::new(vec![Value::Map(Map::from_iter([("a", Value::Nil)])), Value::str("x"), Value::list(vec![])]);
    Map::from_iter([("m", Value::Map(table)), ("l", Value::List(list)), ("s", Value::str("text")), ("n", Value::Nil)])
}

fn apply(style: u8, text: &str) -> (Result<(), String>, Result<String, String>) {
    let values = values();
    let mut file = |path: &str| if path.is_empty() { Err(String::from("no name")) } else { Ok(Value::str(path)) };
    let style = match style % 5 {
        0 => Style::Typed,
        1 => Style::String,
        2 => Style::Json,
        3 => Style::Literal,
        _ => Style::File(&mut file),
    };
    let result = set(text, &values, style);
    let printed = json::encode(&Value::Map(values), json::Options::default()).map_err(|error| error.to_string());
    (result, printed)
}

/// Checks one input: a byte for the flag, then the text.
pub fn check(input: &[u8]) {
    let Some((style, text)) = input.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let (first, second) = (apply(*style, &text), apply(*style, &text));
    assert_eq!(first, second, "two runs differ");
    assert!(first.1.is_ok(), "the values can't be printed: {:?}", first.1);
}
