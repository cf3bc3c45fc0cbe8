//! Directives, tags, anchors and aliases.

use super::Scanner;
use crate::yaml::error::Error;
use crate::yaml::token::{TagParts, TokenKind};
use std::borrow::Cow;

/// The characters of names: anchors, directives, tag handles.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

impl<'a> Scanner<'a> {
    fn scan_name(&mut self) -> &'a str {
        let start = self.at;
        while is_name(self.byte(self.at)) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    pub(super) fn fetch_directive(&mut self) -> Result<(), Error> {
        self.unroll_indent(-1, self.at);
        self.remove_key()?;
        self.simple_key_allowed = false;
        let start = self.place();
        self.at += 1;
        let name = self.scan_name();
        if name.is_empty() {
            return Err(self.error("could not find expected directive name"));
        }
        if !self.is_blank_or_end(self.at) {
            return Err(self.error("found unexpected non-alphabetical character"));
        }
        let kind = match name {
            "YAML" => self.scan_version()?,
            "TAG" => self.scan_tag_directive()?,
            _ => return Err(self.error("found unknown directive name")),
        };
        self.push(kind, start);
        self.end_of_line()
    }

    fn scan_version(&mut self) -> Result<TokenKind<'a>, Error> {
        self.skip_blanks();
        let major = self.scan_version_number()?;
        if self.byte(self.at) != b'.' {
            return Err(self.error("did not find expected digit or '.' character"));
        }
        self.at += 1;
        Ok(TokenKind::VersionDirective(major, self.scan_version_number()?))
    }

    fn scan_version_number(&mut self) -> Result<u8, Error> {
        let (mut number, start) = (0u8, self.at);
        while self.byte(self.at).is_ascii_digit() {
            if self.at - start == 2 {
                return Err(self.error("found extremely long version number"));
            }
            number = number * 10 + (self.byte(self.at) - b'0');
            self.at += 1;
        }
        if self.at == start {
            return Err(self.error("did not find expected version number"));
        }
        Ok(number)
    }

    fn scan_tag_directive(&mut self) -> Result<TokenKind<'a>, Error> {
        self.skip_blanks();
        let handle = self.scan_tag_handle(true)?;
        if !self.is_blank(self.at) {
            return Err(self.error("did not find expected whitespace"));
        }
        self.skip_blanks();
        let prefix = self.scan_tag_uri("")?;
        if !self.is_blank_or_end(self.at) {
            return Err(self.error("did not find expected whitespace or line break"));
        }
        Ok(TokenKind::TagDirective(Box::new(TagParts { handle: Cow::Borrowed(handle), rest: prefix })))
    }

    pub(super) fn fetch_anchor(&mut self) -> Result<(), Error> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.place();
        let alias = self.byte(self.at) == b'*';
        self.at += 1;
        let name = self.scan_name();
        let ended = self.is_blank_or_end(self.at)
            || matches!(self.byte(self.at), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ended {
            return Err(self.error("did not find expected alphabetic or numeric character"));
        }
        self.push(if alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) }, start);
        Ok(())
    }

    pub(super) fn fetch_tag(&mut self) -> Result<(), Error> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.place();
        let parts = if self.byte(self.at + 1) == b'<' {
            self.at += 2;
            let uri = self.scan_tag_uri("")?;
            if self.byte(self.at) != b'>' {
                return Err(self.error("did not find the expected '>'"));
            }
            self.at += 1;
            TagParts { handle: Cow::Borrowed(""), rest: uri }
        } else {
            let handle = self.scan_tag_handle(false)?;
            if handle.len() > 1 && handle.ends_with('!') {
                TagParts { handle: Cow::Borrowed(handle), rest: self.scan_tag_uri("")? }
            } else {
                match self.scan_tag_uri(handle)? {
                    // A lone `!`.
                    suffix if suffix.is_empty() => TagParts { handle: suffix, rest: Cow::Borrowed("!") },
                    suffix => TagParts { handle: Cow::Borrowed("!"), rest: suffix },
                }
            }
        };
        if !self.is_blank_or_end(self.at) {
            return Err(self.error("did not find expected whitespace or line break"));
        }
        self.push(TokenKind::Tag(Box::new(parts)), start);
        Ok(())
    }

    fn scan_tag_handle(&mut self, directive: bool) -> Result<&'a str, Error> {
        if self.byte(self.at) != b'!' {
            return Err(self.error("did not find expected '!'"));
        }
        let start = self.at;
        self.at += 1;
        self.scan_name();
        if self.byte(self.at) == b'!' {
            self.at += 1;
        } else if directive && self.at - start > 1 {
            return Err(self.error("did not find expected '!'"));
        }
        Ok(&self.text[start..self.at])
    }

    /// Reads the characters of a URI. `head` is what of the tag was read already, and is not copied with its `!`.
    fn scan_tag_uri(&mut self, head: &'a str) -> Result<Cow<'a, str>, Error> {
        let start = self.at;
        let mut out = head.get(1..).unwrap_or_default().as_bytes().to_vec();
        loop {
            match self.byte(self.at) {
                b'%' => self.scan_uri_escapes(&mut out)?,
                byte if is_name(byte) || b";/?:@&=+$,.!~*'()[]".contains(&byte) => {
                    out.push(byte);
                    self.at += 1;
                }
                _ => break,
            }
        }
        if head.is_empty() && self.at == start {
            return Err(self.error("did not find expected tag URI"));
        }
        Ok(Cow::Owned(String::from_utf8_lossy(&out).into_owned()))
    }

    /// Reads the `%xx` of one character.
    fn scan_uri_escapes(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut left = None;
        while left != Some(0) {
            let digit = |at: usize| (self.byte(at) as char).to_digit(16);
            let (b'%', Some(high), Some(low)) = (self.byte(self.at), digit(self.at + 1), digit(self.at + 2)) else {
                return Err(self.error("did not find URI escaped octet"));
            };
            let octet = (high << 4 | low) as u8;
            left = Some(match left {
                Some(left) if octet & 0xc0 == 0x80 => left - 1,
                Some(_) => return Err(self.error("found an incorrect trailing UTF-8 octet")),
                None => match octet {
                    0..=0x7f => 0,
                    0xc0..=0xdf => 1,
                    0xe0..=0xef => 2,
                    0xf0..=0xf7 => 3,
                    _ => return Err(self.error("found an incorrect leading UTF-8 octet")),
                },
            });
            out.push(octet);
            self.at += 3;
        }
        Ok(())
    }
}
