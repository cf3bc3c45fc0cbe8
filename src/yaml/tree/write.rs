//! A tree to the text that yaml.v3's encoder writes for it: order, styles, tags, anchors and aliases stay as they are.

use super::{Content, Entry, Mapping, Scalar, ScalarStyle, Sequence, Tag, Tree};
use crate::deep::deeper;
use crate::yaml::dialect::Dialect;
use crate::yaml::emitter::{self, Emitter, Front, Waiting};

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
    write_document(tree, "", "", indentation)
}

/// Writes a document with comments of its own at its start and its end.
pub(in crate::yaml) fn write_document(tree: &Tree, head: &str, foot: &str, indentation: Indentation) -> String {
    let mut emitter = Emitter::new(Dialect::V3);
    emitter.set_compact(indentation == Indentation::Compact);
    let mut writer = Writer { emitter };
    writer.emitter.comment(Waiting { head: head.into(), ..Waiting::default() });
    writer.emitter.document_head();
    writer.begin(tree);
    writer.emitter.head_comment();
    writer.node(tree, Position::Other);
    writer.emitter.comment(Waiting { foot: foot.into(), ..Waiting::default() });
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
    /// As a key on lines of its own.
    ComplexKey,
    /// As a mapping's value.
    InMapping,
    Other,
}

/// Comments are set when a node begins, those of a collection's end when it ends, and are written by what comes next that has
/// a place for them. Some are therefore printed behind a later node, as yaml.v3 prints them.
impl Writer {
    /// Sets the comments with which a node begins.
    fn begin(&mut self, tree: &Tree) {
        let Some(extra) = &tree.extra else { return };
        let mut comments = Waiting { head: extra.head_comment.clone(), ..Waiting::default() };
        if matches!(tree.content, Content::Scalar(_) | Content::Alias(_)) {
            (comments.line, comments.foot) = (extra.line_comment.clone(), extra.foot_comment.clone());
        }
        self.emitter.comment(comments);
    }

    /// Sets the comments with which a collection ends.
    fn end(&mut self, tree: &Tree) {
        if let Some(extra) = &tree.extra {
            let (line, foot) = (extra.line_comment.clone(), extra.foot_comment.clone());
            self.emitter.comment(Waiting { line, foot, ..Waiting::default() });
        }
    }

    /// Sets the comments of a key, and the foot of the entry before it.
    fn begin_key(&mut self, key: &Tree, tail: &str) {
        if !matches!(key.content, Content::Alias(_) | Content::Sequence(_)) {
            self.emitter.comment(Waiting { tail: tail.into(), ..Waiting::default() });
        }
        if let Some(extra) = &key.extra {
            let mut comments = Waiting { head: extra.head_comment.clone(), ..Waiting::default() };
            if matches!(key.content, Content::Scalar(_) | Content::Alias(_)) {
                comments.line = extra.line_comment.clone();
            }
            self.emitter.comment(comments);
        }
    }

    fn node(&mut self, tree: &Tree, position: Position) {
        deeper(|| self.node_here(tree, position));
    }

    /// Writes what follows a scalar, or the line on which a collection begins.
    fn after(&mut self, position: Position) {
        if matches!(position, Position::InMapping | Position::Other) {
            if self.emitter.in_flow() && self.emitter.ends_line() {
                self.emitter.flow_comma();
            }
            self.emitter.line_comment();
            self.emitter.foot_comment();
        }
    }

