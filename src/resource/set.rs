//! [`ResourceSet`], the objects of a build in order, with an index of all the ids they have and had. A look-up is never a
//! walk over all objects.

use super::{IdRef, Positions, Resource, ResourceId};
use crate::source::Span;
use foldhash::{HashMap, HashMapExt};
use smallvec::SmallVec;
use smol_str::SmolStr;

/// Objects in the order in which they were read and generated.
#[derive(Clone, Debug, Default)]
pub struct ResourceSet {
    resources: Vec<Resource>,
    /// Thrown away by what may change ids.
    index: Index,
}

/// Where objects are, each part made when it is first asked for. Entries may be out of date.
#[derive(Clone, Debug, Default)]
struct Index {
    /// By ids: objects of one name may be in any number of namespaces.
    ids: Option<Positions>,
    /// By what ids say without their namespaces.
    anywhere: Option<Positions>,
    /// By names alone.
    names: Option<Positions>,
    /// Whether a name was looked for. The first one is found in less time than an index takes.
    name_asked: bool,
}

/// What enters an id into a part of the index.
type Enter = fn(&mut Positions, IdRef<'_>, usize);

const BY_ID: Enter = |positions, id, position| positions.add(id, position);
const ANYWHERE: Enter = |positions, id, position| positions.add(id.anywhere(), position);
const BY_NAME: Enter = |positions, id, position| positions.add(id.name, position);

impl Index {
    /// Enters all ids of the object at a position.
    fn enter(&mut self, position: usize, resource: &Resource) {
        if let Some(ids) = &mut self.ids {
            enter_all(ids, BY_ID, position, resource);
        }
        self.enter_names(position, resource);
    }

    /// Enters what all its ids say without their namespaces.
    fn enter_names(&mut self, position: usize, resource: &Resource) {
        for (positions, enter) in [(&mut self.anywhere, ANYWHERE), (&mut self.names, BY_NAME)] {
            if let Some(positions) = positions {
                enter_all(positions, enter, position, resource);
            }
        }
    }
}

fn enter_all(positions: &mut Positions, enter: Enter, position: usize, resource: &Resource) {
    resource.previous_ids().chain([resource.id_ref()]).for_each(|id| enter(positions, id, position));
}

/// A part of the index, which is made if it is not there.
fn made<'i>(part: &'i mut Option<Positions>, resources: &[Resource], enter: Enter) -> &'i mut Positions {
    part.get_or_insert_with(|| {
        let mut positions = Positions::default();
        positions.reserve(resources.len());
        for (position, resource) in resources.iter().enumerate() {
            enter_all(&mut positions, enter, position, resource);
        }
        positions
    })
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
        self.index = Index::default();
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
        self.index.enter(position, resource);
        Some(outcome)
    }

    /// Adds an object; one of the same id must not be there.
    pub fn push(&mut self, resource: Resource) -> Result<(), Box<Conflict>> {
        self.resources.push(resource);
        self.admit(self.resources.len() - 1)
    }

    /// Adds objects in order: see [`ResourceSet::push`]. With the conflict comes the place of the object that was refused.
    pub fn append(&mut self, resources: Vec<Resource>) -> Result<(), (Box<Conflict>, Span)> {
        let from = self.len();
        made(&mut self.index.ids, &self.resources, BY_ID).reserve(resources.len());
        if from == 0 {
            // They stay where they are.
            self.resources = resources;
        } else {
            self.resources.extend(resources);
        }
        (from..self.len()).try_for_each(|position| {
            let place = self.resources[position].tree.origin;
            self.admit(position).map_err(|conflict| (conflict, place))
        })
    }

    /// Enters the object at a position, in front of which all are entered, or drops it and what follows if its id is there.
    fn admit(&mut self, position: usize) -> Result<(), Box<Conflict>> {
        let (entered, new) = self.resources.split_at(position);
        let Some(resource) = new.first() else { return Ok(()) };
        let id = resource.id_ref();
        let ids = made(&mut self.index.ids, entered, BY_ID);
        let is_it = |first: usize| entered.get(first).is_some_and(|one| one.id_ref() == id);
        if let Some(first) = ids.add_new(id, position, is_it) {
            let conflict = Conflict { id: id.to_owned(), first };
            self.resources.truncate(position);
            return Err(Box::new(conflict));
        }
        resource.previous_ids().for_each(|id| ids.add(id, position));
        self.index.enter_names(position, resource);
        Ok(())
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
            let first = *seen.entry(resource.id_ref()).or_insert(position);
            (first != position).then(|| (Conflict { id: resource.id(), first }, position))
        })
    }

    /// The positions of the objects that have this id now, in order.
    pub fn with_id(&mut self, id: &ResourceId) -> SmallVec<[usize; 2]> {
        self.with_id_ref(id.as_ref())
    }

    fn with_id_ref(&mut self, id: IdRef<'_>) -> SmallVec<[usize; 2]> {
        let found = made(&mut self.index.ids, &self.resources, BY_ID).find(id).collect();
        self.among(found, |resource| resource.id_ref() == id)
    }

    /// The positions of the objects that have or had this id, in order. Deleted objects have none.
    pub fn with_any_id(&mut self, id: &ResourceId) -> SmallVec<[usize; 2]> {
        let id = id.as_ref();
        let found = made(&mut self.index.ids, &self.resources, BY_ID).find(id).collect();
        self.among(found, |resource| {
            !resource.is_deleted() && (resource.id_ref() == id || resource.previous_ids().any(|old| old == id))
        })
    }

    /// The positions of the objects that have or had the group, version, kind and name of `id`, in any namespace.
    pub fn with_any_name(&mut self, id: &ResourceId) -> SmallVec<[usize; 2]> {
        let id = id.as_ref().anywhere();
        let found = made(&mut self.index.anywhere, &self.resources, ANYWHERE).find(id).collect();
        self.among(found, |resource| {
            !resource.is_deleted()
                && (resource.id_ref().anywhere() == id || resource.previous_ids().any(|old| old.anywhere() == id))
        })
    }

    /// The positions of the objects that may have or have had this name, in order, and of a few more at most.
    pub fn named(&mut self, name: &SmolStr) -> SmallVec<[usize; 2]> {
        if self.index.names.is_none() && !std::mem::replace(&mut self.index.name_asked, true) {
            let is_named = |resource: &Resource| {
                resource.build.previous.iter().any(|previous| previous.name == *name) || resource.id_ref().name == name
            };
            let named = self.resources.iter().enumerate().filter(|(_, resource)| is_named(resource));
            return named.map(|(position, _)| position).collect();
        }
        made(&mut self.index.names, &self.resources, BY_NAME).find(name.as_str()).collect()
    }

    /// Those of the positions whose objects fit.
    fn among(&self, mut found: SmallVec<[usize; 2]>, fits: impl Fn(&Resource) -> bool) -> SmallVec<[usize; 2]> {
        found.retain(|&mut position| self.resources.get(position).is_some_and(&fits));
        found
    }

    /// Drops the objects that `keep` refuses.
    pub fn retain(&mut self, keep: impl FnMut(&Resource) -> bool) {
        let before = self.resources.len();
        self.resources.retain(keep);
        if self.resources.len() != before {
            self.index = Index::default();
        }
    }

    /// Drops the objects that patches deleted.
    pub fn drop_deleted(&mut self) {
        self.retain(|resource| !resource.is_deleted());
    }

    /// Puts the objects in an order: `order` has the position that each comes from, once.
    pub fn reorder(&mut self, order: &[usize]) {
        self.index = Index::default();
        let mut place = vec![0; self.resources.len()];
        order.iter().enumerate().for_each(|(to, &from)| place[from] = to);
        for at in 0..place.len() {
            // Each swap puts an object where it stays.
            while place[at] != at {
                let to = place[at];
                self.resources.swap(at, to);
                place.swap(at, to);
            }
        }
    }

    /// The objects.
    pub fn into_vec(self) -> Vec<Resource> {
        self.resources
    }

    /// A set of objects whose ids are known to differ, or need not.
    pub fn from_vec(resources: Vec<Resource>) -> Self {
        ResourceSet { resources, index: Index::default() }
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
        set.push(object("c")).expect("another id");
        assert!(set.push(object("b")).is_err_and(|conflict| conflict.first == 1));
        for _ in 0..2 {
            assert_eq!(set.named(&"b".into()).to_vec(), [1]);
        }
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
    fn objects_are_put_in_order() {
        let mut set = ResourceSet::from_vec(["d", "a", "c", "b", "e"].map(object).to_vec());
        set.reorder(&[1, 3, 2, 0, 4]);
        let names: Vec<_> = set.iter().map(|resource| resource.name().to_string()).collect();
        assert_eq!(names.concat(), "abcde");
    }
}
