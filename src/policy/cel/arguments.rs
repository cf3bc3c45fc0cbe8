//! [`Arguments`], what a function was called with. The overload has been chosen by then, so that a value of another type than
//! the signature says is no case that users meet; it is still an error and never a panic.

use super::error::Error;
use super::value::{List, Map, Value};
use jiff::Timestamp;

/// The arguments of a call, the receiver of a member function first.
#[derive(Clone, Copy)]
pub struct Arguments<'x, 'a>(pub &'x [Value<'a>]);

impl<'x, 'a> Arguments<'x, 'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The argument at `index`.
    pub fn get(&self, index: usize) -> Result<&'x Value<'a>, Error> {
        self.0.get(index).ok_or_else(Error::no_such_overload)
    }

    /// A string.
    pub fn text(&self, index: usize) -> Result<&'x str, Error> {
        self.get(index)?.as_str().ok_or_else(Error::no_such_overload)
    }

    /// An int.
    pub fn int(&self, index: usize) -> Result<i64, Error> {
        match self.get(index)? {
            Value::Int(number) => Ok(*number),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A uint.
    pub fn uint(&self, index: usize) -> Result<u64, Error> {
        match self.get(index)? {
            Value::Uint(number) => Ok(*number),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A double.
    pub fn double(&self, index: usize) -> Result<f64, Error> {
        match self.get(index)? {
            Value::Double(number) => Ok(*number),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A bool.
    pub fn bool(&self, index: usize) -> Result<bool, Error> {
        match self.get(index)? {
            Value::Bool(is) => Ok(*is),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// Bytes.
    pub fn bytes(&self, index: usize) -> Result<&'x [u8], Error> {
        match self.get(index)? {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A list.
    pub fn list(&self, index: usize) -> Result<&'x List<'a>, Error> {
        match self.get(index)? {
            Value::List(list) => Ok(list),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A map.
    pub fn map(&self, index: usize) -> Result<&'x Map<'a>, Error> {
        match self.get(index)? {
            Value::Map(map) => Ok(map),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// An optional value.
    pub fn optional(&self, index: usize) -> Result<Option<&'x Value<'a>>, Error> {
        match self.get(index)? {
            Value::Optional(value) => Ok(value.as_deref()),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A timestamp.
    pub fn timestamp(&self, index: usize) -> Result<Timestamp, Error> {
        match self.get(index)? {
            Value::Timestamp(time) => Ok(*time),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A duration in nanoseconds.
    pub fn duration(&self, index: usize) -> Result<i64, Error> {
        match self.get(index)? {
            Value::Duration(nanos) => Ok(*nanos),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A value of a library's type.
    pub fn opaque<T: 'static>(&self, index: usize) -> Result<&'x T, Error> {
        self.get(index)?.opaque().ok_or_else(Error::no_such_overload)
    }
}
