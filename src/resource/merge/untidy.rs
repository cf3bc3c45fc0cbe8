//! Lists whose items lack keys, repeat them or are of other shapes. kyaml finds, replaces and removes their items one after the
//! other, with effects that outputs show, so the steps are its own here. Its work grows with the square of the list and is
//! bounded: lists with all their keys, long ones above all, never come here.

use super::list::{Items, Values, is_nothing};
use super::{Cause, MergeError, Merger, Pair, Result, directive};
use crate::kubernetes::schema::Type;
use crate::yaml::Tree;
use crate::yaml::tree::Content;
use smol_str::SmolStr;
use std::collections::HashSet;

/// How many items may be looked at.
const MAX_WORK: usize = 4_000_000;

/// Merges the items of a patch into those of a target, in kyaml's way.
pub(super) fn merge<'s>(
    merger: Merger<'s>,
    target: Vec<Tree>,
    patch: Items,
    keys: &[SmolStr],
    elements: Option<Type<'s>>,
) -> Result<Vec<Tree>> {
    let mut work = Workbench { items: target, work: MAX_WORK };
    let target: Vec<usize> = (0..work.items.len()).collect();
    let patch = match patch {
        Items::None => Side::None,
        Items::Same => Side::Same,
        Items::Other(items) => {
            let start = work.items.len();
            work.items.extend(items);
            Side::Other((start..work.items.len()).collect())
        }
    };
    // Texts are their own keys: the empty key stands for the item itself.
    let keys = if keys.is_empty() { &[SmolStr::new_static("")] } else { keys };
    let merged = work.merge(merger, target, &patch, keys, elements)?;
    Ok(merged.into_iter().filter_map(|item| work.items.get(item).cloned()).collect())
}

/// The patch's items by their numbers.
enum Side {
    None,
    Same,
    Other(Vec<usize>),
}

/// Items by number, so that one can be in several lists, and the work that may still be done.
struct Workbench {
    items: Vec<Tree>,
    work: usize,
}

