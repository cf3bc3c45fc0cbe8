//! Strings and characters as Go quotes them, and quoted ones read back. Numbers are not dealt with here.

/// `strconv.IsPrint` closely enough for text: graphic characters of Unicode and the ASCII space.
pub fn is_print(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    if c == '\u{ad}' || c.is_control() || c.is_whitespace() {
        return false;
    }
    // Escaped by Debug means not printable, but Debug also escapes grapheme extenders, which Go prints.
    let escaped = c.escape_debug().len() > 1;
    !escaped || is_mark(c)
}

/// Whether `c` is a combining mark: `escape_debug` escapes one only at the start of a string.
fn is_mark(c: char) -> bool {
    let mut text = String::from("a");
    text.push(c);
    text.escape_debug().count() == 2
}

/// `Quote`: a double-quoted Go string literal.
pub fn quote(text: &[u8]) -> String {
    quote_with(text, b'"', false)
}

/// `QuoteToASCII`.
pub fn quote_to_ascii(text: &[u8]) -> String {
    quote_with(text, b'"', true)
}

/// `QuoteRune` (`'x'`), or `QuoteRuneToASCII`.
pub fn quote_rune(c: char, ascii: bool) -> String {
    let mut out = String::from("'");
    append_escaped(&mut out, c, '\'', ascii);
    out.push('\'');
    out
}

fn quote_with(text: &[u8], quote: u8, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote as char);
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            append_escaped(&mut out, c, quote as char, ascii);
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out.push(quote as char);
    out
}

fn append_escaped(out: &mut String, c: char, quote: char, ascii: bool) {
    match c {
        _ if c == quote || c == '\\' => out.extend(['\\', c]),
        _ if is_print(c) && (c.is_ascii() || !ascii) => out.push(c),
        '\x07' => out.push_str("\\a"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0b' => out.push_str("\\v"),
        _ if c < ' ' || c == '\x7f' => out.push_str(&format!("\\x{:02x}", c as u32)),
        _ if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
        _ => out.push_str(&format!("\\U{:08x}", c as u32)),
    }
}

/// `Unquote`: the bytes of a Go literal in double quotes, back quotes or single quotes. `None` for invalid syntax.
pub fn unquote(literal: &[u8]) -> Option<Vec<u8>> {
    let (&quote, rest) = literal.split_first()?;
    let (&last, body) = rest.split_last()?;
    if quote != last {
        return None;
    }
    match quote {
        b'`' => (!body.contains(&b'`')).then(|| body.iter().copied().filter(|&byte| byte != b'\r').collect()),
        b'"' | b'\'' => {
            let (mut out, mut rest, mut count) = (Vec::with_capacity(body.len()), body, 0);
            while !rest.is_empty() {
                rest = unquote_char(rest, quote, &mut out)?;
                count += 1;
            }
            (quote == b'"' || count == 1).then_some(out)
        }
        _ => None,
    }
}

/// Reads one character or escape of a literal in `quote`s, appends its bytes, and gives what is left.
fn unquote_char<'a>(text: &'a [u8], quote: u8, out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (&first, rest) = text.split_first()?;
    if first == quote || first == b'\n' {
        return None;
    }
    if first != b'\\' {
        out.push(first);
        let more = if first < 0x80 { 0 } else { rest.iter().take_while(|&&byte| byte & 0xc0 == 0x80).count().min(3) };
        out.extend_from_slice(&rest[..more]);
        return Some(&rest[more..]);
    }
    let (&letter, rest) = rest.split_first()?;
    let simple = match letter {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'\'' | b'"' if letter == quote => letter,
        b'x' | b'u' | b'U' => {
            let size = match letter {
                b'x' => 2,
                b'u' => 4,
                _ => 8,
            };
            let number = radix_digits(rest.get(..size)?, 16)?;
            if letter == b'x' {
                out.push(number as u8);
            } else {
                let c = char::from_u32(number)?;
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            return Some(&rest[size..]);
        }
        b'0'..=b'7' => {
            let number = radix_digits(text.get(1..4)?, 8)?;
            out.push(u8::try_from(number).ok()?);
            return text.get(4..);
        }
        _ => return None,
    };
    out.push(simple);
    Some(rest)
}

fn radix_digits(text: &[u8], radix: u32) -> Option<u32> {
    text.iter()
        .try_fold(0u32, |number, &byte| Some(number.wrapping_mul(radix).wrapping_add((byte as char).to_digit(radix)?)))
}
