//! [`ResourceSet`], the objects of a build in order, with an index of all the ids they have and had. A look-up is never a
//! walk over all objects.

use super::{Positions, Resource, ResourceId};
use foldhash::{HashMap, HashMapExt};
use smallvec::SmallVec;
use smol_str::SmolStr;

/// Objects in the order in which they were read and generated.
#[derive(Clone, Debug, Default)]
pub struct ResourceSet {
    resources: Vec<Resource>,
    /// Made when first asked for, and thrown away by what may change ids.
    index: Option<Index>,
}

/// Where objects are. Entries may be out of date.
#[derive(Clone, Debug, Default)]
struct Index {
    /// By ids: objects of one name may be in any number of namespaces.
    ids: Positions,
    /// By what ids say without their namespaces.
    anywhere: Positions,
    /// By names alone.
    names: Positions,
}

impl Index {
    /// Enters all ids of the object at a position, the present one being `id`.
    fn enter(&mut self, position: usize, resource: &Resource, id: ResourceId) {
        for id in resource.previous_ids().chain([id]) {
            self.ids.add(&id, position);
            self.anywhere.add((&id.gvk, &id.name), position);
            self.names.add(&id.name, position);
        }
    }
}

/// Two objects of one id.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The id.
    pub id: ResourceId,
    /// The position of the object that was there first.
    pub first: usize,
}

impl ResourceSet {
    /// No objects.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of objects.
    pub fn len(&self) -> usize {
        self.resources.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }

    /// The objects in order.
    pub fn as_slice(&self) -> &[Resource] {
        &self.resources
    }

    /// The objects in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Resource> {
        self.resources.iter()
    }

    /// The objects to change: the index is made anew when next asked.
    pub fn as_mut_slice(&mut self) -> &mut [Resource] {
        self.index = None;
        &mut self.resources
    }

    /// The objects to change in all but what their ids are made of, so that the index stays.
    pub fn contents_mut(&mut self) -> &mut [Resource] {
        &mut self.resources
    }

    /// The object at a position.
    pub fn get(&self, position: usize) -> Option<&Resource> {
        self.resources.get(position)
    }

    /// Changes the object at a position, whatever that does to its id.
    pub fn change<T>(&mut self, position: usize, change: impl FnOnce(&mut Resource) -> T) -> Option<T> {
        let resource = self.resources.get_mut(position)?;
        let outcome = change(resource);
        if let Some(index) = &mut self.index {
            index.enter(position, resource, resource.id());
        }
        Some(outcome)
    }

    /// Adds an object; one of the same id must not be there.
    pub fn push(&mut self, resource: Resource) -> Result<(), Box<Conflict>> {
        let id = resource.id();
        if let Some(&first) = self.with_id(&id).first() {
            return Err(Box::new(Conflict { id, first }));
        }
        let position = self.resources.len();
        self.index_mut().enter(position, &resource, id);
        self.resources.push(resource);
        Ok(())
    }

    /// Makes room for so many more objects.
    pub fn reserve(&mut self, more: usize) {
        self.resources.reserve(more);
        let index = self.index_mut();
        index.ids.reserve(more);
        index.anywhere.reserve(more);
        index.names.reserve(more);
    }

    /// Adds the objects of another set in order: see [`ResourceSet::push`].
    pub fn extend(&mut self, other: ResourceSet) -> Result<(), Box<Conflict>> {
        if self.is_empty() {
            let index = other.index;
            (self.resources, self.index) = (other.resources, index);
            return Ok(());
        }
        other.resources.into_iter().try_for_each(|resource| self.push(resource))
    }

    /// The first object that has the id of one before it, with its own position: patches may have made it so.
    pub fn doubled(&self) -> Option<(Conflict, usize)> {
        let mut seen = HashMap::with_capacity(self.len());
        self.resources.iter().enumerate().find_map(|(position, resource)| {
            let first = *seen.entry(resource.id()).or_insert(position);
            (first != position).then(|| (Conflict { id: resource.id(), first }, position))
        })
    }

    /// The positions of the objects that have this id now, in order.
    pub fn with_id(&mut self, id: &ResourceId) -> SmallVec<[usize; 2]> {
        let found = self.index().ids.find(id).collect();
        self.among(found, |resource| resource.id() == *id)
    }

    /// The positions of the objects that have or had this id, in order. Deleted objects have none.
    pub fn with_any_id(&mut self, id: &ResourceId) -> SmallVec<[usize; 2]> {
        let found = self.index().ids.find(id).collect();
        self.among(found, |resource| {
            !resource.is_deleted() && (resource.id() == *id || resource.previous_ids().any(|old| old == *id))
        })
    }

    /// The positions of the objects that have or had the group, version, kind and name of `id`, in any namespace.
    pub fn with_any_name(&mut self, id: &ResourceId) -> SmallVec<[usize; 2]> {
        let found = self.index().anywhere.find((&id.gvk, &id.name)).collect();
        self.among(found, |resource| {
            !resource.is_deleted()
                && (resource.id().same_name(id) || resource.previous_ids().any(|old| old.same_name(id)))
        })
    }

    /// The positions of the objects that may have or have had this name, in order, and of a few more at most.
    pub fn named(&mut self, name: &SmolStr) -> SmallVec<[usize; 2]> {
        self.index().names.find(name).collect()
    }

    /// Those of the positions whose objects fit.
    fn among(&self, mut found: SmallVec<[usize; 2]>, fits: impl Fn(&Resource) -> bool) -> SmallVec<[usize; 2]> {
        found.retain(|&mut position| self.resources.get(position).is_some_and(&fits));
        found
    }

    fn index(&mut self) -> &Index {
        self.index_mut()
    }

    fn index_mut(&mut self) -> &mut Index {
        self.index.get_or_insert_with(|| {
            let mut index = Index::default();
            for (position, resource) in self.resources.iter().enumerate() {
                index.enter(position, resource, resource.id());
            }
            index
        })
    }

    /// Drops the objects that `keep` refuses.
    pub fn retain(&mut self, keep: impl FnMut(&Resource) -> bool) {
        let before = self.resources.len();
        self.resources.retain(keep);
        if self.resources.len() != before {
            self.index = None;
        }
    }

    /// Drops the objects that patches deleted.
    pub fn drop_deleted(&mut self) {
        self.retain(|resource| !resource.is_deleted());
    }

    /// Puts the objects in the order of their keys, one for each; equal ones keep theirs. Gives the positions that they had.
    pub fn sort_by_keys<K: Ord>(&mut self, keys: Vec<K>) -> Vec<usize> {
        self.index = None;
        let mut order: Vec<(K, usize)> = keys.into_iter().zip(0..).collect();
        order.sort();
        let order: Vec<usize> = order.into_iter().map(|(_, from)| from).collect();
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(to, &from)| place[from] = to);
        for at in 0..place.len() {
            // Each swap puts an object where it stays.
            while place[at] != at {
                let to = place[at];
                self.resources.swap(at, to);
                place.swap(at, to);
            }
        }
        order
    }

    /// The objects.
    pub fn into_vec(self) -> Vec<Resource> {
        self.resources
    }

    /// A set of objects whose ids are known to differ, or need not.
    pub fn from_vec(resources: Vec<Resource>) -> Self {
        ResourceSet { resources, index: None }
    }
}

