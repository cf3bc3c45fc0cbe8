//! X.509 certificates: written field by field as Go's `x509.CreateCertificate` writes those of Sprig, and read as far
//! as a signer's certificate is needed, with Go's sentences for what is wrong with it.

use super::der::{self, Reader};
use super::key::{self, PrivateKey, PublicKey};
use crate::go::strconv;
use crate::gotemplate::effects::Nanoseconds;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use num_bigint::{BigInt, BigUint};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 14];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
const ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1d, 17];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
const AUTHORITY_KEY_ID: &[u8] = &[0x55, 0x1d, 35];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];
const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];

/// What a certificate says of its subject.
pub(super) struct Request {
    pub(super) common_name: Vec<u8>,
    pub(super) addresses: Vec<IpAddr>,
    pub(super) names: Vec<Vec<u8>>,
    pub(super) authority: bool,
    pub(super) serial: BigUint,
    pub(super) not_before: Nanoseconds,
    pub(super) not_after: Nanoseconds,
}

/// What is needed of a certificate that signs another.
pub(super) struct Parsed {
    subject: Vec<u8>,
    key_id: Vec<u8>,
    public: Vec<u8>,
}

impl Parsed {
    /// Go refuses to sign with a key that is not the certificate's, as far as it knows the kind of the certificate's key.
    fn fits(&self, key: &PublicKey) -> bool {
        self.public == key.info() || !key::is_known(&self.public)
    }
}

/// The certificate (DER) of `key` by `request`, signed by `signer`, or by itself.
pub(super) fn create(
    request: &Request,
    key: &PrivateKey,
    signer: Option<(&Parsed, &PrivateKey)>,
    repeatable: bool,
) -> Result<Vec<u8>, String> {
    let signing_key = signer.map_or(key, |(_, key)| key);
    let algorithm = signing_key.signature_algorithm()?;
    let public = key.public()?;
    let subject = name(&request.common_name)?;
    let issuer = signer.map_or(&subject, |(certificate, _)| &certificate.subject);
    let authority_key_id = match signer {
        Some((certificate, _)) if certificate.subject != subject => certificate.key_id.as_slice(),
        _ => &[],
    };
    let extensions = extensions(request, &public, subject == EMPTY_NAME, authority_key_id)?;
    if let Some((certificate, signing_key)) = signer
        && !certificate.fits(&signing_key.public()?)
    {
        return Err(String::from("x509: provided PrivateKey doesn't match parent's PublicKey"));
    }
    let body = der::sequence(&[
        &der::value(der::context(0), &[&der::integer(&BigUint::from(2u32))]),
        &der::integer(&request.serial),
        &algorithm,
        issuer,
        &der::sequence(&[&time(request.not_before)?, &time(request.not_after)?]),
        &subject,
        &public.info(),
        &der::value(der::context(3), &[&extensions]),
    ]);
    let signature = signing_key.sign(&body, repeatable)?;
    Ok(der::sequence(&[&body, &signature.algorithm, &der::bits(&signature.bits)]))
}

const EMPTY_NAME: &[u8] = &[der::SEQUENCE, 0];

/// A name of a common name alone, or of nothing.
fn name(common_name: &[u8]) -> Result<Vec<u8>, String> {
    if common_name.is_empty() {
        return Ok(EMPTY_NAME.to_vec());
    }
    let tag = if common_name.iter().copied().all(is_printable) {
        der::PRINTABLE_STRING
    } else if std::str::from_utf8(common_name).is_ok() {
        der::UTF8_STRING
    } else {
        return Err(String::from("asn1: string not valid UTF-8"));
    };
    let pair = der::sequence(&[&der::value(der::OID, &[COMMON_NAME]), &der::value(tag, &[common_name])]);
    Ok(der::sequence(&[&der::value(der::SET, &[&pair])]))
}

/// Whether a PrintableString may have the byte.
fn is_printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte)
}

/// A time in whole seconds, with two digits for the year where that is clear.
fn time(instant: Nanoseconds) -> Result<Vec<u8>, String> {
    let out_of_range = |_| String::from("x509: the validity is out of range");
    let seconds = i64::try_from(instant.div_euclid(1_000_000_000)).map_err(|_| out_of_range(()))?;
    let time = Timestamp::from_second(seconds).map_err(|_| out_of_range(()))?.to_zoned(TimeZone::UTC);
    let year = time.year();
    if !(0..=9999).contains(&year) {
        return Err(out_of_range(()));
    }
    let rest =
        format!("{:02}{:02}{:02}{:02}{:02}Z", time.month(), time.day(), time.hour(), time.minute(), time.second());
    Ok(if (1950..2050).contains(&year) {
        der::value(der::UTC_TIME, &[format!("{:02}", year % 100).as_bytes(), rest.as_bytes()])
    } else {
        der::value(der::GENERALIZED_TIME, &[format!("{year:04}").as_bytes(), rest.as_bytes()])
    })
}

