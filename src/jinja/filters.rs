//! MiniJinja's filters, beside which every function of the library is one: of that the value comes last. Where both have a name,
//! the library's counts, but for those that make no sense behind a pipe or that take less than MiniJinja's.

mod choosing;
mod lists;
mod text;

use super::calls::Args;
use super::execute::Execution;
use super::program::{Library, Place};
use crate::go::Value;
use crate::gotemplate::Error;
use std::fmt;

/// What a filter does to a value.
type Body = fn(&mut Execution<'_, '_, '_>, Value, Args, Place) -> Result<Value, Error>;

/// A filter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Filter {
    Library(Library),
    Own(Own),
}

/// One of MiniJinja's filters.
#[derive(Clone, Copy)]
pub(super) struct Own {
    pub name: &'static str,
    pub body: Body,
}

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn own(name: &'static str, body: Body) -> Own {
    Own { name, body }
}

/// Stands where a filter is unknown, so that the expression keeps its shape for what is read behind it: such a text is refused.
pub(super) const UNKNOWN: Own = own("unknown", |_, value, _, _| Ok(value));

/// MiniJinja's filter of this name, where it counts.
pub(super) fn find(name: &str) -> Option<Own> {
    let name = match name {
        "count" => "length",
        "e" => "escape",
        name => name,
    };
    let topics = [choosing::FILTERS, lists::FILTERS, text::FILTERS];
    topics.into_iter().flatten().find(|own| own.name == name).copied()
}

/// The library's name for what MiniJinja calls otherwise.
pub(super) fn library_name(name: &str) -> &str {
    match name {
        "d" => "default",
        name => name,
    }
}

/// Whether a function of the library takes undefined values for nil: those that ask for a value, or give one in its place.
pub(super) fn takes_undefined(name: &str) -> bool {
    matches!(
        name,
        "default" | "d" | "coalesce" | "empty" | "required" | "all" | "any" | "kindOf" | "kindIs" | "typeOf" | "typeIs"
    )
}
