//! A keyring: the keys of a file that gpg exported, in binary or in armour.

use super::failed;
use crate::diagnostic::Diagnostic;
use pgp::composed::{PublicOrSecret, SignedKeyDetails, SignedPublicKey};

/// The mark of the keybox format, gpg's own.
const KEYBOX_MARK: &[u8] = b"KBXf";

/// Keys by whom charts are signed.
#[derive(Clone)]
pub struct Keyring(Vec<PublicOrSecret>);

/// Keys are not for debug output.
impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({} keys)", self.0.len())
    }
}

impl Keyring {
    /// Reads a keyring. Keys of a kind that is not known are left out; an empty file has no keys.
    pub fn read(bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let help = "export the keys with `gpg --export > pubring.gpg` or `gpg --export-secret-keys > secring.gpg`";
        if bytes.get(8..12) == Some(KEYBOX_MARK) {
            let sentence = "openpgp: invalid data: the keyring is in gpg's keybox format";
            return failed("provenance::keyring", sentence, help);
        }
        if bytes.trim_ascii().is_empty() {
            return Ok(Keyring(Vec::new()));
        }
        // Armour begins with a text; of packets, each begins with this bit.
        if bytes.first().is_some_and(|first| first & 0x80 == 0) && !bytes.windows(5).any(|part| part == b"-----") {
            return failed("provenance::keyring", "openpgp: invalid data: tag byte does not have MSB set", help);
        }
        let keys = match PublicOrSecret::from_reader_many(bytes) {
            Ok((keys, _)) => keys,
            Err(error) => return failed("provenance::keyring", format!("openpgp: invalid data: {error}"), help),
        };
        let mut read = Vec::new();
        let mut mistake = None;
        for key in keys {
            match key {
                Ok(key) => read.push(key),
                Err(error) => mistake = mistake.or(Some(error)),
            }
        }
        match mistake {
            Some(error) if read.is_empty() => {
                failed("provenance::keyring", format!("openpgp: invalid data: {error}"), help)
            }
            _ => Ok(Keyring(read)),
        }
    }

    /// The keys without their secrets.
    pub(super) fn public_keys(&self) -> impl Iterator<Item = SignedPublicKey> + '_ {
        self.0.iter().map(|key| match key {
            PublicOrSecret::Public(key) => key.clone(),
            PublicOrSecret::Secret(key) => key.to_public_key(),
        })
    }

    /// The key that `name` means, as Helm looks for it: by a whole user id, else by a part of one that only one key has.
    pub(super) fn named(&self, name: &str) -> Result<Option<&PublicOrSecret>, Box<Diagnostic>> {
        let ids = |key| user_ids(details(key));
        if let Some(key) = self.0.iter().find(|key| ids(key).any(|id| id == name)) {
            return Ok(Some(key));
        }
        let mut candidates = self.0.iter().filter(|key| ids(key).any(|id| id.contains(name)));
        let candidate = candidates.next();
        if candidates.next().is_some() {
            let quoted = crate::go::strconv::quote(name.as_bytes());
            let sentence = format!("more than one key contain the id {quoted}");
            return failed("provenance::key", sentence, "give the whole user id: `Name (Comment) <mail@example.com>`");
        }
        Ok(candidate)
    }
}

fn details(key: &PublicOrSecret) -> &SignedKeyDetails {
    match key {
        PublicOrSecret::Public(key) => &key.details,
        PublicOrSecret::Secret(key) => &key.details,
    }
}

/// The user ids of a key as texts.
pub(super) fn user_ids(details: &SignedKeyDetails) -> impl Iterator<Item = String> + '_ {
    details.users.iter().map(|user| String::from_utf8_lossy(user.id.id()).into_owned())
}
