//! From a [`Diagnostic`](super::Diagnostic) to text: a report for people, the reference tool's line, or JSON. Nothing
//! here prints, and only `terminal` names miette.

mod compat;
mod escape;
mod excerpt;
mod json;
mod terminal;

pub use compat::compat;
pub use escape::escape;
pub use json::json;
pub use terminal::terminal;

/// What a report may look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether lines and arrows may be drawn with more than ASCII.
    pub unicode: bool,
    /// The columns to fill.
    pub width: usize,
}
