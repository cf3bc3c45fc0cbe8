//! Cosign's signatures on the command line: the key of `push --sign-key`, and `verify oci://… --key`.

use super::command::{Invocation, Outcome};
use super::exit::ExitStatus;
use super::network;
use super::secret;
use super::usage::UsageError;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::Host;
use crate::host::disk::Disk;
use crate::publish::signature::{SigningKey, VerifyingKey};
use std::path::Path;

/// The largest key or passphrase file that is read.
const MAX_KEY: u64 = 1 << 20;

/// The key that `--sign-key` names.
pub(super) fn signing_key(invocation: &Invocation) -> Result<Option<SigningKey>, Box<Diagnostic>> {
    let Some(path) = invocation.matches.text("sign-key").filter(|path| !path.is_empty()) else { return Ok(None) };
    let text = read(Path::new(&path))?;
    SigningKey::read(&text, || passphrase(invocation)).map(Some)
}

/// The passphrase in `--passphrase-file`, else in COSIGN_PASSWORD, else what is typed, as cosign has it.
fn passphrase(invocation: &Invocation) -> Result<Vec<u8>, Box<Diagnostic>> {
    let path = invocation.matches.text("passphrase-file").filter(|path| !path.is_empty());
    let Some(path) = path else {
        return match std::env::var_os("COSIGN_PASSWORD") {
            Some(variable) => Ok(variable.into_encoded_bytes()),
            None => Ok(secret::passphrase("Enter password for private key: ")?.unwrap_or_default().into_bytes()),
        };
    };
    let text = match path.as_encoded_bytes() {
        b"-" => Disk.read_stdin(MAX_KEY).map_err(|error| unreadable(&error))?,
        _ => read(Path::new(&path))?,
    };
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(line.strip_suffix(b"\r").unwrap_or(line).to_vec())
}

/// `verify oci://…`: the manifest has to be signed by the key.
pub(super) fn verify(invocation: &mut Invocation, reference: &str) -> Outcome {
    let Some(path) = invocation.matches.text("key").filter(|path| !path.is_empty()) else {
        let sentence = "--key is needed to verify what is in a registry";
        return Err(Box::new(UsageError::flag_value(sentence).into_diagnostic()));
    };
    let key = VerifyingKey::read(&read(Path::new(&path))?)?;
    let version = invocation.matches.text("version").unwrap_or_default().to_string_lossy().into_owned();
    let session = network::session(invocation)?;
    let (reference, digest) = session.verify(reference, &version, &key)?;
    let text = format!("Signature Verified: {reference}\nDigest: {digest}\n");
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

fn read(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    Disk.read_any(path, MAX_KEY).map_err(|error| unreadable(&error))
}

fn unreadable(error: &crate::host::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("input::unreadable", error.to_string()).fault(Fault::Outside))
}
