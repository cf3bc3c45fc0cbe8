//! The only place that prints. Output is buffered and goes to standard output; notes and reports go to standard error
//! in the form that was asked for, with nothing in them that a terminal would obey.

use super::flags::global::{Color, ErrorFormat, Globals};
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::source::Sources;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Prints output, notes and reports.
pub(crate) struct Printer {
    out: BufWriter<Box<dyn Write + Send>>,
    failure: Option<io::Error>,
    format: ErrorFormat,
    style: render::Style,
}

impl std::fmt::Debug for Printer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printer").field("format", &self.format).field("style", &self.style).finish_non_exhaustive()
    }
}

impl Printer {
    /// A printer to the process's own outputs.
    pub fn new(globals: &Globals) -> Self {
        let terminal = io::stderr().is_terminal();
        let color = match globals.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("TERM") != Some(OsString::from("dumb")),
        };
        Printer {
            out: BufWriter::with_capacity(64 * 1024, Box::new(io::stdout())),
            failure: None,
            format: globals.error_format,
            style: render::Style { color, unicode: locale_has_unicode(), width: width(terminal) },
        }
    }

    /// Writes to standard output. A failure is kept for [`Printer::finish`], so that callers need not look.
    pub fn write(&mut self, bytes: &[u8]) {
        if self.failure.is_none()
            && let Err(error) = self.out.write_all(bytes)
        {
            self.failure = Some(error);
        }
    }

    /// Says something in passing on standard error.
    pub fn note(&mut self, text: &str) {
        let note = Diagnostic::error("note", text).severity(Severity::Note);
        self.report(&note, &Sources::new());
    }

    /// Says something on standard error as it stands, line breaks included: what Helm prints beside its output.
    pub fn aside(&mut self, text: &str) {
        self.flush();
        let lines: String = text.lines().flat_map(|line| [render::escape(line).into_owned(), "\n".into()]).collect();
        let _ = io::stderr().lock().write_all(lines.as_bytes());
    }

    /// Reports a problem on standard error, after the output that came before it.
    pub fn report(&mut self, diagnostic: &Diagnostic, sources: &Sources) {
        self.flush();
        let text = match self.format {
            ErrorFormat::Text => render::terminal(diagnostic, sources, self.style),
            ErrorFormat::Compat => render::compat(diagnostic),
            ErrorFormat::Json => render::json(diagnostic, sources),
        };
        // Nobody is left to tell when standard error itself is gone.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Reports what the output says already in the reference tool's words, unless those are all that is asked for.
    pub fn elaborate(&mut self, diagnostic: &Diagnostic, sources: &Sources) {
        if self.format != ErrorFormat::Compat {
            self.report(diagnostic, sources);
        }
    }

    fn flush(&mut self) {
        if self.failure.is_none()
            && let Err(error) = self.out.flush()
        {
            self.failure = Some(error);
        }
    }

    /// Flushes, and gives the first failure of standard output. A reader that has gone away, as `head` does, is none.
    pub fn finish(&mut self) -> io::Result<()> {
        self.flush();
        match self.failure.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}

/// How many columns reports may fill: COLUMNS, else the terminal's, else 100 where it goes to a file.
fn width(terminal: bool) -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let columns = columns.or_else(|| terminal.then(terminal_columns).flatten());
    columns.unwrap_or(100).max(20)
}

fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size_of(io::stderr()).map(|(columns, _)| usize::from(columns.0))
}

/// The locale by the rules of setlocale: the first of the three variables that is set.
fn locale_has_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let locale = locale.unwrap_or_default().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8") || cfg!(windows)
}
