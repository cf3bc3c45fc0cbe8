//! The types of OpenAPI definitions in Go, as far as its sentences name them: what `encoding/json` and kube-openapi say of the
//! first value that is of another type than its field. Nothing is read by this table.

use crate::go::strconv::format_float;
use crate::go::{Map, Value, json};
use crate::yaml::tree::MAX_DEPTH;

/// The struct that a schema is read into.
const SCHEMA: &str =
    "struct { Extensions spec.Extensions \"json:\\\",inline\\\"\"; spec.SchemaProps; spec.SwaggerSchemaProps }";

/// The definitions of a file of `crds:`.
pub(super) fn fault(definitions: &Map) -> Option<String> {
    let mut first = None;
    for (_, definition) in definitions.entries() {
        let fields = match &definition {
            Value::Nil => continue,
            Value::Map(fields) => fields.entries(),
            other => {
                first.get_or_insert_with(|| json::mismatch(other, "accumulator.OpenAPIDefinition").to_string());
                continue;
            }
        };
        for (name, value) in fields {
            if name.eq_ignore_ascii_case(b"Schema") {
                // What a type reads by itself ends the reading at once.
                if let Some(fault) = of(&value, SCHEMA, &mut String::new(), 0) {
                    return Some(fault);
                }
            } else if name.eq_ignore_ascii_case(b"Dependencies") {
                first = first.or_else(|| dependencies(&value));
            }
        }
    }
    first
}

fn dependencies(value: &Value) -> Option<String> {
    let said = |value: &Value, wanted: &str| {
        let sentence = json::mismatch(value, wanted).to_string();
        sentence.replace("Go value of type", "Go struct field OpenAPIDefinition.Dependencies of type")
    };
    match value {
        Value::Nil => None,
        Value::List(items) => {
            items.iter().find(|item| !matches!(item, Value::Str(_) | Value::Nil)).map(|item| said(item, "string"))
        }
        other => Some(said(other, "[]string")),
    }
}

/// The Go type of a field of a schema; none of those that may hold anything.
fn field(name: &[u8]) -> Option<&'static str> {
    Some(match name {
        b"id" | b"description" | b"format" | b"title" | b"pattern" | b"discriminator" => "string",
        b"nullable" | b"exclusiveMaximum" | b"exclusiveMinimum" | b"uniqueItems" | b"readOnly" => "bool",
        b"maximum" | b"minimum" | b"multipleOf" => "float64",
        b"maxLength" | b"minLength" | b"maxItems" | b"minItems" | b"maxProperties" | b"minProperties" => "int64",
        b"required" => "[]string",
        b"enum" => "[]interface {}",
        b"allOf" | b"anyOf" | b"oneOf" => "[]spec.Schema",
        b"not" => SCHEMA,
        b"properties" | b"patternProperties" => "map[string]spec.Schema",
        b"definitions" => "spec.Definitions",
        b"dependencies" => "spec.Dependencies",
        b"externalDocs" => "spec.ExternalDocumentation",
        b"type" => "spec.StringOrArray",
        b"items" => "spec.SchemaOrArray",
        b"additionalProperties" | b"additionalItems" => "spec.SchemaOrBool",
        _ => return None,
    })
}

