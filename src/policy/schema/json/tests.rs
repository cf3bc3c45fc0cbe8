use super::*;
use crate::policy::schema::violation::{Path, Report};
use serde_json::json;

fn check(schema: Value, value: Value, dialect: Dialect, strict: bool) -> Vec<(String, String)> {
    let schema = Schema::compile(&schema, dialect).expect("it is a schema");
    let mut report = Report::limited(50_000);
    schema.check(&value, &Path::Top, strict, &mut report);
    report.into_violations().into_iter().map(|found| (found.rule.to_owned(), found.pointer)).collect()
}

fn structural(schema: Value, value: Value) -> Vec<(String, String)> {
    check(schema, value, Dialect::Structural, true)
}

fn json_schema(schema: Value, value: Value) -> Vec<(String, String)> {
    check(schema, value, Dialect::JsonSchema, false)
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(rule, pointer)| ((*rule).to_owned(), (*pointer).to_owned())).collect()
}

#[test]
fn null_needs_leave_in_structural_schemas() {
    let schema = json!({"properties": {"a": {"type": "string"}, "b": {"type": "string", "nullable": true},
        "c": {"type": "string", "default": "x"}}, "type": "object"});
    assert_eq!(structural(schema, json!({"a": null, "b": null, "c": null})), pairs(&[("type", "/a")]));
}

#[test]
fn unknown_fields_are_told_unless_they_are_preserved() {
    let schema = json!({"type": "object", "properties": {
        "size": {"type": "integer"},
        "open": {"type": "object", "x-kubernetes-preserve-unknown-fields": true, "properties": {"a": {"type": "string"}}},
        "empty": {"type": "object"},
        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
    }});
    let value = json!({"sise": 1, "open": {"b": 1, "a": 2}, "empty": {"c": 1}, "map": {"k": "v"}});
    let expected = [("unknown-field", "/empty/c"), ("type", "/map/k"), ("type", "/open/a"), ("unknown-field", "/sise")];
    assert_eq!(structural(schema, value), pairs(&expected));
}

#[test]
fn combined_schemas_add_no_fields_and_take_none() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        "not": {"properties": {"a": {"enum": [7]}}, "required": ["a"]}});
    assert!(structural(schema.clone(), json!({"a": 1})).is_empty());
    assert_eq!(structural(schema.clone(), json!({})), pairs(&[("oneOf", "")]));
    assert_eq!(structural(schema.clone(), json!({"a": 1, "b": 1})), pairs(&[("oneOf", "")]));
    assert_eq!(structural(schema, json!({"a": 7})), pairs(&[("not", "")]));
}

#[test]
fn lists_that_are_sets_or_maps_have_nothing_twice() {
    let schema = json!({"type": "object", "properties": {
        "set": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
        "map": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
            "items": {"type": "object", "properties": {"name": {"type": "string"}, "v": {"type": "integer"}}}},
    }});
    let value = json!({"set": ["a", "b", "a"], "map": [{"name": "x", "v": 1}, {"name": "x", "v": 2}]});
    assert_eq!(structural(schema, value), pairs(&[("duplicate", "/map/1"), ("duplicate", "/set/2")]));
}

#[test]
fn bounds_lengths_and_patterns() {
    let schema = json!({"properties": {
        "n": {"minimum": 1, "maximum": 10, "exclusiveMaximum": true},
        "m": {"exclusiveMinimum": 0, "multipleOf": 0.1},
        "s": {"minLength": 2, "maxLength": 3, "pattern": "^[a-zé]+$"},
        "l": {"minItems": 1, "maxItems": 2, "uniqueItems": true},
    }});
    let value = json!({"n": 10, "m": 0, "s": "ééÉé", "l": [1, 2, 1]});
    let expected = [
        ("maxItems", "/l"),
        ("duplicate", "/l/2"),
        ("minimum", "/m"),
        ("maximum", "/n"),
        ("maxLength", "/s"),
        ("pattern", "/s"),
    ];
    assert_eq!(json_schema(schema.clone(), value), pairs(&expected));
    assert!(json_schema(schema, json!({"n": 9.5, "m": 0.3, "s": "éa", "l": [1]})).is_empty());
}

