//! Keyrings, passphrases and provenance files as the command line names them.

use super::chart_input::unreadable;
use super::command::Invocation;
use super::secret;
use crate::diagnostic::Diagnostic;
use crate::go::strconv::quote;
use crate::host::disk::Disk;
use crate::host::walk::Budget;
use crate::host::{FileKind, Host, clock, places};
use crate::publish::provenance::{self, Keyring, MAX_KEYRING, MAX_PROVENANCE, Passphrase, Verified};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The longest passphrase file that is read, in bytes.
const MAX_PASSPHRASE: u64 = 1 << 20;

/// The keyring that `--keyring` names, or gpg's own.
pub(super) fn keyring(invocation: &Invocation) -> Result<Keyring, Box<Diagnostic>> {
    let given = invocation.matches.text("keyring").map(PathBuf::from);
    let bytes = Disk.read_any(&given.unwrap_or_else(places::keyring), MAX_KEYRING).map_err(|error| {
        let diagnostic = Diagnostic::sentence("provenance::keyring", error.to_string());
        Box::new(diagnostic.help("export the keys with `gpg --export > pubring.gpg`, and give the file with --keyring"))
    })?;
    Keyring::read(&bytes)
}

/// The passphrase for a locked key: the first line of the file that `--passphrase-file` names, else what is typed.
pub(super) fn passphrase(invocation: &Invocation) -> Result<Passphrase, Box<Diagnostic>> {
    let refuse = |sentence: &str| {
        let diagnostic = Diagnostic::sentence("provenance::passphrase", sentence);
        Err(Box::new(diagnostic.help("give a file with the key's passphrase with --passphrase-file")))
    };
    let Some(path) = invocation.matches.text("passphrase-file").filter(|path| !path.is_empty()) else {
        let key = invocation.matches.text("key").unwrap_or_default();
        let prompt = format!("Password for key {} >  ", quote(key.as_encoded_bytes()));
        return match secret::passphrase(&prompt)? {
            Some(typed) => Ok(Passphrase::new(typed.as_bytes())),
            None => refuse("the key is locked, and nobody can be asked for its passphrase"),
        };
    };
    let bytes = if path == "-" {
        if io::stdin().is_terminal() {
            return refuse("specified reading passphrase from stdin, without input on stdin");
        }
        Disk.read_stdin(MAX_PASSPHRASE)
    } else {
        Disk.read_any(Path::new(&path), MAX_PASSPHRASE)
    };
    let bytes = bytes.map_err(|error| unreadable(&error))?;
    if bytes.is_empty() {
        return refuse("the passphrase file is empty: EOF");
    }
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(Passphrase::new(line.strip_suffix(b"\r").unwrap_or(line)))
}

/// Holds the archive at `path` against the provenance file beside it.
pub(super) fn verify(invocation: &Invocation, path: &Path) -> Result<Verified, Box<Diagnostic>> {
    let known = Disk.metadata(path).map_err(|error| unreadable(&error))?;
    let refuse =
        |sentence: String, help: &str| Err(Box::new(Diagnostic::sentence("provenance::missing", sentence).help(help)));
    if known.kind == FileKind::Folder {
        let sentence = String::from("unpacked charts cannot be verified");
        return refuse(sentence, "verify the archive that was signed");
    }
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("tgz")) {
        return refuse(String::from("chart must be a tgz file"), "name the archive that was signed");
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".prov");
    let beside = PathBuf::from(beside);
    if let Err(error) = Disk.metadata(&beside) {
        let sentence = format!("could not load provenance file {}: {error}", beside.display());
        return refuse(sentence, "fetch the provenance file too: `plimsoll pull --prov`");
    }
    let keyring = keyring(invocation).map_err(|error| error.prefixed("failed to load keyring"))?;
    let archive = Disk.read(path, Budget::CHART).map_err(|error| unreadable(&error))?;
    let text = Disk.read(&beside, MAX_PROVENANCE).map_err(|error| unreadable(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    provenance::verify(&archive, &text, &name, &keyring, clock::now())
}

/// Helm's lines about an archive whose provenance is sure.
pub(super) fn report(verified: &Verified) -> String {
    let names: String = verified.signed_by.iter().map(|name| format!("Signed by: {name}\n")).collect();
    let Verified { fingerprint, digest, .. } = verified;
    format!("{names}Using Key With Fingerprint: {fingerprint}\nChart Hash Verified: {digest}\n")
}
