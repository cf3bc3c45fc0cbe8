//! From a MiniJinja text to tokens, one at a time: text between tags with the white space control already applied, and what
//! stands inside of tags. It allocates nothing but for strings with escapes, and knows nothing of statements.

mod literal;

use super::program::Place;
use memchr::{memchr, memmem};

/// A token and the bytes that it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// The end of the text.
    End,
    /// Something that is no token: [`Lexer::fault`] says why.
    Bad,
    /// Text between tags.
    Data,
    VariableStart,
    VariableEnd,
    BlockStart,
    BlockEnd,
    Word(Word),
    /// A string in quotes; with escapes, [`Lexer::unescaped`] holds what it means.
    Text {
        escaped: bool,
    },
    Integer(u64),
    /// A whole number of more than 64 bits.
    Large,
    Float(f64),
    Plus,
    Minus,
    Times,
    Divide,
    FloorDivide,
    Power,
    Remainder,
    Dot,
    Comma,
    Colon,
    Tilde,
    Assign,
    Pipe,
    Equal,
    Unequal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    BracketOpen,
    BracketClose,
    ParenOpen,
    ParenClose,
    BraceOpen,
    BraceClose,
}

/// The words that expressions know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    And,
    Else,
    False,
    If,
    In,
    Is,
    None,
    Not,
    Or,
    True,
    Other,
}

/// Why a text is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    pub place: Place,
    pub cause: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Outside,
    Variable,
    Block,
}

/// What a brace begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Variable,
    Block,
    Comment,
}

/// What a sign at a tag's brace asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    /// The line of a tag that stands alone leaves nothing.
    Default,
    Preserve,
    Remove,
}

impl Space {
    fn of(sign: Option<&u8>) -> Self {
        match sign {
            Some(b'-') => Space::Remove,
            Some(b'+') => Space::Preserve,
            _ => Space::Default,
        }
    }
}

/// Reads a text.
pub(super) struct Lexer<'s> {
    pub text: &'s str,
    /// Why the last token was a bad one.
    pub fault: Option<Fault>,
    /// What the last string with escapes means.
    pub unescaped: String,
    at: usize,
    state: State,
    /// Whether white space is to be left out from here on.
    trim: bool,
    /// The tag that begins here, and the length of its brace.
    marker: Option<(Marker, usize)>,
    /// Parentheses, brackets and braces that are open: inside of them no tag ends.
    open: i64,
}

impl<'s> Lexer<'s> {
    pub fn new(text: &'s str) -> Self {
        let state = State::Outside;
        Lexer { text, fault: None, unescaped: String::new(), at: 0, state, trim: false, marker: None, open: 0 }
    }

