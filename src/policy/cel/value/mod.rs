//! [`Value`], what expressions compute with: immutable, shared by reference, and good for any thread. JSON is looked at in
//! place, element by element, for as long as `'a`.

mod compare;
mod list;
mod map;
mod text;

pub use list::List;
pub use map::{Map, Table};
pub use text::Text;

pub(super) use compare::{compare, equal};
pub(super) use map::Key;

use jiff::Timestamp;
use serde_json::Value as Json;
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// A value of a type that a library brings: a quantity, an address, a version.
pub trait Opaque: Any + Debug + Send + Sync + EqualsOpaque {
    /// The name of its type: `kubernetes.Quantity`.
    fn type_name(&self) -> &'static str;

    /// Its text, where it has one.
    fn text(&self) -> Option<String> {
        None
    }

    /// A field, where the type has any.
    fn field(&self, name: &str) -> Option<Value<'static>> {
        let _ = name;
        None
    }
}

/// How values of libraries' types equal each other: as their types have it, and never one of another type.
pub trait EqualsOpaque {
    /// Whether it equals another value, which may be of another type.
    fn equals(&self, other: &dyn Opaque) -> bool;
}

impl<T: Opaque + PartialEq> EqualsOpaque for T {
    fn equals(&self, other: &dyn Opaque) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<T>() == Some(self)
    }
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `bool`.
    Bool(bool),
    /// `int`.
    Int(i64),
    /// `uint`.
    Uint(u64),
    /// `double`.
    Double(f64),
    /// `string`.
    String(Text<'a>),
    /// `bytes`.
    Bytes(Arc<[u8]>),
    /// `list`.
    List(List<'a>),
    /// `map`.
    Map(Map<'a>),
    /// `google.protobuf.Timestamp`.
    Timestamp(Timestamp),
    /// `google.protobuf.Duration`, in nanoseconds.
    Duration(i64),
    /// A type, by its name.
    Type(Arc<str>),
    /// `optional_type`.
    Optional(Option<Arc<Value<'a>>>),
    /// A type of a library.
    Opaque(Arc<dyn Opaque>),
}

impl<'a> Value<'a> {
    /// JSON as a value, looked at in place. A number without point or exponent is an int, or a uint where it is too large.
    pub fn of_json(json: &'a Json) -> Value<'a> {
        match json {
            Json::Null => Value::Null,
            Json::Bool(is) => Value::Bool(*is),
            Json::Number(number) => of_number(number),
            Json::String(text) => Value::String(Text::Borrowed(text)),
            Json::Array(items) => Value::List(List::Json(items)),
            Json::Object(entries) => Value::Map(Map::Json(entries)),
        }
    }

    /// JSON as a value that owns what it holds.
    pub fn of_owned_json(json: &Json) -> Value<'static> {
        match json {
            Json::Null => Value::Null,
            Json::Bool(is) => Value::Bool(*is),
            Json::Number(number) => of_number(number),
            Json::String(text) => Value::text(text.as_str()),
            Json::Array(items) => Value::list(items.iter().map(Value::of_owned_json).collect()),
            Json::Object(entries) => {
                let owned = entries.iter().map(|(key, value)| (Value::text(key.as_str()), Value::of_owned_json(value)));
                Value::map(owned)
            }
        }
    }

    /// A text that owns its bytes.
    pub fn text(text: impl Into<Arc<str>>) -> Value<'a> {
        Value::String(Text::Shared(text.into()))
    }

    /// A list.
    pub fn list(items: Vec<Value<'a>>) -> Value<'a> {
        Value::List(List::Made(Arc::new(items)))
    }

    /// A map; the last of equal keys counts, and keys that are no keys are left out.
    pub fn map(entries: impl IntoIterator<Item = (Value<'a>, Value<'a>)>) -> Value<'a> {
        let mut table = Table::default();
        for (key, value) in entries {
            table.insert(key, value);
        }
        Value::Map(Map::Made(Arc::new(table)))
    }

    /// A value that is there.
    pub fn some(value: Value<'a>) -> Value<'a> {
        Value::Optional(Some(Arc::new(value)))
    }

    /// A value of a library's type.
    pub fn of_opaque(value: impl Opaque) -> Value<'a> {
        Value::Opaque(Arc::new(value))
    }

    /// What it is of a library's type.
    pub fn opaque<T: 'static>(&self) -> Option<&T> {
        match self {
            Value::Opaque(value) => {
                let value: &dyn Any = &**value;
                value.downcast_ref()
            }
            _ => None,
        }
    }

    /// The text, of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The name of its type, as `type()` shows it.
    pub fn type_name(&self) -> &str {
        match self {
            Value::Null => "null_type",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Uint(_) => "uint",
            Value::Double(_) => "double",
            Value::String(_) => "string",
            Value::Bytes(_) => "bytes",
            Value::List(_) => "list",
            Value::Map(_) => "map",
            Value::Timestamp(_) => "google.protobuf.Timestamp",
            Value::Duration(_) => "google.protobuf.Duration",
            Value::Type(_) => "type",
            Value::Optional(_) => "optional_type",
            Value::Opaque(value) => value.type_name(),
        }
    }

    /// As JSON, where it has a form in JSON.
    pub fn to_json(&self) -> Option<Json> {
        use base64::Engine as _;
        Some(match self {
            Value::Null | Value::Optional(None) => Json::Null,
            Value::Bool(is) => Json::Bool(*is),
            Value::Int(number) => (*number).into(),
            Value::Uint(number) => (*number).into(),
            Value::Double(number) => serde_json::Number::from_f64(*number).map_or(Json::Null, Json::Number),
            Value::String(text) => Json::String(text.to_string()),
            Value::Bytes(bytes) => Json::String(base64::engine::general_purpose::STANDARD.encode(bytes)),
            Value::List(items) => Json::Array(items.iter().map(|item| item.to_json()).collect::<Option<_>>()?),
            Value::Map(map) => {
                let entries = map.iter().map(|(key, value)| Some((key.as_str()?.to_owned(), value.to_json()?)));
                Json::Object(entries.collect::<Option<_>>()?)
            }
            Value::Timestamp(_) | Value::Duration(_) => Json::String(super::library::text_of(self)?),
            Value::Optional(Some(value)) => value.to_json()?,
            Value::Type(_) => return None,
            Value::Opaque(_) => Json::String(super::library::text_of(self)?),
        })
    }
}

fn of_number<'a>(number: &serde_json::Number) -> Value<'a> {
    match (number.as_i64(), number.as_u64()) {
        (Some(whole), _) => Value::Int(whole),
        (None, Some(large)) => Value::Uint(large),
        (None, None) => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
    }
}
