//! `$(NAME)` in texts: what it is replaced with, and what is left as it is. `$$` is one `$`, a name that nobody knows stays,
//! and a text that is nothing but a variable takes its type.

use crate::go::strconv;
use crate::go::{Value as GoValue, fmt};
use crate::yaml::tree::{Scalar, ScalarStyle, Tag};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use memchr::{memchr, memrchr};
use smol_str::SmolStr;

/// The value of a variable.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A text.
    Text(SmolStr),
    /// `!!int`.
    Int(i64),
    /// `!!float`.
    Float(f64),
    /// `!!bool`.
    Bool(bool),
    /// A mapping or a list, which no text can hold: the variable stays.
    Collection,
}

impl Value {
    /// Adds the value as it is within a text. False where a text can't hold it.
    fn write(&self, out: &mut Vec<u8>) -> bool {
        match self {
            Value::Text(text) => out.extend_from_slice(text.as_bytes()),
            Value::Int(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Value::Float(number) => out.extend(fmt::print_value(&GoValue::Float(*number))),
            Value::Bool(truth) => out.extend_from_slice(truth.to_string().as_bytes()),
            Value::Collection => return false,
        }
        true
    }

    /// The scalar that is this value alone.
    fn scalar(&self) -> Option<Scalar> {
        let (text, tag): (SmolStr, Tag) = match self {
            Value::Text(text) => (text.clone(), Tag::Str),
            Value::Int(number) => (number.to_string().into(), Tag::Int),
            Value::Float(number) => (strconv::format_float(*number, b'f', -1).into(), Tag::Float),
            Value::Bool(truth) => (truth.to_string().into(), Tag::Bool),
            Value::Collection => return None,
        };
        Some(Scalar { text, tag, style: ScalarStyle::Plain })
    }
}

/// Replaces the variables in a text; nothing where that changes nothing. `value` is asked for the value of a name.
pub(super) fn expand<'v>(text: &str, mut value: impl FnMut(&str) -> Option<&'v Value>) -> Option<Scalar> {
    let bytes = text.as_bytes();
    memchr(b'$', bytes)?;
    let last_closer = memrchr(b')', bytes).unwrap_or(0);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(found) = memchr(b'$', &bytes[at..]) {
        let dollar = at + found;
        let Some(&next) = bytes.get(dollar + 1) else { break };
        out.extend_from_slice(&bytes[at..dollar]);
        at = dollar + 2;
        match next {
            b'$' => out.push(b'$'),
            b'(' if last_closer >= at => {
                let length = memchr(b')', &bytes[at..]).unwrap_or(0);
                let name = text.get(at..at + length).unwrap_or_default();
                let known = value(name);
                if dollar == 0 && at + length + 1 == bytes.len() {
                    return known.and_then(Value::scalar);
                }
                if !known.is_some_and(|known| known.write(&mut out)) {
                    out.extend_from_slice(&bytes[dollar..=at + length]);
                }
                at += length + 1;
            }
            // A byte by itself counts as the character of its number, as in Go's `string(b)`.
            next => {
                out.push(b'$');
                out.extend_from_slice(char::from(next).encode_utf8(&mut [0; 2]).as_bytes());
            }
        }
    }
    out.extend_from_slice(&bytes[at..]);
    if out == bytes {
        return None;
    }
    // What is no UTF-8 any more is written as binary data, and yet called a text.
    let text = String::from_utf8(out).unwrap_or_else(|error| BASE64_STANDARD.encode(error.as_bytes()));
    Some(Scalar { text: text.into(), tag: Tag::Str, style: ScalarStyle::Plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> String {
        let number = Value::Int(8080);
        let name = Value::Text("web".into());
        let float = Value::Float(1e21);
        let value = |variable: &str| match variable {
            "PORT" => Some(&number),
            "NAME" => Some(&name),
            "BIG" => Some(&float),
            "MAP" => Some(&Value::Collection),
            _ => None,
        };
        match expand(text, value) {
            Some(scalar) => format!("{:?} {}", scalar.tag, scalar.text),
            None => String::from("unchanged"),
        }
    }

    #[test]
    fn names_are_replaced_and_dollars_escaped() {
        assert_eq!(expanded("http://$(NAME):$(PORT)/"), "Str http://web:8080/");
        assert_eq!(expanded("$$(NAME)"), "Str $(NAME)");
        assert_eq!(expanded("a $(NO) $(MAP) b"), "unchanged");
        assert_eq!(expanded("$(NAME) $(NO"), "Str web $(NO");
        assert_eq!(expanded("$x $"), "unchanged");
        assert_eq!(expanded("$$"), "Str $");
        assert_eq!(expanded("is $(BIG)"), "Str is 1e+21");
    }

    #[test]
    fn a_variable_alone_keeps_its_type() {
        assert_eq!(expanded("$(PORT)"), "Int 8080");
        assert_eq!(expanded("$(BIG)"), "Float 1000000000000000000000");
        assert_eq!(expanded("$(MAP)"), "unchanged");
        assert_eq!(expanded("$(NO)"), "unchanged");
    }
}
