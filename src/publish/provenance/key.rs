//! What a key may do and for how long, by the signatures that it made over itself.

use pgp::composed::SignedPublicKey;
use pgp::packet::{PublicSubkey, Signature, SignatureType, SubpacketData};
use pgp::types::{KeyDetails, Tag, Timestamp};

/// A key, or a subkey of one, that has signed something.
pub(super) enum Signer<'a> {
    /// The key itself.
    Primary,
    /// One of its subkeys, with the signatures that tie it to the key.
    Subkey(&'a PublicSubkey, &'a [Signature]),
}

/// Why a signature that is right does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lapse {
    /// The key has been withdrawn.
    Revoked,
    /// The key is too old.
    Expired,
}

/// The newest signature of the key over itself that holds, which says what it may do.
fn self_signature(key: &SignedPublicKey) -> Option<&Signature> {
    let primary = &key.primary_key;
    let certified = key.details.users.iter().flat_map(|user| {
        user.signatures.iter().filter(|signature| {
            signature.is_certification()
                && signature.typ() != Some(SignatureType::CertRevocation)
                && signature.verify_certification(primary, Tag::UserId, &user.id).is_ok()
        })
    });
    let direct = key.details.direct_signatures.iter().filter(|signature| signature.verify_key(primary).is_ok());
    certified.chain(direct).max_by_key(|signature| signature.created())
}

/// The newest signature that ties a subkey to its key, where the subkey has agreed if it signs.
fn binding<'a>(key: &SignedPublicKey, subkey: &PublicSubkey, signatures: &'a [Signature]) -> Option<&'a Signature> {
    let holds = |signature: &&Signature| {
        signature.typ() == Some(SignatureType::SubkeyBinding)
            && signature.verify_subkey_binding(&key.primary_key, subkey).is_ok()
    };
    let newest = signatures.iter().filter(holds).max_by_key(|signature| signature.created())?;
    let agreed = newest.embedded_signature()?;
    agreed.verify_primary_key_binding(subkey, &key.primary_key).is_ok().then_some(newest)
}

/// Whether a signature over a key lets it sign; without a word about it, it may.
fn may_sign(signature: &Signature) -> bool {
    let mut packets = signature.config().into_iter().flat_map(|config| config.hashed_subpackets());
    let says = packets.any(|packet| matches!(packet.data, SubpacketData::KeyFlags(_)));
    !says || signature.key_flags().sign()
}

fn expired(created: Timestamp, signature: &Signature, now: i64) -> bool {
    let lasts = signature.key_expiration_time().map_or(0, |duration| duration.as_secs());
    lasts != 0 && now > i64::from(created.as_secs()) + i64::from(lasts)
}

impl Signer<'_> {
    /// Whether the key may sign at all.
    pub fn may_sign(&self, key: &SignedPublicKey) -> bool {
        match self {
            Signer::Primary => self_signature(key).is_some_and(may_sign),
            Signer::Subkey(subkey, signatures) => {
                self_signature(key).is_some() && binding(key, subkey, signatures).is_some_and(may_sign)
            }
        }
    }

    /// Why the key does not count at a time, in seconds since 1970.
    pub fn lapse(&self, key: &SignedPublicKey, now: i64) -> Option<Lapse> {
        let primary = &key.primary_key;
        if key.details.revocation_signatures.iter().any(|signature| signature.verify_key(primary).is_ok()) {
            return Some(Lapse::Revoked);
        }
        if self_signature(key).is_none_or(|signature| expired(primary.created_at(), signature, now)) {
            return Some(Lapse::Expired);
        }
        let Signer::Subkey(subkey, signatures) = self else { return None };
        let revokes = |signature: &&Signature| {
            signature.typ() == Some(SignatureType::SubkeyRevocation)
                && signature.verify_subkey_binding(primary, *subkey).is_ok()
        };
        if signatures.iter().any(|signature| revokes(&signature)) {
            return Some(Lapse::Revoked);
        }
        let binding = binding(key, subkey, signatures);
        binding.is_none_or(|signature| expired(subkey.created_at(), signature, now)).then_some(Lapse::Expired)
    }
}
