//! Template text → tokens: text with its trim markers applied, and what stands inside of actions. It reads on demand
//! and never looks back; whether the tokens make sense is the parser's business, and lines are counted by who reports one.

use crate::go::{strconv, unicode};
use memchr::memmem::Finder;

/// What a token is. Keywords come after [`TokenKind::Dot`], as in Go, whose sentences put them in angle brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Something that is no token; [`Lexer::error`] has the sentence.
    Error,
    Bool,
    /// A printable ASCII character that means nothing by itself, such as a comma.
    Char,
    CharConstant,
    Complex,
    /// `=`.
    Assign,
    /// `:=`.
    Declare,
    Eof,
    /// `.name`.
    Field,
    Identifier,
    LeftDelim,
    LeftParen,
    Number,
    Pipe,
    RawString,
    RightDelim,
    RightParen,
    String,
    Text,
    /// `$` or `$name`.
    Variable,
    Dot,
    Block,
    Break,
    Continue,
    Define,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}

impl TokenKind {
    fn keyword(word: &[u8]) -> Option<TokenKind> {
        Some(match word {
            b"block" => TokenKind::Block,
            b"break" => TokenKind::Break,
            b"continue" => TokenKind::Continue,
            b"define" => TokenKind::Define,
            b"else" => TokenKind::Else,
            b"end" => TokenKind::End,
            b"if" => TokenKind::If,
            b"nil" => TokenKind::Nil,
            b"range" => TokenKind::Range,
            b"template" => TokenKind::Template,
            b"with" => TokenKind::With,
            _ => return None,
        })
    }

    /// Whether Go's sentences show the token in angle brackets.
    pub fn is_keyword(self) -> bool {
        self as u8 >= TokenKind::Dot as u8
    }
}

/// A token: its kind, its bytes and whether there is space before it in its action. Small, because the parser passes it around
/// a lot; texts are capped below 4 GiB when they are parsed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// Whether space stands before it, inside of the same action.
    pub spaced: bool,
    start: u32,
    end: u32,
}

impl Token {
    /// What stands where there is no token.
    pub const NONE: Token = Token { kind: TokenKind::Eof, spaced: false, start: 0, end: 0 };

    fn new(kind: TokenKind, start: usize, end: usize) -> Self {
        Token { kind, spaced: false, start: start as u32, end: end as u32 }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }
}

const LEFT: &[u8] = b"{{";
const RIGHT: &[u8] = b"}}";

/// Reads tokens from a template's text.
pub(super) struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
    opening: Finder<'static>,
    inside: bool,
    parens: usize,
    /// The sentence of the error token, once there was one.
    pub error: String,
    failed: bool,
}

/// What a byte can be in an action: any of the bits below.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        if is_space(character) {
            classes[byte] |= SPACE;
        }
        if character.is_ascii_alphanumeric() || character == b'_' {
            classes[byte] |= WORD;
        }
        if is_space(character) || matches!(character, b'.' | b',' | b'|' | b':' | b')' | b'(') {
            classes[byte] |= ENDS_NAME;
        }
        byte += 1;
    }
    classes
};

const SPACE: u8 = 1;
/// An ASCII letter or digit or the underscore.
const WORD: u8 = 2;
/// A name may end in front of it.
const ENDS_NAME: u8 = 4;

fn is(byte: u8, class: u8) -> bool {
    CLASSES[usize::from(byte)] & class != 0
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Letters and decimal digits of any script, and the underscore.
fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    unicode::is_letter(c) || unicode::is_digit(c)
}

/// The first character of `text` and its width; none at the end.
fn first(text: &[u8]) -> Option<(char, usize)> {
    match text.first() {
        Some(byte) if byte.is_ascii() => Some((char::from(*byte), 1)),
        Some(_) => Some(unicode::decode(text)),
        None => None,
    }
}

impl<'a> Lexer<'a> {
    /// A lexer at the start of a template.
    pub fn new(text: &'a [u8]) -> Self {
        let opening = Finder::new(LEFT);
        Lexer { text, at: 0, opening, inside: false, parens: 0, error: String::new(), failed: false }
    }

    /// A lexer inside of an action, to read a part of one again.
    pub fn inside(text: &'a [u8]) -> Self {
        Lexer { inside: true, ..Self::new(text) }
    }

