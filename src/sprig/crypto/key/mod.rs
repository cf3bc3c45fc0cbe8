//! Private keys of the kinds that Go reads, in PEM as Go writes it: PKCS #1 for RSA, SEC 1 for ECDSA, PKCS #8 for
//! Ed25519, OpenSSL's form for DSA. They are made from the system's randomness by aws-lc, or from a seed alone.

mod dsa;
mod ec;
mod p224;
mod prime;
mod rsa;

use super::cost;
use super::der::{self, Reader};
use super::pem;
use super::random::Draws;
use crate::go::Value;
use crate::gotemplate::{Call, Error, Function, Param};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use dsa::DsaKey;
use ec::{Curve, EcKey};
use num_bigint::BigUint;
use rsa::RsaKey;

/// `genPrivateKey`.
pub(super) const FUNCTIONS: &[Function] =
    &[Function { name: "genPrivateKey", params: &[Param::String], variadic: false, body: gen_private_key }];

/// The contents of the OIDs of RFC 8410.
const ED25519_OID: &[u8] = &[0x2b, 0x65, 0x70];
const X25519_OID: &[u8] = &[0x2b, 0x65, 0x6e];

/// The contents of the OID `id-dsa`.
const DSA_OID: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];

/// The algorithm of a `SubjectPublicKeyInfo` and what goes with it if that is an OID: a curve.
fn public_algorithm(info: &[u8]) -> Result<(&[u8], Option<&[u8]>), String> {
    let mut algorithm = Reader::new(info).enter(der::SEQUENCE, "")?.enter(der::SEQUENCE, "")?;
    Ok((algorithm.expect(der::OID, "")?, algorithm.optional(der::OID)?))
}

/// Whether Go knows the kind of key that a `SubjectPublicKeyInfo` has.
pub(super) fn is_known(info: &[u8]) -> bool {
    let known = [rsa::OID, ec::OID, ED25519_OID, X25519_OID, DSA_OID];
    public_algorithm(info).is_ok_and(|(algorithm, _)| known.contains(&algorithm))
}

/// Refuses a `SubjectPublicKeyInfo` whose key is on a curve that Go has not.
pub(super) fn check_curve(info: &[u8]) -> Result<(), String> {
    match public_algorithm(info) {
        Ok((ec::OID, None)) => Err(String::from("x509: invalid ECDSA parameters")),
        Ok((ec::OID, Some(curve))) => match Curve::from_oid(curve) {
            Ok(_) => Ok(()),
            Err(_) => Err(String::from("x509: unsupported elliptic curve")),
        },
        _ => Ok(()),
    }
}

/// A private key.
pub(super) enum PrivateKey {
    Rsa(RsaKey),
    Ec(EcKey),
    Ed25519([u8; 32]),
    Dsa(DsaKey),
    /// A key for X25519 by its PKCS #8, which Go reads but makes no certificate of.
    X25519,
}

/// A public key: its algorithm as `SubjectPublicKeyInfo` has it, and the contents of the bit string.
pub(super) struct PublicKey {
    pub(super) algorithm: Vec<u8>,
    pub(super) bits: Vec<u8>,
}

impl PublicKey {
    /// The `SubjectPublicKeyInfo`.
    pub(super) fn info(&self) -> Vec<u8> {
        der::sequence(&[&self.algorithm, &der::bits(&self.bits)])
    }
}

/// A signature and its algorithm.
pub(super) struct Signature {
    pub(super) algorithm: Vec<u8>,
    pub(super) bits: Vec<u8>,
}

/// `genPrivateKey KIND`: an unknown kind gives a sentence as its result.
fn gen_private_key(call: &mut Call<'_>) -> Result<Value, Error> {
    let kind = call.str(0);
    let key = match kind.as_bytes() {
        b"" | b"rsa" => PrivateKey::rsa(call, 4096)?,
        b"dsa" => {
            call.runtime.charge(cost::DSA)?;
            PrivateKey::Dsa(DsaKey::drawn(&mut Draws::new(call.runtime.effects(), call.name))?)
        }
        b"ecdsa" => PrivateKey::ecdsa(call)?,
        b"ed25519" => {
            call.runtime.charge(cost::CURVE)?;
            PrivateKey::Ed25519(Draws::new(call.runtime.effects(), call.name).bytes()?)
        }
        other => return Ok(Value::str([b"Unknown type ", other].concat())),
    };
    Ok(Value::str(key.to_pem()))
}

