//! [`Token`], what the scanner makes of the text and the parser reads.

use super::node::Style;
use std::borrow::Cow;

/// A token and its place.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) start: Place,
    /// The offset after its last byte.
    pub(super) end: u32,
}

/// An offset and the line it is on, from 0.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) at: u32,
    pub(super) line: u32,
}

#[derive(Debug)]
pub(super) enum TokenKind<'a> {
    StreamStart,
    StreamEnd,
    /// Major and minor.
    VersionDirective(u8, u8),
    TagDirective(Box<TagParts<'a>>),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    Tag(Box<TagParts<'a>>),
    Scalar(Cow<'a, str>, Style),
}

/// The handle and suffix of a tag, or the handle and prefix of a directive.
#[derive(Debug)]
pub(super) struct TagParts<'a> {
    pub(super) handle: Cow<'a, str>,
    pub(super) rest: Cow<'a, str>,
}
