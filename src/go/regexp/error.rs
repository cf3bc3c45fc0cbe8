//! [`Error`], why a regular expression was refused, in the words of Go's `regexp/syntax`.

use std::fmt;

/// Why an expression can't be compiled, with the part that is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub code: Code,
    /// The part of the expression.
    pub part: Vec<u8>,
}

/// What is wrong with an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A class of characters that does not exist, or runs backwards.
    InvalidCharRange,
    /// A backslash before what it can't stand before.
    InvalidEscape,
    /// A group's name that is none.
    InvalidNamedCapture,
    /// `(?` and what follows it.
    InvalidPerlOp,
    /// `a**`.
    InvalidRepeatOp,
    /// `a{1001}`, also by nesting.
    InvalidRepeatSize,
    /// Bytes that are no text.
    InvalidUtf8,
    /// A class without its end.
    MissingBracket,
    /// A group without its end.
    MissingParen,
    /// A repetition of nothing.
    MissingRepeatArgument,
    /// A backslash at the end.
    TrailingBackslash,
    /// An end without a group.
    UnexpectedParen,
    /// More than a thousand levels.
    NestingDepth,
    /// Too many states.
    Large,
}

impl Code {
    /// Go's phrase.
    pub fn phrase(self) -> &'static str {
        match self {
            Code::InvalidCharRange => "invalid character class range",
            Code::InvalidEscape => "invalid escape sequence",
            Code::InvalidNamedCapture => "invalid named capture",
            Code::InvalidPerlOp => "invalid or unsupported Perl syntax",
            Code::InvalidRepeatOp => "invalid nested repetition operator",
            Code::InvalidRepeatSize => "invalid repeat count",
            Code::InvalidUtf8 => "invalid UTF-8",
            Code::MissingBracket => "missing closing ]",
            Code::MissingParen => "missing closing )",
            Code::MissingRepeatArgument => "missing argument to repetition operator",
            Code::TrailingBackslash => "trailing backslash at end of expression",
            Code::UnexpectedParen => "unexpected )",
            Code::NestingDepth => "expression nests too deeply",
            Code::Large => "expression too large",
        }
    }
}

impl Error {
    pub(super) fn new(code: Code, part: &[u8]) -> Self {
        Error { code, part: part.to_vec() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error parsing regexp: {}: `{}`", self.code.phrase(), String::from_utf8_lossy(&self.part))
    }
}

impl std::error::Error for Error {}
