//! [`Type`], what the checker knows of an expression before it is evaluated, and which types fit where. `dyn` fits everywhere.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The fields of an object type.
#[derive(Debug)]
pub struct Fields {
    /// The type's name, for messages.
    pub name: String,
    /// Their types by name.
    pub fields: BTreeMap<String, Type>,
}

/// A type.
#[derive(Clone, Debug)]
pub enum Type {
    /// Known only when evaluated.
    Dyn,
    /// `null`.
    Null,
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `uint`.
    Uint,
    /// `double`.
    Double,
    /// `string`.
    String,
    /// `bytes`.
    Bytes,
    /// `google.protobuf.Timestamp`.
    Timestamp,
    /// `google.protobuf.Duration`.
    Duration,
    /// `list(A)`.
    List(Arc<Type>),
    /// `map(K, V)`.
    Map(Arc<Type>, Arc<Type>),
    /// `optional_type(A)`.
    Optional(Arc<Type>),
    /// `type(A)`.
    Type,
    /// A library's type.
    Opaque(Arc<str>),
    /// An object with known fields.
    Object(Arc<Fields>),
    /// A type that a signature leaves open, by its number.
    Open(u8),
}

impl Type {
    /// A list of `element`.
    pub fn list(element: Type) -> Type {
        Type::List(Arc::new(element))
    }

    /// A map from `key` to `value`.
    pub fn map(key: Type, value: Type) -> Type {
        Type::Map(Arc::new(key), Arc::new(value))
    }

    /// A value that may be missing.
    pub fn optional(value: Type) -> Type {
        Type::Optional(Arc::new(value))
    }

    /// An object with these fields.
    pub fn object<'n>(name: &str, fields: impl IntoIterator<Item = (&'n str, Type)>) -> Type {
        let fields = fields.into_iter().map(|(name, field)| (name.to_owned(), field)).collect();
        Type::Object(Arc::new(Fields { name: name.to_owned(), fields }))
    }

    pub(super) fn is_dyn(&self) -> bool {
        matches!(self, Type::Dyn)
    }

    /// Whether it is exactly `other`, as results of policies have to be.
    pub fn is(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::List(left), Type::List(right)) | (Type::Optional(left), Type::Optional(right)) => left.is(right),
            (Type::Map(key, value), Type::Map(other_key, other_value)) => key.is(other_key) && value.is(other_value),
            (Type::Opaque(left), Type::Opaque(right)) => left == right,
            (Type::Object(left), Type::Object(right)) => Arc::ptr_eq(left, right) || left.name == right.name,
            (Type::Open(left), Type::Open(right)) => left == right,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Whether null may stand for it.
    fn takes_null(&self) -> bool {
        matches!(self, Type::Timestamp | Type::Duration | Type::Object(_) | Type::Opaque(_) | Type::Null)
    }

    /// The more general one of two types that fit together; nothing where they do not.
    pub(super) fn join(&self, other: &Type) -> Option<Type> {
        match (self, other) {
            (Type::Dyn, _) | (_, Type::Dyn) => Some(Type::Dyn),
            (Type::List(left), Type::List(right)) => Some(Type::list(left.join(right)?)),
            (Type::Optional(left), Type::Optional(right)) => Some(Type::optional(left.join(right)?)),
            (Type::Map(key, value), Type::Map(other_key, other_value)) => {
                Some(Type::map(key.join(other_key)?, value.join(other_value)?))
            }
            (Type::Null, target) | (target, Type::Null) if target.takes_null() => Some(target.clone()),
            _ => self.is(other).then(|| self.clone()),
        }
    }

    /// The type with open ones put in; those that nothing is known of are `dyn`.
    pub(super) fn filled(&self, known: &Known) -> Type {
        match self {
            Type::Open(number) => known.get(*number).cloned().unwrap_or(Type::Dyn),
            Type::List(element) => Type::list(element.filled(known)),
            Type::Optional(value) => Type::optional(value.filled(known)),
            Type::Map(key, value) => Type::map(key.filled(known), value.filled(known)),
            other => other.clone(),
        }
    }
}

/// What is known of a signature's open types.
#[derive(Clone, Debug, Default)]
pub(super) struct Known([Option<Type>; 4]);

impl Known {
    fn get(&self, number: u8) -> Option<&Type> {
        self.0.get(usize::from(number))?.as_ref()
    }

    /// Whether an argument of type `given` fits a parameter; learns of open types by it.
    pub(super) fn fits(&mut self, parameter: &Type, given: &Type) -> bool {
        match (parameter, given) {
            (Type::Open(number), _) => self.learn(*number, given),
            (Type::Dyn, _) | (_, Type::Dyn) => true,
            (Type::List(parameter), Type::List(given)) | (Type::Optional(parameter), Type::Optional(given)) => {
                self.fits(parameter, given)
            }
            (Type::Map(key, value), Type::Map(given_key, given_value)) => {
                self.fits(key, given_key) && self.fits(value, given_value)
            }
            (target, Type::Null) => target.takes_null(),
            (Type::Type, Type::Type) => true,
            _ => parameter.is(given),
        }
    }

    fn learn(&mut self, number: u8, given: &Type) -> bool {
        let Some(place) = self.0.get_mut(usize::from(number)) else { return false };
        let joined = match place.as_ref() {
            None => Some(given.clone()),
            Some(known) => known.join(given),
        };
        match joined {
            Some(joined) => {
                *place = Some(joined);
                true
            }
            None => false,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Dyn => out.write_str("dyn"),
            Type::Null => out.write_str("null"),
            Type::Bool => out.write_str("bool"),
            Type::Int => out.write_str("int"),
            Type::Uint => out.write_str("uint"),
            Type::Double => out.write_str("double"),
            Type::String => out.write_str("string"),
            Type::Bytes => out.write_str("bytes"),
            Type::Timestamp => out.write_str("timestamp"),
            Type::Duration => out.write_str("duration"),
            Type::List(element) => write!(out, "list({element})"),
            Type::Map(key, value) => write!(out, "map({key}, {value})"),
            Type::Optional(value) => write!(out, "optional_type({value})"),
            Type::Type => out.write_str("type"),
            Type::Opaque(name) => out.write_str(name),
            Type::Object(fields) => out.write_str(&fields.name),
            Type::Open(number) => write!(out, "{}", char::from(b'A' + number % 26)),
        }
    }
}