#[test]
fn references_may_lead_back() {
    let schema = json!({"$ref": "#/definitions/tree", "definitions": {"tree": {
        "type": "object", "additionalProperties": {"$ref": "#/definitions/tree"}}}});
    assert_eq!(json_schema(schema, json!({"a": {"b": {"c": 1}}})), pairs(&[("type", "/a/b/c")]));
    let endless = json!({"$ref": "#"});
    assert_eq!(json_schema(endless, json!(1)), pairs(&[("limit", "")]));
    assert!(Schema::compile(&json!({"$ref": "#/nowhere"}), Dialect::JsonSchema).is_err());
}

#[test]
fn alternatives_within_alternatives_run_out_of_steps() {
    let mut definitions = serde_json::Map::new();
    for level in 0..40 {
        let next = json!({"$ref": format!("#/definitions/l{}", level + 1)});
        definitions.insert(format!("l{level}"), json!({"anyOf": [next, next]}));
    }
    definitions.insert("l40".to_owned(), json!(false));
    let schema = json!({"$ref": "#/definitions/l0", "definitions": definitions});
    let found = json_schema(schema, json!(1));
    assert!(found.contains(&("limit".to_owned(), String::new())), "{found:?}");
}

#[test]
fn conditions_choices_and_dependencies() {
    let schema = json!({
        "if": {"properties": {"kind": {"const": "a"}}}, "then": {"required": ["x"]}, "else": {"required": ["y"]},
        "properties": {"kind": {"enum": ["a", "b", 1]}}, "dependencies": {"z": ["w"]},
    });
    assert_eq!(json_schema(schema.clone(), json!({"kind": "a"})), pairs(&[("required", "")]));
    assert!(json_schema(schema.clone(), json!({"kind": 1.0, "y": 1})).is_empty());
    assert_eq!(
        json_schema(schema, json!({"kind": "c", "y": 1, "z": 1})),
        pairs(&[("enum", "/kind"), ("required", "")])
    );
}

#[test]
fn patterns_are_bounded_together() {
    let large = json!({"pattern": "(a{1,30}){1,30}x"});
    let many: serde_json::Map<String, Value> = (0..2000).map(|number| (format!("f{number}"), large.clone())).collect();
    let error = Schema::compile(&json!({"properties": many}), Dialect::JsonSchema).err();
    assert!(error.is_some_and(|error| error.contains("too large together")));
}

#[test]
fn rules_are_asked_of_what_is_right_otherwise_with_defaults() {
    let schema = json!({"type": "object", "properties": {
        "spec": {"type": "object",
            "x-kubernetes-validations": [
                {"rule": "self.min <= self.max", "messageExpression": "'at most ' + string(self.max)", "fieldPath": ".min"},
                {"rule": "self.kind == oldSelf.kind", "message": "kind is fixed"},
                {"rule": "!oldSelf.hasValue() || self.min == 1", "optionalOldSelf": true},
            ],
            "properties": {
                "min": {"type": "integer"}, "max": {"type": "integer", "default": 3}, "kind": {"type": "string"},
                "until": {"type": "string", "format": "date-time",
                    "x-kubernetes-validations": [{"rule": "self < timestamp('2030-01-01T00:00:00Z')", "message": "too late"}]},
                "list": {"type": "array", "items": {"type": "object",
                    "x-kubernetes-validations": [{"rule": "has(self.a) || has(self.b__dash__c)"}],
                    "properties": {"a": {"type": "string"}, "b-c": {"type": "string"}}}},
            }},
    }});
    assert!(structural(schema.clone(), json!({"spec": {"min": 2, "until": "2029-12-31T00:00:00Z"}})).is_empty());
    assert_eq!(structural(schema.clone(), json!({"spec": {"min": 4}})), pairs(&[("rule", "/spec/min")]));
    let broken = json!({"spec": {"min": 1, "until": "2031-01-01T00:00:00Z", "list": [{"b-c": "x"}, {}]}});
    assert_eq!(structural(schema.clone(), broken), pairs(&[("rule", "/spec/list/1"), ("rule", "/spec/until")]));
    assert_eq!(structural(schema, json!({"spec": {"min": "4"}})), pairs(&[("type", "/spec/min")]));
}

#[test]
fn a_rule_that_does_not_compile_makes_the_schema_unreadable() {
    let schema = json!({"type": "object", "x-kubernetes-validations": [{"rule": "self.a +"}]});
    let error = Schema::compile(&schema, Dialect::Structural).err().unwrap_or_default();
    assert!(error.starts_with("the rule `self.a +` does not compile"), "{error}");
}
