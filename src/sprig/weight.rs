//! Counting what a value would expand to before it is printed, encoded or copied: maps are shared, so forty of them can
//! stand for 2^40 nodes, and one can hold itself. Walks with a stack of its own.

use crate::go::Value;
use crate::gotemplate::{Error, Runtime};
use std::collections::HashMap;

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

/// What a value expands to.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// Values of all kinds.
    nodes: u64,
    /// Bytes of strings and keys.
    bytes: u64,
}

impl Weight {
    fn add(&mut self, other: Weight) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// A container that is being walked: what is known of its weight, and those of its items that are containers and still
/// to come.
struct Level {
    address: usize,
    weight: Weight,
    containers: Vec<Value>,
}

/// Charges for every node of `value` and every byte of its strings, as often as they would be written. Each container
/// is looked at once, however often it is held.
pub(super) fn shape(runtime: &mut dyn Runtime, value: &Value) -> Result<Shape, Error> {
    let Some(root) = address(value) else { return Ok(Shape::Tree) };
    // Known containers by their addresses; none for one that is still open.
    let mut known: HashMap<usize, Option<Weight>> = HashMap::new();
    let mut levels = vec![enter(runtime, root, value, &mut known)?];
    while let Some(level) = levels.last_mut() {
        if let Some(container) = level.containers.pop() {
            let Some(inner) = address(&container) else { continue };
            match known.get(&inner) {
                Some(Some(weight)) => level.weight.add(*weight),
                Some(None) => return Ok(Shape::Cyclic),
                None => levels.push(enter(runtime, inner, &container, &mut known)?),
            }
            continue;
        }
        let Level { address, weight, .. } = *level;
        known.insert(address, Some(weight));
        levels.pop();
        match levels.last_mut() {
            Some(outer) => outer.weight.add(weight),
            None => spend(runtime, weight)?,
        }
    }
    Ok(Shape::Tree)
}

/// Charges for a value of this weight.
fn spend(runtime: &mut dyn Runtime, weight: Weight) -> Result<(), Error> {
    runtime.charge(weight.nodes.saturating_add(weight.bytes / 32))?;
    let size = weight.bytes.saturating_add(weight.nodes.saturating_mul(2));
    runtime.allocate(usize::try_from(size).unwrap_or(usize::MAX))
}

/// The identity of a container while it is held.
fn address(value: &Value) -> Option<usize> {
    match value {
        Value::List(list) => Some(list.address()),
        Value::Map(map) => Some(map.address()),
        _ => None,
    }
}

/// Opens a container: weighs what is directly in it, and finds the containers among that.
fn enter(
    runtime: &mut dyn Runtime,
    address: usize,
    container: &Value,
    known: &mut HashMap<usize, Option<Weight>>,
) -> Result<Level, Error> {
    let mut level = Level { address, weight: Weight { nodes: 1, bytes: 0 }, containers: Vec::new() };
    let mut weigh_item = |item: &Value| {
        level.weight.nodes += 1;
        match item {
            Value::Str(text) | Value::Bytes(text) => level.weight.bytes += text.len() as u64,
            Value::List(_) | Value::Map(_) => level.containers.push(item.clone()),
            _ => {}
        }
    };
    let mut keys = 0;
    match container {
        Value::List(list) => list.iter().for_each(weigh_item),
        Value::Map(map) => {
            let _: Result<(), Error> = map.try_for_each(|key, item| {
                keys += key.len() as u64;
                weigh_item(item);
                Ok(())
            });
        }
        _ => {}
    }
    level.weight.bytes += keys;
    runtime.charge(level.weight.nodes / 4 + 1)?;
    known.insert(address, None);
    Ok(level)
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
    fn shared_containers_count_as_often_as_they_are_held() {
        let shared = Value::list(vec![Value::str("abcd"), Value::int(1)]);
        let pair = Value::list(vec![shared.clone(), shared]);
        let mut fake = Fake::new();
        let before = fake.space();
        assert!(weigh(&mut fake, &pair).is_ok());
        assert_eq!(before - fake.space(), 2 * 4 + 2 * 9);
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
