//! The operators of conditions, with Kyverno's conversions: durations before quantities before numbers before wildcards, and lists
//! in many disguises.

use super::pattern::{is_range, text_fits};
use crate::go::strconv;
use crate::go::time::Duration;
use crate::kubernetes::Quantity;
use crate::policy::jmespath::version::Version;
use crate::policy::jmespath::{Data, wildcard};
use serde_json::Value;
use smol_str::SmolStr;
use std::cmp::Ordering;

/// An operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equals,
    NotEquals,
    In,
    NotIn,
    AnyIn,
    AllIn,
    AnyNotIn,
    AllNotIn,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// The deprecated ones of durations alone.
    DurationGreater,
    DurationGreaterOrEqual,
    DurationLess,
    DurationLessOrEqual,
}

impl Operator {
    /// The operator of this name, in any letter case.
    pub(super) fn named(name: &str) -> Option<Operator> {
        Some(match name.to_ascii_lowercase().as_str() {
            "equal" | "equals" => Operator::Equals,
            "notequal" | "notequals" => Operator::NotEquals,
            "in" => Operator::In,
            "notin" => Operator::NotIn,
            "anyin" => Operator::AnyIn,
            "allin" => Operator::AllIn,
            "anynotin" => Operator::AnyNotIn,
            "allnotin" => Operator::AllNotIn,
            "greaterthan" => Operator::Greater,
            "greaterthanorequals" => Operator::GreaterOrEqual,
            "lessthan" => Operator::Less,
            "lessthanorequals" => Operator::LessOrEqual,
            "durationgreaterthan" => Operator::DurationGreater,
            "durationgreaterthanorequals" => Operator::DurationGreaterOrEqual,
            "durationlessthan" => Operator::DurationLess,
            "durationlessthanorequals" => Operator::DurationLessOrEqual,
            _ => return None,
        })
    }

    /// Whether the condition holds.
    pub(super) fn holds(self, key: &Data, value: &Data) -> bool {
        match self {
            Operator::Equals => equals(key, value) == Some(true),
            Operator::NotEquals => match key {
                Data::Null => false,
                Data::Text(text) if value.as_str() == Some("") && Quantity::parse(text).is_some() => true,
                _ => equals(key, value) != Some(true),
            },
            Operator::In => among(key, value, Sense::Old) == Some(true),
            Operator::NotIn => match key {
                Data::List(_) => old_set(key, value, true) == Some(true),
                _ => among(key, value, Sense::Old) == Some(false),
            },
            Operator::AnyIn | Operator::AllIn | Operator::AnyNotIn | Operator::AllNotIn => self.set(key, value),
            Operator::Greater | Operator::GreaterOrEqual | Operator::Less | Operator::LessOrEqual => {
                order(key, value).is_some_and(|order| self.accepts(order))
            }
            _ => duration_order(key, value).is_some_and(|order| self.accepts(order)),
        }
    }

    fn accepts(self, order: Ordering) -> bool {
        match self {
            Operator::Greater | Operator::DurationGreater => order.is_gt(),
            Operator::GreaterOrEqual | Operator::DurationGreaterOrEqual => order.is_ge(),
            Operator::Less | Operator::DurationLess => order.is_lt(),
            _ => order.is_le(),
        }
    }

    /// The operators of sets.
    fn set(self, key: &Data, value: &Data) -> bool {
        let negated = matches!(self, Operator::AnyNotIn | Operator::AllNotIn);
        let Data::List(items) = key else {
            return among(key, value, Sense::New).is_some_and(|found| found != negated);
        };
        let keys: Vec<String> = items.iter().map(Data::to_go_text).collect();
        match Values::of(&keys, value, self) {
            None => false,
            Some(Values::Same) => !negated,
            Some(Values::Range(range)) => self.in_range(&keys, &range),
            Some(Values::List(values)) => {
                let found = |key: &String| values.iter().any(|value| alike(key, value));
                match self {
                    Operator::AnyIn => keys.iter().any(found),
                    Operator::AllIn => keys.iter().all(found),
                    Operator::AnyNotIn => !keys.iter().all(found),
                    _ => !keys.iter().any(found),
                }
            }
        }
    }

    fn in_range(self, keys: &[String], range: &str) -> bool {
        let fits = |key: &String| text_fits(range, &Data::text(key.as_str()));
        match self {
            Operator::AnyIn => keys.iter().any(fits),
            Operator::AllIn => keys.iter().all(fits),
            Operator::AnyNotIn => {
                let outside = range.replacen('-', "!-", 1);
                keys.iter().any(|key| text_fits(&outside, &Data::text(key.as_str())))
            }
            _ => !keys.iter().any(fits),
        }
    }
}

