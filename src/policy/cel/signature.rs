//! [`Signature`]: what an overload takes and gives, read from a text such as `list<A>, A -> int`, as libraries write them.

use super::types::Type;
use super::value::Value;

/// The types of an overload.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    /// Of the arguments, the receiver first.
    pub(super) parameters: Vec<Type>,
    /// Of the result.
    pub(super) result: Type,
}

impl Signature {
    /// Reads a signature: types with commas between them, an arrow, a type. Letters `A` to `D` are open types, names with a
    /// point are types of libraries.
    pub(super) fn parse(text: &str) -> Signature {
        let (parameters, result) = text.split_once("->").unwrap_or(("", text));
        let mut reader = Reader { rest: parameters.trim() };
        let mut types = Vec::new();
        while !reader.rest.is_empty() {
            types.push(reader.read());
            reader.rest = reader.rest.trim_start_matches([',', ' ']);
        }
        Signature { parameters: types, result: Reader { rest: result.trim() }.read() }
    }

    /// Whether values may be the arguments, as far as it shows without looking into lists and maps.
    pub(super) fn takes(&self, arguments: &[Value<'_>]) -> bool {
        self.parameters.len() == arguments.len()
            && self.parameters.iter().zip(arguments).all(|(parameter, value)| takes(parameter, value))
    }
}

fn takes(parameter: &Type, value: &Value<'_>) -> bool {
    match (parameter, value) {
        (Type::Dyn | Type::Open(_), _)
        | (Type::Null, Value::Null)
        | (Type::Bool, Value::Bool(_))
        | (Type::Int, Value::Int(_))
        | (Type::Uint, Value::Uint(_))
        | (Type::Double, Value::Double(_))
        | (Type::String, Value::String(_))
        | (Type::Bytes, Value::Bytes(_))
        | (Type::Timestamp, Value::Timestamp(_))
        | (Type::Duration, Value::Duration(_))
        | (Type::Map(..) | Type::Object(_), Value::Map(_))
        | (Type::Optional(_), Value::Optional(_))
        | (Type::Type, Value::Type(_)) => true,
        // Overloads for lists of different elements share a name: the first element tells them apart.
        (Type::List(element), Value::List(list)) => list.get(0).is_none_or(|first| takes(element, &first)),
        (Type::Opaque(name), Value::Opaque(value)) => **name == *value.type_name(),
        _ => false,
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn read(&mut self) -> Type {
        let end = self.rest.find([',', '<', '>', ' ']).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        match name {
            "list" => Type::list(self.inner().0),
            "optional" => Type::optional(self.inner().0),
            "map" => {
                let (key, value) = self.inner();
                Type::map(key, value)
            }
            _ => named(name),
        }
    }

    /// The types between angle brackets; the second is `dyn` where there is one only.
    fn inner(&mut self) -> (Type, Type) {
        self.rest = self.rest.trim_start_matches('<');
        let first = self.read();
        let second = match self.rest.strip_prefix(',') {
            Some(rest) => {
                self.rest = rest.trim_start();
                self.read()
            }
            None => Type::Dyn,
        };
        self.rest = self.rest.strip_prefix('>').unwrap_or(self.rest);
        (first, second)
    }
}

fn named(name: &str) -> Type {
    match name {
        "dyn" => Type::Dyn,
        "null" => Type::Null,
        "bool" => Type::Bool,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "timestamp" => Type::Timestamp,
        "duration" => Type::Duration,
        "type" => Type::Type,
        _ => match name.as_bytes() {
            [letter @ b'A'..=b'D'] => Type::Open(letter - b'A'),
            _ => Type::Opaque(name.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_read_as_they_are_written() {
        let signature = Signature::parse("map<string,list<A>>, kubernetes.Quantity, A -> optional<A>");
        let shown: Vec<String> = signature.parameters.iter().map(Type::to_string).collect();
        assert_eq!(shown, ["map(string, list(A))", "kubernetes.Quantity", "A"]);
        assert_eq!(signature.result.to_string(), "optional_type(A)");
        assert!(Signature::parse("-> int").parameters.is_empty());
    }
}
