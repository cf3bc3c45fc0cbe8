//! RSA keys: generation, PKCS #1, and signatures of certificates (PKCS #1 v1.5 with SHA-256). Without a seed keys come
//! from aws-lc, which signs as well; with one the primes are drawn here.

use super::super::der::{self, Reader};
use super::super::random::Draws;
use super::prime::random_prime;
use crate::gotemplate::Error;
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature;
use num_bigint::{BigInt, BigUint};
use sha2::{Digest, Sha256};

/// The contents of the OID `rsaEncryption`.
pub(super) const OID: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
/// The contents of the OID `sha256WithRSAEncryption`.
const SIGNATURE_OID: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
/// The contents of the OID of SHA-256.
const SHA256_OID: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
const EXPONENT: u32 = 65_537;
/// Go neither signs nor verifies with smaller keys.
const LEAST_BITS: u64 = 1024;

/// A private key of two primes or more.
pub(in crate::sprig::crypto) struct RsaKey {
    modulus: BigUint,
    exponent: BigUint,
    private: BigUint,
    primes: [BigUint; 2],
    /// The encoded third and further primes.
    more: Vec<u8>,
}

impl RsaKey {
    /// A new key, from the system's randomness.
    pub(super) fn fresh(bits: u32) -> Result<Self, Error> {
        let size = if bits == 4096 { KeySize::Rsa4096 } else { KeySize::Rsa2048 };
        let failed = || Error::new("failed to generate private key: the cryptographic library refused");
        let document = KeyPair::generate(size).and_then(|pair| pair.as_der()).map_err(|_| failed())?;
        match super::PrivateKey::from_pkcs8(document.as_ref()) {
            Ok(super::PrivateKey::Rsa(key)) => Ok(key),
            _ => Err(failed()),
        }
    }

    /// A new key that `draws` decide.
    pub(super) fn drawn(draws: &mut Draws<'_>, bits: u32) -> Result<Self, Error> {
        let exponent = BigUint::from(EXPONENT);
        let half = bits as usize / 2;
        loop {
            let coprime = |prime: &BigUint| (prime - 1u32) % EXPONENT != BigUint::ZERO;
            let p = random_prime(draws, half, coprime)?;
            let q = random_prime(draws, half, coprime)?;
            let (p1, q1) = (&p - 1u32, &q - 1u32);
            let order = &p1 * &q1 / gcd(&p1, &q1);
            if let (true, Some(private)) = (p != q, exponent.modinv(&order)) {
                return Ok(RsaKey { modulus: &p * &q, exponent, private, primes: [p, q], more: Vec::new() });
            }
        }
    }

    /// Reads an `RSAPrivateKey`.
    pub(super) fn from_pkcs1(text: &[u8]) -> Result<Self, String> {
        let mut outer = Reader::new(text);
        let mut fields = outer.enter(der::SEQUENCE, "pkcs1PrivateKey")?;
        let version = fields.integer("int")?;
        let mut numbers: [Option<BigUint>; 5] = Default::default();
        for number in &mut numbers {
            *number = fields.positive()?;
        }
        for _ in 0..3 {
            fields.integer("")?;
        }
        let more = fields.optional(der::SEQUENCE)?.unwrap_or_default().to_vec();
        if !outer.is_empty() {
            return Err(String::from("asn1: syntax error: trailing data"));
        }
        if version > BigInt::from(1) {
            return Err(String::from("x509: unsupported private key version"));
        }
        let [Some(modulus), Some(exponent), Some(private), Some(p), Some(q)] = numbers else {
            return Err(String::from("x509: private key contains zero or negative value"));
        };
        let mut product = &p * &q;
        for prime in further_primes(&more)? {
            product *= prime;
        }
        if product != modulus {
            return Err(String::from("crypto/rsa: p * q != n"));
        }
        let one = BigUint::from(1u32);
        if p == one || q == one {
            return Err(String::from("crypto/rsa: invalid prime"));
        }
        if exponent.bits() > 31 || !exponent.bit(0) || exponent == one {
            return Err(String::from("crypto/rsa: invalid public exponent"));
        }
        if [&p, &q].iter().any(|prime| &exponent * &private % (*prime - 1u32) != one) {
            return Err(String::from("crypto/rsa: invalid exponents"));
        }
        Ok(RsaKey { modulus, exponent, private, primes: [p, q], more })
    }

