//! [`TransformerConfig`], the fields that transformers change: Kustomize's defaults, what `configurations:` add, and what the
//! definitions in `crds:` say. It holds the facts and merges them; what is done with a field is a transformer's own matter.

mod crds;
mod merge;
mod read;
mod schema_types;

pub use crds::load_crds;
pub(crate) use merge::merged;
pub use read::load;

use super::spec::FieldSpec;
use crate::kubernetes::{self, field_specs};
use crate::resource::Gvk;
use serde::Deserialize;
use smol_str::SmolStr;
use std::sync::{Arc, LazyLock};

/// The fields that transformers change, a list for each transformer in the order of kinds.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct TransformerConfig {
    /// What `namePrefix` changes.
    pub name_prefix: Vec<FieldSpec>,
    /// What `nameSuffix` changes.
    pub name_suffix: Vec<FieldSpec>,
    /// What `namespace` changes beside `metadata.namespace` and the subjects of role bindings.
    pub namespace: Vec<FieldSpec>,
    /// What `commonLabels` changes, and `labels` with selectors.
    pub common_labels: Vec<FieldSpec>,
    /// What `labels` always changes.
    pub labels: Vec<FieldSpec>,
    /// What `labels` with templates changes.
    pub template_labels: Vec<FieldSpec>,
    /// What `commonAnnotations` changes.
    pub common_annotations: Vec<FieldSpec>,
    /// Which fields hold the names of other objects.
    pub name_reference: Vec<NameReference>,
    /// In which fields variables are replaced.
    pub var_reference: Vec<FieldSpec>,
    /// What `images` changes.
    pub images: Vec<FieldSpec>,
    /// What `replicas` changes.
    pub replicas: Vec<FieldSpec>,
}

/// The fields that hold the names of objects of a kind.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(from = "NameReferenceEntry")]
pub struct NameReference {
    /// The objects that are named; an empty part stands for any.
    pub gvk: Gvk,
    /// Where their names are.
    pub field_specs: Vec<FieldSpec>,
}

/// A [`NameReference`] as a configuration writes it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct NameReferenceEntry {
    group: SmolStr,
    version: SmolStr,
    kind: SmolStr,
    field_specs: Vec<FieldSpec>,
}

impl From<NameReferenceEntry> for NameReference {
    fn from(entry: NameReferenceEntry) -> Self {
        let NameReferenceEntry { group, version, kind, field_specs } = entry;
        NameReference { gvk: Gvk { group, version, kind }, field_specs }
    }
}

static DEFAULTS: LazyLock<Arc<TransformerConfig>> = LazyLock::new(|| Arc::new(TransformerConfig::built_in()));

impl TransformerConfig {
    /// What holds in every kustomization. All callers share one value, and [`merging`](Self::merged) it is free.
    pub fn defaults() -> Arc<TransformerConfig> {
        Arc::clone(&DEFAULTS)
    }

    fn built_in() -> Self {
        let name_reference = |target: &kubernetes::NameReference| NameReference {
            gvk: Gvk { group: target.group.clone(), version: target.version.clone(), kind: target.kind.clone() },
            field_specs: target.referrers.to_vec(),
        };
        TransformerConfig {
            name_prefix: field_specs::NAME_PREFIX.to_vec(),
            name_suffix: field_specs::NAME_SUFFIX.to_vec(),
            namespace: field_specs::NAMESPACE.to_vec(),
            common_labels: field_specs::COMMON_LABELS.to_vec(),
            labels: Vec::new(),
            template_labels: field_specs::TEMPLATE_LABELS.to_vec(),
            common_annotations: field_specs::COMMON_ANNOTATIONS.to_vec(),
            name_reference: kubernetes::NAME_REFERENCES.iter().map(name_reference).collect(),
            var_reference: field_specs::VAR_REFERENCE.to_vec(),
            images: field_specs::IMAGES.to_vec(),
            replicas: field_specs::REPLICAS.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_in_the_order_of_kinds() {
        let defaults = TransformerConfig::defaults();
        let kinds: Vec<&str> = defaults.namespace.iter().map(|spec| spec.kind.as_str()).collect();
        assert_eq!(kinds, ["Namespace", "CustomResourceDefinition", "APIService"]);
        let mut sorted = TransformerConfig::clone(&defaults);
        sorted.sort();
        assert_eq!(sorted, *defaults);
        assert!(defaults.name_reference.iter().any(|target| target.gvk.kind == "ConfigMap"));
    }
}