impl PrivateKey {
    /// A new RSA key of 2048 or 4096 bits.
    pub(super) fn rsa(call: &mut Call<'_>, bits: u32) -> Result<Self, Error> {
        let seeded = call.runtime.effects().seeded();
        let times = u64::from(bits / 2048).pow(4);
        call.runtime.charge(times * if seeded { cost::DRAWN_RSA_2048 } else { cost::RSA_2048 })?;
        let mut draws = Draws::new(call.runtime.effects(), call.name);
        if seeded {
            return RsaKey::drawn(&mut draws, bits).map(PrivateKey::Rsa);
        }
        // The handler is asked all the same: it may refuse, and it notes who asked.
        draws.bytes::<1>()?;
        RsaKey::fresh(bits).map(PrivateKey::Rsa)
    }

    fn ecdsa(call: &mut Call<'_>) -> Result<Self, Error> {
        call.runtime.charge(cost::CURVE)?;
        let seeded = call.runtime.effects().seeded();
        let mut draws = Draws::new(call.runtime.effects(), call.name);
        if seeded {
            return EcKey::drawn(&mut draws).map(PrivateKey::Ec);
        }
        draws.bytes::<1>()?;
        EcKey::fresh().map(PrivateKey::Ec)
    }

    /// Reads the first block of a PEM text, with Sprig's sentences for what is wrong with it.
    pub(super) fn from_pem(text: &[u8]) -> Result<Self, String> {
        let block = pem::decode(text).ok_or("no PEM data in input")?;
        let kind = String::from_utf8_lossy(&block.kind);
        let bytes = &block.bytes;
        match &*kind {
            "PRIVATE KEY" => Self::from_pkcs8(bytes).map_err(|error| format!("decoding PEM as PKCS#8: {error}")),
            "RSA PRIVATE KEY" => {
                let key = RsaKey::from_pkcs1(bytes).map(PrivateKey::Rsa);
                key.map_err(|error| {
                    format!("parsing RSA private key from PEM: {}", other_format(bytes, Format::Rsa, error))
                })
            }
            "EC PRIVATE KEY" => {
                let key = EcKey::from_sec1(bytes, None).map(PrivateKey::Ec);
                key.map_err(|error| {
                    format!("parsing EC private key from PEM: {}", other_format(bytes, Format::Ec, error))
                })
            }
            "DSA PRIVATE KEY" => {
                let key = DsaKey::from_der(bytes).map(PrivateKey::Dsa);
                key.map_err(|error| format!("parsing DSA private key from PEM: {error}"))
            }
            _ if kind.ends_with(" PRIVATE KEY") => Err(format!("invalid private key type {kind}")),
            _ => Err(format!("no private key data in PEM block of type {kind}")),
        }
    }

    /// Reads a `PrivateKeyInfo`.
    fn from_pkcs8(text: &[u8]) -> Result<Self, String> {
        let read = || -> Result<_, String> {
            let mut fields = Reader::new(text).enter(der::SEQUENCE, "pkcs8")?;
            fields.integer("int")?;
            let mut algorithm = fields.enter(der::SEQUENCE, "AlgorithmIdentifier")?;
            let oid = algorithm.expect(der::OID, "ObjectIdentifier")?;
            Ok((oid, algorithm.optional(der::OID)?, fields.expect(der::OCTET_STRING, "")?))
        };
        let (oid, curve, key) = read().map_err(|error| other_format(text, Format::Pkcs8, error))?;
        let embedded =
            |kind: &str, error: String| format!("x509: failed to parse {kind} private key embedded in PKCS#8: {error}");
        match oid {
            rsa::OID => RsaKey::from_pkcs1(key).map(PrivateKey::Rsa).map_err(|error| embedded("RSA", error)),
            ec::OID => EcKey::from_sec1(key, curve).map(PrivateKey::Ec).map_err(|error| embedded("EC", error)),
            ED25519_OID => {
                let invalid = |error| format!("x509: invalid Ed25519 private key: {error}");
                let seed = Reader::new(key).expect(der::OCTET_STRING, "").map_err(invalid)?;
                let length = seed.len();
                let seed =
                    seed.try_into().map_err(|_| format!("x509: invalid Ed25519 private key length: {length}"))?;
                Ok(PrivateKey::Ed25519(seed))
            }
            X25519_OID => Ok(PrivateKey::X25519),
            _ => {
                let oid = der::dotted(oid);
                Err(format!("x509: PKCS#8 wrapping contained private key with unknown algorithm: {oid}"))
            }
        }
    }

