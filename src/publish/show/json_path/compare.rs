//! Comparing two values in a filter, by the rules of an old text/template: no number is of the same kind as one with a point.

use crate::go::Value;
use crate::go::regexp::{Regexp, Work};
use std::cmp::Ordering;

/// The work that matching a regular expression may take.
const MAX_MATCHING: u64 = 100_000_000;

/// Whether `left OPERATOR right` holds. The error is client-go's sentence.
pub(super) fn compare(left: &Value, operator: &str, right: &Value) -> Result<bool, String> {
    match operator {
        "==" => equal(left, right),
        "!=" => equal(left, right).map(|equal| !equal),
        "<" => order(left, right).map(|order| order == Some(Ordering::Less)),
        "<=" => order(left, right).map(|order| order.is_some_and(Ordering::is_le)),
        // What is not less or equal is greater, so a number that is none is greater than all.
        ">" => order(left, right).map(|order| !order.is_some_and(Ordering::is_le)),
        ">=" => order(left, right).map(|order| order != Some(Ordering::Less)),
        "=~" => matches(left, right),
        _ => Err(format!("unrecognized filter operator {operator}")),
    }
}

fn incompatible<T>() -> Result<T, String> {
    Err(String::from("incompatible types for comparison"))
}

fn no_basic_kind<T>() -> Result<T, String> {
    Err(String::from("invalid type for comparison"))
}

fn equal(left: &Value, right: &Value) -> Result<bool, String> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        _ => order(left, right).map(|order| order == Some(Ordering::Equal)),
    }
}

fn order(left: &Value, right: &Value) -> Result<Option<Ordering>, String> {
    match (left, right) {
        (Value::Int(left, _), Value::Int(right, _)) => Ok(Some(left.cmp(right))),
        (Value::Float(left), Value::Float(right)) => Ok(left.partial_cmp(right)),
        (Value::Str(left), Value::Str(right)) => Ok(Some(left.cmp(right))),
        (Value::Bool(_), Value::Bool(_)) => no_basic_kind(),
        (left, right) if is_basic(left) && is_basic(right) => incompatible(),
        _ => no_basic_kind(),
    }
}

fn is_basic(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Int(..) | Value::Float(_) | Value::Str(_))
}

fn matches(left: &Value, right: &Value) -> Result<bool, String> {
    let (Value::Str(text), Value::Str(pattern)) = (left, right) else {
        return Err(String::from("regexp search only support string now"));
    };
    let pattern = Regexp::compile(pattern).map_err(|error| error.to_string())?;
    pattern.is_match(text, &mut |work| match work {
        Work::Steps(steps) if steps > MAX_MATCHING => Err(String::from("the match takes too much work")),
        _ => Ok(()),
    })
}