    /// The key as an `RSAPrivateKey`.
    pub(super) fn to_pkcs1(&self) -> Vec<u8> {
        let [p, q] = &self.primes;
        let inverse = q.modinv(p).unwrap_or_default();
        let version = BigUint::from(u32::from(!self.more.is_empty()));
        let (dp, dq) = (&self.private % (p - 1u32), &self.private % (q - 1u32));
        let numbers = [&version, &self.modulus, &self.exponent, &self.private, p, q, &dp, &dq, &inverse];
        let mut fields = numbers.map(der::integer).concat();
        if !self.more.is_empty() {
            fields.extend(der::sequence(&[&self.more]));
        }
        der::sequence(&[&fields])
    }

    /// The `SubjectPublicKeyInfo`'s algorithm and the contents of its bit string.
    pub(super) fn public(&self) -> (Vec<u8>, Vec<u8>) {
        let key = der::sequence(&[&der::integer(&self.modulus), &der::integer(&self.exponent)]);
        (der::algorithm(OID, der::NULL), key)
    }

    /// The signature's algorithm.
    pub(super) fn signature_algorithm() -> Vec<u8> {
        der::algorithm(SIGNATURE_OID, der::NULL)
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, String> {
        let bits = self.modulus.bits();
        if bits < LEAST_BITS {
            let more = "(see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)";
            return Err(format!("crypto/rsa: {bits}-bit keys are insecure {more}"));
        }
        let length = bits.div_ceil(8) as usize;
        let mut signature = vec![0; length];
        let random = aws_lc_rs::rand::SystemRandom::new();
        let signed = KeyPair::from_der(&self.to_pkcs1())
            .is_ok_and(|key| key.sign(&signature::RSA_PKCS1_SHA256, &random, message, &mut signature).is_ok());
        // The library takes keys of two primes from 2048 bits up; what users have besides is signed here.
        if !signed {
            let padded = padded_digest(message, length);
            let number = BigUint::from_bytes_be(&padded).modpow(&self.private, &self.modulus);
            let bytes = number.to_bytes_be();
            signature = vec![0; length.saturating_sub(bytes.len())];
            signature.extend_from_slice(&bytes);
        }
        Ok(signature)
    }
}

/// The digest of a message as PKCS #1 v1.5 signs it, `length` bytes long.
fn padded_digest(message: &[u8], length: usize) -> Vec<u8> {
    let digest = der::value(der::OCTET_STRING, &[&Sha256::digest(message)]);
    let info = der::sequence(&[&der::algorithm(SHA256_OID, der::NULL), &digest]);
    let mut padded = vec![0x00, 0x01];
    padded.resize(length.saturating_sub(info.len() + 1), 0xff);
    padded.push(0x00);
    padded.extend(info);
    padded
}

/// The primes beyond the second: each in a sequence with two numbers that Go works out anew.
fn further_primes(text: &[u8]) -> Result<Vec<BigUint>, String> {
    let mut reader = Reader::new(text);
    let mut primes = Vec::new();
    while !reader.is_empty() {
        let mut fields = reader.enter(der::SEQUENCE, "pkcs1AdditionalRSAPrime")?;
        let prime = fields.positive()?.ok_or("x509: private key contains zero or negative prime")?;
        primes.push(prime);
    }
    Ok(primes)
}

fn gcd(one: &BigUint, other: &BigUint) -> BigUint {
    let (mut one, mut other) = (one.clone(), other.clone());
    while other != BigUint::ZERO {
        (one, other) = (other.clone(), one % other);
    }
    one
}