impl<'a> IntoIterator for &'a ResourceSet {
    type Item = &'a Resource;
    type IntoIter = std::slice::Iter<'a, Resource>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    fn object(name: &str) -> Resource {
        let text = format!("{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}}}");
        Resource::new(read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0))
    }

    #[test]
    fn objects_are_found_whenever_the_index_is_made() {
        let mut set = ResourceSet::from_vec(vec![object("a"), object("b")]);
        set.reserve(2);
        set.push(object("c")).expect("another id");
        assert!(set.push(object("b")).is_err_and(|conflict| conflict.first == 1));
        let found = |set: &mut ResourceSet, name: &str| set.with_any_id(&object(name).id()).to_vec();
        assert_eq!(["a", "b", "c", "d"].map(|name| found(&mut set, name)), [vec![0], vec![1], vec![2], vec![]]);
        set.change(0, |resource| {
            resource.store_id();
            *resource = Resource { build: resource.build.clone(), ..object("d") };
        });
        assert_eq!(["a", "d"].map(|name| found(&mut set, name)), [vec![0], vec![0]]);
    }

    #[test]
    fn one_name_may_be_in_any_number_of_namespaces() {
        let mut set = ResourceSet::new();
        for namespace in 0..5000 {
            set.push(object(&format!("a, namespace: n{namespace}"))).expect("another namespace");
        }
        let id = object("a, namespace: n4999").id();
        assert_eq!(set.with_id(&id).to_vec(), [4999]);
        assert_eq!(set.with_any_name(&id).len(), 5000);
        assert!(set.push(object("a, namespace: n7")).is_err_and(|conflict| conflict.first == 7));
    }

    #[test]
    fn objects_are_put_in_the_order_of_their_keys() {
        let mut set = ResourceSet::from_vec(["d", "a", "c", "b", "e"].map(object).to_vec());
        let keys = set.iter().map(Resource::name).collect();
        assert_eq!(set.sort_by_keys(keys), [1, 3, 2, 0, 4]);
        let names: Vec<_> = set.iter().map(|resource| resource.name().to_string()).collect();
        assert_eq!(names.concat(), "abcde");
        assert_eq!(set.sort_by_keys(vec![0; 5]), [0, 1, 2, 3, 4]);
    }
}
