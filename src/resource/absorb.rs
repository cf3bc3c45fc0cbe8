//! How generated objects join those that are there: added, in the place of another, or with their data laid over it.

use super::{Behavior, Resource, ResourceId, ResourceSet};
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, NOWHERE, Scalar, ScalarStyle, Tag};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;

/// Why a generated object does not fit the others.
#[derive(Clone, Debug)]
pub struct AbsorbError {
    /// The id of the generated object.
    pub id: ResourceId,
    /// What is wrong.
    pub cause: AbsorbCause,
}

/// What is wrong with a generated object.
#[derive(Clone, Debug)]
pub enum AbsorbCause {
    /// It is to be merged or to replace, and there is nothing of its id.
    Missing,
    /// There is an object of its id, at this position, and it asks for neither.
    Exists(Behavior, usize),
    /// Several objects have or had its id.
    Ambiguous(Vec<ResourceId>),
    /// The object that had its id is of another kind by now.
    Renamed(ResourceId),
}

impl fmt::Display for AbsorbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = go_syntax(&self.id);
        match &self.cause {
            AbsorbCause::Missing => write!(f, "id {id} does not exist; cannot merge or replace"),
            AbsorbCause::Exists(behavior, _) => {
                let behavior = behavior.name();
                write!(f, "id {id} exists; can not use behavior: '{behavior}', behavior must be merge or replace")
            }
            AbsorbCause::Ambiguous(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                write!(f, "found multiple objects [{}] that could accept merge of {}", ids.join(" "), self.id)
            }
            AbsorbCause::Renamed(id) => write!(f, "cannot find resource with id {id} to replace"),
        }
    }
}

impl std::error::Error for AbsorbError {}

/// The id as Go prints the struct with `%#v`.
fn go_syntax(id: &ResourceId) -> String {
    let quote = |text: &str| crate::go::strconv::quote(text.as_bytes());
    let gvk = &id.gvk;
    format!(
        "resid.ResId{{Gvk:resid.Gvk{{Group:{}, Version:{}, Kind:{}, isClusterScoped:{}}}, Name:{}, Namespace:{}}}",
        quote(&gvk.group),
        quote(&gvk.version),
        quote(&gvk.kind),
        id.cluster_scoped,
        quote(&id.name),
        quote(&id.namespace)
    )
}

impl ResourceSet {
    /// Takes generated objects in, each as its behavior says.
    pub fn absorb(&mut self, generated: ResourceSet) -> Result<(), Box<AbsorbError>> {
        generated.into_vec().into_iter().try_for_each(|resource| self.absorb_one(resource))
    }

    fn absorb_one(&mut self, mut resource: Resource) -> Result<(), Box<AbsorbError>> {
        let id = resource.id();
        let behavior = resource.build.behavior;
        let found = self.with_any_id(&id);
        let fail = |id, cause| Err(Box::new(AbsorbError { id, cause }));
        let (position, old) = match found.as_slice() {
            [] if matches!(behavior, Behavior::Merge | Behavior::Replace) => return fail(id, AbsorbCause::Missing),
            [] => {
                let pushed = self.push(resource);
                return pushed.or_else(|conflict| fail(id, AbsorbCause::Exists(behavior, conflict.first)));
            }
            &[position] => match self.get(position) {
                Some(old) => (position, old),
                None => return Ok(()),
            },
            several => {
                let ids = several.iter().filter_map(|&position| self.get(position)).map(Resource::id).collect();
                return fail(id, AbsorbCause::Ambiguous(ids));
            }
        };
        match behavior {
            Behavior::Replace => resource.take_metadata_of(old),
            Behavior::Merge => {
                resource.take_metadata_of(old);
                resource.lay_data_over(old);
                if old.build.origin.is_some() {
                    resource.build.origin = old.build.origin.clone();
                }
            }
            Behavior::Create | Behavior::Unspecified => return fail(id, AbsorbCause::Exists(behavior, position)),
        }
        let renamed = resource.id();
        if old.id() != renamed {
            return fail(id, AbsorbCause::Renamed(renamed));
        }
        self.change(position, |old| *old = resource);
        Ok(())
    }
}

impl Resource {
    /// Lays its labels and annotations over those of the object that it takes the place of, and takes over name, namespace
    /// and what the build remembers. A hash is only kept if both want one.
    fn take_metadata_of(&mut self, old: &Resource) {
        for field in ["labels", "annotations"] {
            let mut texts = texts_at(&old.tree, &["metadata", field]);
            texts.extend(texts_at(&self.tree, &["metadata", field]));
            let Some(metadata) = self.metadata_mut() else { continue };
            metadata.remove(field);
            if !texts.is_empty() {
                let entries = texts.into_iter().map(|(key, value)| entry(key, value)).collect();
                metadata.push(field, Tree::new(Content::Mapping(Mapping { entries, flow: false }), NOWHERE));
            }
        }
        if let Some(metadata) = self.metadata_mut() {
            for (field, text) in [("name", old.name()), ("namespace", old.namespace())] {
                let origin = metadata.get(field).map_or(NOWHERE, |value| value.origin);
                match text.is_empty() {
                    true => drop(metadata.remove(field)),
                    false => metadata.set(field, Tree::string(text, origin)),
                }
            }
        }
        let own = std::mem::replace(&mut self.build, old.build.clone());
        self.build.needs_hash &= own.needs_hash;
        self.build.generated |= own.generated;
        if own.origin.is_some() {
            self.build.origin = own.origin;
        }
    }

