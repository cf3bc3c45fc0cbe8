//! [`Annotations`]: the same annotations for all objects and for the templates in them.

use super::fields::{FieldSpecs, Missing};
use super::labels::set_texts;
use super::object;
use crate::kustomize::spec::{FieldSpec, Texts};
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::ResourceSet;
use crate::source::Span;
use crate::yaml::Tree;
use serde::Deserialize;

/// Sets annotations.
#[derive(Clone, Debug)]
pub struct Annotations {
    texts: Texts,
    specs: FieldSpecs,
    origin: Span,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    annotations: Texts,
    field_specs: Vec<FieldSpec>,
}

impl Annotations {
    /// `commonAnnotations`, which stand at `origin`.
    pub fn new(annotations: Texts, specs: &[FieldSpec], origin: Span) -> Self {
        Annotations { texts: annotations, specs: FieldSpecs::new(specs), origin }
    }

    /// An `AnnotationsTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let Configuration { annotations, field_specs } = object::read(tree)?;
        Ok(Self::new(annotations, &field_specs, tree.origin))
    }
}

impl Transformer for Annotations {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        set_texts(set, &self.texts, &self.specs, Missing::Mapping, self.origin)
    }
}
