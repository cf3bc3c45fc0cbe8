//! What a template can ask of the world, behind one trait: the clock, randomness, DNS, cluster look-ups. A caller hands
//! in a handler; one that refuses makes the call an error that names the function and its place.

use crate::go::{Str, Value};

/// An instant in nanoseconds since 1970-01-01T00:00:00Z.
pub type Nanoseconds = i128;

/// Why an effect was refused or failed, as a sentence.
pub type Refusal = String;

/// Answers the questions that a template puts to the world.
pub trait Effects {
    /// Says that the file `template` of a chart is executed next. Randomness that repeats starts anew for each, so that
    /// it depends neither on the order of the files nor on what others of them ask for.
    fn enter(&mut self, template: &str) {
        let _ = template;
    }

    /// The time that `now` gives.
    fn now(&mut self) -> Result<Nanoseconds, Refusal>;

    /// The IANA name of the local zone or `UTC`, which `date` formats in.
    fn local_zone(&mut self) -> String;

    /// Fills `buffer` with random bytes for `function`.
    fn random(&mut self, function: &str, buffer: &mut [u8]) -> Result<(), Refusal>;

    /// Whether `random` gives the same bytes on every run, so that keys must be made from it alone.
    fn seeded(&self) -> bool;

    /// The first address of `host` for `getHostByName`; Helm gives an empty string unless DNS is enabled.
    fn resolve_host(&mut self, host: &str) -> Result<String, Refusal>;

    /// The object for `lookup apiVersion kind namespace name`, a list object when `name` is empty, an empty map when
    /// there is none.
    fn lookup(&mut self, api_version: &Str, kind: &Str, namespace: &Str, name: &Str) -> Result<Value, Refusal>;
}
