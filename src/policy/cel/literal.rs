//! Strings and bytes as expressions write them: four kinds of quotes, `r` and `b` before them, and escapes.

use super::value::Value;

/// How a literal begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// How many bytes the prefix and the quote have.
    pub(super) length: usize,
    /// What ends it.
    pub(super) quote: &'static str,
    raw: bool,
    bytes: bool,
}

/// How the literal at the start of `text` begins; nothing where there is none.
pub(super) fn opening(text: &str) -> Option<Opening> {
    let mut prefix = 0;
    let (mut raw, mut bytes) = (false, false);
    for letter in text.bytes().take(2) {
        match letter {
            b'r' | b'R' if !raw => raw = true,
            b'b' | b'B' if !bytes => bytes = true,
            _ => break,
        }
        prefix += 1;
    }
    let rest = text.get(prefix..)?;
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| rest.starts_with(quote))?;
    Some(Opening { length: prefix + quote.len(), quote, raw, bytes })
}

impl Opening {
    /// Where the closing quote is in what follows the opening one.
    pub(super) fn end(&self, body: &str) -> Option<usize> {
        let mut at = 0;
        let bytes = body.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            if bytes[at..].starts_with(self.quote.as_bytes()) {
                return Some(at);
            }
            match byte {
                b'\\' if !self.raw => at += 2,
                b'\n' | b'\r' if self.quote.len() == 1 => return None,
                _ => at += 1,
            }
        }
        None
    }

    /// The value between the quotes.
    pub(super) fn value(&self, body: &str) -> Result<Value<'static>, String> {
        // Line ends count as one line feed, however a file was written.
        let body = body.replace("\r\n", "\n").replace('\r', "\n");
        let bytes = if self.raw { body.into_bytes() } else { unescape(&body, self.bytes)? };
        if self.bytes {
            return Ok(Value::Bytes(bytes.into()));
        }
        String::from_utf8(bytes).map(Value::text).map_err(|_| "invalid UTF-8".to_owned())
    }
}

fn unescape(body: &str, bytes: bool) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at + 1..];
        let letter = escape.chars().next().ok_or("unable to unescape string")?;
        rest = &escape[letter.len_utf8()..];
        match letter {
            'a' => out.push(7),
            'b' => out.push(8),
            'f' => out.push(12),
            'n' => out.push(b'\n'),
            'r' => out.push(b'\r'),
            't' => out.push(b'\t'),
            'v' => out.push(11),
            '\\' | '\'' | '"' | '`' | '?' => out.push(letter as u8),
            'x' | 'X' => push(&mut out, digits(&mut rest, 2, 16)?, bytes)?,
            'u' if !bytes => push(&mut out, digits(&mut rest, 4, 16)?, bytes)?,
            'U' if !bytes => push(&mut out, digits(&mut rest, 8, 16)?, bytes)?,
            '0'..='3' => {
                rest = escape;
                push(&mut out, digits(&mut rest, 3, 8)?, bytes)?;
            }
            _ => return Err("unable to unescape string".to_owned()),
        }
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

fn digits(rest: &mut &str, count: usize, radix: u32) -> Result<u32, String> {
    let text = rest.get(..count).ok_or("unable to unescape string")?;
    *rest = &rest[count..];
    if !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err("unable to unescape string".to_owned());
    }
    u32::from_str_radix(text, radix).map_err(|_| "unable to unescape string".to_owned())
}

/// A code point of a string, or an octet of bytes.
fn push(out: &mut Vec<u8>, code: u32, bytes: bool) -> Result<(), String> {
    if bytes {
        out.push(u8::try_from(code).map_err(|_| "unable to unescape string")?);
        return Ok(());
    }
    let c = char::from_u32(code).ok_or("invalid unicode code point")?;
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    Ok(())
}
