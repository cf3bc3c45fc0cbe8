//! ECDSA keys on the curves P-224, P-256, P-384 and P-521: generation, SEC 1, and signatures. Points are multiplied by
//! aws-lc, but for P-224, which it leaves out. A seeded signature, and any on P-224, has its nonce from RFC 6979, so it
//! depends on the key and the message and nothing else.

use super::super::cost;
use super::super::der::{self, Reader};
use super::super::random::Draws;
use super::p224;
use super::prime::random_below;
use crate::gotemplate::Error;
use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm,
};
use aws_lc_rs::{agreement, rand::SystemRandom};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use num_bigint::{BigInt, BigUint};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The contents of the OID `id-ecPublicKey`.
pub(super) const OID: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];

/// A curve of NIST's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Curve {
    P224,
    P256,
    P384,
    P521,
}

impl Curve {
    /// The curve of an OID's contents, as far as it is supported.
    pub(super) fn from_oid(oid: &[u8]) -> Result<Self, String> {
        let curves = [Curve::P224, Curve::P256, Curve::P384, Curve::P521];
        let curve = curves.into_iter().find(|curve| curve.oid() == oid);
        curve.ok_or_else(|| String::from("x509: unknown elliptic curve"))
    }

    fn oid(self) -> &'static [u8] {
        match self {
            Curve::P224 => &[0x2b, 0x81, 0x04, 0, 33],
            Curve::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
            Curve::P384 => &[0x2b, 0x81, 0x04, 0, 34],
            Curve::P521 => &[0x2b, 0x81, 0x04, 0, 35],
        }
    }

    /// The contents of the OID of ECDSA with the hash that goes with the curve.
    fn signature_oid(self) -> &'static [u8] {
        match self {
            Curve::P224 | Curve::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2],
            Curve::P384 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3],
            Curve::P521 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4],
        }
    }

    /// The number of points of the group.
    fn order(self) -> BigUint {
        let digits: &[u8] = match self {
            Curve::P224 => b"ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
            Curve::P256 => b"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            Curve::P384 => {
                b"ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"
            }
            Curve::P521 => {
                b"01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa\
                  51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"
            }
        };
        BigUint::parse_bytes(digits, 16).unwrap_or_default()
    }

    /// The length of a coordinate and of a private key in bytes.
    fn length(self) -> usize {
        match self {
            Curve::P224 => 28,
            Curve::P256 => 32,
            Curve::P384 => 48,
            Curve::P521 => 66,
        }
    }

    /// The algorithm of aws-lc, where it has one.
    fn signing(self) -> Option<&'static EcdsaSigningAlgorithm> {
        match self {
            Curve::P224 => None,
            Curve::P256 => Some(&ECDSA_P256_SHA256_ASN1_SIGNING),
            Curve::P384 => Some(&ECDSA_P384_SHA384_ASN1_SIGNING),
            Curve::P521 => Some(&ECDSA_P521_SHA512_ASN1_SIGNING),
        }
    }

    /// The point that is `scalar` times the base point, uncompressed.
    fn multiply_base(self, scalar: &[u8]) -> Option<Vec<u8>> {
        let algorithm = match self {
            Curve::P224 => return p224::multiply_base(&BigUint::from_bytes_be(scalar)),
            Curve::P256 => &agreement::ECDH_P256,
            Curve::P384 => &agreement::ECDH_P384,
            Curve::P521 => &agreement::ECDH_P521,
        };
        let key = agreement::PrivateKey::from_private_key(algorithm, scalar).ok()?;
        Some(key.compute_public_key().ok()?.as_ref().to_vec())
    }

    /// A number below the order in as many bytes as a private key has.
    fn fixed(self, number: &BigUint) -> Vec<u8> {
        let bytes = number.to_bytes_be();
        let mut fixed = vec![0; self.length().saturating_sub(bytes.len())];
        fixed.extend_from_slice(&bytes);
        fixed
    }
}

/// A private key.
pub(in crate::sprig::crypto) struct EcKey {
    curve: Curve,
    private: BigUint,
    /// The public point, uncompressed.
    public: Vec<u8>,
}

impl EcKey {
    /// A new key on P-256 from the system's randomness.
    pub(super) fn fresh() -> Result<Self, Error> {
        let failed = || Error::new("failed to generate private key: the cryptographic library refused");
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map_err(|_| failed())?;
        let scalar = pair.private_key().as_be_bytes().map_err(|_| failed())?;
        Self::new(Curve::P256, BigUint::from_bytes_be(scalar.as_ref())).ok_or_else(failed)
    }

