//! Go's `encoding/base64` for the standard alphabet, as far as it differs from what crates do: line breaks are skipped
//! anywhere, padding is required, unused bits are not looked at, and errors name the byte. Encoding is a crate's.

use std::fmt;

/// Why a text is not base64: the offset of the byte that Go complains about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt(pub usize);

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "illegal base64 data at input byte {}", self.0)
    }
}

/// `StdEncoding.DecodeString`.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Corrupt> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut digits) = (0u32, 0usize);
    let mut bytes = text.iter().copied().enumerate().filter(|(_, byte)| !matches!(byte, b'\n' | b'\r'));
    while let Some((at, byte)) = bytes.next() {
        if byte == b'=' {
            if digits < 2 {
                return Err(Corrupt(at));
            }
            if digits == 2 {
                match bytes.next() {
                    Some((_, b'=')) => {}
                    Some((next, _)) => return Err(Corrupt(next.saturating_sub(1))),
                    None => return Err(Corrupt(text.len())),
                }
            }
            if let Some((garbage, _)) = bytes.next() {
                return Err(Corrupt(garbage));
            }
            let whole = (bits << (6 * (4 - digits))).to_be_bytes();
            out.extend_from_slice(&whole[1..digits]);
            return Ok(out);
        }
        bits = bits << 6 | digit(byte).ok_or(Corrupt(at))?;
        digits += 1;
        if digits == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, digits) = (0, 0);
        }
    }
    if digits == 0 { Ok(out) } else { Err(Corrupt(text.len() - digits)) }
}

fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_decodes_over_line_breaks_and_loose_bits() {
        assert_eq!(decode(b"aGV\nsbG8=\r\n"), Ok(b"hello".to_vec()));
        assert_eq!(decode(b"aGVsbA=\n="), Ok(b"hell".to_vec()));
        assert_eq!(decode(b"aGVsbB=="), Ok(b"hell".to_vec()));
        assert_eq!(decode(b""), Ok(Vec::new()));
    }

    #[test]
    fn errors_name_the_byte_that_go_names() {
        let wrong: &[(&[u8], usize)] = &[
            (b"notbase64!", 9),
            (b"AAA=AAA", 4),
            (b"AAAA\nBB", 5),
            (b"AAA", 0),
            (b"A=", 1),
            (b"AA=", 3),
            (b"AA=A", 2),
        ];
        for (text, at) in wrong {
            assert_eq!(decode(text), Err(Corrupt(*at)), "{}", String::from_utf8_lossy(text));
        }
    }
}
