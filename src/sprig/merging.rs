//! Merging and copying of dicts. `merge` fills in what the first map lacks, where nil, false, 0 and what is empty count as
//! lacking; `mergeOverwrite` replaces. Both change the first map, and share with it the values they put there.

use super::dicts::MAP_BYTES;
use super::{Outcome, function, variadic};
use crate::go::{Kind, List, Map, MapType, Str, Value};
use crate::gotemplate::{Call, Error, Function, Param, Runtime};
use std::collections::{BTreeMap, HashSet};

const MAPS: &[Param] = &[Param::Map, Param::Map];

pub(super) const FUNCTIONS: &[Function] = &[
    variadic("merge", MAPS, |call| merge_quietly(call, false)),
    variadic("mustMerge", MAPS, |call| merge(call, false)),
    variadic("mergeOverwrite", MAPS, |call| merge_quietly(call, true)),
    variadic("mustMergeOverwrite", MAPS, |call| merge(call, true)),
    function("deepCopy", &[Param::Any], deep_copy),
    function("mustDeepCopy", &[Param::Any], deep_copy),
];

/// The code of the one failure that the library reports rather than dies of.
const MISMATCH: &str = "render::merge-types";

/// As `merge`, but values that can't be merged give an empty string.
fn merge_quietly(call: &mut Call<'_>, overwrite: bool) -> Outcome {
    match merge(call, overwrite) {
        Err(error) if error.code() == MISMATCH => Ok(Value::str("")),
        other => other,
    }
}

fn merge(call: &mut Call<'_>, overwrite: bool) -> Outcome {
    let mut target = argument(call.arg(0));
    for source in call.args.iter().skip(1).map(argument) {
        if target.is_nil() && !source.is_nil() {
            target = Map::new();
        }
        merge_into(call.runtime, &target, &source, overwrite)?;
    }
    Ok(Value::Map(target.converted(MapType::Any)))
}

fn argument(value: &Value) -> Map {
    match value {
        Value::Map(map) => map.clone(),
        _ => Map::nil(MapType::Any),
    }
}

/// Two maps of which the second is being merged into the first, and its entries that are still to come.
struct Level {
    target: Map,
    source: Map,
    entries: std::vec::IntoIter<(Str, Value)>,
    /// The entry whose nested maps were merged, to be finished afterwards.
    nested: Option<(Str, Value)>,
}

impl Level {
    fn new(target: &Map, source: &Map) -> Self {
        let entries = source.entries().into_iter();
        Level { target: target.clone(), source: source.clone(), entries, nested: None }
    }

    fn addresses(&self) -> (usize, usize) {
        (self.target.address(), self.source.address())
    }
}

fn merge_into(runtime: &mut dyn Runtime, target: &Map, source: &Map, overwrite: bool) -> Result<(), Error> {
    let mut open: HashSet<(usize, usize)> = HashSet::new();
    let mut levels = vec![Level::new(target, source)];
    open.extend(levels.iter().map(Level::addresses));
    while let Some(level) = levels.last_mut() {
        if let Some((key, value)) = level.nested.take() {
            fill(&level.target, key, value, overwrite)?;
        }
        let Some((key, value)) = level.entries.next() else {
            open.remove(&level.addresses());
            levels.pop();
            continue;
        };
        runtime.charge(1)?;
        runtime.allocate(2 * size_of::<Value>())?;
        let present = level.target.get(&key);
        match (&present, &value) {
            (Some(Value::Map(inner)), Value::Map(source)) if !inner.is_nil() => {
                let next = Level::new(inner, source);
                level.nested = Some((key, value));
                if !open.insert(next.addresses()) {
                    return Err(super::weight::endless());
                }
                levels.push(next);
            }
            (Some(present), value) if !overwrite && is_pointer(present) && is_struct_or_map(value) => {
                return Err(Error::coded(MISMATCH, "src and dst must be of same type"));
            }
            _ => fill(&level.target, key, value, overwrite)?,
        }
    }
    Ok(())
}

/// Puts `value` at `key` if that is lacking, or anyway when overwriting; nested maps have been merged before.
fn fill(target: &Map, key: Str, value: Value, overwrite: bool) -> Result<(), Error> {
    let present = target.get(&key).filter(Value::truth);
    let merged = matches!((&present, &value), (Some(Value::Map(_)), Value::Map(_)));
    let wanted = match (&present, &value) {
        (_, Value::Nil) => overwrite,
        (None, _) => true,
        (Some(_), _) => overwrite && !merged,
    };
    if !wanted {
        return Ok(());
    }
    if target.ty() == MapType::Strings && !matches!(value, Value::Str(_)) {
        return Err(Error::new(
            "reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string",
        ));
    }
    target.insert(key, value);
    Ok(())
}

fn is_pointer(value: &Value) -> bool {
    value.kind() == Kind::Ptr
}

fn is_struct_or_map(value: &Value) -> bool {
    matches!(value.kind(), Kind::Map | Kind::Struct)
}

/// A container that is being copied.
enum Copy {
    List { source: List, items: Vec<Value> },
    Map { ty: MapType, rest: std::vec::IntoIter<(Str, Value)>, key: Option<Str>, entries: BTreeMap<Str, Value> },
}

