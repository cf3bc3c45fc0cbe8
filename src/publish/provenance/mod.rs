//! Provenance files as Helm has them: Chart.yaml and the archive's digest in a text that is clear-signed with PGP. Signing and
//! verifying work on bytes in memory; keys come from a keyring that the caller has read, and no secret is ever part of an error.

mod key;
mod keyring;
mod message;
mod sign;
mod verify;

pub use keyring::Keyring;
pub use sign::{Passphrase, sign};
pub use verify::{Verified, verify};

use crate::diagnostic::Diagnostic;

/// The largest provenance file that is read, in bytes.
pub const MAX_PROVENANCE: u64 = 16 << 20;

/// The largest keyring that is read, in bytes.
pub const MAX_KEYRING: u64 = 64 << 20;

fn failed<T>(code: &'static str, sentence: impl Into<String>, help: &str) -> Result<T, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::sentence(code, sentence).help(help)))
}
