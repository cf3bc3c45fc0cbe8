//! Letter case and word styles. `camelcase`, `snakecase` and `kebabcase` split words as the library xstrings does, where
//! digits join the word before them unless lower-case letters follow; `untitle` and `swapcase` go by white space.

use super::{Outcome, function, text_result};
use crate::go::unicode::{self, REPLACEMENT, decode, is_letter, is_number, is_punct, is_space, is_upper, runes};
use crate::go::{Value, strings};
use crate::gotemplate::{Call, Function, Param};

pub(super) const FUNCTIONS: &[Function] = &[
    function("upper", &[Param::String], |call| mapped(call, strings::to_upper)),
    function("lower", &[Param::String], |call| mapped(call, strings::to_lower)),
    function("title", &[Param::String], |call| mapped(call, strings::title)),
    function("untitle", &[Param::String], |call| mapped(call, untitle)),
    function("swapcase", &[Param::String], |call| mapped(call, swap_case)),
    function("initials", &[Param::String], |call| mapped(call, initials)),
    function("nospace", &[Param::String], nospace),
    function("camelcase", &[Param::String], |call| mapped(call, pascal_case)),
    function("snakecase", &[Param::String], |call| mapped(call, |text| lower_words(text, b'_'))),
    function("kebabcase", &[Param::String], |call| mapped(call, |text| lower_words(text, b'-'))),
];

fn mapped(call: &mut Call<'_>, change: impl Fn(&[u8]) -> Vec<u8>) -> Outcome {
    let text = call.str(0);
    call.runtime.charge(super::steps(text.len()))?;
    text_result(call, change(&text))
}

/// The first letter of each word in lower case.
fn untitle(text: &[u8]) -> Vec<u8> {
    let mut starts = true;
    unicode::map(text, |c| {
        if is_space(c) {
            starts = true;
            return c;
        }
        if std::mem::take(&mut starts) { unicode::to_lower(c) } else { c }
    })
}

/// The case of each letter turned; a small letter that starts a word becomes a title letter.
fn swap_case(text: &[u8]) -> Vec<u8> {
    let mut after_space = true;
    unicode::map(text, |c| {
        if is_upper(c) || unicode::is_title(c) {
            after_space = false;
            unicode::to_lower(c)
        } else if unicode::is_lower(c) {
            if std::mem::take(&mut after_space) { unicode::to_title(c) } else { unicode::to_upper(c) }
        } else {
            after_space = is_space(c);
            c
        }
    })
}

/// The first byte of each word, read as a Latin-1 letter: the reference walks bytes where it means characters.
fn initials(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut after_space = true;
    for c in text.iter().map(|&byte| byte as char) {
        if is_space(c) {
            after_space = true;
        } else if std::mem::take(&mut after_space) {
            unicode::push(&mut out, c);
        }
    }
    out
}

/// The text without white space. As in the reference, bytes are taken for Latin-1 letters once there is any.
fn nospace(call: &mut Call<'_>) -> Outcome {
    let text = call.str(0);
    let spaces = text.iter().filter(|&&byte| is_space(byte as char)).count();
    if spaces == 0 {
        return Ok(Value::Str(text));
    }
    let mut out = Vec::with_capacity(text.len());
    for c in text.iter().map(|&byte| byte as char).filter(|&c| !is_space(c)) {
        unicode::push(&mut out, c);
    }
    text_result(call, out)
}

fn is_connector(c: char) -> bool {
    c == '-' || c == '_' || is_space(c)
}

/// A letter of an alphabet, which Chinese characters are not.
fn is_alphabetic(c: char) -> bool {
    is_letter(c) && !matches!(c, '\u{3400}'..='\u{4d85}' | '\u{4e00}'..='\u{9fcc}' | '\u{20000}'..='\u{2b81d}')
}

