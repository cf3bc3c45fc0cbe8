//! [`Builder`], events to one tree: what yaml.v3 does when it builds nodes, and Kustomize when it puts copies in the place of aliases.
//! Nothing recurses, and what aliases may copy is bounded.

use super::comments;
use super::merge::{self, MergeError};
use super::read::{Aliases, Read, plain_tag};
use super::{Content, Entry, Extra, MAX_DEPTH, Mapping, Scalar, ScalarStyle, Sequence, Tag, Tree};
use crate::source::{SourceId, Span};
use crate::yaml::comments::Comments;
use crate::yaml::error::Error;
use crate::yaml::event::{Event, EventKind, Properties};
use crate::yaml::lines::{Mark, Sink};
use crate::yaml::node::Style;
use crate::yaml::resolve::TAG_PREFIX;
use crate::yaml::token::Place;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many nodes aliases may copy in any document; in a larger one, as many as it has itself.
const COPIES: usize = 400_000;

/// How many times its own size a larger document may keep in anchored nodes that lie inside each other.
const KEPT: usize = 8;

/// Builds trees one after the other.
pub(super) struct Builder {
    source: SourceId,
    base: u32,
    aliases: Aliases,
    root: Option<Tree>,
    open: Vec<Open>,
    /// The entries of the mappings that are open, those of the innermost last.
    entries: Vec<Entry>,
    /// The items of the sequences that are open, those of the innermost last.
    items: Vec<Tree>,
    anchors: HashMap<SmolStr, Anchor>,
    /// The number of nodes so far that are no copies.
    nodes: usize,
    copied: usize,
    kept: usize,
    late: Option<Error>,
    /// Whether the document has ended.
    ended: bool,
    /// Whether an event of lines could not be taken.
    pub(super) failed: bool,
}

/// A collection that is being read.
struct Open {
    kind: Collection,
    flow: bool,
    /// Where its entries or items begin among those of all.
    from: usize,
    origin: Span,
    extra: Option<Box<Extra>>,
    /// Its number, by which an anchor knows it.
    number: usize,
    /// The key whose value comes next, in a mapping.
    key: Option<Tree>,
    /// Whether a key is `<<` or null, which Kustomize's loading changes.
    odd_key: bool,
    /// The number of nodes and copies in front of it.
    before: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Collection {
    Mapping,
    Sequence,
}

/// The last node with an anchor's name.
enum Anchor {
    /// The collection of this number, which is not complete.
    Open(usize),
    /// A complete node, and the number of nodes that it consists of.
    Done(Box<Tree>, usize),
    /// A node that only its name matters of.
    Named,
}

impl Builder {
    pub(super) fn new(source: SourceId, aliases: Aliases) -> Self {
        Builder {
            source,
            base: 0,
            aliases,
            root: None,
            open: Vec::with_capacity(8),
            entries: Vec::with_capacity(32),
            items: Vec::with_capacity(8),
            anchors: HashMap::new(),
            nodes: 0,
            copied: 0,
            kept: 0,
            late: None,
            ended: false,
            failed: false,
        }
    }

    /// Begins a document whose text is at `base`.
    pub(super) fn begin(&mut self, base: usize) {
        self.base = u32::try_from(base).unwrap_or(u32::MAX);
        self.root = None;
        self.open.clear();
        self.entries.clear();
        self.items.clear();
        self.anchors.clear();
        (self.nodes, self.copied, self.kept) = (0, 0, 0);
        self.late = None;
        (self.ended, self.failed) = (false, false);
    }

    /// What was read.
    pub(super) fn finish(&mut self, comments: Comments) -> Read {
        Read { tree: self.root.take(), late: self.late.take(), comments }
    }

    /// The place in the source of what is between two places in the document's text.
    fn origin(&self, start: u32, end: u32) -> Span {
        let absolute = |at: u32| self.base.saturating_add(at);
        Span { source: self.source, start: absolute(start), end: absolute(end) }
    }