/// Wildcards on either side.
fn alike(a: &str, b: &str) -> bool {
    wildcard::matches(a, b) || wildcard::matches(b, a)
}

/// The other side of an operator of sets.
enum Values {
    List(Vec<String>),
    Range(SmolStr),
    /// A single key and a text that are the same.
    Same,
}

impl Values {
    /// Nothing where the value is of no use.
    fn of(keys: &[String], value: &Data, operator: Operator) -> Option<Values> {
        match value {
            Data::List(items) => Some(Values::List(items.iter().map(Data::to_go_text).collect())),
            Data::Int(_) | Data::Float(_) | Data::Bool(_)
                if matches!(operator, Operator::AnyIn | Operator::AnyNotIn) =>
            {
                Some(Values::List(vec![value.to_go_text()]))
            }
            Data::Text(text) if keys.len() == 1 && keys.first().is_some_and(|key| *key == text.as_str()) => {
                Some(Values::Same)
            }
            Data::Text(text) if is_range(text) => Some(Values::Range(text.clone())),
            Data::Text(text) => texts(text).map(Values::List),
            _ => None,
        }
    }
}

/// A text as a list: JSON, which has to be a list of texts then, or itself alone.
fn texts(text: &str) -> Option<Vec<String>> {
    match serde_json::from_str::<Value>(text) {
        Ok(json) => json_texts(&json),
        Err(_) => Some(vec![text.to_owned()]),
    }
}

