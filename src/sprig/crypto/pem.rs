//! PEM as Go's `encoding/pem` reads and writes it: the first block that is whole, its base64 in lines of 64.

use crate::go::base64 as go_base64;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;

/// A block's type, such as `RSA PRIVATE KEY`, and its content.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"\n-----END ";
const DASHES: &[u8] = b"-----";

/// The first block of `text`; what is not a whole block is passed over.
pub(super) fn decode(text: &[u8]) -> Option<Block> {
    let mut rest = text;
    loop {
        let end = memmem::find(rest, END)?;
        let (section, trailer) = (&rest[..=end], &rest[end + END.len()..]);
        if let Some(block) = block(section, trailer) {
            return Some(block);
        }
        rest = trailer;
    }
}

/// The block whose END line follows `section`, which ends in a line break, and goes on with `trailer`.
fn block(section: &[u8], trailer: &[u8]) -> Option<Block> {
    let begin = memmem::rfind(&section[..section.len() - 1], BEGIN)?;
    if begin > 0 && section[begin - 1] != b'\n' {
        return None;
    }
    let (line, mut body) = line(&section[begin + BEGIN.len()..]);
    let kind = line.strip_suffix(DASHES)?;

    let mut headers = false;
    while !body.is_empty() {
        let (header, rest) = self::line(body);
        if !header.contains(&b':') {
            break;
        }
        (headers, body) = (true, rest);
    }
    if headers && body.is_empty() {
        return None;
    }
    let after = trailer.strip_prefix(kind)?.strip_prefix(DASHES)?;
    if !self::line(after).0.is_empty() {
        return None;
    }
    let digits: Vec<u8> = body.iter().copied().filter(|byte| !matches!(byte, b' ' | b'\t')).collect();
    Some(Block { kind: kind.to_vec(), bytes: go_base64::decode(&digits).ok()? })
}

/// The first line without blanks at its end, and what follows it.
fn line(text: &[u8]) -> (&[u8], &[u8]) {
    let (line, rest) = match memchr::memchr(b'\n', text) {
        Some(at) => (text[..at].strip_suffix(b"\r").unwrap_or(&text[..at]), &text[at + 1..]),
        None => (text, &[][..]),
    };
    let length = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
    (&line[..length], rest)
}

/// A block as text, with a line break at its end.
pub(super) fn encode(kind: &str, bytes: &[u8]) -> String {
    let digits = STANDARD.encode(bytes);
    let mut out = format!("-----BEGIN {kind}-----\n");
    let mut rest = digits.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(64));
        out.push_str(line);
        out.push('\n');
        rest = next;
    }
    out.push_str(&format!("-----END {kind}-----\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Option<(String, Vec<u8>)> {
        decode(text.as_bytes()).map(|block| (String::from_utf8_lossy(&block.kind).into_owned(), block.bytes))
    }

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 47, 48, 49, 200] {
            let bytes = vec![7; length];
            let text = encode("X Y", &bytes);
            assert!(text.lines().all(|line| line.len() <= 64));
            assert_eq!(decoded(&text), Some((String::from("X Y"), bytes)));
        }
    }

    #[test]
    fn headers_blanks_and_text_around_do_not_matter() {
        let text = "junk\n-----BEGIN A----- \r\nProc-Type: 4\r\n\r\neH h4\r\n-----END A-----\t\r\nmore";
        assert_eq!(decoded(text), Some((String::from("A"), b"xxx".to_vec())));
        assert_eq!(decoded("-----BEGIN A-----\neHh4\n-----END A-----").map(|(kind, _)| kind).as_deref(), Some("A"));
    }

    #[test]
    fn broken_blocks_are_passed_over() {
        let good = "-----BEGIN B-----\neHh4\n-----END B-----\n";
        for bad in [
            "-----BEGIN A-----\n-----BEGIN A-----\n",
            "-----BEGIN A-----\n!\n-----END A-----\n",
            "-----BEGIN A-----\neHh4\n-----END C-----\n",
            "-----BEGIN A-----\nk: v\n-----END A-----\n",
            "-----BEGIN A-----\neHh4\n-----END A-----x\n",
        ] {
            assert_eq!(decoded(&format!("{bad}{good}")), Some((String::from("B"), b"xxx".to_vec())), "{bad}");
            assert_eq!(decoded(bad), None, "{bad}");
        }
        assert_eq!(decoded("x-----BEGIN A-----\neHh4\n-----END A-----\n"), None);
    }

    #[test]
    fn many_broken_blocks_cost_no_square_of_time() {
        let text = "-----BEGIN A-----\n".repeat(100_000) + &"\n-----END B-----".repeat(100_000);
        assert_eq!(decoded(&text), None);
    }
}
