//! A small engine for the unit tests of functions: it checks nothing, counts work against limits, and has a fixed clock
//! and a counting source of randomness.

use super::functions;
use crate::go::{Str, Value};
use crate::gotemplate::effects::{Nanoseconds, Refusal};
use crate::gotemplate::{Call, Edit, Effects, Error, Runtime};

/// The engine.
pub(crate) struct Fake {
    steps: u64,
    bytes: usize,
    next: u8,
    /// What `derived` was told: the number of bytes of input and output, and the edit.
    pub(crate) derived: Vec<(usize, usize, Edit)>,
}

impl Fake {
    /// An engine with a budget of ten million steps and 64 MiB.
    pub(crate) fn new() -> Self {
        Fake { steps: 10_000_000, bytes: 64 << 20, next: 0, derived: Vec::new() }
    }

    /// The bytes that are left.
    pub(crate) fn space(&self) -> usize {
        self.bytes
    }
}

impl Effects for Fake {
    fn now(&mut self) -> Result<Nanoseconds, Refusal> {
        Ok(1_700_000_000_123_456_789)
    }

    fn local_zone(&mut self) -> String {
        String::from("UTC")
    }

    fn random(&mut self, _: &str, buffer: &mut [u8]) -> Result<(), Refusal> {
        for byte in buffer {
            *byte = self.next;
            self.next = self.next.wrapping_add(1);
        }
        Ok(())
    }

    fn seeded(&self) -> bool {
        true
    }

    fn resolve_host(&mut self, _: &str) -> Result<String, Refusal> {
        Ok(String::new())
    }

    fn lookup(&mut self, _: &Str, _: &Str, _: &Str, _: &Str) -> Result<Value, Refusal> {
        Err(String::from("no cluster"))
    }
}

impl Runtime for Fake {
    fn effects(&mut self) -> &mut dyn Effects {
        self
    }

    fn charge(&mut self, steps: u64) -> Result<(), Error> {
        self.steps = self.steps.checked_sub(steps).ok_or_else(|| Error::new("out of steps"))?;
        Ok(())
    }

    fn allocate(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or_else(|| Error::new("out of space"))?;
        Ok(())
    }

    fn include(&mut self, _: &Str, _: &Value) -> Result<Str, Error> {
        Err(Error::new("no templates"))
    }

    fn tpl(&mut self, _: &Str, _: &Value) -> Result<Str, Error> {
        Err(Error::new("no templates"))
    }

    fn derived(&mut self, input: &Str, output: &Str, edit: Edit) {
        self.derived.push((input.len(), output.len(), edit));
    }
}

/// Calls the function `name`.
pub(crate) fn call(name: &str, args: &[Value]) -> Result<Value, Error> {
    call_with(&mut Fake::new(), name, args)
}

/// Calls the function `name` with an engine of one's own.
pub(crate) fn call_with(fake: &mut Fake, name: &str, args: &[Value]) -> Result<Value, Error> {
    let function = functions().find(|function| function.name == name).ok_or_else(|| Error::new("no such function"))?;
    (function.body)(&mut Call { name, args, runtime: fake })
}

/// The text of a result, or `error: ` and the cause.
pub(crate) fn shown(result: Result<Value, Error>) -> String {
    match result {
        Ok(value) => super::text::printed(&value).to_string(),
        Err(error) => format!("error: {error}"),
    }
}

/// What a call of `name` gives, as `{{ }}` prints it.
pub(crate) fn text(name: &str, args: &[Value]) -> String {
    shown(call(name, args))
}

/// A string argument.
pub(crate) fn s(text: &str) -> Value {
    Value::str(text)
}

/// An `int` argument.
pub(crate) fn i(number: i64) -> Value {
    Value::int(number)
}