fn json_texts(json: &Value) -> Option<Vec<String>> {
    match json {
        Value::Null => Some(Vec::new()),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// Whether the deprecated `In` and `NotIn` are meant, or the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Old,
    New,
}

/// Whether a single key is among the values; nothing where one of them is of no use.
fn among(key: &Data, value: &Data, sense: Sense) -> Option<bool> {
    let key = match key {
        Data::Text(text) => text.to_string(),
        Data::Int(_) | Data::Float(_) | Data::Bool(_) => key.to_go_text(),
        Data::List(_) if sense == Sense::Old => return old_set(key, value, false),
        _ => return None,
    };
    match value {
        Data::List(items) => Some(items.iter().any(|item| alike(&item.to_go_text(), &key))),
        Data::Text(text) => {
            if wildcard::matches(text, &key) {
                return Some(true);
            }
            if sense == Sense::New && is_range(text) {
                return Some(text_fits(text, &Data::text(key)));
            }
            let list = match sense {
                Sense::New => texts(text),
                Sense::Old => serde_json::from_str::<Value>(text).ok().as_ref().and_then(json_texts),
            };
            Some(list?.contains(&key))
        }
        _ => None,
    }
}

/// `In` and `NotIn` of a list: whether all its texts are among the values, or one is not.
fn old_set(key: &Data, value: &Data, negated: bool) -> Option<bool> {
    let keys: Vec<&str> = key.as_list()?.iter().map(Data::as_str).collect::<Option<_>>()?;
    let values: Vec<String> = match value {
        Data::List(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>()?,
        Data::Text(text) if keys == [text.as_str()] => return Some(true),
        Data::Text(text) => json_texts(&serde_json::from_str::<Value>(text).ok()?)?,
        _ => return None,
    };
    let all = keys.iter().all(|key| values.iter().any(|value| value == key));
    Some(all != negated)
}

/// A text as a duration; `0` is none.
fn duration(data: &Data) -> Option<Duration> {
    let text = data.as_str().filter(|text| *text != "0")?;
    Duration::parse(text.as_bytes()).ok()
}

fn seconds(data: &Data) -> Option<Duration> {
    let seconds = data.as_number()?;
    Some(Duration((seconds.trunc() as i64).saturating_mul(1_000_000_000)))
}

/// Both sides as durations: one has to be one, the other may be a number of seconds.
fn durations(key: &Data, value: &Data) -> Option<(Duration, Duration)> {
    let (left, right) = (duration(key), duration(value));
    if left.is_none() && right.is_none() {
        return None;
    }
    Some((left.or_else(|| seconds(key))?, right.or_else(|| seconds(value))?))
}

/// Whether both are equal; nothing where the key has no type that can be.
fn equals(key: &Data, value: &Data) -> Option<bool> {
    match key {
        Data::Null => None,
        Data::Text(text) => Some(text_equals(key, text, value)),
        Data::Int(_) | Data::Float(_) => Some(match value {
            Data::Text(text) => strconv::parse_float(text.as_bytes()).is_ok_and(|value| key.as_number() == Some(value)),
            value => key == value,
        }),
        key => Some(key == value),
    }
}

fn text_equals(key: &Data, text: &str, value: &Data) -> bool {
    if let Some((left, right)) = durations(key, value) {
        return left == right;
    }
    let Some(wanted) = value.as_str() else { return false };
    match Quantity::parse(text) {
        Some(quantity) => Quantity::parse(wanted) == Some(quantity),
        None => wildcard::matches(wanted, text),
    }
}

/// How both are ordered: as durations, quantities, numbers, versions, whatever they can be.
fn order(key: &Data, value: &Data) -> Option<Ordering> {
    if let Some((left, right)) = durations(key, value) {
        return Some(left.cmp(&right));
    }
    let Data::Text(text) = key else { return number_order(key.as_number()?, value) };
    if let (Some(left), Some(right)) = (Quantity::parse(text), value.as_str().and_then(Quantity::parse)) {
        return Some(left.cmp(&right));
    }
    if let Ok(number) = strconv::parse_float(text.as_bytes()) {
        return number_order(number, value);
    }
    Some(Version::parse(text)?.cmp(&Version::parse(value.as_str()?)?))
}

fn number_order(number: f64, value: &Data) -> Option<Ordering> {
    let other = match value {
        Data::Text(text) => strconv::parse_float(text.as_bytes()).ok()?,
        value => value.as_number()?,
    };
    number.partial_cmp(&other)
}

fn duration_order(key: &Data, value: &Data) -> Option<Ordering> {
    let either = |data: &Data| match data {
        Data::Text(text) => Duration::parse(text.as_bytes()).ok(),
        data => seconds(data),
    };
    Some(either(key)?.cmp(&either(value)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn holds(key: Value, operator: &str, value: Value) -> bool {
        let operator = Operator::named(operator).expect("there is such an operator");
        operator.holds(&Data::from(&key), &Data::from(&value))
    }

    #[test]
    fn equality_knows_units_and_wildcards() {
        assert!(holds(json!("1h"), "Equals", json!("60m")));
        assert!(holds(json!("1Gi"), "equal", json!("1024Mi")));
        assert!(holds(json!("nginx:latest"), "Equals", json!("*:latest")));
        assert!(holds(json!(1), "Equals", json!("1")));
        assert!(holds(json!("1m"), "Equals", json!(60)));
        assert!(holds(json!(["a"]), "Equals", json!(["a"])));
        assert!(!holds(json!(null), "Equals", json!(null)));
        assert!(!holds(json!(null), "NotEquals", json!("a")));
        assert!(holds(json!("a"), "NotEquals", json!(1)));
    }

    #[test]
    fn sets_take_lists_in_every_disguise() {
        assert!(holds(json!("a"), "AnyIn", json!(["a", "b"])));
        assert!(holds(json!("a"), "AnyIn", json!("[\"a\"]")));
        assert!(holds(json!(["a", "c"]), "AnyIn", json!(["a*"])));
        assert!(holds(json!(5), "AnyIn", json!("1-10")));
        assert!(!holds(json!(["a", "c"]), "AllIn", json!(["a"])));
        assert!(holds(json!(["a", "c"]), "AnyNotIn", json!(["a"])));
        assert!(holds(json!(["b", "c"]), "AllNotIn", json!(["a"])));
        assert!(holds(json!([5, 20]), "AnyNotIn", json!("1-10")));
        assert!(!holds(json!([]), "AnyNotIn", json!(["a"])));
        assert!(holds(json!([]), "AllIn", json!(["a"])));
        assert!(holds(json!(["a"]), "NotIn", json!(["b"])));
        assert!(!holds(json!({}), "AnyIn", json!(["a"])));
        assert!(!holds(json!(null), "AnyNotIn", json!(["a"])));
    }

    #[test]
    fn orders_are_of_durations_quantities_numbers_and_versions() {
        assert!(holds(json!("2h"), "GreaterThan", json!("90m")));
        assert!(holds(json!("2Gi"), "GreaterThan", json!("1500Mi")));
        assert!(holds(json!(10), "GreaterThanOrEquals", json!("10")));
        assert!(holds(json!("1.10.0"), "GreaterThan", json!("1.9.0")));
        assert!(holds(json!("1.5"), "LessThan", json!(2)));
        assert!(holds(json!(30), "LessThanOrEquals", json!("1m")));
        assert!(!holds(json!("a"), "LessThan", json!("b")));
        assert!(holds(json!("1h"), "DurationGreaterThan", json!(60)));
    }
}
