//! What a kustomization says of charts.

use crate::yaml::Tree;
use crate::yaml::typed::Spanned;
use serde::Deserialize;
use smol_str::SmolStr;

/// Where charts are.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct HelmGlobals {
    /// The folder of charts, `charts` where none is given.
    pub chart_home: SmolStr,
    /// Helm's own configuration; not used, since charts are rendered here.
    pub config_home: SmolStr,
}

/// A chart to render.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct HelmChart {
    /// The chart's name.
    pub name: SmolStr,
    /// Its version.
    pub version: SmolStr,
    /// The repository that it is pulled from.
    pub repo: SmolStr,
    /// The release's name.
    pub release_name: SmolStr,
    /// The release's namespace.
    pub namespace: SmolStr,
    /// More values files.
    pub additional_values_files: Vec<Spanned<SmolStr>>,
    /// A values file in place of the chart's own.
    pub values_file: Spanned<SmolStr>,
    /// Values.
    pub values_inline: Option<Spanned<AnyTree>>,
    /// How `valuesInline` and the values file come together: `merge`, `override`, `replace`.
    pub values_merge: SmolStr,
    /// Also print the custom resource definitions.
    #[serde(rename = "includeCRDs")]
    pub include_crds: bool,
    /// Leave hooks out.
    pub skip_hooks: bool,
    /// API versions that count as there.
    pub api_versions: Vec<SmolStr>,
    /// The Kubernetes version that counts.
    pub kube_version: SmolStr,
    /// A template for the release's name.
    pub name_template: SmolStr,
    /// Leave tests out.
    pub skip_tests: bool,
    /// Say more.
    pub debug: bool,
    /// Pre-releases of the chart count.
    pub devel: bool,
}

/// A tree with a default, null.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(transparent)]
pub struct AnyTree(pub Tree);

impl Default for AnyTree {
    fn default() -> Self {
        AnyTree(Tree::null(crate::yaml::tree::NOWHERE))
    }
}

/// The earlier form of a chart to render.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct HelmChartArgs {
    /// The chart's name.
    pub chart_name: SmolStr,
    /// Its version.
    pub chart_version: SmolStr,
    /// The repository.
    pub chart_repo_url: SmolStr,
    /// The folder of charts.
    pub chart_home: SmolStr,
    /// Used for nothing.
    pub chart_repo_name: SmolStr,
    /// Used for nothing.
    pub helm_bin: SmolStr,
    /// Helm's own configuration.
    pub helm_home: SmolStr,
    /// A values file.
    pub values: Spanned<SmolStr>,
    /// Values.
    pub values_local: Option<Spanned<AnyTree>>,
    /// How they come together.
    pub values_merge: SmolStr,
    /// The release's name.
    pub release_name: SmolStr,
    /// Used for nothing.
    pub release_namespace: SmolStr,
    /// Used for nothing.
    pub extra_args: Vec<SmolStr>,
}
