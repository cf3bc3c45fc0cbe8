//! Fields as field specs name them: paths that are split once, the way to their values in objects, and what is set there as
//! kyaml sets it. It knows no transformer, and its errors become diagnostics only with the object and the field at hand.

mod path;
mod set;
mod specs;
mod walk;

pub(crate) use set::{Meaning, set_entry, set_scalar};
pub(crate) use specs::{FieldSpecs, Spec};
pub(crate) use walk::Missing;

use crate::diagnostic::Diagnostic;
use crate::resource::Resource;
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE};

/// What comes of setting a value. The error is boxed: outcomes are handed up from every node, and errors are rare.
pub(crate) type Outcome<T = ()> = Result<T, Box<FieldError>>;

/// Why a value could not be set.
#[derive(Debug)]
pub(crate) struct FieldError {
    /// The cause, in kyaml's words.
    pub(crate) message: String,
    /// The value that is in the way.
    pub(crate) origin: Span,
    /// It is a mapping or a list where a scalar is needed.
    pub(crate) no_scalar: bool,
}

impl FieldError {
    pub(crate) fn new(message: impl Into<String>, node: &Tree) -> Box<Self> {
        Box::new(FieldError { message: message.into(), origin: node.origin, no_scalar: false })
    }

    /// A value of another sort than is needed: `wanted` is yaml.v3's name of the sort.
    pub(crate) fn wrong_kind(wanted: &str, node: &Tree) -> Box<Self> {
        let found = match &node.content {
            Content::Mapping(_) => "MappingNode",
            Content::Sequence(_) => "SequenceNode",
            Content::Scalar(_) => "ScalarNode",
            Content::Alias(_) => "AliasNode",
        };
        let no_scalar = matches!(node.content, Content::Mapping(_) | Content::Sequence(_));
        let message = format!("wrong node kind: expected {wanted} but got {found}");
        Box::new(FieldError { message, origin: node.origin, no_scalar })
    }

    /// The same, with more in front of the cause.
    pub(crate) fn prefixed(mut self: Box<Self>, prefix: &str) -> Box<Self> {
        self.message = format!("{prefix}: {}", self.message);
        self
    }

    /// The error as the user sees it: `configured` is the line that asked for the change.
    pub(crate) fn report(self, resource: &Resource, configured: Span) -> Box<Diagnostic> {
        let message = format!("a field of {} cannot be changed: {}", resource.id(), self.message);
        let mut diagnostic = Diagnostic::error("kustomize::field", message).compat(self.message);
        if self.origin != NOWHERE {
            diagnostic = diagnostic.label(self.origin, "this value is in the way");
        }
        if configured != NOWHERE {
            diagnostic = diagnostic.label(configured, "the change is asked for here");
        }
        Box::new(diagnostic.help("mend the object, or the path of the field in the configuration"))
    }
}
