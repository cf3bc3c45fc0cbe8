//! [`Complex`], a Go `complex128`. Templates can write one (`2i`), print it and compare it, and nothing else.

use super::object::{Member, Object};
use super::text::Str;
use super::value::{Kind, Value};
use std::any::Any;
use std::rc::Rc;

/// A `complex128`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// The number that `value` holds, if it is complex.
    pub fn of(value: &Value) -> Option<Complex> {
        match value {
            Value::Object(object) => object.as_any().downcast_ref().copied(),
            _ => None,
        }
    }
}

impl From<Complex> for Value {
    fn from(number: Complex) -> Self {
        Value::Object(Rc::new(number))
    }
}

impl Object for Complex {
    fn type_name(&self) -> Str {
        Str::from("complex128")
    }

    fn kind(&self) -> Kind {
        Kind::Complex128
    }

    fn member(&self, _name: &str) -> Option<Member> {
        None
    }

    fn to_plain(&self) -> Option<Value> {
        None
    }

    fn truth(&self) -> bool {
        self.re != 0.0 || self.im != 0.0
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
