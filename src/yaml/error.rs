//! [`Error`], why a text is not the YAML that Go reads, or a value can't be written as YAML: Go's sentence, and the
//! place in the text where one is known. It knows nothing of how errors are shown.

use crate::source::{SourceId, Span};
use std::fmt;
use std::ops::Range;

/// A YAML error in Go's words, such as `yaml: line 3: mapping values are not allowed in this context`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Data>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Data {
    message: String,
    range: Option<Range<usize>>,
    source: Option<SourceId>,
}

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Error(Box::new(Data { message: message.into(), range: None, source: None }))
    }

    /// The same error about a range of the text, unless it has one.
    pub(super) fn at(mut self, range: Range<usize>) -> Self {
        self.0.range.get_or_insert(range);
        self
    }

    /// The same error, its text being what stands `by` bytes into another.
    pub(super) fn moved_by(mut self, by: usize) -> Self {
        if let Some(range) = &mut self.0.range {
            *range = range.start + by..range.end + by;
        }
        self
    }

    pub(super) fn prefixed(mut self, prefix: &str) -> Self {
        self.0.message.insert_str(0, prefix);
        self
    }

    /// The same error, its place being in `source`.
    pub fn in_source(mut self, source: SourceId) -> Self {
        self.0.source.get_or_insert(source);
        self
    }

    /// Go's whole sentence, on one line but for a list of several type errors.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The bytes of the text that the error is about, when a place is known. It may be empty, at the end of the text.
    pub fn range(&self) -> Option<Range<usize>> {
        self.0.range.clone()
    }

    /// The place, when both it and the source are known: see [`Error::in_source`].
    pub fn span(&self) -> Option<Span> {
        Some(Span::new(self.0.source?, self.range()?))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}
