//! Sprig's hashes, passwords, random strings, ciphers, keys and certificates. Randomness and the clock come from the
//! render's effects alone, so a seeded render repeats to the byte. Nothing here reads the system's entropy itself.

mod aes;
mod certificate;
mod der;
mod hash;
mod key;
mod password;
mod pem;
pub(crate) mod random;
#[cfg(test)]
mod testing;
mod x509;

use crate::gotemplate::Function;

/// The functions of this topic.
pub const FUNCTIONS: &[&[Function]] =
    &[hash::FUNCTIONS, password::FUNCTIONS, aes::FUNCTIONS, random::FUNCTIONS, key::FUNCTIONS, certificate::FUNCTIONS];

/// What the slow functions cost in steps, so that a loop of them ends within the render's budget. A step stands for
/// some twenty nanoseconds; the figures are rounded from measurements of the release build.
mod cost {
    /// One bcrypt hash at the default cost of 10.
    pub(super) const BCRYPT: u64 = 1_600_000;
    /// One scrypt derivation with Sprig's parameters.
    pub(super) const SCRYPT: u64 = 2_500_000;
    /// An RSA key of 2048 bits from the system's randomness.
    pub(super) const RSA_2048: u64 = 1_400_000;
    /// The same from a seed.
    pub(super) const DRAWN_RSA_2048: u64 = 3_500_000;
    /// A DSA key with its parameters.
    pub(super) const DSA: u64 = 12_000_000;
    /// A multiplication on an elliptic curve, or reading a key, which takes one.
    pub(super) const CURVE: u64 = 5_000;
    /// The same on P-224, beside what it costs on any curve.
    pub(super) const P224: u64 = 100_000;
    /// A signature by the slowest key, but for P-224.
    pub(super) const SIGNATURE: u64 = 50_000;
}
