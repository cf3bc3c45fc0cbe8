//! Go's package `strings` where its results differ from Rust's own: byte strings that need not be UTF-8, splitting by
//! nothing, cutsets, titles. Nothing here allocates more than its result.

use super::unicode::{self, decode, decode_last, runes};
use memchr::memmem;

/// `strings.ToUpper`.
pub fn to_upper(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() { text.to_ascii_uppercase() } else { unicode::map(text, unicode::to_upper) }
}

/// `strings.ToLower`.
pub fn to_lower(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() { text.to_ascii_lowercase() } else { unicode::map(text, unicode::to_lower) }
}

/// `strings.Title`: the first letter of each word in title case, where digits and `_` belong to words.
pub fn title(text: &[u8]) -> Vec<u8> {
    let mut previous = ' ';
    unicode::map(text, |c| {
        let starts = separates_words(previous);
        previous = c;
        if starts { unicode::to_title(c) } else { c }
    })
}

fn separates_words(c: char) -> bool {
    if c.is_ascii() {
        return !(c.is_ascii_alphanumeric() || c == '_');
    }
    !unicode::is_letter(c) && !unicode::is_digit(c) && unicode::is_space(c)
}

/// `text` without what `drop` accepts at its start.
pub fn trim_start(text: &[u8], drop: impl Fn(char) -> bool) -> &[u8] {
    let mut rest = text;
    loop {
        let (c, width) = decode(rest);
        if width == 0 || !drop(c) {
            return rest;
        }
        rest = &rest[width..];
    }
}

/// `text` without what `drop` accepts at its end.
pub fn trim_end(text: &[u8], drop: impl Fn(char) -> bool) -> &[u8] {
    let mut rest = text;
    loop {
        let (c, width) = decode_last(rest);
        if width == 0 || !drop(c) {
            return rest;
        }
        rest = &rest[..rest.len() - width];
    }
}

/// `strings.TrimSpace`.
pub fn trim_space(text: &[u8]) -> &[u8] {
    trim_end(trim_start(text, unicode::is_space), unicode::is_space)
}

/// `strings.Trim`: without the runes of `cutset` at both ends.
pub fn trim<'a>(text: &'a [u8], cutset: &[u8]) -> &'a [u8] {
    let mut set: Vec<char> = runes(cutset).map(|rune| rune.c).collect();
    set.sort_unstable();
    let listed = |c: char| set.binary_search(&c).is_ok();
    trim_end(trim_start(text, listed), listed)
}

/// `strings.Fields`: the words between white space.
pub fn fields(text: &[u8]) -> Vec<&[u8]> {
    let mut words = Vec::new();
    let mut start = None;
    for rune in runes(text) {
        match (unicode::is_space(rune.c), start) {
            (true, Some(from)) => {
                words.push(&text[from..rune.at]);
                start = None;
            }
            (false, None) => start = Some(rune.at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(&text[from..]);
    }
    words
}

/// `strings.SplitN`: at most `limit` parts, all of them for a negative limit, none for 0. An empty separator splits into
/// runes.
pub fn split<'a>(text: &'a [u8], separator: &[u8], limit: i64) -> Vec<&'a [u8]> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    if limit == 0 {
        return parts;
    }
    let mut rest = text;
    if separator.is_empty() {
        while !rest.is_empty() {
            let width = if parts.len() + 1 == limit { rest.len() } else { decode(rest).1 };
            parts.push(&rest[..width]);
            rest = &rest[width..];
        }
        return parts;
    }
    let finder = memmem::Finder::new(separator);
    while parts.len() + 1 < limit
        && let Some(at) = finder.find(rest)
    {
        parts.push(&rest[..at]);
        rest = &rest[at + separator.len()..];
    }
    parts.push(rest);
    parts
}

/// `strings.Count`: occurrences without overlap; for an empty `part` one more than there are runes.
pub fn count(text: &[u8], part: &[u8]) -> usize {
    if part.is_empty() { unicode::rune_count(text) + 1 } else { memmem::find_iter(text, part).count() }
}

/// The size of what [`replace`] gives, saturating.
pub fn replaced_len(text: &[u8], old: &[u8], new: &[u8]) -> usize {
    let count = count(text, old);
    text.len().saturating_sub(count.saturating_mul(old.len())).saturating_add(count.saturating_mul(new.len()))
}

/// `strings.ReplaceAll`: an empty `old` stands before every rune and at the end.
pub fn replace(text: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    if old == new {
        return text.to_vec();
    }
    let mut out = Vec::with_capacity(replaced_len(text, old, new));
    if old.is_empty() {
        out.extend_from_slice(new);
        for rune in runes(text) {
            out.extend_from_slice(&text[rune.at..rune.at + rune.width]);
            out.extend_from_slice(new);
        }
        return out;
    }
    let mut from = 0;
    for at in memmem::find_iter(text, old) {
        out.extend_from_slice(&text[from..at]);
        out.extend_from_slice(new);
        from = at + old.len();
    }
    out.extend_from_slice(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, separator: &str, limit: i64) -> Vec<String> {
        split(text.as_bytes(), separator.as_bytes(), limit)
            .iter()
            .map(|part| String::from_utf8_lossy(part).into_owned())
            .collect()
    }

    #[test]
    fn splitting_follows_go() {
        assert_eq!(parts("a,b,c", ",", -1), ["a", "b", "c"]);
        assert_eq!(parts("a,b,c", ",", 2), ["a", "b,c"]);
        assert_eq!(parts("", ",", -1), [""]);
        assert_eq!(parts("a☃b", "", -1), ["a", "☃", "b"]);
        assert_eq!(parts("a☃b", "", 2), ["a", "☃b"]);
        assert!(parts("", "", -1).is_empty() && parts("a", ",", 0).is_empty());
    }

    #[test]
    fn an_empty_text_is_replaced_between_runes() {
        assert_eq!(replace("a☃".as_bytes(), b"", b"-"), "-a-☃-".as_bytes());
        assert_eq!(replaced_len("a☃".as_bytes(), b"", b"-"), 7);
        assert_eq!(replace(b"aaa", b"aa", b"b"), b"ba");
    }

    #[test]
    fn titles_and_trims() {
        assert_eq!(title(b"foo_bar-baz 2x it's"), b"Foo_bar-Baz 2x It'S");
        assert_eq!(trim_space("\u{a0} a \t".as_bytes()), b"a");
        assert_eq!(trim("☃a☃".as_bytes(), "☃".as_bytes()), b"a");
        assert_eq!(fields(b" a  b\tc"), [b"a", b"b", b"c"]);
    }
}
