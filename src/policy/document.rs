//! What policies come in: [`Document`], an object of a file that a flag named, and [`Script`], a text in Rego.

use super::value::from_tree;
use crate::resource::Gvk;
use crate::source::{SourceId, Span};
use crate::yaml::tree::Tree;
use serde_json::Value;

/// An object that a flag brought.
#[derive(Clone, Debug)]
pub struct Document {
    /// With its places.
    pub tree: Tree,
    /// As JSON.
    pub value: Value,
    /// Group, version and kind.
    pub gvk: Gvk,
}

impl Document {
    /// The document that `tree` is.
    pub fn new(tree: Tree) -> Self {
        let value = from_tree(&tree);
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let gvk = Gvk::new(text("/apiVersion"), text("/kind"));
        Document { gvk, value, tree }
    }

    /// `metadata.name`, or empty.
    pub fn name(&self) -> &str {
        self.value.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default()
    }

    /// The place of the field at `pointer`, or of the nearest one around it.
    pub fn place(&self, pointer: &str) -> Span {
        place(&self.tree, pointer)
    }
}

/// The place in `tree` of the field at a JSON pointer, or of the nearest one around it.
pub fn place(tree: &Tree, pointer: &str) -> Span {
    let mut node = tree;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let next = match node.as_items() {
            Some(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            None => node.get(&step),
        };
        let Some(next) = next else { break };
        node = next;
    }
    node.origin
}

/// A text in Rego.
#[derive(Clone, Debug)]
pub struct Script {
    /// The text.
    pub text: String,
    /// What it is called in reports.
    pub source: SourceId,
    /// Its path as it was named.
    pub path: String,
}
