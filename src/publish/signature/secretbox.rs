//! NaCl's secretbox, opened: XSalsa20 with Poly1305, in which cosign keeps its keys. For keys of a few hundred bytes on the
//! user's own disk; nothing is sealed here.

use num_bigint::BigUint;
use salsa20::XSalsa20;
use salsa20::cipher::{KeyIvInit, StreamCipher};

/// The bytes of the authenticator in front of the sealed text.
const TAG: usize = 16;

/// The text in a box; `None` where key or box are not the right ones.
pub(super) fn open(sealed: &[u8], nonce: &[u8; 24], key: &[u8; 32]) -> Option<Vec<u8>> {
    let (tag, text) = sealed.split_at_checked(TAG)?;
    let mut cipher = XSalsa20::new(key.into(), nonce.into());
    // The first half block of the key stream is the authenticator's key.
    let mut authenticator = [0; 32];
    cipher.apply_keystream(&mut authenticator);
    if poly1305(text, &authenticator) != tag {
        return None;
    }
    let mut text = text.to_vec();
    cipher.apply_keystream(&mut text);
    Some(text)
}

/// The authenticator of RFC 8439, section 2.5, by its definition.
fn poly1305(message: &[u8], key: &[u8; 32]) -> [u8; TAG] {
    let (r, s) = key.split_at(TAG);
    let clamp = BigUint::from(0x0fff_fffc_0fff_fffc_0fff_fffc_0fff_ffff_u128);
    let r = BigUint::from_bytes_le(r) & clamp;
    let prime = (BigUint::from(1_u8) << 130_u32) - BigUint::from(5_u8);
    let mut sum = BigUint::ZERO;
    for block in message.chunks(TAG) {
        let mut block = block.to_vec();
        block.push(1);
        sum = (sum + BigUint::from_bytes_le(&block)) * &r % &prime;
    }
    let mut tag = [0; TAG];
    let sum = (sum + BigUint::from_bytes_le(s)).to_bytes_le();
    tag.iter_mut().zip(sum).for_each(|(place, byte)| *place = byte);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authenticator_is_that_of_the_rfc() {
        let key: [u8; 32] = [
            0x85, 0xd6, 0xbe, 0x78, 0x57, 0x55, 0x6d, 0x33, 0x7f, 0x44, 0x52, 0xfe, 0x42, 0xd5, 0x06, 0xa8, 0x01, 0x03,
            0x80, 0x8a, 0xfb, 0x0d, 0xb2, 0xfd, 0x4a, 0xbf, 0xf6, 0xaf, 0x41, 0x49, 0xf5, 0x1b,
        ];
        let tag = [0xa8, 0x06, 0x1d, 0xc1, 0x30, 0x51, 0x36, 0xc6, 0xc2, 0x2b, 0x8b, 0xaf, 0x0c, 0x01, 0x27, 0xa9];
        assert_eq!(poly1305(b"Cryptographic Forum Research Group", &key), tag);
    }

    #[test]
    fn what_was_not_sealed_does_not_open() {
        assert_eq!(open(b"", &[0; 24], &[0; 32]), None);
        assert_eq!(open(&[0; 40], &[0; 24], &[0; 32]), None);
    }
}
