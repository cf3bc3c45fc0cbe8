//! Texts that are parsed before the names of their templates are known, so that this can be done while a chart is still being
//! read. A [`Draft`] speaks of nothing outside of its text; what is wrong with a text is found when it has its name.

use super::parser::{self, Parsed};
use super::program::Unit;
use crate::go::Str;
use crate::gotemplate::FunctionTable;
use crate::source::SourceId;
use std::borrow::Cow;

/// A text that has been parsed.
pub struct Draft(pub(super) Parsed<'static>);

impl Draft {
    /// Parses a text, whose calls are of these functions. `None` where there is an error in it, whose sentence would need
    /// the name.
    pub fn of(text: &Str, source: SourceId, functions: &FunctionTable) -> Option<Draft> {
        let unit = Unit::new(Str::default(), text.clone(), source, Str::default());
        let Parsed { body, blocks, names, given } = parser::parse(text.as_str()?, &unit, functions).ok()?;
        let names = names.into_iter().map(|name| Cow::Owned(name.into_owned())).collect();
        Some(Draft(Parsed { body, blocks, names, given }))
    }
}
