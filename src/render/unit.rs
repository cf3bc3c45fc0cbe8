//! [`Unit`], what one input came to: its objects in order, and what is needed to find the lines that wrote them.

use super::Input;
use crate::diagnostic::Diagnostic;
use crate::go::Str;
use crate::source::SourceId;
use crate::yaml::Tree;

/// A loaded input.
#[derive(Debug)]
pub struct Unit {
    /// What was loaded.
    pub input: Input,
    /// Its objects. A tree's places are in the user's files, or, of a chart, in rendered texts: see [`super::Places`].
    pub objects: Vec<Tree>,
    /// What the user should know and that changes nothing.
    pub notes: Vec<Diagnostic>,
    /// The documents that a chart rendered, which the places of its objects are in.
    pub(super) documents: Vec<Document>,
}

/// A document that a chart's template rendered.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// The document among the texts of the run.
    pub source: SourceId,
    /// The template's name: `web/templates/service.yaml`.
    pub template: Str,
    /// The document.
    pub text: Str,
}

impl Unit {
    /// Objects whose places are in the user's own files.
    pub(super) fn new(input: &Input, objects: Vec<Tree>, notes: Vec<Diagnostic>) -> Self {
        Unit { input: input.clone(), objects, notes, documents: Vec::new() }
    }
}
