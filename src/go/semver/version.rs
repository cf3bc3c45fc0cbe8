//! [`Version`]: reading, comparing and incrementing one version.

use super::Error;
use crate::go::strconv;
use std::cmp::Ordering;
use std::fmt;

/// A semantic version and the text that it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The major number.
    pub major: u64,
    /// The minor number.
    pub minor: u64,
    /// The patch number.
    pub patch: u64,
    /// The prerelease without its hyphen; empty for a release.
    pub prerelease: String,
    /// The build metadata without its plus sign.
    pub metadata: String,
    /// The text that was read.
    pub original: String,
}

/// The parts of a version's text, split by the loose grammar.
pub(super) struct Parts<'a> {
    pub(super) major: &'a str,
    pub(super) minor: Option<&'a str>,
    pub(super) patch: Option<&'a str>,
    pub(super) prerelease: &'a str,
    pub(super) metadata: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes a version off the start of `text`, whose numbers are made of what `digit` accepts, and gives what is left.
    pub(super) fn take(text: &'a str, digit: fn(u8) -> bool) -> Option<(Parts<'a>, &'a str)> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (major, mut rest) = run(text, digit)?;
        let mut number = || {
            let (number, after) = run(rest.strip_prefix('.')?, digit)?;
            rest = after;
            Some(number)
        };
        let minor = number();
        let patch = minor.and_then(|_| number());
        let (prerelease, rest) = identifiers(rest, '-');
        let (metadata, rest) = identifiers(rest, '+');
        Some((Parts { major, minor, patch, prerelease, metadata }, rest))
    }
}

/// The longest start of `text` that is made of accepted bytes, if there is any, and the rest.
fn run(text: &str, accept: impl Fn(u8) -> bool) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(|&byte| accept(byte)).count();
    if length == 0 { None } else { text.split_at_checked(length) }
}

/// The dotted identifiers after `mark`, or nothing.
fn identifiers(text: &str, mark: char) -> (&str, &str) {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let Some(body) = text.strip_prefix(mark) else { return ("", text) };
    let Some((first, mut rest)) = run(body, letter) else { return ("", text) };
    let mut length = first.len();
    while let Some((next, after)) = rest.strip_prefix('.').and_then(|rest| run(rest, letter)) {
        length += 1 + next.len();
        rest = after;
    }
    body.split_at_checked(length).unwrap_or(("", text))
}

impl Version {
    /// Reads a version loosely: a `v` in front, missing numbers and leading zeros are fine.
    pub fn parse(text: &str) -> Result<Version, Error> {
        let (parts, rest) = Parts::take(text, |byte| byte.is_ascii_digit()).ok_or(Error::InvalidVersion)?;
        if !rest.is_empty() {
            return Err(Error::InvalidVersion);
        }
        let segment = |digits: &str| number(digits).map_err(Error::Segment);
        let version = Version {
            major: segment(parts.major)?,
            minor: segment(parts.minor.unwrap_or("0"))?,
            patch: segment(parts.patch.unwrap_or("0"))?,
            prerelease: String::from(parts.prerelease),
            metadata: String::from(parts.metadata),
            original: String::from(text),
        };
        check_prerelease(parts.prerelease)?;
        Ok(version)
    }

    /// Reads a version by the book: three numbers without leading zeros, no `v`.
    pub fn parse_strict(text: &str) -> Result<Version, Error> {
        if text.is_empty() {
            return Err(Error::Empty);
        }
        let mut parts = text.splitn(3, '.');
        let (Some(major), Some(minor), Some(last)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::InvalidVersion);
        };
        let (last, metadata) = last.split_once('+').map_or((last, None), |(last, extra)| (last, Some(extra)));
        metadata.map_or(Ok(()), check_metadata)?;
        let (patch, prerelease) = last.split_once('-').map_or((last, None), |(last, extra)| (last, Some(extra)));
        match prerelease {
            Some("") => return Err(Error::InvalidPrerelease),
            Some(prerelease) => check_prerelease(prerelease)?,
            None => {}
        }
        for digits in [major, minor, patch] {
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(Error::InvalidCharacters);
            }
            if digits.len() > 1 && digits.starts_with('0') {
                return Err(Error::LeadingZero);
            }
        }
        let strict = |digits: &str| number(digits).map_err(Error::Number);
        Ok(Version {
            major: strict(major)?,
            minor: strict(minor)?,
            patch: strict(patch)?,
            prerelease: String::from(prerelease.unwrap_or("")),
            metadata: String::from(metadata.unwrap_or("")),
            original: String::from(text),
        })
    }

    /// The order of versions: by number, a prerelease before its release, metadata ignored.
    pub fn compare(&self, other: &Version) -> Ordering {
        let numbers = (self.major, self.minor, self.patch).cmp(&(other.major, other.minor, other.patch));
        numbers.then_with(|| match (self.prerelease.is_empty(), other.prerelease.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => compare_prerelease(&self.prerelease, &other.prerelease),
        })
    }

    /// The next patch release; of a prerelease its own release. An error when the number is the largest one.
    pub fn inc_patch(&self) -> Result<Version, String> {
        let patch = if self.prerelease.is_empty() { increment(self.patch, "patch")? } else { self.patch };
        Ok(self.released(self.major, self.minor, patch))
    }

    /// The next minor release. An error when the number is the largest one.
    pub fn inc_minor(&self) -> Result<Version, String> {
        Ok(self.released(self.major, increment(self.minor, "minor")?, 0))
    }

    /// The next major release. An error when the number is the largest one.
    pub fn inc_major(&self) -> Result<Version, String> {
        Ok(self.released(increment(self.major, "major")?, 0, 0))
    }

    /// The same version with another prerelease.
    pub fn with_prerelease(&self, prerelease: &str) -> Result<Version, Error> {
        check_prerelease(prerelease)?;
        Ok(Version { prerelease: String::from(prerelease), ..self.clone() }.renamed(self))
    }

    /// The same version with other build metadata.
    pub fn with_metadata(&self, metadata: &str) -> Result<Version, Error> {
        if !metadata.is_empty() {
            check_metadata(metadata)?;
        }
        Ok(Version { metadata: String::from(metadata), ..self.clone() }.renamed(self))
    }

    fn released(&self, major: u64, minor: u64, patch: u64) -> Version {
        Version { major, minor, patch, ..Version::default() }.renamed(self)
    }

    /// The version with its text as the original, behind a `v` if `before` had one.
    fn renamed(mut self, before: &Version) -> Version {
        let prefix = if before.original.starts_with('v') { "v" } else { "" };
        self.original = format!("{prefix}{self}");
        self
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}

