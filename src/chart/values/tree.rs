//! What is done to a whole tree of values: copies, merges of files, nulls taken out. Trees come from files and can be
//! thousands of levels deep, so nothing here recurses.

use crate::go::{List, Map, Str, Value};
use std::collections::HashSet;

/// A map that was copied but not filled yet.
type Unfilled = (Map, Map);

/// A copy that shares no map with the original. Lists without maps in them never change and stay shared.
pub(in crate::chart) fn deep_copy(map: &Map) -> Map {
    let copy = Map::typed(map.ty(), Default::default());
    let mut unfilled = vec![(map.clone(), copy.clone())];
    while let Some((original, copy)) = unfilled.pop() {
        let entries = original.entries().into_iter();
        copy.define_all(entries.map(|(key, value)| (key, copied(value, &mut unfilled))).collect());
    }
    copy
}

fn copied(value: Value, unfilled: &mut Vec<Unfilled>) -> Value {
    match value {
        Value::Map(map) => Value::Map(empty_copy(&map, unfilled)),
        Value::List(list) if list.iter().any(|item| matches!(item, Value::Map(_) | Value::List(_))) => {
            Value::List(copied_list(&list, unfilled))
        }
        value => value,
    }
}

fn empty_copy(map: &Map, unfilled: &mut Vec<Unfilled>) -> Map {
    let copy = Map::typed(map.ty(), Default::default());
    unfilled.push((map.clone(), copy.clone()));
    copy
}

fn copied_list(list: &List, unfilled: &mut Vec<Unfilled>) -> List {
    // Each list that is being copied, innermost last, with the items that are done.
    let mut open: Vec<(List, Vec<Value>)> = vec![(list.clone(), Vec::with_capacity(list.len()))];
    let mut finished = List::new(Vec::new());
    while let Some((original, items)) = open.last_mut() {
        match original.get(items.len()).cloned() {
            Some(Value::Map(map)) => items.push(Value::Map(empty_copy(&map, unfilled))),
            Some(Value::List(inner)) => {
                let room = Vec::with_capacity(inner.len());
                open.push((inner, room));
            }
            Some(value) => items.push(value),
            None => {
                let Some((original, items)) = open.pop() else { break };
                finished = List::typed(original.elem(), items);
                if let Some((_, outer)) = open.last_mut() {
                    outer.push(Value::List(finished.clone()));
                }
            }
        }
    }
    finished
}

/// How many values a copy would copy: the map itself, and what is in it.
pub(in crate::chart) fn weight(map: &Map) -> u64 {
    let mut weight = 1;
    let mut pending: Vec<Value> = vec![Value::Map(map.clone())];
    while let Some(value) = pending.pop() {
        match value {
            Value::Map(map) => {
                weight += map.len() as u64;
                let _ = map.try_for_each(|_, value| {
                    pending.extend(matches!(value, Value::Map(_) | Value::List(_)).then(|| value.clone()));
                    Ok::<(), std::convert::Infallible>(())
                });
            }
            Value::List(list) => {
                weight += list.len() as u64;
                pending.extend(list.iter().filter(|item| matches!(item, Value::Map(_) | Value::List(_))).cloned());
            }
            _ => {}
        }
    }
    weight
}

/// Whether a way down through maps comes back to one that it went through. Each map is entered once. Lists are not gone
/// through: merging puts nothing into them.
pub(in crate::chart) fn holds_itself(map: &Map) -> bool {
    let tables = |map: &Map| {
        let values = map.entries().into_iter().map(|(_, value)| value);
        values.filter_map(|value| if let Value::Map(inner) = value { Some(inner) } else { None }).collect::<Vec<_>>()
    };
    let mut entered = HashSet::from([map.address()]);
    let mut on_the_way = entered.clone();
    let mut open = vec![(map.address(), tables(map))];
    while let Some((address, unseen)) = open.last_mut() {
        let Some(inner) = unseen.pop() else {
            on_the_way.remove(address);
            open.pop();
            continue;
        };
        if on_the_way.contains(&inner.address()) {
            return true;
        }
        if entered.insert(inner.address()) {
            on_the_way.insert(inner.address());
            open.push((inner.address(), tables(&inner)));
        }
    }
    false
}

