//! `x509_decode`: a certificate or a request for one as an object, with the fields and names of Go's `crypto/x509`. As in Kyverno,
//! the key has to be one of RSA.

use super::der::{BITS, BOOLEAN, Element, INTEGER, OCTETS, OID, Reader, SEQUENCE, SET};
use super::{Arguments, Function, Kind, function};
use crate::go::base64;
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, Entries, Fault};
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use num_bigint::BigUint;
use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) const FUNCTIONS: &[Function] = &[function("x509_decode", &[&[Kind::Text]], decode)];

const RSA: &[u64] = &[1, 2, 840, 113_549, 1, 1, 1];

/// Signature algorithms with Go's numbers.
const SIGNATURES: [(&[u64], i64); 10] = [
    (&[1, 2, 840, 113_549, 1, 1, 4], 2),
    (&[1, 2, 840, 113_549, 1, 1, 5], 3),
    (&[1, 2, 840, 113_549, 1, 1, 11], 4),
    (&[1, 2, 840, 113_549, 1, 1, 12], 5),
    (&[1, 2, 840, 113_549, 1, 1, 13], 6),
    (&[1, 2, 840, 10_045, 4, 1], 9),
    (&[1, 2, 840, 10_045, 4, 3, 2], 10),
    (&[1, 2, 840, 10_045, 4, 3, 3], 11),
    (&[1, 2, 840, 10_045, 4, 3, 4], 12),
    (&[1, 3, 101, 112], 16),
];

/// Fields that are there and empty, which policies may ask for.
const ABSENT: [&str; 22] = [
    "ExtraExtensions",
    "UnhandledCriticalExtensions",
    "ExtKeyUsage",
    "UnknownExtKeyUsage",
    "AuthorityKeyId",
    "OCSPServer",
    "IssuingCertificateURL",
    "DNSNames",
    "EmailAddresses",
    "IPAddresses",
    "URIs",
    "PermittedDNSDomains",
    "ExcludedDNSDomains",
    "PermittedIPRanges",
    "ExcludedIPRanges",
    "PermittedEmailAddresses",
    "ExcludedEmailAddresses",
    "PermittedURIDomains",
    "ExcludedURIDomains",
    "CRLDistributionPoints",
    "PolicyIdentifiers",
    "Policies",
];

fn decode(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.text(0);
    call.env().spend(1 + text.len() as u64 / 4)?;
    let (kind, bytes) = pem(&text).ok_or_else(|| Fault::failed("failed to decode PEM block"))?;
    let decoded = match kind {
        "CERTIFICATE" => certificate(&bytes),
        "CERTIFICATE REQUEST" => request(&bytes),
        _ => return Err(Fault::failed("PEM block neither contains a CERTIFICATE or CERTIFICATE REQUEST")),
    };
    decoded.map_err(Fault::failed)
}

/// The kind and the bytes of the first block.
fn pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (kind, rest) = rest.split_once("-----")?;
    let (body, _) = rest.split_once(&format!("-----END {kind}-----"))?;
    let compact: Vec<u8> = body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    base64::decode(&compact).ok().map(|bytes| (kind, bytes))
}

const MALFORMED: &str = "x509: malformed certificate";

fn encoded(bytes: &[u8]) -> Data {
    Data::text(STANDARD.encode(bytes))
}

fn put(entries: &mut Entries, name: &str, value: Data) {
    entries.insert(name.into(), value);
}

