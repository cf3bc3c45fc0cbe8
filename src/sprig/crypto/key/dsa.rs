//! DSA keys with parameters of 2048 and 256 bits, made and written, never used: Go cannot sign certificates with them.

use super::super::der::{self, Reader};
use super::super::random::Draws;
use super::prime::{Sieve, random_below, random_bits, random_prime};
use crate::gotemplate::Error;
use num_bigint::BigUint;

const P_BITS: usize = 2048;
const Q_BITS: usize = 256;

/// A private key: p, q, g, the public y and the private x.
pub(in crate::sprig::crypto) struct DsaKey {
    numbers: [BigUint; 5],
}

impl DsaKey {
    /// A new key with parameters of its own that `draws` decide.
    pub(super) fn drawn(draws: &mut Draws<'_>) -> Result<Self, Error> {
        let (p, q) = parameters(draws)?;
        let one = BigUint::from(1u32);
        let cofactor = (&p - 1u32) / &q;
        // The first number that generates the group of order q; nearly every number does.
        let mut base = BigUint::from(2u32);
        let g = loop {
            let g = base.modpow(&cofactor, &p);
            if g != one {
                break g;
            }
            base += 1u32;
        };
        let x = random_below(draws, &q)?;
        let y = g.modpow(&x, &p);
        Ok(DsaKey { numbers: [p, q, g, y, x] })
    }

    /// The key as OpenSSL writes it.
    pub(super) fn to_der(&self) -> Vec<u8> {
        let fields = self.numbers.each_ref().map(der::integer).concat();
        der::sequence(&[&der::integer(&BigUint::ZERO), &fields])
    }

    /// Checks that `text` is such a key.
    pub(super) fn from_der(text: &[u8]) -> Result<Self, String> {
        let mut fields = Reader::new(text).enter(der::SEQUENCE, "DSAKeyFormat")?;
        fields.integer("int")?;
        let mut numbers: [BigUint; 5] = Default::default();
        for number in &mut numbers {
            *number = fields.integer("")?.into_parts().1;
        }
        Ok(DsaKey { numbers })
    }
}

/// Primes p and q, where q divides p - 1.
fn parameters(draws: &mut Draws<'_>) -> Result<(BigUint, BigUint), Error> {
    let sieve = Sieve::new();
    loop {
        let q = random_prime(draws, Q_BITS, |_| true)?;
        let twice = &q << 1u32;
        for _ in 0..4 * P_BITS {
            let mut number = random_bits(draws, P_BITS)?;
            number.set_bit(P_BITS as u64 - 1, true);
            let p = &number - &number % &twice + 1u32;
            if p.bits() as usize == P_BITS && sieve.is_prime(&p) {
                return Ok((p, q));
            }
        }
    }
}
