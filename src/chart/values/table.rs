//! Two tables become one in place: Helm's `coalesceTables`, in which the destination wins, and whose null removes what
//! the source has. Tables that only the source has are shared with it from then on.

use super::Warnings;
use crate::go::fmt::append_value;
use crate::go::{Map, Str, Value};
use std::collections::HashSet;

/// What a null in the destination does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Nulls {
    /// It removes the key (`CoalesceTables`).
    Remove,
    /// It stays (`MergeTables`).
    Keep,
}

/// Merges `source` into `destination`, which wins. `prefix` is the path of both, for warnings.
pub(in crate::chart) fn merge_tables(
    destination: &Map,
    source: &Map,
    prefix: &str,
    nulls: Nulls,
    warnings: &mut Warnings<'_>,
) {
    let mut pending = vec![(destination.clone(), source.clone(), prefix.to_owned())];
    let mut merged = HashSet::new();
    while let Some((destination, source, prefix)) = pending.pop() {
        if destination.same(&source) {
            continue;
        }
        // Tables that are shared can come to hold themselves while they are merged. A pair is merged once: a second time
        // changes nothing where nulls stay, and where they act, copies are merged, which share nothing.
        if nulls == Nulls::Keep && !merged.insert((destination.address(), source.address())) {
            continue;
        }
        let entries = source.entries();
        // Helm writes the destination's nulls into the source, which other charts may share.
        nulls_of(&destination).into_iter().for_each(|key| source.define(key, Value::Nil));
        for (key, value) in entries {
            match (destination.get(&key), value) {
                (None, value) => destination.define(key, value),
                (Some(Value::Nil), value) if nulls == Nulls::Remove && !value.is_nil() => destination.undefine(&key),
                // A null that stays hides whatever the source has.
                (Some(Value::Nil), _) => {}
                (Some(Value::Map(inner)), Value::Map(value)) => {
                    let prefix = joined(&prefix, &key);
                    pending.push((inner, value, prefix));
                }
                (Some(_), value @ Value::Map(_)) => warnings.add(format!(
                    "warning: cannot overwrite table with non table for {} ({})",
                    joined(&prefix, &key),
                    printed(&value)
                )),
                (Some(Value::Map(_)), value) if !value.is_nil() => warnings.add(format!(
                    "warning: destination for {} is a table. Ignoring non-table value ({})",
                    joined(&prefix, &key),
                    printed(&value)
                )),
                _ => {}
            }
        }
    }
}

fn nulls_of(table: &Map) -> Vec<Str> {
    let mut keys = Vec::new();
    let _ = table.try_for_each(|key, value| {
        keys.extend(value.is_nil().then(|| key.clone()));
        Ok::<(), std::convert::Infallible>(())
    });
    keys
}

/// A path with one more part.
pub(super) fn joined(prefix: &str, key: &Str) -> String {
    if prefix.is_empty() { key.lossy().into_owned() } else { format!("{prefix}.{}", key.lossy()) }
}

/// The longest value that a warning shows.
const MAX_SHOWN: usize = 2000;

/// A value as `%v` prints it, or its type where it is larger than a warning can show.
pub(in crate::chart) fn printed(value: &Value) -> String {
    let mut out = Vec::new();
    if append_value(&mut out, value, MAX_SHOWN).is_err() {
        return format!("a large {}", value.type_name());
    }
    String::from_utf8_lossy(&out).into_owned()
}
