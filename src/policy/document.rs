//! What policies come in: [`Document`], an object of a file that a flag named, and [`Script`], a text in Rego.

use super::place::{part_of_scalar, place};
use super::value::from_tree;
use crate::resource::Gvk;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::tree::Tree;
use serde_json::Value;
use std::ops::Range;

/// An object that a flag brought.
#[derive(Clone, Debug)]
pub struct Document {
    /// With its places.
    pub tree: Tree,
    /// As JSON.
    pub value: Value,
    /// Group, version and kind.
    pub gvk: Gvk,
    /// The texts that its places are in, where the caller has them.
    sources: Option<Sources>,
}

impl Document {
    /// The document that `tree` is.
    pub fn new(tree: Tree) -> Self {
        let value = from_tree(&tree);
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let gvk = Gvk::new(text("/apiVersion"), text("/kind"));
        Document { gvk, value, tree, sources: None }
    }

    /// The same, with the texts that its places are in.
    pub fn read(tree: Tree, sources: &Sources) -> Self {
        Document { sources: Some(sources.clone()), ..Document::new(tree) }
    }

    /// `metadata.name`, or empty.
    pub fn name(&self) -> &str {
        self.value.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default()
    }

    /// The place of the field at `pointer`, or of the nearest one around it.
    pub fn place(&self, pointer: &str) -> Span {
        place(&self.tree, pointer)
    }

    /// The place of a part of the text `text` that the field at `pointer` holds; the whole field's where it cannot be told.
    pub(super) fn place_within(&self, pointer: &str, text: &str, part: Range<usize>) -> Span {
        let field = self.place(pointer);
        let source = self.sources.as_ref().and_then(|sources| sources.get(field.source));
        let written = source.as_ref().and_then(|source| std::str::from_utf8(source.text()).ok());
        let found = written.and_then(|written| part_of_scalar(written, field.start as usize, text, part));
        found.map_or(field, |range| Span::new(field.source, range))
    }
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
