//! `crypto.*`: digests and the codes of messages, in lower-case hexadecimal.

use super::{Function, Given, function, or_undefined, text};
use crate::go::hex;
use hmac::{Hmac, KeyInit, Mac};
use regorus::Value;
use sha1::{Digest as _, Sha1};
use sha2::{Sha256, Sha512};

pub(super) const FUNCTIONS: &[Function] = &[
    function("crypto.md5", 1, |arguments| {
        digest(arguments, |text| hex::encode(&<md5::Md5 as md5::Digest>::digest(text)))
    }),
    function("crypto.sha1", 1, |arguments| digest(arguments, |text| hex::encode(&Sha1::digest(text)))),
    function("crypto.sha256", 1, |arguments| digest(arguments, |text| hex::encode(&Sha256::digest(text)))),
    function("crypto.hmac.sha1", 2, |arguments| {
        code(arguments, |key, text| hex::encode(&mac::<Hmac<Sha1>>(key, text)))
    }),
    function("crypto.hmac.sha256", 2, |arguments| {
        code(arguments, |key, text| hex::encode(&mac::<Hmac<Sha256>>(key, text)))
    }),
    function("crypto.hmac.sha512", 2, |arguments| {
        code(arguments, |key, text| hex::encode(&mac::<Hmac<Sha512>>(key, text)))
    }),
    function("crypto.hmac.md5", 2, |arguments| code(arguments, |key, text| hex::encode(&mac_md5(key, text)))),
    function("crypto.hmac.equal", 2, equal),
];

fn digest(arguments: &[Value], of: fn(&[u8]) -> String) -> Given {
    or_undefined(arguments.first().and_then(text).map(|text| Value::from(of(text.as_bytes()))))
}

/// The message is the first argument, the key the second.
fn code(arguments: &[Value], of: fn(&[u8], &[u8]) -> String) -> Given {
    let message = arguments.first().and_then(text);
    let key = arguments.get(1).and_then(text);
    or_undefined(message.zip(key).map(|(message, key)| Value::from(of(key.as_bytes(), message.as_bytes()))))
}

fn equal(arguments: &[Value]) -> Given {
    let both = arguments.first().and_then(text).zip(arguments.get(1).and_then(text));
    or_undefined(both.map(|(one, other)| Value::from(one == other)))
}

/// The code of a message under a key of any length (RFC 2104).
pub(super) fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mac = <M as KeyInit>::new_from_slice(key);
    mac.map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec()).unwrap_or_default()
}

/// RFC 2104 with MD5, whose crate is of another generation than that of HMAC.
fn mac_md5(key: &[u8], message: &[u8]) -> Vec<u8> {
    use md5::{Digest as _, Md5};
    const BLOCK: usize = 64;
    let mut block = if key.len() > BLOCK { Md5::digest(key).to_vec() } else { key.to_vec() };
    block.resize(BLOCK, 0);
    let padded = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = Md5::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Md5::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_rfcs() {
        // RFC 2202 and RFC 4231, the second test of each.
        let (key, message) = (b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hex::encode(&mac_md5(key, message)), "750c783e6ab0b503eaa86e310a5db738");
        assert_eq!(hex::encode(&mac::<Hmac<Sha1>>(key, message)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(
            hex::encode(&mac::<Hmac<Sha256>>(key, message)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn digests_are_of_texts_alone() {
        let md5 = FUNCTIONS.iter().find(|function| function.name == "crypto.md5").map(|function| function.body);
        let digest = |value| md5.map(|md5| md5(&[value]));
        assert_eq!(digest(Value::from("")), Some(Ok(Value::from("d41d8cd98f00b204e9800998ecf8427e"))));
        assert_eq!(digest(Value::from(1_u64)), Some(Ok(Value::Undefined)));
    }
}
