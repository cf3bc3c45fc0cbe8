//! Names as numbers, the same in all texts of a session: looking one up compares numbers.

use super::program::{Known, Name};
use crate::go::Str;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;
use std::cell::RefCell;

/// All names that texts have used so far.
pub(super) struct Names {
    tables: RefCell<Tables>,
}

struct Tables {
    numbers: HashMap<Str, Name>,
    names: Vec<Spoken>,
}

struct Spoken {
    text: Str,
    /// Whether any text may give it a value. A name that none does can only be an entry of the context.
    given: bool,
}

impl Default for Names {
    fn default() -> Self {
        let tables = Tables { numbers: HashMap::with_capacity(64), names: Vec::with_capacity(64) };
        Names { tables: RefCell::new(tables) }
    }
}

impl Names {
    /// The number of a name.
    pub fn number(&self, name: &str) -> Name {
        self.known(name).name
    }

    /// A name with its number.
    fn known(&self, name: &str) -> Known {
        let tables = &mut *self.tables.borrow_mut();
        if let Some((text, &number)) = tables.numbers.get_key_value(name.as_bytes()) {
            return Known { name: number, text: text.clone() };
        }
        let (number, text) = (tables.names.len() as Name, Str::from(name));
        tables.names.push(Spoken { text: text.clone(), given: false });
        tables.numbers.insert(text.clone(), number);
        Known { name: number, text }
    }

    /// The names of a text with their numbers.
    pub fn learn(&self, names: &[Cow<'_, str>]) -> Vec<Known> {
        names.iter().map(|name| self.known(name)).collect()
    }

    /// The name of a number.
    pub fn name(&self, number: Name) -> Str {
        self.tables.borrow().names.get(number as usize).map(|spoken| spoken.text.clone()).unwrap_or_default()
    }

    /// Notes that a text may give this name a value.
    pub fn give(&self, number: Name) {
        if let Some(spoken) = self.tables.borrow_mut().names.get_mut(number as usize) {
            spoken.given = true;
        }
    }

    /// Whether any text may give this name a value.
    pub fn is_given(&self, number: Name) -> bool {
        self.tables.borrow().names.get(number as usize).is_some_and(|spoken| spoken.given)
    }
}
