//! [`FieldSpecs`], a list of field specs made ready: the specs for a kind are found without a walk over those for others.

use super::Outcome;
use super::path::FieldPath;
use super::walk::{Missing, Setter, Walk};
use crate::kustomize::spec::FieldSpec;
use crate::resource::{Gvk, Place, Resource};
use crate::source::Span;
use crate::yaml::Tree;
use foldhash::HashMap;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::sync::Arc;

/// A field spec made ready.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    /// The objects; an empty part stands for any.
    pub(crate) gvk: Gvk,
    /// The field.
    pub(crate) path: FieldPath,
    /// Whether the field is made where it is missing.
    pub(crate) create: bool,
}

impl Spec {
    /// Makes a spec ready.
    pub(crate) fn new(spec: &FieldSpec) -> Self {
        Spec { gvk: spec.gvk(), path: FieldPath::new(&spec.path), create: spec.create }
    }

    /// Whether it is for objects such as this one.
    fn is_for(&self, object: &Tree) -> bool {
        let text = |key: &str| object.get(key).and_then(Tree::text).map_or("", SmolStr::as_str);
        let Gvk { group, version, kind } = &self.gvk;
        // Most specs name a kind or nothing.
        if group.is_empty() && version.is_empty() {
            return kind.is_empty() || *kind == text("kind");
        }
        let (group, version) = Gvk::split(text("apiVersion"));
        self.gvk.selects(group, version, text("kind"))
    }

    /// Where the field is, by the positions in the lists on the way.
    pub(crate) fn place(&self, items: &[u32]) -> Place {
        Place { keys: Arc::clone(self.path.keys()), items: items.into() }
    }

    /// Calls `set` with every value that the path leads to, in an object that it is for. `origin` is the line that asks
    /// for the change.
    pub(crate) fn change(
        &self,
        resource: &mut Resource,
        missing: Missing,
        origin: Span,
        set: &mut dyn FnMut(&mut Tree) -> Outcome,
    ) -> Outcome {
        self.change_at(resource, missing, origin, &mut |node, _| set(node))
    }

    /// The same; `set` is also given the positions in the lists that were entered.
    pub(crate) fn change_at(
        &self,
        resource: &mut Resource,
        missing: Missing,
        origin: Span,
        set: &mut Setter<'_>,
    ) -> Outcome {
        if !self.is_for(&resource.tree) {
            return Ok(());
        }
        let is_there = || self.path.text == "metadata/annotations" && resource.remembers();
        let missing = if self.create || is_there() { missing } else { Missing::Left };
        if missing == Missing::Left && !self.path.may_begin_in(&resource.tree) {
            return Ok(());
        }
        let outcome = Walk { missing, origin, set, items: SmallVec::new() }.run(&mut resource.tree, self.path.parts());
        outcome.map_err(|error| {
            error.prefixed(&format!("considering field '{}' of object {}", self.path.text, resource.id()))
        })
    }
}

/// Field specs in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldSpecs {
    list: Vec<Spec>,
    /// The positions of the specs for a kind, in order.
    by_kind: HashMap<SmolStr, Vec<usize>>,
    /// The positions of those for any kind, in order.
    any_kind: Vec<usize>,
}

impl FieldSpecs {
    /// Makes a list ready.
    pub(crate) fn new(specs: &[FieldSpec]) -> Self {
        let mut made = FieldSpecs { list: specs.iter().map(Spec::new).collect(), ..FieldSpecs::default() };
        for (position, spec) in made.list.iter().enumerate() {
            match spec.gvk.kind.is_empty() {
                true => made.any_kind.push(position),
                false => made.by_kind.entry(spec.gvk.kind.clone()).or_default().push(position),
            }
        }
        made
    }

    /// All of them.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Spec> {
        self.list.iter()
    }

    /// Whether changing these fields may change the ids of objects.
    pub(crate) fn may_change_ids(&self) -> bool {
        self.list.iter().any(|spec| spec.path.may_be_an_id())
    }

    /// Those that may be for objects of a kind, in order.
    pub(crate) fn for_kind(&self, kind: &str) -> impl Iterator<Item = &Spec> {
        let own = self.by_kind.get(kind).map_or(&[][..], Vec::as_slice);
        let (mut own, mut any) = (own.iter().peekable(), self.any_kind.iter().peekable());
        std::iter::from_fn(move || {
            let next = match (own.peek(), any.peek()) {
                (Some(of_kind), Some(of_any)) if of_kind < of_any => own.next(),
                (_, Some(_)) => any.next(),
                (_, None) => own.next(),
            };
            self.list.get(*next?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_for_a_kind_and_for_any_come_in_their_order() {
        let spec = |kind: &str, path: &str| FieldSpec { kind: kind.into(), path: path.into(), ..FieldSpec::default() };
        let specs = FieldSpecs::new(&[spec("A", "1"), spec("", "2"), spec("B", "3"), spec("A", "4"), spec("", "5")]);
        let paths = |kind: &str| specs.for_kind(kind).map(|spec| spec.path.text.to_string()).collect::<Vec<_>>();
        assert_eq!(paths("A"), ["1", "2", "4", "5"]);
        assert_eq!(paths("B"), ["2", "3", "5"]);
        assert_eq!(paths("C"), ["2", "5"]);
    }
}