    /// The bytes of a token.
    pub fn bytes(&self, token: Token) -> &'a [u8] {
        &self.text[token.start()..token.end()]
    }

    /// The next token; end of file for ever after the end or an error.
    pub fn next(&mut self) -> Token {
        if self.failed {
            return Token::new(TokenKind::Eof, self.at, self.at);
        }
        if !self.inside {
            return self.outside();
        }
        let start = self.at;
        while self.text.get(self.at).is_some_and(|&byte| is(byte, SPACE)) {
            self.at += 1;
        }
        let spaced = self.at > start;
        Token { spaced, ..self.action(spaced) }
    }

    fn fail(&mut self, start: usize, sentence: impl Into<String>) -> Token {
        self.failed = true;
        self.error = sentence.into();
        Token::new(TokenKind::Error, start, start)
    }

    fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    /// Text up to the next action, comments left out; then the action's left delimiter.
    fn outside(&mut self) -> Token {
        loop {
            let here = self.rest().starts_with(LEFT).then_some(0);
            let Some(length) = here.or_else(|| self.opening.find(self.rest())) else {
                let start = std::mem::replace(&mut self.at, self.text.len());
                let kind = if start < self.at { TokenKind::Text } else { TokenKind::Eof };
                return Token::new(kind, start, self.at);
            };
            let (start, delim) = (self.at, self.at + length);
            let trim = left_trim(&self.text[delim + LEFT.len()..]);
            self.at = delim;
            let end = if trim { start + trimmed_end(&self.text[start..delim]) } else { delim };
            if end > start {
                return Token::new(TokenKind::Text, start, end);
            }
            self.at += LEFT.len() + if trim { 2 } else { 0 };
            if !self.rest().starts_with(b"/*") {
                self.inside = true;
                self.parens = 0;
                return Token::new(TokenKind::LeftDelim, delim, delim + LEFT.len());
            }
            if let Some(error) = self.comment() {
                return error;
            }
        }
    }

    fn comment(&mut self) -> Option<Token> {
        let start = self.at;
        let Some(length) = memchr::memmem::find(&self.text[start + 2..], b"*/") else {
            return Some(self.fail(start, "unclosed comment"));
        };
        self.at = start + 2 + length + 2;
        match self.rest() {
            [space, b'-', b'}', b'}', ..] if is_space(*space) => self.close(2),
            [b'}', b'}', ..] => self.close(0),
            _ => return Some(self.fail(start, "comment ends before closing delimiter")),
        }
        None
    }

    /// Goes past a right delimiter and, if it has a trim marker of so many bytes, past the space that this trims.
    fn close(&mut self, marker: usize) {
        self.at += marker + RIGHT.len();
        if marker > 0 {
            self.at += self.rest().iter().take_while(|&&byte| is_space(byte)).count();
        }
    }

    /// A token of an action. `spaced` says that there was space before it, without which a minus trims nothing.
    fn action(&mut self, spaced: bool) -> Token {
        let start = self.at;
        let rest = self.rest();
        let Some(&byte) = rest.first() else { return self.fail(start, "unclosed action") };
        match byte {
            b'}' if rest.starts_with(RIGHT) => self.right_delim(0),
            b'-' if spaced && rest[1..].starts_with(RIGHT) => self.right_delim(1),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.identifier(),
            b'=' => self.one(TokenKind::Assign, 1),
            b':' if rest.starts_with(b":=") => self.one(TokenKind::Declare, 2),
            b':' => self.fail(start, "expected :="),
            b'|' => self.one(TokenKind::Pipe, 1),
            b'"' => self.quoted(b'"', TokenKind::String, "unterminated quoted string"),
            b'\'' => self.quoted(b'\'', TokenKind::CharConstant, "unterminated character constant"),
            b'`' => self.raw(),
            b'$' => self.name(TokenKind::Variable, TokenKind::Variable),
            b'.' if rest.get(1).is_some_and(|byte| !byte.is_ascii_digit()) => {
                self.name(TokenKind::Field, TokenKind::Dot)
            }
            b'.' | b'+' | b'-' | b'0'..=b'9' => self.number(),
            b'(' => {
                self.parens += 1;
                self.one(TokenKind::LeftParen, 1)
            }
            b')' if self.parens == 0 => self.fail(start, "unexpected right paren"),
            b')' => {
                self.parens -= 1;
                self.one(TokenKind::RightParen, 1)
            }
            b' '..=b'~' => self.one(TokenKind::Char, 1),
            _ => match first(rest) {
                Some((c, _)) if is_alphanumeric(c) => self.identifier(),
                c => {
                    let c = c.map_or(char::REPLACEMENT_CHARACTER, |(c, _)| c);
                    self.fail(start, format!("unrecognized character in action: {}", code_point(c)))
                }
            },
        }
    }

    /// A right delimiter behind `marker` bytes of a trim marker.
    fn right_delim(&mut self, marker: usize) -> Token {
        let from = self.at + marker;
        if self.parens > 0 {
            return self.fail(self.at, "unclosed left paren");
        }
        self.close(marker);
        self.inside = false;
        Token::new(TokenKind::RightDelim, from, from + RIGHT.len())
    }

    fn one(&mut self, kind: TokenKind, size: usize) -> Token {
        let start = self.at;
        self.at += size;
        Token::new(kind, start, self.at)
    }

    fn identifier(&mut self) -> Token {
        let start = self.at;
        self.alphanumerics();
        if let Some(error) = self.bad_end(start) {
            return error;
        }
        let word = &self.text[start..self.at];
        let kind = match word {
            b"true" | b"false" => TokenKind::Bool,
            _ => TokenKind::keyword(word).unwrap_or(TokenKind::Identifier),
        };
        Token::new(kind, start, self.at)
    }

    /// A field or variable; the sign in front alone is `alone`.
    fn name(&mut self, kind: TokenKind, alone: TokenKind) -> Token {
        let start = self.at;
        self.at += 1;
        if self.at_terminator() {
            return Token::new(alone, start, self.at);
        }
        self.alphanumerics();
        match self.bad_end(start) {
            Some(error) => error,
            None => Token::new(kind, start, self.at),
        }
    }

    fn alphanumerics(&mut self) {
        let rest = self.rest();
        let ascii = rest.iter().position(|&byte| !is(byte, WORD)).unwrap_or(rest.len());
        self.at += ascii;
        if rest.get(ascii).is_none_or(u8::is_ascii) {
            return;
        }
        while let Some((_, size)) = first(self.rest()).filter(|(c, _)| is_alphanumeric(*c)) {
            self.at += size;
        }
    }

    fn bad_end(&mut self, start: usize) -> Option<Token> {
        if self.at_terminator() {
            return None;
        }
        let c = first(self.rest()).map_or(char::REPLACEMENT_CHARACTER, |(c, _)| c);
        Some(self.fail(start, format!("bad character {}", code_point(c))))
    }

    /// Whether a name may end here.
    fn at_terminator(&self) -> bool {
        match self.text.get(self.at) {
            None => true,
            Some(&byte) => is(byte, ENDS_NAME) || self.rest().starts_with(RIGHT),
        }
    }

    fn quoted(&mut self, quote: u8, kind: TokenKind, unterminated: &str) -> Token {
        let start = self.at;
        let mut at = start + 1;
        loop {
            match self.text.get(at) {
                Some(b'\\') if self.text.get(at + 1).is_some_and(|&byte| byte != b'\n') => at += 2,
                None | Some(b'\\' | b'\n') => return self.fail(start, unterminated),
                Some(&byte) if byte == quote => break,
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Token::new(kind, start, self.at)
    }

    fn raw(&mut self) -> Token {
        let start = self.at;
        let Some(length) = memchr::memchr(b'`', &self.text[start + 1..]) else {
            return self.fail(start, "unterminated raw quoted string");
        };
        self.at = start + 1 + length + 1;
        Token::new(TokenKind::RawString, start, self.at)
    }

    /// A number, as far as its letters go; whether it is one is found out when it is read.
    fn number(&mut self) -> Token {
        let start = self.at;
        let mut good = self.scan_number();
        let mut kind = TokenKind::Number;
        if good && matches!(self.rest().first(), Some(b'+' | b'-')) {
            kind = TokenKind::Complex;
            good = self.scan_number() && self.text[self.at - 1] == b'i';
        }
        if good {
            return Token::new(kind, start, self.at);
        }
        let text = strconv::quote(&self.text[start..self.at]);
        self.fail(start, format!("bad number syntax: {text}"))
    }

    fn scan_number(&mut self) -> bool {
        self.accept(b"+-");
        let mut base: &[u8] = b"0123456789_";
        let (mut decimal, mut hexadecimal) = (true, false);
        if self.accept(b"0") {
            if self.accept(b"xX") {
                (base, decimal, hexadecimal) = (b"0123456789abcdefABCDEF_", false, true);
            } else if self.accept(b"oO") {
                (base, decimal) = (b"01234567_", false);
            } else if self.accept(b"bB") {
                (base, decimal) = (b"01_", false);
            }
        }
        self.accept_run(base);
        if self.accept(b".") {
            self.accept_run(base);
        }
        if decimal && self.accept(b"eE") || hexadecimal && self.accept(b"pP") {
            self.accept(b"+-");
            self.accept_run(b"0123456789_");
        }
        self.accept(b"i");
        match first(self.rest()) {
            Some((c, size)) if is_alphanumeric(c) => {
                self.at += size;
                false
            }
            _ => true,
        }
    }

    fn accept(&mut self, set: &[u8]) -> bool {
        let accepted = self.rest().first().is_some_and(|byte| set.contains(byte));
        self.at += usize::from(accepted);
        accepted
    }

    fn accept_run(&mut self, set: &[u8]) {
        self.at += self.rest().iter().take_while(|byte| set.contains(byte)).count();
    }
}

/// How much of a text is left when the space at its end is trimmed.
fn trimmed_end(text: &[u8]) -> usize {
    text.iter().rposition(|&byte| !is_space(byte)).map_or(0, |at| at + 1)
}

/// Whether `{{` is followed by a trim marker: a minus and a space.
fn left_trim(after: &[u8]) -> bool {
    matches!(after, [b'-', space, ..] if is_space(*space))
}

/// `%#U`.
fn code_point(c: char) -> String {
    let text = format!("U+{:04X}", c as u32);
    if strconv::is_print(c) { format!("{text} '{c}'") } else { text }
}