    /// The bytes of a place.
    pub fn slice(&self, place: Place) -> &'s str {
        self.text.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    fn bytes(&self) -> &'s [u8] {
        self.text.as_bytes()
    }

    fn peek(&self, ahead: usize) -> Option<&'s u8> {
        self.bytes().get(self.at + ahead)
    }

    fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn token(&self, kind: Kind, start: usize) -> Token {
        Token { kind, place: Place { start: start as u32, end: self.at as u32 } }
    }

    /// A token that is none. `end` is where the text that was tried ends.
    #[cold]
    fn bad(&mut self, cause: &'static str, start: usize) -> Token {
        let end = (start + 1).max(self.at).min(self.text.len());
        let place = Place { start: start.min(end) as u32, end: end as u32 };
        self.fault = Some(Fault { place, cause });
        Token { kind: Kind::Bad, place }
    }

    /// The next token.
    pub fn next(&mut self) -> Token {
        match self.state {
            State::Outside => self.outside(),
            State::Variable | State::Block => self.inside(),
        }
    }

    fn outside(&mut self) -> Token {
        loop {
            if let Some((marker, length)) = self.marker.take() {
                match self.begin(marker, length) {
                    Some(token) => return token,
                    None => continue,
                }
            }
            if self.at >= self.text.len() {
                return self.token(Kind::End, self.at);
            }
            if std::mem::take(&mut self.trim) {
                let rest = self.rest();
                self.at += rest.len() - rest.trim_start().len();
            }
            let start = self.at;
            let end = self.data();
            if end > start {
                return Token { kind: Kind::Data, place: Place { start: start as u32, end: end as u32 } };
            }
        }
    }

    /// Goes to the next tag; gives where the text in front of it ends.
    fn data(&mut self) -> usize {
        let bytes = self.bytes();
        let start = self.at;
        let mut from = start;
        loop {
            let Some(found) = memchr(b'{', bytes.get(from..).unwrap_or_default()) else {
                self.at = bytes.len();
                return self.at;
            };
            let brace = from + found;
            let marker = match bytes.get(brace + 1) {
                Some(b'{') => Marker::Variable,
                Some(b'%') => Marker::Block,
                Some(b'#') => Marker::Comment,
                _ => {
                    from = brace + 1;
                    continue;
                }
            };
            let space = Space::of(bytes.get(brace + 2));
            self.marker = Some((marker, if space == Space::Default { 2 } else { 3 }));
            self.at = brace;
            let lead = self.text.get(start..brace).unwrap_or_default();
            return start
                + match space {
                    Space::Remove => lead.trim_end().len(),
                    Space::Default if marker != Marker::Variable => self.alone(start, brace),
                    Space::Default | Space::Preserve => lead.len(),
                };
        }
    }

    /// How much of the text in front of a tag is left of it, where a tag that begins a line takes its indentation with it.
    fn alone(&self, start: usize, brace: usize) -> usize {
        let bytes = self.bytes();
        let before = bytes.get(..brace).unwrap_or_default();
        let indentation = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let from = brace - indentation;
        match from.checked_sub(1).and_then(|last| bytes.get(last)) {
            None | Some(b'\n') => from.max(start) - start,
            Some(b'!'..=b'~') => brace - start,
            Some(_) => {
                let lead = self.text.get(start..brace).unwrap_or_default();
                if self.begins_line(brace) { indented(lead).len() } else { lead.len() }
            }
        }
    }

    /// Whether there is nothing but white space between the beginning of the line and `at`.
    fn begins_line(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        match before.trim_end_matches(is_space_in_line).chars().next_back() {
            None | Some('\n' | '\r') => true,
            Some(_) => false,
        }
    }

    /// Begins a tag; a comment is passed over.
    fn begin(&mut self, marker: Marker, length: usize) -> Option<Token> {
        let start = self.at;
        match marker {
            Marker::Variable => {
                self.at += length;
                self.state = State::Variable;
                Some(self.token(Kind::VariableStart, start))
            }
            Marker::Comment => {
                let inside = self.bytes().get(start + length..).unwrap_or_default();
                let Some(end) = memmem::find(inside, b"#}") else {
                    self.at = self.text.len();
                    return Some(self.bad("unexpected end of comment", start));
                };
                let space = Space::of(inside.get(end.saturating_sub(1)));
                self.at = start + length + end + 2;
                self.after_tag(space);
                None
            }
            Marker::Block => match self.basic_tag(start + length, "raw") {
                Some((end, space)) => {
                    self.at = end;
                    Some(self.raw(space))
                }
                None => {
                    self.at += length;
                    self.state = State::Block;
                    Some(self.token(Kind::BlockStart, start))
                }
            },
        }
    }

    /// The end of the tag that is read from `at` on and is `word` alone, and what its end asks for.
    fn basic_tag(&self, at: usize, word: &str) -> Option<(usize, Space)> {
        let tag = self.text.get(at..)?;
        let rest = skip_space(tag).strip_prefix(word)?;
        let rest = skip_space(rest);
        let space = Space::of(rest.as_bytes().first());
        let rest = if space == Space::Default { rest } else { rest.get(1..)? };
        let rest = rest.strip_prefix("%}")?;
        Some((self.text.len() - rest.len(), space))
    }

    /// The text of a raw block up to and with the tag that ends it.
    fn raw(&mut self, space: Space) -> Token {
        let start = self.at;
        let mut from = start;
        while let Some(found) = memmem::find(self.bytes().get(from..).unwrap_or_default(), b"{%") {
            let brace = from + found;
            from = brace + 2;
            let before = Space::of(self.bytes().get(from));
            let signed = if before == Space::Default { from } else { from + 1 };
            let Some((end, after)) = self.basic_tag(signed, "endraw") else { continue };
            let raw = self.text.get(start..brace).unwrap_or_default();
            let cut = match space {
                Space::Default => line_break(raw.as_bytes()),
                Space::Remove => raw.len() - raw.trim_start().len(),
                Space::Preserve => 0,
            };
            let raw = raw.get(cut..).unwrap_or_default();
            let kept = match before {
                Space::Default => indented(raw),
                Space::Remove => raw.trim_end(),
                Space::Preserve => raw,
            };
            self.at = end;
            self.after_tag(after);
            let place = Place { start: (start + cut) as u32, end: (start + cut + kept.len()) as u32 };
            return Token { kind: Kind::Data, place };
        }
        self.at = self.text.len();
        self.bad("unexpected end of raw block", start)
    }

    /// Does what the end of a tag asks for.
    fn after_tag(&mut self, space: Space) {
        match space {
            Space::Default => self.at += line_break(self.bytes().get(self.at..).unwrap_or_default()),
            Space::Remove => self.trim = true,
            Space::Preserve => {}
        }
    }

    fn inside(&mut self) -> Token {
        while let Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c) = self.peek(0) {
            self.at += 1;
        }
        let Some(&byte) = self.peek(0) else { return self.token(Kind::End, self.at) };
        if self.open == 0
            && let Some(token) = self.closing(byte)
        {
            return token;
        }
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            b'0'..=b'9' => self.number(),
            b'"' | b'\'' => self.string(byte),
            _ => self.operator(byte),
        }
    }

    /// The end of the tag, where it is here.
    fn closing(&mut self, byte: u8) -> Option<Token> {
        let (first, kind) = match self.state {
            State::Variable => (b'}', Kind::VariableEnd),
            State::Block => (b'%', Kind::BlockEnd),
            State::Outside => return None,
        };
        let start = self.at;
        let space = Space::of(Some(&byte));
        let sign = usize::from(space != Space::Default);
        if self.peek(sign) != Some(&first) || self.peek(sign + 1) != Some(&b'}') {
            return None;
        }
        self.at += sign + 2;
        self.state = State::Outside;
        let token = self.token(kind, start);
        // What an expression prints is followed by its line break.
        if kind == Kind::BlockEnd || space == Space::Remove {
            self.after_tag(space);
        }
        Some(token)
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let bytes = self.bytes();
        let rest = bytes.get(start..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !IN_NAMES[usize::from(byte)]).unwrap_or(rest.len());
        let word = match bytes.get(start..self.at).unwrap_or_default() {
            b"and" => Word::And,
            b"else" => Word::Else,
            b"false" | b"False" => Word::False,
            b"if" => Word::If,
            b"in" => Word::In,
            b"is" => Word::Is,
            b"none" | b"None" => Word::None,
            b"not" => Word::Not,
            b"or" => Word::Or,
            b"true" | b"True" => Word::True,
            _ => Word::Other,
        };
        self.token(Kind::Word(word), start)
    }

    fn operator(&mut self, byte: u8) -> Token {
        let start = self.at;
        let next = self.peek(1).copied();
        let double = |second: u8, double: Kind, single: Kind| match next {
            Some(byte) if byte == second => (double, 2),
            _ => (single, 1),
        };
        let (kind, length) = match byte {
            b'/' => double(b'/', Kind::FloorDivide, Kind::Divide),
            b'*' => double(b'*', Kind::Power, Kind::Times),
            b'=' => double(b'=', Kind::Equal, Kind::Assign),
            b'!' => double(b'=', Kind::Unequal, Kind::Bad),
            b'>' => double(b'=', Kind::GreaterOrEqual, Kind::Greater),
            b'<' => double(b'=', Kind::LessOrEqual, Kind::Less),
            b'+' => (Kind::Plus, 1),
            b'-' => (Kind::Minus, 1),
            b'%' => (Kind::Remainder, 1),
            b'.' => (Kind::Dot, 1),
            b',' => (Kind::Comma, 1),
            b':' => (Kind::Colon, 1),
            b'~' => (Kind::Tilde, 1),
            b'|' => (Kind::Pipe, 1),
            b'(' => (Kind::ParenOpen, 1),
            b')' => (Kind::ParenClose, 1),
            b'[' => (Kind::BracketOpen, 1),
            b']' => (Kind::BracketClose, 1),
            b'{' => (Kind::BraceOpen, 1),
            b'}' => (Kind::BraceClose, 1),
            _ => (Kind::Bad, 1),
        };
        if kind == Kind::Bad {
            return self.bad("unexpected character", start);
        }
        self.open += match kind {
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => 1,
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => -1,
            _ => 0,
        };
        self.at += length;
        self.token(kind, start)
    }
}

/// The bytes that names have.
const IN_NAMES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    table
};

fn is_space_in_line(letter: char) -> bool {
    letter.is_whitespace() && letter != '\n' && letter != '\r'
}

/// A text without the indentation of a tag behind it, where there is nothing else in the tag's line.
fn indented(text: &str) -> &str {
    let trimmed = text.trim_end_matches(is_space_in_line);
    if trimmed.is_empty() || trimmed.ends_with('\n') { trimmed } else { text }
}

fn skip_space(text: &str) -> &str {
    text.trim_start_matches(|letter: char| letter.is_ascii_whitespace())
}

/// The length of the line break that a text begins with.
fn line_break(text: &[u8]) -> usize {
    let carriage = usize::from(text.first() == Some(&b'\r'));
    carriage + usize::from(text.get(carriage) == Some(&b'\n'))
}
