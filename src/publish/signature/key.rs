//! Keys of signatures: ECDSA over P-256, from PKCS#8 or SEC 1 in PEM, or from cosign's own file, which is locked with a
//! passphrase.

use super::secretbox;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::random;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::fmt;

/// What stands before the point in the public key of this curve.
const PUBLIC_KEY_HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// A key that signs.
pub struct SigningKey(EcdsaKeyPair);

/// A key that checks.
pub struct VerifyingKey(Vec<u8>);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey")
    }
}

fn refuse(sentence: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("signature::key", sentence))
}

impl SigningKey {
    /// Reads a key in PEM; `passphrase` is asked where it is locked.
    pub fn read(
        text: &[u8],
        passphrase: impl FnOnce() -> Result<Vec<u8>, Box<Diagnostic>>,
    ) -> Result<Self, Box<Diagnostic>> {
        let (label, content) = pem(text).ok_or_else(|| refuse("the key is not in PEM"))?;
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let read = match label.as_str() {
            "PRIVATE KEY" => EcdsaKeyPair::from_pkcs8(algorithm, &content),
            "EC PRIVATE KEY" => EcdsaKeyPair::from_private_key_der(algorithm, &content),
            "ENCRYPTED SIGSTORE PRIVATE KEY" | "ENCRYPTED COSIGN PRIVATE KEY" => {
                EcdsaKeyPair::from_pkcs8(algorithm, &unlock(&content, &passphrase()?)?)
            }
            "ENCRYPTED PRIVATE KEY" => {
                let help = "unlock it with `openssl pkcs8`, or make one with `cosign generate-key-pair`";
                return Err(Box::new(
                    Diagnostic::sentence("signature::key", "the key is locked as PKCS#8 has it").help(help),
                ));
            }
            _ => return Err(refuse("the file holds no private key")),
        };
        read.map(SigningKey).map_err(|_| refuse("the key is no ECDSA key over P-256"))
    }

    /// A signature in ASN.1.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Box<Diagnostic>> {
        let signature = self.0.sign(&random::secure(), message);
        let failed = || Diagnostic::sentence("signature::key", "the key does not sign").fault(Fault::Outside);
        signature.map(|signature| signature.as_ref().to_vec()).map_err(|_| Box::new(failed()))
    }

    /// The key that checks what this one signs.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.public_key().as_ref().to_vec())
    }
}

impl VerifyingKey {
    /// Reads a public key in PEM.
    pub fn read(text: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let (label, content) = pem(text).ok_or_else(|| refuse("the key is not in PEM"))?;
        if label != "PUBLIC KEY" {
            return Err(refuse("the file holds no public key"));
        }
        match content.strip_prefix(&PUBLIC_KEY_HEAD) {
            Some(point) if point.len() == 65 => Ok(VerifyingKey(point.to_vec())),
            _ => Err(refuse("the key is no ECDSA key over P-256")),
        }
    }

    /// Whether a signature in ASN.1 is this key's.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &self.0).verify(message, signature).is_ok()
    }
}

/// The label and the content of the first block in PEM that is no curve's parameters, which may go before the key.
fn pem(text: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut text = std::str::from_utf8(text).ok()?;
    loop {
        let (_, rest) = text.split_once("-----BEGIN ")?;
        let (label, rest) = rest.split_once("-----")?;
        let (body, after) = rest.split_once(&format!("-----END {label}-----"))?;
        if label == "EC PARAMETERS" {
            text = after;
            continue;
        }
        let body: String = body.split_whitespace().collect();
        return Some((label.to_owned(), STANDARD.decode(body).ok()?));
    }
}

#[derive(Deserialize)]
struct Locked {
    kdf: Derivation,
    cipher: Cipher,
    ciphertext: String,
}

#[derive(Deserialize)]
struct Derivation {
    name: String,
    params: Parameters,
    salt: String,
}

#[derive(Deserialize)]
struct Parameters {
    #[serde(rename = "N")]
    n: u64,
    r: u32,
    p: u32,
}

#[derive(Deserialize)]
struct Cipher {
    name: String,
    nonce: String,
}

/// The PKCS#8 key in cosign's file.
fn unlock(content: &[u8], passphrase: &[u8]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let broken = || refuse("cosign's key file is not whole");
    let locked: Locked = serde_json::from_slice(content).map_err(|_| broken())?;
    if locked.kdf.name != "scrypt" || locked.cipher.name != "nacl/secretbox" {
        return Err(refuse("the key is locked in a way that cosign does not know"));
    }
    let Parameters { n, r, p } = locked.kdf.params;
    // Cosign's own are 65536, 8 and 1; what is more takes memory by a stranger's number.
    if !n.is_power_of_two() || n > 1 << 20 || r > 16 || p > 16 {
        return Err(refuse("the key file asks for more work than is done"));
    }
    let decode = |text: &str| STANDARD.decode(text).map_err(|_| broken());
    let (salt, nonce, sealed) = (decode(&locked.kdf.salt)?, decode(&locked.cipher.nonce)?, decode(&locked.ciphertext)?);
    let exponent = u8::try_from(n.trailing_zeros()).map_err(|_| broken())?;
    let parameters = scrypt::Params::new(exponent, r, p).map_err(|_| broken())?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase, &salt, &parameters, &mut key).map_err(|_| broken())?;
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| broken())?;
    secretbox::open(&sealed, &nonce, &key).ok_or_else(|| {
        let help = "check the passphrase in --passphrase-file or COSIGN_PASSWORD";
        Box::new(Diagnostic::sentence("signature::passphrase", "the passphrase does not open the key").help(help))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2\n\
        OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r\n\
        1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G\n-----END PRIVATE KEY-----\n";

    #[test]
    fn a_key_checks_what_it_signs_and_nothing_else() {
        let key = SigningKey::read(KEY.as_bytes(), || Ok(Vec::new())).expect("a key");
        let signature = key.sign(b"message").expect("a signature");
        let public = key.verifying_key();
        assert!(public.verifies(b"message", &signature));
        assert!(!public.verifies(b"massage", &signature) && !public.verifies(b"message", b""));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in
            ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "-----BEGIN X-----\n-----END X-----"]
        {
            assert!(SigningKey::read(text.as_bytes(), || Ok(Vec::new())).is_err());
            assert!(VerifyingKey::read(text.as_bytes()).is_err());
        }
    }
}
