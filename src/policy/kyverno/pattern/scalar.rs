//! Patterns of single values: booleans, numbers, null, and texts in their small language.

use super::text::TextPattern;
use crate::go::strconv;
use crate::policy::jmespath::Data;

/// A pattern that is no object and no list.
#[derive(Clone, Debug)]
pub(in super::super) enum Scalar {
    Null,
    Bool(bool),
    Number(Data),
    Text(TextPattern),
    /// An object that was given where a single value is meant: any object fits.
    AnyMap,
    /// A list that was given where a single value is meant: nothing fits.
    Never,
}

impl Scalar {
    pub(super) fn compile(data: &Data) -> Scalar {
        match data {
            Data::Null => Scalar::Null,
            Data::Bool(value) => Scalar::Bool(*value),
            Data::Int(_) | Data::Float(_) => Scalar::Number(data.clone()),
            Data::Text(text) => Scalar::Text(TextPattern::compile(text)),
            Data::Map(_) => Scalar::AnyMap,
            Data::List(_) => Scalar::Never,
        }
    }

    /// Whether a value fits.
    pub(super) fn fits(&self, value: &Data) -> bool {
        match self {
            Scalar::Null => match value {
                Data::Null => true,
                Data::Bool(value) => !value,
                Data::Text(text) => text.is_empty(),
                Data::Int(_) | Data::Float(_) => value.as_number() == Some(0.0),
                _ => false,
            },
            Scalar::Bool(wanted) => matches!(value, Data::Bool(value) if value == wanted),
            Scalar::Number(wanted) => match value {
                Data::Text(text) => number_fits(wanted, text),
                value => value == wanted,
            },
            Scalar::Text(pattern) => pattern.fits(value),
            Scalar::AnyMap => value.as_map().is_some(),
            Scalar::Never => false,
        }
    }

    /// As Kyverno writes it in messages.
    pub(super) fn to_go_text(&self) -> String {
        match self {
            Scalar::Null => Data::Null.to_go_text(),
            Scalar::Bool(value) => Data::Bool(*value).to_go_text(),
            Scalar::Number(number) => number.to_go_text(),
            Scalar::Text(pattern) => pattern.to_string(),
            Scalar::AnyMap => "map[]".into(),
            Scalar::Never => "[]".into(),
        }
    }
}

/// Whether a text says the number: as whole numbers are written, where a whole number is wanted.
fn number_fits(wanted: &Data, text: &str) -> bool {
    match wanted {
        Data::Int(wanted) => strconv::parse_int(text.as_bytes(), 10, 64).is_ok_and(|number| number == *wanted),
        wanted => strconv::parse_float(text.as_bytes()).is_ok_and(|number| wanted.as_number() == Some(number)),
    }
}