fn certificate(bytes: &[u8]) -> Result<Data, String> {
    let malformed = || MALFORMED.to_owned();
    let outer = Reader::new(bytes).expect(SEQUENCE).ok_or_else(malformed)?;
    let mut fields = ABSENT.iter().map(|name| ((*name).into(), Data::Null)).collect::<Entries>();
    for name in ["BasicConstraintsValid", "IsCA", "MaxPathLenZero", "PermittedDNSDomainsCritical"] {
        put(&mut fields, name, Data::Bool(false));
    }
    for name in ["KeyUsage", "MaxPathLen"] {
        put(&mut fields, name, Data::Int(0));
    }
    put(&mut fields, "SubjectKeyId", Data::Null);
    let signed = signed_parts(outer, &mut fields).ok_or_else(malformed)?;
    put(&mut fields, "RawTBSCertificate", encoded(signed.whole));
    let mut reader = signed.reader();
    let version = reader.optional(0xa0).and_then(|version| version.reader().expect(INTEGER));
    let version =
        version.and_then(|version| version.content.last().copied()).map_or(1, |version| i64::from(version) + 1);
    put(&mut fields, "Version", Data::Int(version));
    let serial = reader.expect(INTEGER).ok_or_else(malformed)?;
    put(&mut fields, "SerialNumber", number(serial.content));
    reader.expect(SEQUENCE).ok_or_else(malformed)?;
    let issuer = reader.expect(SEQUENCE).ok_or_else(malformed)?;
    put(&mut fields, "RawIssuer", encoded(issuer.whole));
    put(&mut fields, "Issuer", name(&issuer));
    let validity = reader.expect(SEQUENCE).ok_or_else(malformed)?;
    let mut times = validity.reader().elements().map(|time| date(&time));
    put(&mut fields, "NotBefore", times.next().flatten().ok_or_else(malformed)?);
    put(&mut fields, "NotAfter", times.next().flatten().ok_or_else(malformed)?);
    subject_and_key(&mut reader, &mut fields)?;
    let extensions = reader.elements().find(|element| element.tag == 0xa3);
    let extensions = extensions.and_then(|extensions| extensions.reader().expect(SEQUENCE));
    add_extensions(extensions, &mut fields);
    Ok(Data::map(fields))
}

fn request(bytes: &[u8]) -> Result<Data, String> {
    let malformed = || MALFORMED.to_owned();
    let outer = Reader::new(bytes).expect(SEQUENCE).ok_or_else(malformed)?;
    let names = ["Attributes", "DNSNames", "EmailAddresses", "ExtraExtensions", "IPAddresses", "URIs"];
    let mut fields = names.iter().map(|name| ((*name).into(), Data::Null)).collect::<Entries>();
    let signed = signed_parts(outer, &mut fields).ok_or_else(malformed)?;
    put(&mut fields, "RawTBSCertificateRequest", encoded(signed.whole));
    let mut reader = signed.reader();
    let version = reader.expect(INTEGER).ok_or_else(malformed)?;
    put(&mut fields, "Version", Data::Int(version.content.last().copied().unwrap_or_default().into()));
    subject_and_key(&mut reader, &mut fields)?;
    // Extensions that are asked for are the value of an attribute.
    const ASKED: [u64; 7] = [1, 2, 840, 113_549, 1, 9, 14];
    let attributes = reader.optional(0xa0);
    let asked = attributes.and_then(|attributes| {
        attributes.reader().elements().find_map(|attribute| {
            let mut reader = attribute.reader();
            let is_it = reader.expect(OID)?.oid() == ASKED;
            if is_it { reader.expect(SET)?.reader().expect(SEQUENCE) } else { None }
        })
    });
    let mut found = Entries::new();
    add_extensions(asked, &mut found);
    for name in ["Extensions", "DNSNames", "EmailAddresses", "IPAddresses", "URIs"] {
        put(&mut fields, name, found.get(name).cloned().unwrap_or_default());
    }
    Ok(Data::map(fields))
}

/// Notes the whole and the signature, and gives what is signed.
fn signed_parts<'a>(outer: Element<'a>, fields: &mut Entries) -> Option<Element<'a>> {
    let mut reader = outer.reader();
    let signed = reader.expect(SEQUENCE)?;
    let algorithm = reader.expect(SEQUENCE)?.reader().expect(OID)?.oid();
    let known = SIGNATURES.iter().find(|(oid, _)| *oid == algorithm.as_slice());
    put(fields, "Raw", encoded(outer.whole));
    put(fields, "SignatureAlgorithm", Data::Int(known.map_or(0, |(_, number)| *number)));
    put(fields, "Signature", encoded(reader.expect(BITS)?.bits()));
    Some(signed)
}