/// What is said of a value of a type, at a JSON pointer.
fn of(value: &Value, wanted: &'static str, pointer: &mut String, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH || matches!(value, Value::Nil) {
        return None;
    }
    let mut at = |part: &str, value: &Value, wanted: &'static str| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
        let fault = of(value, wanted, pointer, depth + 1);
        pointer.truncate(length);
        fault
    };
    let number = |part: usize| part.to_string();
    match (value, wanted) {
        (_, "[]interface {}") if matches!(value, Value::List(_)) => None,
        (Value::Map(fields), SCHEMA | "spec.SchemaOrArray" | "spec.SchemaOrBool") => fields
            .entries()
            .iter()
            .find_map(|(name, value)| at(&String::from_utf8_lossy(name), value, field(name)?)),
        (Value::Map(schemas), "map[string]spec.Schema" | "spec.Definitions") => {
            schemas.entries().iter().find_map(|(name, value)| at(&String::from_utf8_lossy(name), value, SCHEMA))
        }
        (Value::List(items), "[]spec.Schema" | "spec.SchemaOrArray") => {
            items.iter().enumerate().find_map(|(place, item)| at(&number(place), item, SCHEMA))
        }
        (Value::List(items), "[]string" | "spec.StringOrArray") => {
            items.iter().enumerate().find_map(|(place, item)| at(&number(place), item, "string"))
        }
        (Value::Map(_), "spec.Dependencies" | "spec.ExternalDocumentation")
        | (Value::Str(_), "string" | "spec.StringOrArray")
        | (Value::Bool(_), "bool" | "spec.SchemaOrBool")
        | (Value::Float(_) | Value::Int(..), "float64")
        | (Value::Int(..), "int64")
        // What is no schema and no list of them is passed over.
        | (_, "spec.SchemaOrArray") => None,
        (Value::Float(number), "int64") => {
            let written = format_float(*number, b'f', -1);
            let sentence = said(value, wanted, pointer).replace("number", &format!("number {written}"));
            (number.fract() != 0.0).then(|| format!("{sentence}: invalid syntax"))
        }
        _ => Some(said(value, wanted, pointer)),
    }
}

fn said(value: &Value, wanted: &str, pointer: &str) -> String {
    let within = if pointer.is_empty() { String::new() } else { format!(" within \"{pointer}\"") };
    let (kind, token) = match value {
        Value::Str(_) => ("string", "string"),
        Value::Bool(true) => ("boolean", "true"),
        Value::Bool(false) => ("boolean", "false"),
        Value::Int(..) | Value::Float(_) => ("number", "number"),
        Value::Map(_) => ("object", "{"),
        _ => ("array", "["),
    };
    let either = match wanted {
        "spec.StringOrArray" => "string or array",
        "spec.SchemaOrBool" => "object or bool",
        _ => return format!("json: cannot unmarshal JSON {kind} into Go {wanted}{within}"),
    };
    format!("json: cannot unmarshal into Go {wanted}{within}: expected {either}, not '{token}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<String> {
        let Ok(Value::Map(definitions)) = json::decode(text.as_bytes()) else { panic!("an object") };
        fault(&definitions)
    }

    #[test]
    fn a_custom_resource_definition_is_no_map_of_definitions() {
        let sentence = "json: cannot unmarshal string into Go value of type accumulator.OpenAPIDefinition";
        assert_eq!(said(r#"{"apiVersion": "v1", "spec": {}}"#).as_deref(), Some(sentence));
    }

    #[test]
    fn values_of_other_types_are_named_with_their_pointer() {
        let schema = |schema: &str| said(&format!("{{\"a\": {{\"Schema\": {schema}}}}}")).unwrap_or_default();
        for (text, sentence) in [
            ("5", "JSON number into Go struct { Ext"),
            (r#"{"properties": {"a/b": []}}"#, "JSON array into Go struct { Ext"),
            (
                r#"{"properties": {"a/b": {"required": [1]}}}"#,
                "number into Go string within \"/properties/a~1b/required/0\"",
            ),
            (r#"{"type": {}}"#, "expected string or array, not '{'"),
            (r#"{"additionalProperties": []}"#, "expected object or bool, not '['"),
        ] {
            assert!(schema(text).contains(sentence), "{text}: {}", schema(text));
        }
        assert_eq!(schema(r#"{"type": "a", "x-a": 5, "items": {"maximum": 1}, "not": null}"#), "");
        let list = said(r#"{"a": {"dependencies": [5]}}"#).unwrap_or_default();
        assert!(list.ends_with("number into Go struct field OpenAPIDefinition.Dependencies of type string"), "{list}");
    }
}