    /// Lays its `data` and `binaryData` over the other's.
    fn lay_data_over(&mut self, old: &Resource) {
        let fields = ["data", "binaryData"].map(|field| {
            let mut texts = texts_at(&old.tree, &[field]);
            texts.extend(texts_at(&self.tree, &[field]));
            (field, texts)
        });
        let Some(mapping) = self.tree.as_mapping_mut() else { return };
        for (field, texts) in fields {
            mapping.remove(field);
            if texts.is_empty() {
                continue;
            }
            let block = |(key, value): (SmolStr, Text)| {
                let mut entry = entry(key, value);
                if let Content::Scalar(scalar) = &mut entry.value.content
                    && scalar.text.contains('\n')
                {
                    scalar.style = ScalarStyle::Literal;
                }
                entry
            };
            let entries = texts.into_iter().map(block).collect();
            mapping.push(field, Tree::new(Content::Mapping(Mapping { entries, flow: false }), NOWHERE));
        }
    }
}

/// A text and the place that gave it.
type Text = (SmolStr, crate::source::Span);

/// The texts of a mapping by their keys; of a repeated key the last.
fn texts_at(tree: &Tree, path: &[&str]) -> BTreeMap<SmolStr, Text> {
    let entries = tree.at(path).and_then(Tree::as_mapping).map_or([].as_slice(), |mapping| &mapping.entries);
    let text = |tree: &Tree| if tree.is_null() { SmolStr::default() } else { tree.text().cloned().unwrap_or_default() };
    entries.iter().map(|entry| (text(&entry.key), (text(&entry.value), entry.value.origin))).collect()
}

fn entry(key: SmolStr, (text, origin): Text) -> Entry {
    let value = Scalar { text, tag: Tag::Str, style: ScalarStyle::Plain };
    Entry { key: Tree::scalar(key, Tag::Unstated, origin), value: Tree::new(Content::Scalar(value), origin) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn set(text: &str, behavior: Behavior, needs_hash: bool) -> ResourceSet {
        let trees = crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("trees");
        let mut resources: Vec<Resource> = trees.into_iter().map(Resource::new).collect();
        for resource in &mut resources {
            resource.build.behavior = behavior;
            resource.build.needs_hash = needs_hash;
        }
        ResourceSet::from_vec(resources)
    }

    const OLD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {x: '1'}}\ndata: {a: b, c: d}\n";
    const NEW: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {y: '2'}}\ndata: {c: e}\n";

    fn data(set: &ResourceSet) -> Vec<(SmolStr, SmolStr)> {
        let texts = texts_at(&set.as_slice()[0].tree, &["data"]);
        texts.into_iter().map(|(key, (text, _))| (key, text)).collect()
    }

    #[test]
    fn merged_data_is_laid_over_and_the_hash_needs_both() {
        let mut old = set(OLD, Behavior::Create, false);
        old.absorb(set(NEW, Behavior::Merge, true)).expect("it is there");
        assert_eq!(data(&old), [("a".into(), "b".into()), ("c".into(), "e".into())]);
        let resource = &old.as_slice()[0];
        assert!(!resource.build.needs_hash);
        assert_eq!(texts_at(&resource.tree, &["metadata", "labels"]).len(), 2);
    }

    #[test]
    fn a_replacement_brings_its_own_data() {
        let mut old = set(OLD, Behavior::Create, true);
        old.absorb(set(NEW, Behavior::Replace, true)).expect("it is there");
        assert_eq!(data(&old), [("c".into(), "e".into())]);
        assert!(old.as_slice()[0].build.needs_hash);
    }

    #[test]
    fn what_does_not_fit_is_said_in_kustomizes_words() {
        let id = "resid.ResId{Gvk:resid.Gvk{Group:\"\", Version:\"v1\", Kind:\"ConfigMap\", isClusterScoped:false}, \
                  Name:\"a\", Namespace:\"\"}";
        let error = ResourceSet::new().absorb(set(NEW, Behavior::Merge, true)).expect_err("nothing there");
        assert_eq!(error.to_string(), format!("id {id} does not exist; cannot merge or replace"));
        let error = set(OLD, Behavior::Create, true).absorb(set(NEW, Behavior::Create, true)).expect_err("there");
        let sentence = "exists; can not use behavior: 'create', behavior must be merge or replace";
        assert_eq!(error.to_string(), format!("id {id} {sentence}"));
    }
}
