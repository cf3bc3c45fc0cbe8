//! [`Digest`], the name of a content. Digests come from strangers, so they are checked before they become part of an
//! address or a path.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// `sha256:` and 64 lower-case hexadecimal digits. Other algorithms are refused: no registry of charts uses them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

/// A text that is no digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADigest(String);

impl fmt::Display for NotADigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The cause in the words of the references' library.
        let cause = match self.0.split_once(':') {
            Some(("sha256", hex)) if hex.len() != 64 => "invalid checksum digest length",
            Some((algorithm, _)) if algorithm != "sha256" => "unsupported digest algorithm",
            _ => "invalid checksum digest format",
        };
        write!(f, "invalid digest {:?}: {cause}: it has to be sha256: and 64 hexadecimal digits", self.0)
    }
}

impl std::error::Error for NotADigest {}

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_hash(Sha256::new_with_prefix(bytes))
    }

    /// The digest of what was fed to `hash`.
    pub fn of_hash(hash: Sha256) -> Self {
        let hex = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            let digit = |number: u8| char::from_digit(number.into(), 16).unwrap_or('0');
            hex.extend([digit(byte >> 4), digit(byte & 15)]);
            hex
        });
        Digest(format!("sha256:{hex}"))
    }

    /// Reads `sha256:…`.
    pub fn parse(text: &str) -> Result<Self, NotADigest> {
        let hex = text.strip_prefix("sha256:").ok_or_else(|| NotADigest(text.to_owned()))?;
        Self::from_hex(hex).map_err(|_| NotADigest(text.to_owned()))
    }

    /// Reads the digits alone, as index.yaml has them; `sha256:` may stand in front.
    pub fn from_hex(text: &str) -> Result<Self, NotADigest> {
        let hex = text.strip_prefix("sha256:").unwrap_or(text);
        let digits = hex.len() == 64 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits { Ok(Digest(format!("sha256:{hex}"))) } else { Err(NotADigest(text.to_owned())) }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits alone.
    pub fn hex(&self) -> &str {
        self.0.strip_prefix("sha256:").unwrap_or(&self.0)
    }

    /// Whether `bytes` are the content that this names.
    pub fn names(&self, bytes: &[u8]) -> bool {
        Digest::of(bytes) == *self
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_digest_never_becomes_a_path() {
        let upper = format!("sha256:{}", "Z".repeat(64));
        for text in
            ["", "sha256:", "sha256:../../../../tmp/evil", "md5:d41d8cd98f00b204e9800998ecf8427e", &upper, "sha256:abc"]
        {
            assert!(Digest::parse(text).is_err(), "{text}");
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").hex(), empty);
        assert_eq!(Digest::from_hex(empty), Ok(Digest::of(b"")));
        assert!(Digest::of(b"").names(b"") && !Digest::of(b"").names(b"x"));
    }
}
