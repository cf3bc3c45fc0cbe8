//! What is judged: [`Subject`], one object, and [`World`], all of them with what policies may ask for beside them.

use super::value::from_tree;
use crate::resource::Gvk;
use crate::yaml::tree::Tree;
use serde_json::{Map, Value};
use smol_str::SmolStr;
use std::collections::HashMap;

/// One object, as engines see it. Documents that are no Kubernetes objects have empty names.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its position among all subjects.
    pub position: usize,
    /// The object with its places.
    pub tree: Tree,
    /// The same as JSON: what engines compute with.
    pub value: Value,
    /// Group, version and kind.
    pub gvk: Gvk,
    /// `metadata.name`, or `metadata.generateName` where there is no name.
    pub name: SmolStr,
    /// `metadata.namespace` as it is written, or empty.
    pub namespace: SmolStr,
    /// The file that it stands in, as far as the caller says.
    pub path: SmolStr,
}

impl Subject {
    /// The object that `tree` is, at `position` among all.
    pub fn new(tree: Tree, position: usize) -> Self {
        let value = from_tree(&tree);
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let gvk = Gvk::new(text("/apiVersion"), text("/kind"));
        let name = [text("/metadata/name"), text("/metadata/generateName")].into_iter().find(|name| !name.is_empty());
        let (name, namespace) = (name.unwrap_or_default().into(), text("/metadata/namespace").into());
        Subject { position, gvk, name, namespace, path: SmolStr::default(), tree, value }
    }

    /// `metadata.labels`, as far as it is a map.
    pub fn labels(&self) -> Option<&Map<String, Value>> {
        self.value.pointer("/metadata/labels")?.as_object()
    }
}

/// All subjects, and what policies may ask for beside the object in hand.
#[derive(Debug, Default)]
pub struct World {
    /// The objects in order.
    pub subjects: Vec<Subject>,
    /// The positions of the Namespaces among them, by name.
    namespaces: HashMap<SmolStr, usize>,
    /// The time in nanoseconds since 1970 for what asks for it; nothing where asking is an error.
    pub now: Option<i128>,
}

impl World {
    /// A world of these objects.
    pub fn new(trees: impl IntoIterator<Item = Tree>, now: Option<i128>) -> Self {
        let numbered = trees.into_iter().enumerate();
        let subjects: Vec<Subject> = numbered.map(|(position, tree)| Subject::new(tree, position)).collect();
        let of_namespaces = subjects.iter().filter(|one| one.gvk.kind == "Namespace" && one.gvk.group.is_empty());
        let namespaces = of_namespaces.map(|one| (one.name.clone(), one.position)).collect();
        World { subjects, namespaces, now }
    }

    /// The Namespace object `name`, where it is among the subjects.
    pub fn namespace(&self, name: &str) -> Option<&Subject> {
        self.namespaces.get(name).and_then(|&position| self.subjects.get(position))
    }
}