fn subject_and_key(reader: &mut Reader<'_>, fields: &mut Entries) -> Result<(), String> {
    let malformed = || MALFORMED.to_owned();
    let subject = reader.expect(SEQUENCE).ok_or_else(malformed)?;
    put(fields, "RawSubject", encoded(subject.whole));
    put(fields, "Subject", name(&subject));
    let key = reader.expect(SEQUENCE).ok_or_else(malformed)?;
    put(fields, "RawSubjectPublicKeyInfo", encoded(key.whole));
    let mut parts = key.reader();
    let algorithm =
        parts.expect(SEQUENCE).and_then(|algorithm| algorithm.reader().expect(OID)).ok_or_else(malformed)?;
    if algorithm.oid() != RSA {
        return Err("certificate should use rsa algorithm".into());
    }
    let failed = || "failed to parse subject public key info".to_owned();
    let bits = parts.expect(BITS).ok_or_else(failed)?;
    let mut numbers = Reader::new(bits.bits()).expect(SEQUENCE).ok_or_else(failed)?.reader();
    let modulus = numbers.expect(INTEGER).ok_or_else(failed)?;
    let exponent = numbers.expect(INTEGER).ok_or_else(failed)?;
    let modulus = BigUint::from_bytes_be(modulus.content).to_string();
    let key = Entries::from([("N".into(), Data::text(modulus)), ("E".into(), number(exponent.content))]);
    put(fields, "PublicKey", Data::map(key));
    put(fields, "PublicKeyAlgorithm", Data::Int(1));
    Ok(())
}

/// A number, as exact as JSON in Go has it.
fn number(bytes: &[u8]) -> Data {
    let number = BigUint::from_bytes_be(bytes);
    match i64::try_from(&number) {
        Ok(small) => Data::Int(small),
        Err(_) => Data::Float(number.to_string().parse().unwrap_or(f64::MAX)),
    }
}

/// `pkix.Name`.
fn name(element: &Element<'_>) -> Data {
    const LISTS: [(u64, &str); 7] = [
        (6, "Country"),
        (10, "Organization"),
        (11, "OrganizationalUnit"),
        (7, "Locality"),
        (8, "Province"),
        (9, "StreetAddress"),
        (17, "PostalCode"),
    ];
    let mut fields: Entries = LISTS.iter().map(|(_, name)| ((*name).into(), Data::Null)).collect();
    put(&mut fields, "SerialNumber", Data::text(""));
    put(&mut fields, "CommonName", Data::text(""));
    put(&mut fields, "ExtraNames", Data::Null);
    let mut names = Vec::new();
    let attributes = element.reader().elements().flat_map(|set| set.reader().elements());
    for attribute in attributes {
        let mut reader = attribute.reader();
        let (Some(oid), Some(value)) = (reader.expect(OID), reader.element()) else { continue };
        let (oid, value) = (oid.oid(), Data::text(value.text()));
        let numbers = oid.iter().map(|number| Data::Int(i64::try_from(*number).unwrap_or(i64::MAX))).collect();
        names.push(Data::map(Entries::from([("Type".into(), Data::list(numbers)), ("Value".into(), value.clone())])));
        let [2, 5, 4, part] = oid.as_slice() else { continue };
        match (part, LISTS.iter().find(|(number, _)| number == part)) {
            (3, _) => put(&mut fields, "CommonName", value),
            (5, _) => put(&mut fields, "SerialNumber", value),
            (_, Some((_, name))) => {
                let mut list = fields.get(*name).and_then(Data::as_list).map(|list| list.to_vec()).unwrap_or_default();
                list.push(value);
                put(&mut fields, name, Data::list(list));
            }
            _ => {}
        }
    }
    put(&mut fields, "Names", Data::list(names));
    Data::map(fields)
}

