//! Characters of a TOML text with the line they are on, and the tokens that need no context: keys, comments, strings.
//! Faults carry the library's sentence and its idea of the line; the parser adds the last key.

use super::is_bare;
use crate::go::{Str, strconv};

/// A sentence and the line that the library would name.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) message: String,
}

/// A place in the text.
pub(super) struct Cursor<'t> {
    /// The text as far as it is UTF-8.
    text: &'t str,
    /// The byte that ends `text` where it is not the end of the input.
    invalid: Option<u8>,
    at: usize,
    line: usize,
}

type Scanned<T> = Result<T, Fault>;

impl<'t> Cursor<'t> {
    pub(super) fn new(input: &'t [u8]) -> Self {
        let (text, invalid) = match std::str::from_utf8(input) {
            Ok(text) => (text, None),
            Err(error) => {
                let (valid, rest) = input.split_at(error.valid_up_to());
                (std::str::from_utf8(valid).unwrap_or_default(), rest.first().copied())
            }
        };
        Cursor { text, invalid, at: 0, line: 1 }
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// A fault at what was read last.
    pub(super) fn fault<T>(&self, message: impl Into<String>) -> Scanned<T> {
        Err(Fault { line: self.line, message: message.into() })
    }

    /// A fault after reading `got`: at the end of the input, a line break just before it doesn't count.
    pub(super) fn fault_after<T>(&self, got: Option<char>, message: impl Into<String>) -> Scanned<T> {
        let back = usize::from(got.is_none() && self.text.as_bytes()[..self.at].ends_with(b"\n"));
        Err(Fault { line: self.line.saturating_sub(back), message: message.into() })
    }

    /// A fault that the library blames on the line before, having counted the break that was just read. Before `\r\n`
    /// it has not counted it yet, and is one line short.
    fn fault_at_break<T>(&self, message: impl Into<String>) -> Scanned<T> {
        Err(Fault { line: self.line.saturating_sub(1), message: message.into() })
    }

    /// The next character without moving; `None` at the end.
    pub(super) fn peek(&self) -> Scanned<Option<char>> {
        let mut rest = self.text[self.at..].chars();
        match rest.next() {
            None => match self.invalid {
                Some(byte) => self.fault(format!("invalid UTF-8 byte: 0x{byte:02x}")),
                None => Ok(None),
            },
            Some(c) => {
                let lone_return = c == '\r' && rest.next() != Some('\n');
                if lone_return || c == '\x7f' || (c < ' ' && !matches!(c, '\t' | '\r' | '\n')) {
                    return self
                        .fault(format!("TOML files cannot contain control characters: '0x{:02x}'", u32::from(c)));
                }
                Ok(Some(c))
            }
        }
    }

    /// Reads a character.
    pub(super) fn next(&mut self) -> Scanned<Option<char>> {
        let c = self.peek()?;
        if let Some(c) = c {
            self.at += c.len_utf8();
            self.line += usize::from(c == '\n');
        }
        Ok(c)
    }

    /// Reads the next character if it is `wanted`.
    pub(super) fn accept(&mut self, wanted: char) -> Scanned<bool> {
        let found = self.peek()? == Some(wanted);
        if found {
            self.next()?;
        }
        Ok(found)
    }

    /// Goes back over a character of one byte that is no line break.
    pub(super) fn back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// Reads while `wanted` holds and gives what was read.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> Scanned<&'t str> {
        let start = self.at;
        while self.peek()?.is_some_and(&wanted) {
            self.next()?;
        }
        Ok(&self.text[start..self.at])
    }

    /// Skips spaces and tabs.
    pub(super) fn skip_blanks(&mut self) -> Scanned<()> {
        self.take_while(|c| matches!(c, ' ' | '\t')).map(|_| ())
    }

    /// Skips spaces, tabs, line breaks and comments.
    pub(super) fn skip_filler(&mut self) -> Scanned<()> {
        loop {
            self.take_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'))?;
            if !self.accept('#')? {
                return Ok(());
            }
            self.skip_comment()?;
        }
    }

    /// Skips the rest of a comment, up to its line break.
    pub(super) fn skip_comment(&mut self) -> Scanned<()> {
        self.take_while(|c| !matches!(c, '\r' | '\n')).map(|_| ())
    }

    /// One part of a key: bare, which may be empty, or quoted.
    pub(super) fn key_part(&mut self) -> Scanned<Str> {
        match self.peek()? {
            Some('"') => {
                self.next()?;
                self.basic_string()
            }
            Some('\'') => {
                self.next()?;
                self.literal_string().map(Str::from)
            }
            _ => self.take_while(|c| u8::try_from(c).is_ok_and(is_bare)).map(Str::from),
        }
    }

    /// The rest of a `"string"` whose first quote was read.
    pub(super) fn basic_string(&mut self) -> Scanned<Str> {
        let mut text = Unescaped::new(self.at);
        loop {
            match self.next()? {
                None => return self.fault_after(None, "unexpected EOF; expected '\"'"),
                Some('\n' | '\r') => return self.fault_at_break("strings cannot contain newlines"),
                Some('"') => return text.finish(self),
                Some('\\') => self.escape(&mut text)?,
                Some(c) => text.push(c),
            }
        }
    }

