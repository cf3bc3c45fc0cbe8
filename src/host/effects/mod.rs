//! The real answers to what templates ask of the world: clock, randomness, DNS and cluster look-ups, each either the
//! system's or fixed by the user so that a render repeats to the byte. Every use is noted. docs/effects.md tells users.

mod clock;
mod lookup;
mod seed;
mod zone;

pub use clock::Clock;
pub use lookup::Objects;
pub use seed::Seed;

use crate::go::{Map, Str, Value};
use crate::gotemplate::Effects;
use crate::gotemplate::effects::{Nanoseconds, Refusal};
use std::collections::BTreeSet;
use std::net::ToSocketAddrs;

/// Where randomness comes from.
pub enum Entropy {
    /// The operating system: fresh on every run.
    System,
    /// Nowhere: a template that asks is an error.
    Refuse,
    /// The user's seed: the same on every run.
    Seeded(Seed),
}

/// How the questions of templates are answered.
pub struct Settings {
    /// What `now` gives.
    pub clock: Clock,
    /// Where randomness comes from.
    pub entropy: Entropy,
    /// Whether `getHostByName` may ask the network; without it, it gives an empty string.
    pub dns: bool,
    /// What answers `lookup`; without it, nothing is found.
    pub objects: Option<Objects>,
    /// The name of the local zone; without it, the system's.
    pub zone: Option<String>,
}

impl Default for Settings {
    /// What Helm does when it renders without a cluster.
    fn default() -> Self {
        Settings { clock: Clock::System, entropy: Entropy::System, dns: false, objects: None, zone: None }
    }
}

/// One thing that a render asked of the world.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// The time.
    Clock,
    /// The local zone.
    Zone,
    /// Randomness, by the function that asked.
    Entropy(String),
    /// The address of a host.
    Dns(String),
    /// An object of a cluster: apiVersion, kind, namespace and name.
    Lookup([String; 4]),
}

/// Answers by [`Settings`] and remembers what was asked.
pub struct Handler {
    settings: Settings,
    used: BTreeSet<Use>,
}

impl Handler {
    /// A handler that has not been asked yet.
    pub fn new(settings: Settings) -> Self {
        Handler { settings, used: BTreeSet::new() }
    }

    /// What was asked so far, each thing once.
    pub fn used(&self) -> impl Iterator<Item = &Use> {
        self.used.iter()
    }
}

impl Default for Handler {
    fn default() -> Self {
        Handler::new(Settings::default())
    }
}

impl Effects for Handler {
    fn enter(&mut self, template: &str) {
        if let Entropy::Seeded(seed) = &mut self.settings.entropy {
            seed.enter(template);
        }
    }

    fn now(&mut self) -> Result<Nanoseconds, Refusal> {
        self.used.insert(Use::Clock);
        self.settings.clock.now()
    }

    fn local_zone(&mut self) -> String {
        self.used.insert(Use::Zone);
        self.settings.zone.get_or_insert_with(zone::local).clone()
    }

    fn random(&mut self, function: &str, buffer: &mut [u8]) -> Result<(), Refusal> {
        self.used.insert(Use::Entropy(String::from(function)));
        match &mut self.settings.entropy {
            Entropy::System => getrandom::fill(buffer)
                .map_err(|error| format!("{function}: the operating system gave no random bytes: {error}")),
            Entropy::Refuse => Err(format!("{function} asks for randomness, which is another one on every run")),
            Entropy::Seeded(seed) => {
                seed.fill(function, buffer);
                Ok(())
            }
        }
    }

    fn seeded(&self) -> bool {
        matches!(self.settings.entropy, Entropy::Seeded(_))
    }

    fn resolve_host(&mut self, host: &str) -> Result<String, Refusal> {
        self.used.insert(Use::Dns(String::from(host)));
        if !self.settings.dns {
            return Ok(String::new());
        }
        let addresses = (host, 0).to_socket_addrs().map_err(|error| format!("lookup {host}: {error}"))?;
        let mut addresses: Vec<_> = addresses.map(|address| address.ip()).collect();
        // The resolver rotates its answers; the lowest address is the same one every time.
        addresses.sort_unstable();
        addresses.first().map(ToString::to_string).ok_or_else(|| format!("lookup {host}: no such host"))
    }

    fn lookup(&mut self, api_version: &Str, kind: &Str, namespace: &Str, name: &Str) -> Result<Value, Refusal> {
        self.used.insert(Use::Lookup([api_version, kind, namespace, name].map(ToString::to_string)));
        match &self.settings.objects {
            Some(objects) => Ok(Value::Map(objects.answer(api_version, kind, namespace, name))),
            None => Ok(Value::Map(Map::new())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_entropy_names_the_function() {
        let mut handler = Handler::new(Settings { entropy: Entropy::Refuse, ..Settings::default() });
        let refusal = handler.random("genCA", &mut [0; 8]).err().unwrap_or_default();
        assert!(refusal.starts_with("genCA "), "{refusal}");
    }

    #[test]
    fn every_use_is_noted_once() {
        let mut handler = Handler::default();
        for _ in 0..2 {
            handler.random("randAlpha", &mut [0; 8]).expect("the system has entropy");
            handler.now().expect("the system has a clock");
            assert_eq!(handler.resolve_host("example.invalid").as_deref(), Ok(""));
        }
        let used: Vec<&Use> = handler.used().collect();
        let expected = [Use::Clock, Use::Entropy(String::from("randAlpha")), Use::Dns(String::from("example.invalid"))];
        assert_eq!(used, expected.iter().collect::<Vec<_>>());
    }

    #[test]
    fn without_objects_a_look_up_finds_an_empty_map() {
        let mut handler = Handler::default();
        let [version, kind, none] = ["v1", "Pod", ""].map(Str::from);
        let found = handler.lookup(&version, &kind, &none, &none);
        assert!(matches!(found, Ok(Value::Map(map)) if map.is_empty()));
    }

    #[test]
    fn addresses_resolve_only_when_the_network_is_allowed() {
        let mut handler = Handler::new(Settings { dns: true, ..Settings::default() });
        assert_eq!(handler.resolve_host("127.0.0.1").as_deref(), Ok("127.0.0.1"));
        assert!(handler.resolve_host("not a host").is_err());
    }
}
