//! Places in policies: of a field, and of a part of the text that a scalar holds. How a scalar is written (folded, indented, in quotes)
//! is undone just as far as places need it; what a text means is the reader's of YAML alone.

use crate::source::Span;
use crate::yaml::tree::Tree;
use std::ops::Range;

/// The place in `tree` of the field at a JSON pointer, or of the nearest one around it.
pub fn place(tree: &Tree, pointer: &str) -> Span {
    let mut node = tree;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let next = match node.as_items() {
            Some(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            None => node.get(&step),
        };
        let Some(next) = next else { break };
        node = next;
    }
    node.origin
}

/// Where in `source` a part of `text` is written, of a scalar that begins at the byte `start` and gives that text. Blanks and line
/// breaks are what styles of scalars change, so all other characters are counted off on both sides. Nothing where they do not agree,
/// as with escapes that stand for other characters.
pub(super) fn part_of_scalar(source: &str, start: usize, text: &str, part: Range<usize>) -> Option<Range<usize>> {
    let mut written = Written::new(source, start)?;
    let mut range: Option<Range<usize>> = None;
    for (at, character) in text.char_indices().filter(|(_, character)| !is_blank(*character)) {
        let place = written.next_of(character)?;
        match &mut range {
            // What lies behind the text's last character is shown at that character's end.
            Some(range) if at < part.start => *range = place.end..place.end,
            Some(range) if range.start == range.end => *range = place,
            Some(range) if at < part.end => range.end = place.end,
            Some(_) => break,
            None if at < part.start => range = Some(place.end..place.end),
            None => range = Some(place),
        }
    }
    range
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// The characters of a scalar as it is written, without blanks.
struct Written<'s> {
    source: &'s str,
    at: usize,
    quote: Option<char>,
}

impl<'s> Written<'s> {
    fn new(source: &'s str, start: usize) -> Option<Written<'s>> {
        let rest = source.get(start..)?;
        let (at, quote) = match rest.chars().next()? {
            // The header of a block scalar ends with its line.
            '|' | '>' => (start + rest.find('\n')? + 1, None),
            quote @ ('\'' | '"') => (start + 1, Some(quote)),
            _ => (start, None),
        };
        Some(Written { source, at, quote })
    }

    /// Passes `wanted`, which has to be next; gives its bytes.
    fn next_of(&mut self, wanted: char) -> Option<Range<usize>> {
        loop {
            let start = self.at;
            let character = self.take()?;
            if is_blank(character) {
                continue;
            }
            let read = match (self.quote, character) {
                (Some('\''), '\'') => self.take().filter(|second| *second == '\''),
                (Some('"'), '"') => None,
                (Some('"'), '\\') => match self.take()? {
                    // These stand for blanks, or for nothing at the end of a line.
                    'n' | 't' | 'r' | '\t' | ' ' | '\n' | '\r' => continue,
                    escaped @ ('"' | '\\' | '/') => Some(escaped),
                    'u' => self.code(4),
                    'x' => self.code(2),
                    _ => None,
                },
                (_, plain) => Some(plain),
            };
            return (read? == wanted).then_some(start..self.at);
        }
    }

    fn take(&mut self) -> Option<char> {
        let character = self.source.get(self.at..)?.chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let code = self.source.get(self.at..self.at + digits)?;
        self.at += digits;
        char::from_u32(u32::from_str_radix(code, 16).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use proptest::prelude::*;

    /// What is written where `part` of the text of the field `t` stands.
    fn written<'s>(source: &'s str, part: &str) -> Option<&'s str> {
        let trees = crate::yaml::read_objects(source.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        let field = trees.first().and_then(|tree| tree.get("t")).expect("the field");
        let text = field.text().expect("a text");
        let at = text.find(part).expect("the part is in the text");
        source.get(part_of_scalar(source, field.origin.start as usize, text, at..at + part.len())?)
    }

    #[test]
    fn a_part_is_found_in_every_style() {
        for source in [
            "t: |\n  a b\n\n   (c +\n  d)\n",
            "t: |2-  # words\n  a b\n   (c +\n  d)\n",
            "t: >-\n  a b\n\n  (c\n  +\n  d)\n",
            "t: a b\n   (c\n\n   + d)\n",
            "t: 'a b (c + d)'\n",
            "t: \"a b\\n (c \\\n  +\\td)\"\n",
            "{\"t\": \"a b\\n(c + d)\"}",
        ] {
            assert_eq!(written(source, "c"), Some("c"), "{source}");
            assert_eq!(written(source, "d)"), Some("d)"), "{source}");
        }
    }

    #[test]
    fn quotes_and_escapes_are_undone() {
        assert_eq!(written("t: 'it''s x'", "'s"), Some("''s"));
        assert_eq!(written("t: \"\\\"a\\\" \\u003c b\"", "<"), Some("\\u003c"));
        assert_eq!(written("t: \"a \\u003c b\"", "b"), Some("b"));
        assert_eq!(written("t: \"a \\e b\"", "b"), None);
    }

    #[test]
    fn what_is_behind_the_text_is_shown_at_its_end() {
        let source = "t: |\n  a b\n";
        assert_eq!(part_of_scalar(source, 3, "a b\n", 4..4), Some(10..10));
        assert_eq!(part_of_scalar(source, 3, "other", 0..1), None);
        assert_eq!(part_of_scalar(source, 99, "a", 0..1), None);
    }

    proptest! {
        #[test]
        fn no_source_and_text_make_it_panic(source in "\\PC{0,20}", text in "\\PC{0,20}", start in 0usize..24, from in 0usize..24, length in 0usize..9) {
            let _ = part_of_scalar(&source, start, &text, from..from + length);
        }
    }
}
