//! [`Document`], a YAML document as it was written: nodes in an arena, in order, with spans, styles, tags and anchors.
//! Scalars borrow the text where they can. Aliases point at the node they mean; nothing is expanded here.

use super::event::Properties;
use crate::source::{SourceId, Span};
use std::borrow::Cow;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A scalar: see [`Node::value`].
    Scalar,
    /// A sequence: see [`Node::items`].
    Sequence,
    /// A mapping: see [`Node::entries`].
    Mapping,
    /// An alias: see [`Node::target`].
    Alias,
}

/// How a node was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes, possibly empty.
    Plain,
    /// `'text'`.
    SingleQuoted,
    /// `"text"`.
    DoubleQuoted,
    /// `|` and indented lines.
    Literal,
    /// `>` and indented lines.
    Folded,
    /// A collection by indentation.
    Block,
    /// A collection in brackets.
    Flow,
}

/// The index of a node in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NodeId(pub(super) u32);

/// One document of a stream.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub(super) source: SourceId,
    pub(super) nodes: Vec<NodeData<'a>>,
    /// The children of all collections, each collection's in one run; a mapping's are key, value, key, value.
    pub(super) links: Vec<NodeId>,
    pub(super) properties: Vec<Properties<'a>>,
}

#[derive(Clone, Debug)]
pub(super) struct NodeData<'a> {
    pub(super) kind: Kind,
    pub(super) style: Style,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The index in `properties`, plus one; 0 where there are none.
    pub(super) properties: u32,
    /// The run in `links`; for an alias the start is its target.
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) value: Cow<'a, str>,
}

impl NodeData<'_> {
    fn into_owned(self) -> NodeData<'static> {
        let NodeData { kind, style, start, end, properties, first, last, value } = self;
        NodeData { kind, style, start, end, properties, first, last, value: Cow::Owned(value.into_owned()) }
    }
}

/// A node of a document.
#[derive(Clone, Copy)]
pub struct Node<'d, 'a> {
    document: &'d Document<'a>,
    id: NodeId,
}

impl<'a> Document<'a> {
    /// The document's one node.
    pub fn root(&self) -> Node<'_, 'a> {
        Node { document: self, id: NodeId(0) }
    }
}

impl Document<'_> {
    /// The same document, holding its texts itself.
    pub fn into_owned(self) -> Document<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let properties = self.properties.into_iter();
        Document {
            source: self.source,
            nodes: self.nodes.into_iter().map(NodeData::into_owned).collect(),
            links: self.links,
            properties: properties
                .map(|Properties { tag, anchor }| Properties { tag: tag.map(owned), anchor: anchor.map(owned) })
                .collect(),
        }
    }
}

impl<'d, 'a> Node<'d, 'a> {
    fn data(&self) -> &'d NodeData<'a> {
        &self.document.nodes[self.id.0 as usize]
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.data().kind
    }

    /// How it was written.
    pub fn style(&self) -> Style {
        self.data().style
    }

    /// A scalar's text after folding and escapes, or an alias's name; empty for collections.
    pub fn value(&self) -> &'d str {
        &self.data().value
    }

    /// The tag in its long form, where one was written.
    pub fn tag(&self) -> Option<&'d str> {
        self.properties()?.tag.as_deref()
    }

    /// The anchor's name, where one was written.
    pub fn anchor(&self) -> Option<&'d str> {
        self.properties()?.anchor.as_deref()
    }

    fn properties(&self) -> Option<&'d Properties<'a>> {
        let index = self.data().properties.checked_sub(1)?;
        self.document.properties.get(index as usize)
    }

    /// The node's place: from its first to its last character, without anchor and tag.
    pub fn span(&self) -> Span {
        Span::new(self.document.source, self.range())
    }

    /// The bytes of the node in its text: see [`Node::span`].
    pub fn range(&self) -> std::ops::Range<usize> {
        self.data().start as usize..self.data().end as usize
    }

    /// The children of a collection in order; a mapping's are key, value, key, value.
    fn children(&self) -> &'d [NodeId] {
        let data = self.data();
        match data.kind {
            Kind::Sequence | Kind::Mapping => {
                self.document.links.get(data.first as usize..data.last as usize).unwrap_or_default()
            }
            Kind::Scalar | Kind::Alias => &[],
        }
    }

    pub(super) fn id(self) -> NodeId {
        self.id
    }

    /// The child at `index`: see [`Node::children`].
    pub(super) fn child(self, index: usize) -> Option<Node<'d, 'a>> {
        self.children().get(index).map(|&id| self.other(id))
    }

    pub(super) fn child_count(self) -> usize {
        self.children().len()
    }

    fn other(&self, id: NodeId) -> Node<'d, 'a> {
        Node { document: self.document, id }
    }

    /// The items of a sequence; none for anything else.
    pub fn items(self) -> impl ExactSizeIterator<Item = Node<'d, 'a>> {
        let children = if self.kind() == Kind::Sequence { self.children() } else { &[] };
        children.iter().map(move |&id| self.other(id))
    }

    /// The keys and values of a mapping in the order they were written; none for anything else.
    pub fn entries(self) -> impl ExactSizeIterator<Item = (Node<'d, 'a>, Node<'d, 'a>)> {
        let children = if self.kind() == Kind::Mapping { self.children() } else { &[] };
        children.chunks_exact(2).map(move |pair| (self.other(pair[0]), self.other(pair[1])))
    }

    /// The node that an alias means; the node itself for anything else.
    pub fn target(self) -> Node<'d, 'a> {
        let data = self.data();
        if data.kind == Kind::Alias { self.other(NodeId(data.first)) } else { self }
    }

    /// The value of the last scalar key `key` of a mapping.
    pub fn get(self, key: &str) -> Option<Node<'d, 'a>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The last entry with the scalar key `key` of a mapping, looking through an alias.
    pub fn entry(self, key: &str) -> Option<(Node<'d, 'a>, Node<'d, 'a>)> {
        self.target().entries().filter(|(name, _)| name.target().value() == key).last()
    }

    /// Follows a path of keys and list indices (`["a", "0", "b"]`) and gives the last step's key, where it has one, and
    /// its value. Aliases are looked through; of a repeated key the last one counts.
    pub fn find(self, path: &[&str]) -> Option<(Option<Node<'d, 'a>>, Node<'d, 'a>)> {
        path.iter().try_fold((None, self), |(_, node), step| {
            let node = node.target();
            match node.kind() {
                Kind::Sequence => {
                    step.parse().ok().and_then(|index: usize| node.items().nth(index)).map(|item| (None, item))
                }
                _ => node.entry(step).map(|(key, value)| (Some(key), value)),
            }
        })
    }
}
