//! Counting what a value would expand to before it is printed, encoded or copied: maps are shared, so forty of them can
//! stand for 2^40 nodes, and one can hold itself. Walks with a stack of its own.

use super::steps;
use crate::go::Value;
use crate::gotemplate::{Error, Runtime};
use std::collections::HashSet;

/// The shape of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It ends everywhere.
    Tree,
    /// Some map holds itself.
    Cyclic,
}

/// Charges for a value that is about to be printed or copied; an error when it has no end.
pub(super) fn weigh(runtime: &mut dyn Runtime, value: &Value) -> Result<(), Error> {
    match shape(runtime, value)? {
        Shape::Tree => Ok(()),
        Shape::Cyclic => Err(endless()),
    }
}

/// The error for a value that has no end.
pub(super) fn endless() -> Error {
    Error::coded("render::cyclic-value", "a map that holds itself has no end")
        .help("a `set` or `merge` put the map into itself: put a `deepCopy` of it there instead")
}

/// A container that is being walked: those of its items that are containers and still to come, and its address when it
/// is a map that was changed, for only through such a map can a value hold itself.
struct Level {
    containers: Vec<Value>,
    changed: Option<usize>,
}

/// Charges for every node of `value` and every byte of its strings, as often as they would be written.
pub(super) fn shape(runtime: &mut dyn Runtime, value: &Value) -> Result<Shape, Error> {
    if !is_container(value) {
        return Ok(Shape::Tree);
    }
    let mut open: HashSet<usize> = HashSet::new();
    let mut levels = Vec::new();
    let mut next = Some(value.clone());
    loop {
        if let Some(container) = next.take() {
            let level = Level { containers: charge_items(runtime, &container)?, changed: changed_map(&container) };
            if level.changed.is_some_and(|address| !open.insert(address)) {
                return Ok(Shape::Cyclic);
            }
            levels.push(level);
        }
        let Some(level) = levels.last_mut() else { return Ok(Shape::Tree) };
        next = level.containers.pop();
        if next.is_none()
            && let Some(Level { changed: Some(address), .. }) = levels.pop()
        {
            open.remove(&address);
        }
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_))
}

fn changed_map(value: &Value) -> Option<usize> {
    match value {
        Value::Map(map) if map.mutated() => Some(map.address()),
        _ => None,
    }
}

/// Charges for the items of a container and gives those that are containers.
fn charge_items(runtime: &mut dyn Runtime, container: &Value) -> Result<Vec<Value>, Error> {
    let mut inner = Vec::new();
    let (mut count, mut bytes) = (1, 0_usize);
    let mut weigh_item = |item: &Value| match item {
        Value::Str(text) | Value::Bytes(text) => bytes = bytes.saturating_add(text.len()),
        _ if is_container(item) => inner.push(item.clone()),
        _ => {}
    };
    match container {
        Value::List(list) => {
            count += list.len();
            list.iter().for_each(&mut weigh_item);
        }
        Value::Map(map) => {
            count += map.len();
            let mut keys = 0;
            let _: Result<(), Error> = map.try_for_each(|key, item| {
                keys += key.len();
                weigh_item(item);
                Ok(())
            });
            bytes = bytes.saturating_add(keys);
        }
        _ => {}
    }
    runtime.charge(count as u64 + steps(bytes))?;
    runtime.allocate(bytes.saturating_add(count * 2))?;
    Ok(inner)
}

#[cfg(test)]
mod tests {
    use super::super::fake::Fake;
    use super::*;
    use crate::go::Map;

    #[test]
    fn a_map_in_itself_is_found() {
        let map = Map::new();
        let inner = Map::from_iter([("list", Value::list(vec![Value::Map(map.clone())]))]);
        map.insert("inner", Value::Map(inner));
        assert_eq!(shape(&mut Fake::new(), &Value::Map(map.clone())).ok(), Some(Shape::Cyclic));
        map.remove(b"inner");
    }

    #[test]
    fn a_map_twice_side_by_side_is_no_cycle() {
        let shared = Map::new();
        shared.insert("a", Value::int(1));
        let pair = Value::list(vec![Value::Map(shared.clone()), Value::Map(shared)]);
        assert_eq!(shape(&mut Fake::new(), &pair).ok(), Some(Shape::Tree));
    }

    #[test]
    fn forty_doubled_maps_run_out_of_steps() {
        let mut value = Value::int(1);
        for _ in 0..40 {
            value = Value::Map(Map::from_iter([("a", value.clone()), ("b", value)]));
        }
        let error = weigh(&mut Fake::new(), &value).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.starts_with("out of")));
    }
}
