//! The one error value of the program: what is wrong, where in the user's own files, and what to do about it.
//! Stages build a [`Diagnostic`]; only the renderers in this folder turn it into text. Nothing here prints.

mod nearest;
pub mod render;

pub use nearest::nearest;

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Probably a mistake; the output is still made.
    Warning,
    /// No output is made.
    Error,
}

/// Who can mend it, and so which exit code the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The input is wrong: exit code 1.
    Input,
    /// The command line is wrong: exit code 2.
    Usage,
    /// Disk, network or another program failed: exit code 3.
    Outside,
}

/// A marked place in a source and what to say about it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words, or empty.
    pub text: String,
}

/// One step of how the run came to the place: `include "labels"` at templates/web.yaml:12:5.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What was being done.
    pub what: String,
    /// Where it was asked for, when that is known.
    pub span: Option<Span>,
}

/// A problem in the user's words and places.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable, kebab-case, stage first: `render::nil-pointer`. Every code has an entry in docs/errors.md.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Who can mend it.
    pub fault: Fault,
    /// One sentence that names the cause, lower case, no full stop.
    pub message: String,
    /// Places, the one that has to change first.
    pub labels: Vec<Label>,
    /// How the run got there, innermost first.
    pub trace: Vec<Frame>,
    /// What to do, as an imperative.
    pub help: Option<String>,
    /// The reference tool's sentence for the cause, on one line; `--error-format compat` prints this alone.
    pub compat: Option<String>,
}

impl Diagnostic {
    /// An error that the input is to blame for.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            fault: Fault::Input,
            message: message.into(),
            labels: Vec::new(),
            trace: Vec::new(),
            help: None,
            compat: None,
        }
    }

    /// An error that the input is to blame for, in the reference tool's own sentence.
    pub fn sentence(code: &'static str, sentence: impl Into<String>) -> Self {
        let sentence = sentence.into();
        Diagnostic::error(code, sentence.clone()).compat(sentence)
    }

    /// The same with another severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same, blamed on someone else.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }

    /// Adds a marked place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a marked place, where it is known.
    pub fn label_known(self, span: Option<Span>, text: impl Into<String>) -> Self {
        match span {
            Some(span) => self.label(span, text),
            None => self,
        }
    }

    /// Adds an outer step of how the run got there.
    pub fn frame(mut self, what: impl Into<String>, span: Option<Span>) -> Self {
        self.trace.push(Frame { what: what.into(), span });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Gives the reference tool's sentence.
    pub fn compat(mut self, sentence: impl Into<String>) -> Self {
        self.compat = Some(sentence.into());
        self
    }

    /// Puts the reference tool's words in front of the cause in its own sentence: see [`Diagnostic::wrapped`].
    pub fn prefixed(self: Box<Self>, prefix: &str) -> Box<Self> {
        self.wrapped(|cause| format!("{prefix}: {cause}"))
    }

    /// Puts the reference tool's words around the cause in its own sentence; the message stays as short as it is.
    pub fn wrapped(mut self: Box<Self>, around: impl FnOnce(&str) -> String) -> Box<Self> {
        let cause = self.compat.take().unwrap_or_else(|| self.message.clone());
        self.compat = Some(around(&cause));
        self
    }
}
