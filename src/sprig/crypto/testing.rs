//! A small engine for the unit tests of this folder: no budget, a clock that stands, and bytes that repeat.

use crate::go::{Str, Value};
use crate::gotemplate::effects::{Nanoseconds, Refusal};
use crate::gotemplate::{Call, Edit, Effects, Error, Runtime};
use sha2::{Digest, Sha256};

/// Effects whose randomness is a hash of a counter: the same in every run.
#[derive(Default)]
pub(crate) struct Counter {
    blocks: u64,
    fresh: bool,
}

impl Counter {
    /// The same bytes, but said not to repeat, so that keys are made from the system's randomness.
    pub(crate) fn fresh() -> Self {
        Counter { blocks: 0, fresh: true }
    }
}

impl Effects for Counter {
    fn now(&mut self) -> Result<Nanoseconds, Refusal> {
        Ok(1_700_000_000_123_456_789)
    }

    fn local_zone(&mut self) -> String {
        String::from("UTC")
    }

    fn random(&mut self, _: &str, buffer: &mut [u8]) -> Result<(), Refusal> {
        for chunk in buffer.chunks_mut(32) {
            self.blocks += 1;
            chunk.copy_from_slice(&Sha256::digest(self.blocks.to_le_bytes())[..chunk.len()]);
        }
        Ok(())
    }

    fn seeded(&self) -> bool {
        !self.fresh
    }

    fn resolve_host(&mut self, _: &str) -> Result<String, Refusal> {
        Ok(String::new())
    }

    fn lookup(&mut self, _: &Str, _: &Str, _: &Str, _: &Str) -> Result<Value, Refusal> {
        Err(String::from("no cluster"))
    }
}

/// An engine around some effects.
pub(crate) struct Engine<E>(pub(crate) E);

impl<E: Effects> Runtime for Engine<E> {
    fn effects(&mut self) -> &mut dyn Effects {
        &mut self.0
    }

    fn charge(&mut self, _: u64) -> Result<(), Error> {
        Ok(())
    }

    fn allocate(&mut self, _: usize) -> Result<(), Error> {
        Ok(())
    }

    fn include(&mut self, _: &Str, _: &Value) -> Result<Str, Error> {
        Err(Error::new("no templates"))
    }

    fn tpl(&mut self, _: &Str, _: &Value) -> Result<Str, Error> {
        Err(Error::new("no templates"))
    }

    fn derived(&mut self, _: &Str, _: &Str, _: Edit) {}
}

/// Calls the function `name` of this folder with effects that repeat.
pub(crate) fn run(name: &str, args: &[Value]) -> Result<Value, Error> {
    run_with(&mut Engine(Counter::default()), name, args)
}

/// Calls the function `name` of this folder.
pub(crate) fn run_with(runtime: &mut dyn Runtime, name: &str, args: &[Value]) -> Result<Value, Error> {
    let mut functions = super::FUNCTIONS.iter().copied().flatten();
    let function = functions.find(|function| function.name == name).ok_or_else(|| Error::new("no such function"))?;
    (function.body)(&mut Call { name, args, runtime })
}
