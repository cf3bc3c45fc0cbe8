//! Configuration objects read into what a transformer needs of them, by `sigs.k8s.io/yaml`'s rules: fields that a
//! transformer does not have are passed over.

use crate::diagnostic::Diagnostic;
use crate::kustomize::Result;
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use crate::yaml::typed::{self, TypeError};
use serde::de::DeserializeOwned;

/// Reads an object.
pub(super) fn read<T: DeserializeOwned>(object: &Tree) -> Result<T> {
    typed::read(object, false).map_err(mistyped)
}

/// What does not fit, in Kustomize's words.
pub(super) fn mistyped(error: TypeError) -> Box<Diagnostic> {
    let sentence = format!("error unmarshaling JSON: while decoding JSON: {}", error.message);
    refused(sentence, error.origin).into()
}

/// A configuration that lacks something or has what it cannot have.
pub(super) fn refused(sentence: impl Into<String>, origin: Span) -> Diagnostic {
    let sentence = sentence.into();
    let diagnostic = Diagnostic::sentence("kustomize::transformer", sentence);
    if origin == NOWHERE { diagnostic } else { diagnostic.label(origin, "configured here") }
}
