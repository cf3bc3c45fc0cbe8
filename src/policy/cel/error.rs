//! What goes wrong: [`Invalid`], an expression that does not compile, with every [`Issue`] and its place; and [`Error`], an
//! evaluation that has no value. The words are cel-go's.

use std::fmt;

/// The bytes of an expression that something is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Position {
    /// From `start` to before `end`.
    pub(super) fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Position { start: narrow(start), end: narrow(end) }
    }

    /// From the start of this to the end of `other`.
    pub(super) fn to(self, other: Position) -> Self {
        Position { start: self.start, end: other.end.max(self.end) }
    }
}

/// One thing that is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// cel-go's sentence.
    pub message: String,
    /// Where.
    pub position: Position,
}

/// Why an expression was refused: at least one issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// In the order of the text.
    pub issues: Vec<Issue>,
}

impl Invalid {
    pub(super) fn one(message: impl Into<String>, position: Position) -> Self {
        Invalid { issues: vec![Issue { message: message.into(), position }] }
    }

    /// The first issue's place.
    pub fn position(&self) -> Position {
        self.issues.first().map(|issue| issue.position).unwrap_or_default()
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, issue) in self.issues.iter().enumerate() {
            if number > 0 {
                out.write_str("; ")?;
            }
            out.write_str(&issue.message)?;
        }
        Ok(())
    }
}

/// Why an evaluation has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Failure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    message: String,
    position: Option<Position>,
    /// Whether the budget is spent: such an error is never absorbed.
    exhausted: bool,
}

impl Error {
    /// An error that a function gives.
    pub fn new(message: impl Into<String>) -> Self {
        Error(Box::new(Failure { message: message.into(), position: None, exhausted: false }))
    }

    /// The budget is spent.
    pub(super) fn exhausted(message: impl Into<String>) -> Self {
        Error(Box::new(Failure { message: message.into(), position: None, exhausted: true }))
    }

    /// A value has a type that the operation has no overload for.
    pub(super) fn no_such_overload() -> Self {
        Error::new("no such overload")
    }

    pub(super) fn no_such_key(key: impl fmt::Display) -> Self {
        Error::new(format!("no such key: {key}"))
    }

    /// Says where, unless that is known more closely.
    pub(super) fn at(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// cel-go's sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The part of the expression that failed.
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// Whether the budget is spent.
    pub fn is_exhausted(&self) -> bool {
        self.0.exhausted
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.message)
    }
}
