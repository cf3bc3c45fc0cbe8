//! [`LabelSelector`]: Kubernetes' label selectors (`matchLabels` and `matchExpressions`) as all engines have them. What an engine
//! adds is a parameter; where a selector stands and whose labels it is held against is the engine's.

use super::jmespath::{Data, Entries, wildcard};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A selector. An empty one selects everything.
#[derive(Clone, Debug, Default)]
pub(in crate::policy) struct LabelSelector {
    labels: Vec<(String, String)>,
    expressions: Vec<(String, Test)>,
    /// Whether an expression is none that the API takes: nothing is selected.
    is_broken: bool,
    wildcards: Wildcards,
}

/// Whether `*` and `?` in `matchLabels` stand for other characters, in keys and values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::policy) enum Wildcards {
    /// They do not: Kubernetes.
    #[default]
    Plain,
    /// They do: Kyverno.
    Expanded,
}

#[derive(Clone, Debug)]
enum Test {
    Exists,
    Missing,
    OneOf(Vec<String>),
    NoneOf(Vec<String>),
}

/// The labels of an object.
pub(in crate::policy) trait Labels {
    /// The value of a label.
    fn label(&self, key: &str) -> Option<&str>;

    /// Every label whose value is a text.
    fn all(&self) -> impl Iterator<Item = (&str, &str)>;
}

impl Labels for Map<String, Value> {
    fn label(&self, key: &str) -> Option<&str> {
        self.get(key).map(|value| value.as_str().unwrap_or_default())
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }
}

impl Labels for Entries {
    fn label(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Data::as_str)
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }
}

/// No labels at all.
impl<L: Labels> Labels for Option<&L> {
    fn label(&self, key: &str) -> Option<&str> {
        self.and_then(|labels| labels.label(key))
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().flat_map(|labels| labels.all())
    }
}

impl LabelSelector {
    /// The selector that a value is, as far as it is one; scalars that are no texts count as their texts.
    pub(in crate::policy) fn read(value: &Value, wildcards: Wildcards) -> LabelSelector {
        let scalar = |value: &Value| Data::from(value).to_go_text();
        let labels = value.get("matchLabels").and_then(Value::as_object).into_iter().flatten();
        let mut selector = LabelSelector { wildcards, ..LabelSelector::default() };
        selector.labels = labels.map(|(key, value)| (key.clone(), scalar(value))).collect();
        for expression in value.get("matchExpressions").and_then(Value::as_array).into_iter().flatten() {
            let text = |name: &str| expression.get(name).and_then(Value::as_str).unwrap_or_default();
            let values = expression.get("values").and_then(Value::as_array).into_iter().flatten();
            selector.add(text("key"), text("operator"), values.map(scalar).collect());
        }
        selector
    }

    fn add(&mut self, key: &str, operator: &str, values: Vec<String>) {
        let test = match operator {
            "Exists" if values.is_empty() => Test::Exists,
            "DoesNotExist" if values.is_empty() => Test::Missing,
            "In" if !values.is_empty() => Test::OneOf(values),
            "NotIn" if !values.is_empty() => Test::NoneOf(values),
            _ => {
                self.is_broken = true;
                return;
            }
        };
        self.expressions.push((key.to_owned(), test));
    }

    /// Whether nothing is asked for.
    pub(in crate::policy) fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.expressions.is_empty() && !self.is_broken
    }

    /// Whether labels meet every requirement.
    pub(in crate::policy) fn matches(&self, labels: &impl Labels) -> bool {
        !self.is_broken
            && self.labels.iter().all(|(key, value)| self.has_label(labels, key, value))
            && self.expressions.iter().all(|(key, test)| test.is_met(labels.label(key)))
    }

    fn has_label(&self, labels: &impl Labels, key: &str, value: &str) -> bool {
        let is_pattern = wildcard::has_wildcard(key) || wildcard::has_wildcard(value);
        if self.wildcards == Wildcards::Plain || !is_pattern {
            return labels.label(key) == Some(value);
        }
        labels.all().any(|(name, found)| wildcard::matches(key, name) && wildcard::matches(value, found))
    }
}

impl Test {
    fn is_met(&self, label: Option<&str>) -> bool {
        match self {
            Test::Exists => label.is_some(),
            Test::Missing => label.is_none(),
            Test::OneOf(values) => label.is_some_and(|label| values.iter().any(|value| value == label)),
            Test::NoneOf(values) => label.is_none_or(|label| values.iter().all(|value| value != label)),
        }
    }
}

/// As the API reads it: a value of another type than its field's is an error.
impl<'de> Deserialize<'de> for LabelSelector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Default, Deserialize)]
        #[serde(default, rename_all = "camelCase")]
        struct Fields {
            match_labels: Option<BTreeMap<String, Option<String>>>,
            match_expressions: Option<Vec<Requirement>>,
        }
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Requirement {
            key: String,
            operator: String,
            values: Option<Vec<String>>,
        }
        let fields = Fields::deserialize(deserializer)?;
        let labels = fields.match_labels.unwrap_or_default().into_iter();
        let labels = labels.map(|(key, value)| (key, value.unwrap_or_default())).collect();
        let mut selector = LabelSelector { labels, ..LabelSelector::default() };
        for one in fields.match_expressions.unwrap_or_default() {
            selector.add(&one.key, &one.operator, one.values.unwrap_or_default());
        }
        Ok(selector)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn selects(selector: Value, labels: Value) -> bool {
        let read = LabelSelector::read(&selector, Wildcards::Plain).matches(&labels.as_object());
        let strict: LabelSelector = serde_json::from_value(selector).expect("it is a selector");
        assert_eq!(strict.matches(&labels.as_object()), read);
        read
    }

    #[test]
    fn labels_and_expressions_have_to_match_all() {
        let not_x = json!({"key": "b", "operator": "NotIn", "values": ["x"]});
        let selector = json!({"matchLabels": {"a": "1"}, "matchExpressions": [not_x]});
        assert!(selects(selector.clone(), json!({"a": "1"})));
        assert!(selects(selector.clone(), json!({"a": "1", "b": "y"})));
        assert!(!selects(selector.clone(), json!({"a": "1", "b": "x"})));
        assert!(!selects(selector, json!({"b": "y"})));
        assert!(selects(json!({}), Value::Null));
        assert!(!selects(json!({"matchExpressions": [{"key": "b", "operator": "Exists"}]}), Value::Null));
    }

    #[test]
    fn an_expression_that_the_api_refuses_selects_nothing() {
        for (operator, values) in
            [("Is", json!(["x"])), ("In", json!([])), ("NotIn", json!([])), ("Exists", json!(["x"]))]
        {
            let expression = json!({"key": "b", "operator": operator, "values": values});
            assert!(!selects(json!({"matchExpressions": [expression]}), json!({"b": "x"})), "{operator}");
        }
    }

    #[test]
    fn wildcards_are_kyvernos() {
        let selector = json!({"matchLabels": {"app.*/na?e": "w*"}});
        let labels = json!({"app.example/name": "web"});
        let selects = |wildcards| LabelSelector::read(&selector, wildcards).matches(&labels.as_object());
        assert!(selects(Wildcards::Expanded));
        assert!(!selects(Wildcards::Plain));
    }

    #[test]
    fn the_api_wants_texts() {
        let numbers = json!({"matchLabels": {"a": 1}});
        assert!(serde_json::from_value::<LabelSelector>(numbers.clone()).is_err());
        assert!(LabelSelector::read(&numbers, Wildcards::Expanded).matches(&json!({"a": "1"}).as_object()));
    }
}
