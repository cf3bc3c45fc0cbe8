//! Replacements from where they are written: in a kustomization, in a ReplacementTransformer, or in files that these name.

use super::Replacements;
use crate::diagnostic::Diagnostic;
use crate::kustomize::spec::{Replacement, ReplacementField, go_types};
use crate::kustomize::{Context, Loader, Result};
use crate::source::Span;
use crate::yaml::tree::Content;
use crate::yaml::typed::{self, Spanned};
use crate::yaml::{self, Tree};
use serde::Deserialize;

/// What counts of an object of kind ReplacementTransformer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Configuration {
    replacements: Vec<Spanned<ReplacementField>>,
}

impl Replacements {
    /// The replacements of a kustomization, those in files included.
    pub fn load(fields: &[Spanned<ReplacementField>], loader: &Loader, context: &Context<'_>) -> Result<Self> {
        let mut fields = fields.to_vec();
        for Spanned { value, .. } in &mut fields {
            // A list without targets is none in a kustomization, though it is one where the object itself is read.
            value.targets = value.targets.take().filter(|targets| !targets.is_empty());
        }
        Replacements::gather(&fields, loader, context)
    }

    fn gather(fields: &[Spanned<ReplacementField>], loader: &Loader, context: &Context<'_>) -> Result<Self> {
        let mut replacements = Vec::with_capacity(fields.len());
        for field in fields {
            let Spanned { value, origin } = field;
            if value.path.is_empty() {
                let ReplacementField { source, targets, source_value, .. } = value.clone();
                replacements.push(Spanned { value: Replacement { source, targets, source_value }, origin: *origin });
                continue;
            }
            if value.source.is_some() || value.targets.as_ref().is_some_and(|targets| !targets.is_empty()) {
                let sentence = "cannot specify both path and inline replacement";
                return Err(invalid(sentence, *origin, "keep either the file or what is written here"));
            }
            replacements.extend(from_file(&value.path, *origin, loader, context)?);
        }
        Ok(Replacements { replacements })
    }

    /// What an object of kind ReplacementTransformer says.
    pub fn from_configuration(object: &Tree, loader: &Loader, context: &Context<'_>) -> Result<Self> {
        let configuration: Configuration = typed::read(object, false).map_err(|error| mistyped(&error))?;
        Replacements::gather(&configuration.replacements, loader, context)
    }
}

/// The replacements in a file: one, or a list.
fn from_file(
    path: &str,
    origin: Option<Span>,
    loader: &Loader,
    context: &Context<'_>,
) -> Result<Vec<Spanned<Replacement>>> {
    let loaded = loader.load(path, origin, context)?;
    let tree = yaml::read_configuration(&loaded.text, loaded.source).map_err(|error| {
        let sentence = error.message().to_owned();
        invalid(sentence, error.span().or(origin), "mend the YAML at the place shown")
    })?;
    if let Some(fault) = tree.as_ref().filter(|tree| tree.as_scalar().is_none()).and_then(go_types::in_replacements) {
        return Err(mistyped(&fault));
    }
    let found = match &tree {
        Some(tree @ Tree { content: Content::Sequence(_), .. }) => {
            return typed::read(tree, false).map_err(|error| mistyped(&error));
        }
        Some(tree @ Tree { content: Content::Mapping(_), .. }) => {
            return typed::read(tree, false).map(|replacement| vec![replacement]).map_err(|error| mistyped(&error));
        }
        Some(tree) if !tree.is_null() => "string",
        _ => "invalid",
    };
    let sentence = format!("unsupported replacement type encountered within replacement path: {found}");
    Err(invalid(sentence, origin, "a file of replacements holds one or a list of them"))
}

fn mistyped(error: &typed::TypeError) -> Box<Diagnostic> {
    let sentence = format!("error unmarshaling JSON: while decoding JSON: {}", error.message);
    invalid(sentence, Some(error.origin), "give the field a value of the type that it wants")
}

fn invalid(sentence: impl Into<String>, origin: Option<Span>, help: &str) -> Box<Diagnostic> {
    let sentence = sentence.into();
    let diagnostic = Diagnostic::sentence("kustomize::replacement", sentence).help(help);
    Box::new(diagnostic.label_known(origin, ""))
}