fn extensions(
    request: &Request,
    public: &PublicKey,
    no_subject: bool,
    authority_key_id: &[u8],
) -> Result<Vec<u8>, String> {
    // Digital signature and key encipherment; signing certificates as well.
    let usage: &[u8] = if request.authority { &[2, 0xa4] } else { &[5, 0xa0] };
    let purposes = [SERVER_AUTH, CLIENT_AUTH].map(|purpose| der::value(der::OID, &[purpose])).concat();
    let authority = if request.authority { der::value(der::BOOLEAN, &[&[0xff]]) } else { Vec::new() };
    let mut all = vec![
        extension(KEY_USAGE, true, &der::value(der::BIT_STRING, &[usage])),
        extension(EXTENDED_KEY_USAGE, false, &der::sequence(&[&purposes])),
        extension(BASIC_CONSTRAINTS, true, &der::sequence(&[&authority])),
    ];
    if request.authority {
        let digest = Sha256::digest(&public.bits);
        let id = der::value(der::OCTET_STRING, &[digest.get(..20).unwrap_or_default()]);
        all.push(extension(SUBJECT_KEY_ID, false, &id));
    }
    if !authority_key_id.is_empty() {
        let id = der::sequence(&[&der::value(0x80, &[authority_key_id])]);
        all.push(extension(AUTHORITY_KEY_ID, false, &id));
    }
    if !(request.names.is_empty() && request.addresses.is_empty()) {
        all.push(extension(ALTERNATIVE_NAME, no_subject, &alternative_names(request)?));
    }
    Ok(der::sequence(&[&all.concat()]))
}

fn extension(oid: &[u8], critical: bool, content: &[u8]) -> Vec<u8> {
    let critical = if critical { der::value(der::BOOLEAN, &[&[0xff]]) } else { Vec::new() };
    der::sequence(&[&der::value(der::OID, &[oid]), &critical, &der::value(der::OCTET_STRING, &[content])])
}

/// DNS names, then addresses; IPv4 in four bytes however it was written.
fn alternative_names(request: &Request) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for name in &request.names {
        if !name.is_ascii() {
            return Err(format!("x509: {} cannot be encoded as an IA5String", strconv::quote(name)));
        }
        all.extend(der::value(0x82, &[name]));
    }
    for address in &request.addresses {
        all.extend(match address.to_canonical() {
            IpAddr::V4(address) => der::value(0x87, &[&address.octets()]),
            IpAddr::V6(address) => der::value(0x87, &[&address.octets()]),
        });
    }
    Ok(der::sequence(&[&all]))
}

/// Reads a certificate (DER).
pub(super) fn parse(text: &[u8]) -> Result<Parsed, String> {
    let malformed = |part: &str| format!("x509: malformed {part}");
    let mut outer = Reader::new(text);
    let mut certificate = outer.enter(der::SEQUENCE, "").map_err(|_| malformed("certificate"))?;
    if !outer.is_empty() {
        return Err(String::from("x509: trailing data"));
    }
    let mut body = certificate.enter(der::SEQUENCE, "").map_err(|_| malformed("tbs certificate"))?;
    version(&mut body)?;
    body.integer("").map_err(|_| malformed("serial number"))?;
    let inner = body.expect(der::SEQUENCE, "").map_err(|_| malformed("signature algorithm identifier"))?;
    let algorithm = certificate.expect(der::SEQUENCE, "").map_err(|_| malformed("algorithm identifier"))?;
    if inner != algorithm {
        return Err(String::from("x509: inner and outer signature algorithm identifiers don't match"));
    }
    let sequence = |element: Result<der::Element<'_>, String>, part: &str| match element {
        Ok(element) if element.tag == der::SEQUENCE => Ok(element.whole.to_vec()),
        _ => Err(malformed(part)),
    };
    sequence(body.element(), "issuer")?;
    body.expect(der::SEQUENCE, "").map_err(|_| malformed("validity"))?;
    let subject = sequence(body.element(), "issuer")?;
    let public = sequence(body.element(), "spki")?;
    key::check_curve(&public)?;
    let key_id = extensions_key_id(&mut body)?;
    certificate.expect(der::BIT_STRING, "").map_err(|_| malformed("signature"))?;
    Ok(Parsed { subject, key_id, public })
}

/// The version, which is 1 where none is given.
fn version(body: &mut Reader<'_>) -> Result<(), String> {
    let malformed = |_| String::from("x509: malformed version");
    let Some(version) = body.optional(der::context(0)).map_err(malformed)? else { return Ok(()) };
    let version = Reader::new(version).integer("").map_err(malformed)?;
    if version < BigInt::ZERO {
        return Err(malformed(String::new()));
    }
    if version > BigInt::from(2) { Err(String::from("x509: invalid version")) } else { Ok(()) }
}

/// The subject key id among the extensions; empty where there is none.
fn extensions_key_id(body: &mut Reader<'_>) -> Result<Vec<u8>, String> {
    let malformed = |_| String::from("x509: malformed extensions");
    // The unique ids of old certificates come first.
    for tag in [0x81, 0x82] {
        body.optional(tag).map_err(malformed)?;
    }
    let Some(all) = body.optional(der::context(3)).map_err(malformed)? else { return Ok(Vec::new()) };
    let mut all = Reader::new(all).enter(der::SEQUENCE, "").map_err(malformed)?;
    let mut key_id = Vec::new();
    while !all.is_empty() {
        let malformed = |_| String::from("x509: malformed extension");
        let mut fields = all.enter(der::SEQUENCE, "").map_err(malformed)?;
        let oid = fields.expect(der::OID, "").map_err(malformed)?;
        fields.optional(der::BOOLEAN).map_err(malformed)?;
        let content = fields.expect(der::OCTET_STRING, "").map_err(malformed)?;
        if oid == SUBJECT_KEY_ID {
            let invalid = |_| String::from("x509: invalid subject key identifier");
            key_id = Reader::new(content).expect(der::OCTET_STRING, "").map_err(invalid)?.to_vec();
        }
    }
    Ok(key_id)
}
