//! Randomness that repeats: bytes that are derived from a user's secret. Each template and each function in it has a
//! stream of its own, so that a change in one place leaves the secrets of every other place as they were.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::HashMap;

/// What the root key is derived under; a later scheme gets another number.
const SCHEME: &[u8] = b"plimsoll seed 1";
/// Fewer bytes than this cannot hold enough randomness for a key.
const LEAST: usize = 16;

/// A source of bytes that is the same for the same secret, release, namespace, template and function.
pub struct Seed {
    root: [u8; 32],
    template: String,
    streams: HashMap<String, Stream>,
}

impl Seed {
    /// Derives from `secret`, the content of the user's seed file. Two releases of the same secret share nothing. The
    /// error is a sentence about a secret that is too short.
    pub fn new(secret: &[u8], release: &str, namespace: &str) -> Result<Self, String> {
        if secret.len() < LEAST {
            let found = secret.len();
            return Err(format!("a seed needs at least {LEAST} random bytes and this one has {found}"));
        }
        let root = mac(&mac(SCHEME, &[secret]), &[release.as_bytes(), namespace.as_bytes()]);
        Ok(Seed { root, template: String::new(), streams: HashMap::new() })
    }

    /// Starts the streams of `template`, a file of the chart, from their beginning.
    pub(super) fn enter(&mut self, template: &str) {
        self.streams.clear();
        self.template.clear();
        self.template.push_str(template);
    }

    /// The next bytes of the stream of `function`.
    pub(super) fn fill(&mut self, function: &str, buffer: &mut [u8]) {
        if !self.streams.contains_key(function) {
            let key = mac(&self.root, &[self.template.as_bytes(), function.as_bytes()]);
            self.streams.insert(String::from(function), Stream { key, count: 0, block: [0; 32], left: 0 });
        }
        if let Some(stream) = self.streams.get_mut(function) {
            stream.fill(buffer);
        }
    }
}

/// The blocks HMAC(key, 0), HMAC(key, 1) and so on, one after another.
struct Stream {
    key: [u8; 32],
    count: u64,
    block: [u8; 32],
    /// How many bytes at the end of `block` are still to be given.
    left: usize,
}

impl Stream {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            if self.left == 0 {
                self.block = mac(&self.key, &[&self.count.to_be_bytes()]);
                self.count += 1;
                self.left = self.block.len();
            }
            *byte = self.block[self.block.len() - self.left];
            self.left -= 1;
        }
    }
}

/// HMAC-SHA256 of the parts, each behind its length, so that no two lists of parts look alike.
fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac,
        // HMAC takes keys of any length.
        Err(_) => return [0; 32],
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(release: &str) -> Seed {
        Seed::new(b"0123456789abcdef", release, "default").expect("long enough")
    }

    fn draw(seed: &mut Seed, function: &str) -> [u8; 40] {
        let mut bytes = [0; 40];
        seed.fill(function, &mut bytes);
        bytes
    }

    #[test]
    fn the_bytes_of_the_first_scheme_stay_as_they_are() {
        let mut seed = seed("web");
        seed.enter("web/templates/secret.yaml");
        let mut bytes = [0; 8];
        seed.fill("randAlphaNum", &mut bytes);
        assert_eq!(bytes, [253, 73, 74, 235, 147, 137, 224, 32]);
    }

    #[test]
    fn a_stream_does_not_depend_on_how_it_is_cut() {
        let (mut one, mut other) = (seed("a"), seed("a"));
        let whole = draw(&mut one, "f");
        let mut parts = [0; 40];
        let (first, rest) = parts.split_at_mut(7);
        other.fill("f", first);
        other.fill("f", rest);
        assert_eq!(whole, parts);
    }

    #[test]
    fn releases_templates_and_functions_share_nothing() {
        let mut seeds = [seed("a"), seed("b")];
        let mut drawn = Vec::new();
        for seed in &mut seeds {
            for template in ["x", "y"] {
                seed.enter(template);
                drawn.extend([draw(seed, "f"), draw(seed, "g"), draw(seed, "f")]);
            }
        }
        let all = drawn.len();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), all);
    }

    #[test]
    fn a_template_starts_from_its_beginning() {
        let mut seed = seed("a");
        seed.enter("x");
        let first = draw(&mut seed, "f");
        seed.enter("y");
        seed.enter("x");
        assert_eq!(draw(&mut seed, "f"), first);
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert!(Seed::new(b"hunter2\n", "a", "default").is_err());
    }
}