/// `some_words` → `SomeWords`: connectors go but for leading and repeated ones, and a run of capitals at the start of a
/// word is lowered.
fn pascal_case(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = runes(text).map(|rune| rune.c);
    let mut previous = None;
    let mut capitals = false;
    for c in rest.by_ref() {
        if !is_connector(c) {
            capitals = is_upper(c);
            previous = Some(unicode::to_upper(c));
            break;
        }
        previous = Some(c);
        unicode::push(&mut out, c);
    }
    // A text of connectors alone repeats its last one.
    let Some(mut previous) = previous else { return out };
    for mut c in rest {
        match (is_connector(previous), is_connector(c)) {
            (true, true) => unicode::push(&mut out, previous),
            (true, false) => {
                capitals = is_upper(c);
                c = unicode::to_upper(c);
            }
            (false, _) => {
                if capitals && is_upper(c) {
                    c = unicode::to_lower(c);
                } else {
                    capitals = false;
                }
                unicode::push(&mut out, previous);
            }
        }
        previous = c;
    }
    unicode::push(&mut out, previous);
    out
}

/// What a run of characters is to the splitting into words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordKind {
    /// The end, or bytes that are no UTF-8.
    Invalid,
    Number,
    /// Starts with a capital.
    Capital,
    /// Small letters, or letters without case.
    Alphabet,
    Connector,
    Punctuation,
    Other,
}

/// Takes words off a text.
struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Words<'a> {
    /// The next rune that is no error, and the bytes up to its end; `fallback` where only errors are left.
    fn peek(rest: &[u8], fallback: char) -> (char, usize) {
        let mut size = 0;
        while size < rest.len() {
            let (c, width) = decode(&rest[size..]);
            size += width;
            if c != REPLACEMENT {
                return (c, size);
            }
        }
        (fallback, size)
    }

    /// The bytes of the runes from `from` on that `more` accepts, and the rune that it refused.
    fn run(&self, from: usize, first: char, more: impl Fn(char) -> bool) -> (usize, char) {
        let (mut at, mut c) = (from, first);
        while at < self.rest.len() {
            let (next, size) = Self::peek(&self.rest[at..], c);
            c = next;
            if !more(c) {
                break;
            }
            at += size;
        }
        (at, c)
    }

    fn next(&mut self) -> (WordKind, &'a [u8]) {
        if self.rest.is_empty() {
            return (WordKind::Invalid, b"");
        }
        let (c, size) = Self::peek(self.rest, REPLACEMENT);
        let small = |c: char| is_alphabetic(c) && !is_upper(c);
        let (kind, end) = if c == REPLACEMENT {
            (WordKind::Invalid, size)
        } else if is_connector(c) {
            (WordKind::Connector, self.run(size, c, is_connector).0)
        } else if is_punct(c) {
            (WordKind::Punctuation, self.run(size, c, is_punct).0)
        } else if is_upper(c) {
            (WordKind::Capital, self.capital(size, c))
        } else if is_alphabetic(c) {
            (WordKind::Alphabet, self.run(size, c, small).0)
        } else if is_number(c) {
            (WordKind::Number, self.run(size, c, is_number).0)
        } else {
            let other = |c| !(is_connector(c) || is_alphabetic(c) || is_number(c) || is_punct(c));
            (WordKind::Other, self.run(size, c, other).0)
        };
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (kind, word)
    }

    /// The end of a word that starts with the capital `c`: `HTTPStatus` is `HTTP` and `Status`.
    fn capital(&self, from: usize, c: char) -> usize {
        if from >= self.rest.len() {
            return from;
        }
        let (second, size) = Self::peek(&self.rest[from..], c);
        if !is_upper(second) {
            let small = |c: char| is_alphabetic(c) && !is_upper(c);
            return if is_alphabetic(second) { self.run(from, c, small).0 } else { from };
        }
        let (mut at, mut last, mut current) = (from + size, size, second);
        while at < self.rest.len() {
            let (next, size) = Self::peek(&self.rest[at..], current);
            current = next;
            if !is_upper(current) {
                break;
            }
            last = size;
            at += size;
        }
        // The last capital belongs to the small letters that follow it.
        if at < self.rest.len() && is_alphabetic(current) { at - last } else { at }
    }
}

