//! [`SortOrder`]: the order of the output, as objects came or by kind with what others need first.

use crate::diagnostic::Diagnostic;
use crate::kustomize::accumulate::check_distinct;
use crate::kustomize::spec::SortOptions;
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{IdRef, KINDS_FIRST, KINDS_LAST, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::tree::NOWHERE;
use foldhash::{HashMap, HashSet, HashSetExt};
use smol_str::SmolStr;
use std::cmp::{Ordering, Reverse};

/// Puts objects in order.
#[derive(Clone, Debug)]
pub struct SortOrder {
    /// Objects stay as they are where this is `None`.
    places: Option<Places>,
}

/// The places of kinds.
#[derive(Clone, Debug)]
struct Places {
    /// Those that are not here have place 0.
    of_kinds: HashMap<SmolStr, i64>,
    /// Whether namespaces have a place of their own: then those of the core group come first there.
    namespaces_apart: bool,
}

/// Group, version and kind as one text. Where namespaces are apart, those of the core group come before the others, the
/// highest version first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum KindKey {
    CoreNamespace(Reverse<String>),
    Other(String),
}

impl SortOrder {
    /// The order by kind that Kustomize has always had.
    pub fn legacy() -> Self {
        Self::by_kind(&KINDS_FIRST.map(SmolStr::new_static), &KINDS_LAST.map(SmolStr::new_static))
    }

    /// `sortOptions`, which stand at `origin`.
    pub fn new(options: &SortOptions, origin: Option<Span>) -> Result<Self> {
        let refused = |sentence: String| {
            let diagnostic = Diagnostic::sentence("kustomize::sort-options", sentence);
            let help = "use `order: legacy`, with `legacySortOptions` if need be, or `order: fifo`";
            Box::new(diagnostic.label_known(origin, "").help(help))
        };
        match (options.order.as_str(), &options.legacy_sort_options) {
            ("legacy", None) => Ok(Self::legacy()),
            ("legacy", Some(kinds)) => Ok(Self::by_kind(&kinds.order_first, &kinds.order_last)),
            ("fifo", None) => Ok(Self::fifo()),
            ("fifo", Some(_)) => Err(refused(String::from(
                "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
            ))),
            _ => Err(refused(String::from("the field 'sortOptions.order' must be one of [fifo, legacy]"))),
        }
    }

    /// The order in which the objects came.
    pub fn fifo() -> Self {
        SortOrder { places: None }
    }

    fn by_kind(first: &[SmolStr], last: &[SmolStr]) -> Self {
        let mut of_kinds = HashMap::default();
        let places = (-(first.len() as i64)..0).chain(1..);
        for (kind, place) in first.iter().chain(last).zip(places) {
            of_kinds.insert(kind.clone(), place);
        }
        let namespaces_apart = of_kinds.contains_key("Namespace");
        SortOrder { places: Some(Places { of_kinds, namespaces_apart }) }
    }
}

impl Places {
    fn key(&self, id: IdRef<'_>) -> (i64, KindKey) {
        let place = self.of_kinds.get(id.kind).copied().unwrap_or(0);
        let name = [or(id.group, "~G"), "_", or(id.version, "~V"), "_", or(id.kind, "~K")].concat();
        let key = match self.namespaces_apart && id.kind == "Namespace" && id.group.is_empty() {
            true => KindKey::CoreNamespace(Reverse(name)),
            false => KindKey::Other(name),
        };
        (place, key)
    }

