//! A user's values meet the defaults of a chart and of the charts in it. Helm does this in place and so do we: which
//! tables a parent and its subcharts share afterwards can be seen by a template that changes one.

use super::table::{Nulls, joined, merge_tables};
use super::tree::{deep_copy, remove_nulls};
use super::{GLOBAL, Warnings};
use crate::chart::{Chart, Error};
use crate::go::fmt::sprintf_within;
use crate::go::{Map, Str, Value};
use std::collections::HashSet;

/// A chart with the charts in it, as far as merging looks: while dependencies are processed, charts are held in another way.
pub trait ChartTree<'a>: Copy {
    /// Its name, or its alias.
    fn name(self) -> &'a str;
    /// Its default values.
    fn defaults(self) -> &'a Map;
    /// The charts right below it.
    fn below(self) -> impl Iterator<Item = Self>;
}

impl<'a> ChartTree<'a> for &'a Chart {
    fn name(self) -> &'a str {
        Chart::name(self)
    }

    fn defaults(self) -> &'a Map {
        &self.values
    }

    fn below(self) -> impl Iterator<Item = Self> {
        self.dependencies.iter()
    }
}

/// What templates see as `.Values`: the user's values over the chart's defaults, each subchart's under its name, globals
/// handed down. Nulls remove what they stand over. `values` is not changed.
pub fn coalesce<'a>(chart: impl ChartTree<'a>, values: &Map, warnings: &mut Warnings<'_>) -> Result<Map, Error> {
    merge_chart(chart, deep_copy(values), Nulls::Remove, warnings)
}

/// `over` laid over `base`, both of one chart: neither is changed, and nulls in `over` remove what they stand over.
pub fn coalesce_tables(over: &Map, base: &Map, warnings: &mut Warnings<'_>) -> Map {
    let together = deep_copy(over);
    merge_tables(&together, &deep_copy(base), "", Nulls::Remove, warnings);
    together
}

/// The same with nulls kept, for a later [`coalesce`] to act on.
pub fn merge_defaults<'a>(chart: impl ChartTree<'a>, values: &Map, warnings: &mut Warnings<'_>) -> Result<Map, Error> {
    merge_chart(chart, deep_copy(values), Nulls::Keep, warnings)
}

fn merge_chart<'a>(
    chart: impl ChartTree<'a>,
    values: Map,
    nulls: Nulls,
    warnings: &mut Warnings<'_>,
) -> Result<Map, Error> {
    let mut merge = Merge { nulls, warnings };
    merge.chart(chart, &values, "")?;
    Ok(values)
}

struct Merge<'a, 'w> {
    nulls: Nulls,
    warnings: &'a mut Warnings<'w>,
}

impl Merge<'_, '_> {
    /// Depth is the charts' nesting, which loading bounds.
    fn chart<'c>(&mut self, chart: impl ChartTree<'c>, values: &Map, prefix: &str) -> Result<(), Error> {
        let path = joined(prefix, &Str::from(chart.name()));
        self.defaults(chart, values, &path);
        for dependency in chart.below() {
            let inner = match values.get(dependency.name().as_bytes()) {
                None => {
                    let empty = Map::new();
                    values.define(Str::from(dependency.name()), Value::Map(empty.clone()));
                    empty
                }
                Some(Value::Map(inner)) => inner,
                Some(other) => return Err(type_mismatch(dependency.name(), &other)),
            };
            self.globals(&inner, values, &path);
            self.chart(dependency, &inner, &path)?;
        }
        Ok(())
    }

    /// The chart's own defaults go under `values`.
    fn defaults<'c>(&mut self, chart: impl ChartTree<'c>, values: &Map, path: &str) {
        let subcharts: HashSet<&[u8]> = chart.below().map(|chart| chart.name().as_bytes()).collect();
        let mut defaults = deep_copy(chart.defaults()).entries();
        for (key, default) in defaults.drain(..) {
            match (values.get(&key), default) {
                (None, Value::Nil) if self.nulls == Nulls::Remove => {}
                (None, default) => {
                    if let (Value::Map(table), Nulls::Remove) = (&default, self.nulls) {
                        remove_nulls(table);
                    }
                    values.define(key, default);
                }
                (Some(Value::Nil), _) if self.nulls == Nulls::Remove => values.undefine(&key),
                (Some(Value::Map(table)), Value::Map(default)) => {
                    // What a chart says of its subchart keeps its nulls: they act when the subchart's turn comes.
                    let nulls = if subcharts.contains(&*key) { Nulls::Keep } else { self.nulls };
                    if nulls == Nulls::Remove {
                        remove_nulls(&default);
                    }
                    merge_tables(&table, &default, &joined(path, &key), nulls, self.warnings);
                }
                (Some(Value::Map(_)), default) if !default.is_nil() => {
                    let place = joined(path, &key);
                    self.warnings.add(format!("warning: skipped value for {place}: Not a table."));
                }
                _ => {}
            }
        }
    }

    /// What is global above is global below, and wins there.
    fn globals(&mut self, below: &Map, above: &Map, path: &str) {
        let target = match below.get(GLOBAL) {
            None => Map::new(),
            Some(Value::Map(table)) => table,
            Some(_) => {
                let sentence = "warning: skipping globals because destination global is not a table.";
                return self.warnings.add(String::from(sentence));
            }
        };
        let source = match above.get(GLOBAL) {
            None => Map::new(),
            Some(Value::Map(table)) => table,
            Some(_) => {
                let sentence = "warning: skipping globals because source global is not a table.";
                return self.warnings.add(String::from(sentence));
            }
        };
        for (key, value) in source.entries() {
            match (value, target.get(&key)) {
                (Value::Map(table), None) => target.define(key, Value::Map(table.shallow_copy())),
                (Value::Map(table), Some(Value::Map(old))) => {
                    // Only the outermost table is copied: deeper ones are shared with the chart above.
                    let copy = table.shallow_copy();
                    merge_tables(&copy, &old, &joined(path, &key), Nulls::Keep, self.warnings);
                    target.define(key, Value::Map(copy));
                }
                (Value::Map(_), Some(_)) => self.warnings.add(format!(
                    "Conflict: cannot merge map onto non-map for {}. Skipping.",
                    crate::go::strconv::quote(&key)
                )),
                (_, Some(Value::Map(_))) => self.warnings.add(format!("key {key} is table. Skipping")),
                (value, _) => target.define(key, value),
            }
        }
        below.define(Str::from(GLOBAL), Value::Map(target));
    }
}

