//! Signatures of manifests that cosign makes and reads: stored under the tag that is made of the digest, and looked for there
//! and among what refers to the manifest. Nothing here asks a log or an authority: a key is trusted because it is named.

mod key;
mod secretbox;

pub use key::{SigningKey, VerifyingKey};

use super::pull::parse_reference;
use super::push::descriptor;
use super::session::{Session, from_net};
use crate::diagnostic::Diagnostic;
use crate::host::net::{Actions, Registry, Resolved, read_manifest};
use crate::oci::{Descriptor, Digest, Manifest, media, signature};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest signature that is fetched.
const MAX_SIGNATURE: u64 = 4 << 20;

/// The most signatures of one manifest that are looked at.
const MAX_SIGNATURES: usize = 200;

impl Session {
    /// Signs a manifest and stores the signature beside it, unless one by this key is there.
    pub fn sign(&self, reference: &str, digest: &Digest, key: &SigningKey) -> Result<(), Box<Diagnostic>> {
        let reference = parse_reference(reference)?;
        let registry = self.registry(&reference, Actions::PullAndPush)?;
        let repository = format!("{}/{}", reference.registry, reference.repository);
        let payload = signature::payload(&repository, digest);
        let signed = key.sign(&payload)?;
        self.network.wait(async {
            let tag = signature::tag(digest);
            let there = registry.find_manifest(&tag).await.map_err(from_net)?;
            let mut manifest = match &there {
                Some(there) => read_manifest(there, &tag).map_err(from_net)?,
                None => Manifest { media_type: Some(media::MANIFEST.to_owned()), ..Manifest::default() },
            };
            let public = key.verifying_key();
            if simple_signature(&registry, &manifest, digest, &public).await? {
                return Ok(());
            }
            let annotation = (signature::SIGNATURE_ANNOTATION.to_owned(), STANDARD.encode(&signed));
            let layer = descriptor(media::SIMPLE_SIGNING, &payload);
            manifest.layers.push(Descriptor { annotations: Some(BTreeMap::from([annotation])), ..layer });
            let layers: Vec<String> = manifest.layers.iter().map(|layer| layer.digest.clone()).collect();
            let config = signature::config(&layers);
            manifest.config = descriptor(media::IMAGE_CONFIG, &config);
            let bytes = serde_json::to_vec(&manifest).unwrap_or_default();
            for blob in [payload.clone(), config] {
                registry.put_blob(blob.into()).await.map_err(from_net)?;
            }
            registry.put_manifest(&tag, media::MANIFEST, Arc::from(bytes)).await.map_err(from_net)
        })
    }

    /// Checks that a manifest is signed by a key, and gives its reference and digest.
    pub fn verify(&self, text: &str, version: &str, key: &VerifyingKey) -> Result<(String, Digest), Box<Diagnostic>> {
        let (registry, reference) = self.resolve(text, version)?;
        self.network.wait(async {
            let name = reference.manifest_name().unwrap_or_default();
            let resolved = registry.manifest(&name).await.map_err(from_net)?;
            if is_signed(&registry, &resolved, key).await? {
                return Ok((reference.to_string(), resolved.digest));
            }
            let sentence = format!("{reference}: no signature of {} is by this key", resolved.digest);
            let help = "take the key that the publisher names, or ask for a signed chart";
            Err(Box::new(Diagnostic::sentence("signature::none", sentence).help(help)))
        })
    }
}

/// Whether one of a manifest's signatures is by the key.
async fn is_signed(registry: &Registry, resolved: &Resolved, key: &VerifyingKey) -> Result<bool, Box<Diagnostic>> {
    let digest = &resolved.digest;
    let tag = signature::tag(digest);
    if let Some(there) = registry.find_manifest(&tag).await.map_err(from_net)? {
        let manifest = read_manifest(&there, &tag).map_err(from_net)?;
        if simple_signature(registry, &manifest, digest, key).await? {
            return Ok(true);
        }
    }
    for referrer in registry.referrers(digest).await.map_err(from_net)?.into_iter().take(MAX_SIGNATURES) {
        let Some(there) = registry.find_manifest(referrer.as_str()).await.map_err(from_net)? else { continue };
        let Ok(manifest) = read_manifest(&there, referrer.as_str()) else { continue };
        let refers = manifest.subject.as_ref().is_some_and(|subject| subject.digest == digest.as_str());
        if !refers {
            continue;
        }
        if simple_signature(registry, &manifest, digest, key).await?
            || bundle(registry, &manifest, resolved, key).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a layer of a manifest holds a payload about the digest with the key's signature.
async fn simple_signature(
    registry: &Registry,
    manifest: &Manifest,
    digest: &Digest,
    key: &VerifyingKey,
) -> Result<bool, Box<Diagnostic>> {
    let layers = manifest.layers.iter().filter(|layer| layer.media_type == media::SIMPLE_SIGNING);
    for layer in layers.take(MAX_SIGNATURES) {
        let annotation = layer.annotations.as_ref().and_then(|known| known.get(signature::SIGNATURE_ANNOTATION));
        let Some(signed) = annotation.and_then(|text| STANDARD.decode(text).ok()) else { continue };
        let payload = registry.blob(layer, "a signature", MAX_SIGNATURE).await.map_err(from_net)?;
        if signature::is_about(&payload, digest) && key.verifies(&payload, &signed) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a layer of a manifest is a bundle with the key's signature.
async fn bundle(
    registry: &Registry,
    manifest: &Manifest,
    resolved: &Resolved,
    key: &VerifyingKey,
) -> Result<bool, Box<Diagnostic>> {
    let layers = manifest.layers.iter().filter(|layer| layer.media_type.starts_with(signature::BUNDLE_PREFIX));
    for layer in layers.take(MAX_SIGNATURES) {
        let text = registry.blob(layer, "a signature", MAX_SIGNATURE).await.map_err(from_net)?;
        let read = signature::read_bundle(&text, &resolved.digest, &resolved.bytes);
        if read.is_some_and(|(signed, signatures)| signatures.iter().any(|one| key.verifies(&signed, one))) {
            return Ok(true);
        }
    }
    Ok(false)
}
