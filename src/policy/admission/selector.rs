//! [`LabelSelector`]: which labels an object has to have, by `matchLabels` and `matchExpressions`.

use super::spec::{Requirement, Selector};
use serde_json::{Map, Value};

/// A selector. An empty one selects everything.
#[derive(Clone, Debug, Default)]
pub(in crate::policy) struct LabelSelector(Selector);

impl LabelSelector {
    /// The selector that these fields are.
    pub(in crate::policy) fn new(selector: Selector) -> Self {
        LabelSelector(selector)
    }

    /// Whether nothing is asked for.
    pub(in crate::policy) fn is_empty(&self) -> bool {
        self.0.match_labels.is_empty() && self.0.match_expressions.is_empty()
    }

    /// Whether labels meet every requirement.
    pub(in crate::policy) fn matches(&self, labels: Option<&Map<String, Value>>) -> bool {
        let label =
            |key: &str| labels.and_then(|labels| labels.get(key)).map(|value| value.as_str().unwrap_or_default());
        let labels_match =
            self.0.match_labels.iter().all(|(key, wanted)| label(key) == Some(wanted.as_deref().unwrap_or_default()));
        labels_match && self.0.match_expressions.iter().all(|one| is_met(one, label(&one.key)))
    }
}

/// Whether a label meets a requirement. An operator that does not exist is met by none, as the API refuses it.
fn is_met(requirement: &Requirement, label: Option<&str>) -> bool {
    let is_listed = |label: &str| requirement.values.iter().any(|value| value == label);
    match requirement.operator.as_str() {
        "In" => label.is_some_and(is_listed),
        "NotIn" => !label.is_some_and(is_listed),
        "Exists" => label.is_some(),
        "DoesNotExist" => label.is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn selects(selector: Value, labels: Value) -> bool {
        LabelSelector(serde_json::from_value(selector).expect("it is a selector")).matches(labels.as_object())
    }

    #[test]
    fn labels_and_expressions_have_to_match_all() {
        let selector = json!({"matchLabels": {"a": "1"}, "matchExpressions": [{"key": "b", "operator": "NotIn", "values": ["x"]}]});
        assert!(selects(selector.clone(), json!({"a": "1"})));
        assert!(selects(selector.clone(), json!({"a": "1", "b": "y"})));
        assert!(!selects(selector.clone(), json!({"a": "1", "b": "x"})));
        assert!(!selects(selector, json!({"b": "y"})));
        assert!(selects(json!({}), Value::Null));
        assert!(!selects(json!({"matchExpressions": [{"key": "b", "operator": "Exists"}]}), Value::Null));
    }
}