/// A copy that shares no map with the original; refused for a value without an end.
fn deep_copy(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    if value.is_nil() {
        return Err(Error::new("reflect: call of reflect.Value.Type on zero Value"));
    }
    super::weight::weigh(call.runtime, value)?;
    let mut open: Vec<Copy> = Vec::new();
    let mut next = value.clone();
    loop {
        let mut done = match next {
            Value::List(list) if !list.is_nil() => {
                call.runtime.allocate(list.len().saturating_mul(size_of::<Value>()))?;
                open.push(Copy::List { items: Vec::with_capacity(list.len()), source: list });
                None
            }
            Value::Map(map) if !map.is_nil() => {
                call.runtime.allocate(MAP_BYTES + map.len().saturating_mul(2 * size_of::<Value>()))?;
                let rest = map.entries().into_iter();
                open.push(Copy::Map { ty: map.ty(), rest, key: None, entries: BTreeMap::new() });
                None
            }
            Value::Object(object) => Some(object.reflect_copy().unwrap_or(Value::Object(object))),
            scalar => Some(scalar),
        };
        next = loop {
            let Some(container) = open.last_mut() else { return Ok(done.unwrap_or_default()) };
            match container.advance(done.take()) {
                Some(item) => break item,
                None => done = open.pop().map(Copy::finish),
            }
        };
    }
}

impl Copy {
    /// Takes the copy of the item given before, if any, and gives the next item to copy.
    fn advance(&mut self, copied: Option<Value>) -> Option<Value> {
        match self {
            Copy::List { source, items } => {
                items.extend(copied);
                source.get(items.len()).cloned()
            }
            Copy::Map { rest, key, entries, .. } => {
                if let Some((key, value)) = key.take().zip(copied) {
                    entries.insert(key, value);
                }
                let (next, value) = rest.next()?;
                *key = Some(next);
                Some(value)
            }
        }
    }

    fn finish(self) -> Value {
        match self {
            Copy::List { source, items } => Value::List(List::typed(source.elem(), items)),
            Copy::Map { ty, entries, .. } => Value::Map(Map::typed(ty, entries)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{call, i, s, text};
    use super::*;

    fn one(key: &str, value: Value) -> Value {
        Value::Map(Map::from_iter([(key, value)]))
    }

    fn merged(name: &str, a: Value, b: Value) -> String {
        text(name, &[one("a", a), one("a", b)])
    }

    #[test]
    fn merge_fills_what_is_empty() {
        assert_eq!(merged("merge", s(""), i(1)), "map[a:1]");
        assert_eq!(merged("merge", Value::Bool(false), i(1)), "map[a:1]");
        assert_eq!(merged("merge", s("x"), Value::list(vec![i(1)])), "map[a:x]");
        assert_eq!(merged("merge", one("b", i(1)), one("b", i(2))), "map[a:map[b:1]]");
        assert_eq!(merged("merge", one("b", i(1)), one("c", i(2))), "map[a:map[b:1 c:2]]");
        assert_eq!(merged("merge", one("b", i(1)), i(2)), "map[a:map[b:1]]");
        assert_eq!(merged("merge", i(2), one("b", i(1))), "map[a:2]");
        assert_eq!(merged("merge", i(2), Value::Nil), "map[a:2]");
        assert_eq!(text("merge", &[Value::Map(Map::new()), one("a", Value::Nil)]), "map[]");
    }

    #[test]
    fn merge_overwrite_replaces_all_but_maps_by_maps() {
        assert_eq!(merged("mergeOverwrite", i(1), Value::Nil), "map[a:<nil>]");
        assert_eq!(merged("mergeOverwrite", i(1), s("")), "map[a:]");
        assert_eq!(merged("mergeOverwrite", Value::list(vec![i(1)]), Value::list(vec![])), "map[a:[]]");
        assert_eq!(merged("mergeOverwrite", one("b", i(1)), Value::Map(Map::new())), "map[a:map[b:1]]");
        assert_eq!(merged("mergeOverwrite", one("b", i(1)), i(2)), "map[a:2]");
        assert_eq!(text("merge", &[Value::Nil, one("a", i(1))]), "map[a:1]");
    }

    #[test]
    fn merging_maps_that_hold_themselves_is_an_error() {
        let (a, b) = (Map::new(), Map::new());
        a.insert("self", Value::Map(a.clone()));
        b.insert("self", Value::Map(b.clone()));
        let args = [Value::Map(a.clone()), Value::Map(b.clone())];
        assert!(text("merge", &args).contains("holds itself"));
        assert!(text("mustMergeOverwrite", &args).contains("holds itself"));
        assert!(text("deepCopy", &args[..1]).contains("holds itself"));
        a.remove(b"self");
        b.remove(b"self");
    }

    #[test]
    fn a_copy_shares_no_map() {
        let map = Map::from_iter([("a", Value::list(vec![one("b", i(1)), Value::Nil])), ("c", i(2))]);
        let copy = call("deepCopy", &[Value::Map(map.clone())]);
        map.insert("c", i(3));
        assert_eq!(super::super::fake::shown(copy), "map[a:[map[b:1] <nil>] c:2]");
        assert!(text("deepCopy", &[Value::Nil]).starts_with("error: reflect: call of"));
    }
}
