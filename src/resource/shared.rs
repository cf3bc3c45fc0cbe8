//! [`Shared`], entries of an object that are one in Kustomize: a label that a transformer adds in several places is the same
//! node in each of them, so that whatever changes one of these entries later changes all.

use super::Resource;
use crate::yaml::Tree;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::sync::Arc;

/// Entries that are one.
#[derive(Clone, Debug)]
pub struct Shared {
    key: SmolStr,
    /// What they last were.
    text: SmolStr,
    places: SmallVec<[Place; 3]>,
}

/// A mapping in an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The keys that lead to it.
    pub keys: Arc<[SmolStr]>,
    /// The positions in the lists that lie on the way.
    pub items: SmallVec<[u32; 2]>,
}

impl Shared {
    /// The key of the entries.
    pub fn key(&self) -> &SmolStr {
        &self.key
    }
}

impl Place {
    fn find<'t>(&self, root: &'t mut Tree) -> Option<&'t mut Tree> {
        let (mut node, mut items) = (root, self.items.iter());
        for key in self.keys.iter() {
            node = past_lists(node, &mut items)?.get_mut(key)?;
        }
        past_lists(node, &mut items)
    }
}

/// The node, or the item that is meant where it is a list.
fn past_lists<'t>(mut node: &'t mut Tree, items: &mut std::slice::Iter<'_, u32>) -> Option<&'t mut Tree> {
    while node.as_items().is_some() {
        node = node.as_items_mut()?.get_mut(*items.next()? as usize)?;
    }
    Some(node)
}

impl Resource {
    /// Takes down that the entries `key` in these places, which are `text`, are one.
    pub fn share(&mut self, key: &SmolStr, text: &SmolStr, mut places: SmallVec<[Place; 3]>) {
        if places.len() > 1 {
            // In the order in which a merge comes by them.
            places.sort();
            if self.build.shared.is_empty() {
                // Most objects get one label.
                self.build.shared.reserve_exact(1);
            }
            self.build.shared.push(Shared { key: key.clone(), text: text.clone(), places });
        }
    }

    /// Brings entries that are one in line with the one among them that was changed. Where several were, the last one in
    /// the order of fields counts. Entries that are gone are forgotten.
    pub fn settle_shared(&mut self) {
        if self.build.shared.is_empty() {
            return;
        }
        let mut groups = std::mem::take(&mut self.build.shared);
        for group in &mut groups {
            let key = group.key.as_str();
            let mut changed = None;
            group.places.retain(|place| {
                let entry = place.find(&mut self.tree).and_then(|mapping| mapping.get(key));
                let Some((entry, text)) = entry.and_then(|entry| Some((entry, entry.text()?))) else { return false };
                if *text != group.text {
                    changed = Some(entry.clone());
                }
                true
            });
            let Some(changed) = changed else { continue };
            for place in &group.places {
                if let Some(entry) = place.find(&mut self.tree).and_then(|mapping| mapping.get_mut(key)) {
                    entry.clone_from(&changed);
                }
            }
            group.text = changed.text().cloned().unwrap_or_default();
        }
        groups.retain(|group| group.places.len() > 1);
        self.build.shared = groups;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;
    use crate::yaml::tree::NOWHERE;

    fn place(keys: &[&str], items: &[u32]) -> Place {
        Place { keys: keys.iter().map(|key| SmolStr::from(*key)).collect(), items: items.iter().copied().collect() }
    }

    #[test]
    fn what_changes_one_entry_changes_all_that_are_one_with_it() {
        let text = b"a: {x: '1', y: '1'}\nb: [{c: {x: '1'}}, {c: {x: '1'}}]\n";
        let tree = read_trees(text, SourceId::UNKNOWN).expect("YAML").remove(0);
        let mut resource = Resource::new(tree);
        let places = [place(&["a"], &[]), place(&["b", "c"], &[1])];
        resource.share(&"x".into(), &"1".into(), places.into_iter().collect());
        if let Some(a) = resource.tree.get_mut("a").and_then(Tree::as_mapping_mut) {
            a.set("x", Tree::string("2", NOWHERE));
            a.set("y", Tree::string("2", NOWHERE));
        }
        resource.settle_shared();
        let x = |item: usize| {
            let item = resource.tree.get("b").and_then(Tree::as_items).and_then(|items| items.get(item));
            item.and_then(|item| item.at(&["c", "x"])?.text().cloned())
        };
        assert_eq!((x(0).as_deref(), x(1).as_deref()), (Some("1"), Some("2")));
    }

    #[test]
    fn entries_that_are_gone_are_forgotten() {
        let tree = read_trees(b"a: {x: '1'}\nb: {}\n", SourceId::UNKNOWN).expect("YAML").remove(0);
        let mut resource = Resource::new(tree);
        resource.share(&"x".into(), &"1".into(), [place(&["a"], &[]), place(&["b"], &[])].into_iter().collect());
        resource.settle_shared();
        assert!(resource.build.shared.is_empty());
    }
}
