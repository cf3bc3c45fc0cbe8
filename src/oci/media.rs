//! Media types: what a manifest is, and what the blobs that it names are.

pub use oci_distribution::manifest::{
    IMAGE_MANIFEST_LIST_MEDIA_TYPE as DOCKER_LIST, IMAGE_MANIFEST_MEDIA_TYPE as DOCKER_MANIFEST,
    OCI_IMAGE_INDEX_MEDIA_TYPE as INDEX, OCI_IMAGE_MEDIA_TYPE as MANIFEST,
};

/// Chart.yaml as JSON.
pub const CHART_CONFIG: &str = "application/vnd.cncf.helm.config.v1+json";

/// A chart's archive.
pub const CHART_LAYER: &str = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

/// A chart's archive, as Helm called it before 3.7.
pub const LEGACY_CHART_LAYER: &str = "application/tar+gzip";

/// The signed text beside a chart's archive.
pub const PROVENANCE_LAYER: &str = "application/vnd.cncf.helm.chart.provenance.v1.prov";

/// The configuration of manifests that Flux takes.
pub const FLUX_CONFIG: &str = "application/vnd.cncf.flux.config.v1+json";

/// The archive of manifests that Flux takes.
pub const FLUX_LAYER: &str = "application/vnd.cncf.flux.content.v1.tar+gzip";

/// What cosign signs.
pub const SIMPLE_SIGNING: &str = "application/vnd.dev.cosign.simplesigning.v1+json";

/// The configuration of an image, which cosign gives to signatures.
pub const IMAGE_CONFIG: &str = "application/vnd.oci.image.config.v1+json";

/// The empty configuration of an artifact that has none: `{}`.
pub const EMPTY: &str = "application/vnd.oci.empty.v1+json";

/// What a request for a manifest accepts.
pub const ACCEPTED_MANIFESTS: &str = "application/vnd.oci.image.manifest.v1+json, \
     application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json, \
     application/vnd.docker.distribution.manifest.list.v2+json";
