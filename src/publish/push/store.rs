//! Putting a content under its tags: what is there is looked at first, blobs go before the manifest that names them, and the
//! manifest before its further tags.

use super::super::pull::parse_reference;
use super::super::session::{Session, from_net};
use super::{Content, Options, Pushed, descriptor, refuse};
use crate::diagnostic::Diagnostic;
use crate::go::path;
use crate::go::semver::Version;
use crate::go::url::Url;
use crate::host::net::{Actions, Registry, Resolved, all_at_once};
use crate::oci::reference::{SCHEME, tag_of_version};
use crate::oci::{Digest, Manifest, Reference, media};
use std::sync::Arc;

/// The annotation that alone may differ between manifests that say the same.
const CREATED: &str = "org.opencontainers.image.created";

/// How many blobs go up at once.
const AT_ONCE: usize = 4;

/// What is under a tag.
enum Tag {
    /// Nothing.
    Free,
    /// The same content, maybe with another time.
    Same(Resolved),
    /// Something else.
    Other,
}

impl Session {
    /// Stores a content in the repository `remote`, `oci://host/path`.
    pub fn push(&self, content: &Content, remote: &str, options: &Options) -> Result<Pushed, Box<Diagnostic>> {
        let reference = target(remote, content)?;
        let mut tags = Vec::new();
        for tag in &options.tags {
            let tagged = parse_reference(&format!("{SCHEME}{}/{}:{tag}", reference.registry, reference.repository));
            let tagged = tagged.map_err(|_| refuse("push::tag", format!("invalid tag {tag:?}")))?;
            tags.push(tagged);
        }
        let registry = self.registry(&reference, Actions::PullAndPush)?;
        self.network.wait(store(&registry, content, &reference, &tags, options.overwrite))
    }
}

/// Refuses what is no address in a registry.
pub fn check_remote(remote: &str) -> Result<(), Box<Diagnostic>> {
    below_scheme(remote).map(drop)
}

/// What follows `oci://`.
fn below_scheme(remote: &str) -> Result<&str, Box<Diagnostic>> {
    let refuse = |sentence: String| {
        Err(Box::new(Diagnostic::sentence("push::scheme", sentence).help("name a registry: oci://host/path")))
    };
    if let Some(rest) = remote.strip_prefix(SCHEME) {
        return Ok(rest);
    }
    match Url::parse(remote.as_bytes()) {
        Err(_) => refuse(format!("invalid chart URL format: {remote}")),
        Ok(url) if url.scheme.is_empty() => refuse(String::from("scheme prefix missing from remote (e.g. \"oci://\")")),
        Ok(url) => refuse(format!("scheme \"{}\" not supported", String::from_utf8_lossy(&url.scheme))),
    }
}

/// The reference that a content is stored under.
fn target(remote: &str, content: &Content) -> Result<Reference, Box<Diagnostic>> {
    let rest = below_scheme(remote)?;
    let text = match content.name.as_str() {
        "" => format!("{SCHEME}{rest}"),
        name => {
            let place = path::clean(rest.as_bytes());
            let whole = format!("{}/{name}:{}", String::from_utf8_lossy(&place), content.tag);
            // Helm takes all that follows a colon in the path for the tag.
            let (host, below) = whole.split_once('/').unwrap_or_default();
            if let Some((_, tag)) = below.split_once(':').filter(|(_, tag)| tag.contains('/')) {
                let sentence = format!("invalid reference: invalid tag {tag:?}");
                let help = format!("leave out the tag: oci://{host}/path; it is the chart's version");
                return Err(Box::new(Diagnostic::sentence("push::tag", sentence).help(help)));
            }
            format!("{SCHEME}{whole}")
        }
    };
    let reference = parse_reference(&text)?;
    match &reference.tag {
        Some(_) if reference.digest.is_none() => Ok(reference),
        _ => Err(refuse("push::tag", format!("{remote}: invalid reference: a tag is needed, and no digest"))),
    }
}

