//! Certificates: Sprig's functions and the value they give, a struct of two PEM texts. Arguments are checked before a
//! key is made, which takes most of the time.

use super::key::PrivateKey;
use super::random::Draws;
use super::x509::{self, Parsed, Request};
use super::{cost, pem};
use crate::go::{Kind, List, Map, Member, Object, Str, Value, base64 as go_base64, fmt};
use crate::gotemplate::{Call, Error, Function, Param};
use num_bigint::BigUint;
use std::any::Any;
use std::net::IpAddr;
use std::rc::Rc;

const CERTIFICATE: Param = Param::Named("sprig.certificate");

const fn function(
    name: &'static str,
    params: &'static [Param],
    body: fn(&mut Call<'_>) -> Result<Value, Error>,
) -> Function {
    Function { name, params, variadic: false, body }
}

/// `genCA`, `genSelfSignedCert`, `genSignedCert`, each also `WithKey`, and `buildCustomCert`.
pub(super) const FUNCTIONS: &[Function] = &[
    function("genCA", &[Param::String, Param::Int], gen_ca),
    function("genCAWithKey", &[Param::String, Param::Int, Param::String], gen_ca),
    function("genSelfSignedCert", &[Param::String, Param::List, Param::List, Param::Int], gen_self_signed),
    function(
        "genSelfSignedCertWithKey",
        &[Param::String, Param::List, Param::List, Param::Int, Param::String],
        gen_self_signed,
    ),
    function("genSignedCert", &[Param::String, Param::List, Param::List, Param::Int, CERTIFICATE], gen_signed),
    function(
        "genSignedCertWithKey",
        &[Param::String, Param::List, Param::List, Param::Int, CERTIFICATE, Param::String],
        gen_signed,
    ),
    function("buildCustomCert", &[Param::String, Param::String], build_custom),
];

/// A certificate and its private key in PEM: Go's `sprig.certificate`.
struct Certificate {
    certificate: Str,
    key: Str,
}

impl Object for Certificate {
    fn type_name(&self) -> Str {
        Str::from("sprig.certificate")
    }

    fn kind(&self) -> Kind {
        Kind::Struct
    }

    fn member(&self, name: &str) -> Option<Member> {
        let field = self.fields().into_iter().find(|(field, _)| *field == name);
        field.map(|(_, value)| Member::Field(value))
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        vec![("Cert", Value::Str(self.certificate.clone())), ("Key", Value::Str(self.key.clone()))]
    }

    fn to_plain(&self) -> Option<Value> {
        Some(Value::Map(Map::from_iter(self.fields())))
    }

    fn equals(&self, other: &dyn Object) -> bool {
        let other = other.as_any().downcast_ref::<Certificate>();
        other.is_some_and(|other| self.certificate == other.certificate && self.key == other.key)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `genCA NAME DAYS`, `genCAWithKey NAME DAYS KEY`: a certificate that signs itself and may sign others.
fn gen_ca(call: &mut Call<'_>) -> Result<Value, Error> {
    let key = given_key(call, 2)?;
    issue(call, Subject { days: call.int(1), authority: true, ..Subject::default() }, key, None)
}

/// `genSelfSignedCert NAME IPS DNSNAMES DAYS`, `genSelfSignedCertWithKey ... KEY`: a certificate that signs itself.
fn gen_self_signed(call: &mut Call<'_>) -> Result<Value, Error> {
    let key = given_key(call, 4)?;
    let subject = Subject::of(call)?;
    issue(call, subject, key, None)
}

/// `genSignedCert NAME IPS DNSNAMES DAYS CA`, `genSignedCertWithKey ... KEY`: a certificate that CA signs.
fn gen_signed(call: &mut Call<'_>) -> Result<Value, Error> {
    let key = given_key(call, 5)?;
    let signer = signer(call.arg(4))?;
    call.runtime.charge(signer.1.surcharge())?;
    let subject = Subject::of(call)?;
    issue(call, subject, key, Some(signer))
}

/// `buildCustomCert CERT KEY`: a certificate from what the user has, both texts in base64.
fn build_custom(call: &mut Call<'_>) -> Result<Value, Error> {
    let (certificate, key) = (call.str(0), call.str(1));
    call.runtime.charge((certificate.len() + key.len()) as u64 / 16)?;
    call.runtime.allocate(certificate.len().saturating_add(key.len()))?;
    let certificate = go_base64::decode(&certificate).map_err(|_| "unable to decode base64 certificate")?;
    let key = go_base64::decode(&key).map_err(|_| "unable to decode base64 private key")?;
    let block = pem::decode(&certificate).ok_or("unable to decode certificate")?;
    x509::parse(&block.bytes).map_err(|error| format!("error parsing certificate: decodedCert.Bytes: {error}"))?;
    let parsed = PrivateKey::from_pem(&key).map_err(|error| format!("error parsing private key: {error}"))?;
    call.runtime.charge(parsed.surcharge())?;
    Ok(Value::Object(Rc::new(Certificate { certificate: Str::from(certificate), key: Str::from(key) })))
}

/// The key that a `WithKey` function was given.
fn given_key(call: &mut Call<'_>, index: usize) -> Result<Option<PrivateKey>, Error> {
    if call.args.len() <= index {
        return Ok(None);
    }
    let text = call.str(index);
    call.runtime.charge(cost::CURVE + text.len() as u64 / 16)?;
    let key = PrivateKey::from_pem(&text).map_err(|error| format!("parsing private key: {error}"))?;
    call.runtime.charge(key.surcharge())?;
    Ok(Some(key))
}

/// The signer that a certificate value is.
fn signer(value: &Value) -> Result<(Parsed, PrivateKey), Error> {
    let ca = match value {
        Value::Object(object) => object.as_any().downcast_ref::<Certificate>(),
        _ => None,
    };
    let ca = ca.ok_or("unable to decode certificate")?;
    let block = pem::decode(&ca.certificate).ok_or("unable to decode certificate")?;
    let certificate = x509::parse(&block.bytes)
        .map_err(|error| format!("error parsing certificate: decodedSignerCert.Bytes: {error}"))?;
    let key = PrivateKey::from_pem(&ca.key).map_err(|error| format!("error parsing private key: {error}"))?;
    Ok((certificate, key))
}

/// What the arguments say of a certificate's subject.
#[derive(Default)]
struct Subject {
    addresses: Vec<IpAddr>,
    names: Vec<Vec<u8>>,
    days: i64,
    authority: bool,
}

impl Subject {
    fn of(call: &mut Call<'_>) -> Result<Self, Error> {
        let (addresses, names) = (call.list(1), call.list(2));
        call.runtime.charge((addresses.len() + names.len()) as u64)?;
        Ok(Subject {
            addresses: texts(&addresses, "error parsing ip")?.iter().map(address).collect::<Result<_, Error>>()?,
            names: texts(&names, "error processing alternate dns name")?.iter().map(|name| name.to_vec()).collect(),
            days: call.int(3),
            authority: false,
        })
    }
}

/// The items of a list that must be strings.
fn texts(list: &List, complaint: &str) -> Result<Vec<Str>, Error> {
    let text = |item: &Value| match item {
        Value::Str(text) => Ok(text.clone()),
        other => {
            let shown = fmt::print_value(other);
            Err(Error::new(format!("{complaint}: {} is not a string", String::from_utf8_lossy(&shown))))
        }
    };
    list.iter().map(text).collect()
}

fn address(text: &Str) -> Result<IpAddr, Error> {
    let address = text.as_str().and_then(|text| text.parse().ok());
    address.ok_or_else(|| Error::new(format!("error parsing ip: {}", text.lossy())))
}

/// Makes a key unless there is one, and the certificate, signed by `signer` or by itself.
fn issue(
    call: &mut Call<'_>,
    subject: Subject,
    key: Option<PrivateKey>,
    signer: Option<(Parsed, PrivateKey)>,
) -> Result<Value, Error> {
    let common_name = call.str(0).to_vec();
    call.runtime.charge(cost::SIGNATURE + common_name.len() as u64 / 16)?;
    let key = match key {
        Some(key) => key,
        None => PrivateKey::rsa(call, 2048)?,
    };
    call.runtime.charge(signer.as_ref().map_or(&key, |(_, key)| key).surcharge())?;
    let effects = call.runtime.effects();
    let now = effects.now().map_err(|refusal| Error::coded("render::clock", refusal))?;
    let repeatable = effects.seeded();
    let serial: [u8; 16] = Draws::new(effects, call.name).bytes()?;
    // Go's durations are 64 bits of nanoseconds and wrap around.
    let valid = subject.days.wrapping_mul(24 * 3600 * 1_000_000_000);
    let request = Request {
        common_name,
        addresses: subject.addresses,
        names: subject.names,
        authority: subject.authority,
        serial: BigUint::from_bytes_be(&serial),
        not_before: now,
        not_after: now + i128::from(valid),
    };
    let signer = signer.as_ref().map(|(certificate, key)| (certificate, key));
    let certificate = x509::create(&request, &key, signer, repeatable)
        .map_err(|error| Error::new(format!("error creating certificate: {error}")))?;
    let certificate = Str::from(pem::encode("CERTIFICATE", &certificate));
    Ok(Value::Object(Rc::new(Certificate { certificate, key: Str::from(key.to_pem()) })))
}

#[cfg(test)]
mod tests {
    use super::super::der::{self, Reader};
    use super::super::testing::{Counter, Engine, run, run_with};
    use super::*;
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
    };

    fn fields(value: Result<Value, Error>) -> (String, String) {
        match value {
            Ok(Value::Object(object)) => {
                let fields = object.fields();
                let field = |index: usize| match fields.get(index) {
                    Some((_, Value::Str(text))) => text.to_string(),
                    _ => panic!("a certificate has two texts"),
                };
                (field(0), field(1))
            }
            other => panic!("not a certificate: {other:?}"),
        }
    }

    /// The signed part of a certificate, its signature, and the public key in it.
    fn parts(pem: &str) -> [Vec<u8>; 3] {
        let bytes = pem::decode(pem.as_bytes()).expect("PEM").bytes;
        let mut certificate = Reader::new(&bytes).enter(der::SEQUENCE, "").expect("a certificate");
        let signed = certificate.element().expect("a body").whole;
        certificate.element().expect("an algorithm");
        let signature = certificate.expect(der::BIT_STRING, "").expect("a signature");
        let mut body = Reader::new(signed).enter(der::SEQUENCE, "").expect("a body");
        for _ in 0..6 {
            body.element().expect("a field");
        }
        let mut info = body.enter(der::SEQUENCE, "").expect("a public key");
        info.element().expect("an algorithm");
        let public = info.expect(der::BIT_STRING, "").expect("a public key");
        [signed.to_vec(), signature[1..].to_vec(), public[1..].to_vec()]
    }

    fn verify(authority: &str, certificate: &str, algorithm: &'static dyn VerificationAlgorithm) -> bool {
        let [_, _, public] = parts(authority);
        let [signed, signature, _] = parts(certificate);
        UnparsedPublicKey::new(algorithm, public).verify(&signed, &signature).is_ok()
    }

    fn key(kind: &str) -> Value {
        run("genPrivateKey", &[Value::str(kind)]).expect("a key")
    }

    fn names(names: &[&str]) -> Value {
        Value::list(names.iter().map(|name| Value::str(*name)).collect())
    }

    #[test]
    fn a_signature_verifies_whatever_the_keys() {
        let algorithms: [(&str, &dyn VerificationAlgorithm); 2] =
            [("ecdsa", &ECDSA_P256_SHA256_ASN1), ("ed25519", &ED25519)];
        for (kind, algorithm) in algorithms {
            let ca = run("genCAWithKey", &[Value::str("ca"), Value::int(10), key(kind)]).expect("a CA");
            let (cn, ips, dns) = (Value::str("cn"), names(&["10.0.0.1", "::1"]), names(&["a.test", "*.b.test"]));
            let arguments = [cn, ips, dns, Value::int(5), ca.clone(), key("ed25519")];
            let (certificate, _) = fields(run("genSignedCertWithKey", &arguments));
            let (authority, _) = fields(Ok(ca));
            assert!(verify(&authority, &authority, algorithm), "{kind}");
            assert!(verify(&authority, &certificate, algorithm), "{kind}");
        }
    }

    fn chain(mut engine: Engine<Counter>) -> [(String, String); 2] {
        let ca = run_with(&mut engine, "genCA", &[Value::str("ca"), Value::int(10)]).expect("a CA");
        let arguments = [Value::str("cn"), Value::Nil, names(&["a.test"]), Value::int(5), ca.clone()];
        [fields(Ok(ca)), fields(run_with(&mut engine, "genSignedCert", &arguments))]
    }

    #[test]
    fn fresh_rsa_certificates_verify_and_differ() {
        let [authority, certificate] = chain(Engine(Counter::fresh()));
        assert!(verify(&authority.0, &certificate.0, &RSA_PKCS1_2048_8192_SHA256));
        assert!(certificate.1.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
        assert_ne!(chain(Engine(Counter::fresh())), [authority, certificate]);
    }

    #[test]
    fn seeded_certificates_repeat_to_the_byte_and_verify() {
        let [authority, certificate] = chain(Engine(Counter::default()));
        assert!(verify(&authority.0, &certificate.0, &RSA_PKCS1_2048_8192_SHA256));
        assert_ne!(authority.1, certificate.1);
        assert_eq!(chain(Engine(Counter::default())), [authority, certificate]);
    }

    #[test]
    fn what_is_wrong_with_arguments_is_said_as_the_reference_says_it() {
        let cause =
            |name: &str, args: &[Value]| run(name, args).err().map(|error| error.to_string()).unwrap_or_default();
        let (cn, days) = (Value::str("cn"), Value::int(1));
        let self_signed =
            |ips: Value, names: Value| cause("genSelfSignedCert", &[cn.clone(), ips, names, days.clone()]);
        assert_eq!(self_signed(names(&["not-an-ip"]), Value::Nil), "error parsing ip: not-an-ip");
        assert_eq!(self_signed(Value::list(vec![Value::Nil]), Value::Nil), "error parsing ip: <nil> is not a string");
        let number = Value::list(vec![Value::int(1)]);
        assert_eq!(self_signed(Value::Nil, number), "error processing alternate dns name: 1 is not a string");

        let with_key = |key: Value| cause("genCAWithKey", &[cn.clone(), days.clone(), key]);
        assert_eq!(with_key(Value::str("bad")), "parsing private key: no PEM data in input");
        let not_signing = "error creating certificate: x509: certificate private key does not implement crypto.Signer";
        assert_eq!(with_key(key("dsa")), not_signing);

        let custom =
            |certificate: &str, key: &str| cause("buildCustomCert", &[Value::str(certificate), Value::str(key)]);
        assert_eq!(custom("!", ""), "unable to decode base64 certificate");
        assert_eq!(custom("eA==", "!"), "unable to decode base64 private key");
        assert_eq!(custom("eA==", "eQ=="), "unable to decode certificate");
    }

    #[test]
    fn a_key_that_is_not_the_signers_is_refused() {
        let (certificate, _) = fields(run("genCAWithKey", &[Value::str("ca"), Value::int(1), key("ecdsa")]));
        let (_, other) = fields(run("genCAWithKey", &[Value::str("ca"), Value::int(1), key("ed25519")]));
        let mixed = Value::Object(Rc::new(Certificate { certificate: Str::from(certificate), key: Str::from(other) }));
        let arguments = [Value::str("x"), Value::Nil, Value::Nil, Value::int(1), mixed, key("ed25519")];
        let error = run("genSignedCertWithKey", &arguments).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(error, "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey");
    }
}