    /// A new key on P-256 that `draws` decide.
    pub(super) fn drawn(draws: &mut Draws<'_>) -> Result<Self, Error> {
        let private = random_below(draws, &Curve::P256.order())?;
        let failed = "failed to generate private key: the cryptographic library refused";
        Self::new(Curve::P256, private).ok_or_else(|| Error::new(failed))
    }

    fn new(curve: Curve, private: BigUint) -> Option<Self> {
        let public = curve.multiply_base(&curve.fixed(&private))?;
        Some(EcKey { curve, private, public })
    }

    /// What a multiplication costs in steps beside [`cost::CURVE`].
    pub(super) fn surcharge(&self) -> u64 {
        if self.curve == Curve::P224 { cost::P224 } else { 0 }
    }

    /// Reads an `ECPrivateKey`; the curve may have been given outside of it.
    pub(super) fn from_sec1(text: &[u8], curve: Option<&[u8]>) -> Result<Self, String> {
        let mut fields = Reader::new(text).enter(der::SEQUENCE, "ecPrivateKey")?;
        let version = fields.integer("int")?;
        let scalar = fields.expect(der::OCTET_STRING, "")?;
        let own = match fields.optional(der::context(0))? {
            Some(named) => Some(Reader::new(named).expect(der::OID, "ObjectIdentifier")?),
            None => None,
        };
        if version != BigInt::from(1) {
            return Err(format!("x509: unknown EC private key version {version}"));
        }
        let curve = Curve::from_oid(curve.or(own).unwrap_or_default())?;
        let private = BigUint::from_bytes_be(scalar);
        if private >= curve.order() || private == BigUint::ZERO {
            return Err(String::from("x509: invalid elliptic curve private key value"));
        }
        Self::new(curve, private).ok_or_else(|| String::from("x509: invalid elliptic curve private key value"))
    }

    /// The key as an `ECPrivateKey`.
    pub(super) fn to_sec1(&self) -> Vec<u8> {
        let scalar = der::value(der::OCTET_STRING, &[&self.curve.fixed(&self.private)]);
        let curve = der::value(der::context(0), &[&der::value(der::OID, &[self.curve.oid()])]);
        let public = der::value(der::context(1), &[&der::bits(&self.public)]);
        der::sequence(&[&der::integer(&BigUint::from(1u32)), &scalar, &curve, &public])
    }

    /// The `SubjectPublicKeyInfo`'s algorithm and the contents of its bit string.
    pub(super) fn public(&self) -> (Vec<u8>, Vec<u8>) {
        (der::algorithm(OID, &der::value(der::OID, &[self.curve.oid()])), self.public.clone())
    }

    /// The signature's algorithm.
    pub(super) fn signature_algorithm(&self) -> Vec<u8> {
        der::algorithm(self.curve.signature_oid(), &[])
    }

    pub(super) fn sign(&self, message: &[u8], repeatable: bool) -> Result<Vec<u8>, String> {
        let signature = match self.curve.signing() {
            Some(algorithm) if !repeatable => self.sign_freshly(algorithm, message),
            _ => self.sign_repeatably(message),
        };
        signature.ok_or_else(|| String::from("x509: the cryptographic library did not sign"))
    }

    fn sign_freshly(&self, algorithm: &'static EcdsaSigningAlgorithm, message: &[u8]) -> Option<Vec<u8>> {
        let scalar = self.curve.fixed(&self.private);
        let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, &scalar, &self.public).ok()?;
        Some(pair.sign(&SystemRandom::new(), message).ok()?.as_ref().to_vec())
    }

    fn sign_repeatably(&self, message: &[u8]) -> Option<Vec<u8>> {
        let order = self.curve.order();
        let (digest, nonces) = match self.curve {
            Curve::P224 | Curve::P256 => self.digest_and_nonces::<Sha256>(message)?,
            Curve::P384 => self.digest_and_nonces::<Sha384>(message)?,
            Curve::P521 => self.digest_and_nonces::<Sha512>(message)?,
        };
        for nonce in nonces {
            let point = self.curve.multiply_base(&self.curve.fixed(&nonce))?;
            let r = BigUint::from_bytes_be(point.get(1..=self.curve.length())?) % &order;
            let s = nonce.modinv(&order)? * (&digest + &r * &self.private) % &order;
            if r != BigUint::ZERO && s != BigUint::ZERO {
                return Some(der::sequence(&[&der::integer(&r), &der::integer(&s)]));
            }
        }
        None
    }

    /// The message's digest as a number, and RFC 6979's first nonces, of which one is enough but for a chance of 2^-256.
    fn digest_and_nonces<D: Digest + EagerHash>(&self, message: &[u8]) -> Option<(BigUint, Vec<BigUint>)> {
        let order = self.curve.order();
        let digest = D::digest(message);
        // On P-224 the digest is longer than the order: what it has too much at its end is cut off.
        let cut = (digest.len() as u64 * 8).saturating_sub(order.bits());
        let number = BigUint::from_bytes_be(&digest) >> cut;
        let seed = [self.curve.fixed(&self.private), self.curve.fixed(&(&number % &order))].concat();
        let mut generator = Drbg::<D>::new(digest.len(), &seed)?;
        let mut nonces = Vec::new();
        while nonces.len() < 2 {
            let bytes = generator.next(self.curve.length())?;
            let excess = bytes.len() as u64 * 8 - order.bits();
            let nonce = BigUint::from_bytes_be(&bytes) >> excess;
            if nonce != BigUint::ZERO && nonce < order {
                nonces.push(nonce);
            }
        }
        Some((number, nonces))
    }
}

