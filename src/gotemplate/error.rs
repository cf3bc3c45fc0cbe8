//! [`Error`], why a function, a template or a render failed: Go's sentence for the cause, our code, and the places it
//! passed through on the way out. Text for people is made from it elsewhere.

use crate::source::Span;
use std::fmt;

/// An error of a function or of the engine.
#[derive(Clone, Debug)]
pub struct Error(Box<Data>);

#[derive(Clone, Debug)]
struct Data {
    code: &'static str,
    cause: String,
    help: Option<String>,
    span: Option<Span>,
    trace: Vec<Step>,
}

/// One template, include or function call that the error passed through, innermost first.
#[derive(Clone, Debug)]
pub struct Step {
    /// `include "labels"`, `template "x"`, `tpl`, or the text of the action.
    pub what: String,
    /// The name of the template that was executing.
    pub template: String,
    /// The place of the call.
    pub span: Option<Span>,
}

impl Error {
    /// An error with Go's or the function's own sentence for the cause and the general code `render::function`.
    pub fn new(cause: impl Into<String>) -> Self {
        Self::coded("render::function", cause)
    }

    /// An error with a code of its own.
    pub fn coded(code: &'static str, cause: impl Into<String>) -> Self {
        Error(Box::new(Data { code, cause: cause.into(), help: None, span: None, trace: Vec::new() }))
    }

    /// Says what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Sets the place of the cause unless one is already known: the innermost place wins.
    pub fn at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// Adds an outer step.
    pub fn through(mut self, step: Step) -> Self {
        self.0.trace.push(step);
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The sentence for the cause.
    pub fn cause(&self) -> &str {
        &self.0.cause
    }

    /// What to do, when that is known.
    pub fn advice(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The place of the cause.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// The steps, innermost first.
    pub fn trace(&self) -> &[Step] {
        &self.0.trace
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.cause)
    }
}

impl std::error::Error for Error {}

impl From<String> for Error {
    fn from(cause: String) -> Self {
        Error::new(cause)
    }
}

impl From<&str> for Error {
    fn from(cause: &str) -> Self {
        Error::new(cause)
    }
}
