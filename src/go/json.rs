//! Go's `encoding/json`: what `Marshal` writes and `Unmarshal` reads, with its sentences for errors. Nothing here
//! recurses, so the depth of a value or a text costs memory and never the stack.

mod decode;
mod encode;
mod object;

pub use decode::decode_partly;
pub use encode::{encode, write_string};
pub use object::{Node, Object};

use super::{List, Map, Value};
use std::fmt;

/// An error in Go's words: `invalid character 'x' looking for beginning of value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    offset: Option<usize>,
}

impl Error {
    fn new(message: impl Into<String>) -> Self {
        Error { message: message.into(), offset: None }
    }

    fn at(message: impl Into<String>, offset: usize) -> Self {
        Error { message: message.into(), offset: Some(offset) }
    }

    /// Go's sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The offset of the byte that the error is about, for texts that can't be read.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// How [`encode`] writes.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Write `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`, as `Marshal` does.
    pub escape_html: bool,
    /// Line prefix and indentation, as `MarshalIndent` has them; none for the compact form.
    pub indent: Option<(&'a str, &'a str)>,
    /// The number of bytes after which writing stops with an error: values that share maps can be exponentially
    /// larger when written than they are in memory.
    pub limit: usize,
}

impl Default for Options<'_> {
    /// What `Marshal` does, up to 256 MiB.
    fn default() -> Self {
        Options { escape_html: true, indent: None, limit: 256 << 20 }
    }
}

/// `Unmarshal` into an `interface{}`: numbers are `float64`, the last of two equal keys wins.
pub fn decode(text: &[u8]) -> Result<Value, Error> {
    match decode_partly(text) {
        (value, None) => Ok(value),
        (_, Some(error)) => Err(error),
    }
}

/// `Unmarshal` into a `map[string]interface{}`; `None` for null, which makes the caller's map a nil one.
pub fn decode_map(text: &[u8]) -> Result<Option<Map>, Error> {
    match decode_map_partly(text) {
        (map, None) => Ok(map),
        (_, Some(error)) => Err(error),
    }
}

/// What `Unmarshal` leaves in a `map[string]interface{}`, together with its error: as [`decode_map`], but a number that
/// is out of range leaves the other keys where they are.
pub fn decode_map_partly(text: &[u8]) -> (Option<Map>, Option<Error>) {
    match decode_partly(text) {
        (Value::Map(map), error) => (Some(map), error),
        (Value::Nil, error) => (None, error),
        (other, _) => (None, Some(mismatch(&other, "map[string]interface {}"))),
    }
}

/// `Unmarshal` into a `[]interface{}`; `None` for null, which makes the caller's list a nil one.
pub fn decode_list(text: &[u8]) -> Result<Option<List>, Error> {
    match decode_partly(text) {
        (Value::List(list), None) => Ok(Some(list)),
        (Value::Nil, None) => Ok(None),
        (Value::Nil | Value::List(_), Some(error)) => Err(error),
        (other, _) => Err(mismatch(&other, "[]interface {}")),
    }
}

/// The error of `Unmarshal` where a value of another kind than `wanted`, a Go type, was read.
pub fn mismatch(value: &Value, wanted: &str) -> Error {
    let found = match value {
        Value::Bool(_) => "bool",
        Value::Int(..) | Value::Float(_) => "number",
        Value::Map(_) => "object",
        Value::List(_) => "array",
        _ => "string",
    };
    Error::new(format!("json: cannot unmarshal {found} into Go value of type {wanted}"))
}