    pub(super) fn add(&mut self, event: Event<'_>) -> Result<(), Error> {
        let Event { kind, start, end, comments } = event;
        let origin = self.origin(start.at, end);
        match kind {
            EventKind::Scalar { value, style, properties: None } if comments.is_none() => {
                self.bare_scalar(&value, style, origin);
            }
            EventKind::Scalar { value, style, properties } => {
                self.nodes += 1;
                let extra = extra_of(properties, comments);
                let tag = tag_of(&value, style, extra.as_ref().and_then(|extra| extra.tag.as_deref()));
                let scalar = Scalar { tag, style: style_of(style), text: value.into() };
                let anchor = extra.as_ref().and_then(|extra| extra.anchor.clone());
                let tree = self.settled(Tree { content: Content::Scalar(scalar), origin, extra });
                if let Some(anchor) = anchor {
                    self.keep(anchor, &tree, 1)?;
                }
                self.put(tree);
            }
            EventKind::Alias(name) => {
                self.nodes += 1;
                let mut tree = self.alias(name, origin)?;
                if self.aliases == Aliases::Keep {
                    comments::set(&mut tree.extra, comments);
                }
                self.put(tree);
            }
            EventKind::SequenceStart { style, properties } => {
                let extra = extra_of(properties, comments);
                self.open(Collection::Sequence, style == Style::Flow, origin, extra)?;
            }
            EventKind::MappingStart { style, properties } => {
                let extra = extra_of(properties, comments);
                self.open(Collection::Mapping, style == Style::Flow, origin, extra)?;
            }
            EventKind::SequenceEnd | EventKind::MappingEnd => self.close(origin.end, comments)?,
            EventKind::StreamStart | EventKind::StreamEnd | EventKind::DocumentStart | EventKind::DocumentEnd => {}
        }
        Ok(())
    }

    /// Adds a scalar without properties and comments.
    fn bare_scalar(&mut self, text: &str, style: Style, origin: Span) {
        self.nodes += 1;
        let scalar = Scalar { text: text.into(), tag: tag_of(text, style, None), style: style_of(style) };
        self.put(Tree { content: Content::Scalar(scalar), origin, extra: None });
    }

