//! Charts and other artifacts in registries: which manifest a reference and a version mean, and what is in it.

use super::super::session::{Session, from_net};
use super::repository::no_provenance;
use super::{MAX_ARCHIVE, MAX_PROVENANCE, Provenance, Pulled};
use crate::diagnostic::Diagnostic;
use crate::go::semver::Version;
use crate::host::net::cache::{Cache, Kind};
use crate::host::net::{Actions, Registry, read_manifest};
use crate::oci::reference::{Reference, tag_of_version};
use crate::oci::{self, Descriptor, Digest, media, tags};

/// A manifest in a registry.
#[derive(Debug)]
pub(in crate::publish) struct Manifest {
    reference: Reference,
    registry: Registry,
    cache: Cache,
}

impl Session {
    /// The manifest that a reference and a version or range mean. Tags are listed only where the version is a range.
    pub(super) fn in_registry(&self, text: &str, version: &str) -> Result<Manifest, Box<Diagnostic>> {
        let mut reference = parse(text)?;
        let registry = self.registry(&reference, Actions::Pull)?;
        let version = self.wanted_version(&reference, version.trim())?;
        if let Some(digest) = reference.digest.clone() {
            if !version.is_empty() {
                self.network.wait(agrees(&registry, &version, &digest))?;
            }
            reference.tag = None;
        } else if Version::parse(&version).is_ok() || self.is_artifact(&registry, &reference)? {
            reference.tag = Some(version);
        } else {
            reference.tag = Some(self.highest(&registry, text, &version)?);
        }
        Ok(Manifest { reference, registry, cache: self.cache.clone() })
    }

    /// Whether a tag that is no version leads to manifests, whose tags need not be versions. Charts have versions.
    fn is_artifact(&self, registry: &Registry, reference: &Reference) -> Result<bool, Box<Diagnostic>> {
        let Some(tag) = &reference.tag else { return Ok(false) };
        let found = self.network.wait(registry.find_manifest(&tag_of_version(tag))).map_err(from_net)?;
        let manifest = found.and_then(|found| serde_json::from_slice::<oci::Manifest>(&found.bytes).ok());
        Ok(manifest.is_some_and(|manifest| manifest.config.media_type == media::FLUX_CONFIG))
    }

    /// The repository and the reference of the manifest that a text and a version mean.
    pub(in crate::publish) fn resolve(
        &self,
        text: &str,
        version: &str,
    ) -> Result<(Registry, Reference), Box<Diagnostic>> {
        let manifest = self.in_registry(text, version)?;
        Ok((manifest.registry, manifest.reference))
    }

    /// The version from the command line or the reference's tag, which must not contradict each other.
    fn wanted_version(&self, reference: &Reference, version: &str) -> Result<String, Box<Diagnostic>> {
        match (&reference.tag, version) {
            (Some(tag), "") => Ok(tag.clone()),
            (Some(tag), version) if tag != version => {
                let tag = tag_of_version(tag);
                let sentence = format!("chart reference and version mismatch: {version} is not {tag}");
                Err(Box::new(Diagnostic::sentence("pull::mismatch", sentence).help("give the version once")))
            }
            (_, version) => Ok(version.to_owned()),
        }
    }

    /// The highest version in a range.
    fn highest(&self, registry: &Registry, text: &str, range: &str) -> Result<String, Box<Diagnostic>> {
        let tags = self.network.wait(registry.tags()).map_err(from_net)?;
        let versions = tags::versions(&tags);
        if versions.is_empty() {
            let sentence = format!("unable to locate any tags in provided repository: {text}");
            return Err(Box::new(Diagnostic::sentence("pull::no-versions", sentence)));
        }
        let found = tags::select(&versions, range).map_err(|cause| {
            let sentence = format!("{cause} ({text})");
            Box::new(
                Diagnostic::error("pull::no-version", sentence)
                    .compat(cause)
                    .help(format!("list what there is: `plimsoll show versions {text}`")),
            )
        })?;
        Ok(found.original.clone())
    }

    /// The versions of `oci://host/path/chart`, highest first.
    pub(in crate::publish) fn versions_in_registry(&self, text: &str) -> Result<Vec<Version>, Box<Diagnostic>> {
        let reference = parse(text)?;
        let registry = self.registry(&reference, Actions::Pull)?;
        let tags = self.network.wait(registry.tags()).map_err(from_net)?;
        Ok(tags::versions(&tags))
    }
}

/// Reads a reference.
pub(in crate::publish) fn parse(text: &str) -> Result<Reference, Box<Diagnostic>> {
    Reference::parse(text).map_err(|error| {
        let sentence = format!("{error} in {text:?}");
        Box::new(
            Diagnostic::error("pull::reference", sentence)
                .compat(error.to_string())
                .help("write it as oci://host/repository/chart"),
        )
    })
}

