//! [`Object`], a Go value with fields or methods that is no plain map: `.Capabilities`, `.Files`, a `time.Time`,
//! a `*semver.Version`, a certificate. The template engine, `printf`, `toJson` and `typeOf` see it through this trait.

use super::param::Param;
use super::text::Str;
use super::value::{Kind, List, Value};
use std::any::Any;

/// What a name leads to on an object.
pub enum Member {
    /// A field's value.
    Field(Value),
    /// A method: call it with [`Object::call`].
    Method,
}

/// A Go value with a type of its own.
pub trait Object: Any {
    /// The type as `%T` prints it: `time.Time`, `*semver.Version`.
    fn type_name(&self) -> Str;

    /// Its reflect kind: usually `Struct` or `Ptr`.
    fn kind(&self) -> Kind;

    /// The field or method `name`, if there is one.
    fn member(&self, name: &str) -> Option<Member>;

    /// Calls method `name`. `Err` is the method's own error or, for wrong arguments, the engine's sentence.
    fn call(&self, name: &str, args: &[Value]) -> Result<Value, String> {
        let _ = (name, args);
        Err(String::from("not a method"))
    }

    /// The parameter count of method `name`, for the engine's check of the number of arguments.
    fn method_arity(&self, name: &str) -> usize {
        let _ = name;
        0
    }

    /// The parameter types of method `name`; without a definition of its own, any value for each parameter.
    fn method_params(&self, name: &str) -> &'static [Param] {
        const ANY: [Param; 8] = [Param::Any; 8];
        &ANY[..self.method_arity(name).min(ANY.len())]
    }

    /// The entries in byte order of their keys, for a type whose kind is `Map`.
    fn entries(&self) -> Option<Vec<(Str, Value)>> {
        None
    }

    /// The items, for a type whose kind is `Slice`.
    fn items(&self) -> Option<List> {
        None
    }

    /// What `GoString()` gives, for types that have it; `%#v` prints that.
    fn go_string(&self) -> Option<Str> {
        None
    }

    /// What `String()` or `Error()` gives, for types that have it; `%v` and `toString` print that.
    fn display(&self) -> Option<Str> {
        None
    }

    /// What a template prints for the value where it stands: other than [`Object::display`] for a struct inside of
    /// another one, which is printed by the methods of its pointer.
    fn display_in_place(&self) -> Option<Str> {
        self.display()
    }

    /// What a function sees that takes any value, where that is not the same: of a struct inside of another one it gets
    /// a copy, without the methods of its pointer.
    fn passed(&self) -> Option<Value> {
        None
    }

    /// The fields of a struct under their names in JSON, in the order in which JSON has them; `None` for what is no
    /// struct in JSON or has no order to keep.
    fn json_fields(&self) -> Option<Vec<(&'static str, Value)>> {
        None
    }

    /// The fields in declaration order, for `%v` of a struct.
    fn fields(&self) -> Vec<(&'static str, Value)> {
        Vec::new()
    }

    /// The value as `encoding/json` would see it (plain maps, lists and scalars); `None` where it can't be encoded.
    fn to_plain(&self) -> Option<Value>;

    /// What a copy by reflection makes of it, where that is not the same value: fields that are not exported are lost.
    fn reflect_copy(&self) -> Option<Value> {
        None
    }

    /// Go's truth (`if`): structs are always true; pointers when not nil.
    fn truth(&self) -> bool {
        true
    }

    /// Whether this equals `other` by Go's `==` or `reflect.DeepEqual`.
    fn equals(&self, other: &dyn Object) -> bool;

    /// For downcasts.
    fn as_any(&self) -> &dyn Any;
}
