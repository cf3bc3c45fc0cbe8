//! Findings as one object in JSON: a result for each policy, rule and object, those that pass too.

use super::{Item, Report};
use crate::source::Span;
use serde_json::{Map, Value, json};

/// All results and how many there are of each outcome.
pub(super) fn print(report: &Report) -> String {
    let results: Vec<Value> = report.items.iter().map(|item| entry(item, report)).collect();
    let summary: Map<String, Value> =
        report.summary().into_iter().map(|(name, count)| (name.to_owned(), count.into())).collect();
    let text = serde_json::to_string_pretty(&json!({"results": results, "summary": summary}));
    text.unwrap_or_default() + "\n"
}

fn entry(item: &Item, report: &Report) -> Value {
    let mut entry = Map::new();
    let mut put = |key: &str, text: &str| {
        if !text.is_empty() {
            entry.insert(key.to_owned(), text.into());
        }
    };
    let finding = &item.finding;
    put("policy", &finding.policy);
    put("rule", &finding.rule);
    if let Some(object) = &item.object {
        put("apiVersion", &object.api_version);
        put("kind", &object.kind);
        put("namespace", &object.namespace);
        put("name", &object.name);
    }
    put("result", finding.outcome.name());
    put("message", &finding.message);
    put("replacement", finding.replacement.as_deref().unwrap_or_default());
    // The path of an object itself is empty, which is not the same as none.
    if let Some(path) = &finding.path {
        entry.insert("path".to_owned(), path.as_str().into());
    }
    if let Some(place) = &item.place {
        entry.extend(located(place.span, report));
        let includes: Vec<Value> = place.includes.iter().map(|&span| Value::Object(located(span, report))).collect();
        let values = place.values.iter().map(|value| {
            let mut entry = value.span.map(|span| located(span, report)).unwrap_or_default();
            entry.insert(String::from("value"), value.path.as_str().into());
            Value::Object(entry)
        });
        let values: Vec<Value> = values.collect();
        let lists = [("includes", includes), ("values", values)].into_iter().filter(|(_, list)| !list.is_empty());
        entry.extend(lists.map(|(name, list)| (name.to_owned(), list.into())));
    }
    Value::Object(entry)
}

/// `file`, `line` and `column` of a place.
fn located(span: Span, report: &Report) -> Map<String, Value> {
    let Some(location) = report.locate(span) else { return Map::new() };
    let pairs: [(&str, Value); 3] = [
        ("file", location.name.into()),
        ("line", location.start.line.into()),
        ("column", location.start.column.into()),
    ];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use serde_json::{Value, json};

    #[test]
    fn an_entry_has_its_object_and_its_place() {
        let printed: Value = serde_json::from_str(&super::print(&report())).expect("it is JSON");
        let first = &printed["results"][0];
        assert_eq!((&first["file"], &first["line"]), (&json!("web/templates/d, 1.yaml"), &json!(2)));
        let value = json!({"value": ".Values.image", "file": "web/values.yaml", "line": 1, "column": 8});
        assert_eq!(first["values"], json!([value]));
        assert_eq!(printed["results"][1]["result"], "pass");
        assert_eq!(printed["summary"], json!({"pass": 1, "fail": 1, "warn": 0, "error": 0, "skip": 0}));
    }
}
