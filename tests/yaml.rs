//! Replays testdata/yaml/cases.jsonl: texts, and what Helm's template functions make of them.

use plimsoll::go::{Map, Value, json};
use plimsoll::yaml::{self, Decoding};

fn text(case: &Map, key: &str) -> String {
    match case.get(key.as_bytes()) {
        Some(Value::Str(text)) => text.lossy().into_owned(),
        _ => panic!("a case without {key}"),
    }
}

fn as_json(value: &Value, options: json::Options<'_>) -> String {
    json::encode(value, options).unwrap_or_default()
}

fn with_error(map: Map, message: &str) -> Value {
    map.insert("Error", Value::str(message));
    Value::Map(map)
}

/// The value that a case's text holds under `v`.
fn held(text: &str) -> Value {
    let map = json::decode_map(text.as_bytes()).ok().flatten().unwrap_or_default();
    map.get(b"v").unwrap_or_default()
}

fn result(does: &str, text: &str) -> String {
    let plain = json::Options::default();
    let yaml_of = |value: &Value| yaml::to_yaml(value).unwrap_or_default().trim_end_matches('\n').to_owned();
    let pretty_of = |value: &Value| yaml::to_yaml_pretty(value).unwrap_or_default().trim_end_matches('\n').to_owned();
    let both = Value::Map(Map::from_iter([(text, Value::list(vec![Value::str(text)]))]));
    match does {
        "fromYaml" => {
            let map = yaml::decode_map(text.as_bytes(), Decoding::default()).map(Value::Map);
            as_json(&map.unwrap_or_else(|error| with_error(Map::new(), error.message())), plain)
        }
        "fromYamlArray" => {
            let list = yaml::decode_list(text.as_bytes(), Decoding::default()).map(Value::List);
            as_json(&list.unwrap_or_else(|error| Value::list(vec![Value::str(error.message())])), plain)
        }
        "fromJson" => match (json::decode_map(text.as_bytes()), json::decode_partly(text.as_bytes()).0) {
            (Ok(map), _) => as_json(&map.map_or(Value::Nil, Value::Map), plain),
            (Err(error), Value::Map(partly)) => as_json(&with_error(partly, error.message()), plain),
            (Err(error), _) => as_json(&with_error(Map::new(), error.message()), plain),
        },
        "toYaml" => yaml_of(&held(text)),
        "toYamlPretty" => pretty_of(&held(text)),
        "textToJson" => as_json(&both, plain),
        "textToRawJson" => as_json(&both, json::Options { escape_html: false, ..plain }),
        "textToPrettyJson" => {
            let list = vec![Value::str(text), Value::list(vec![]), Value::Map(Map::new())];
            let value = Value::Map(Map::from_iter([("b", Value::str(text)), ("a", Value::list(list))]));
            as_json(&value, json::Options { indent: Some(("", "  ")), ..plain })
        }
        "textToYaml" => yaml_of(&both),
        "textToYamlPretty" => pretty_of(&both),
        _ => panic!("a case that does {does}"),
    }
}

#[test]
fn texts_give_what_helm_gives() {
    let cases = include_str!("../testdata/yaml/cases.jsonl");
    for (number, line) in cases.lines().enumerate() {
        let case = json::decode_map(line.as_bytes()).expect("a case is JSON").expect("a case is an object");
        let (does, input, expected) = (text(&case, "does"), text(&case, "in"), text(&case, "out"));
        // One newline is trimmed by Helm; any more are trimmed here on both sides.
        let trim = if does.contains("Yaml") && does.starts_with("t") { '\n' } else { '\0' };
        assert_eq!(
            result(&does, &input).trim_end_matches(trim),
            expected.trim_end_matches(trim),
            "line {}: {does} {input:?}",
            number + 1
        );
    }
}
