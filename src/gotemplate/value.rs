//! [`Operand`], a value as the executor sees it: together with whether an interface holds it. Go's sentences and the
//! rules for nil depend on that, and nothing else does.

use crate::go::{Elem, MapType, Str, Value};

/// How a value is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// By itself. A nil by itself is no value at all.
    #[default]
    Concrete,
    /// By an `interface {}`, as the entries of most maps are.
    Interface,
    /// Not at all: a variable whose declaration was skipped.
    Unset,
}

/// A value and how it is held.
#[derive(Clone, Debug, Default)]
pub(super) struct Operand {
    pub value: Value,
    pub held: Held,
}

impl From<Value> for Operand {
    fn from(value: Value) -> Self {
        Operand { value, held: Held::Concrete }
    }
}

impl Operand {
    /// A value that an interface holds.
    pub fn interface(value: Value) -> Self {
        Operand { value, held: Held::Interface }
    }

    /// An item of a slice with this type of elements.
    pub fn element(value: Value, elem: Elem) -> Self {
        if elem == Elem::Any { Self::interface(value) } else { value.into() }
    }

    /// An entry of a map of this type; for a missing one the zero value of its type.
    pub fn entry(value: Option<Value>, ty: MapType) -> Self {
        match (ty, value) {
            (MapType::Strings, value) => value.unwrap_or_else(|| Value::Str(Str::from(""))).into(),
            (_, value) => Self::interface(value.unwrap_or_default()),
        }
    }

    pub fn in_interface(&self) -> bool {
        self.held == Held::Interface
    }

    /// No value at all, rather than a nil in an interface.
    pub fn is_invalid(&self) -> bool {
        self.value.is_nil() && !self.in_interface()
    }

    /// The bytes of a string, which a function may have to look at.
    pub fn text_length(&self) -> usize {
        match &self.value {
            Value::Str(text) => text.len(),
            _ => 0,
        }
    }

    pub fn truth(&self) -> bool {
        self.value.truth()
    }

    /// The type's name as Go's sentences about fields give it.
    pub fn static_type(&self) -> String {
        if self.in_interface() { String::from("interface {}") } else { self.value.type_name().to_string() }
    }
}
