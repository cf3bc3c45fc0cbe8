//! Texts that are compiled before the names of their templates are known, so that this can be done while a chart is still
//! being read. A [`Draft`] becomes part of a set under its name, or is given up where the name would have mattered.

use super::function::Function;
use super::functions::Functions;
use super::parser::Input;
use super::program::Unit;
use super::set;
use crate::go::Str;
use crate::source::SourceId;
use std::sync::Arc;

/// The functions that templates may call, to be shared by sets and by threads.
#[derive(Clone)]
pub struct FunctionTable(pub(super) Arc<Functions>);

impl FunctionTable {
    /// `functions` are added to Go's and win over them; `methods` are those of maps of the type `common.Values`, with the
    /// map as first parameter.
    pub fn new(functions: impl IntoIterator<Item = Function>, methods: impl IntoIterator<Item = Function>) -> Self {
        FunctionTable(Arc::new(Functions::new(functions, methods.into_iter().collect())))
    }

    /// The number of the function called `name`, for [`super::Machine::call_function`].
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.0.find(name.as_bytes())
    }

    /// Compiles a text. `None` where there is an error in it, whose sentence would need the name.
    pub fn draft(&self, text: Str, source: SourceId) -> Option<Draft> {
        let input = Input { name: None, text: &text, source, functions: &self.0 };
        set::compile(input, &text).ok().map(Draft)
    }
}

/// A compiled text without a name. What it defines has names already.
pub struct Draft(Unit);

impl Draft {
    /// The unit under its name; `None` where the text itself defines a template of that name.
    pub(super) fn named(self, name: &str) -> Option<Unit> {
        let mut unit = self.0;
        if unit.find(name.as_bytes()).is_some() {
            return None;
        }
        unit.rename(name);
        Some(unit)
    }
}
