//! Names as numbers, the same in all texts of a session: looking one up compares numbers.

use super::program::Name;
use crate::go::Str;
use foldhash::HashMap;
use std::cell::RefCell;

/// All names that texts have used so far.
#[derive(Default)]
pub(super) struct Names {
    tables: RefCell<Tables>,
}

#[derive(Default)]
struct Tables {
    numbers: HashMap<Str, Name>,
    names: Vec<Str>,
}

impl Names {
    /// The number of a name.
    pub fn number(&self, name: &str) -> Name {
        let mut tables = self.tables.borrow_mut();
        if let Some(&number) = tables.numbers.get(name.as_bytes()) {
            return number;
        }
        let number = tables.names.len() as Name;
        let name = Str::from(name);
        tables.names.push(name.clone());
        tables.numbers.insert(name, number);
        number
    }

    /// The name of a number.
    pub fn name(&self, number: Name) -> Str {
        self.tables.borrow().names.get(number as usize).cloned().unwrap_or_default()
    }
}
