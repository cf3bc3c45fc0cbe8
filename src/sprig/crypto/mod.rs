//! Sprig's hashes, passwords, random strings, ciphers, keys and certificates. Randomness and the clock come from the
//! render's effects alone, so a seeded render repeats to the byte. Nothing here reads the system's entropy itself.

mod aes;
mod hash;
mod password;
pub(crate) mod random;
#[cfg(test)]
mod testing;

use crate::gotemplate::Function;

/// The functions of this topic.
pub const FUNCTIONS: &[&[Function]] = &[hash::FUNCTIONS, password::FUNCTIONS, aes::FUNCTIONS, random::FUNCTIONS];

/// What the slow functions cost in steps, so that a loop of them ends within the render's budget. A step stands for
/// some hundred nanoseconds; the figures are rounded from measurements of the release build.
pub(crate) mod cost {
    /// One bcrypt hash at the default cost of 10.
    pub(crate) const BCRYPT: u64 = 500_000;
    /// One scrypt derivation with Sprig's parameters.
    pub(crate) const SCRYPT: u64 = 1_500_000;
}