/// Takes nulls out of a map and of the maps in it; those in lists stay.
pub(super) fn remove_nulls(map: &Map) {
    let mut pending = vec![map.clone()];
    while let Some(map) = pending.pop() {
        let mut nulls: Vec<Str> = Vec::new();
        let _ = map.try_for_each(|key, value| {
            match value {
                Value::Nil => nulls.push(key.clone()),
                Value::Map(inner) => pending.push(inner.clone()),
                _ => {}
            }
            Ok::<(), std::convert::Infallible>(())
        });
        nulls.iter().for_each(|key| map.undefine(key));
    }
}

/// Merges two documents: `over` wins, maps are merged. Neither is changed; what is in one alone is shared.
pub fn merge_maps(base: &Map, over: &Map) -> Map {
    let merged = base.shallow_copy();
    let mut pending = vec![(merged.clone(), over.clone())];
    while let Some((target, over)) = pending.pop() {
        for (key, value) in over.entries() {
            let value = match (&value, target.get(&key)) {
                (Value::Map(inner), Some(Value::Map(old))) => {
                    let copy = old.shallow_copy();
                    pending.push((copy.clone(), inner.clone()));
                    Value::Map(copy)
                }
                _ => value,
            };
            target.define(key, value);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, Value)]) -> Map {
        Map::from_iter(entries.iter().cloned())
    }

    #[test]
    fn a_copy_shares_no_map_with_its_original_not_even_in_lists() {
        let inner = map(&[("x", Value::int(1))]);
        let list = Value::list(vec![Value::list(vec![Value::Map(inner.clone())]), Value::int(2)]);
        let copy = deep_copy(&map(&[("a", Value::Map(inner.clone())), ("l", list)]));
        inner.insert("x", Value::int(9));
        let Some(Value::Map(a)) = copy.get(b"a") else { panic!("a map") };
        assert!(matches!(a.get(b"x"), Some(Value::Int(1, _))));
        let Some(Value::List(list)) = copy.get(b"l") else { panic!("a list") };
        let Value::List(nested) = &list[0] else { panic!("a list") };
        let Value::Map(in_list) = &nested[0] else { panic!("a map") };
        assert!(matches!(in_list.get(b"x"), Some(Value::Int(1, _))));
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn trees_as_deep_as_memory_allows_are_copied_and_merged() {
        let mut value = Value::int(1);
        for _ in 0..100_000 {
            value = Value::Map(map(&[("a", Value::list(vec![value]))]));
        }
        let deep = map(&[("a", value)]);
        let copy = deep_copy(&deep);
        remove_nulls(&copy);
        assert_eq!(merge_maps(&copy, &deep).len(), 1);
    }

    #[test]
    fn a_map_in_itself_is_told_from_one_that_is_there_twice() {
        let shared = map(&[("x", Value::int(1))]);
        let outer = map(&[("a", Value::Map(shared.clone())), ("b", Value::Map(shared.clone()))]);
        assert!(!holds_itself(&outer));
        shared.insert("up", Value::Map(outer.clone()));
        assert!(holds_itself(&outer));
        shared.remove(b"up");
    }

    #[test]
    fn a_merge_leaves_both_sides_as_they_were() {
        let base = map(&[("a", Value::Map(map(&[("x", Value::int(1))]))), ("b", Value::int(1))]);
        let over = map(&[("a", Value::Map(map(&[("y", Value::int(2))]))), ("b", Value::Nil)]);
        let merged = merge_maps(&base, &over);
        let Some(Value::Map(a)) = merged.get(b"a") else { panic!("a map") };
        assert_eq!(a.len(), 2);
        assert!(merged.get(b"b").is_some_and(|value| value.is_nil()));
        let Some(Value::Map(old)) = base.get(b"a") else { panic!("a map") };
        assert_eq!(old.len(), 1);
    }
}
