//! Findings as SARIF 2.1.0 (OASIS), which code scanning of GitHub, GitLab, Azure and editors read.

use super::{Item, Location, Report};
use crate::go::hex;
use crate::policy::Outcome;
use crate::source::Span;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log of one run: the rules that were broken, and a result for each finding that somebody may want to mend.
pub(super) fn print(report: &Report) -> String {
    let told: Vec<&Item> = report.items.iter().filter(|item| item.is_told()).collect();
    let mut rules: BTreeMap<String, usize> = told.iter().map(|item| (item.rule(), 0)).collect();
    rules.values_mut().enumerate().for_each(|(index, place)| *place = index);
    let results: Vec<Value> = told.iter().map(|item| result(item, &rules, report)).collect();
    let rules: Vec<Value> = rules.keys().map(|rule| json!({"id": rule})).collect();
    let driver = json!({
        "name": "plimsoll",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let run = json!({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results});
    let log = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]});
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn result(item: &Item, rules: &BTreeMap<String, usize>, report: &Report) -> Value {
    let rule = item.rule();
    let level = if item.finding.outcome == Outcome::Warn { "warning" } else { "error" };
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| drop(result.insert(key.to_owned(), value));
    put("ruleIndex", rules.get(&rule).copied().unwrap_or_default().into());
    put("level", level.into());
    put("message", json!({"text": format!("{}: {}", item.title(), item.message())}));
    put("locations", Value::Array(vec![location(item, report)]));
    put("partialFingerprints", json!({"plimsoll/v1": fingerprint(item, &rule)}));
    let related = related(item, report);
    if !related.is_empty() {
        put("relatedLocations", related.into());
    }
    put("ruleId", rule.into());
    Value::Object(result)
}

/// The object, and the file's region where a file is known.
fn location(item: &Item, report: &Report) -> Value {
    let path = item.finding.path.as_deref().unwrap_or_default();
    let logical = json!([{"fullyQualifiedName": format!("{}{path}", item.title()), "kind": "resource"}]);
    let found = item.place.as_ref().and_then(|place| physical(place.span, report));
    match found {
        Some(physical) => json!({"physicalLocation": physical, "logicalLocations": logical}),
        None => json!({"logicalLocations": logical}),
    }
}

fn physical(span: Span, report: &Report) -> Option<Value> {
    let found = report.locate(span).filter(|found| found.is_file)?;
    Some(json!({"artifactLocation": {"uri": uri(&found.name)}, "region": region(&found)}))
}

fn region(found: &Location) -> Value {
    let (start, end) = (found.start, found.end);
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

/// Where the template was included and where its values are set.
fn related(item: &Item, report: &Report) -> Vec<Value> {
    let Some(place) = &item.place else { return Vec::new() };
    let includes = place.includes.iter().map(|&span| (span, String::from("included here")));
    let values = place.values.iter().filter_map(|value| Some((value.span?, format!("{} is set here", value.path))));
    let all = includes.chain(values).filter_map(|(span, words)| {
        Some(json!({"physicalLocation": physical(span, report)?, "message": {"text": words}}))
    });
    let mut related: Vec<Value> = Vec::new();
    // No two may be equal.
    all.for_each(|location| match related.contains(&location) {
        true => {}
        false => related.push(location),
    });
    related
}

/// What stays the same when lines move: the rule, the object and the field.
fn fingerprint(item: &Item, rule: &str) -> String {
    let object = item.object.clone().unwrap_or_default();
    let path = item.finding.path.clone().unwrap_or_default();
    let parts = [rule, &object.api_version, &object.kind, &object.namespace, &object.name, &path].join("\0");
    hex::encode(&Sha256::digest(parts.as_bytes())[..16])
}

/// A path as a reference by RFC 3986: relative ones stay relative to the working folder.
fn uri(path: &str) -> String {
    let plain = path.strip_prefix("./").unwrap_or(path);
    let prefix = if plain.starts_with('/') { "file://" } else { "" };
    let mut uri = String::from(prefix);
    for byte in plain.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn a_result_has_its_rule_its_region_and_what_led_there() {
        let log: Value = serde_json::from_str(&print(&report())).expect("it is JSON");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"], json!([{"id": "tags/required"}]));
        let results = run["results"].as_array().map(Vec::as_slice).unwrap_or_default();
        let [result] = results else { panic!("one result: {results:?}") };
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "web/templates/d%2C%201.yaml");
        assert_eq!(physical["region"], json!({"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 27}));
        assert_eq!(result["relatedLocations"].as_array().map(Vec::len), Some(2));
    }

    /// What the schema of OASIS says of the objects that are written here: the names that they may have, of which those with a
    /// star they must have, and the sort of object behind a name.
    const SCHEMA_TABLE: [(&str, &[&str]); 14] = [
        ("log", &["$schema", "version*", "runs*:run"]),
        ("run", &["tool*:tool", "columnKind", "results:result"]),
        ("tool", &["driver*:component"]),
        ("component", &["name*", "semanticVersion", "rules:descriptor"]),
        ("descriptor", &["id*"]),
        (
            "result",
            &[
                "ruleId",
                "ruleIndex",
                "level",
                "message*:message",
                "locations:location",
                "relatedLocations:location",
                "partialFingerprints:fingerprints",
            ],
        ),
        ("fingerprints", &["plimsoll/v1"]),
        ("message", &["text"]),
        ("location", &["physicalLocation:physical", "logicalLocations:logical", "message:message"]),
        ("physical", &["artifactLocation*:artifact", "region:region"]),
        ("artifact", &["uri"]),
        ("region", &["startLine", "startColumn", "endLine", "endColumn"]),
        ("logical", &["fullyQualifiedName", "kind"]),
        ("", &[]),
    ];

    /// Holds an object, or each of a list, to the table.
    fn check(value: &Value, sort: &str) {
        if let Some(items) = value.as_array() {
            return items.iter().for_each(|item| check(item, sort));
        }
        let (_, names) = SCHEMA_TABLE.iter().find(|(known, _)| *known == sort).expect("the sort is in the table");
        let object = value.as_object().unwrap_or_else(|| panic!("{sort} is an object: {value}"));
        for name in *names {
            let name = name.split(':').next().unwrap_or_default();
            assert!(!name.ends_with('*') || object.contains_key(name.trim_end_matches('*')), "{sort} has {name}");
        }
        for (key, inner) in object {
            let named = names.iter().map(|name| name.split_once(':').unwrap_or((name, "")));
            let found = named.into_iter().find(|(name, _)| name.trim_end_matches('*') == key);
            let (_, sort) = found.unwrap_or_else(|| panic!("{sort} may not have {key}"));
            if !sort.is_empty() {
                check(inner, sort);
            }
        }
    }

    #[test]
    fn a_log_holds_what_the_schema_allows_and_demands() {
        let log: Value = serde_json::from_str(&print(&report())).expect("it is JSON");
        check(&log, "log");
        assert_eq!((&log["version"], log["$schema"].is_string()), (&json!("2.1.0"), true));
    }

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./a b/ü.yaml"), "a%20b/%C3%BC.yaml");
        assert_eq!(uri("/x.yaml"), "file:///x.yaml");
    }
}
