//! Numbers, and strings with what their escapes mean.

use super::{Kind, Lexer, Token};
use std::borrow::Cow;
use std::str::Chars;

const BAD_ESCAPE: &str = "bad string escape";

/// What part of a number a letter belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Behind `0x`, `0o` or `0b`.
    Radix,
    Whole,
    Fraction,
    /// Behind `e`, where a sign may follow.
    Exponent,
    ExponentDigits,
}

impl Lexer<'_> {
    pub(super) fn number(&mut self) -> Token {
        let start = self.at;
        // Behind a dot a number is an index, so `a.1.0` is `a[1][0]`.
        let index = start.checked_sub(1).and_then(|before| self.bytes().get(before)) == Some(&b'.');
        let radix = match (self.peek(0), self.peek(1)) {
            (Some(b'0'), Some(b'b' | b'B')) => 2,
            (Some(b'0'), Some(b'o' | b'O')) => 8,
            (Some(b'0'), Some(b'x' | b'X')) => 16,
            _ => 10,
        };
        let mut part = Part::Whole;
        if radix != 10 {
            self.at += 2;
            part = Part::Radix;
        }
        let digits = self.at;
        while let Some(&byte) = self.peek(0) {
            part = match (byte, part) {
                (b'0'..=b'9', Part::Exponent) => Part::ExponentDigits,
                (b'0'..=b'9' | b'_', part) => part,
                (b'.', Part::Whole) if !index && self.begins_fraction() => Part::Fraction,
                (b'e' | b'E', Part::Whole | Part::Fraction) => Part::Exponent,
                (b'+' | b'-', Part::Exponent) => Part::ExponentDigits,
                (b'a'..=b'f' | b'A'..=b'F', Part::Radix) if radix == 16 => part,
                _ => break,
            };
            self.at += 1;
        }
        let digits = self.text.get(digits..self.at).unwrap_or_default();
        if digits.ends_with('_') {
            return self.bad("'_' may not occur at end of number", start);
        }
        let digits = if digits.contains('_') { Cow::Owned(digits.replace('_', "")) } else { Cow::Borrowed(digits) };
        let kind = match part {
            Part::Whole | Part::Radix => match u64::from_str_radix(&digits, radix) {
                Ok(number) => Kind::Integer(number),
                Err(_) if u128::from_str_radix(&digits, radix).is_ok() => Kind::Large,
                Err(_) => return self.bad("invalid integer (too large)", start),
            },
            _ => match digits.parse() {
                Ok(number) => Kind::Float(number),
                Err(_) => return self.bad("invalid float", start),
            },
        };
        self.token(kind, start)
    }

    /// Whether the dot here is one of a number: no name stands behind it, unless that is an exponent.
    fn begins_fraction(&self) -> bool {
        match (self.peek(1), self.peek(2)) {
            (Some(b'e' | b'E'), Some(b'+' | b'-' | b'0'..=b'9')) => true,
            (Some(byte), _) => !(byte.is_ascii_alphabetic() || *byte == b'_'),
            (None, _) => true,
        }
    }

    pub(super) fn string(&mut self, quote: u8) -> Token {
        let start = self.at;
        let bytes = self.bytes();
        let mut escaped = false;
        self.at += 1;
        loop {
            match bytes.get(self.at) {
                Some(b'\\') if self.at + 1 < bytes.len() => {
                    escaped = true;
                    self.at += 2;
                }
                Some(&byte) if byte == quote => break,
                Some(b'\\') | None => {
                    self.at = bytes.len();
                    return self.bad("unexpected end of string", start);
                }
                Some(_) => self.at += 1,
            }
        }
        let inside = self.text.get(start + 1..self.at).unwrap_or_default();
        self.at += 1;
        if escaped {
            match unescape(inside) {
                Some(text) => self.unescaped = text,
                None => return self.bad(BAD_ESCAPE, start),
            }
        }
        self.token(Kind::Text { escaped }, start)
    }
}

/// What a string with escapes means; `None` where one is none.
fn unescape(text: &str) -> Option<String> {
    let mut meant = String::with_capacity(text.len());
    // The first half of a pair of `\u` escapes.
    let mut half: Option<u16> = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\\' => match letters.next()? {
                'u' => match (half.take(), unit(&mut letters)?) {
                    (Some(first), second) => char::decode_utf16([first, second]).next()?.ok()?,
                    (None, first @ 0xD800..=0xDFFF) => {
                        half = Some(first);
                        continue;
                    }
                    (None, unit) => char::from_u32(u32::from(unit))?,
                },
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'x' => char::from(hexadecimal(&mut letters)?),
                first @ '0'..='7' => char::from(octal(first, &mut letters)?),
                meant @ ('"' | '\\' | '/' | '\'') => meant,
                other => {
                    if half.is_some() {
                        return None;
                    }
                    meant.push('\\');
                    other
                }
            },
            letter => letter,
        };
        if half.is_some() {
            return None;
        }
        meant.push(letter);
    }
    half.is_none().then_some(meant)
}

/// The four digits behind `\u`.
fn unit(letters: &mut Chars<'_>) -> Option<u16> {
    let digits: String = letters.take(4).collect();
    if digits.chars().count() < 4 { None } else { u16::from_str_radix(&digits, 16).ok() }
}

/// The two digits behind `\x`.
fn hexadecimal(letters: &mut Chars<'_>) -> Option<u8> {
    let digits: String = letters.take(2).collect();
    if digits.len() == 2 { u8::from_str_radix(&digits, 16).ok() } else { None }
}

/// Up to three digits that name a byte.
fn octal(first: char, letters: &mut Chars<'_>) -> Option<u8> {
    let mut number = first.to_digit(8)?;
    for _ in 0..2 {
        let Some(digit) = letters.clone().next().and_then(|letter| letter.to_digit(8)) else { break };
        number = number * 8 + digit;
        letters.next();
    }
    u8::try_from(number).ok()
}
