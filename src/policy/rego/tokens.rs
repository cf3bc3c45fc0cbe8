//! Rego's tokens with their places: as much of the language as rewriting needs. It never fails; what is no token is passed over.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number or a text.
    Literal,
    /// One character of punctuation.
    Sign(u8),
    /// A comment up to the end of its line.
    Comment,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
    /// Whether nothing but blanks stands before it on its line.
    pub first: bool,
}

impl Token {
    pub fn is_sign(&self, sign: u8) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub fn text<'t>(&self, source: &'t str) -> &'t str {
        source.get(self.range.clone()).unwrap_or_default()
    }
}

/// The tokens of a text, comments included.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let bytes = source.as_bytes();
    let (mut found, mut at, mut first) = (Vec::new(), 0, true);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() {
            first |= byte == b'\n';
            at += 1;
            continue;
        }
        let (kind, end) = match byte {
            b'#' => (Kind::Comment, run(bytes, at, |byte| byte != b'\n')),
            b'"' => (Kind::Literal, quoted(bytes, at)),
            b'`' => (Kind::Literal, memchr::memchr(b'`', &bytes[at + 1..]).map_or(bytes.len(), |end| at + end + 2)),
            b'0'..=b'9' => (Kind::Literal, run(bytes, at, |byte| byte.is_ascii_alphanumeric() || byte == b'.')),
            _ if is_word(byte) => (Kind::Word, run(bytes, at, is_word)),
            _ => (Kind::Sign(byte), at + 1),
        };
        found.push(Token { kind, range: at..end, first: std::mem::take(&mut first) });
        at = end;
    }
    found
}

/// Letters of other scripts are taken for parts of names.
fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

fn run(bytes: &[u8], start: usize, fits: impl Fn(u8) -> bool) -> usize {
    let length = bytes[start..].iter().take_while(|&&byte| fits(byte)).count();
    start + length
}

fn quoted(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' | b'\n' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        tokens(source).iter().map(|token| token.text(source)).collect()
    }

    #[test]
    fn words_texts_signs_and_comments_are_told_apart() {
        assert_eq!(texts("f(x.y) = \"a\\\"b\" # c\nz"), ["f", "(", "x", ".", "y", ")", "=", "\"a\\\"b\"", "# c", "z"]);
        assert_eq!(texts("`a\nb` 1.5 é"), ["`a\nb`", "1.5", "é"]);
        assert!(tokens("a\n  b").iter().all(|token| token.first));
    }

    #[test]
    fn what_never_ends_ends_with_the_text() {
        assert_eq!(texts("\"a"), ["\"a"]);
        assert_eq!(texts("`a"), ["`a"]);
        assert_eq!(texts("\"\\"), ["\"\\"]);
    }
}
