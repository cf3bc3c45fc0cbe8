//! Cuts a rendered file into documents as Helm does: wherever a line starts with `---`, whatever follows it.

use crate::go::unicode;

/// A document in a longer text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Document<'a> {
    /// The text without blanks at its start; those at its end stay.
    pub text: &'a [u8],
    /// Where it starts in the whole text.
    pub offset: usize,
}

/// The documents of `text` that hold more than blanks. A separator is `---` at the start of a line with the spaces
/// and tabs behind it; what else is on the line belongs to the document.
pub(crate) fn split(text: &[u8]) -> impl Iterator<Item = Document<'_>> {
    let body = trim_start(text);
    let blanks = text.len() - body.len();
    Split { text: body, at: 0, done: false }.filter_map(move |(start, piece)| {
        let content = trim_start(piece);
        let offset = blanks + start + piece.len() - content.len();
        (!content.is_empty()).then_some(Document { text: content, offset })
    })
}

fn trim_start(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while !rest.is_empty() {
        let (character, length) = unicode::decode(rest);
        if !unicode::is_space(character) {
            break;
        }
        rest = &rest[length..];
    }
    rest
}

/// The pieces between separators with their offsets.
struct Split<'a> {
    text: &'a [u8],
    at: usize,
    done: bool,
}

impl<'a> Iterator for Split<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let (start, rest) = (self.at, &self.text[self.at..]);
        let Some(end) = separator(rest, start == 0) else {
            self.done = true;
            return Some((start, rest));
        };
        let blanks = rest[end + 3..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.at = start + end + 3 + blanks;
        Some((start, &rest[..end]))
    }
}

/// Where the next line that starts with `---` begins.
fn separator(text: &[u8], at_line_start: bool) -> Option<usize> {
    if at_line_start && text.starts_with(b"---") {
        return Some(0);
    }
    memchr::memmem::find(text, b"\n---").map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(text: &str) -> Vec<(String, usize)> {
        split(text.as_bytes())
            .map(|document| (String::from_utf8_lossy(document.text).into(), document.offset))
            .collect()
    }

    #[test]
    fn a_separator_may_have_text_behind_it() {
        let text = "a: 1\n--- \nb: 2\n---c: 3\n---\t\n d: 4\n";
        let expected = [("a: 1\n", 0), ("b: 2\n", 10), ("c: 3\n", 18), ("d: 4\n", 29)];
        assert_eq!(documents(text), expected.map(|(text, offset)| (text.to_owned(), offset)));
    }

    #[test]
    fn blanks_and_empty_documents_are_dropped() {
        assert_eq!(documents("\n\n ---\n---\n\u{a0}\n---"), []);
        assert_eq!(documents("  ---\na: 1"), [("a: 1".to_owned(), 6)]);
    }

    #[test]
    fn dashes_inside_a_line_separate_nothing() {
        assert_eq!(documents("a: x---\n  ---\nb"), [("a: x---\n  ---\nb".to_owned(), 0)]);
        assert_eq!(documents("---- x"), [("- x".to_owned(), 3)]);
        assert_eq!(documents("------ x"), [("--- x".to_owned(), 3)]);
    }
}
