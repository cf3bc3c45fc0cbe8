//! Bytes to text, as go-yaml's reader sees it: a byte order mark is dropped, UTF-16 is decoded, and what YAML does not
//! allow is a fault that counts once scanning comes near it, for Go reads in pieces of 512 bytes.

use std::borrow::Cow;

/// Go's reader looks at this many bytes at a time, and finds a fault when the piece with it is read.
const PIECE: usize = 512;

/// A text to scan.
pub(super) struct Input<'a> {
    /// The text, up to the fault if there is one.
    pub(super) text: Cow<'a, str>,
    /// The number of bytes in front of `text` in what was given.
    pub(super) offset: usize,
    /// What is wrong with what follows `text`.
    pub(super) fault: Option<&'static str>,
    /// Whether the text is known to be of printable ASCII and line feeds alone.
    pub(super) simple: bool,
}

/// Decodes `bytes`.
pub(super) fn read(bytes: &[u8]) -> Input<'_> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, ..] => utf8(bytes, 3),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], offset: usize) -> Input<'_> {
    let simple = is_simple(&bytes[offset..]);
    match std::str::from_utf8(&bytes[offset..]) {
        Ok(text) if simple || is_allowed(text) => Input { text: Cow::Borrowed(text), offset, fault: None, simple },
        _ => {
            let (end, fault) = first_fault(bytes, offset);
            let text = std::str::from_utf8(&bytes[offset..end.max(offset)]).unwrap_or_default();
            Input { text: Cow::Borrowed(text), offset, fault: Some(fault), simple }
        }
    }
}

/// Whether a text is of printable ASCII and line feeds, as most are. Blocks let the compiler check many bytes at once.
fn is_simple(bytes: &[u8]) -> bool {
    let is_odd = |byte: u8| (byte.wrapping_sub(b' ') > b'~' - b' ') & (byte != b'\n');
    bytes.chunks(64).all(|block| block.iter().fold(0, |odd, &byte| odd | u8::from(is_odd(byte))) == 0)
}

/// Whether YAML allows every character of `text`.
fn is_allowed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let control = |&byte: &u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f;
    // Blocks let the compiler check many bytes at once.
    if bytes.chunks(64).any(|block| block.iter().fold(false, |bad, byte| bad | control(byte))) {
        return false;
    }
    bytes.is_ascii()
        || memchr::memchr2_iter(0xc2, 0xef, bytes).all(|at| match bytes[at..] {
            [0xc2, next, ..] => next >= 0xa0 || next == 0x85,
            [0xef, 0xbf, last, ..] => last < 0xbe,
            _ => true,
        })
}

/// Where the readable text ends, and Go's sentence for what follows.
fn first_fault(bytes: &[u8], start: usize) -> (usize, &'static str) {
    let (mut piece, mut piece_end, mut at) = (0, bytes.len().min(PIECE), start);
    while at < bytes.len() {
        let first = bytes[at];
        let width = match first {
            0..=0x7f => 1,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            _ => return (piece, "invalid leading UTF-8 octet"),
        };
        if at + width > piece_end {
            if piece_end == bytes.len() {
                return (at, "incomplete UTF-8 octet sequence");
            }
            piece = at;
            piece_end = bytes.len().min(at + PIECE);
            continue;
        }
        if let Some(fault) = character_fault(&bytes[at..at + width]) {
            return (piece, fault);
        }
        at += width;
        if at == piece_end {
            piece = at;
            piece_end = bytes.len().min(at + PIECE);
        }
    }
    // Not reached for a text with a fault; an allowed text ends here.
    (bytes.len(), "control characters are not allowed")
}

