//! Checksums of strings, printed as Sprig prints them: hexadecimal digests, and Adler-32 as a decimal number.

use crate::go::Value;
use crate::go::hex;
use crate::gotemplate::{Call, Error, Function, Param};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// `sha1sum`, `sha256sum`, `sha512sum`, `adler32sum`.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "sha1sum", params: &[Param::String], variadic: false, body: digest::<Sha1> },
    Function { name: "sha256sum", params: &[Param::String], variadic: false, body: digest::<Sha256> },
    Function { name: "sha512sum", params: &[Param::String], variadic: false, body: digest::<Sha512> },
    Function { name: "adler32sum", params: &[Param::String], variadic: false, body: adler32sum },
];

fn digest<D: Digest>(call: &mut Call<'_>) -> Result<Value, Error> {
    let text = call.str(0);
    call.runtime.charge(text.len() as u64 / 64)?;
    Ok(Value::str(hex::encode(&D::digest(text.as_bytes()))))
}

fn adler32sum(call: &mut Call<'_>) -> Result<Value, Error> {
    let text = call.str(0);
    call.runtime.charge(text.len() as u64 / 64)?;
    Ok(Value::str(adler32(text.as_bytes()).to_string()))
}

fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    /// The most bytes that can be summed before the second sum could pass 32 bits.
    const RUN: usize = 5552;
    let (mut low, mut high) = (1u32, 0u32);
    for run in bytes.chunks(RUN) {
        for &byte in run {
            low += u32::from(byte);
            high += low;
        }
        low %= MODULUS;
        high %= MODULUS;
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adler_sums_long_input_without_overflow() {
        assert_eq!(adler32(b""), 1);
        assert_eq!(adler32(b"Wikipedia"), 300_286_872);
        assert_eq!(adler32(&[b'z'; 5600]), 1_866_427_735);
        assert_eq!(adler32(&[0xff; 1 << 20]), 2_391_338_769);
    }

    #[test]
    fn digests_are_lower_case_hexadecimal() {
        let sum = hex::encode(&Sha1::digest(b"1234"));
        assert_eq!(sum, "7110eda4d09e062aa5e4a390b0a572ac0d2c0220");
    }
}
