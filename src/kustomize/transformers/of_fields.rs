//! The transformers that the fields of a kustomization ask for, with the fields of objects that its configuration names.
//! Patches of JSON 6902 come between the two groups, other patches before them, replacements behind.

use super::{Annotations, Images, Labels, Namespace, Prefix, Replicas, Suffix};
use crate::kustomize::config::TransformerConfig;
use crate::kustomize::spec::Kustomization;
use crate::kustomize::{Result, Transformer};
use crate::source::Span;
use crate::yaml::tree::NOWHERE;

/// A transformer and the name of its kind.
pub type Named = (&'static str, Box<dyn Transformer>);

/// `namespace`, `namePrefix`, `nameSuffix`, `labels`, `commonLabels` and `commonAnnotations`, in the order in which they act.
pub fn names_and_metadata(kustomization: &Kustomization, config: &TransformerConfig) -> Result<Vec<Named>> {
    let mut made: Vec<Named> = Vec::new();
    let place = |origin: Option<Span>| origin.unwrap_or(NOWHERE);
    let namespace = &kustomization.namespace;
    if !namespace.value.is_empty() {
        let namespace = Namespace::new(namespace.value.clone(), &config.namespace, place(namespace.origin));
        made.push(("NamespaceTransformer", Box::new(namespace)));
    }
    let (prefix, suffix) = (&kustomization.name_prefix, &kustomization.name_suffix);
    if !prefix.value.is_empty() {
        let prefix = Prefix::new(prefix.value.clone(), &config.name_prefix, place(prefix.origin));
        made.push(("PrefixTransformer", Box::new(prefix)));
    }
    if !suffix.value.is_empty() {
        let suffix = Suffix::new(suffix.value.clone(), &config.name_suffix, place(suffix.origin));
        made.push(("SuffixTransformer", Box::new(suffix)));
    }
    for label in &kustomization.labels {
        let labels = Labels::entry(&label.value, config, place(label.origin))?;
        made.push(("LabelTransformer", Box::new(labels)));
    }
    let common = kustomization.common_labels.clone().unwrap_or_default();
    // Kustomize has this one wherever there are labels, also where it has nothing to do.
    if !kustomization.labels.is_empty() || !common.value.is_empty() {
        let labels = Labels::common(common.value, config, place(common.origin));
        made.push(("LabelTransformer", Box::new(labels)));
    }
    let annotations = &kustomization.common_annotations;
    if !annotations.value.is_empty() {
        let origin = place(annotations.origin);
        let annotations = Annotations::new(annotations.value.clone(), &config.common_annotations, origin);
        made.push(("AnnotationsTransformer", Box::new(annotations)));
    }
    Ok(made)
}

/// `replicas` and `images`, in the order in which they act.
pub fn replicas_and_images(kustomization: &Kustomization, config: &TransformerConfig) -> Result<Vec<Named>> {
    let mut made: Vec<Named> = Vec::new();
    let place = |origin: Option<Span>| origin.unwrap_or(NOWHERE);
    for replica in &kustomization.replicas {
        let replicas = Replicas::new(replica.value.clone(), &config.replicas, place(replica.origin));
        made.push(("ReplicaCountTransformer", Box::new(replicas)));
    }
    for image in &kustomization.images {
        let images = Images::new(image.value.clone(), &config.images, place(image.origin))?;
        made.push(("ImageTagTransformer", Box::new(images)));
    }
    Ok(made)
}
