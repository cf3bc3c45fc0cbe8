//! YAML and JSON. Most of these never fail: what can't be encoded gives an empty string, what can't be decoded a map or a
//! list that holds the error. The `must` forms fail.

use super::weight::{Shape, shape};
use super::{Outcome, function, text_result};
use crate::go::json::{self, Options};
use crate::go::{Elem, List, Map, MapType, Value};
use crate::gotemplate::{Call, Error, Function, Param};
use crate::yaml::{self, Decoding};

const ANY: &[Param] = &[Param::Any];
const TEXT: &[Param] = &[Param::String];

pub(super) const FUNCTIONS: &[Function] = &[
    function("toYaml", ANY, |call| or_empty(call, to_yaml)),
    function("mustToYaml", ANY, |call| or_error(call, to_yaml)),
    function("toYamlPretty", ANY, to_yaml_pretty),
    function("fromYaml", TEXT, from_yaml),
    function("fromYamlArray", TEXT, from_yaml_array),
    function("toJson", ANY, |call| or_empty(call, to_json)),
    function("mustToJson", ANY, |call| or_error(call, to_json)),
    function("toPrettyJson", ANY, |call| or_empty(call, to_pretty_json)),
    function("mustToPrettyJson", ANY, |call| or_error(call, to_pretty_json)),
    function("toRawJson", ANY, |call| or_error(call, to_raw_json)),
    function("mustToRawJson", ANY, |call| or_error(call, to_raw_json)),
    function("fromJson", TEXT, from_json),
    function("fromJsonArray", TEXT, from_json_array),
    function("mustFromJson", TEXT, |call| {
        let text = counted(call)?;
        json::decode(&text).map_err(|error| Error::new(error.to_string()))
    }),
];

/// Encodes a value; the error is the encoder's sentence.
type Encoder = fn(&Value) -> Result<String, String>;

fn encoded(call: &mut Call<'_>, encode: Encoder) -> Result<Result<String, String>, Error> {
    let value = call.arg(0);
    // A map without an end is the encoder's to refuse, in its words.
    shape(call.runtime, value)?;
    Ok(encode(value))
}

fn or_empty(call: &mut Call<'_>, encode: Encoder) -> Outcome {
    let text = encoded(call, encode)?.unwrap_or_default();
    text_result(call, text.into_bytes())
}

fn or_error(call: &mut Call<'_>, encode: Encoder) -> Outcome {
    let text = encoded(call, encode)?.map_err(Error::new)?;
    text_result(call, text.into_bytes())
}