    /// The key as Sprig writes it; nothing for a key that it has no form for.
    pub(super) fn to_pem(&self) -> String {
        match self {
            PrivateKey::Rsa(key) => pem::encode("RSA PRIVATE KEY", &key.to_pkcs1()),
            PrivateKey::Ec(key) => pem::encode("EC PRIVATE KEY", &key.to_sec1()),
            PrivateKey::Dsa(key) => pem::encode("DSA PRIVATE KEY", &key.to_der()),
            PrivateKey::Ed25519(seed) => {
                let key = der::value(der::OCTET_STRING, &[&der::value(der::OCTET_STRING, &[seed])]);
                let algorithm = der::algorithm(ED25519_OID, &[]);
                pem::encode("PRIVATE KEY", &der::sequence(&[&der::integer(&BigUint::ZERO), &algorithm, &key]))
            }
            PrivateKey::X25519 => String::new(),
        }
    }

    /// What reading the key, or signing with it, costs in steps beside what all keys cost.
    pub(super) fn surcharge(&self) -> u64 {
        match self {
            PrivateKey::Ec(key) => key.surcharge(),
            _ => 0,
        }
    }

    /// The public key, for keys that a certificate can be made of.
    pub(super) fn public(&self) -> Result<PublicKey, String> {
        let (algorithm, bits) = match self {
            PrivateKey::Rsa(key) => key.public(),
            PrivateKey::Ec(key) => key.public(),
            PrivateKey::Ed25519(seed) => {
                let pair = Ed25519KeyPair::from_seed_unchecked(seed);
                let pair = pair.map_err(|_| "x509: the cryptographic library refused an Ed25519 key")?;
                (der::algorithm(ED25519_OID, &[]), pair.public_key().as_ref().to_vec())
            }
            PrivateKey::Dsa(_) => return Err(String::from("x509: unsupported public key type: *dsa.PublicKey")),
            PrivateKey::X25519 => return Err(String::from("x509: unsupported public key type: *ecdh.PublicKey")),
        };
        Ok(PublicKey { algorithm, bits })
    }

    /// The algorithm that [`PrivateKey::sign`] signs with, which the message names.
    pub(super) fn signature_algorithm(&self) -> Result<Vec<u8>, String> {
        match self {
            PrivateKey::Rsa(_) => Ok(RsaKey::signature_algorithm()),
            PrivateKey::Ec(key) => Ok(key.signature_algorithm()),
            PrivateKey::Ed25519(_) => Ok(der::algorithm(ED25519_OID, &[])),
            PrivateKey::Dsa(_) | PrivateKey::X25519 => {
                Err(String::from("x509: certificate private key does not implement crypto.Signer"))
            }
        }
    }

    /// Signs a certificate; `repeatable` asks for the same signature every time.
    pub(super) fn sign(&self, message: &[u8], repeatable: bool) -> Result<Signature, String> {
        let algorithm = self.signature_algorithm()?;
        let bits = match self {
            PrivateKey::Rsa(key) => key.sign(message)?,
            PrivateKey::Ec(key) => key.sign(message, repeatable)?,
            PrivateKey::Ed25519(seed) => {
                let pair = Ed25519KeyPair::from_seed_unchecked(seed);
                let pair = pair.map_err(|_| "x509: the cryptographic library refused an Ed25519 key")?;
                pair.sign(message).as_ref().to_vec()
            }
            PrivateKey::Dsa(_) | PrivateKey::X25519 => Vec::new(),
        };
        Ok(Signature { algorithm, bits })
    }
}

/// The forms of keys that Go looks for behind another form's name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Rsa,
    Ec,
    Pkcs8,
}

/// Says which form `text` has in truth if it does not have the one that `error` is about.
fn other_format(text: &[u8], wanted: Format, error: String) -> String {
    if !error.starts_with("asn1:") {
        return error;
    }
    let is = |format: Format| {
        let read = || -> Result<(), String> {
            let mut fields = Reader::new(text).enter(der::SEQUENCE, "")?;
            fields.integer("")?;
            match format {
                Format::Rsa => (0..4).try_for_each(|_| fields.integer("").map(|_| ())),
                Format::Ec => fields.expect(der::OCTET_STRING, "").map(|_| ()),
                Format::Pkcs8 => {
                    fields.expect(der::SEQUENCE, "")?;
                    fields.expect(der::OCTET_STRING, "").map(|_| ())
                }
            }
        };
        format != wanted && read().is_ok()
    };
    let formats = [
        (Format::Ec, "ParseECPrivateKey"),
        (Format::Pkcs8, "ParsePKCS8PrivateKey"),
        (Format::Rsa, "ParsePKCS1PrivateKey"),
    ];
    match formats.into_iter().find(|(format, _)| is(*format)) {
        Some((_, function)) => {
            format!("x509: failed to parse private key (use {function} instead for this key format)")
        }
        None if wanted == Format::Ec => format!("x509: failed to parse EC private key: {error}"),
        None => error,
    }
}
