//! The types of Kubernetes' objects, field by field, in each release from 1.25 on. All releases share one compressed table of
//! 30 KB, which is unpacked when the first type is asked for, in a few milliseconds. Facts alone; nothing here looks at an object.
//!
//! tools/api_tables made the table of the schemas in the Python package kubernetes-validate 1.37.0 (Apache-2.0), which are
//! those of Kubernetes' published OpenAPI documents (Apache-2.0).

mod decode;

use std::collections::HashMap;
use std::sync::OnceLock;

/// The types of one release.
#[derive(Clone, Copy, Debug)]
pub struct Types {
    table: &'static Table,
    /// The number of the release in the table.
    release: usize,
}

/// All types of all releases.
#[derive(Debug, Default)]
struct Table {
    /// The minor versions of the releases, oldest first.
    minors: Vec<u32>,
    definitions: Vec<Definition>,
    /// The definitions of kinds, by kind: several groups and versions may have one of that name.
    kinds: HashMap<&'static str, Vec<Kind>>,
    /// The definitions by their names.
    names: HashMap<&'static str, usize>,
}

#[derive(Debug)]
struct Kind {
    group: &'static str,
    version: &'static str,
    definition: usize,
}

/// A type with a name.
#[derive(Debug)]
struct Definition {
    name: &'static str,
    variants: Vec<Node>,
    /// For each release the number of its variant from 1, or 0 where the release lacks the type.
    by_release: Vec<usize>,
}

/// What a place holds, as the table has it.
#[derive(Debug)]
enum Node {
    Scalar(Scalar),
    List(Box<Node>),
    Map(Box<Node>),
    Reference(usize),
    Object(Vec<NodeField>),
}

#[derive(Debug)]
struct NodeField {
    name: &'static str,
    is_required: bool,
    of: Node,
}

/// Types without parts that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Anything.
    Any,
    /// A text.
    String,
    /// A boolean.
    Boolean,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// Any number.
    Number,
    /// A whole number or a text.
    IntOrString,
    /// A quantity: a number, or a text such as `100Mi`.
    Quantity,
    /// A time in RFC 3339.
    Time,
    /// Bytes in base64.
    Bytes,
    /// An object with any fields.
    OpenObject,
}

impl Types {
    /// The types of Kubernetes 1.`minor`, where the table has them.
    pub fn of_minor(minor: u32) -> Option<Types> {
        let table = table();
        let release = table.minors.iter().position(|known| *known == minor)?;
        Some(Types { table, release })
    }

    /// The types of the newest release.
    pub fn newest() -> Types {
        let table = table();
        Types { table, release: table.minors.len().saturating_sub(1) }
    }

    /// The minor versions of the releases that are known, oldest first.
    pub fn minors() -> &'static [u32] {
        &table().minors
    }

    /// The minor version of the release.
    pub fn minor(self) -> u32 {
        self.table.minors.get(self.release).copied().unwrap_or_default()
    }

    /// The type of a kind's objects. The group is empty for the core group.
    pub fn of_kind(self, group: &str, version: &str, kind: &str) -> Option<Type> {
        let mut kinds = self.table.kinds.get(kind)?.iter();
        kinds
            .find(|known| known.group == group && known.version == version)
            .and_then(|known| self.variant(known.definition))
    }

    /// The type of this name in the OpenAPI documents: `io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta`.
    pub fn named(self, name: &str) -> Option<Type> {
        self.variant(*self.table.names.get(name)?)
    }

    /// The groups and versions that have a kind of this name in the release.
    pub fn api_versions(self, kind: &str) -> Vec<(&'static str, &'static str)> {
        let known = self.table.kinds.get(kind).map(Vec::as_slice).unwrap_or_default().iter();
        known.filter(|one| self.variant(one.definition).is_some()).map(|one| (one.group, one.version)).collect()
    }

    /// The names of all kinds of the release, in no order.
    pub fn kinds(self) -> impl Iterator<Item = &'static str> {
        let has = move |kinds: &[Kind]| kinds.iter().any(|kind| self.variant(kind.definition).is_some());
        self.table.kinds.iter().filter(move |(_, kinds)| has(kinds)).map(|(name, _)| *name)
    }

    fn variant(self, definition: usize) -> Option<Type> {
        let definition = self.table.definitions.get(definition)?;
        let number = definition.by_release.get(self.release)?.checked_sub(1)?;
        Some(Type { types: self, name: definition.name, node: definition.variants.get(number)? })
    }
}

/// What a place may hold.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    types: Types,
    name: &'static str,
    node: &'static Node,
}

/// What a type is made of.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// No parts that are known.
    Scalar(Scalar),
    /// A list of these.
    List(Type),
    /// An object with any fields, all of this type.
    Map(Type),
    /// An object with known fields.
    Object(Object),
}

impl Type {
    /// The name of the type in the OpenAPI documents, or of the type that it is a part of.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What it is made of.
    pub fn shape(self) -> Shape {
        let part = |node: &'static Node| Type { node, ..self };
        match self.node {
            Node::Scalar(scalar) => Shape::Scalar(*scalar),
            Node::List(items) => Shape::List(part(items)),
            Node::Map(values) => Shape::Map(part(values)),
            Node::Object(fields) => Shape::Object(Object { types: self.types, name: self.name, fields }),
            Node::Reference(definition) => match self.types.variant(*definition) {
                // Only objects are referred to, so that this ends.
                Some(Type { node: Node::Object(fields), name, types }) => Shape::Object(Object { types, name, fields }),
                _ => Shape::Scalar(Scalar::Any),
            },
        }
    }
}

/// An object with known fields.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    types: Types,
    name: &'static str,
    fields: &'static [NodeField],
}

/// A field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether it has to be there.
    pub is_required: bool,
    /// What it holds.
    pub of: Type,
}

impl Object {
    /// The name of the type in the OpenAPI documents.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// All fields in the order of their names.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        self.fields.iter().map(move |field| self.field_of(field))
    }

    /// The field of this name.
    pub fn field(self, name: &str) -> Option<Field> {
        let place = self.fields.binary_search_by(|field| field.name.cmp(name)).ok()?;
        self.fields.get(place).map(|field| self.field_of(field))
    }

    fn field_of(self, field: &'static NodeField) -> Field {
        let of = Type { types: self.types, name: self.name, node: &field.of };
        Field { name: field.name, is_required: field.is_required, of }
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| decode::table().unwrap_or_default())
}

#[cfg(test)]
mod tests;
