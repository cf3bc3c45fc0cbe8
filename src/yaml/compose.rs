//! Events to [`Document`]s. Aliases are bound here, each to the last node before it that has the anchor.

use super::error::Error;
use super::event::{Event, EventKind, Properties};
use super::node::{Document, Kind, NodeData, NodeId, Style};
use super::parser::Parser;
use crate::source::SourceId;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many bytes of a text there are for each of its nodes, or more.
const BYTES_PER_NODE: usize = 24;

/// The most nodes for which there is room before they are there.
const MANY_NODES: usize = 1024;

/// Builds the documents of a stream one after another.
pub(super) struct Composer<'a> {
    parser: Parser<'a>,
    source: SourceId,
    /// The number of nodes of the last document.
    nodes: usize,
}

/// A document being built.
struct Builder<'a> {
    document: Document<'a>,
    anchors: HashMap<Cow<'a, str>, NodeId>,
    /// Open collections and where their children begin in `children`.
    open: Vec<(NodeId, usize)>,
    children: Vec<NodeId>,
}

impl<'a> Composer<'a> {
    /// `length`: that of the text in bytes, by which the first document is expected to have some number of nodes.
    pub(super) fn new(parser: Parser<'a>, source: SourceId, length: usize) -> Self {
        Composer { parser, source, nodes: (length / BYTES_PER_NODE).min(MANY_NODES) }
    }

    /// The next document; `None` at the end of the stream.
    pub(super) fn next_document(&mut self) -> Result<Option<Document<'a>>, Error> {
        loop {
            match self.parser.next()?.kind {
                EventKind::DocumentStart => return self.document().map(Some),
                EventKind::StreamEnd => return Ok(None),
                _ => {}
            }
        }
    }

    fn document(&mut self) -> Result<Document<'a>, Error> {
        // Documents of a stream are often alike in size.
        let (nodes, links) = (Vec::with_capacity(self.nodes), Vec::with_capacity(self.nodes));
        let document = Document { source: self.source, nodes, links, properties: Vec::new() };
        let mut builder = Builder { document, anchors: HashMap::new(), open: Vec::new(), children: Vec::new() };
        loop {
            let event = self.parser.next()?;
            if matches!(event.kind, EventKind::DocumentEnd) {
                self.nodes = builder.document.nodes.len();
                return Ok(builder.document);
            }
            builder.add(event)?;
        }
    }
}

impl<'a> Builder<'a> {
    fn add(&mut self, event: Event<'a>) -> Result<(), Error> {
        let Event { kind, start, end, .. } = event;
        let mut data = NodeData {
            kind: Kind::Scalar,
            style: Style::Plain,
            start: start.at,
            end,
            properties: 0,
            first: 0,
            last: 0,
            value: Cow::Borrowed(""),
        };
        match kind {
            EventKind::Scalar { value, style, properties } => {
                (data.value, data.style) = (value, style);
                self.push(data, properties);
            }
            EventKind::Alias(name) => {
                let Some(&NodeId(target)) = self.anchors.get(name) else {
                    let range = start.at as usize..end as usize;
                    return Err(Error::new(format!("yaml: unknown anchor '{name}' referenced")).at(range));
                };
                (data.kind, data.first, data.value) = (Kind::Alias, target, Cow::Borrowed(name));
                self.push(data, None);
            }
            EventKind::SequenceStart { style, properties } => {
                (data.kind, data.style) = (Kind::Sequence, style);
                self.open(data, properties);
            }
            EventKind::MappingStart { style, properties } => {
                (data.kind, data.style) = (Kind::Mapping, style);
                self.open(data, properties);
            }
            EventKind::SequenceEnd | EventKind::MappingEnd => self.close(end),
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, mut data: NodeData<'a>, properties: Option<Box<Properties<'a>>>) -> NodeId {
        let id = NodeId(index(self.document.nodes.len()));
        if let Some(properties) = properties {
            if let Some(anchor) = &properties.anchor {
                self.anchors.insert(anchor.clone(), id);
            }
            self.document.properties.push(*properties);
            data.properties = index(self.document.properties.len());
        }
        self.document.nodes.push(data);
        self.children.push(id);
        id
    }

    fn open(&mut self, data: NodeData<'a>, properties: Option<Box<Properties<'a>>>) {
        let id = self.push(data, properties);
        self.open.push((id, self.children.len()));
    }

    fn close(&mut self, end: u32) {
        let Some((id, from)) = self.open.pop() else { return };
        let links = &mut self.document.links;
        let first = links.len();
        links.extend(self.children.drain(from..));
        let last_child = links[first..].last().map(|&NodeId(child)| self.document.nodes[child as usize].end);
        let node = &mut self.document.nodes[id.0 as usize];
        (node.first, node.last) = (index(first), index(links.len()));
        // The end of a block collection is only noticed at the next token.
        node.end = if node.style == Style::Flow { end } else { last_child.unwrap_or(node.end) };
    }
}

/// Positions are 32 bits wide: texts are capped well below that.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
