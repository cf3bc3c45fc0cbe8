//! Password hashes and passwords that are derived from a master password: bcrypt, htpasswd and the Master Password
//! algorithm (version 1 of its templates). All of them are slow on purpose and are charged for it.

use super::cost;
use super::random::Draws;
use crate::go::{Str, Value};
use crate::gotemplate::{Call, Error, Function, Param};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// `bcrypt`, `htpasswd`, `derivePassword`.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "bcrypt", params: &[Param::String], variadic: false, body: bcrypt },
    Function { name: "htpasswd", params: &[Param::String, Param::String], variadic: false, body: htpasswd },
    Function {
        name: "derivePassword",
        params: &[Param::Uint32, Param::String, Param::String, Param::String, Param::String],
        variadic: false,
        body: derive_password,
    },
];

/// Go's default cost.
const BCRYPT_COST: u32 = 10;
/// What bcrypt can tell apart; Go refuses longer passwords.
const BCRYPT_LENGTH: usize = 72;

/// `bcrypt PASSWORD`. A password that is too long gives a sentence as its result, not an error.
fn bcrypt(call: &mut Call<'_>) -> Result<Value, Error> {
    let password = call.str(0);
    Ok(Value::str(bcrypt_text(call, &password)?))
}

/// `htpasswd USER PASSWORD`: a line for an htpasswd file.
fn htpasswd(call: &mut Call<'_>) -> Result<Value, Error> {
    let (user, password) = (call.str(0), call.str(1));
    if user.contains(&b':') {
        return Ok(Value::str([b"invalid username: ", user.as_bytes()].concat()));
    }
    let hash = bcrypt_text(call, &password)?;
    Ok(Value::str([user.as_bytes(), b":", hash.as_bytes()].concat()))
}

fn bcrypt_text(call: &mut Call<'_>, password: &Str) -> Result<String, Error> {
    if password.len() > BCRYPT_LENGTH {
        let reason = "bcrypt: password length exceeds 72 bytes";
        return Ok(format!("failed to encrypt string with bcrypt: {reason}"));
    }
    call.runtime.charge(cost::BCRYPT)?;
    let salt = Draws::new(call.runtime.effects(), call.name).bytes()?;
    match ::bcrypt::hash_with_salt(password.as_bytes(), BCRYPT_COST, salt) {
        Ok(hash) => Ok(hash.format_for_version(::bcrypt::Version::TwoA)),
        Err(reason) => Ok(format!("failed to encrypt string with bcrypt: {reason}")),
    }
}

/// The namespace of the algorithm's salts.
const SCOPE: &[u8] = b"com.lyndir.masterpassword";

/// The templates of a kind of password, a letter for each character class.
fn templates(kind: &[u8]) -> Option<&'static [&'static [u8]]> {
    Some(match kind {
        b"maximum" => &[b"anoxxxxxxxxxxxxxxxxx", b"axxxxxxxxxxxxxxxxxno"],
        b"long" => &[
            b"CvcvnoCvcvCvcv",
            b"CvcvCvcvnoCvcv",
            b"CvcvCvcvCvcvno",
            b"CvccnoCvcvCvcv",
            b"CvccCvcvnoCvcv",
            b"CvccCvcvCvcvno",
            b"CvcvnoCvccCvcv",
            b"CvcvCvccnoCvcv",
            b"CvcvCvccCvcvno",
            b"CvcvnoCvcvCvcc",
            b"CvcvCvcvnoCvcc",
            b"CvcvCvcvCvccno",
            b"CvccnoCvccCvcv",
            b"CvccCvccnoCvcv",
            b"CvccCvccCvcvno",
            b"CvcvnoCvccCvcc",
            b"CvcvCvccnoCvcc",
            b"CvcvCvccCvccno",
            b"CvccnoCvcvCvcc",
            b"CvccCvcvnoCvcc",
            b"CvccCvcvCvccno",
        ],
        b"medium" => &[b"CvcnoCvc", b"CvcCvcno"],
        b"short" => &[b"Cvcn"],
        b"basic" => &[b"aaanaaan", b"aannaaan", b"aaannaaa"],
        b"pin" => &[b"nnnn"],
        _ => return None,
    })
}

