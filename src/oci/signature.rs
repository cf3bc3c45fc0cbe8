//! What cosign signs and where it keeps that: the payload that names a manifest's digest, the tag that is made of the digest,
//! and the bundles of its third version. Keys and checks of signatures are not here.

use super::Digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;

/// The annotation of a layer that holds the signature of the layer's content.
pub const SIGNATURE_ANNOTATION: &str = "dev.cosignproject.cosign/signature";

/// What every bundle's media type begins with.
pub const BUNDLE_PREFIX: &str = "application/vnd.dev.sigstore.bundle";

/// What cosign calls what it signs.
const PAYLOAD_TYPE: &str = "cosign container image signature";

/// Which statements of a bundle are signatures; others are about the content, and say nothing of who vouches for it.
const SIGNATURE_PREDICATE: &str = "https://sigstore.dev/cosign/sign/";

/// The tag that holds the signatures of a manifest.
pub fn tag(digest: &Digest) -> String {
    format!("sha256-{}.sig", digest.hex())
}

/// The tag that lists what refers to a manifest, in registries that cannot be asked for that.
pub fn referrers_tag(digest: &Digest) -> String {
    format!("sha256-{}", digest.hex())
}

/// The payload that says that the manifest of this digest in `repository` (`host/path`) is meant.
pub fn payload(repository: &str, digest: &Digest) -> Vec<u8> {
    let critical = json!({
        "identity": {"docker-reference": repository},
        "image": {"docker-manifest-digest": digest.as_str()},
        "type": PAYLOAD_TYPE,
    });
    json!({"critical": critical, "optional": null}).to_string().into_bytes()
}

#[derive(Deserialize)]
struct Payload {
    critical: Critical,
}

#[derive(Deserialize)]
struct Critical {
    image: Image,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Image {
    #[serde(rename = "docker-manifest-digest")]
    digest: String,
}

/// Whether a payload is about the manifest of this digest.
pub fn is_about(payload: &[u8], digest: &Digest) -> bool {
    let read = serde_json::from_slice::<Payload>(payload);
    read.is_ok_and(|payload| payload.critical.kind == PAYLOAD_TYPE && payload.critical.image.digest == digest.as_str())
}

/// The configuration of the manifest that holds signatures: an image of these layers that is none.
pub fn config(layers: &[String]) -> Vec<u8> {
    let never = "0001-01-01T00:00:00Z";
    let history: Vec<_> = layers.iter().map(|_| json!({"created": never})).collect();
    json!({
        "architecture": "",
        "created": never,
        "history": history,
        "os": "",
        "rootfs": {"type": "layers", "diff_ids": layers},
        "config": {},
    })
    .to_string()
    .into_bytes()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bundle {
    dsse_envelope: Option<Envelope>,
    message_signature: Option<MessageSignature>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    payload: String,
    payload_type: String,
    signatures: Vec<EnvelopeSignature>,
}

#[derive(Deserialize)]
struct EnvelopeSignature {
    sig: String,
}

#[derive(Deserialize)]
struct MessageSignature {
    signature: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Statement {
    subject: Vec<Subject>,
    predicate_type: String,
}

#[derive(Deserialize)]
struct Subject {
    digest: SubjectDigest,
}

#[derive(Deserialize)]
struct SubjectDigest {
    sha256: Option<String>,
}

/// What a bundle signs and the signatures of it, if that is about the manifest `bytes` of this digest.
pub fn read_bundle(bundle: &[u8], digest: &Digest, manifest: &[u8]) -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
    let bundle: Bundle = serde_json::from_slice(bundle).ok()?;
    if let Some(envelope) = bundle.dsse_envelope {
        let body = STANDARD.decode(&envelope.payload).ok()?;
        let statement: Statement = serde_json::from_slice(&body).ok()?;
        let names = |subject: &Subject| subject.digest.sha256.as_deref() == Some(digest.hex());
        if !statement.predicate_type.starts_with(SIGNATURE_PREDICATE) || !statement.subject.iter().any(names) {
            return None;
        }
        let kind = &envelope.payload_type;
        let mut signed = format!("DSSEv1 {} {kind} {} ", kind.len(), body.len()).into_bytes();
        signed.extend(body);
        let signatures = envelope.signatures.iter().filter_map(|one| STANDARD.decode(&one.sig).ok());
        return Some((signed, signatures.collect()));
    }
    let signature = STANDARD.decode(bundle.message_signature?.signature).ok()?;
    Some((manifest.to_vec(), vec![signature]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_names_one_digest() {
        let (one, other) = (Digest::of(b"1"), Digest::of(b"2"));
        let text = payload("host/charts/demo", &one);
        assert!(is_about(&text, &one) && !is_about(&text, &other) && !is_about(b"{}", &one));
        assert_eq!(tag(&one), format!("sha256-{}.sig", one.hex()));
    }

    #[test]
    fn only_a_statement_of_signature_counts() {
        let digest = Digest::of(b"manifest");
        let bundle = |predicate: &str| {
            let body =
                json!({"subject": [{"digest": {"sha256": digest.hex()}}], "predicateType": predicate}).to_string();
            let signatures = json!([{"sig": STANDARD.encode("s")}]);
            json!({"dsseEnvelope": {"payload": STANDARD.encode(body), "payloadType": "t", "signatures": signatures}})
                .to_string()
        };
        let read = |predicate: &str| read_bundle(bundle(predicate).as_bytes(), &digest, b"manifest");
        assert!(read("https://sigstore.dev/cosign/sign/v1").is_some_and(|(text, _)| text.starts_with(b"DSSEv1 1 t ")));
        assert!(read("https://spdx.dev/Document").is_none());
        assert!(read_bundle(b"[]", &digest, b"manifest").is_none());
    }
}
