//! Values: read from files and flags, merged, and coalesced with the defaults of charts into what templates see. The
//! rules are Helm 4's, what it shares between parents and subcharts included.

mod coalesce;
pub mod file;
mod flags;
pub mod locate;
pub mod set;
mod table;
mod tree;

pub(super) use coalesce::ChartTree;
pub use coalesce::{coalesce, coalesce_tables, merge_defaults};
pub use flags::{MAX_VALUES_FILE, UserValues, ValueFlags};
pub(super) use table::{Nulls, merge_tables, printed};
pub use tree::merge_maps;
pub(super) use tree::{deep_copy, holds_itself, weight};

use super::Notes;
use crate::diagnostic::{Diagnostic, Severity};
use std::collections::HashSet;

/// The key under which values are shared with all charts of a tree.
pub(super) const GLOBAL: &[u8] = b"global";

/// Collects what Helm warns of while it merges values. Helm merges several times and says it each time; here once.
pub struct Warnings<'a> {
    notes: &'a mut Notes,
    seen: HashSet<String>,
}

/// More warnings than anyone reads are not kept.
const MAX_WARNINGS: usize = 1000;

impl<'a> Warnings<'a> {
    /// Warnings that end up in `notes`.
    pub fn new(notes: &'a mut Notes) -> Self {
        Warnings { notes, seen: HashSet::new() }
    }

    pub(super) fn add(&mut self, sentence: String) {
        if self.seen.len() < MAX_WARNINGS && self.seen.insert(sentence.clone()) {
            let message = sentence.strip_prefix("warning: ").unwrap_or(&sentence).to_owned();
            self.notes.push(Diagnostic::error("values::merge", message).severity(Severity::Warning).compat(sentence));
        }
    }
}