    fn node_here(&mut self, tree: &Tree, position: Position) {
        if let Content::Alias(name) = &tree.content {
            self.emitter.alias(name);
            self.after(position);
            return;
        }
        self.emitter.front(&front(tree));
        if let Content::Scalar(scalar) = &tree.content {
            self.emitter.scalar_at(
                &scalar.text,
                wanted_style(scalar, tree.written_tag().is_some()),
                position == Position::SimpleKey,
            );
            self.after(position);
            return;
        }
        self.after(position);
        match &tree.content {
            Content::Mapping(mapping) if mapping.flow || self.emitter.in_flow() || mapping.entries.is_empty() => {
                self.flow_mapping(tree, mapping);
            }
            Content::Mapping(mapping) => self.block_mapping(tree, mapping),
            Content::Sequence(sequence) if sequence.flow || self.emitter.in_flow() || sequence.items.is_empty() => {
                self.flow_sequence(tree, sequence);
            }
            Content::Sequence(sequence) => {
                self.emitter.open_sequence(matches!(position, Position::InMapping | Position::ComplexKey));
                for item in &sequence.items {
                    self.begin(item);
                    self.emitter.item();
                    self.node(item, Position::Other);
                }
                self.end(tree);
                self.emitter.close();
            }
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }

    fn block_mapping(&mut self, tree: &Tree, mapping: &Mapping) {
        self.emitter.open_mapping();
        let mut tail = "";
        for Entry { key, value } in &mapping.entries {
            self.begin_key(key, tail);
            tail = key.foot_comment();
            self.emitter.entry();
            let simple = self.key(key);
            self.emitter.colon(simple);
            self.begin(value);
            match &value.content {
                Content::Scalar(_) => self.emitter.pass_key_comment(),
                Content::Mapping(Mapping { flow: false, .. }) | Content::Sequence(Sequence { flow: false, .. }) => {
                    self.emitter.key_comment();
                }
                _ => {}
            }
            self.node(value, Position::InMapping);
        }
        self.emitter.comment(Waiting { tail: tail.into(), ..Waiting::default() });
        self.end(tree);
        self.emitter.head_comment();
        self.emitter.close();
    }

    /// Writes a key; whether it stands on one line with its value.
    fn key(&mut self, key: &Tree) -> bool {
        let simple = is_simple_key(key);
        if !simple {
            self.emitter.question();
        }
        self.node(key, if simple { Position::SimpleKey } else { Position::ComplexKey });
        simple
    }

    fn flow_mapping(&mut self, tree: &Tree, mapping: &Mapping) {
        self.emitter.open_flow("{");
        // A comma that a comment follows is already there.
        let (mut tail, mut comma) = ("", true);
        for (at, Entry { key, value }) in mapping.entries.iter().enumerate() {
            self.begin_key(key, tail);
            tail = key.foot_comment();
            if at > 0 && comma {
                self.emitter.flow_comma();
            }
            self.emitter.flow_item();
            let simple = self.key(key);
            self.begin(value);
            self.emitter.colon(simple);
            comma = !self.emitter.ends_line();
            self.node(value, Position::InMapping);
        }
        self.emitter.comment(Waiting { tail: tail.into(), ..Waiting::default() });
        self.end(tree);
        if !mapping.entries.is_empty() && comma && self.emitter.has_inner_comment() {
            self.emitter.flow_comma();
        }
        self.emitter.close_flow("}");
        self.emitter.line_comment();
        self.emitter.foot_comment();
    }

    fn flow_sequence(&mut self, tree: &Tree, sequence: &Sequence) {
        self.emitter.open_flow("[");
        let mut comma = true;
        for (at, item) in sequence.items.iter().enumerate() {
            self.begin(item);
            if at > 0 && comma {
                self.emitter.flow_comma();
            }
            self.emitter.flow_item();
            comma = !self.emitter.ends_line();
            self.node(item, Position::Other);
        }
        self.end(tree);
        self.emitter.close_flow("]");
        self.emitter.line_comment();
        self.emitter.foot_comment();
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

/// The style in which a scalar is written if its text allows: its own, but that a text without a tag which looks like
/// something else is quoted.
fn wanted_style(scalar: &Scalar, tagged: bool) -> emitter::ScalarStyle {
    match scalar.style {
        ScalarStyle::DoubleQuoted => emitter::ScalarStyle::DoubleQuoted,
        ScalarStyle::SingleQuoted => emitter::ScalarStyle::SingleQuoted,
        ScalarStyle::Literal => emitter::ScalarStyle::Literal,
        ScalarStyle::Folded => emitter::ScalarStyle::Folded,
        ScalarStyle::Plain if scalar.text.contains('\n') => emitter::ScalarStyle::Literal,
        ScalarStyle::Plain if !tagged && scalar.tag == Tag::Str && super::read::plain_tag(&scalar.text) != Tag::Str => {
            emitter::ScalarStyle::DoubleQuoted
        }
        ScalarStyle::Plain => emitter::ScalarStyle::Plain,
    }
}