    /// The rest of a `'string'` whose first quote was read.
    pub(super) fn literal_string(&mut self) -> Scanned<&'t str> {
        let start = self.at;
        loop {
            match self.next()? {
                None => return self.fault_after(None, "unexpected EOF; expected \"'\""),
                Some('\n' | '\r') => return self.fault_at_break("strings cannot contain newlines"),
                Some('\'') => return Ok(&self.text[start..self.at - 1]),
                Some(_) => {}
            }
        }
    }

    /// The rest of a `"""string"""` whose opening was read.
    pub(super) fn multiline_basic(&mut self) -> Scanned<Str> {
        let start = self.at;
        let mut text = Unescaped::new(start);
        self.skip_first_break()?;
        loop {
            match self.next()? {
                None => return self.fault_after(None, "unexpected EOF; expected '\"\"\"'"),
                Some('"') if self.closes(start, '"')? => return text.finish(self),
                Some('\\') if self.peek()?.is_some_and(|c| matches!(c, ' ' | '\t' | '\r' | '\n')) => {
                    self.line_continuation(&mut text)?;
                }
                Some('\\') => self.escape(&mut text)?,
                Some(c) => text.push(c),
            }
        }
    }

    /// The rest of a `'''string'''` whose opening was read.
    pub(super) fn multiline_literal(&mut self) -> Scanned<&'t str> {
        let start = self.at;
        self.skip_first_break()?;
        let content = self.at;
        loop {
            match self.next()? {
                None => return self.fault_after(None, "unexpected EOF; expected \"'''\""),
                Some('\'') if self.closes(start, '\'')? => return Ok(&self.text[content..self.at - 3]),
                Some(_) => {}
            }
        }
    }

    fn skip_first_break(&mut self) -> Scanned<()> {
        self.accept('\r')?;
        self.accept('\n')?;
        Ok(())
    }

    /// After one quote of a multi-line string: reads two more if the string ends with them. Up to two quotes may stand
    /// in front of the closing three.
    fn closes(&mut self, start: usize, quote: char) -> Scanned<bool> {
        let three = match quote {
            '"' => "\"\"\"",
            _ => "'''",
        };
        if !self.text[self.at - 1..].starts_with(three) {
            return Ok(false);
        }
        let read = &self.text[start..self.at + 2];
        if !self.text[self.at + 2..].starts_with(quote) {
            self.next()?;
            self.next()?;
            // What follows is looked at while the string still counts as unfinished.
            self.peek()?;
            return Ok(true);
        }
        let crowded = match quote {
            '"' => read.ends_with("\"\"\"\"\"") && !read.ends_with("\\\"\"\"\"\""),
            _ => read.ends_with("'''''"),
        };
        if crowded {
            let marks = if quote == '"' { "'\"\"\"\"\"\"'" } else { "\"''''''\"" };
            return self.fault(format!("unexpected {marks}"));
        }
        Ok(false)
    }

    /// After a backslash before white space: drops all of it if a line break is among it.
    fn line_continuation(&mut self, text: &mut Unescaped) -> Scanned<()> {
        let first = self.peek()?.unwrap_or(' ');
        let blank = self.take_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'))?;
        if !blank.contains('\n') {
            text.complain(format!("invalid escape: '\\{first}'"));
        }
        Ok(())
    }

    /// Reads what stands behind a backslash.
    fn escape(&mut self, text: &mut Unescaped) -> Scanned<()> {
        let got = self.next()?;
        match got {
            Some('b') => text.push('\x08'),
            Some('t') => text.push('\t'),
            Some('n') => text.push('\n'),
            Some('f') => text.push('\x0c'),
            Some('r') => text.push('\r'),
            Some('e') => text.push('\x1b'),
            Some(c @ ('"' | '\\')) => text.push(c),
            Some(c @ (' ' | '\t')) => text.complain(format!("invalid escape: '\\{c}'")),
            Some('x') => self.hex_escape(text, 2, "two hexadecimal digits after '\\x'")?,
            Some('u') => self.hex_escape(text, 4, "four hexadecimal digits after '\\u'")?,
            Some('U') => self.hex_escape(text, 8, "eight hexadecimal digits after '\\U'")?,
            Some(c) => return self.fault(format!("invalid escape in string '\\{c}'")),
            None => return self.fault_at_break("invalid escape in string '\\\0'"),
        }
        Ok(())
    }

    fn hex_escape(&mut self, text: &mut Unescaped, digits: usize, wanted: &str) -> Scanned<()> {
        let start = self.at;
        for _ in 0..digits {
            let got = self.next()?;
            if !got.is_some_and(|c| c.is_ascii_hexdigit()) {
                let read = strconv::quote(&self.text.as_bytes()[text.start..self.at]);
                return self.fault_after(got, format!("expected {wanted}, but got {read} instead"));
            }
        }
        let hex = &self.text[start..self.at];
        match u32::from_str_radix(hex, 16).ok().and_then(char::from_u32) {
            Some(c) => text.push(c),
            None => text.complain(format!("Escaped character '\\u{hex}' is not valid UTF-8.")),
        }
        Ok(())
    }
}

/// The text of a string as it is read. What is wrong with an escape is only said when the string has ended well.
struct Unescaped {
    /// Where the string's text starts.
    start: usize,
    text: String,
    complaint: Option<String>,
}

impl Unescaped {
    fn new(start: usize) -> Self {
        Unescaped { start, text: String::new(), complaint: None }
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
    }

    fn complain(&mut self, complaint: String) {
        self.complaint.get_or_insert(complaint);
    }

    fn finish(self, cursor: &Cursor<'_>) -> Scanned<Str> {
        match self.complaint {
            Some(complaint) => cursor.fault(complaint),
            None => Ok(Str::from(self.text)),
        }
    }
}
