//! [`Error`], why a chart or its values are not good: Helm's sentence for the cause, our code, and the places in the
//! user's files. Text for people is made from it by [`Diagnostic`]'s renderers.

use crate::diagnostic::{Diagnostic, Fault, Label};
use crate::source::Span;
use std::fmt;

/// An error of a chart, its dependencies or its values.
#[derive(Clone, Debug)]
pub struct Error(Box<Data>);

#[derive(Clone, Debug)]
struct Data {
    code: &'static str,
    sentence: String,
    detail: Option<String>,
    labels: Vec<Label>,
    help: Option<String>,
    fault: Fault,
}

impl Error {
    /// An error with a code and Helm's sentence.
    pub fn new(code: &'static str, sentence: impl Into<String>) -> Self {
        Error(Box::new(Data {
            code,
            sentence: sentence.into(),
            detail: None,
            labels: Vec::new(),
            help: None,
            fault: Fault::Input,
        }))
    }

    /// Marks a place, if it is known.
    pub fn at(mut self, span: Option<Span>, text: impl Into<String>) -> Self {
        self.0.labels.extend(span.map(|span| Label { span, text: text.into() }));
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Says more than Helm's sentence does.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Blames the outside: a disk that does not answer.
    pub fn outside(mut self) -> Self {
        self.0.fault = Fault::Outside;
        self
    }

    /// The same error with a prefix, as Go wraps errors: `prefix: sentence`.
    pub fn wrapped(mut self, prefix: impl fmt::Display) -> Self {
        self.0.sentence = format!("{prefix}: {}", self.0.sentence);
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// Helm's sentence.
    pub fn sentence(&self) -> &str {
        &self.0.sentence
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.sentence)
    }
}

impl std::error::Error for Error {}

impl From<Error> for Diagnostic {
    fn from(error: Error) -> Self {
        let data = *error.0;
        let message = match data.detail {
            Some(detail) => format!("{}: {detail}", data.sentence),
            None => data.sentence.clone(),
        };
        let mut diagnostic = Diagnostic::error(data.code, message).fault(data.fault).compat(data.sentence);
        diagnostic.labels = data.labels;
        diagnostic.help = data.help;
        diagnostic
    }
}
