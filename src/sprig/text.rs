//! How a value becomes text inside functions: `strval`, which most string functions use, and `%v`.

use crate::go::{Str, Value, fmt};

/// Sprig's `strval`: strings and bytes as they are, what has a `String` method by that, the rest as `%v`.
pub(super) fn strval(value: &Value) -> Str {
    match value {
        Value::Str(text) | Value::Bytes(text) => text.clone(),
        _ => printed(value),
    }
}

/// A value as `%v` prints it.
pub(super) fn printed(value: &Value) -> Str {
    match value {
        Value::Str(text) => text.clone(),
        _ => Str::from(fmt::print_value(value)),
    }
}