fn character_fault(bytes: &[u8]) -> Option<&'static str> {
    if bytes[1..].iter().any(|byte| byte & 0xc0 != 0x80) {
        return Some("invalid trailing UTF-8 octet");
    }
    let lead = u32::from(bytes[0]) & [0x7f, 0x1f, 0x0f, 0x07][bytes.len() - 1];
    let code = bytes[1..].iter().fold(lead, |code, byte| code << 6 | u32::from(byte & 0x3f));
    if code < [0, 0x80, 0x800, 0x10000][bytes.len() - 1] {
        return Some("invalid length of a UTF-8 sequence");
    }
    match char::from_u32(code) {
        None => Some("invalid Unicode character"),
        Some(c) => (!is_allowed(c.encode_utf8(&mut [0; 4]))).then_some("control characters are not allowed"),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Input<'_> {
    let mut text = String::with_capacity(bytes.len());
    // What was decoded before the piece that is being read, which begins with the byte order mark.
    let (mut safe, mut piece_end) = (0, PIECE - 2);
    let mut fault = None;
    let mut at = 0;
    while at < bytes.len() {
        if at >= piece_end {
            (safe, piece_end) = (text.len(), at + PIECE);
        }
        let next = |from: usize| Some(unit([*bytes.get(from)?, *bytes.get(from + 1)?]));
        let (c, width) = match next(at) {
            None => (Err("incomplete UTF-16 character"), 0),
            Some(0xdc00..=0xdfff) => (Err("unexpected low surrogate area"), 0),
            Some(high @ 0xd800..=0xdbff) => match next(at + 2) {
                None => (Err("incomplete UTF-16 surrogate pair"), 0),
                Some(low @ 0xdc00..=0xdfff) => {
                    let code = 0x10000 + (u32::from(high & 0x3ff) << 10) + u32::from(low & 0x3ff);
                    (char::from_u32(code).ok_or("expected low surrogate area"), 4)
                }
                Some(_) => (Err("expected low surrogate area"), 0),
            },
            Some(code) => (char::from_u32(u32::from(code)).ok_or("unexpected low surrogate area"), 2),
        };
        match c {
            Ok(c) if is_allowed(c.encode_utf8(&mut [0; 4])) => text.push(c),
            Ok(_) => fault = Some("control characters are not allowed"),
            Err(error) => fault = Some(error),
        }
        if fault.is_some() {
            text.truncate(safe);
            break;
        }
        at += width;
    }
    Input { text: Cow::Owned(text), offset: 0, fault, simple: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_texts_are_known_by_every_byte() {
        for byte in 0..=u8::MAX {
            for at in [0, 1, 63, 64, 65, 99] {
                let mut text = vec![b'a'; 100];
                text[at] = byte;
                assert_eq!(is_simple(&text), matches!(byte, b'\n' | b' '..=b'~'), "{byte} at {at}");
            }
        }
        assert!(is_simple(b"") && read("é".as_bytes()).fault.is_none() && !read("é".as_bytes()).simple);
    }

    #[test]
    fn marks_are_dropped_and_utf16_is_decoded() {
        assert_eq!(read(b"\xef\xbb\xbfa: b").text, "a: b");
        assert_eq!(read(b"\xff\xfea\0:\0").text, "a:");
        assert_eq!(read(b"\xfe\xff\0a\xd8\x3d\xde\x00").text, "a\u{1f600}");
    }

    #[test]
    fn a_fault_has_gos_sentence_and_hides_its_piece() {
        let fault = |bytes: &[u8]| read(bytes).fault;
        assert_eq!(fault(b"a\x01"), Some("control characters are not allowed"));
        assert_eq!(fault(b"a\x7f"), Some("control characters are not allowed"));
        assert_eq!(fault("a\u{85}\u{a0}\u{fffd}".as_bytes()), None);
        assert_eq!(fault("\u{ffff}".as_bytes()), Some("control characters are not allowed"));
        assert_eq!(fault(b"\x80"), Some("invalid leading UTF-8 octet"));
        assert_eq!(fault(b"a\xc3"), Some("incomplete UTF-8 octet sequence"));
        assert_eq!(fault(b"\xc3a"), Some("invalid trailing UTF-8 octet"));
        assert_eq!(fault(b"\xc0\x80"), Some("invalid length of a UTF-8 sequence"));
        assert_eq!(fault(b"\xed\xa0\x80"), Some("invalid Unicode character"));
        let mut long = vec![b'a'; 600];
        long.push(0);
        assert_eq!(read(&long).text.len(), 512);
    }
}
