//! `io.jwt.*`, as far as it needs no public keys: tokens are decoded, and those that are signed with a secret verified.

use super::hashes::mac;
use super::{Function, Given, function, or_undefined, text};
use crate::go::hex;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Hmac;
use regorus::Value;
use sha2::{Sha256, Sha384, Sha512};

pub(super) const FUNCTIONS: &[Function] = &[
    function("io.jwt.decode", 1, decode),
    function("io.jwt.verify_hs256", 2, |arguments| verify(arguments, mac::<Hmac<Sha256>>)),
    function("io.jwt.verify_hs384", 2, |arguments| verify(arguments, mac::<Hmac<Sha384>>)),
    function("io.jwt.verify_hs512", 2, |arguments| verify(arguments, mac::<Hmac<Sha512>>)),
    function("io.jwt.verify_rs256", 2, public_key),
    function("io.jwt.verify_rs384", 2, public_key),
    function("io.jwt.verify_rs512", 2, public_key),
    function("io.jwt.verify_ps256", 2, public_key),
    function("io.jwt.verify_ps384", 2, public_key),
    function("io.jwt.verify_ps512", 2, public_key),
    function("io.jwt.verify_es256", 2, public_key),
    function("io.jwt.verify_es384", 2, public_key),
    function("io.jwt.verify_es512", 2, public_key),
    function("io.jwt.verify_eddsa", 2, public_key),
];

fn public_key(_: &[Value]) -> Given {
    Err(String::from("signatures by public keys are not verified here"))
}

/// The header, the payload, and the signature in hexadecimal.
fn decode(arguments: &[Value]) -> Given {
    or_undefined(arguments.first().and_then(text).and_then(|token| {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.').filter(|(_, payload)| !payload.contains('.'))?;
        let json = |part: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?;
            Value::from_json_str(std::str::from_utf8(&bytes).ok()?).ok()
        };
        let signature = URL_SAFE_NO_PAD.decode(signature.trim_end_matches('=')).ok()?;
        Some(Value::from(vec![json(header)?, json(payload)?, Value::from(hex::encode(&signature))]))
    }))
}

fn verify(arguments: &[Value], mac: fn(&[u8], &[u8]) -> Vec<u8>) -> Given {
    let both = arguments.first().and_then(text).zip(arguments.get(1).and_then(text));
    or_undefined(both.and_then(|(token, secret)| {
        let (signed, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature.trim_end_matches('=')).ok()?;
        Some(Value::from(mac(secret.as_bytes(), signed.as_bytes()) == signature))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_decoded_and_verified() {
        let signed = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ";
        let signature = URL_SAFE_NO_PAD.encode(mac::<Hmac<Sha256>>(b"secret", signed.as_bytes()));
        let token = Value::from(format!("{signed}.{signature}"));
        let decoded = decode(std::slice::from_ref(&token)).expect("it is a token");
        let [header, payload, _] = decoded.as_array().expect("three parts").as_slice() else { panic!("three parts") };
        assert_eq!(header, &Value::from_json_str(r#"{"alg": "HS256"}"#).expect("JSON"));
        assert_eq!(payload, &Value::from_json_str(r#"{"a": 1}"#).expect("JSON"));
        assert_eq!(verify(&[token.clone(), Value::from("secret")], mac::<Hmac<Sha256>>), Ok(Value::from(true)));
        assert_eq!(verify(&[token, Value::from("other")], mac::<Hmac<Sha256>>), Ok(Value::from(false)));
        assert_eq!(decode(&[Value::from("a.b")]), Ok(Value::Undefined));
    }
}
