//! Randomness for signatures that leave the program.

use aws_lc_rs::rand::SystemRandom;

/// The system's generator.
pub fn secure() -> SystemRandom {
    SystemRandom::new()
}
