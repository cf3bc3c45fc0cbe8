//! The objects that a name may mean: what they are called, were called and where they are, and an index from former names to
//! them, so that no look-up walks over all objects.

use crate::resource::{Gvk, IdRef, Positions, Previous, Resource, ResourceId};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use foldhash::{HashMap, HashSet};
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// An object that had another name.
pub(super) struct Candidate {
    /// Where it is in the set.
    pub(super) position: usize,
    /// What it is now.
    pub(super) id: ResourceId,
    /// The kinds and names that it had.
    former: SmallVec<[(SmolStr, SmolStr); 1]>,
    /// The namespace that counted at first.
    original_namespace: SmolStr,
    prefixes: SmallVec<[SmolStr; 1]>,
    suffixes: SmallVec<[SmolStr; 1]>,
    /// The place that set its name.
    pub(super) name_origin: Span,
    /// The place that set its namespace.
    pub(super) namespace_origin: Span,
}

impl Candidate {
    fn new(position: usize, resource: &Resource, id: ResourceId, original: IdRef<'_>) -> Self {
        let origin = |path: &[&str]| resource.tree.at(path).map_or(NOWHERE, |node: &Tree| node.origin);
        let mut former: SmallVec<[(SmolStr, SmolStr); 1]> = SmallVec::new();
        for Previous { kind, name, .. } in &resource.build.previous {
            // A change of the namespace alone keeps both.
            if former.last().is_none_or(|last| last.0 != *kind || last.1 != *name) {
                former.push((kind.clone(), name.clone()));
            }
        }
        Candidate {
            position,
            id,
            former,
            original_namespace: original.effective_namespace().into(),
            prefixes: resource.build.prefixes.iter().cloned().collect(),
            suffixes: resource.build.suffixes.iter().cloned().collect(),
            name_origin: origin(&["metadata", "name"]),
            namespace_origin: origin(&["metadata", "namespace"]),
        }
    }

    fn was_called(&self, name: &str) -> bool {
        self.former.iter().any(|(_, former)| former == name)
    }

    /// Whether it was of a kind that `selector` selects, under the group and version of today.
    pub(super) fn was_selected(&self, selector: &Gvk) -> bool {
        let Gvk { group, version, .. } = &self.id.gvk;
        self.former.iter().any(|(kind, _)| selector.selects(group, version, kind))
    }

    /// Whether its name was made with the same prefixes and suffixes as the referrer's, seen from the outermost inwards.
    /// `lenient`: or if either has none.
    pub(super) fn shares_affixes(&self, referrer: &Resource, lenient: bool) -> bool {
        let (prefixes, suffixes) = (&referrer.build.prefixes, &referrer.build.suffixes);
        let fits = |own: &[SmolStr], other: &[SmolStr]| {
            let is_either_empty = own.is_empty() || other.is_empty();
            (lenient && is_either_empty)
                || (own.is_empty() == other.is_empty() && (own.ends_with(other) || other.ends_with(own)))
        };
        fits(&self.prefixes, prefixes) && fits(&self.suffixes, suffixes)
    }
}

/// Where an object is: its namespace as it is written, or nowhere in particular for kinds without one.
type Place = Option<SmolStr>;

fn place(id: IdRef<'_>) -> Place {
    (!id.cluster_scoped).then(|| id.namespace.into())
}

/// The written forms of a namespace that counts.
fn written(namespace: &str) -> SmallVec<[Place; 2]> {
    let written = |text: &str| Some(SmolStr::from(text));
    match namespace {
        crate::resource::DEFAULT_NAMESPACE => [written(""), written(namespace)].into_iter().collect(),
        other => [written(other)].into_iter().collect(),
    }
}

/// Which objects a referrer can name at all.
pub(super) enum Reach {
    /// All.
    Everything,
    /// Those without a namespace, those in its own, and those in the namespaces that a RoleBinding's subjects name.
    Places {
        /// Its own namespace.
        own: SmolStr,
        /// The namespaces of its subjects, as they are written.
        subjects: BTreeSet<SmolStr>,
    },
}

impl Reach {
    /// Whether a candidate is within reach.
    fn includes(&self, id: &ResourceId) -> bool {
        match self {
            Reach::Everything => true,
            Reach::Places { own, subjects } => {
                // Of the subjects' namespaces only service accounts count.
                let is_subject = || id.gvk.kind == "ServiceAccount" && subjects.contains(&id.namespace);
                id.cluster_scoped || id.effective_namespace() == own || is_subject()
            }
        }
    }

    /// The places, subjects' last.
    fn places(&self, own: &SmolStr, subjects: &BTreeSet<SmolStr>) -> SmallVec<[Place; 2]> {
        let subjects = subjects.iter().cloned().map(Some);
        [None].into_iter().chain(written(own)).chain(subjects).collect()
    }
}

/// What there is, once.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> SmallVec<[&'t str; 2]> {
    let mut distinct: SmallVec<[&str; 2]> = texts.collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

/// Where an object was at first and where it is, unless its kind was in no namespace; and the object, if it had another name.
type Prepared = (Option<(SmolStr, Place)>, Option<Candidate>);

/// What is entered of an object; nothing of one that was deleted.
fn prepared(position: usize, resource: &Resource) -> Option<Prepared> {
    if resource.is_deleted() {
        return None;
    }
    let id = resource.id_ref();
    let original = resource.original_id_ref();
    let moved = (!original.cluster_scoped).then(|| (original.effective_namespace().into(), place(id)));
    let had_another = !resource.build.previous.is_empty();
    Some((moved, had_another.then(|| Candidate::new(position, resource, id.to_owned(), original))))
}

