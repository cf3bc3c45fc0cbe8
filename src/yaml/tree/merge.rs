//! What Kustomize's loading does to the keys of a mapping: the mappings under `<<` are set into it as kyaml sets fields,
//! and of keys that are null a copy stays behind, which printing later refuses.

use super::builder::is_merge_key;
use super::{Content, Entry, Mapping, Tag, Tree};
use crate::source::Span;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};

/// A `<<` that can't be merged.
pub(super) struct MergeError {
    pub(super) message: &'static str,
    pub(super) origin: Span,
}

/// Merges what a mapping's `<<` holds, and gives how many nodes that added. Of the merged mappings an earlier one counts
/// more, and the mapping's own entries most; what is new goes to the end.
pub(super) fn load(mapping: &mut Mapping) -> Result<usize, MergeError> {
    let mut found = mapping.entries.iter().enumerate().filter(|(_, entry)| is_merge_key(&entry.key));
    let merge = found.next().map(|(at, _)| at);
    if let Some((_, second)) = found.next() {
        return Err(MergeError { message: "duplicate merge key", origin: second.key.origin });
    }
    let merged = match merge {
        Some(at) => sources(&mapping.entries[at])?,
        None => Vec::new(),
    };
    // The first key with this text goes, whatever its tag.
    if let Some(at) = mapping.position("<<") {
        mapping.entries.remove(at);
    }
    let own = mapping.entries.clone();
    let mut fields = Fields::of(mapping);
    let mut added = 0;
    for entries in merged.iter().rev().map(Vec::as_slice).chain([own.as_slice()]) {
        let mut seen = HashSet::new();
        for entry in entries.iter().filter(|entry| seen.insert(text(&entry.key))) {
            added += usize::from(fields.set(entry)) * size(entry);
        }
    }
    Ok(added)
}

/// The entries of the mappings that a `<<` names, in the order in which they are written.
fn sources(merge: &Entry) -> Result<Vec<Vec<Entry>>, MergeError> {
    let key = merge.key.origin;
    let single = |value: &Tree, nested: bool| match &value.content {
        Content::Mapping(mapping) => Ok(mapping.entries.clone()),
        // What stands in front of its key was put there by an alias.
        _ if value.origin.start < key.start => Err("invalid map merge: received alias for a non-map value"),
        Content::Sequence(_) if nested => Err("invalid map merge: received a nested sequence"),
        _ => Err("map merge requires map or sequence of maps as the value"),
    };
    let at = |value: &Tree, message| MergeError { message, origin: value.origin };
    match &merge.value.content {
        Content::Sequence(sequence) if merge.value.origin.start >= key.start => {
            sequence.items.iter().map(|item| single(item, true).map_err(|message| at(item, message))).collect()
        }
        _ => single(&merge.value, false).map(|entries| vec![entries]).map_err(|message| at(&merge.value, message)),
    }
}

/// A mapping whose keys are known by their texts.
struct Fields<'m> {
    mapping: &'m mut Mapping,
    /// The first entry of each text.
    places: HashMap<SmolStr, usize>,
}

impl<'m> Fields<'m> {
    fn of(mapping: &'m mut Mapping) -> Self {
        let mut places = HashMap::new();
        for (at, entry) in mapping.entries.iter().enumerate() {
            places.entry(text(&entry.key)).or_insert(at);
        }
        Fields { mapping, places }
    }

    /// Sets an entry in the place of the first that has the text of its key, or at the end; a null key has no text by
    /// which it is found. True where it was added.
    fn set(&mut self, entry: &Entry) -> bool {
        let is_null = entry.key.as_scalar().is_some_and(|key| key.tag == Tag::Null);
        let name = if is_null { SmolStr::default() } else { text(&entry.key) };
        match self.places.get(&name) {
            Some(&at) => {
                self.mapping.entries[at] = entry.clone();
                false
            }
            None => {
                self.places.entry(text(&entry.key)).or_insert(self.mapping.entries.len());
                self.mapping.entries.push(entry.clone());
                true
            }
        }
    }
}

fn text(key: &Tree) -> SmolStr {
    key.text().cloned().unwrap_or_default()
}

/// The number of nodes of an entry.
fn size(entry: &Entry) -> usize {
    let mut left = vec![&entry.key, &entry.value];
    let mut count = 0;
    while let Some(node) = left.pop() {
        count += 1;
        match &node.content {
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
            Content::Sequence(sequence) => left.extend(&sequence.items),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
    count
}