/// The characters that a letter of a template stands for.
fn character_class(letter: u8) -> &'static [u8] {
    match letter {
        b'V' => b"AEIOU",
        b'C' => b"BCDFGHJKLMNPQRSTVWXYZ",
        b'v' => b"aeiou",
        b'c' => b"bcdfghjklmnpqrstvwxyz",
        b'a' => b"AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
        b'n' => b"0123456789",
        b'o' => b"@&%?,=[]_:-+*$#!'^~;()/.",
        _ => b"AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
    }
}

/// `derivePassword COUNTER KIND PASSWORD USER SITE`. An unknown kind gives a sentence as its result.
fn derive_password(call: &mut Call<'_>) -> Result<Value, Error> {
    let counter = call.int(0) as u32;
    let (kind, password, user, site) = (call.str(1), call.str(2), call.str(3), call.str(4));
    let Some(templates) = templates(&kind) else {
        return Ok(Value::str([b"cannot find password template ", kind.as_bytes()].concat()));
    };
    call.runtime.charge(cost::SCRYPT)?;
    Ok(Value::str(derive(templates, counter, &password, &user, &site)?))
}

fn derive(templates: &[&[u8]], counter: u32, password: &[u8], user: &[u8], site: &[u8]) -> Result<Vec<u8>, Error> {
    let length = |text: &[u8]| (text.len() as u32).to_be_bytes();
    let failure = |reason: &dyn std::fmt::Display| Error::new(format!("failed to derive password: {reason}"));

    let salt = [SCOPE, &length(user), user].concat();
    let params = ::scrypt::Params::new(15, 8, 2).map_err(|reason| failure(&reason))?;
    let mut key = [0; 64];
    ::scrypt::scrypt(password, &salt, &params, &mut key).map_err(|reason| failure(&reason))?;

    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|reason| failure(&reason))?;
    for part in [SCOPE, &length(site), site, &counter.to_be_bytes()] {
        mac.update(part);
    }
    let seed = mac.finalize().into_bytes();
    let (first, rest) = seed.split_first().ok_or_else(|| Error::new("failed to derive password: empty seed"))?;
    let template = templates.get(usize::from(*first) % templates.len().max(1)).copied().unwrap_or_default();
    let characters = template.iter().zip(rest).filter_map(|(&letter, &number)| {
        let class = character_class(letter);
        class.get(usize::from(number) % class.len()).copied()
    });
    Ok(characters.collect())
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::*;

    fn text(name: &str, args: &[Value]) -> String {
        match run(name, args) {
            Ok(Value::Str(text)) => text.to_string(),
            other => panic!("{name} gives a string, not {other:?}"),
        }
    }

    #[test]
    fn derived_passwords_are_those_of_the_reference() {
        let derived = |counter: i64, kind: &str, parts: [&str; 3]| {
            let [password, user, site] = parts.map(Value::str);
            let counter = Value::Int(counter, crate::go::IntKind::Uint32);
            text("derivePassword", &[counter, Value::str(kind), password, user, site])
        };
        let parts = ["password", "user", "example.com"];
        assert_eq!(derived(1, "long", parts), "ZedaFaxcZaso9*");
        assert_eq!(derived(1, "maximum", parts), "pf4zS1LjCg&LjhsZ7T2~");
        assert_eq!(derived(2, "medium", parts), "Fov2-Jal");
        assert_eq!(derived(1, "pin", ["pw", "u", "s"]), "6287");
        assert_eq!(derived(1, "bad", parts), "cannot find password template bad");
    }

    #[test]
    fn bcrypt_hashes_verify_and_long_passwords_are_refused_in_words() {
        let hash = text("bcrypt", &[Value::str("pw")]);
        assert!(hash.starts_with("$2a$10$") && hash.len() == 60);
        assert!(::bcrypt::verify("pw", &hash).is_ok_and(|same| same));
        let refused = text("bcrypt", &[Value::str("x".repeat(73))]);
        assert_eq!(refused, "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes");
    }

    #[test]
    fn htpasswd_refuses_a_colon_in_words() {
        assert_eq!(text("htpasswd", &[Value::str("u:x"), Value::str("p")]), "invalid username: u:x");
        assert!(text("htpasswd", &[Value::str("u"), Value::str("p")]).starts_with("u:$2a$10$"));
    }
}
