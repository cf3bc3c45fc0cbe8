//! Schemas that users bring, compiled: OpenAPI v3 as CustomResourceDefinitions have it, and JSON Schema as files have it. One
//! model serves both; [`Dialect`] says where they differ. Compiling never fails for what it does not know: that is let be, as
//! validators do.

mod compile;
mod rules;
mod validate;

use crate::go::regexp::Regexp;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whose rules a schema follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A structural schema of a custom resource: null is wrong unless `nullable` or a default stands for it, what is not
    /// specified is unknown, and lists may be sets or maps.
    Structural,
    /// JSON Schema, of any draft.
    JsonSchema,
}

/// A compiled schema.
pub(crate) struct Schema {
    dialect: Dialect,
    nodes: Vec<Node>,
    root: usize,
    /// The document, where it has rules: its defaults are filled in before they are asked.
    with_rules: Option<Value>,
}

/// The types that a value may have, as bits. None means any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Types(u8);

impl Types {
    const NAMES: [(&'static str, Types); 7] = [
        ("null", Types(1)),
        ("boolean", Types(2)),
        ("integer", Types(4)),
        ("number", Types(8)),
        ("string", Types(16)),
        ("array", Types(32)),
        ("object", Types(64)),
    ];

    fn named(name: &str) -> Types {
        Types::NAMES.iter().find(|(known, _)| *known == name).map(|(_, types)| *types).unwrap_or_default()
    }

    fn and(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    fn meet(self, other: Types) -> bool {
        self.0 & other.0 != 0
    }

    fn is_any(self) -> bool {
        self.0 == 0
    }
}

/// What fields that have no schema of their own may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Others {
    /// Nothing is said: they are unknown.
    #[default]
    Unsaid,
    /// They are forbidden.
    Forbidden,
    /// They follow this schema, or are free.
    Of(Option<usize>),
}

/// How items of a list are told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum ListType {
    #[default]
    Atomic,
    /// No two are equal.
    Set,
    /// No two have the same values of these fields.
    Map(Vec<String>),
}

/// Bounds of a number, as they were written.
#[derive(Debug, Default)]
struct Bounds {
    minimum: Option<f64>,
    is_minimum_out: bool,
    maximum: Option<f64>,
    is_maximum_out: bool,
    multiple_of: Option<f64>,
}

/// How many of something there may be.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    least: Option<u64>,
    most: Option<u64>,
}

/// `if`, `then` and `else`.
struct Condition {
    test: usize,
    then: Option<usize>,
    otherwise: Option<usize>,
}

/// A format's name, and whether a text has it.
type Format = (String, fn(&str) -> bool);

/// A schema within the schema. References are numbers of nodes.
#[derive(Default)]
struct Node {
    /// `true` or `false` in place of a schema.
    verdict: Option<bool>,
    types: Types,
    is_nullable: bool,
    has_default: bool,
    is_int_or_string: bool,
    /// Unknown fields are kept.
    is_open: bool,
    /// The value is an object with apiVersion, kind and metadata.
    is_embedded: bool,
    properties: BTreeMap<String, usize>,
    pattern_properties: Vec<(Regexp, usize)>,
    others: Others,
    names: Option<usize>,
    required: Vec<String>,
    dependencies: Vec<(String, Vec<String>, Option<usize>)>,
    first_items: Vec<usize>,
    items: Others,
    contains: Option<usize>,
    list_type: ListType,
    is_unique: bool,
    bounds: Bounds,
    lengths: Counts,
    sizes: Counts,
    fields: Counts,
    pattern: Option<(String, Regexp)>,
    format: Option<Format>,
    choices: Option<Vec<Value>>,
    all_of: Vec<usize>,
    any_of: Vec<usize>,
    one_of: Vec<usize>,
    not: Option<usize>,
    condition: Option<Condition>,
    reference: Option<usize>,
    rules: Vec<rules::Rule>,
}

impl Node {
    /// Whether other schemas add to it, so that it does not know all fields itself.
    fn is_combined(&self) -> bool {
        let lists = [&self.all_of, &self.any_of, &self.one_of];
        self.reference.is_some() || self.condition.is_some() || lists.iter().any(|list| !list.is_empty())
    }
}

#[cfg(test)]
mod tests;