impl Workbench {
    fn merge<'s>(
        &mut self,
        merger: Merger<'s>,
        mut target: Vec<usize>,
        patch: &Side,
        keys: &[SmolStr],
        elements: Option<Type<'s>>,
    ) -> Result<Vec<usize>> {
        let mut values = self.distinct_values(&target, patch, keys);
        if values.is_empty() {
            return Ok(target);
        }
        if keys.len() > 1 {
            self.complete(&mut values)?;
        }
        let is_given = |key: usize| values.iter().any(|values| values.get(key).is_some_and(|value| !value.is_empty()));
        let given: Vec<usize> = (0..keys.len()).filter(|key| is_given(*key)).collect();
        let used: Vec<usize> = if given.is_empty() { (0..keys.len()).collect() } else { given };
        let keys_used = pick(keys, &used);
        let mut merged = Vec::new();
        for values in &values {
            let values_used = pick(values, &used);
            match self.merge_item(merger, &target, patch, (&keys_used, &values_used), elements)? {
                Some(item) => self.set(&mut merged, Some(item), &keys_used, &values_used)?,
                None => self.set(&mut target, None, &keys_used, &values_used)?,
            }
        }
        self.append(&mut merged, &target, &keys_used)?;
        Ok(merged)
    }

    fn spend(&mut self, work: usize) -> Result<()> {
        match self.work.checked_sub(work) {
            Some(left) => {
                self.work = left;
                Ok(())
            }
            None => {
                let span = self.items.first().map_or(crate::yaml::tree::NOWHERE, |item| item.origin);
                Err(MergeError { cause: Cause::Limit, span })
            }
        }
    }

    /// The values of the items' keys, each once, the patch's first.
    fn distinct_values(&self, target: &[usize], patch: &Side, keys: &[SmolStr]) -> Vec<Values> {
        let first = match patch {
            Side::Other(items) => items.as_slice(),
            Side::None | Side::Same => &[],
        };
        let mut seen = HashSet::new();
        let all = first.iter().chain(target).filter_map(|item| self.items.get(*item));
        let values = all.map(|item| keys.iter().map(|key| value_of(item, key)).collect::<Values>());
        values.filter(|values| seen.insert(values.clone())).collect()
    }

    /// Lets values that lack some fill them in from others that agree with them in at least one: `80` and `80/TCP` are one.
    fn complete(&mut self, list: &mut [Values]) -> Result<()> {
        let lacks = |values: &Values| values.iter().any(SmolStr::is_empty);
        let lacking: Vec<usize> = (0..list.len()).filter(|at| lacks(&list[*at])).collect();
        for first in 0..list.len() {
            let own = list[first].clone();
            // Two that lack nothing agree only where they are the same.
            let others = if lacks(&own) { (0..list.len()).collect() } else { lacking.clone() };
            self.spend(others.len())?;
            for second in others {
                if let Some(both) = union(&own, &list[second]) {
                    list[first].clone_from(&both);
                    list[second] = both;
                }
            }
        }
        Ok(())
    }

    /// What is left of the items with these values.
    fn merge_item<'s>(
        &mut self,
        merger: Merger<'s>,
        target: &[usize],
        patch: &Side,
        wanted: (&[SmolStr], &[SmolStr]),
        elements: Option<Type<'s>>,
    ) -> Result<Option<usize>> {
        let old = self.find(target, wanted)?;
        let new = match patch {
            Side::None => None,
            Side::Same => old,
            Side::Other(items) => self.find(items, wanted)?,
        };
        let node = |place: Option<usize>| place.and_then(|place| self.items.get(place).cloned());
        let (pair, place) = match (node(old), node(new)) {
            (Some(old_node), Some(_)) if old == new => (Pair::Same(old_node), old),
            (Some(old_node), Some(new_node)) => {
                let is_new = directive::replaces(&new_node) || new_node.as_scalar().is_some();
                (Pair::Both(old_node, new_node), if is_new { new } else { old })
            }
            (Some(old_node), None) => (Pair::Kept(old_node), old),
            (None, Some(new_node)) => (Pair::Added(new_node), new),
            (None, None) => return Ok(None),
        };
        // What a directive asked for is done once: an item can be met again under values that it shares.
        if let Some(item) = new.and_then(|new| self.items.get_mut(new)) {
            directive::forget(item);
        }
        let merged = merger.walk(pair, elements)?.filter(|item| !is_nothing(item));
        let (Some(merged), Some(place)) = (merged, place) else { return Ok(None) };
        self.items[place] = merged;
        Ok(Some(place))
    }

    /// The first item that has these values; those that are empty count only where all are.
    fn find(&mut self, list: &[usize], (keys, values): (&[SmolStr], &[SmolStr])) -> Result<Option<usize>> {
        self.spend(list.len())?;
        let all_empty = values.iter().all(SmolStr::is_empty);
        let found = list.iter().copied().find(|item| {
            let Some(item) = self.items.get(*item) else { return false };
            let mut wanted = keys.iter().zip(values).filter(|(_, value)| all_empty || !value.is_empty());
            wanted.all(|(key, value)| match (key.as_str(), &item.content) {
                ("", _) => text_of(item) == value.as_str(),
                (key, Content::Mapping(mapping)) => {
                    mapping.get(key).is_some_and(|node| text_of(node) == value.as_str())
                }
                _ => false,
            })
        });
        Ok(found)
    }

    /// Puts an item in place of all that have the values, or at the end; without an item, removes those. Null and empty items
    /// go on the way. A key without a value is not looked at, and an empty value fits every item that has the key.
    fn set(&mut self, list: &mut Vec<usize>, item: Option<usize>, keys: &[SmolStr], values: &[SmolStr]) -> Result<()> {
        self.spend(list.len())?;
        let wants_mappings =
            keys.first().is_some_and(|key| !key.is_empty()) && values.first().is_some_and(|v| !v.is_empty());
        let mut changed = Vec::with_capacity(list.len() + 1);
        let mut is_found = false;
        for &other in list.iter() {
            let Some(node) = self.items.get(other).filter(|node| !is_nothing(node)) else { continue };
            if wants_mappings && node.as_mapping().is_none() {
                changed.push(other);
                continue;
            }
            let mut fits = !values.is_empty();
            for (key, value) in keys.iter().zip(values) {
                fits = has_value(node, key, value)?;
                if !fits {
                    break;
                }
            }
            if fits {
                is_found = true;
                changed.extend(item);
            } else if !values.is_empty() {
                changed.push(other);
            }
        }
        *list = changed;
        let is_item = item.and_then(|item| self.items.get(item)).is_some_and(|item| !item.is_null());
        if is_item && !is_found {
            list.extend(item);
        }
        Ok(())
    }

    /// Lays the target's items over the merged ones.
    fn append(&mut self, merged: &mut Vec<usize>, target: &[usize], keys: &[SmolStr]) -> Result<()> {
        for &item in target {
            let Some(node) = self.items.get(item) else { continue };
            if keys.first().is_some_and(SmolStr::is_empty) {
                let value = SmolStr::new(text_of(node));
                self.set(merged, Some(item), keys, &[value])?;
                continue;
            }
            let mut values = Values::new();
            for key in keys {
                match &node.content {
                    Content::Mapping(mapping) => match mapping.get(key) {
                        Some(value) => values.push(text_of(value).into()),
                        None => merged.push(item),
                    },
                    _ if node.is_null() => merged.push(item),
                    _ => return Err(MergeError::shape("MappingNode", node)),
                }
            }
            if keys.len() > 1 {
                self.set(merged, None, keys, &values)?;
            }
            self.set(merged, Some(item), keys, &values)?;
        }
        Ok(())
    }
}

fn pick(list: &[SmolStr], places: &[usize]) -> Values {
    places.iter().filter_map(|place| list.get(*place).cloned()).collect()
}

/// The text of a scalar, and nothing for other nodes.
fn text_of(node: &Tree) -> &str {
    node.text().map_or("", SmolStr::as_str)
}

/// The value of a key, or of the item itself under the empty key; nothing where it is missing or null.
fn value_of(item: &Tree, key: &str) -> SmolStr {
    let node = if key.is_empty() { Some(item) } else { item.get(key).filter(|node| !node.is_null()) };
    node.map_or("", text_of).into()
}

/// Whether an item has a value under a key, any where `value` is empty.
fn has_value(item: &Tree, key: &str, value: &str) -> Result<bool> {
    match &item.content {
        Content::Scalar(scalar) if key.is_empty() => Ok(scalar.text == value),
        _ if key.is_empty() => Err(MergeError::shape("ScalarNode", item)),
        Content::Mapping(mapping) => {
            Ok(mapping.get(key).is_some_and(|node| value.is_empty() || text_of(node) == value))
        }
        _ => Err(MergeError::shape("MappingNode", item)),
    }
}

/// What two sets of values are together: none where they contradict each other or agree in nothing.
fn union(a: &Values, b: &Values) -> Option<Values> {
    let mut agree = false;
    let both: Option<Values> = a
        .iter()
        .zip(b)
        .map(|(a, b)| match (a.as_str(), b.as_str()) {
            _ if a == b => {
                agree = true;
                Some(a.clone())
            }
            (_, "") => Some(a.clone()),
            ("", _) => Some(b.clone()),
            _ => None,
        })
        .collect();
    both.filter(|_| agree)
}
