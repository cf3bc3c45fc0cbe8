//! AES-256 in CBC mode as Sprig uses it: the password, cut or padded with zero bytes to 32, is the key; a random block
//! leads the text. There is no authentication: what does not decrypt is recognised by its padding alone, if at all.

use super::random::Draws;
use crate::go::{Str, Value, base64 as go_base64};
use crate::gotemplate::{Call, Error, Function, Param};
use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::{Array, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};

/// `encryptAES`, `decryptAES`.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "encryptAES", params: &[Param::String, Param::String], variadic: false, body: encrypt },
    Function { name: "decryptAES", params: &[Param::String, Param::String], variadic: false, body: decrypt },
];

const BLOCK: usize = 16;

fn key(password: &Str) -> [u8; 32] {
    let mut key = [0; 32];
    for (to, from) in key.iter_mut().zip(password.as_bytes()) {
        *to = *from;
    }
    key
}

/// `encryptAES PASSWORD TEXT`: base64 of the random block and the ciphertext; an empty text stays empty.
fn encrypt(call: &mut Call<'_>) -> Result<Value, Error> {
    let (password, text) = (call.str(0), call.str(1));
    if text.is_empty() {
        return Ok(Value::str(""));
    }
    call.runtime.charge(text.len() as u64 / 16)?;
    call.runtime.allocate(text.len().saturating_mul(3))?;
    let iv: [u8; BLOCK] = Draws::new(call.runtime.effects(), call.name).bytes()?;

    let mut sealed = iv.to_vec();
    sealed.extend_from_slice(&text);
    let padding = BLOCK - text.len() % BLOCK;
    sealed.resize(sealed.len() + padding, padding as u8);
    let mut cipher = cbc::Encryptor::<Aes256>::new(&key(&password).into(), &iv.into());
    let (blocks, _) = Array::slice_as_chunks_mut(&mut sealed);
    for block in blocks.iter_mut().skip(1) {
        cipher.encrypt_block(block);
    }
    Ok(Value::str(STANDARD.encode(sealed)))
}

/// `decryptAES PASSWORD BASE64`. Text that is too short, or whose padding is nonsense, is an error.
fn decrypt(call: &mut Call<'_>) -> Result<Value, Error> {
    let (password, text) = (call.str(0), call.str(1));
    if text.is_empty() {
        return Ok(Value::str(""));
    }
    call.runtime.charge(text.len() as u64 / 16)?;
    call.runtime.allocate(text.len())?;
    let mut sealed = go_base64::decode(&text).map_err(|corrupt| Error::new(corrupt.to_string()))?;

    let (iv, body) = sealed.split_first_chunk_mut::<BLOCK>().ok_or_else(|| short("less than one block of text"))?;
    let mut cipher = cbc::Decryptor::<Aes256>::new(&key(&password).into(), &(*iv).into());
    let (blocks, rest) = Array::slice_as_chunks_mut(body);
    if !rest.is_empty() {
        return Err(Error::new("crypto/cipher: input not full blocks"));
    }
    for block in blocks.iter_mut() {
        cipher.decrypt_block(block);
    }
    let padding = body.last().copied().ok_or_else(|| Error::new("index out of range [-1]"))?;
    let length =
        body.len().checked_sub(usize::from(padding)).ok_or_else(|| short("the padding is longer than the text"))?;
    Ok(Value::str(&body[..length]))
}

fn short(reason: &str) -> Error {
    Error::new(format!("slice bounds out of range: {reason}")).help("check that password and text belong together")
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::*;

    fn text(name: &str, password: &str, input: &str) -> Result<String, String> {
        match run(name, &[Value::str(password), Value::str(input)]) {
            Ok(Value::Str(text)) => Ok(text.to_string()),
            Ok(other) => panic!("{name} gives a string, not {other:?}"),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn text_of_the_reference_decrypts() {
        let sealed = "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=";
        assert_eq!(text("decryptAES", "secretkey", sealed).as_deref(), Ok("plaintext"));
    }

    #[test]
    fn what_is_encrypted_decrypts() {
        for plain in ["", "a", "0123456789abcdef", "é☃ and more than one block of it"] {
            let sealed = text("encryptAES", "k", plain).unwrap_or_default();
            assert_eq!(text("decryptAES", "k", &sealed).as_deref(), Ok(plain));
        }
    }

    #[test]
    fn damaged_text_is_an_error() {
        let cause = |input| text("decryptAES", "k", input).err().unwrap_or_default();
        assert_eq!(cause("notbase64!"), "illegal base64 data at input byte 9");
        assert!(cause("AAAA").contains("slice bounds out of range"));
        assert_eq!(cause("MDEyMzQ1Njc4OWFiY2RlZjA="), "crypto/cipher: input not full blocks");
        assert!(cause("AAAAAAAAAAAAAAAAAAAAAA==").contains("index out of range"));
    }
}
