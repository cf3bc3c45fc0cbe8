//! [`Param`], the Go type of a parameter of a function or method, as far as templates can tell types apart.

/// The Go type of a parameter. The engine converts untyped constants to it and refuses what Go refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Param {
    /// `interface {}`: anything, nil included.
    Any,
    /// `reflect.Value`: anything; used by the built-ins, which see a missing value as invalid rather than nil.
    Reflect,
    /// `string`.
    String,
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `int64`.
    Int64,
    /// `uint32`; constants are cut to 32 bits, as Go cuts them.
    Uint32,
    /// `float64`.
    Float64,
    /// `[]byte`.
    Bytes,
    /// `map[string]interface {}`.
    Map,
    /// `[]interface {}`.
    List,
    /// Another concrete type, by the name that `%T` gives it: `time.Time`, `sprig.certificate`.
    Named(&'static str),
}

impl Param {
    /// The type's name as Go's sentences print it.
    pub fn type_name(self) -> &'static str {
        match self {
            Param::Any => "interface {}",
            Param::Reflect => "reflect.Value",
            Param::String => "string",
            Param::Bool => "bool",
            Param::Int => "int",
            Param::Int64 => "int64",
            Param::Uint32 => "uint32",
            Param::Float64 => "float64",
            Param::Bytes => "[]uint8",
            Param::Map => "map[string]interface {}",
            Param::List => "[]interface {}",
            Param::Named(name) => name,
        }
    }

    /// Whether an untyped nil can be passed: to interfaces, maps, slices and pointers.
    pub fn nilable(self) -> bool {
        match self {
            Param::Any | Param::Reflect | Param::Bytes | Param::Map | Param::List => true,
            Param::Named(name) => name.starts_with(['*', '[']) || name.starts_with("map["),
            Param::String | Param::Bool | Param::Int | Param::Int64 | Param::Uint32 | Param::Float64 => false,
        }
    }
}