    /// For each object the place of its kind among those that there are.
    fn ranks(&self, ids: &[IdRef<'_>]) -> Vec<u32> {
        let mut known: HashMap<[&str; 3], usize> = HashMap::default();
        let mut keys = Vec::new();
        let of_ids: Vec<usize> = ids
            .iter()
            .map(|id| {
                *known.entry([id.group, id.version, id.kind]).or_insert_with(|| {
                    keys.push(self.key(*id));
                    keys.len() - 1
                })
            })
            .collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
        let (mut ranks, mut rank) = (vec![0; keys.len()], 0);
        for pair in order.windows(2) {
            // Different kinds can have one text.
            rank += u32::from(keys[pair[0]] != keys[pair[1]]);
            ranks[pair[1]] = rank;
        }
        of_ids.into_iter().map(|kind| ranks[kind]).collect()
    }
}

fn or<'t>(part: &'t str, missing: &'static str) -> &'t str {
    if part.is_empty() { missing } else { part }
}

/// Compares namespace and name as one text, since Kustomize does: the bar between them is greater than what they are made of.
fn compare(one: IdRef<'_>, other: IdRef<'_>) -> Ordering {
    fn parts(id: IdRef<'_>) -> (&str, &str) {
        (or(id.namespace, "~X"), or(id.name, "~N"))
    }
    let ((one_namespace, one), (other_namespace, other)) = (parts(one), parts(other));
    if one_namespace == other_namespace {
        return one.cmp(other);
    }
    if !one_namespace.starts_with(other_namespace) && !other_namespace.starts_with(one_namespace) {
        return one_namespace.cmp(other_namespace);
    }
    let one = [one_namespace, "|", one].into_iter().flat_map(str::bytes);
    one.cmp([other_namespace, "|", other].into_iter().flat_map(str::bytes))
}

/// The positions that objects come from, by their ids.
fn order(ids: &[IdRef<'_>], places: &Places) -> Vec<usize> {
    let ranks = places.ranks(ids);
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by(|&one, &other| ranks[one].cmp(&ranks[other]).then_with(|| compare(ids[one], ids[other])));
    order
}

/// In any order, two objects of one id are refused.
impl Transformer for SortOrder {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        let Some(places) = &self.places else { return check_distinct(set) };
        let ids: Vec<IdRef<'_>> = set.iter().map(Resource::id_ref).collect();
        let order = order(&ids, places);
        let mut seen = HashSet::with_capacity(ids.len());
        if let Some(&doubled) = order.iter().find(|&&from| !seen.insert(ids[from])) {
            let cause = format!("may not add resource with an already registered id: {}", ids[doubled].to_owned());
            let sentence = format!("SortOrderTransformer: Failed to append to resources: {cause}");
            let diagnostic = Diagnostic::error("kustomize::sort-options", cause).compat(sentence);
            let place = set.get(doubled).map_or(NOWHERE, |resource| resource.tree.origin);
            return Err(Box::new(diagnostic.label(place, "one of the objects")));
        }
        set.reorder(&order);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::transformed;
    use super::*;
    use crate::kustomize::spec::LegacySortOptions;

    fn order(sort: &SortOrder, objects: &[(&str, &str, &str)]) -> Vec<String> {
        let text: Vec<String> = objects
            .iter()
            .map(|(version, kind, name)| format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: {name}}}\n"))
            .collect();
        let set = transformed(sort, &text.join("---\n")).expect("all differ");
        set.iter().map(|resource| format!("{}/{}", resource.kind(), resource.name())).collect()
    }

    #[test]
    fn the_legacy_order_is_by_kind_and_then_by_group_and_name() {
        let objects = [("v1", "Zoo", "z"), ("v1", "Pod", "b"), ("apps/v1", "Pod", "c"), ("v1", "Namespace", "n")];
        assert_eq!(order(&SortOrder::legacy(), &objects), ["Namespace/n", "Pod/c", "Pod/b", "Zoo/z"]);
    }

    #[test]
    fn kinds_of_ones_own_come_first_and_last() {
        let kinds = LegacySortOptions { order_first: vec!["B".into()], order_last: vec!["A".into()] };
        let options = SortOptions { order: "legacy".into(), legacy_sort_options: Some(kinds) };
        let sort = SortOrder::new(&options, None).expect("an order");
        assert_eq!(order(&sort, &[("v1", "A", "a"), ("v1", "C", "c"), ("v1", "B", "b")]), ["B/b", "C/c", "A/a"]);
    }

    #[test]
    fn without_kinds_all_have_one_place() {
        let options = SortOptions { order: "legacy".into(), legacy_sort_options: Some(LegacySortOptions::default()) };
        let sort = SortOrder::new(&options, None).expect("an order");
        assert_eq!(order(&sort, &[("v1", "Namespace", "n"), ("v1", "Ape", "a")]), ["Ape/a", "Namespace/n"]);
    }

    #[test]
    fn an_order_that_there_is_not_is_refused() {
        let error = SortOrder::new(&SortOptions::default(), None).expect_err("no order");
        assert_eq!(error.compat.as_deref(), Some("the field 'sortOptions.order' must be one of [fifo, legacy]"));
        let options = SortOptions { order: "fifo".into(), legacy_sort_options: Some(LegacySortOptions::default()) };
        assert!(SortOrder::new(&options, None).is_err());
    }
}