fn to_yaml(value: &Value) -> Result<String, String> {
    let mut text = yaml::to_yaml(value).map_err(|error| error.to_string())?;
    if text.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

fn to_yaml_pretty(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    if shape(call.runtime, value)? == Shape::Cyclic {
        return Err(super::weight::endless());
    }
    let mut text = match yaml::to_yaml_pretty(value) {
        Ok(text) => text,
        // The reference swallows what its encoder reports, and dies of what its encoder panics of.
        Err(error) if error.to_string().starts_with("yaml: ") => String::new(),
        Err(error) => return Err(Error::new(error.to_string())),
    };
    if text.ends_with('\n') {
        text.pop();
    }
    text_result(call, text.into_bytes())
}

fn to_json(value: &Value) -> Result<String, String> {
    json::encode(value, Options::default()).map_err(|error| error.to_string())
}

fn to_pretty_json(value: &Value) -> Result<String, String> {
    json::encode(value, Options { indent: Some(("", "  ")), ..Options::default() }).map_err(|error| error.to_string())
}

fn to_raw_json(value: &Value) -> Result<String, String> {
    json::encode(value, Options { escape_html: false, ..Options::default() }).map_err(|error| error.to_string())
}

/// The text to decode, charged for.
fn counted(call: &mut Call<'_>) -> Result<crate::go::Str, Error> {
    let text = call.str(0);
    call.runtime.charge(text.len() as u64 / 8 + 1)?;
    call.runtime.allocate(text.len())?;
    Ok(text)
}

fn error_map(cause: &str) -> Value {
    Value::Map(Map::from_iter([("Error", Value::str(cause))]))
}

fn error_list(cause: &str) -> Value {
    Value::list(vec![Value::str(cause)])
}

fn from_yaml(call: &mut Call<'_>) -> Outcome {
    let text = counted(call)?;
    Ok(match yaml::decode_map(&text, Decoding::default()) {
        Ok(map) => Value::Map(map),
        Err(error) => error_map(&error.to_string()),
    })
}

fn from_yaml_array(call: &mut Call<'_>) -> Outcome {
    let text = counted(call)?;
    Ok(match yaml::decode_list(&text, Decoding::default()) {
        Ok(list) => Value::List(list),
        Err(error) => error_list(&error.to_string()),
    })
}

fn from_json(call: &mut Call<'_>) -> Outcome {
    let text = counted(call)?;
    Ok(match json::decode_map_partly(&text) {
        (map, None) => Value::Map(map.unwrap_or_else(|| Map::nil(MapType::Any))),
        // What was read before and behind the fault stays.
        (Some(map), Some(error)) => {
            map.define("Error".into(), Value::str(error.to_string()));
            Value::Map(map)
        }
        (None, Some(error)) => error_map(&error.to_string()),
    })
}

fn from_json_array(call: &mut Call<'_>) -> Outcome {
    let text = counted(call)?;
    Ok(match json::decode_list(&text) {
        Ok(list) => Value::List(list.unwrap_or_else(|| List::nil(Elem::Any))),
        Err(error) => error_list(&error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, s, text};
    use super::*;

    #[test]
    fn json_in_three_styles() {
        let map = Value::Map(Map::from_iter([("a", s("<b>")), ("c", Value::list(vec![i(1)]))]));
        assert_eq!(text("toJson", std::slice::from_ref(&map)), "{\"a\":\"\\u003cb\\u003e\",\"c\":[1]}");
        assert_eq!(text("toRawJson", std::slice::from_ref(&map)), "{\"a\":\"<b>\",\"c\":[1]}");
        assert_eq!(text("toPrettyJson", &[map]), "{\n  \"a\": \"\\u003cb\\u003e\",\n  \"c\": [\n    1\n  ]\n}");
        assert_eq!(text("toJson", &[Value::List(List::nil(Elem::Any))]), "null");
        assert_eq!(text("toJson", &[Value::Map(Map::nil(MapType::Any))]), "null");
    }

    #[test]
    fn what_cannot_be_encoded_is_empty_or_an_error() {
        let infinite = Value::Float(f64::INFINITY);
        assert_eq!(text("toJson", std::slice::from_ref(&infinite)), "");
        assert_eq!(text("mustToJson", &[infinite]), "error: json: unsupported value: +Inf");
        let map = Map::new();
        map.insert("a", Value::Map(map.clone()));
        assert_eq!(text("toJson", &[Value::Map(map.clone())]), "");
        assert_eq!(text("toYaml", &[Value::Map(map.clone())]), "");
        assert!(text("toYamlPretty", &[Value::Map(map.clone())]).contains("holds itself"));
        map.remove(b"a");
    }

    #[test]
    fn errors_of_decoding_are_values() {
        assert_eq!(text("fromJson", &[s("{")]), "map[Error:unexpected end of JSON input]");
        assert_eq!(text("fromJsonArray", &[s("{")]), "[unexpected end of JSON input]");
        assert_eq!(text("mustFromJson", &[s("{")]), "error: unexpected end of JSON input");
        assert_eq!(text("fromJson", &[s("null")]), "map[]");
        assert_eq!(
            text("fromJson", &[s("{\"a\":1,\"b\":1e400}")]),
            "map[Error:json: cannot unmarshal number 1e400 into Go struct field .b of type float64 a:1 b:0]"
        );
    }
}
