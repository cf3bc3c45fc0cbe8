//! The names of a text by number.

use super::super::program::Local;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

/// The names that a text has spoken of so far.
pub(super) struct Interner<'s> {
    numbers: HashMap<Cow<'s, str>, Local>,
    names: Vec<Cow<'s, str>>,
}

impl Default for Interner<'_> {
    fn default() -> Self {
        Interner { numbers: HashMap::with_capacity(32), names: Vec::with_capacity(32) }
    }
}

impl<'s> Interner<'s> {
    /// The number of a name.
    pub fn number(&mut self, name: Cow<'s, str>) -> Local {
        if let Some(&number) = self.numbers.get(&name) {
            return number;
        }
        let number = Local(self.names.len() as u32);
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        number
    }

    /// How a name is written.
    pub fn name(&self, number: Local) -> &str {
        self.names.get(number.0 as usize).map(AsRef::as_ref).unwrap_or_default()
    }

    /// All names, in the order of their numbers.
    pub fn names(self) -> Vec<Cow<'s, str>> {
        self.names
    }
}
