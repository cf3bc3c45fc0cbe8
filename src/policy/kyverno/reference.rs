//! References from one place of a policy to another: `$(./../name)`, `$(<=./../limits/memory)`. Policies do not change, so they are
//! followed when a policy is compiled.

use super::anchor::Anchored;
use crate::go::path;
use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

static REFERENCES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\$\(.[^ ]*\)|[^\\]\$\(.[^ ]*\)").ok());
static ESCAPED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\\\$\(.[^ )]*\)").ok());

/// `text`, which stands at `place` of `document`, with its references replaced. The error is Kyverno's sentence.
pub(super) fn resolve(text: &str, document: &Value, place: &str) -> Result<String, String> {
    let mut value = text.to_owned();
    if !text.contains("$(") {
        return Ok(value);
    }
    let (Some(references), Some(escaped)) = (REFERENCES.as_ref(), ESCAPED.as_ref()) else { return Ok(value) };
    for found in references.find_iter(text) {
        let whole = found.as_str();
        let at = whole.find("$(").unwrap_or_default();
        let (prefix, reference) = whole.split_at(at);
        let resolved = follow(reference, document, place)
            .map_err(|reason| format!("failed to resolve {reference} at path {place}: {reason}"))?;
        value = value.replacen(whole, &format!("{prefix}{resolved}"), 1);
    }
    for found in escaped.find_iter(&value.clone()) {
        value = value.replace(found.as_str(), found.as_str().trim_start_matches('\\'));
    }
    Ok(value)
}

/// What `$(…)` stands for, with the operator that it begins with.
fn follow(reference: &str, document: &Value, place: &str) -> Result<String, String> {
    let inner = reference.trim_matches(|c| matches!(c, '$' | '(' | ')'));
    let operator = [">=", "<=", ">", "<", "!"].into_iter().find(|operator| inner.starts_with(operator)).unwrap_or("");
    let target = inner.get(operator.len()..).unwrap_or_default();
    if target.is_empty() {
        return Err("expected path, found empty reference".into());
    }
    let absolute = if target.starts_with('/') { target.to_owned() } else { format!("{place}/{target}") };
    let absolute = String::from_utf8_lossy(&path::clean(absolute.as_bytes())).into_owned();
    let found = leaf(document, &absolute).ok_or("got nil resolved variable")?;
    match found {
        Value::String(text) => Ok(format!("{operator}{text}")),
        Value::Number(number) if !operator.is_empty() => Ok(format!("{operator}{number}")),
        _ => Err(format!("NotResolvedReferenceErr,reference {reference} not resolved at path {place}")),
    }
}

/// The scalar at a path of keys without their anchors.
fn leaf<'d>(document: &'d Value, path: &str) -> Option<&'d Value> {
    let mut value = document;
    for step in path.split('/').filter(|step| !step.is_empty()) {
        value = match value {
            Value::Object(map) => match map.get(step) {
                Some(next) => next,
                None => map.iter().find(|(key, _)| Anchored::parse(key).key == step)?.1,
            },
            Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    (!value.is_object() && !value.is_array() && !value.is_null()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use serde_json::json;

    #[test]
    fn references_are_followed_past_anchors() {
        let document = json!({"spec": {"=(limits)": {"memory": "1Gi"}, "requests": {"memory": "x"}}});
        let at = "/spec/requests/memory";
        assert_eq!(resolve("$(<=./../../limits/memory)", &document, at), Ok("<=1Gi".into()));
        assert_eq!(resolve("a $(/spec/limits/memory)", &document, at), Ok("a 1Gi".into()));
        assert_eq!(resolve("\\$(x)", &document, at), Ok("$(x)".into()));
        assert!(resolve("$(./../nonesuch)", &document, at).is_err());
    }
}
