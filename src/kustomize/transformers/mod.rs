//! The transformers that Kustomize has built in, a file each: made from a field of kustomization.yaml or from a configuration
//! object of their kind. Each goes over the objects once and looks nothing up by comparing them with each other.

mod affix;
mod annotations;
pub(crate) mod fields;
mod hash;
mod images;
mod labels;
mod namespace;
mod object;
mod of_fields;
mod replicas;
mod sort_order;
mod value_add;

pub use affix::{Prefix, Suffix};
pub use annotations::Annotations;
pub use hash::{NameHash, hash};
pub use images::Images;
pub(in crate::kustomize) use images::split_image;
pub use labels::Labels;
pub use namespace::{Namespace, Subjects};
pub use of_fields::{Named, names_and_metadata, replicas_and_images};
pub use replicas::Replicas;
pub use sort_order::SortOrder;
pub use value_add::ValueAdd;

use super::replacements::Replacements;
use super::{Context, Loader, Result, Transformer};
use crate::resource::{Resource, ResourceSet};
use crate::yaml::Tree;

/// The transformer that a configuration object of a built-in kind asks for; `None` where there is none of that kind here.
/// `loader` is for the files that the object names.
pub fn by_kind(
    kind: &str,
    object: &Tree,
    loader: &Loader,
    context: &mut Context<'_>,
) -> Option<Result<Box<dyn Transformer>>> {
    fn boxed<T: Transformer + 'static>(made: Result<T>) -> Option<Result<Box<dyn Transformer>>> {
        Some(made.map(|transformer| Box::new(transformer) as Box<dyn Transformer>))
    }
    match kind {
        "AnnotationsTransformer" => boxed(Annotations::from_object(object)),
        "HashTransformer" => boxed(Ok(NameHash)),
        "ImageTagTransformer" => boxed(Images::from_object(object)),
        "LabelTransformer" => boxed(Labels::from_object(object)),
        "NamespaceTransformer" => boxed(Namespace::from_object(object)),
        "PrefixSuffixTransformer" => boxed(PrefixSuffix::from_object(object)),
        "PrefixTransformer" => boxed(Prefix::from_object(object)),
        "ReplacementTransformer" => boxed(Replacements::from_configuration(object, loader, context)),
        "ReplicaCountTransformer" => boxed(Replicas::from_object(object)),
        "SuffixTransformer" => boxed(Suffix::from_object(object)),
        "ValueAddTransformer" => boxed(ValueAdd::from_object(object, loader, context)),
        _ => None,
    }
}

/// The old kind that has both a prefix and a suffix.
struct PrefixSuffix {
    prefix: Prefix,
    suffix: Suffix,
}

impl PrefixSuffix {
    fn from_object(object: &Tree) -> Result<Self> {
        Ok(PrefixSuffix { prefix: Prefix::from_object(object)?, suffix: Suffix::from_object(object)? })
    }
}

impl Transformer for PrefixSuffix {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        self.prefix.transform(set, context)?;
        self.suffix.transform(set, context)
    }
}

/// The objects to change by field specs: the index of their ids stays if no spec leads to an id.
fn contents_mut<'s>(set: &'s mut ResourceSet, specs: &fields::FieldSpecs) -> &'s mut [Resource] {
    if specs.may_change_ids() { set.as_mut_slice() } else { set.contents_mut() }
}

/// Changes each object by itself: see [`super::each::each`].
fn each(resources: &mut [Resource], change: impl Fn(&mut Resource) -> Result<()> + Sync + Send) -> Result<()> {
    super::each::each(resources, |_, resource| change(resource)).map(drop)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::gotemplate::Limits;
    use crate::host::effects::Handler;
    use crate::host::memory::Memory;
    use crate::kustomize::Options;
    use crate::source::{SourceId, Sources};

    /// The objects in a text.
    pub(super) fn resources(text: &str) -> Vec<Resource> {
        crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN)
            .expect("YAML")
            .into_iter()
            .map(Resource::new)
            .collect()
    }

    /// The objects in a text after a transformer.
    pub(super) fn transformed(transformer: &dyn Transformer, text: &str) -> Result<ResourceSet> {
        let mut set = ResourceSet::from_vec(resources(text));
        let (host, sources, options, limits) = (Memory::new(), Sources::new(), Options::default(), Limits::default());
        let mut effects = Handler::default();
        let mut context = Context::new(&host, &sources, &options, &mut effects, &limits);
        transformer.transform(&mut set, &mut context).map(|()| set)
    }
}
