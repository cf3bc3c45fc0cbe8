//! A value with the defaults of its structural schema, as the API server fills them in: where a field is missing, or null where
//! null may not be, and in objects that are there.

use serde_json::{Map, Value};

/// How deep schemas are followed.
const MAX_DEPTH: usize = 100;

/// Fills a value in by an `openAPIV3Schema`.
pub(super) fn fill(value: &mut Value, schema: &Value) {
    fill_below(value, schema, 0);
}

fn fill_below(value: &mut Value, schema: &Value, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Object(fields) => fill_fields(fields, schema, depth),
        Value::Array(items) => {
            if let Some(of_items) = schema.get("items") {
                items.iter_mut().for_each(|item| fill_below(item, of_items, depth + 1));
            }
        }
        _ => {}
    }
}

fn fill_fields(fields: &mut Map<String, Value>, schema: &Value, depth: usize) {
    for (name, of_field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let is_nullable = of_field.get("nullable").and_then(Value::as_bool) == Some(true);
        let lacks = fields.get(name).is_none_or(|field| field.is_null() && !is_nullable);
        if let Some(default) = of_field.get("default").filter(|_| lacks) {
            fields.insert(name.clone(), default.clone());
        }
        if let Some(field) = fields.get_mut(name) {
            fill_below(field, of_field, depth + 1);
        }
    }
    let known = schema.get("properties").and_then(Value::as_object);
    let Some(of_others) = schema.get("additionalProperties").filter(|schema| schema.is_object()) else { return };
    for (name, field) in fields.iter_mut() {
        if !known.is_some_and(|known| known.contains_key(name)) {
            fill_below(field, of_others, depth + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn defaults_fill_what_is_missing_also_in_items() {
        let schema = json!({"properties": {
            "a": {"default": 1},
            "list": {"items": {"properties": {"b": {"default": "x"}}}},
        }});
        let mut parameters = json!({"list": [{}, {"b": "y"}]});
        fill(&mut parameters, &schema);
        assert_eq!(parameters, json!({"a": 1, "list": [{"b": "x"}, {"b": "y"}]}));
    }
}
