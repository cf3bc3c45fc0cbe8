//! A tree to the text that yaml.v3's encoder writes for it: order, styles, tags, anchors and aliases stay as they are.

use super::{Content, Scalar, ScalarStyle, Tag, Tree};
use crate::yaml::dialect::Dialect;
use crate::yaml::emitter::{self, Emitter, Front};

/// Whether sequences in mappings are indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indentation {
    /// They begin where the key begins, as kyaml writes.
    Compact,
    /// They are indented by two spaces.
    Wide,
}

/// Writes a document.
pub(in crate::yaml) fn write(tree: &Tree, indentation: Indentation) -> String {
    let mut emitter = Emitter::new(Dialect::V3);
    emitter.set_compact(indentation == Indentation::Compact);
    let mut writer = Writer { emitter };
    writer.node(tree, Position::Other);
    writer.emitter.finish()
}

struct Writer {
    emitter: Emitter,
}

/// Where a node stands.
#[derive(Clone, Copy, PartialEq)]
enum Position {
    /// As a key on the line of its value.
    SimpleKey,
    /// As a mapping's value, or as a key on lines of its own.
    InMapping,
    Other,
}

impl Writer {
    fn node(&mut self, tree: &Tree, position: Position) {
        stacker::maybe_grow(64 << 10, 1 << 20, || self.node_here(tree, position));
    }

    fn node_here(&mut self, tree: &Tree, position: Position) {
        let (front, style) = (front(tree), tree.as_scalar().map(wanted_style));
        if let Content::Alias(name) = &tree.content {
            self.emitter.alias(name);
            return;
        }
        self.emitter.front(&front);
        match &tree.content {
            Content::Scalar(scalar) => {
                let style = style.unwrap_or(emitter::ScalarStyle::Plain);
                self.emitter.scalar_at(&scalar.text, style, position == Position::SimpleKey);
            }
            Content::Mapping(mapping) if mapping.entries.is_empty() => self.emitter.empty("{}"),
            Content::Mapping(mapping) if mapping.flow || self.emitter.in_flow() => {
                self.emitter.open_flow("{");
                for (at, entry) in mapping.entries.iter().enumerate() {
                    if at > 0 {
                        self.emitter.flow_comma();
                    }
                    self.entry(&entry.key, &entry.value);
                }
                self.emitter.close_flow("}");
            }
            Content::Mapping(mapping) => {
                self.emitter.open_mapping();
                for entry in &mapping.entries {
                    self.emitter.entry();
                    self.entry(&entry.key, &entry.value);
                }
                self.emitter.close();
            }
            Content::Sequence(sequence) if sequence.items.is_empty() => self.emitter.empty("[]"),
            Content::Sequence(sequence) if sequence.flow || self.emitter.in_flow() => {
                self.emitter.open_flow("[");
                for (at, item) in sequence.items.iter().enumerate() {
                    if at > 0 {
                        self.emitter.flow_comma();
                    }
                    self.node(item, Position::Other);
                }
                self.emitter.close_flow("]");
            }
            Content::Sequence(sequence) => {
                self.emitter.open_sequence(position == Position::InMapping);
                for item in &sequence.items {
                    self.emitter.item();
                    self.node(item, Position::Other);
                }
                self.emitter.close();
            }
            Content::Alias(_) => {}
        }
    }

    fn entry(&mut self, key: &Tree, value: &Tree) {
        if is_simple_key(key) {
            self.node(key, Position::SimpleKey);
            self.emitter.colon(true);
        } else {
            self.emitter.question();
            self.node(key, Position::InMapping);
            self.emitter.colon(false);
        }
        self.node(value, Position::InMapping);
    }
}

/// Whether a key may stand on one line with its value.
fn is_simple_key(key: &Tree) -> bool {
    let length = match &key.content {
        Content::Alias(name) => name.len(),
        Content::Scalar(scalar) if emitter::is_multiline(&scalar.text) => return false,
        Content::Scalar(scalar) => front(key).length() + scalar.text.len(),
        Content::Mapping(mapping) if mapping.entries.is_empty() => front(key).length(),
        Content::Sequence(sequence) if sequence.items.is_empty() => front(key).length(),
        _ => return false,
    };
    length <= emitter::MAX_SIMPLE_KEY
}

/// The anchor and the tag that are written in front of a node. A tag that the text implies is left out.
fn front(tree: &Tree) -> Front<'_> {
    let tag = match (tree.written_tag(), &tree.content) {
        (Some(tag), _) => Some(tag),
        (None, Content::Scalar(Scalar { text, tag, .. }))
            if *tag != Tag::Str && *tag != super::read::plain_tag(text) =>
        {
            tag.short()
        }
        _ => None,
    };
    Front { anchor: tree.anchor(), tag }
}

/// The style in which a scalar is written if its text allows: its own, but that a text which looks like something else
/// is quoted.
fn wanted_style(scalar: &Scalar) -> emitter::ScalarStyle {
    match scalar.style {
        ScalarStyle::DoubleQuoted => emitter::ScalarStyle::DoubleQuoted,
        ScalarStyle::SingleQuoted => emitter::ScalarStyle::SingleQuoted,
        ScalarStyle::Literal => emitter::ScalarStyle::Literal,
        ScalarStyle::Folded => emitter::ScalarStyle::Folded,
        ScalarStyle::Plain if scalar.text.contains('\n') => emitter::ScalarStyle::Literal,
        ScalarStyle::Plain if scalar.tag == Tag::Str && super::read::plain_tag(&scalar.text) != Tag::Str => {
            emitter::ScalarStyle::DoubleQuoted
        }
        ScalarStyle::Plain => emitter::ScalarStyle::Plain,
    }
}
