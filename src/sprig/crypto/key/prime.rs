//! Random numbers and primes of a given size. What is drawn decides the result alone, so a seeded render finds the same
//! primes again; the tests for primality use fixed bases, which is sound for numbers that are drawn at random.

use super::super::random::Draws;
use crate::gotemplate::Error;
use num_bigint::BigUint;

/// The bases of the primality test. A random number of 1024 bits that is not prime passes one of them with a chance
/// below 2^-80 already.
const BASES: [u32; 8] = [2, 3, 5, 7, 11, 13, 17, 19];
/// Numbers with a factor below this are sorted out by division.
const SIEVE: usize = 4000;

/// A random number of at most `bits` bits.
pub(super) fn random_bits(draws: &mut Draws<'_>, bits: usize) -> Result<BigUint, Error> {
    let mut bytes = vec![0; bits.div_ceil(8)];
    draws.fill(&mut bytes)?;
    if let (Some(first), spare @ 1..) = (bytes.first_mut(), bits.wrapping_neg() % 8) {
        *first >>= spare;
    }
    Ok(BigUint::from_bytes_be(&bytes))
}

/// A random number from 1 up to but not including `bound`, each equally likely.
pub(super) fn random_below(draws: &mut Draws<'_>, bound: &BigUint) -> Result<BigUint, Error> {
    loop {
        let number = random_bits(draws, bound.bits() as usize)?;
        if number < *bound && number != BigUint::ZERO {
            return Ok(number);
        }
    }
}

/// A random prime of exactly `bits` bits, at least 16, with its two highest bits set, for which `fits` holds.
pub(super) fn random_prime(
    draws: &mut Draws<'_>,
    bits: usize,
    fits: impl Fn(&BigUint) -> bool,
) -> Result<BigUint, Error> {
    let sieve = Sieve::new();
    loop {
        let mut candidate = random_bits(draws, bits)?;
        for bit in [bits - 1, bits - 2, 0] {
            candidate.set_bit(bit as u64, true);
        }
        if fits(&candidate) && sieve.is_prime(&candidate) {
            return Ok(candidate);
        }
    }
}

/// Tells primes from other numbers.
pub(super) struct Sieve {
    /// Small odd primes, multiplied into numbers of 32 bits: one division of a large number serves several primes.
    groups: Vec<(u32, Vec<u32>)>,
}

impl Sieve {
    pub(super) fn new() -> Self {
        let mut composite = vec![false; SIEVE];
        let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
        for number in (3..SIEVE).step_by(2) {
            if composite[number] {
                continue;
            }
            (number * number..SIEVE).step_by(number).for_each(|multiple| composite[multiple] = true);
            let prime = number as u32;
            match groups.last_mut().and_then(|(product, primes)| Some((product.checked_mul(prime)?, product, primes))) {
                Some((next, product, primes)) => {
                    *product = next;
                    primes.push(prime);
                }
                None => groups.push((prime, vec![prime])),
            }
        }
        Sieve { groups }
    }

    /// Whether an odd number above the sieve is prime.
    pub(super) fn is_prime(&self, number: &BigUint) -> bool {
        let has_factor = |(product, primes): &(u32, Vec<u32>)| {
            let remainder = (number % *product).iter_u32_digits().next().unwrap_or(0);
            primes.iter().any(|prime| remainder.is_multiple_of(*prime))
        };
        !self.groups.iter().any(has_factor) && BASES.iter().all(|base| passes(number, *base))
    }
}

/// The test of Miller and Rabin for one base.
fn passes(number: &BigUint, base: u32) -> bool {
    let one = BigUint::from(1u32);
    let minus_one = number - &one;
    let twos = minus_one.trailing_zeros().unwrap_or(0);
    let mut power = BigUint::from(base).modpow(&(&minus_one >> twos), number);
    if power == one || power == minus_one {
        return true;
    }
    for _ in 1..twos {
        power = &power * &power % number;
        if power == minus_one {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::Counter;
    use super::*;

    #[test]
    fn primes_are_told_from_other_numbers() {
        let sieve = Sieve::new();
        let mersenne = |power: u32| (BigUint::from(1u32) << power) - 1u32;
        assert!([31, 61, 89, 127, 521].iter().all(|power| sieve.is_prime(&mersenne(*power))));
        assert!([67, 101, 128, 257].iter().all(|power| !sieve.is_prime(&mersenne(*power))));
        // Carmichael numbers, and squares of primes above the sieve.
        for number in [8_911u64, 10_267_951, 4_003 * 4_003, 3_215_031_751] {
            assert!(!sieve.is_prime(&BigUint::from(number)), "{number}");
        }
    }

    #[test]
    fn primes_have_their_size_and_repeat() {
        let draw = || random_prime(&mut Draws::new(&mut Counter::default(), "test"), 256, |_| true);
        let (one, other) = (draw().ok(), draw().ok());
        assert_eq!(one.as_ref().map(BigUint::bits), Some(256));
        assert_eq!(one, other);
    }

    #[test]
    fn random_numbers_stay_within_their_bounds() {
        let mut effects = Counter::default();
        let mut draws = Draws::new(&mut effects, "test");
        let bound = BigUint::from(5u32);
        for _ in 0..200 {
            assert!(random_bits(&mut draws, 13).is_ok_and(|number| number.bits() <= 13));
            assert!(random_below(&mut draws, &bound).is_ok_and(|number| number < bound && number.bits() > 0));
        }
    }
}
