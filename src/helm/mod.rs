//! A chart and its values → a release's manifests, as Helm 4.3.1 renders them, and the lint rules. Pure: charts come in as
//! data, effects through their handler, and output goes out as data.

pub mod capabilities;
mod context;
mod drafts;
pub(crate) mod engine;
mod files;
mod functions;
pub mod lint;
pub mod manifest;
mod output;
pub mod release;
mod render;
mod report;
mod template;
mod trace;

pub use capabilities::{Capabilities, KubeVersion};
pub use drafts::Drafts;
pub use output::{CustomResourceDefinitions, OutputFile, OutputFiles, Rendered, Selection, unsorted_stream};
pub use release::ReleaseOptions;
pub use template::{Environment, Failure, PostRenderer, template, template_through};
pub use trace::{Trace, trace};

/// The documents of a stream of manifests, cut as Helm cuts what templates render.
pub fn documents(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    manifest::split(text).map(|document| document.text)
}
