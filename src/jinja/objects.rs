//! What only MiniJinja has: undefined values, namespaces, loops, macros. To the functions of the library
//! they are objects without fields.

use super::program::{self, Loop, Place, Unit};
use crate::go::{Kind, List, Map, Member, Object, Str, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Gives an object that the library can do nothing with.
macro_rules! opaque {
    ($type:ty, $name:literal) => {
        impl Object for $type {
            fn type_name(&self) -> Str {
                Str::from($name)
            }

            fn kind(&self) -> Kind {
                Kind::Func
            }

            fn member(&self, _: &str) -> Option<Member> {
                None
            }

            fn display(&self) -> Option<Str> {
                Some(Str::from(concat!("<", $name, ">")))
            }

            fn to_plain(&self) -> Option<Value> {
                None
            }

            fn equals(&self, other: &dyn Object) -> bool {
                std::ptr::addr_eq(self, other)
            }

            fn as_any(&self) -> &dyn Any {
                self
            }
        }
    };
}

/// A value that there is not.
pub(super) struct Undefined {
    /// The text that names it, and where.
    pub unit: Rc<Unit>,
    pub place: Place,
    /// What it was looked for in.
    pub parent: Value,
}

/// A macro with what it knows of where it was declared.
pub(super) struct Macro {
    pub definition: Arc<program::Macro>,
    pub unit: Rc<Unit>,
    pub closure: usize,
}

/// `loop`.
pub(super) struct LoopState {
    pub definition: Arc<Loop>,
    pub unit: Rc<Unit>,
    pub items: List,
    pub index: Cell<usize>,
    pub depth: usize,
    /// What `loop.changed` was given last.
    pub last: RefCell<Option<Vec<Value>>>,
}

opaque!(Undefined, "undefined");
opaque!(Macro, "macro");
opaque!(LoopState, "loop");

/// What `namespace` gives: the one thing whose entries `set` can change.
pub(super) struct Namespace(pub Map);

impl Object for Namespace {
    fn type_name(&self) -> Str {
        Str::from("namespace")
    }

    fn kind(&self) -> Kind {
        Kind::Map
    }

    fn member(&self, name: &str) -> Option<Member> {
        self.0.get(name.as_bytes()).map(Member::Field)
    }

    fn entries(&self) -> Option<Vec<(Str, Value)>> {
        Some(self.0.entries())
    }

    fn display(&self) -> Option<Str> {
        Some(Str::from("<namespace>"))
    }

    fn to_plain(&self) -> Option<Value> {
        None
    }

    fn equals(&self, other: &dyn Object) -> bool {
        std::ptr::addr_eq(self, other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The value as one of these types.
pub(super) fn as_object<T: Object>(value: &Value) -> Option<&T> {
    match value {
        Value::Object(object) => object.as_any().downcast_ref(),
        _ => None,
    }
}

/// Whether there is such a value.
pub(super) fn is_undefined(value: &Value) -> bool {
    as_object::<Undefined>(value).is_some()
}
