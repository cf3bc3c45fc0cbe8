//! [`Text`], a string that lies in the JSON it came from, or is shared.

use std::ops::Deref;
use std::sync::Arc;

/// A string.
#[derive(Clone, Debug)]
pub enum Text<'a> {
    /// In JSON, or in the program.
    Borrowed(&'a str),
    /// Made by an expression.
    Shared(Arc<str>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Borrowed(text) => text,
            Text::Shared(text) => text,
        }
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Text::Shared(text.into())
    }
}

impl From<&str> for Text<'_> {
    fn from(text: &str) -> Self {
        Text::Shared(text.into())
    }
}