/// Candidates by what they were called. Each index is made when it is first asked.
pub(super) struct Candidates {
    all: Vec<Candidate>,
    /// Whether names are looked up without a kind, too.
    of_any_kind: bool,
    /// Where objects were at first and are now, those that never changed included.
    places: Vec<(SmolStr, Place)>,
    /// By kind and name, where in `all` they are.
    by_name: OnceLock<Positions>,
    /// And by where they are now.
    by_place: OnceLock<Positions>,
    /// And by the namespace that counted at first.
    by_original: OnceLock<Positions>,
    /// Where objects are now that were in a namespace at first.
    moved: OnceLock<HashMap<SmolStr, HashSet<Place>>>,
}

/// The candidates that a name may mean, nearly always one.
pub(super) type Found<'c> = SmallVec<[&'c Candidate; 4]>;

/// What enters a candidate under a kind and a name that it had into an index.
type Enter = fn(&mut Positions, (&str, &str), &Candidate, usize);

const BY_NAME: Enter = |positions, (kind, name), _, number| positions.add((kind, name), number);
const BY_PLACE: Enter = |positions, (kind, name), candidate, number| {
    positions.add((kind, name, &place(candidate.id.as_ref())), number);
};
const BY_ORIGINAL: Enter = |positions, (kind, name), candidate, number| {
    positions.add((kind, name, candidate.original_namespace.as_str()), number);
};

impl Candidates {
    /// `of_any_kind`: names are looked up without a kind, too.
    pub(super) fn new(resources: &[Resource], of_any_kind: bool) -> Self {
        let (mut all, mut places) = (Vec::with_capacity(resources.len()), Vec::new());
        for (position, resource) in resources.iter().enumerate() {
            let Some((place, candidate)) = prepared(position, resource) else { continue };
            // Most objects come from where the one before came from, and are where it is.
            places.extend(place.filter(|place| places.last() != Some(place)));
            all.extend(candidate);
        }
        let (by_name, by_place, by_original) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Candidates { all, of_any_kind, places, by_name, by_place, by_original, moved: OnceLock::new() }
    }

    /// An index, which is made if it is not there.
    fn index<'i>(&self, index: &'i OnceLock<Positions>, enter: Enter) -> &'i Positions {
        index.get_or_init(|| {
            let mut positions = Positions::default();
            positions.reserve(self.all.len());
            let any = self.of_any_kind.then_some("");
            for (number, candidate) in self.all.iter().enumerate() {
                let kinds = distinct(candidate.former.iter().map(|(kind, _)| kind.as_str()).chain(any));
                let names = distinct(candidate.former.iter().map(|(_, name)| name.as_str()));
                for kind in kinds {
                    names.iter().for_each(|name| enter(&mut positions, (kind, name), candidate, number));
                }
            }
            positions
        })
    }

    fn moved(&self) -> &HashMap<SmolStr, HashSet<Place>> {
        self.moved.get_or_init(|| {
            let mut moved: HashMap<SmolStr, HashSet<Place>> = HashMap::default();
            for (namespace, place) in &self.places {
                moved.entry(namespace.clone()).or_default().insert(place.clone());
            }
            moved
        })
    }

    /// The candidates within reach that were called `name` and of a kind that `target` selects, in order. `namespace`: only
    /// those that were in it at first, or where no object was, those that are in it now.
    pub(super) fn find(&self, target: &Gvk, name: &str, namespace: Option<&str>, reach: &Reach) -> Found<'_> {
        let kind = target.kind.as_str();
        let mut numbers: SmallVec<[usize; 2]> = SmallVec::new();
        let originally = namespace.filter(|namespace| self.any_from(namespace, reach));
        let places = match (namespace, reach) {
            _ if originally.is_some() => None,
            (Some(namespace), _) => Some(written(namespace)),
            (None, Reach::Everything) => None,
            (None, Reach::Places { own, subjects }) => Some(reach.places(own, subjects)),
        };
        match (originally, &places) {
            (Some(namespace), _) => {
                numbers.extend(self.index(&self.by_original, BY_ORIGINAL).find((kind, name, namespace)))
            }
            (None, Some(places)) => {
                let index = self.index(&self.by_place, BY_PLACE);
                places.iter().for_each(|place| numbers.extend(index.find((kind, name, place))));
            }
            (None, None) => numbers.extend(self.index(&self.by_name, BY_NAME).find((kind, name))),
        }
        numbers.sort_unstable();
        numbers.dedup();
        let found = numbers.into_iter().filter_map(|number| self.all.get(number));
        let fits = |candidate: &&Candidate| {
            candidate.was_called(name)
                && candidate.was_selected(target)
                && reach.includes(&candidate.id)
                && originally.is_none_or(|namespace| candidate.original_namespace == namespace)
                // Without a namespace the places are those within reach.
                && (namespace.is_none() || places.as_ref().is_none_or(|places| places.contains(&place(candidate.id.as_ref()))))
        };
        found.filter(fits).collect()
    }

    /// Whether any object within reach was in a namespace at first.
    fn any_from(&self, namespace: &str, reach: &Reach) -> bool {
        let Some(places) = self.moved().get(namespace) else { return false };
        let Reach::Places { own, subjects } = reach else { return true };
        if places.contains(&None) || written(own).iter().any(|place| places.contains(place)) {
            return true;
        }
        if subjects.len() < places.len() {
            subjects.iter().any(|subject| places.contains(&Some(subject.clone())))
        } else {
            places.iter().flatten().any(|place| subjects.contains(place))
        }
    }
}
