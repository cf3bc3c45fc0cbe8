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
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The action's text, such as `include "labels" .`; empty for a step that only adds words.
    pub what: String,
    /// The name of the template that was executing.
    pub template: String,
    /// The place of the call.
    pub span: Option<Span>,
    /// The words that Go puts in front of the cause: `template: a:1:3: executing "a" at <x>: error calling x: `.
    pub words: String,
    /// Whether the error inside is wrapped, so that Go's `errors.Unwrap` leads to it, rather than written out.
    pub wraps: bool,
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

    /// An error of parsing: the sentence, and the name and line that Go puts in front of it.
    pub(super) fn syntax(code: &'static str, name: &str, line: usize, sentence: impl Into<String>) -> Self {
        let words = format!("template: {name}:{line}: ");
        Self::coded(code, sentence).through(Step { template: name.to_owned(), words, ..Step::default() })
    }

    /// Puts words in front of the sentence, as `fmt.Errorf("words: %w", err)` does.
    pub fn wrap(self, words: impl Into<String>) -> Self {
        self.through(Step { words: words.into(), wraps: true, ..Step::default() })
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

    /// Whether the place where it happened is known.
    pub(super) fn is_located(&self) -> bool {
        !self.0.trace.is_empty()
    }

    /// Whether the error was found while parsing the text itself, rather than while executing it.
    pub fn is_syntax(&self) -> bool {
        self.0.code.starts_with("template::") && self.0.trace.len() == 1
    }

    /// The whole sentence as Go's `err.Error()` gives it: what each step says, outermost first, and the cause.
    pub fn sentence(&self) -> String {
        let words = self.0.trace.iter().rev().map(|step| step.words.as_str());
        words.chain([self.0.cause.as_str()]).collect()
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
