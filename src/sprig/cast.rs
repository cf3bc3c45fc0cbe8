//! Conversions of any value to a number, as the library cast does them: what has no number is 0, strings are read with
//! Go's prefixes, floats are cut towards zero.

use crate::go::time::{Month, Weekday};
use crate::go::{Object, Value, strconv};

/// `cast.ToInt64`, and `cast.ToInt`: an `int` has 64 bits here.
pub(super) fn to_int64(value: &Value) -> i64 {
    match value {
        Value::Int(number, _) => *number,
        Value::Float(number) => float_to_int64(*number),
        Value::Bool(value) => i64::from(*value),
        Value::Str(text) => strconv::parse_int(without_zero_decimals(text), 0, 64).unwrap_or(0),
        Value::Object(object) => calendar_number(object.as_ref()).unwrap_or(0),
        _ => 0,
    }
}

/// `cast.ToFloat64`.
pub(super) fn to_float64(value: &Value) -> f64 {
    match value {
        Value::Int(bits, kind) if !kind.signed() => *bits as u64 as f64,
        Value::Int(number, _) => *number as f64,
        Value::Float(number) => *number,
        Value::Bool(value) => f64::from(u8::from(*value)),
        Value::Str(text) => strconv::parse_float(text).unwrap_or(0.0),
        Value::Object(object) => calendar_number(object.as_ref()).map_or(0.0, |number| number as f64),
        _ => 0.0,
    }
}

/// Months and weekdays count as integers; durations, oddly, do not.
fn calendar_number(object: &dyn Object) -> Option<i64> {
    let any = object.as_any();
    any.downcast_ref::<Month>()
        .map(|month| month.number())
        .or_else(|| any.downcast_ref::<Weekday>().map(|day| day.number()))
}

/// Go's conversion of a float to an `int64` on amd64: towards zero, and the smallest number for what does not fit.
pub(super) fn float_to_int64(number: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&number) { number as i64 } else { i64::MIN }
}

/// The text without a final `.000`.
fn without_zero_decimals(text: &[u8]) -> &[u8] {
    let digits = text.len() - text.iter().rev().take_while(|&&byte| byte == b'0').count();
    match text.get(..digits) {
        Some([whole @ .., b'.']) if digits < text.len() => whole,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_with_prefixes() {
        let int = |text: &str| to_int64(&Value::str(text));
        assert_eq!(int("010"), 8);
        assert_eq!(int("0x1F"), 31);
        assert_eq!(int("7.00"), 7);
        assert_eq!(int("7."), 0);
        assert_eq!(int("7.50"), 0);
        assert_eq!(int(".0"), 0);
        assert_eq!(int("9223372036854775808"), 0);
        assert_eq!(to_float64(&Value::str("010")), 10.0);
    }

    #[test]
    fn floats_outside_are_the_smallest_integer() {
        assert_eq!(to_int64(&Value::Float(1e19)), i64::MIN);
        assert_eq!(to_int64(&Value::Float(f64::NAN)), i64::MIN);
        assert_eq!(to_int64(&Value::Float(-1.9)), -1);
        assert_eq!(to_int64(&Value::Bool(true)), 1);
        assert_eq!(to_int64(&Value::Nil), 0);
    }
}