/// `FirstName` → `first_name`, with `connector` between the words.
fn lower_words(text: &[u8], connector: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 4);
    let mut words = Words { rest: text };
    let (mut kind, mut word) = words.next();
    while !words.rest.is_empty() {
        if kind != WordKind::Connector {
            push_lower(&mut out, kind, word, connector);
        }
        let (previous, last) = (kind, word);
        (kind, word) = words.next();
        match previous {
            WordKind::Connector => push_lower(&mut out, previous, last, connector),
            WordKind::Punctuation => {}
            WordKind::Number => {
                (kind, word) = push_joined(&mut out, &mut words, kind, word, connector);
                if !ends_silently(kind) {
                    out.push(connector);
                }
            }
            _ if kind != WordKind::Number => {
                if kind != WordKind::Connector && kind != WordKind::Punctuation {
                    out.push(connector);
                }
            }
            _ if words.rest.is_empty() => {}
            _ => {
                let number = word;
                (kind, word) = words.next();
                if kind == WordKind::Alphabet {
                    // Small letters after a number make it start a word: `HTTP2xx` is `http_2xx`.
                    out.push(connector);
                    push_lower(&mut out, WordKind::Number, number, connector);
                    (kind, word) = push_joined(&mut out, &mut words, kind, word, connector);
                    if !ends_silently(kind) {
                        out.push(connector);
                    }
                } else {
                    // Else it ends the one before: `Bld4Floor` is `bld4_floor`.
                    push_lower(&mut out, WordKind::Number, number, connector);
                    if kind != WordKind::Connector && kind != WordKind::Punctuation {
                        out.push(connector);
                    }
                }
            }
        }
    }
    push_lower(&mut out, kind, word, connector);
    out
}

/// Whether no connector is written before a word of this kind that follows a number.
fn ends_silently(kind: WordKind) -> bool {
    matches!(kind, WordKind::Invalid | WordKind::Punctuation | WordKind::Connector)
}

/// Writes the small letters and numbers that come next and gives the word after them.
fn push_joined<'a>(
    out: &mut Vec<u8>,
    words: &mut Words<'a>,
    mut kind: WordKind,
    mut word: &'a [u8],
    connector: u8,
) -> (WordKind, &'a [u8]) {
    while matches!(kind, WordKind::Alphabet | WordKind::Number) {
        push_lower(out, kind, word, connector);
        (kind, word) = words.next();
    }
    (kind, word)
}

fn push_lower(out: &mut Vec<u8>, kind: WordKind, word: &[u8], connector: u8) {
    if kind != WordKind::Capital && kind != WordKind::Connector {
        out.extend_from_slice(word);
        return;
    }
    for rune in runes(word) {
        if is_connector(rune.c) {
            out.push(connector);
        } else {
            unicode::push(out, if is_upper(rune.c) { unicode::to_lower(rune.c) } else { rune.c });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{s, text};

    #[test]
    fn words_are_split_as_the_reference_splits_them() {
        for (input, snake) in [
            ("HTTP2Server", "http2_server"),
            ("1a2B3c", "1a2_b_3c"),
            ("bld4Floor3rd", "bld4_floor_3rd"),
            ("MyABCd", "my_ab_cd"),
            ("-a-b-", "_a_b_"),
            ("ſßİǆ", "ſß_iǆ"),
            ("日本語テスト", "日本語_テスト"),
            ("  sp aced\t\n", "__sp_aced__"),
        ] {
            assert_eq!(text("snakecase", &[s(input)]), snake, "{input}");
        }
        assert_eq!(text("kebabcase", &[s("HTTPServerID2")]), "http-server-id2");
    }

    #[test]
    fn camel_case_lowers_leading_capitals() {
        for (input, camel) in [
            ("HTTPServerID2", "HttpserverID2"),
            ("foo  bar", "Foo Bar"),
            ("__", "___"),
            ("MyABCd", "MyABCd"),
            ("élan Vital", "ÉlanVital"),
            ("", ""),
        ] {
            assert_eq!(text("camelcase", &[s(input)]), camel, "{input}");
        }
    }

    #[test]
    fn bytes_are_latin_letters_where_the_reference_walks_bytes() {
        assert_eq!(text("initials", &[s("héllo wörld ☃")]), "hwâ");
        assert_eq!(text("nospace", &[s("日本")]), "日本");
        assert_eq!(text("nospace", &[s("é a")]), "Ã©a");
        assert_eq!(text("swapcase", &[s("Hello wORLD")]), "hELLO World");
        assert_eq!(text("untitle", &[s("Hello World")]), "hello world");
    }
}
