//! Lists that are merged item by item. Items of both sides that have the same keys are one; the patch's come first. Nearly all
//! lists are tidy: each item has its keys, and an index pairs them. The others go kyaml's own way, in [`super::untidy`].

use super::directive::{self, Directive};
use super::{Merger, Pair, Result, untidy};
use crate::kubernetes::schema::Type;
use crate::yaml::Tree;
use crate::yaml::tree::Content;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::collections::HashMap;

/// The values of an item's keys.
pub(super) type Values = SmallVec<[SmolStr; 2]>;

/// The items of a patch.
pub(super) enum Items {
    /// There are none: the patch does not speak of the list.
    None,
    /// The target's own: the list was added as a whole.
    Same,
    /// These.
    Other(Vec<Tree>),
}

/// What is left of a list that is merged by `keys`.
pub(super) fn walk<'s>(
    merger: Merger<'s>,
    pair: Pair,
    keys: &[SmolStr],
    elements: Option<Type<'s>>,
) -> Result<Option<Tree>> {
    let (mut list, items) = match pair {
        Pair::Kept(target) => (target, Items::None),
        Pair::Added(patch) => (patch, Items::Same),
        Pair::Same(mut patch) => match patch.as_items_mut().map_or(Ok(Directive::Merge), directive::take_from_items)? {
            Directive::Delete => return Ok(None),
            Directive::Replace | Directive::Merge => (patch, Items::Same),
        },
        Pair::Both(_, patch) if patch.is_null() => return Ok(None),
        Pair::Both(target, mut patch) => {
            match patch.as_items_mut().map_or(Ok(Directive::Merge), directive::take_from_items)? {
                Directive::Delete => return Ok(None),
                Directive::Replace => (patch, Items::Same),
                Directive::Merge => {
                    let items = patch.as_items_mut().map(std::mem::take).unwrap_or_default();
                    (target, Items::Other(items))
                }
            }
        }
    };
    if let Some(target) = list.as_items_mut() {
        let old = std::mem::take(target);
        let others = match &items {
            Items::Other(items) => items.as_slice(),
            Items::None | Items::Same => &[],
        };
        *target = if old.iter().chain(others).all(|item| is_tidy(item, keys)) {
            merge_tidy(merger, old, items, keys, elements)?
        } else {
            untidy::merge(merger, old, items, keys, elements)?
        };
    }
    Ok(Some(list))
}

/// Whether an item has all keys as scalars that say something, or is such a scalar where there are no keys.
fn is_tidy(item: &Tree, keys: &[SmolStr]) -> bool {
    let speaks = |node: &Tree| !node.is_null() && node.text().is_some_and(|text| !text.is_empty());
    match &item.content {
        Content::Mapping(mapping) => !keys.is_empty() && keys.iter().all(|key| mapping.get(key).is_some_and(speaks)),
        Content::Scalar(_) => keys.is_empty() && !item.is_null(),
        _ => false,
    }
}

/// The values of a tidy item's keys, or its text.
fn values_of(item: &Tree, keys: &[SmolStr]) -> Values {
    if keys.is_empty() {
        return item.text().cloned().into_iter().collect();
    }
    keys.iter().filter_map(|key| item.get(key)?.text().cloned()).collect()
}

/// Items of one set of values.
#[derive(Default)]
struct Group {
    /// The first of the patch.
    patch: Option<Tree>,
    /// The first of the target.
    target: Option<Tree>,
    /// The last of the target, where it has several: that one is printed.
    last: Option<Tree>,
    /// The place of the target's last one.
    place: usize,
}

fn merge_tidy<'s>(
    merger: Merger<'s>,
    target: Vec<Tree>,
    patch: Items,
    keys: &[SmolStr],
    elements: Option<Type<'s>>,
) -> Result<Vec<Tree>> {
    let mut groups: Vec<Group> = Vec::with_capacity(target.len());
    let mut index: HashMap<Values, usize> = HashMap::with_capacity(target.len());
    let mut group_of = |groups: &mut Vec<Group>, item: &Tree| {
        *index.entry(values_of(item, keys)).or_insert_with(|| {
            groups.push(Group::default());
            groups.len() - 1
        })
    };
    let is_same = matches!(patch, Items::Same);
    if let Items::Other(items) = patch {
        for item in items {
            let number = group_of(&mut groups, &item);
            groups[number].patch.get_or_insert(item);
        }
    }
    for (place, item) in target.into_iter().enumerate() {
        let number = group_of(&mut groups, &item);
        let group = &mut groups[number];
        group.place = place;
        match group.target {
            Some(_) => group.last = Some(item),
            None => group.target = Some(item),
        }
    }
    let mut merged = Vec::with_capacity(groups.len());
    for group in groups {
        // With several keys, items that the target has keep its order, behind the new ones.
        let place = if keys.len() > 1 && group.target.is_some() { group.place + 1 } else { 0 };
        if let Some(item) = merge_group(merger, group, is_same, elements)? {
            merged.push((place, item));
        }
    }
    merged.sort_by_key(|(place, _)| *place);
    Ok(merged.into_iter().map(|(_, item)| item).collect())
}

/// What is left of a group's items.
fn merge_group<'s>(
    merger: Merger<'s>,
    group: Group,
    is_same: bool,
    elements: Option<Type<'s>>,
) -> Result<Option<Tree>> {
    let Group { patch, target, last, .. } = group;
    // What replaces the target's item is taken for it and then printed over by it, and so are scalars.
    let kept = match (&target, &patch) {
        (Some(target), Some(patch)) if target.as_scalar().is_some() || directive::replaces(patch) => {
            Some(target.clone())
        }
        _ => None,
    };
    let pair = match (target, patch) {
        (Some(target), Some(patch)) => Pair::Both(target, patch),
        (Some(target), None) if is_same => Pair::Same(target),
        (Some(target), None) => Pair::Kept(target),
        (None, Some(patch)) => Pair::Added(patch),
        (None, None) => return Ok(None),
    };
    let merged = merger.walk(pair, elements)?.filter(|item| !is_nothing(item));
    Ok(merged.map(|merged| last.or(kept).unwrap_or(merged)))
}

/// Whether an item counts as none: null, or a mapping without entries.
pub(super) fn is_nothing(item: &Tree) -> bool {
    item.is_null() || item.as_mapping().is_some_and(|mapping| mapping.is_empty())
}
