//! Go's `encoding/base32` for the standard alphabet: line breaks are skipped anywhere, padding is required, what follows
//! it is not looked at, and errors name the byte, counted without line breaks.

use std::fmt;

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Why a text is not base32: the offset of the byte that Go complains about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt(pub usize);

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "illegal base32 data at input byte {}", self.0)
    }
}

/// `StdEncoding.EncodeToString`.
pub fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(5) * 8);
    for group in bytes.chunks(5) {
        let mut block = [0; 8];
        block[3..3 + group.len()].copy_from_slice(group);
        let bits = u64::from_be_bytes(block);
        let digits = (group.len() * 8).div_ceil(5);
        for index in 0..8 {
            let digit = (bits >> (35 - 5 * index)) as usize & 31;
            out.push(if index < digits { ALPHABET[digit] } else { b'=' });
        }
    }
    out
}

/// `StdEncoding.DecodeString`.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Corrupt> {
    let text: Vec<u8> = text.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let mut out = Vec::with_capacity(text.len() / 8 * 5);
    let mut at = 0;
    while at < text.len() {
        let (bits, digits) = decode_group(&text, at)?;
        let bytes = bits.to_be_bytes();
        out.extend_from_slice(&bytes[3..3 + digits * 5 / 8]);
        if digits < 8 {
            break;
        }
        at += 8;
    }
    Ok(out)
}

/// The bits of the group at `start` and how many digits it has before its padding.
fn decode_group(text: &[u8], start: usize) -> Result<(u64, usize), Corrupt> {
    let mut bits = 0;
    for index in 0..8 {
        let at = start + index;
        let byte = *text.get(at).ok_or(Corrupt(start))?;
        if byte == b'=' && index >= 2 && text.len() - at - 1 < 8 {
            check_padding(text, at, index)?;
            return Ok((bits, index));
        }
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or(Corrupt(at))?;
        bits |= (digit as u64) << (35 - 5 * index);
    }
    Ok((bits, 8))
}

/// Whether the padding that starts at `at`, after `digits` digits, is as long as it must be.
fn check_padding(text: &[u8], at: usize, digits: usize) -> Result<(), Corrupt> {
    let rest = text.get(at + 1..).unwrap_or_default();
    let wanted = 7 - digits;
    if rest.len() < wanted {
        return Err(Corrupt(text.len()));
    }
    if let Some(wrong) = rest.iter().take(wanted).position(|&byte| byte != b'=') {
        return Err(Corrupt(at + wrong));
    }
    // So many digits leave no whole number of bytes.
    if matches!(digits, 1 | 3 | 6) { Err(Corrupt(at)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_byte_that_go_names() {
        let failure = |text: &str| decode(text.as_bytes()).err().map(|Corrupt(at)| at);
        for (text, at) in [
            ("1", 0),
            ("ME", 0),
            ("ME=====", 7),
            ("me======", 0),
            ("ME==X===", 3),
            ("M=======", 1),
            ("MFR=====", 3),
            ("MFRGGZ==", 6),
            ("MFRGGZDFM", 8),
            ("MFRGGZDFM=", 9),
            ("MFRGGZDFMY====", 14),
            ("MFRGGZDFMFRGGZDF=======", 16),
        ] {
            assert_eq!(failure(text), Some(at), "{text}");
        }
    }

    #[test]
    fn what_follows_the_padding_is_not_read() {
        assert_eq!(decode(b"ME======X"), Ok(b"a".to_vec()));
        assert_eq!(decode(b"MFRG\nGZDFMY======\n"), Ok(b"abcdef".to_vec()));
        assert_eq!(decode(b""), Ok(Vec::new()));
        assert_eq!(encode(b"abcdef"), b"MFRGGZDFMY======");
    }
}
