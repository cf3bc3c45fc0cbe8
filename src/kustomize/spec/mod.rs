//! What a kustomization file can say, as the API reference `kustomize.config.k8s.io/v1beta1` has it: plain data, each field
//! with its place where a message or an origin needs it. Filled by [`crate::yaml::typed::read`]; nothing here reads files.

mod generators;
pub mod go_types;
mod helm;
mod patches;
mod replacements;
mod selection;

pub use crate::kubernetes::FieldSpec;
pub use generators::{ConfigMapArgs, GeneratorOptions, SecretArgs, Sources};
pub use helm::{HelmChart, HelmChartArgs, HelmGlobals};
pub use patches::{Patch, PatchOptions};
pub use replacements::{
    FieldOptions, Replacement, ReplacementField, Source, Target, Variable, VariableField, VariableTarget,
};
pub use selection::Selector;

use crate::yaml::typed::Spanned;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Names and texts, as labels and annotations are.
pub type Texts = BTreeMap<SmolStr, SmolStr>;

/// A kustomization file, or a component.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Kustomization {
    /// `kustomize.config.k8s.io/v1beta1`, or `v1alpha1` for components.
    pub api_version: Spanned<SmolStr>,
    /// `Kustomization` or `Component`.
    pub kind: Spanned<SmolStr>,
    /// Accepted, and used for nothing.
    pub metadata: Option<ObjectMeta>,
    /// `path` or `version` of the schema that strategic merges go by.
    pub openapi: Spanned<Texts>,
    /// Put before every name.
    pub name_prefix: Spanned<SmolStr>,
    /// Put after every name.
    pub name_suffix: Spanned<SmolStr>,
    /// The namespace of all objects that have one.
    pub namespace: Spanned<SmolStr>,
    /// Deprecated: labels for objects, templates and selectors.
    pub common_labels: Option<Spanned<Texts>>,
    /// Labels and where they go.
    pub labels: Vec<Spanned<Label>>,
    /// Annotations for objects and templates.
    pub common_annotations: Spanned<Texts>,
    /// Deprecated: strategic merge patches, inline or as paths.
    pub patches_strategic_merge: Option<Vec<Spanned<SmolStr>>>,
    /// Deprecated: JSON 6902 patches.
    #[serde(rename = "patchesJson6902")]
    pub patches_json6902: Option<Vec<Spanned<Patch>>>,
    /// Patches of either sort.
    pub patches: Vec<Spanned<Patch>>,
    /// Changes to images.
    pub images: Vec<Spanned<Image>>,
    /// Deprecated: the earlier name of `images`.
    pub image_tags: Option<Vec<Spanned<Image>>>,
    /// Copies of fields.
    pub replacements: Vec<Spanned<ReplacementField>>,
    /// Replica counts.
    pub replicas: Vec<Spanned<Replica>>,
    /// Deprecated: variables.
    pub vars: Option<Vec<Spanned<Variable>>>,
    /// The order of the output.
    pub sort_options: Option<Spanned<SortOptions>>,
    /// Files, folders and repositories of objects.
    pub resources: Vec<Spanned<SmolStr>>,
    /// Folders of components.
    pub components: Vec<Spanned<SmolStr>>,
    /// Files with OpenAPI definitions of kinds of the user's own: they say which fields hold names.
    pub crds: Vec<Spanned<SmolStr>>,
    /// Deprecated: the earlier name of folders in `resources`.
    pub bases: Option<Vec<Spanned<SmolStr>>>,
    /// ConfigMaps to make.
    pub config_map_generator: Vec<Spanned<ConfigMapArgs>>,
    /// Secrets to make.
    pub secret_generator: Vec<Spanned<SecretArgs>>,
    /// Where charts are.
    pub helm_globals: Option<HelmGlobals>,
    /// Charts to render.
    pub helm_charts: Vec<Spanned<HelmChart>>,
    /// Deprecated: the earlier form of `helmCharts`.
    pub helm_chart_inflation_generator: Vec<Spanned<HelmChartArgs>>,
    /// What holds for all generated ConfigMaps and Secrets.
    pub generator_options: Option<GeneratorOptions>,
    /// Files with field specs.
    pub configurations: Vec<Spanned<SmolStr>>,
    /// Generators: files, folders or objects.
    pub generators: Vec<Spanned<SmolStr>>,
    /// Transformers: files, folders or objects.
    pub transformers: Vec<Spanned<SmolStr>>,
    /// Validators: files, folders or objects.
    pub validators: Vec<Spanned<SmolStr>>,
    /// `originAnnotations`, `transformerAnnotations`, `managedByLabel`.
    pub build_metadata: Vec<SmolStr>,
}

/// The metadata of the kustomization itself, and of configurations.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct ObjectMeta {
    /// A name.
    pub name: SmolStr,
    /// A namespace.
    pub namespace: SmolStr,
    /// Labels.
    pub labels: Texts,
    /// Annotations.
    pub annotations: Texts,
}

/// Labels and where they go.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Label {
    /// The labels.
    pub pairs: Texts,
    /// Also into selectors and templates.
    pub include_selectors: bool,
    /// Also into templates.
    pub include_templates: bool,
    /// Also here.
    #[serde(rename = "fields")]
    pub field_specs: Vec<FieldSpec>,
}

/// A change to images.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Image {
    /// The image's name without tag and digest, a regular expression.
    pub name: SmolStr,
    /// The name to give it.
    pub new_name: SmolStr,
    /// What to append to the tag.
    pub tag_suffix: SmolStr,
    /// The tag to give it.
    pub new_tag: SmolStr,
    /// The digest to give it; it wins over the tag.
    pub digest: SmolStr,
}

/// A replica count.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Replica {
    /// The object's name.
    pub name: SmolStr,
    /// How many.
    pub count: i64,
}

/// The order of the output.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct SortOptions {
    /// `legacy` or `fifo`.
    pub order: SmolStr,
    /// The kinds that come first and last in the legacy order.
    pub legacy_sort_options: Option<LegacySortOptions>,
}

/// The kinds that come first and last in the legacy order.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct LegacySortOptions {
    /// First, in this order.
    pub order_first: Vec<SmolStr>,
    /// Last, in this order.
    pub order_last: Vec<SmolStr>,
}
