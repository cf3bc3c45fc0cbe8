//! Comments between the nodes, as yaml.v3's emitter places them: what belongs to a node is set before the node is written and
//! printed at the next place that is meant for its kind, also where that is behind another node.

use super::Emitter;
use super::analysis::is_break;
use smol_str::SmolStr;

/// Comments that are to be written.
#[derive(Default)]
pub(in crate::yaml) struct Waiting {
    /// In front of the next item, key or end of a mapping.
    pub(in crate::yaml) head: SmolStr,
    /// At the end of the next line.
    pub(in crate::yaml) line: SmolStr,
    /// Behind the next value.
    pub(in crate::yaml) foot: SmolStr,
    /// The foot of an entry that is complete, in front of the head of the next.
    pub(in crate::yaml) tail: SmolStr,
    /// At the end of the line of a key whose value follows.
    pub(in crate::yaml) key: SmolStr,
}

impl Emitter {
    /// Sets the comments of the node that begins or ends; one that is empty leaves what waits.
    pub(in crate::yaml) fn comment(&mut self, comments: Waiting) {
        let Waiting { head, line, foot, tail, .. } = comments;
        let waiting = &mut self.waiting;
        for (slot, comment) in
            [(&mut waiting.head, head), (&mut waiting.line, line), (&mut waiting.foot, foot), (&mut waiting.tail, tail)]
        {
            if !comment.is_empty() {
                *slot = comment;
                self.commented = true;
            }
        }
    }

    /// Whether a comment waits that ends a line: nothing may follow it there.
    pub(in crate::yaml) fn ends_line(&self) -> bool {
        let Waiting { line, foot, tail, .. } = &self.waiting;
        !(line.is_empty() && foot.is_empty() && tail.is_empty())
    }

    /// Whether a comment waits that stands in front of the end of a flow mapping.
    pub(in crate::yaml) fn has_inner_comment(&self) -> bool {
        let Waiting { head, foot, tail, .. } = &self.waiting;
        !(head.is_empty() && foot.is_empty() && tail.is_empty())
    }

    /// Writes the head of a document, which an empty line follows.
    pub(in crate::yaml) fn document_head(&mut self) {
        if !self.waiting.head.is_empty() {
            self.head_comment();
            self.line_break();
        }
    }

    /// Writes what stands in front of a node: the foot of the entry before, and its head.
    pub(in crate::yaml) fn head_comment(&mut self) {
        if !self.commented {
            return;
        }
        let (tail, head) = (std::mem::take(&mut self.waiting.tail), std::mem::take(&mut self.waiting.head));
        if !tail.is_empty() {
            self.start_line();
            self.write_comment(&tail);
            self.foot_indent = Some(self.indent.unwrap_or(0));
        }
        if !head.is_empty() {
            self.start_line();
            self.write_comment(&head);
        }
    }

    /// Writes what ends the line; false where there is nothing.
    pub(in crate::yaml) fn line_comment(&mut self) -> bool {
        if !self.commented {
            return false;
        }
        let line = std::mem::take(&mut self.waiting.line);
        if line.is_empty() {
            return false;
        }
        self.separate();
        self.write_comment(&line);
        true
    }

    /// Writes what stands behind a value.
    pub(in crate::yaml) fn foot_comment(&mut self) {
        if !self.commented {
            return;
        }
        let foot = std::mem::take(&mut self.waiting.foot);
        if !foot.is_empty() {
            self.start_line();
            self.write_comment(&foot);
            self.foot_indent = Some(self.indent.unwrap_or(0));
        }
    }

    /// Keeps what ends the line of a key until it is known what its value is.
    pub(super) fn hold_key_comment(&mut self) {
        if !self.waiting.line.is_empty() {
            self.waiting.key = std::mem::take(&mut self.waiting.line);
        }
    }

    /// Writes the comment of a key whose value is a block collection.
    pub(in crate::yaml) fn key_comment(&mut self) {
        if !self.waiting.key.is_empty() {
            std::mem::swap(&mut self.waiting.line, &mut self.waiting.key);
            self.line_comment();
            std::mem::swap(&mut self.waiting.line, &mut self.waiting.key);
        }
    }

    /// Gives the comment of a key to its value, a scalar without one.
    pub(in crate::yaml) fn pass_key_comment(&mut self) {
        if self.waiting.line.is_empty() {
            self.waiting.line = std::mem::take(&mut self.waiting.key);
        }
    }

    /// Writes the lines of a comment, each with a `#`, and ends the last one.
    fn write_comment(&mut self, comment: &str) {
        let mut lines = comment.split(is_break).peekable();
        let mut first = true;
        while let Some(line) = lines.next() {
            if !line.is_empty() {
                if !first {
                    self.start_line();
                }
                if !line.starts_with('#') {
                    self.out.push_str("# ");
                }
                self.out.push_str(line);
                self.column += line.len();
                self.indention = false;
            } else if lines.peek().is_none() && !first {
                break;
            }
            first = false;
            self.line_break();
            self.indention = true;
        }
        self.whitespace = true;
    }
}