    fn open(&mut self, kind: Collection, flow: bool, origin: Span, extra: Option<Box<Extra>>) -> Result<(), Error> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("yaml: exceeded max depth of {}", MAX_DEPTH);
            return Err(Error::new(message).at(self.range(origin)));
        }
        self.nodes += 1;
        let number = self.nodes;
        if let Some(anchor) = extra.as_ref().and_then(|extra| extra.anchor.clone()) {
            self.anchors.insert(anchor, Anchor::Open(number));
        }
        let before = self.nodes + self.copied - 1;
        let from = if kind == Collection::Mapping { self.entries.len() } else { self.items.len() };
        self.open.push(Open { kind, flow, from, origin, extra, number, key: None, odd_key: false, before });
        Ok(())
    }

    fn close(&mut self, end: u32, comments: Option<Box<Comments>>) -> Result<(), Error> {
        let Some(Open { kind, flow, from, mut origin, mut extra, number, odd_key, before, .. }) = self.open.pop()
        else {
            return Ok(());
        };
        // Lists as long as what is in them: growing them one by one takes more time and memory than moving their ends once.
        let mut content = match kind {
            Collection::Mapping => Content::Mapping(Mapping { entries: self.entries.split_off(from), flow }),
            Collection::Sequence => Content::Sequence(Sequence { items: self.items.split_off(from), flow }),
        };
        if extra.is_some() || comments.is_some() {
            comments::close(&mut content, &mut extra, comments);
        }
        // The end of a block collection is only noticed at the next token.
        let last = match &content {
            Content::Mapping(Mapping { entries, flow: false }) => entries.last().map(|entry| &entry.value),
            Content::Sequence(Sequence { items, flow: false }) => items.last(),
            _ => None,
        };
        origin.end = last.map_or(end, |last| last.origin.end.max(origin.start));
        if odd_key
            && self.aliases == Aliases::Copy
            && !self.is_merged_inline()
            && let Content::Mapping(mapping) = &mut content
        {
            self.merge(mapping)?;
        }
        let tree = Tree { content, origin, extra };
        if tree.extra.is_none() {
            self.put(tree);
            return Ok(());
        }
        let anchor = tree.extra.as_ref().and_then(|extra| extra.anchor.clone());
        let tree = self.settled(tree);
        if let Some(anchor) = anchor
            && matches!(self.anchors.get(&anchor), Some(&Anchor::Open(open)) if open == number)
        {
            let size = self.nodes + self.copied - before;
            self.keep(anchor, &tree, size)?;
        }
        self.put(tree);
        Ok(())
    }

    /// Whether the collection that has just ended is written as the value of a `<<`, or in the list that is one. What it
    /// merges itself is then left to whoever decodes the outer mapping.
    fn is_merged_inline(&self) -> bool {
        let is_merge = |open: &Open| open.key.as_ref().is_some_and(is_merge_key);
        match self.open.as_slice() {
            [.., outer] if is_merge(outer) => true,
            [.., outer, Open { kind: Collection::Sequence, .. }] => is_merge(outer),
            _ => false,
        }
    }

    fn merge(&mut self, mapping: &mut Mapping) -> Result<(), Error> {
        match merge::load(mapping) {
            Ok(added) => self.count_copies(added),
            Err(MergeError { message, origin }) => {
                let range = origin.range();
                self.late.get_or_insert_with(|| Error::new(message).at(range));
                Ok(())
            }
        }
    }

    /// A place as errors have it, in the piece of text that is being read.
    fn range(&self, origin: Span) -> std::ops::Range<usize> {
        let relative = |at: u32| at.saturating_sub(self.base) as usize;
        relative(origin.start)..relative(origin.end)
    }

    /// The node without the anchor that nothing refers to any more.
    fn settled(&self, mut tree: Tree) -> Tree {
        if self.aliases == Aliases::Copy
            && let Some(extra) = &mut tree.extra
        {
            extra.anchor = None;
            if **extra == Extra::default() {
                tree.extra = None;
            }
        }
        tree
    }

    fn keep(&mut self, anchor: SmolStr, tree: &Tree, size: usize) -> Result<(), Error> {
        if self.aliases == Aliases::Keep {
            self.anchors.insert(anchor, Anchor::Named);
            return Ok(());
        }
        self.kept += size;
        if self.kept > COPIES.max(KEPT * self.nodes) {
            return Err(excessive());
        }
        self.anchors.insert(anchor, Anchor::Done(Box::new(tree.clone()), size));
        Ok(())
    }

    fn alias(&mut self, name: &str, origin: Span) -> Result<Tree, Error> {
        let range = self.range(origin);
        let at = |error: Error| error.at(range.clone());
        let (tree, size) = match self.anchors.get(name) {
            None => return Err(at(Error::new(format!("yaml: unknown anchor '{name}' referenced")))),
            Some(_) if self.aliases == Aliases::Keep => {
                return Ok(Tree::new(Content::Alias(name.into()), origin));
            }
            Some(Anchor::Done(tree, size)) if self.copied + size <= COPIES.max(self.nodes) => ((**tree).clone(), *size),
            Some(Anchor::Done(..)) => return Err(at(excessive())),
            Some(Anchor::Open(_) | Anchor::Named) => {
                return Err(at(Error::new(format!("yaml: anchor '{name}' value contains itself"))));
            }
        };
        self.count_copies(size)?;
        Ok(tree)
    }

    fn count_copies(&mut self, size: usize) -> Result<(), Error> {
        self.copied += size;
        if self.copied > COPIES.max(self.nodes) { Err(excessive()) } else { Ok(()) }
    }

    /// Puts a complete node where it belongs.
    fn put(&mut self, tree: Tree) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(tree);
            return;
        };
        match (open.kind, open.key.take()) {
            (Collection::Sequence, _) => self.items.push(tree),
            (Collection::Mapping, Some(key)) => {
                let mut entry = Entry { key, value: tree };
                if entry.value.extra.is_some() {
                    comments::settle_value(&mut entry);
                }
                self.entries.push(entry);
            }
            (Collection::Mapping, None) => {
                open.odd_key |=
                    tree.as_scalar().is_some_and(|key| key.tag == Tag::Null || key.text == "<<") || is_merge_key(&tree);
                let mut key = tree;
                if key.extra.is_some()
                    && !open.flow
                    && let Some(before) = self.entries.get_mut(open.from..).and_then(<[Entry]>::last_mut)
                {
                    comments::settle_key(before, &mut key);
                }
                open.key = Some(key);
            }
        }
    }
}