/// Values for a subchart that are no table. The sentence is Go's, with its complaint about the verb.
fn type_mismatch(name: &str, value: &Value) -> Error {
    let shown = sprintf_within(1000, b"%t", std::slice::from_ref(value)).unwrap_or_default();
    let shown = String::from_utf8_lossy(&shown);
    Error::new("values::subchart-type", format!("type mismatch on {name}: {shown}"))
        .help(format!("`{name}` is a subchart: give a map of values for it"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::values::file::read_values;
    use crate::chart::{Loader, load};
    use crate::go::json;
    use crate::host::memory::Memory;
    use crate::source::Sources;
    use std::path::Path;

    /// A chart with a subchart, and what comes of a user's values, as JSON and as the warnings of it.
    fn coalesced(parent: &str, sub: &str, user: &str) -> (Map, String, Vec<String>) {
        let host = Memory::new()
            .with("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
            .with("c/values.yaml", parent)
            .with("c/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n")
            .with("c/charts/sub/values.yaml", sub);
        let sources = Sources::new();
        let mut notes = Vec::new();
        let mut loader = Loader { host: &host, sources: &sources, notes: &mut notes, seen: None };
        let chart = load(Path::new("c"), &mut loader).expect("a good chart");
        let user = read_values(user.as_bytes(), sources.add("user", user.as_bytes().to_vec())).expect("good values");
        let values = coalesce(&chart, &user, &mut Warnings::new(&mut notes)).expect("tables for subcharts");
        let text = json::encode(&Value::Map(values.clone()), json::Options::default()).expect("no cycle");
        (values, text, notes.into_iter().filter_map(|note| note.compat).collect())
    }

    fn json_of(parent: &str, sub: &str, user: &str) -> String {
        coalesced(parent, sub, user).1
    }

    #[test]
    fn a_users_null_removes_and_a_parents_null_does_not_reach_its_subchart() {
        assert_eq!(json_of("a: {b: 1, c: 2}", "", "a: {b: null}"), r#"{"a":{"c":2},"sub":{"global":{}}}"#);
        assert_eq!(json_of("sub: {a: null}", "a: 1\nb: 2", ""), r#"{"sub":{"a":1,"b":2,"global":{}}}"#);
        assert_eq!(json_of("", "a: 1\nb: 2", "sub: {a: null}"), r#"{"sub":{"b":2,"global":{}}}"#);
        assert_eq!(json_of("a: [null]\nb: null", "", ""), r#"{"a":[null],"sub":{"global":{}}}"#);
    }

    #[test]
    fn globals_go_down_and_the_ones_above_win() {
        assert_eq!(
            json_of("global: {a: 1, t: {x: 1}}", "global: {a: 2, b: 3, t: {x: 2, z: 4}}", ""),
            r#"{"global":{"a":1,"t":{"x":1}},"sub":{"global":{"a":1,"b":3,"t":{"x":1,"z":4}}}}"#
        );
    }

    #[test]
    fn what_helm_shares_between_charts_is_shared() {
        let (values, ..) = coalesced("global: {t: {deep: {x: 1}}}", "", "");
        let table = |map: &Map, key: &str| match map.get(key.as_bytes()) {
            Some(Value::Map(inner)) => inner,
            other => panic!("{key} is {other:?}"),
        };
        let above = table(&table(&values, "global"), "t");
        let below = table(&table(&table(&values, "sub"), "global"), "t");
        assert!(!above.same(&below));
        assert!(table(&above, "deep").same(&table(&below, "deep")));
    }

    #[test]
    fn tables_and_scalars_that_meet_are_warned_of() {
        let (_, text, warnings) = coalesced("a: {b: {c: 1}}", "", "a: {b: 5}");
        assert_eq!(text, r#"{"a":{"b":5},"sub":{"global":{}}}"#);
        assert_eq!(warnings, ["warning: cannot overwrite table with non table for c.a.b (map[c:1])"]);
    }
}
