//! DER, as much of it as keys and certificates need: a writer that builds values from the inside out, and a reader with
//! the sentences of Go's `encoding/asn1`. OIDs are kept as their encoded contents.

use num_bigint::{BigInt, BigUint, Sign};

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const UTF8_STRING: u8 = 0x0c;
pub(super) const PRINTABLE_STRING: u8 = 0x13;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
/// NULL with its empty contents.
pub(super) const NULL: &[u8] = &[0x05, 0x00];

/// The tag of a constructed value `[number]`.
pub(super) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// A value: its tag, the length of the parts together, and the parts.
pub(super) fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = vec![tag];
    if let (Ok(short), true) = (u8::try_from(length), length < 0x80) {
        out.push(short);
    } else {
        let bytes = length.to_be_bytes();
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        out.push(0x80 | (bytes.len() - zeros) as u8);
        out.extend_from_slice(&bytes[zeros..]);
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(SEQUENCE, parts)
}

pub(super) fn integer(number: &BigUint) -> Vec<u8> {
    let bytes = number.to_bytes_be();
    let pad: &[u8] = if bytes.first().is_some_and(|first| first & 0x80 != 0) { &[0] } else { &[] };
    value(INTEGER, &[pad, &bytes])
}

/// A BIT STRING of whole bytes.
pub(super) fn bits(bytes: &[u8]) -> Vec<u8> {
    value(BIT_STRING, &[&[0], bytes])
}

/// An `AlgorithmIdentifier` with its parameters, if any, encoded.
pub(super) fn algorithm(oid: &[u8], parameters: &[u8]) -> Vec<u8> {
    sequence(&[&value(OID, &[oid]), parameters])
}

/// An OID's contents in dotted form.
pub(super) fn dotted(oid: &[u8]) -> String {
    let mut arcs = Vec::new();
    let mut arc = 0u64;
    for &byte in oid {
        arc = arc << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            if arcs.is_empty() {
                let first = (arc / 40).min(2);
                arcs.push(first);
                arc -= first * 40;
            }
            arcs.push(arc);
            arc = 0;
        }
    }
    arcs.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

/// Reads values one after another.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    /// How many bytes of the whole text are in front of `rest`.
    offset: usize,
}

/// One value.
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    pub(super) body: &'a [u8],
    /// Tag, length and body.
    pub(super) whole: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Reader { rest: text, offset: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next value.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next value of any tag.
    pub(super) fn element(&mut self) -> Result<Element<'a>, String> {
        let (tag, header, length) = self.header()?;
        let whole = self.rest.get(..header + length).ok_or("asn1: syntax error: data truncated")?;
        self.rest = &self.rest[header + length..];
        self.offset += header + length;
        Ok(Element { tag, body: &whole[header..], whole })
    }

    /// The body of the next value, which must have this tag. `name` is what Go calls the type in its sentence.
    pub(super) fn expect(&mut self, tag: u8, name: &str) -> Result<&'a [u8], String> {
        let (found, header, length) = self.header()?;
        if found != tag {
            let at = self.offset + header;
            let (class, number, compound) = (found >> 6, found & 0x1f, found & 0x20 != 0);
            let wanted = tag & 0x1f;
            let found = format!("{{class:{class} tag:{number} length:{length} isCompound:{compound}}}");
            let parameters = "{optional:false explicit:false application:false private:false defaultValue:<nil> \
                              tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}";
            return Err(format!(
                "asn1: structure error: tags don't match ({wanted} vs {found}) {parameters} {name} @{at}"
            ));
        }
        self.element().map(|element| element.body)
    }

    /// A reader of the next value's body.
    pub(super) fn enter(&mut self, tag: u8, name: &str) -> Result<Reader<'a>, String> {
        let body = self.expect(tag, name)?;
        Ok(Reader { rest: body, offset: self.offset - body.len() })
    }

    /// The next value if it has this tag.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, String> {
        if self.peek() == Some(tag) { self.element().map(|element| Some(element.body)) } else { Ok(None) }
    }

    /// An INTEGER.
    pub(super) fn integer(&mut self, name: &str) -> Result<BigInt, String> {
        match self.expect(INTEGER, name)? {
            [] => Err(String::from("asn1: structure error: empty integer")),
            [0, second, ..] if second & 0x80 == 0 => Err(not_minimal()),
            [0xff, second, ..] if second & 0x80 != 0 => Err(not_minimal()),
            body => Ok(BigInt::from_signed_bytes_be(body)),
        }
    }

    /// An INTEGER above zero; `None` for another.
    pub(super) fn positive(&mut self) -> Result<Option<BigUint>, String> {
        let (sign, magnitude) = self.integer("")?.into_parts();
        Ok((sign == Sign::Plus).then_some(magnitude))
    }

    /// Tag, length of the header and length of the body of the next value.
    fn header(&self) -> Result<(u8, usize, usize), String> {
        let cut = "asn1: syntax error: truncated tag or length";
        let &tag = self.rest.first().ok_or("asn1: syntax error: sequence truncated")?;
        if tag & 0x1f == 0x1f {
            return Err(String::from("asn1: structure error: tags of more than one byte are not supported"));
        }
        let &first = self.rest.get(1).ok_or(cut)?;
        if first < 0x80 {
            return Ok((tag, 2, usize::from(first)));
        }
        let count = usize::from(first & 0x7f);
        if count == 0 {
            return Err(String::from("asn1: syntax error: indefinite length found (not DER)"));
        }
        let bytes = self.rest.get(2..2 + count).ok_or(cut)?;
        if count > 4 {
            return Err(String::from("asn1: structure error: length too large"));
        }
        let length = bytes.iter().fold(0usize, |length, byte| length << 8 | usize::from(*byte));
        if bytes.first() == Some(&0) {
            return Err(String::from("asn1: structure error: superfluous leading zeros in length"));
        }
        if length < 0x80 {
            return Err(String::from("asn1: structure error: non-minimal length"));
        }
        Ok((tag, 2 + count, length))
    }
}

fn not_minimal() -> String {
    String::from("asn1: structure error: integer not minimally-encoded")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_are_minimal() {
        assert_eq!(value(OCTET_STRING, &[&[1]]), [4, 1, 1]);
        assert_eq!(value(OCTET_STRING, &[&[0; 0x80]])[..3], [4, 0x81, 0x80]);
        assert_eq!(value(OCTET_STRING, &[&[0; 0x1234]])[..4], [4, 0x82, 0x12, 0x34]);
    }

    #[test]
    fn integers_stay_positive() {
        assert_eq!(integer(&BigUint::from(0x80u8)), [2, 2, 0, 0x80]);
        assert_eq!(integer(&BigUint::from(0u8)), [2, 1, 0]);
    }

    #[test]
    fn a_wrong_tag_is_reported_as_go_reports_it() {
        let error = Reader::new(&[0, 0, 0]).expect(SEQUENCE, "pkcs8").err().unwrap_or_default();
        assert!(error.starts_with("asn1: structure error: tags don't match (16 vs {class:0 tag:0 length:0 isCom"));
        assert!(error.ends_with("omitEmpty:false} pkcs8 @2"), "{error}");
    }

    #[test]
    fn object_identifiers_print_dotted() {
        assert_eq!(dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]), "1.2.840.113549.1.1.1");
        assert_eq!(dotted(&[0x55, 0x1d, 0x0e]), "2.5.29.14");
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader::new(&bytes);
            while reader.element().is_ok() {}
            let _ = Reader::new(&bytes).integer("");
            dotted(&bytes);
        }
    }
}
