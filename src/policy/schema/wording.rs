//! How violations are worded, alike for types of Kubernetes and for schemas that users bring.

use super::violation::{Path, Report};
use crate::diagnostic::nearest;
use serde_json::{Map, Value};

/// The longest text of a value that is quoted, in characters.
const LONGEST: usize = 60;

/// A value of a wrong type.
pub(super) fn wrong_type(report: &mut Report, path: &Path<'_>, expected: &str, value: &Value) {
    report.add("type", path, format!("expected {expected}, not {}", described(value)));
}

/// A field that must be there and is not. A field that was probably meant to be it is named.
pub(super) fn missing<'k>(
    report: &mut Report,
    path: &Path<'_>,
    name: &str,
    map: &Map<String, Value>,
    is_known: impl Fn(&str) -> bool + 'k,
) {
    let unknown = map.keys().map(String::as_str).filter(|key| !is_known(key));
    let hint = nearest(name, unknown).map(|meant| format!("; was \"{meant}\" meant?")).unwrap_or_default();
    report.add("required", path, format!("the required field \"{name}\" is missing{hint}"));
}

/// A field that nothing knows. The known field that is nearest is named.
pub(super) fn unknown<'k>(report: &mut Report, path: &Path<'_>, name: &str, known: impl IntoIterator<Item = &'k str>) {
    let hint = nearest(name, known).map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
    report.add("unknown-field", path, format!("unknown field \"{name}\"{hint}"));
}

/// The sort of a value, and the value where it is short.
pub(super) fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean {value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", quoted(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A text in quotes, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}…\"", text.get(..end).unwrap_or_default()),
        None => format!("\"{text}\""),
    }
}
