//! [`VersionObject`]: a version as templates see it, with the methods of `*semver.Version`, or of the plain struct that
//! its `Inc` and `Set` methods give.

use super::Version;
use crate::go::{Kind, Member, Object, Param, Str, Value};
use std::any::Any;
use std::rc::Rc;

/// A `*semver.Version` or `semver.Version` in a template.
pub struct VersionObject {
    version: Version,
    pointer: bool,
}

const OTHER: &[Param] = &[Param::Named("*semver.Version")];
const TEXT: &[Param] = &[Param::String];

impl VersionObject {
    /// A `*semver.Version`.
    pub fn pointer(version: Version) -> Value {
        Value::Object(Rc::new(VersionObject { version, pointer: true }))
    }

    /// A `semver.Version`.
    fn plain(version: Version) -> Value {
        Value::Object(Rc::new(VersionObject { version, pointer: false }))
    }

    /// The version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The parameters of a method; `None` where there is no such method.
    fn signature(&self, name: &str) -> Option<&'static [Param]> {
        match name {
            "String" | "Major" | "Minor" | "Patch" | "Prerelease" | "Metadata" | "IncPatch" | "IncMinor"
            | "IncMajor" | "MarshalText" | "MarshalJSON" | "Value" => Some(&[]),
            "SetPrerelease" | "SetMetadata" => Some(TEXT),
            "Original" if self.pointer => Some(&[]),
            "LessThan" | "LessThanEqual" | "GreaterThan" | "GreaterThanEqual" | "Equal" | "Compare" if self.pointer => {
                Some(OTHER)
            }
            _ => None,
        }
    }

    fn compared(&self, name: &str, other: &Value) -> Result<Value, String> {
        let Some(other) = as_version(other) else {
            if name == "Equal" {
                return Ok(Value::Bool(false));
            }
            return Err(String::from("runtime error: invalid memory address or nil pointer dereference"));
        };
        let order = self.version.compare(other);
        Ok(match name {
            "LessThan" => Value::Bool(order.is_lt()),
            "LessThanEqual" => Value::Bool(order.is_le()),
            "GreaterThan" => Value::Bool(order.is_gt()),
            "GreaterThanEqual" => Value::Bool(order.is_ge()),
            "Equal" => Value::Bool(order.is_eq()),
            _ => Value::int(order as i64),
        })
    }

    fn text(&self) -> String {
        self.version.to_string()
    }
}

fn as_version(value: &Value) -> Option<&Version> {
    match value {
        Value::Object(object) => object.as_any().downcast_ref::<VersionObject>().map(VersionObject::version),
        _ => None,
    }
}

fn unsigned(number: u64) -> Value {
    Value::Int(number as i64, crate::go::IntKind::Uint64)
}

impl Object for VersionObject {
    fn type_name(&self) -> Str {
        Str::from(if self.pointer { "*semver.Version" } else { "semver.Version" })
    }

    fn kind(&self) -> Kind {
        if self.pointer { Kind::Ptr } else { Kind::Struct }
    }

    fn member(&self, name: &str) -> Option<Member> {
        self.signature(name).map(|_| Member::Method)
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, String> {
        let version = &self.version;
        let argument = args.first().unwrap_or(&Value::Nil);
        let text = || match argument {
            Value::Str(text) => text.lossy().into_owned(),
            _ => String::new(),
        };
        Ok(match name {
            "String" | "Value" => Value::str(self.text()),
            "Original" => Value::str(version.original.as_str()),
            "Major" => unsigned(version.major),
            "Minor" => unsigned(version.minor),
            "Patch" => unsigned(version.patch),
            "Prerelease" => Value::str(version.prerelease.as_str()),
            "Metadata" => Value::str(version.metadata.as_str()),
            "IncPatch" => Self::plain(version.inc_patch()?),
            "IncMinor" => Self::plain(version.inc_minor()?),
            "IncMajor" => Self::plain(version.inc_major()?),
            "SetPrerelease" => Self::plain(version.with_prerelease(&text()).map_err(|error| error.to_string())?),
            "SetMetadata" => Self::plain(version.with_metadata(&text()).map_err(|error| error.to_string())?),
            "MarshalText" => Value::Bytes(Str::from(self.text())),
            "MarshalJSON" => Value::Bytes(Str::from(format!("\"{}\"", self.text()))),
            _ => return self.compared(name, argument),
        })
    }

    fn method_arity(&self, name: &str) -> usize {
        self.method_params(name).len()
    }

    fn method_params(&self, name: &str) -> &'static [Param] {
        self.signature(name).unwrap_or(&[])
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        let version = &self.version;
        vec![
            ("major", unsigned(version.major)),
            ("minor", unsigned(version.minor)),
            ("patch", unsigned(version.patch)),
            ("pre", Value::str(version.prerelease.as_str())),
            ("metadata", Value::str(version.metadata.as_str())),
            ("original", Value::str(version.original.as_str())),
        ]
    }

    fn display(&self) -> Option<Str> {
        Some(Str::from(self.text()))
    }

    fn to_plain(&self) -> Option<Value> {
        Some(Value::str(self.text()))
    }

    fn reflect_copy(&self) -> Option<Value> {
        // No field is exported, so a copy has none of them.
        Some(Value::Object(Rc::new(VersionObject { version: Version::default(), pointer: self.pointer })))
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other
            .as_any()
            .downcast_ref::<VersionObject>()
            .is_some_and(|other| self.pointer == other.pointer && self.version == other.version)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Value {
        VersionObject::pointer(Version::parse(text).unwrap_or_default())
    }

    fn called(value: &Value, name: &str, args: &[Value]) -> String {
        let Value::Object(object) = value else { return String::new() };
        match object.call(name, args) {
            Ok(value) => format!("{value:?}"),
            Err(error) => error,
        }
    }

    #[test]
    fn methods_are_those_of_go() {
        let version = object("v1.2.3-a+b");
        assert_eq!(called(&version, "Minor", &[]), "uint64(2)");
        assert_eq!(called(&version, "Original", &[]), "\"v1.2.3-a+b\"");
        assert_eq!(called(&version, "Compare", &[object("1.2.4")]), "int(-1)");
        assert_eq!(called(&version, "IncMinor", &[]), "semver.Version");
        assert_eq!(called(&version, "SetPrerelease", &[Value::str("a..b")]), "invalid prerelease string");
    }
}