/// The generator of RFC 6979, section 3.2.
struct Drbg<D> {
    key: Vec<u8>,
    value: Vec<u8>,
    digest: std::marker::PhantomData<D>,
}

impl<D: Digest + EagerHash> Drbg<D> {
    fn new(length: usize, seed: &[u8]) -> Option<Self> {
        let digest = std::marker::PhantomData;
        let mut drbg = Drbg { key: vec![0; length], value: vec![1; length], digest };
        drbg.update(&[&[0], seed])?;
        drbg.update(&[&[1], seed])?;
        Some(drbg)
    }

    fn mac(&self, parts: &[&[u8]]) -> Option<Vec<u8>> {
        let mut mac = Hmac::<D>::new_from_slice(&self.key).ok()?;
        mac.update(&self.value);
        parts.iter().for_each(|part| mac.update(part));
        Some(mac.finalize().into_bytes().to_vec())
    }

    fn update(&mut self, parts: &[&[u8]]) -> Option<()> {
        self.key = self.mac(parts)?;
        self.value = self.mac(&[])?;
        Some(())
    }

    fn next(&mut self, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            self.value = self.mac(&[])?;
            bytes.extend_from_slice(&self.value);
        }
        bytes.truncate(length);
        self.update(&[&[0]])?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 6979, appendix A.2.4 to A.2.7, for the message "sample".
    #[test]
    fn repeatable_signatures_are_those_of_the_rfc() {
        let cases = [
            (
                Curve::P224,
                "F220266E1105BFE3083E03EC7A3A654651F45E37167E88600BF257C1",
                "61AA3DA010E8E8406C656BC477A7A7189895E7E840CDFE8FF42307BA",
                "BC814050DAB5D23770879494F9E0A680DC1AF7161991BDE692B10101",
            ),
            (
                Curve::P256,
                "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
                "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
                "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
            ),
            (
                Curve::P384,
                "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
                "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46",
                "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
            ),
            (
                Curve::P521,
                "00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC\
                 1466F6D8FBEC67DB89EC0C08B0E996B83538",
                "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B53\
                 4931D7D4E8455CC91F9B15BF05EC36E377FA",
                "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF077\
                 7B1A20F8CCB1DCCC43997F1EE0E44DA4A67A",
            ),
        ];
        let number = |digits: &str| {
            let digits: String = digits.split_whitespace().collect();
            BigUint::parse_bytes(digits.as_bytes(), 16).expect("hexadecimal")
        };
        for (curve, private, r, s) in cases {
            let key = EcKey::new(curve, number(private)).expect("a key of the curve");
            let signature = der::sequence(&[&der::integer(&number(r)), &der::integer(&number(s))]);
            assert_eq!(key.sign(b"sample", true).ok(), Some(signature), "{curve:?}");
            let fresh = key.sign(b"sample", false).ok();
            assert_eq!(fresh == key.sign(b"sample", true).ok(), curve == Curve::P224, "{curve:?}");
        }
    }

    #[test]
    fn sec1_is_read_as_it_is_written() {
        let key = EcKey::new(Curve::P521, BigUint::from(5u32)).expect("a key of the curve");
        let text = key.to_sec1();
        let again = EcKey::from_sec1(&text, None).expect("SEC 1");
        assert_eq!((again.curve, &again.private, &again.public), (key.curve, &key.private, &key.public));
        assert_eq!(again.to_sec1(), text);
    }
}
