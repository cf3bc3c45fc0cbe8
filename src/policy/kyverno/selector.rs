//! Label selectors as objects, in whose `matchLabels` Kyverno allows wildcards.

use crate::policy::jmespath::{Data, Entries, wildcard};
use serde_json::Value;

/// A selector.
#[derive(Clone, Debug, Default)]
pub(super) struct Selector {
    labels: Vec<(String, String)>,
    expressions: Vec<(String, Test)>,
    /// An operator that there is not: nothing is selected.
    broken: bool,
}

#[derive(Clone, Debug)]
enum Test {
    Exists,
    Missing,
    OneOf(Vec<String>),
    NoneOf(Vec<String>),
}

impl Selector {
    pub(super) fn compile(value: &Value) -> Selector {
        let mut selector = Selector::default();
        for (key, value) in value.get("matchLabels").and_then(Value::as_object).into_iter().flatten() {
            selector.labels.push((key.clone(), Data::from(value).to_go_text()));
        }
        for expression in value.get("matchExpressions").and_then(Value::as_array).into_iter().flatten() {
            let text = |name: &str| expression.get(name).and_then(Value::as_str).unwrap_or_default();
            let values = expression.get("values").and_then(Value::as_array).into_iter().flatten();
            let values: Vec<String> = values.map(|value| Data::from(value).to_go_text()).collect();
            let test = match text("operator") {
                "Exists" if values.is_empty() => Test::Exists,
                "DoesNotExist" if values.is_empty() => Test::Missing,
                "In" if !values.is_empty() => Test::OneOf(values),
                "NotIn" if !values.is_empty() => Test::NoneOf(values),
                _ => {
                    selector.broken = true;
                    continue;
                }
            };
            selector.expressions.push((text("key").to_owned(), test));
        }
        selector
    }

    /// Whether labels are selected.
    pub(super) fn matches(&self, labels: &Entries) -> bool {
        let text = |key: &str| labels.get(key).and_then(Data::as_str);
        let label = |(key, value): &(String, String)| {
            if !wildcard::has_wildcard(key) && !wildcard::has_wildcard(value) {
                return text(key) == Some(value);
            }
            let fits = |found: &Data| found.as_str().is_some_and(|found| wildcard::matches(value, found));
            labels.iter().any(|(name, found)| wildcard::matches(key, name) && fits(found))
        };
        let expression = |(key, test): &(String, Test)| match test {
            Test::Exists => text(key).is_some(),
            Test::Missing => text(key).is_none(),
            Test::OneOf(values) => text(key).is_some_and(|found| values.iter().any(|value| value == found)),
            Test::NoneOf(values) => text(key).is_none_or(|found| values.iter().all(|value| value != found)),
        };
        !self.broken && self.labels.iter().all(label) && self.expressions.iter().all(expression)
    }
}