/// `UTCTime` or `GeneralizedTime` by RFC 3339.
fn date(element: &Element<'_>) -> Option<Data> {
    let text = element.text();
    let text = match element.tag {
        0x17 => {
            let year: u32 = text.get(..2)?.parse().ok()?;
            format!("{}{text}", if year < 50 { "20" } else { "19" })
        }
        _ => text,
    };
    let part =
        |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    Some(Data::text(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z")))
}

fn add_extensions(extensions: Option<Element<'_>>, fields: &mut Entries) {
    let Some(extensions) = extensions else { return put(fields, "Extensions", Data::Null) };
    let mut listed = Vec::new();
    for extension in extensions.reader().elements() {
        let mut reader = extension.reader();
        let Some(oid) = reader.expect(OID).map(|oid| oid.oid()) else { continue };
        let critical = reader.optional(BOOLEAN).is_some_and(|flag| flag.content != [0]);
        let Some(value) = reader.expect(OCTETS) else { continue };
        let numbers = oid.iter().map(|number| Data::Int(i64::try_from(*number).unwrap_or(i64::MAX))).collect();
        listed.push(Data::map(Entries::from([
            ("Id".into(), Data::list(numbers)),
            ("Critical".into(), Data::Bool(critical)),
            ("Value".into(), encoded(value.content)),
        ])));
        if let [2, 5, 29, part] = oid.as_slice() {
            add_extension(*part, value.content, fields);
        }
    }
    put(fields, "Extensions", Data::list(listed));
}

/// What an extension says in fields of its own.
fn add_extension(part: u64, value: &[u8], fields: &mut Entries) {
    let Some(element) = Reader::new(value).element() else { return };
    match part {
        14 => put(fields, "SubjectKeyId", encoded(element.content)),
        15 => {
            let bits = element.bits().iter().take(2).enumerate();
            let usage = bits.fold(0, |usage, (index, byte)| usage | i64::from(byte.reverse_bits()) << (8 * index));
            put(fields, "KeyUsage", Data::Int(usage));
        }
        17 => add_alternative_names(&element, fields),
        19 => {
            let mut reader = element.reader();
            let authority = reader.optional(BOOLEAN).is_some_and(|flag| flag.content != [0]);
            let length = reader.optional(INTEGER).map(|length| number(length.content));
            put(fields, "BasicConstraintsValid", Data::Bool(true));
            put(fields, "IsCA", Data::Bool(authority));
            put(fields, "MaxPathLenZero", Data::Bool(length == Some(Data::Int(0))));
            put(fields, "MaxPathLen", length.unwrap_or(Data::Int(-1)));
        }
        35 => {
            let id = element.reader().elements().find(|part| part.tag == 0x80);
            put(fields, "AuthorityKeyId", id.map(|id| encoded(id.content)).unwrap_or_default());
        }
        37 => {
            let known = element.reader().elements().filter_map(|usage| extended_usage(&usage.oid())).collect();
            put(fields, "ExtKeyUsage", Data::list(known));
        }
        _ => {}
    }
}

/// Go's number of an extended usage.
fn extended_usage(oid: &[u64]) -> Option<Data> {
    match oid {
        [2, 5, 29, 37, 0] => Some(Data::Int(0)),
        [1, 3, 6, 1, 5, 5, 7, 3, number @ 1..=9] => i64::try_from(*number).ok().map(Data::Int),
        _ => None,
    }
}

fn add_alternative_names(element: &Element<'_>, fields: &mut Entries) {
    let (mut mails, mut names, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
    for name in element.reader().elements() {
        match (name.tag, name.content) {
            (0x81, _) => mails.push(Data::text(name.text())),
            (0x82, _) => names.push(Data::text(name.text())),
            (0x87, &[a, b, c, d]) => addresses.push(Data::text(Ipv4Addr::new(a, b, c, d).to_string())),
            (0x87, bytes) => {
                let address = <[u8; 16]>::try_from(bytes).ok().map(|bytes| Ipv6Addr::from(bytes).to_string());
                addresses.extend(address.map(Data::text));
            }
            _ => {}
        }
    }
    for (field, list) in [("EmailAddresses", mails), ("DNSNames", names), ("IPAddresses", addresses)] {
        if !list.is_empty() {
            put(fields, field, Data::list(list));
        }
    }
}
