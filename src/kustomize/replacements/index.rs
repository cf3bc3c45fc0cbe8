//! Which objects a replacement may mean: positions by the names and kinds that objects have and had. Entries may be out of
//! date; who asks compares.

use crate::resource::{Gvk, Resource, ResourceSet};
use foldhash::HashMap;
use smol_str::SmolStr;

/// An id as replacements compare it: with the namespace as it is written, or as it counted for a former id.
#[derive(Clone, Debug)]
pub(super) struct Id {
    pub(super) gvk: Gvk,
    pub(super) name: SmolStr,
    pub(super) namespace: SmolStr,
}

/// The ids that an object has and had, the present one first.
pub(super) fn ids(resource: &Resource) -> Vec<Id> {
    let id = resource.id();
    let former = resource.build.previous.iter().map(|former| Id {
        gvk: Gvk { kind: former.kind.clone(), ..id.gvk.clone() },
        name: former.name.clone(),
        namespace: former.namespace.clone(),
    });
    let mut ids = vec![Id { gvk: id.gvk.clone(), name: id.name, namespace: id.namespace }];
    ids.extend(former);
    ids
}

/// Positions in order.
pub(super) struct Index {
    names: HashMap<SmolStr, Vec<usize>>,
    kinds: HashMap<SmolStr, Vec<usize>>,
    length: usize,
}

impl Index {
    pub(super) fn of(set: &ResourceSet) -> Self {
        let mut index = Index { names: HashMap::default(), kinds: HashMap::default(), length: set.len() };
        for (position, resource) in set.iter().enumerate() {
            index.enter(position, resource);
        }
        index
    }

    /// Enters what an object is called by now.
    pub(super) fn enter(&mut self, position: usize, resource: &Resource) {
        let add = |places: &mut HashMap<SmolStr, Vec<usize>>, text: SmolStr| {
            let places = places.entry(text).or_default();
            if let Err(at) = places.binary_search(&position) {
                places.insert(at, position);
            }
        };
        add(&mut self.names, resource.name());
        add(&mut self.kinds, resource.kind());
        for former in &resource.build.previous {
            add(&mut self.names, former.name.clone());
            add(&mut self.kinds, former.kind.clone());
        }
    }

    /// The positions of objects that may have this name and this kind, where one is asked for.
    pub(super) fn candidates(&self, name: Option<&SmolStr>, kind: Option<&SmolStr>) -> Vec<usize> {
        let places = match (name, kind) {
            (Some(name), _) => self.names.get(name),
            (None, Some(kind)) => self.kinds.get(kind),
            (None, None) => return (0..self.length).collect(),
        };
        places.cloned().unwrap_or_default()
    }
}
