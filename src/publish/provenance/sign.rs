//! Making a provenance file: the text about an archive, clear-signed so that Helm and gpg verify it.

use super::key::Signer;
use super::keyring::Keyring;
use super::{failed, message};
use crate::diagnostic::Diagnostic;
use crate::publish::package::Package;
use pgp::composed::{ArmorOptions, CleartextSignedMessage, PublicOrSecret, SignedSecretKey, SignedSecretSubKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{Signature, SignatureConfig, SignatureType, Subpacket, SubpacketData};
use pgp::types::{KeyVersion, Password, SigningKey, Timestamp};

/// What unlocks a secret key. It is shown nowhere.
pub struct Passphrase(Password);

impl Passphrase {
    /// The passphrase of these bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Passphrase(Password::from(bytes))
    }
}

/// What is said of the archive, signed with the key that `name` means in `keyring`. `passphrase` is asked for where the key
/// is locked; `now` is the time of the signature in seconds since 1970.
pub fn sign<'a>(
    package: &Package,
    keyring: &Keyring,
    name: &str,
    passphrase: impl FnOnce() -> Result<&'a Passphrase, Box<Diagnostic>>,
    now: i64,
) -> Result<String, Box<Diagnostic>> {
    let (key, is_locked) = signing_key(secret_key(keyring, name)?);
    let none = Password::empty();
    let password = if is_locked { &passphrase()?.0 } else { &none };
    let text = message::compose(&package.metadata, &package.file_name, &package.archive)
        .or_else(|error| failed("provenance::format", error.to_string(), "mend Chart.yaml"))?;
    signed(&text, &key, password, now).or_else(|error| match is_locked {
        true => failed(
            "provenance::passphrase",
            "openpgp: invalid data: private key checksum failure",
            "check the passphrase in the file that --passphrase-file names",
        ),
        false => failed("provenance::key", format!("openpgp: {error}"), "sign with an RSA or Ed25519 key"),
    })
}

/// The key itself, as Helm takes it, or where it may not sign a subkey that may; and whether a passphrase locks it.
#[allow(clippy::redundant_allocation, reason = "the library signs with sized keys alone")]
fn signing_key(key: &SignedSecretKey) -> (Box<&dyn SigningKey>, bool) {
    let public = key.to_public_key();
    let may_sign =
        |subkey: &&SignedSecretSubKey| Signer::Subkey(subkey.key.public_key(), &subkey.signatures).may_sign(&public);
    let subkey = key.secret_subkeys.iter().rev().find(may_sign);
    match subkey.filter(|_| !Signer::Primary.may_sign(&public)) {
        Some(subkey) => (Box::new(&subkey.key), subkey.key.secret_params().is_encrypted()),
        None => (Box::new(&key.primary_key), key.primary_key.secret_params().is_encrypted()),
    }
}

fn secret_key<'a>(keyring: &'a Keyring, name: &str) -> Result<&'a SignedSecretKey, Box<Diagnostic>> {
    match keyring.named(name)? {
        None => {
            failed("provenance::key", "private key not found", "see `gpg --list-secret-keys` for the names of keys")
        }
        Some(PublicOrSecret::Public(_)) => failed(
            "provenance::key",
            "provided key is not a private key. Try providing a keyring with secret keys",
            "export the secret key with `gpg --export-secret-keys > secring.gpg`, and give that with --keyring",
        ),
        Some(PublicOrSecret::Secret(key)) => Ok(key),
    }
}

fn signed(text: &str, key: &impl SigningKey, password: &Password, now: i64) -> Result<String, pgp::errors::Error> {
    // The end of the last line belongs to the armour.
    let text = text.strip_suffix('\n').unwrap_or(text);
    let message = CleartextSignedMessage::new_many(text, |normalized| {
        let canonical = without_trailing_blanks(normalized);
        Ok(vec![signature(&canonical, key, password, now)?])
    })?;
    let mut armoured = message.to_armored_string(ArmorOptions::default())?;
    // As Go's encoder ends it.
    while armoured.ends_with('\n') {
        armoured.pop();
    }
    Ok(armoured)
}

/// Blanks at the ends of lines are not part of what is signed.
fn without_trailing_blanks(text: &str) -> String {
    let lines = text.split("\r\n").map(|line| line.trim_end_matches([' ', '\t']));
    lines.collect::<Vec<_>>().join("\r\n")
}

fn signature(
    text: &str,
    key: &impl SigningKey,
    password: &Password,
    now: i64,
) -> Result<Signature, pgp::errors::Error> {
    let created = Timestamp::from_secs(u32::try_from(now).unwrap_or(u32::MAX));
    let mut config = SignatureConfig::v4(SignatureType::Text, key.algorithm(), HashAlgorithm::Sha512);
    config.hashed_subpackets = vec![
        Subpacket::regular(SubpacketData::SignatureCreationTime(created))?,
        Subpacket::regular(SubpacketData::IssuerFingerprint(key.fingerprint()))?,
    ];
    if key.version() <= KeyVersion::V4 {
        config.unhashed_subpackets = vec![Subpacket::regular(SubpacketData::IssuerKeyId(key.legacy_key_id()))?];
    }
    config.sign(key, password, text.as_bytes())
}