fn number(digits: &str) -> Result<u64, String> {
    strconv::parse_uint(digits.as_bytes(), 10, 64).map_err(|error| error.to_string())
}

fn increment(number: u64, name: &str) -> Result<u64, String> {
    number.checked_add(1).ok_or_else(|| format!("{name} version increment would overflow uint64"))
}

fn check_prerelease(prerelease: &str) -> Result<(), Error> {
    if prerelease.is_empty() {
        return Ok(());
    }
    for part in prerelease.split('.') {
        if !is_identifier(part) {
            return Err(Error::InvalidPrerelease);
        }
        if part.len() > 1 && part.starts_with('0') && part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Error::LeadingZero);
        }
    }
    Ok(())
}

fn check_metadata(metadata: &str) -> Result<(), Error> {
    if metadata.split('.').all(is_identifier) { Ok(()) } else { Err(Error::InvalidMetadata) }
}

fn is_identifier(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Identifier by identifier: numbers by value and before words, words by bytes; the shorter list first.
pub(super) fn compare_prerelease(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => compare_identifier(a.unwrap_or(""), b.unwrap_or("")),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn compare_identifier(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    match (a.is_empty(), b.is_empty()) {
        (true, _) => return Ordering::Less,
        (_, true) => return Ordering::Greater,
        _ => {}
    }
    match (number(a), number(b)) {
        // Equal numbers in different texts, such as with more zeros, count as the lower one first.
        (Ok(a), Ok(b)) => {
            if a > b {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        Version::parse(text).map_or_else(|error| format!("error: {error}"), |version| version.to_string())
    }

    #[test]
    fn loose_texts_are_completed() {
        assert_eq!(parsed("v1.2"), "1.2.0");
        assert_eq!(parsed("01.02.03"), "1.2.3");
        assert_eq!(parsed("1-alpha.1+b.2"), "1.0.0-alpha.1+b.2");
        assert_eq!(parsed("1.2.3.4"), "error: invalid semantic version");
        assert_eq!(parsed("1.2.3-"), "error: invalid semantic version");
        assert_eq!(parsed("1.2.3-01"), "error: version segment starts with 0");
        assert_eq!(
            parsed("1.2.99999999999999999999"),
            "error: error parsing version segment: strconv.ParseUint: parsing \"99999999999999999999\": value out of range"
        );
    }

    #[test]
    fn strict_texts_are_checked() {
        let strict = |text: &str| Version::parse_strict(text).map(|version| version.to_string());
        assert_eq!(strict("1.2.3-a+b"), Ok(String::from("1.2.3-a+b")));
        assert_eq!(strict(""), Err(Error::Empty));
        assert_eq!(strict("1.2"), Err(Error::InvalidVersion));
        assert_eq!(strict("v1.2.3"), Err(Error::InvalidCharacters));
        assert_eq!(strict("1.02.3"), Err(Error::LeadingZero));
    }

    #[test]
    fn prereleases_come_before_their_release() {
        let order = ["1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta", "1.0.0", "1.0.1"];
        let versions: Vec<Version> = order.iter().filter_map(|text| Version::parse(text).ok()).collect();
        assert!(versions.windows(2).all(|pair| pair[0].compare(&pair[1]) == Ordering::Less));
    }

    #[test]
    fn increments_keep_the_prefix() {
        let version = Version::parse("v1.2.3-rc.1+b").unwrap_or_default();
        assert_eq!(version.inc_patch().map(|next| next.original), Ok(String::from("v1.2.3")));
        assert_eq!(version.inc_minor().map(|next| next.to_string()), Ok(String::from("1.3.0")));
        assert_eq!(version.inc_major().map(|next| next.to_string()), Ok(String::from("2.0.0")));
        let last = Version { patch: u64::MAX, ..Version::default() };
        assert_eq!(last.inc_patch(), Err(String::from("patch version increment would overflow uint64")));
    }
}
