//! Keys that an object has twice: the last one counts, and what the others say is lost.

use super::violation::{Path, Report};
use crate::yaml::tree::{Content, Tree};
use std::collections::HashSet;

/// Adds the repeated fields of `tree` at `path`.
pub(super) fn check(tree: &Tree, path: &Path<'_>, report: &mut Report) {
    match &tree.content {
        Content::Mapping(mapping) => {
            let mut seen = HashSet::new();
            for entry in &mapping.entries {
                let Some(key) = entry.key.text() else { continue };
                let path = Path::Field(path, key);
                if mapping.entries.len() > 1 && !seen.insert(key) {
                    report.add("repeated-field", &path, format!("the field \"{key}\" is there more than once"));
                }
                check(&entry.value, &path, report);
            }
        }
        Content::Sequence(sequence) => {
            for (index, item) in sequence.items.iter().enumerate() {
                check(item, &Path::Item(path, index), report);
            }
        }
        Content::Scalar(_) | Content::Alias(_) => {}
    }
}
