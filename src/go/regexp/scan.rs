//! The smallest pieces of an expression: characters, escapes and counts.

use super::error::{Code, Error};
use crate::go::unicode::{REPLACEMENT, decode};

/// The first character, which must be UTF-8, and what follows it.
pub(super) fn next_rune(text: &[u8]) -> Result<(char, &[u8]), Error> {
    match decode(text) {
        (REPLACEMENT, 0 | 1) => Err(Error::new(Code::InvalidUtf8, text)),
        (c, width) => Ok((c, text.get(width..).unwrap_or_default())),
    }
}

/// Refuses a text that is no UTF-8.
pub(super) fn check_utf8(text: &[u8]) -> Result<(), Error> {
    match std::str::from_utf8(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::new(Code::InvalidUtf8, text.get(error.valid_up_to()..).unwrap_or_default())),
    }
}

/// The counts of a repetition in braces, and its length; a count too large to write is larger than any limit.
pub(super) fn repeat_counts(text: &[u8]) -> Option<(i64, Option<i64>, usize)> {
    let rest = text.strip_prefix(b"{")?;
    let (min, rest) = integer(rest)?;
    let (max, rest) = match rest.strip_prefix(b",") {
        None => (Some(min), rest),
        Some(rest) if rest.first() == Some(&b'}') => (None, rest),
        Some(rest) => integer(rest).map(|(max, rest)| (Some(max), rest))?,
    };
    let rest = rest.strip_prefix(b"}")?;
    Some((min, max, text.len() - rest.len()))
}

/// A decimal number without leading zeros, cut off far above every limit.
fn integer(text: &[u8]) -> Option<(i64, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = text.get(..length).filter(|digits| !digits.is_empty())?;
    if digits.len() > 1 && digits.first() == Some(&b'0') {
        return None;
    }
    let number =
        digits.iter().fold(0_i64, |number, &digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    Some((number, text.get(length..)?))
}

/// The character of an escape, `None` for a code point that is no character, and what follows.
pub(super) fn escape(text: &[u8]) -> Result<(Option<char>, &[u8]), Error> {
    escape_code(text).map(|(code, rest)| (char::from_u32(code), rest))
}

/// The code point of an escape, and what follows it.
pub(super) fn escape_code(text: &[u8]) -> Result<(u32, &[u8]), Error> {
    let body = text.get(1..).unwrap_or_default();
    if body.is_empty() {
        return Err(Error::new(Code::TrailingBackslash, b""));
    }
    let (c, rest) = next_rune(body)?;
    let simple = match c {
        '0'..='7' if c == '0' || matches!(rest.first(), Some(b'0'..=b'7')) => {
            let more = rest.iter().take(2).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let digits = rest.get(..more).unwrap_or_default();
            let code = digits.iter().fold(c as u32 - '0' as u32, |code, &digit| code * 8 + u32::from(digit - b'0'));
            return Ok((code, rest.get(more..).unwrap_or_default()));
        }
        'x' => return hexadecimal(text, rest),
        'a' => '\x07',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        _ if c.is_ascii() && !c.is_ascii_alphanumeric() => c,
        _ => return Err(bad_escape(text, rest)),
    };
    Ok((simple as u32, rest))
}

fn bad_escape(text: &[u8], rest: &[u8]) -> Error {
    Error::new(Code::InvalidEscape, text.get(..text.len() - rest.len()).unwrap_or(text))
}

/// `\x41` or `\x{1F600}`, of which `rest` follows the `x`.
fn hexadecimal<'t>(text: &'t [u8], rest: &'t [u8]) -> Result<(u32, &'t [u8]), Error> {
    if rest.is_empty() {
        return Err(bad_escape(text, rest));
    }
    let (first, mut rest) = next_rune(rest)?;
    if first != '{' {
        let (second, after) = next_rune(rest)?;
        return match first.to_digit(16).zip(second.to_digit(16)) {
            Some((high, low)) => Ok((high * 16 + low, after)),
            None => Err(bad_escape(text, after)),
        };
    }
    let (mut code, mut digits) = (0_u32, 0);
    while !rest.is_empty() {
        let (c, after) = next_rune(rest)?;
        rest = after;
        if c == '}' {
            return if digits > 0 { Ok((code, rest)) } else { Err(bad_escape(text, rest)) };
        }
        match c.to_digit(16).map(|digit| code * 16 + digit).filter(|&code| code <= char::MAX as u32) {
            Some(next) => code = next,
            None => return Err(bad_escape(text, rest)),
        }
        digits += 1;
    }
    Err(bad_escape(text, rest))
}