async fn store(
    registry: &Registry,
    content: &Content,
    reference: &Reference,
    tags: &[Reference],
    overwrite: bool,
) -> Result<Pushed, Box<Diagnostic>> {
    let manifest = content.manifest();
    let bytes: Arc<[u8]> =
        serde_json::to_vec(&manifest).map_err(|error| refuse("push::config", error.to_string()))?.into();
    let found = look(registry, reference, &manifest).await?;
    for tag in tags {
        // A tag such as `latest` is meant to move.
        if is_version(tag) && !overwrite && matches!(look(registry, tag, &manifest).await?, Tag::Other) {
            return Err(taken(tag));
        }
    }
    let (digest, bytes, was_there) = match found {
        Tag::Same(there) => (there.digest, there.bytes.into(), true),
        Tag::Other if !overwrite => return Err(taken(reference)),
        Tag::Free | Tag::Other => {
            upload(registry, content).await?;
            put(registry, reference, &bytes).await?;
            (Digest::of(&bytes), bytes, false)
        }
    };
    for tag in tags {
        let name = tag.manifest_name().unwrap_or_default();
        let there = registry.find_manifest(&name).await.map_err(from_net)?;
        if there.is_none_or(|there| there.digest != digest) {
            put(registry, tag, &bytes).await?;
        }
    }
    let stored: Manifest = serde_json::from_slice(&bytes).unwrap_or(manifest);
    Ok(Pushed {
        reference: reference.to_string(),
        digest,
        size: bytes.len() as u64,
        annotations: stored.annotations.unwrap_or_default(),
        was_there,
        tagged: tags.iter().map(ToString::to_string).collect(),
    })
}

/// What is under a tag, compared with what is to be there.
async fn look(registry: &Registry, reference: &Reference, manifest: &Manifest) -> Result<Tag, Box<Diagnostic>> {
    let name = tag_of_version(reference.tag.as_deref().unwrap_or_default());
    let Some(there) = registry.find_manifest(&name).await.map_err(from_net)? else { return Ok(Tag::Free) };
    let known = serde_json::from_slice::<Manifest>(&there.bytes);
    Ok(if known.is_ok_and(|known| same(&known, manifest)) { Tag::Same(there) } else { Tag::Other })
}

/// Whether two manifests name the same blobs and say the same of them, but for the time.
fn same(a: &Manifest, b: &Manifest) -> bool {
    let timeless = |manifest: &Manifest| {
        let mut annotations = manifest.annotations.clone().unwrap_or_default();
        annotations.remove(CREATED);
        annotations
    };
    let layers = |manifest: &Manifest| -> Vec<(String, String)> {
        manifest.layers.iter().map(|layer| (layer.media_type.clone(), layer.digest.clone())).collect()
    };
    a.config.media_type == b.config.media_type && layers(a) == layers(b) && timeless(a) == timeless(b)
}

fn is_version(reference: &Reference) -> bool {
    let tag = reference.tag.as_deref().unwrap_or_default().replace('_', "+");
    Version::parse_strict(tag.strip_prefix('v').unwrap_or(&tag)).is_ok()
}

fn taken(reference: &Reference) -> Box<Diagnostic> {
    let sentence = format!("{reference} holds other content, and is left alone");
    let help = "give the content another version, or replace what is there with --overwrite";
    Box::new(Diagnostic::sentence("push::taken", format!("{sentence}; --overwrite replaces it")).help(help))
}

async fn upload(registry: &Registry, content: &Content) -> Result<(), Box<Diagnostic>> {
    let blobs = content.layers.iter().chain([&content.config]).map(|(_, bytes)| {
        let (registry, bytes) = (registry.clone(), Arc::clone(bytes));
        async move { registry.put_blob(bytes).await }
    });
    for outcome in all_at_once(blobs.collect(), AT_ONCE).await {
        outcome.unwrap_or(Ok(())).map_err(from_net)?;
    }
    Ok(())
}

async fn put(registry: &Registry, reference: &Reference, bytes: &Arc<[u8]>) -> Result<(), Box<Diagnostic>> {
    let name = tag_of_version(reference.tag.as_deref().unwrap_or_default());
    registry.put_manifest(&name, media::MANIFEST, Arc::clone(bytes)).await.map_err(from_net)
}

impl Content {
    /// The manifest that names the content.
    fn manifest(&self) -> Manifest {
        let (config_type, config) = &self.config;
        Manifest {
            media_type: Some(media::MANIFEST.to_owned()),
            config: descriptor(config_type, config),
            layers: self.layers.iter().map(|(media_type, bytes)| descriptor(media_type, bytes)).collect(),
            annotations: Some(self.annotations.clone()),
            ..Manifest::default()
        }
    }
}
