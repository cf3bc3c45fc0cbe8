//! [`SortOrder`]: the order of the output, as objects came or by kind with what others need first.

use crate::diagnostic::Diagnostic;
use crate::kustomize::accumulate::check_distinct;
use crate::kustomize::each::map;
use crate::kustomize::spec::SortOptions;
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{Gvk, KINDS_FIRST, KINDS_LAST, ResourceId, ResourceSet};
use crate::source::Span;
use foldhash::{HashMap, HashSet};
use smol_str::SmolStr;
use std::cmp::Reverse;

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

/// What two objects are compared by: the place of the kind, its name, and the object's.
type Key = (i64, KindKey, String);

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

fn key(id: &ResourceId, places: &Places) -> Key {
    let place = places.of_kinds.get(&id.gvk.kind).copied().unwrap_or(0);
    fn or<'t>(part: &'t str, missing: &'static str) -> &'t str {
        if part.is_empty() { missing } else { part }
    }
    let Gvk { group, version, kind } = &id.gvk;
    let name = [or(group, "~G"), "_", or(version, "~V"), "_", or(kind, "~K")].concat();
    let kind = match places.namespaces_apart && kind == "Namespace" && group.is_empty() {
        true => KindKey::CoreNamespace(Reverse(name)),
        false => KindKey::Other(name),
    };
    // As one text, since Kustomize compares it so: the bar between the parts is greater than what names are made of.
    (place, kind, [or(&id.namespace, "~X"), "|", or(&id.name, "~N")].concat())
}

/// In any order, two objects of one id are refused.
impl Transformer for SortOrder {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        let Some(places) = &self.places else { return check_distinct(set) };
        let (keys, ids): (Vec<Key>, Vec<ResourceId>) = map(set.as_slice(), |_, resource| {
            let id = resource.id();
            (key(&id, places), id)
        })
        .into_iter()
        .unzip();
        let order = set.sort_by_keys(keys);
        let mut seen = HashSet::default();
        for (id, resource) in order.into_iter().filter_map(|from| ids.get(from)).zip(set.iter()) {
            if !seen.insert(id) {
                let cause = format!("may not add resource with an already registered id: {id}");
                let sentence = format!("SortOrderTransformer: Failed to append to resources: {cause}");
                let diagnostic = Diagnostic::error("kustomize::sort-options", cause).compat(sentence);
                return Err(Box::new(diagnostic.label(resource.tree.origin, "one of the objects")));
            }
        }
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
