//! [`Event`], what the parser makes of the tokens: the flat form of the documents of a stream.

use super::comments::Comments;
use super::node::Style;
use super::token::Place;
use std::borrow::Cow;

/// An event and its place.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub(super) kind: EventKind<'a>,
    pub(super) start: Place,
    /// The offset after its last byte.
    pub(super) end: u32,
    /// Where comments are kept, those of the node that begins or ends.
    pub(super) comments: Option<Box<Comments>>,
}

#[derive(Debug)]
pub(super) enum EventKind<'a> {
    StreamStart,
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Alias(&'a str),
    Scalar { value: Cow<'a, str>, style: Style, properties: Option<Box<Properties<'a>>> },
    SequenceStart { style: Style, properties: Option<Box<Properties<'a>>> },
    SequenceEnd,
    MappingStart { style: Style, properties: Option<Box<Properties<'a>>> },
    MappingEnd,
}

/// The anchor and tag in front of a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties<'a> {
    /// In its long form; `!` stands for itself.
    pub(super) tag: Option<Cow<'a, str>>,
    pub(super) anchor: Option<Cow<'a, str>>,
}
