//! JSON patches (RFC 6902) on trees, with the semantics and sentences of the library that Kustomize uses: negative indices,
//! `replace` that adds, numbers that become floats. What an operation sets keeps its origin in the patch.

mod apply;
mod pointer;
mod round_trip;

pub use apply::{ApplyError, apply};

use super::Resource;
use crate::go::{Value, json};
use crate::source::{SourceId, Span};
use crate::yaml::Tree;
use crate::yaml::read_configuration;
use crate::yaml::tree::NOWHERE;
use smol_str::SmolStr;
use std::fmt;

/// An operation of a patch as it is written. What is wrong with its fields is said when it is applied.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `op`; `unknown` where it is missing or no text.
    kind: SmolStr,
    path: Field,
    from: Field,
    value: Option<Tree>,
    /// Whether the patch is JSON: `test` compares numbers as they are written there.
    literal: bool,
    /// Where the operation is.
    pub span: Span,
}

/// A field that has to hold a pointer.
#[derive(Clone, Debug)]
enum Field {
    Missing,
    /// It holds something else: Go's name for that.
    NoText(&'static str),
    Text(SmolStr, Span),
}

/// Why a text is no JSON patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The reason, in the words of Go's readers.
    pub reason: String,
    /// Where, as far as that is known.
    pub span: Span,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Invalid {}

/// Reads the operations of a patch: JSON where the text begins with `[`, otherwise the first document of YAML.
pub fn parse(text: &[u8], source: SourceId) -> Result<Vec<Operation>, Invalid> {
    let invalid = |reason: String| Invalid { reason, span: NOWHERE };
    if text.is_empty() {
        return Err(invalid(String::from("empty json patch operations")));
    }
    let literal = text.starts_with(b"[");
    let list = match literal {
        true => json::decode_list(text).map_err(|error| invalid(error.message().to_owned()))?,
        false => None,
    };
    let tree = match (read_configuration(text, source), list) {
        // JSON has escapes that YAML does not know.
        (Err(_), Some(list)) => Tree::from_value(&Value::List(list), NOWHERE).map(Some),
        (read, _) => read,
    };
    let tree = tree.map_err(|error| invalid(error.message().to_owned()))?;
    let Some(tree) = tree.filter(|tree| !tree.is_null()) else { return Ok(Vec::new()) };
    let wrong = |node: &Tree, wanted: &str| {
        let reason = format!("json: cannot unmarshal {} into Go value of type {wanted}", json_kind(node));
        Invalid { reason, span: node.origin }
    };
    let items = tree.as_items().ok_or_else(|| wrong(&tree, "jsonpatch.Patch"))?;
    let operation = |item: &Tree| match item.as_mapping() {
        Some(_) => Ok(Operation::read(item, literal)),
        None if item.is_null() => Ok(Operation::read(item, literal)),
        None => Err(wrong(item, "jsonpatch.Operation")),
    };
    items.iter().map(operation).collect()
}

impl Operation {
    /// Whether it may change what an object's id is made of.
    pub fn may_change_id(&self) -> bool {
        let touches = |pointer: &str| {
            let first = pointer.strip_prefix('/').and_then(|rest| rest.split('/').next()).unwrap_or_default();
            first.is_empty() || first.contains('~') || ["apiVersion", "kind", "metadata"].contains(&first)
        };
        [&self.path, &self.from].into_iter().any(|field| match field {
            Field::Missing => false,
            Field::NoText(_) => true,
            Field::Text(pointer, _) => touches(pointer),
        })
    }

    fn read(item: &Tree, literal: bool) -> Operation {
        let text =
            |node: &Tree| node.as_scalar().filter(|_| json_kind(node) == "string").map(|scalar| scalar.text.clone());
        // Of a key that is there twice, JSON has the last.
        let get = |name: &str| {
            let entries = item.as_mapping()?.entries.iter().rev();
            entries.into_iter().find(|entry| entry.key.text().is_some_and(|key| key == name)).map(|entry| &entry.value)
        };
        let pointer = |name: &str| match get(name).filter(|node| !node.is_null()) {
            None => Field::Missing,
            Some(node) => text(node).map_or(Field::NoText(json_kind(node)), |text| Field::Text(text, node.origin)),
        };
        let mut value = get("value").cloned();
        if let Some(value) = &mut value {
            round_trip::settle_keys(value, literal);
        }
        Operation {
            kind: get("op").and_then(text).unwrap_or(SmolStr::new_static("unknown")),
            path: pointer("path"),
            from: pointer("from"),
            value,
            literal,
            span: item.origin,
        }
    }
}

/// Go's name for what JSON has at a place.
fn json_kind(node: &Tree) -> &'static str {
    use crate::yaml::tree::{Content, Tag};
    match &node.content {
        Content::Mapping(_) => "object",
        Content::Sequence(_) => "array",
        Content::Alias(_) => "string",
        Content::Scalar(scalar) => match scalar.meaning() {
            Tag::Null => "null",
            Tag::Bool => "bool",
            Tag::Int | Tag::Float => "number",
            _ => "string",
        },
    }
}

impl Resource {
    /// Applies the operations of a JSON patch in turn, and makes the object what it is after a way through JSON. They see the
    /// annotations in which Kustomize remembers things: an object with a former name has `metadata.annotations`.
    pub fn apply_json(&mut self, operations: &[Operation]) -> Result<(), ApplyError> {
        // Kustomize makes the object anew: entries that were one are so no longer.
        self.build.shared.clear();
        if self.has_plain_metadata() && !operations.iter().any(Operation::may_change_id) {
            // Nobody looks at the annotations.
            return apply(operations, &mut self.tree);
        }
        self.with_annotations(|tree| apply(operations, tree))
    }
}

#[cfg(test)]
mod tests;
