//! Semantic versions and constraints as the library Masterminds/semver reads them: loosely (`v1.2` is `1.2.0`), with
//! ranges such as `~1.2`, `^2`, `1.x || >=3 <4` and `1.2 - 2.3`, and with its sentences for errors.

mod constraint;
mod object;
mod version;

pub use constraint::Constraints;
pub use object::VersionObject;
pub use version::Version;

use std::fmt;

/// Why a version or a constraint could not be read, in the library's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The text is no version.
    InvalidVersion,
    /// An empty text, where a strict version is wanted.
    Empty,
    /// A strict version with letters among its numbers.
    InvalidCharacters,
    /// A number with a leading zero.
    LeadingZero,
    /// Build metadata that is malformed.
    InvalidMetadata,
    /// A prerelease that is malformed.
    InvalidPrerelease,
    /// A number that does not fit 64 bits; strconv's sentence.
    Number(String),
    /// A number that does not fit 64 bits, in a version read loosely; strconv's sentence.
    Segment(String),
    /// A text that is no constraint.
    ImproperConstraint(String),
    /// A constraint whose version can't be read.
    ConstraintVersion,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidVersion => f.write_str("invalid semantic version"),
            Error::Empty => f.write_str("version string empty"),
            Error::InvalidCharacters => f.write_str("invalid characters in version"),
            Error::LeadingZero => f.write_str("version segment starts with 0"),
            Error::InvalidMetadata => f.write_str("invalid metadata string"),
            Error::InvalidPrerelease => f.write_str("invalid prerelease string"),
            Error::Number(cause) => f.write_str(cause),
            Error::Segment(cause) => write!(f, "error parsing version segment: {cause}"),
            Error::ImproperConstraint(text) => {
                write!(f, "improper constraint: {}", super::strconv::quote(text.as_bytes()))
            }
            Error::ConstraintVersion => f.write_str("constraint parser error"),
        }
    }
}

impl std::error::Error for Error {}