impl<'a> Sink<'a> for Builder {
    #[inline]
    fn scalar(&mut self, value: Cow<'a, str>, style: Style, start: Place, end: u32) {
        if !self.ended {
            self.bare_scalar(&value, style, self.origin(start.at, end));
        }
    }

    fn mark(&mut self, mark: Mark, start: Place, end: u32) {
        if self.ended {
            return;
        }
        let origin = self.origin(start.at, end);
        let taken = match mark {
            Mark::SequenceStart(style) => self.open(Collection::Sequence, style == Style::Flow, origin, None),
            Mark::MappingStart(style) => self.open(Collection::Mapping, style == Style::Flow, origin, None),
            Mark::SequenceEnd | Mark::MappingEnd => self.close(origin.end, None),
            Mark::DocumentEnd => {
                self.ended = true;
                return;
            }
            Mark::StreamStart | Mark::StreamEnd | Mark::DocumentStart => return,
        };
        self.failed |= taken.is_err();
    }
}

fn excessive() -> Error {
    Error::new("yaml: document contains excessive aliasing")
}

/// Whether a key is tagged `!!merge`, as a plain `<<` is.
pub(super) fn is_merge_key(key: &Tree) -> bool {
    key.as_scalar().is_some_and(|key| key.tag == Tag::Merge)
}

/// What few nodes have, of what stands in front of a node. A lone `!` says nothing.
fn extra_of(properties: Option<Box<Properties<'_>>>, comments: Option<Box<Comments>>) -> Option<Box<Extra>> {
    let mut extra = properties.and_then(|properties| {
        let tag = properties.tag.filter(|tag| tag != "!" && !tag.is_empty()).map(|tag| short_tag(&tag));
        let anchor = properties.anchor.map(SmolStr::from);
        (tag.is_some() || anchor.is_some()).then(|| Box::new(Extra { tag, anchor, ..Extra::default() }))
    });
    comments::set(&mut extra, comments);
    extra
}

fn short_tag(tag: &str) -> SmolStr {
    match tag.strip_prefix(TAG_PREFIX) {
        Some(name) => SmolStr::from(format!("!!{name}")),
        None => SmolStr::from(tag),
    }
}

fn style_of(style: Style) -> ScalarStyle {
    match style {
        Style::SingleQuoted => ScalarStyle::SingleQuoted,
        Style::DoubleQuoted => ScalarStyle::DoubleQuoted,
        Style::Literal => ScalarStyle::Literal,
        Style::Folded => ScalarStyle::Folded,
        Style::Plain | Style::Block | Style::Flow => ScalarStyle::Plain,
    }
}

/// What a scalar means: `written` in its short form, where the author wrote a tag.
fn tag_of(text: &str, style: Style, written: Option<&str>) -> Tag {
    match written {
        Some("!!null") => Tag::Null,
        Some("!!bool") => Tag::Bool,
        Some("!!int") => Tag::Int,
        Some("!!float") => Tag::Float,
        Some("!!str") => Tag::Str,
        Some("!!timestamp") => Tag::Timestamp,
        Some("!!binary") => Tag::Binary,
        Some("!!merge") => Tag::Merge,
        Some(_) => Tag::Custom,
        None if style != Style::Plain => Tag::Str,
        None if text == "<<" => Tag::Merge,
        None => plain_tag(text),
    }
}
