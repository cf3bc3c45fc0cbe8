//! Whether an archive is the one that a provenance file was made for, and who signed that.

use super::key::{Lapse, Signer};
use super::keyring::{Keyring, user_ids};
use super::{failed, message};
use crate::diagnostic::Diagnostic;
use crate::go::strconv::quote;
use pgp::composed::{CleartextSignedMessage, SignedPublicKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{Signature, SignatureType};
use pgp::types::{KeyDetails, VerifyingKey};

/// An archive whose provenance is sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The user ids of the key that signed.
    pub signed_by: Vec<String>,
    /// The key's fingerprint in capital hexadecimal digits.
    pub fingerprint: String,
    /// The archive's digest: `sha256:` and 64 digits.
    pub digest: String,
}

/// Holds an archive and its provenance file against a keyring. `file_name` is the archive's name, which the file has to
/// give; `now` is the time in seconds since 1970.
pub fn verify(
    archive: &[u8],
    provenance: &[u8],
    file_name: &str,
    keyring: &Keyring,
    now: i64,
) -> Result<Verified, Box<Diagnostic>> {
    let Some(message) = signed_message(provenance) else {
        return failed(
            "provenance::format",
            "signature block not found",
            "the file is damaged, or is no provenance file: fetch it again",
        );
    };
    let signer = check_signature(&message, keyring, now)?;
    let text = message.signed_text().replace("\r\n", "\n");
    let digest = message::digest(archive);
    match message::digest_of(&text, file_name) {
        Err(sentence) => failed("provenance::format", sentence, "the file is no provenance file of a chart"),
        Ok(None) => failed(
            "provenance::digest",
            format!("provenance does not contain a SHA for a file named {}", quote(file_name.as_bytes())),
            "give the archive the name that it was signed under",
        ),
        Ok(Some(signed)) if signed != digest => {
            let (signed, digest) = (quote(signed.as_bytes()), quote(digest.as_bytes()));
            failed(
                "provenance::digest",
                format!("sha256 sum does not match for {file_name}: {signed} != {digest}"),
                "the archive is not the one that was signed: do not use it",
            )
        }
        Ok(Some(digest)) => Ok(Verified {
            signed_by: user_ids(&signer.details).collect(),
            fingerprint: format!("{:X}", signer.primary_key.fingerprint()),
            digest,
        }),
    }
}

/// The signed text in a file, whatever stands before and after it.
fn signed_message(bytes: &[u8]) -> Option<CleartextSignedMessage> {
    const BEGIN: &str = "-----BEGIN PGP SIGNED MESSAGE-----";
    const END: &str = "-----END PGP SIGNATURE-----";
    let text = std::str::from_utf8(bytes).ok()?;
    let begin = match text.starts_with(BEGIN) {
        true => 0,
        false => text.find(&format!("\n{BEGIN}"))? + 1,
    };
    let end = begin + text.get(begin..)?.find(&format!("\n{END}"))? + 1 + END.len();
    let block = format!("{}\n", text.get(begin..end)?);
    CleartextSignedMessage::from_string(&block).ok().map(|(message, _)| message)
}

/// The key of the first signature that holds.
fn check_signature(
    message: &CleartextSignedMessage,
    keyring: &Keyring,
    now: i64,
) -> Result<SignedPublicKey, Box<Diagnostic>> {
    let text = message.signed_text();
    let mut refusal = Refusal::Unknown;
    for signature in message.signatures().iter().filter(|signature| is_of_document(signature)) {
        for key in keyring.public_keys() {
            match check_by_key(signature, &key, text.as_bytes(), now) {
                Ok(()) => return Ok(key),
                Err(other) => refusal = refusal.max(other),
            }
        }
    }
    let (sentence, help) = refusal.words();
    failed("provenance::signature", sentence, help)
}

fn is_of_document(signature: &Signature) -> bool {
    matches!(signature.typ(), Some(SignatureType::Text | SignatureType::Binary))
}

/// Why a signature does not count, the least telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Refusal {
    Unknown,
    Invalid,
    WeakHash,
    SignatureExpired,
    KeyExpired,
    KeyRevoked,
}

impl Refusal {
    /// The sentence of Helm's library, and what to do.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Refusal::Unknown => (
                "openpgp: signature made by unknown entity",
                "give the keyring that has the signer's public key with --keyring",
            ),
            Refusal::Invalid => (
                "openpgp: invalid signature: hash tag doesn't match",
                "the provenance file was changed after it was signed: do not use the chart",
            ),
            Refusal::WeakHash => (
                "openpgp: invalid signature: insecure hash algorithm",
                "have the chart signed again with SHA-256 or better",
            ),
            Refusal::SignatureExpired => ("openpgp: signature expired", "have the chart signed again"),
            Refusal::KeyExpired => ("openpgp: key expired", "fetch the signer's renewed key"),
            Refusal::KeyRevoked => ("openpgp: signature made by revoked key", "the signer has withdrawn the key"),
        }
    }
}

fn check_by_key(signature: &Signature, key: &SignedPublicKey, text: &[u8], now: i64) -> Result<(), Refusal> {
    let outcome = match is_issuer(signature, &key.primary_key) {
        true => check_by_signer(signature, key, &key.primary_key, &Signer::Primary, text, now),
        false => Err(Refusal::Unknown),
    };
    key.public_subkeys.iter().fold(outcome, |outcome, subkey| match outcome {
        Err(_) if is_issuer(signature, &subkey.key) => {
            let signer = Signer::Subkey(&subkey.key, &subkey.signatures);
            check_by_signer(signature, key, &subkey.key, &signer, text, now)
        }
        outcome => outcome,
    })
}

/// Whether a signature says that this key made it.
fn is_issuer(signature: &Signature, key: &impl KeyDetails) -> bool {
    let (id, fingerprint) = (key.legacy_key_id(), key.fingerprint());
    signature.issuer_key_id().contains(&&id) || signature.issuer_fingerprint().contains(&&fingerprint)
}

fn check_by_signer(
    signature: &Signature,
    key: &SignedPublicKey,
    verifying: &impl VerifyingKey,
    signer: &Signer<'_>,
    text: &[u8],
    now: i64,
) -> Result<(), Refusal> {
    if !signer.may_sign(key) {
        return Err(Refusal::Unknown);
    }
    let weak = [HashAlgorithm::Md5, HashAlgorithm::Sha1, HashAlgorithm::Ripemd160];
    if signature.hash_alg().is_none_or(|hash| weak.contains(&hash)) {
        return Err(Refusal::WeakHash);
    }
    signature.verify(verifying, text).map_err(|_| Refusal::Invalid)?;
    match signer.lapse(key, now) {
        Some(Lapse::Revoked) => return Err(Refusal::KeyRevoked),
        Some(Lapse::Expired) => return Err(Refusal::KeyExpired),
        None => {}
    }
    let created = signature.created().map_or(0, |created| i64::from(created.as_secs()));
    match signature.signature_expiration_time().map_or(0, |duration| duration.as_secs()) {
        lasts if lasts != 0 && now > created + i64::from(lasts) => Err(Refusal::SignatureExpired),
        _ => Ok(()),
    }
}
