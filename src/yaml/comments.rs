//! Comments on their way from the text to the nodes that have them, as yaml.v3 deals them out: what the scanner found waits
//! here until the parser comes to the token that it belongs to. Nothing here looks at text.

use super::token::{Token, TokenKind};
use std::collections::{HashMap, VecDeque};

/// The comments of a node, each line with its `#`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comments {
    /// The lines in front of it.
    pub(super) head: String,
    /// What ends its line.
    pub(super) line: String,
    /// The lines behind it, up to an empty one.
    pub(super) foot: String,
}

/// Where a comment stands, seen from its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Head,
    Line,
    Foot,
}

/// A comment that the scanner has passed.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) side: Side,
    pub(super) text: String,
    /// It belongs to the first token that begins here or later.
    pub(super) token_at: u32,
    /// Where the white space and the comments began that it is part of, and where it ends itself. What ends a line has no
    /// end: nothing in front of it is looked at.
    pub(super) reach: Option<(u32, u32)>,
    pub(super) start_at: u32,
    pub(super) start_line: u32,
    /// Of its `#`, from 1.
    pub(super) column: usize,
}

/// The comments between the scanner and the parser.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: VecDeque<Remark>,
    /// What belongs to the next node.
    gathered: Comments,
    /// What stands in front of an item that is a collection: the collection's own.
    stem: String,
}

impl Queue {
    /// Adds what the scanner found.
    pub(super) fn push(&mut self, remark: Remark) {
        self.waiting.push_back(remark);
    }

    /// The comment that was found last, while it waits.
    pub(super) fn last_mut(&mut self) -> Option<&mut Remark> {
        self.waiting.back_mut()
    }

    /// Gathers what belongs to `token`, which the parser looks at. The end of a block has no head.
    pub(super) fn gather(&mut self, token: &Token<'_>) {
        while let Some(remark) = self.waiting.front()
            && remark.token_at <= token.start.at
            && !(remark.side == Side::Head && matches!(token.kind, TokenKind::BlockEnd))
        {
            let text = match remark.side {
                Side::Head => &mut self.gathered.head,
                Side::Line => &mut self.gathered.line,
                Side::Foot => &mut self.gathered.foot,
            };
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&remark.text);
            self.waiting.pop_front();
        }
    }

    /// The comments that were gathered, for the node that begins or ends.
    pub(super) fn take(&mut self) -> Option<Box<Comments>> {
        self.stem.clear();
        if self.gathered == Comments::default() {
            return None;
        }
        Some(Box::new(std::mem::take(&mut self.gathered)))
    }

    /// How much there is in front of the next node.
    pub(super) fn head_length(&self) -> usize {
        self.gathered.head.len()
    }

    /// Puts the first `length` bytes of the head aside, for the collection that begins: the rest is its first node's.
    pub(super) fn split_stem(&mut self, length: usize) {
        let rest = self.gathered.head.get(length + 1..).unwrap_or_default().to_owned();
        self.gathered.head.truncate(length);
        self.stem = std::mem::replace(&mut self.gathered.head, rest);
    }

    /// What [`Queue::split_stem`] put aside.
    pub(super) fn take_stem(&mut self) -> Option<Box<Comments>> {
        if self.stem.is_empty() {
            return None;
        }
        Some(Box::new(Comments { head: std::mem::take(&mut self.stem), ..Comments::default() }))
    }

    /// The part of the head in front of its last empty line, which is the document's.
    pub(super) fn take_document_head(&mut self) -> Option<Box<Comments>> {
        let head = &mut self.gathered.head;
        let (document, rest) = match head.strip_suffix('\n') {
            Some(all) if !all.is_empty() => (all.to_owned(), String::new()),
            _ => {
                let (document, rest) = head.rsplit_once("\n\n")?;
                (document.to_owned(), rest.to_owned())
            }
        };
        *head = rest;
        Some(Box::new(Comments { head: document, ..Comments::default() }))
    }

    /// Where blocks end that comments follow, by their indentation: at the first comment of theirs in the white space that
    /// was just passed, which begins at `from` or before.
    pub(super) fn block_ends(&self, from: u32) -> HashMap<usize, u32> {
        let mut ends = HashMap::new();
        let mut from = from;
        for remark in self.waiting.iter().rev() {
            let Some((began, _)) = remark.reach.filter(|&(_, end)| end >= from) else { break };
            ends.insert(remark.column.saturating_sub(1), remark.start_at);
            from = began;
        }
        ends
    }
}
