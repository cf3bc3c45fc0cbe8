//! [`Runtime`]: what an evaluation may use beside its variables. It counts steps, keeps compiled regular expressions, and
//! tells the time where somebody gave it one.

use super::error::Error;
use super::value::{Text, Value};
use crate::go::regexp::{Regexp, Work};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The longest text that an expression may make, in bytes.
const MAX_TEXT: usize = 16 << 20;
/// The longest list or map that an expression may make.
const MAX_ELEMENTS: usize = 1 << 20;
/// How many patterns made at run time are kept.
const MAX_PATTERNS: usize = 64;

/// The time, in nanoseconds since 1970, where asking for it is allowed.
pub type Clock = Option<i128>;

/// The means of one evaluation, or of several that share a budget. Belongs to one thread.
pub struct Runtime {
    left: Cell<u64>,
    clock: Clock,
    patterns: RefCell<HashMap<String, Rc<Regexp>>>,
}

impl Runtime {
    /// With a budget of `steps`: nodes evaluated, elements visited and stretches of 8 bytes made or looked at.
    pub fn new(steps: u64, clock: Clock) -> Self {
        Runtime { left: Cell::new(steps), clock, patterns: RefCell::default() }
    }

    /// Takes steps from the budget.
    pub fn spend(&self, steps: u64) -> Result<(), Error> {
        match self.left.get().checked_sub(steps) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.left.set(0);
                Err(Error::exhausted("operation cancelled: actual cost limit exceeded"))
            }
        }
    }

    /// The time of the run.
    pub fn now(&self) -> Result<i128, Error> {
        self.clock.ok_or_else(|| Error::new("the time is not known"))
    }

    /// Takes the steps of looking at `bytes` bytes.
    pub(crate) fn spend_bytes(&self, bytes: usize) -> Result<(), Error> {
        self.spend(1 + bytes as u64 / 8)
    }

    /// Takes the steps of making a list or map of `count` elements, and refuses those that are too large.
    pub(crate) fn spend_elements(&self, count: usize) -> Result<(), Error> {
        if count > MAX_ELEMENTS {
            return Err(Error::exhausted(format!("a list or map of more than {MAX_ELEMENTS} elements")));
        }
        self.spend(1 + count as u64)
    }

    /// A text about to be made of `bytes` bytes: its steps are taken, and one that is too large is refused.
    pub(crate) fn spend_text(&self, bytes: usize) -> Result<(), Error> {
        if bytes > MAX_TEXT {
            return Err(Error::exhausted(format!("a text of more than {MAX_TEXT} bytes")));
        }
        self.spend_bytes(bytes)
    }

    /// A text as a value; its steps are taken.
    pub fn text<'a>(&self, text: String) -> Result<Value<'a>, Error> {
        self.spend_text(text.len())?;
        Ok(Value::String(Text::from(text)))
    }

    /// A list as a value; its steps are taken.
    pub fn list<'a>(&self, items: Vec<Value<'a>>) -> Result<Value<'a>, Error> {
        self.spend_elements(items.len())?;
        Ok(Value::list(items))
    }

    /// Whether `pattern` is found in `text`.
    pub(super) fn is_match(&self, pattern: &Regexp, text: &str) -> Result<bool, Error> {
        pattern.is_match(text.as_bytes(), &mut |work| self.spend_work(work))
    }

    pub(super) fn spend_work(&self, work: Work) -> Result<(), Error> {
        match work {
            Work::Steps(steps) => self.spend(steps),
            Work::Bytes(bytes) => self.spend_bytes(bytes),
        }
    }

    /// The pattern compiled; the same text is compiled once.
    pub(super) fn pattern(&self, text: &str, failure: fn(String) -> String) -> Result<Rc<Regexp>, Error> {
        if let Some(known) = self.patterns.borrow().get(text) {
            return Ok(Rc::clone(known));
        }
        self.spend_bytes(text.len().saturating_mul(16))?;
        let compiled = compile_pattern(text).map_err(|message| Error::new(failure(message)))?;
        self.spend(compiled.compile_cost())?;
        let compiled = Rc::new(compiled);
        let mut patterns = self.patterns.borrow_mut();
        if patterns.len() >= MAX_PATTERNS {
            patterns.clear();
        }
        patterns.insert(text.to_owned(), Rc::clone(&compiled));
        Ok(compiled)
    }
}

/// A pattern that is known before anything is evaluated, for all threads.
pub(super) fn constant_pattern(text: &str) -> Result<Arc<Regexp>, String> {
    compile_pattern(text).map(Arc::new)
}

fn compile_pattern(text: &str) -> Result<Regexp, String> {
    Regexp::compile(text.as_bytes()).map_err(|error| error.to_string())
}
