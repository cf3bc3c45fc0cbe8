//! The report for people, laid out by miette.

use super::{Style, escape};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// The report.
pub fn terminal(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let _ = (sources, style);
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity}: {}\n", escape(&diagnostic.message))
}

/// The columns of the terminal, where there is one.
pub fn terminal_width() -> Option<usize> {
    None
}
