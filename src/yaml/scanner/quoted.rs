//! Scalars in single and double quotes. One on a single line without escapes is a slice of the text.

use super::Scanner;
use super::plain::Fold;
use crate::yaml::error::Error;
use crate::yaml::node::Style;
use crate::yaml::token::TokenKind;
use std::borrow::Cow;

impl<'a> Scanner<'a> {
    pub(super) fn fetch_quoted_scalar(&mut self, quote: u8) -> Result<(), Error> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.place();
        self.at += 1;
        let value = match self.simple_quoted_end(quote) {
            Some(end) => {
                let text = &self.text[self.at..end];
                self.advance_to(end);
                Cow::Borrowed(text)
            }
            None => Cow::Owned(self.scan_quoted(quote)?),
        };
        self.at += 1;
        let style = if quote == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
        self.push(TokenKind::Scalar(value, style), start);
        Ok(())
    }

    /// The closing quote, if nothing before it needs more than copying.
    fn simple_quoted_end(&self, quote: u8) -> Option<usize> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| {
            matches!(byte, b'\n' | b'\r' | 0xc2 | 0xe2) || byte == quote || (byte == b'\\' && quote == b'"')
        })?;
        let end = self.at + length;
        (rest[length] == quote && (quote == b'"' || self.byte(end + 1) != b'\'')).then_some(end)
    }

    fn scan_quoted(&mut self, quote: u8) -> Result<String, Error> {
        let mut out = String::new();
        let mut fold = Fold::default();
        loop {
            if self.column() == 0 && self.is_document_indicator() {
                return Err(self.error("found unexpected document indicator"));
            }
            if self.at >= self.bytes.len() {
                return Err(self.error("found unexpected end of stream"));
            }
            let mut joined = false;
            while !self.is_blank_or_end(self.at) && self.byte(self.at) != quote || self.is_doubled_quote(quote) {
                if self.byte(self.at) == b'\\' && quote == b'"' {
                    if self.break_width(self.at + 1) > 0 {
                        self.at += 1;
                        let width = self.break_width(self.at);
                        self.pass_break(width);
                        joined = true;
                        break;
                    }
                    self.scan_escape(&mut out)?;
                } else if self.byte(self.at) == quote {
                    out.push('\'');
                    self.at += 2;
                } else {
                    self.copy_quoted(quote, &mut out);
                }
            }
            if self.byte(self.at) == quote {
                return Ok(out);
            }
            self.fold_quoted(&mut fold, joined, &mut out);
        }
    }

    fn is_doubled_quote(&self, quote: u8) -> bool {
        quote == b'\'' && self.byte(self.at) == b'\'' && self.byte(self.at + 1) == b'\''
    }

    /// Copies what needs no thought.
    fn copy_quoted(&mut self, quote: u8, out: &mut String) {
        let start = self.at;
        let mut end = start + 1;
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\\' => break,
                0xc2 | 0xe2 if self.break_width(end) > 0 => break,
                _ if byte == quote => break,
                _ => end += 1,
            }
        }
        out.push_str(&self.text[start..end]);
        self.advance_to(end);
    }

    /// Passes blanks and breaks; blanks stay unless a break is among them, or an escaped break came `joined` before.
    fn fold_quoted(&mut self, fold: &mut Fold, joined: bool, out: &mut String) {
        let start = self.at;
        let mut blanks_end = start;
        loop {
            if self.is_blank(self.at) {
                self.at += 1;
                if !fold.is_some() {
                    blanks_end = self.at;
                }
            } else {
                match self.break_width(self.at) {
                    0 => break,
                    width => {
                        // After an escaped break, the first break counts as a further one.
                        if joined && !fold.is_some() {
                            fold.add("");
                        }
                        fold.add(self.pass_break(width));
                    }
                }
            }
        }
        if fold.is_some() {
            fold.take(out);
        } else if !joined {
            out.push_str(&self.text[start..blanks_end]);
        }
    }

    /// Reads an escape sequence, at its backslash.
    fn scan_escape(&mut self, out: &mut String) -> Result<(), Error> {
        let digits = match self.byte(self.at + 1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            letter => {
                let Some(c) = simple_escape(letter) else {
                    return Err(self.error("found unknown escape character"));
                };
                out.push(c);
                self.at += 2;
                return Ok(());
            }
        };
        self.at += 2;
        let mut code = 0u32;
        for at in self.at..self.at + digits {
            let Some(digit) = (self.byte(at) as char).to_digit(16) else {
                return Err(self.error("did not find expected hexdecimal number"));
            };
            code = code << 4 | digit;
        }
        let Some(c) = char::from_u32(code) else {
            return Err(self.error("found invalid Unicode character escape code"));
        };
        out.push(c);
        self.at += digits;
        Ok(())
    }
}

fn simple_escape(letter: u8) -> Option<char> {
    Some(match letter {
        b'0' => '\0',
        b'a' => '\x07',
        b'b' => '\x08',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\x0b',
        b'f' => '\x0c',
        b'r' => '\r',
        b'e' => '\x1b',
        b' ' | b'"' | b'\'' | b'\\' => letter as char,
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
