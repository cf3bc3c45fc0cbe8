//! Go's view of text as runes: decoding with U+FFFD for each byte that is no UTF-8, the categories of package `unicode`,
//! and its one-to-one case mappings (`İ` is lowered to `i`, `ß` has no upper case), which differ from Rust's.

use regex_syntax::hir::{Class, ClassUnicode, HirKind};
use std::sync::OnceLock;

/// What Go decodes an invalid byte to.
pub const REPLACEMENT: char = '\u{fffd}';

/// The first rune of `text` and its width in bytes, as `utf8.DecodeRune` gives them: an invalid byte is U+FFFD of
/// width 1, nothing is U+FFFD of width 0.
pub fn decode(text: &[u8]) -> (char, usize) {
    match text.first() {
        None => (REPLACEMENT, 0),
        Some(&byte) if byte < 0x80 => (byte as char, 1),
        Some(_) => {
            let window = text.get(..4).unwrap_or(text);
            match window.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()) {
                Some(c) => (c, c.len_utf8()),
                None => (REPLACEMENT, 1),
            }
        }
    }
}

/// The last rune of `text` and its width, as `utf8.DecodeLastRune` gives them.
pub fn decode_last(text: &[u8]) -> (char, usize) {
    match text.last() {
        None => (REPLACEMENT, 0),
        Some(&byte) if byte < 0x80 => (byte as char, 1),
        Some(_) => (2..=4.min(text.len()))
            .find_map(|width| {
                let (c, found) = decode(&text[text.len() - width..]);
                (found == width).then_some((c, width))
            })
            .unwrap_or((REPLACEMENT, 1)),
    }
}

/// The runes of a text with their places and widths in bytes.
#[derive(Clone)]
pub struct Runes<'a> {
    text: &'a [u8],
    at: usize,
}

/// One rune of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rune {
    /// The byte at which it starts.
    pub at: usize,
    /// The character, U+FFFD for an invalid byte.
    pub c: char,
    /// Its width in bytes.
    pub width: usize,
}

impl Iterator for Runes<'_> {
    type Item = Rune;

    fn next(&mut self) -> Option<Rune> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (c, width) = decode(rest);
        let rune = Rune { at: self.at, c, width };
        self.at += width;
        Some(rune)
    }
}

/// The runes of `text`, as Go's `range` over a string gives them.
pub fn runes(text: &[u8]) -> Runes<'_> {
    Runes { text, at: 0 }
}

/// The number of runes.
pub fn rune_count(text: &[u8]) -> usize {
    text.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

/// Appends the UTF-8 of `c`.
pub fn push(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Each rune of `text` through `change`. Invalid bytes arrive, and leave, as U+FFFD.
pub fn map(text: &[u8], mut change: impl FnMut(char) -> char) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for rune in runes(text) {
        push(&mut out, change(rune.c));
    }
    out
}

/// A general category of Unicode, read once from the tables that regular expressions use.
struct Category {
    pattern: &'static str,
    ranges: OnceLock<Option<ClassUnicode>>,
}

impl Category {
    const fn new(pattern: &'static str) -> Self {
        Category { pattern, ranges: OnceLock::new() }
    }

    fn contains(&self, c: char) -> bool {
        let class = self.ranges.get_or_init(|| match regex_syntax::parse(self.pattern).ok()?.into_kind() {
            HirKind::Class(Class::Unicode(class)) => Some(class),
            _ => None,
        });
        let Some(class) = class else { return false };
        let ranges = class.ranges();
        let after = ranges.partition_point(|range| range.start() <= c);
        after.checked_sub(1).and_then(|index| ranges.get(index)).is_some_and(|range| c <= range.end())
    }
}

static UPPER: Category = Category::new(r"\p{Lu}");
static LOWER: Category = Category::new(r"\p{Ll}");
static TITLE: Category = Category::new(r"\p{Lt}");
static LETTER: Category = Category::new(r"\p{L}");
static DIGIT: Category = Category::new(r"\p{Nd}");
static NUMBER: Category = Category::new(r"\p{N}");
static PUNCTUATION: Category = Category::new(r"\p{P}");

/// `unicode.IsUpper`: category Lu.
pub fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { UPPER.contains(c) }
}

/// `unicode.IsLower`: category Ll.
pub fn is_lower(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { LOWER.contains(c) }
}

/// `unicode.IsTitle`: category Lt.
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && TITLE.contains(c)
}

/// `unicode.IsLetter`: category L.
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { LETTER.contains(c) }
}

/// `unicode.IsDigit`: category Nd.
pub fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { DIGIT.contains(c) }
}

/// `unicode.IsNumber`: category N.
pub fn is_number(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { NUMBER.contains(c) }
}

/// `unicode.IsPunct`: category P, so neither `$` nor `+`.
pub fn is_punct(c: char) -> bool {
    PUNCTUATION.contains(c)
}

/// `unicode.IsSpace`: the property White_Space.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// The only character of a mapping, where there is just one.
fn single(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next()?;
    mapped.next().is_none().then_some(first)
}

/// `unicode.ToUpper`.
pub fn to_upper(c: char) -> char {
    single(c.to_uppercase()).unwrap_or_else(|| match c {
        // Greek letters with an iota below: Rust spells the iota out, Go has the one-letter form.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => shifted(c, 8),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => shifted(c, 9),
        _ => c,
    })
}

/// `unicode.ToLower`.
pub fn to_lower(c: char) -> char {
    single(c.to_lowercase()).unwrap_or(if c == '\u{130}' { 'i' } else { c })
}

/// `unicode.ToTitle`.
pub fn to_title(c: char) -> char {
    match c {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        // Georgian has capitals, but they do not start words.
        '\u{10d0}'..='\u{10fa}' | '\u{10fd}'..='\u{10ff}' => c,
        _ => to_upper(c),
    }
}

fn shifted(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_byte_is_a_replacement_of_width_one() {
        let found: Vec<(char, usize)> = runes(b"a\xe2\x98\xff").map(|rune| (rune.c, rune.width)).collect();
        assert_eq!(found, [('a', 1), (REPLACEMENT, 1), (REPLACEMENT, 1), (REPLACEMENT, 1)]);
        assert_eq!(rune_count(b"a\xe2\x98\xff"), 4);
        assert_eq!(decode("☃!".as_bytes()), ('☃', 3));
        assert_eq!(decode_last("!☃".as_bytes()), ('☃', 3));
        assert_eq!(decode_last(b"\xe2\x98"), (REPLACEMENT, 1));
    }

    #[test]
    fn case_mappings_are_one_to_one() {
        assert_eq!(to_upper('ß'), 'ß');
        assert_eq!(to_lower('İ'), 'i');
        assert_eq!(to_upper('\u{1f80}'), '\u{1f88}');
        assert_eq!(to_title('ǆ'), 'ǅ');
        assert_eq!(to_upper('ſ'), 'S');
    }

    #[test]
    fn categories_are_those_of_unicode_not_of_rust() {
        assert!(!is_upper('Ⅷ') && is_number('Ⅷ'));
        assert!(is_punct('-') && is_punct('_') && !is_punct('$') && !is_punct('+'));
        assert!(is_title('ǅ') && is_letter('日') && is_digit('٣'));
    }
}