/// Refuses a version whose tag leads to another manifest. That there is no such tag is fine.
async fn agrees(registry: &Registry, version: &str, digest: &Digest) -> Result<(), Box<Diagnostic>> {
    let Ok(Some(tagged)) = registry.find_manifest(&tag_of_version(version)).await else { return Ok(()) };
    if tagged.digest == *digest {
        return Ok(());
    }
    let sentence = format!("chart reference digest mismatch: {} is not {digest}", tagged.digest);
    Err(Box::new(Diagnostic::sentence("pull::mismatch", sentence).help("leave out the version or the digest")))
}

impl Manifest {
    /// Fetches the manifest, and the archive by the digest that it names.
    pub(super) async fn download(self, provenance: Provenance) -> Result<Pulled, Box<Diagnostic>> {
        let name = self.reference.manifest_name().unwrap_or_default();
        let resolved = self.registry.manifest(&name).await.map_err(from_net)?;
        let shown = self.reference.to_string();
        let manifest = read_manifest(&resolved, &shown).map_err(from_net)?;
        let contents = Contents::of(&manifest, &shown)?;
        let kind = if contents.is_artifact { Kind::Layer } else { Kind::Chart };
        let archive = self.layer(contents.layer, kind).await?;
        let mut warnings = Vec::new();
        if contents.layer.media_type == media::LEGACY_CHART_LAYER {
            warnings.push(format!("Warning: chart media type {} is deprecated", media::LEGACY_CHART_LAYER));
        }
        let provenance = match (provenance, contents.provenance) {
            (Provenance::Unwanted, _) => None,
            (_, Some(layer)) => {
                let name = format!("the provenance of {shown}");
                Some(self.registry.blob(layer, &name, MAX_PROVENANCE).await.map_err(from_net)?)
            }
            (Provenance::Needed, None) => return Err(no_provenance(&format!("oci://{shown}.prov"))),
            (Provenance::IfThere, None) => {
                let cause = format!("manifest does not contain a layer with mediatype {}", media::PROVENANCE_LAYER);
                warnings.push(format!("WARNING: Verification not found for oci://{shown}: {cause}"));
                None
            }
        };
        Ok(Pulled {
            file_name: self.file_name(),
            archive,
            provenance,
            manifest: Some((shown, resolved.digest)),
            is_artifact: contents.is_artifact,
            warnings,
        })
    }

    async fn layer(&self, layer: &Descriptor, kind: Kind) -> Result<Vec<u8>, Box<Diagnostic>> {
        let digest = Digest::parse(&layer.digest).ok();
        if let Some(cached) = digest.as_ref().and_then(|digest| self.cache.get(digest, kind, MAX_ARCHIVE)) {
            return Ok(cached);
        }
        let bytes = self.registry.blob(layer, &self.reference.to_string(), MAX_ARCHIVE).await.map_err(from_net)?;
        if let Some(digest) = digest {
            self.cache.put(&digest, kind, &bytes);
        }
        Ok(bytes)
    }

    /// The archive's name, as Helm makes it of the reference.
    fn file_name(&self) -> String {
        let base = self.reference.base_name();
        match (&self.reference.digest, &self.reference.tag) {
            (Some(digest), _) => format!("{base}@sha256-{}.tgz", digest.hex()),
            (None, tag) => format!("{base}-{}.tgz", tag.as_deref().unwrap_or_default()),
        }
    }
}

/// What a manifest holds for us.
struct Contents<'a> {
    layer: &'a Descriptor,
    provenance: Option<&'a Descriptor>,
    is_artifact: bool,
}

impl<'a> Contents<'a> {
    fn of(manifest: &'a oci::Manifest, name: &str) -> Result<Self, Box<Diagnostic>> {
        let find = |types: &[&str]| manifest.layers.iter().find(|layer| types.contains(&layer.media_type.as_str()));
        let refuse = |sentence: String| {
            let message = format!("{name}: {sentence}");
            let diagnostic = Diagnostic::error("pull::no-chart", message).compat(sentence);
            Err(Box::new(diagnostic.help("check the name: what is there is no chart")))
        };
        match manifest.config.media_type.as_str() {
            media::CHART_CONFIG => match find(&[media::CHART_LAYER, media::LEGACY_CHART_LAYER]) {
                Some(layer) => Ok(Contents { layer, provenance: find(&[media::PROVENANCE_LAYER]), is_artifact: false }),
                None => refuse(format!("manifest does not contain a layer with mediatype {}", media::CHART_LAYER)),
            },
            media::FLUX_CONFIG => match find(&[media::FLUX_LAYER]) {
                Some(layer) => Ok(Contents { layer, provenance: None, is_artifact: true }),
                None => refuse(format!("manifest does not contain a layer with mediatype {}", media::FLUX_LAYER)),
            },
            other => refuse(format!("could not load config with mediatype {}: it is {other:?}", media::CHART_CONFIG)),
        }
    }
}
