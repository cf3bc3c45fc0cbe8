//! What the reference tool would have printed: `Error: ` and its sentence, and nothing else.

use super::escape;
use crate::diagnostic::{Diagnostic, Severity};

/// The diagnostic as Helm's users' scripts know it, with a line break at the end.
pub fn compat(diagnostic: &Diagnostic) -> String {
    let sentence = escape(diagnostic.compat.as_deref().unwrap_or(&diagnostic.message));
    match diagnostic.severity {
        Severity::Error => format!("Error: {sentence}\n"),
        Severity::Warning => format!("WARNING: {sentence}\n"),
        Severity::Note => format!("{sentence}\n"),
    }
}
