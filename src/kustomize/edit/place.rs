//! Places in a YAML text between its nodes: where lines begin and end, where a dash stands, which comments belong to what
//! follows them. It looks at bytes alone, from places that a parser gave.

use crate::yaml::Tree;
use crate::yaml::tree::{Content, Scalar, ScalarStyle};
use std::ops::Range;

/// The text of a file.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t>(pub(super) &'t str);

/// What stands around an item or entry that is a block of lines of its own.
pub(super) struct Block {
    /// The lines, with the comments above that belong to them.
    pub(super) lines: Range<usize>,
    /// Whether a blank line, or nothing, stands above.
    pub(super) blank_above: bool,
}

impl<'t> Lines<'t> {
    /// Where the line of `at` begins.
    pub(super) fn start(self, at: usize) -> usize {
        self.0[..at].rfind('\n').map_or(0, |found| found + 1)
    }

    /// Where the line after that of `at` begins; the end of the text where there is none.
    pub(super) fn after(self, at: usize) -> usize {
        self.0[at..].find('\n').map_or(self.0.len(), |found| at + found + 1)
    }

    /// Where the line of `at` ends, in front of its break.
    pub(super) fn end(self, at: usize) -> usize {
        let end = self.0[at..].find('\n').map_or(self.0.len(), |found| at + found);
        if end > at && self.0[..end].ends_with('\r') { end - 1 } else { end }
    }

    /// How many bytes stand between the start of the line and `at`.
    pub(super) fn column(self, at: usize) -> usize {
        at - self.start(at)
    }

    /// The first byte from `from` on that is neither blank, break nor comment.
    pub(super) fn skip_trivia(self, from: usize) -> usize {
        let mut at = from;
        loop {
            let rest = &self.0[at..];
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
            let opens = at == 0 || self.0[..at].ends_with([' ', '\t', '\r', '\n', '\u{feff}']);
            if !(opens && self.0[at..].starts_with('#')) {
                return at;
            }
            at = self.after(at);
        }
    }

    /// Whether nothing but blanks and a comment stands between `at` and the end of its line.
    pub(super) fn is_done(self, at: usize) -> bool {
        let rest = &self.0[at..self.end(at)];
        let trimmed = rest.trim_start_matches([' ', '\t']);
        trimmed.is_empty()
            || (trimmed.starts_with('#') && (trimmed.len() < rest.len() || self.0[..at].ends_with('\n') || at == 0))
    }

    /// Whether nothing but blanks stands in front of `at` on its line.
    pub(super) fn is_first(self, at: usize) -> bool {
        self.0[self.start(at)..at].trim_start_matches('\u{feff}').chars().all(|letter| letter == ' ')
    }

    /// The start of the first line from the start of a line `from` on that is no comment inside a block at `column`.
    pub(super) fn after_inner(self, from: usize, column: usize) -> usize {
        let mut at = from;
        while at < self.0.len() && is_inner_comment(&self.0[at..self.after(at)], column) {
            at = self.after(at);
        }
        at
    }

    /// The lines of a block that begins at `start`, first on its line, and ends at `end`: with the comments that belong to
    /// it, none above `floor`. Nothing where something else shares a line with it.
    pub(super) fn block(self, start: usize, end: usize, floor: Option<usize>) -> Option<Block> {
        if !self.is_first(start) || !self.is_done(end) {
            return None;
        }
        let column = self.column(start);
        let mut first = self.start(start);
        while let Some(floor) = floor
            && first > floor
        {
            let above = self.start(first - 1);
            if above < floor || !owns(&self.0[above..first], column) {
                break;
            }
            first = above;
        }
        let last = if self.0[..end].ends_with('\n') && end > start { end } else { self.after(end) };
        let last = self.after_inner(last, column);
        let blank_above = first == 0 || self.0[self.start(first - 1)..first].trim().is_empty();
        Some(Block { lines: first..last, blank_above })
    }
}

/// Whether a line is a comment that stands above a block at `column` and speaks of it: not a line that was commented out.
fn owns(line: &str, column: usize) -> bool {
    let Some(comment) =
        line.get(column..).filter(|_| line[..column.min(line.len())].chars().all(|letter| letter == ' '))
    else {
        return false;
    };
    let Some(words) = comment.trim_end().strip_prefix('#') else { return false };
    let words = words.trim_start();
    !words.starts_with("- ") && !words.split_once(':').is_some_and(|(name, _)| is_field_name(name))
}

/// Whether `name` looks like a field of YAML rather than like the first words of a sentence.
fn is_field_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Whether a line is a comment inside a block at `column`: deeper than the block itself.
fn is_inner_comment(line: &str, column: usize) -> bool {
    let trimmed = line.trim_start_matches(' ');
    trimmed.starts_with('#') && line.len() - trimmed.len() > column
}

/// Where a node ends: in front of the blank lines that a reader counts to a block scalar without needing them.
pub(super) fn end_of(node: &Tree, text: &str) -> usize {
    let end = node.origin.range().end;
    match last_scalar(node) {
        Some(Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, text: value, .. }) => {
            let start = node.origin.range().start;
            let kept = value.ends_with("\n\n") || value.as_str() == "\n";
            // Blanks can be the last of what it says.
            let says_blanks = value.trim_end_matches('\n').ends_with([' ', '\t']);
            let idle: &[char] = if says_blanks { &['\r', '\n'] } else { &[' ', '\t', '\r', '\n'] };
            if kept { end } else { start + text[start..end].trim_end_matches(idle).len() }
        }
        _ => end,
    }
}

/// The scalar that a block ends with.
fn last_scalar(node: &Tree) -> Option<&Scalar> {
    let mut node = node;
    loop {
        node = match &node.content {
            Content::Scalar(scalar) => return Some(scalar),
            Content::Mapping(mapping) if !mapping.flow => &mapping.entries.last()?.value,
            Content::Sequence(sequence) if !sequence.flow => sequence.items.last()?,
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trivia_is_blanks_and_comments() {
        let lines = Lines("a # b\n\n  # c\n - d#e");
        assert_eq!(lines.skip_trivia(1), 14);
        assert_eq!(lines.skip_trivia(16), 16);
        assert!(lines.is_done(1) && !lines.is_done(0));
    }

    #[test]
    fn comments_belong_to_what_they_stand_above() {
        let text = "a: 1\n# was\n# - x: 1\n# old: 2\n# The first.\n# The second.\nb: 2\n  # inner\n# c\n";
        let lines = Lines(text);
        let start = text.find("b:").unwrap_or_default();
        let block = lines.block(start, start + 4, Some(5)).map(|block| &text[block.lines]);
        assert_eq!(block, Some("# The first.\n# The second.\nb: 2\n  # inner\n"));
        assert_eq!(lines.block(start, start + 4, None).map(|block| &text[block.lines]), Some("b: 2\n  # inner\n"));
    }
}
