//! Objects of the cluster: by API version, resource, namespace and name, and by paths of Kubernetes' API.

use super::{Cluster, Document};
use crate::policy::admission::resource_of;
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;

/// The resources of kinds that definitions name, by group and kind.
pub(super) type Plurals = HashMap<(String, String), String>;

/// An object.
#[derive(Debug)]
pub(super) struct Object {
    api_version: String,
    resource: String,
    namespace: String,
    name: String,
    value: Json,
}

impl Object {
    pub(super) fn new(value: &Json, plurals: &Plurals) -> Self {
        let text = |pointer: &str| value.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned();
        let (api_version, kind) = (text("/apiVersion"), text("/kind"));
        let group = api_version.rsplit_once('/').map_or("", |(group, _)| group).to_owned();
        let known = plurals.get(&(group, kind.clone()));
        Object {
            resource: known.cloned().unwrap_or_else(|| resource_of(&kind)),
            api_version,
            namespace: text("/metadata/namespace"),
            name: text("/metadata/name"),
            value: value.clone(),
        }
    }
}

/// The resources of kinds that CustomResourceDefinitions among the documents name.
pub(super) fn plurals(documents: &[Document]) -> Plurals {
    let definitions = documents.iter().filter(|document| document.gvk.kind == "CustomResourceDefinition");
    let named = definitions.filter_map(|definition| {
        let text = |pointer: &str| definition.value.pointer(pointer)?.as_str().map(str::to_owned);
        Some(((text("/spec/group")?, text("/spec/names/kind")?), text("/spec/names/plural")?))
    });
    named.collect()
}

/// Which objects are meant.
#[derive(Clone, Copy, Debug)]
pub(in crate::policy) struct Wanted<'s> {
    /// Group and version.
    pub(in crate::policy) api_version: &'s str,
    /// The resource: `configmaps`.
    pub(in crate::policy) resource: &'s str,
    /// The namespace, empty for what lies in none.
    pub(in crate::policy) namespace: &'s str,
}

impl Wanted<'_> {
    fn is_kind_of(&self, object: &Object) -> bool {
        object.api_version == self.api_version && object.resource == self.resource
    }
}

impl Cluster {
    /// How many objects there are: what a look-up costs.
    pub(in crate::policy) fn size(&self) -> usize {
        self.objects.len()
    }

    /// One object.
    pub(in crate::policy) fn get(&self, wanted: Wanted<'_>, name: &str) -> Option<&Json> {
        let is_it = |one: &&Object| wanted.is_kind_of(one) && one.namespace == wanted.namespace && one.name == name;
        self.objects.iter().find(is_it).map(|object| &object.value)
    }

    /// The objects of a resource in a namespace; of a whole cluster, those in all namespaces where it is empty. Nothing where no
    /// object of the resource is known.
    pub(in crate::policy) fn list(&self, wanted: Wanted<'_>) -> Option<Vec<&Json>> {
        let of_kind = || self.objects.iter().filter(|one| wanted.is_kind_of(one));
        of_kind().next()?;
        let takes_all = self.is_whole && wanted.namespace.is_empty();
        Some(of_kind().filter(|one| takes_all || one.namespace == wanted.namespace).map(|one| &one.value).collect())
    }

    /// What a GET of a path of Kubernetes' API gives: `/apis/GROUP/VERSION/namespaces/NAMESPACE/RESOURCE/NAME` and shorter ones.
    pub(in crate::policy) fn at_path(&self, path: &str) -> Result<Json, String> {
        let parts: Vec<&str> = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/').split('/').collect();
        let (api_version, rest) = match parts.as_slice() {
            ["api", version, rest @ ..] => ((*version).to_owned(), rest),
            ["apis", group, version, rest @ ..] => (format!("{group}/{version}"), rest),
            _ => return Err(format!("failed to parse path: {path}")),
        };
        let (namespace, resource, name) = match rest {
            ["namespaces", namespace, resource] => (*namespace, *resource, None),
            ["namespaces", namespace, resource, name, ..] => (*namespace, *resource, Some(*name)),
            [resource] => ("", *resource, None),
            [resource, name, ..] => ("", *resource, Some(*name)),
            [] => return Err(format!("failed to parse path: {path}")),
        };
        let wanted = Wanted { api_version: &api_version, resource, namespace };
        if let Some(name) = name {
            let missing =
                || format!("failed to get resource {api_version}/{resource}/{name}: {resource} {name:?} not found");
            return self.get(wanted, name).cloned().ok_or_else(missing);
        }
        let of_kind = self.objects.iter().filter(|one| wanted.is_kind_of(one));
        let items =
            of_kind.filter(|one| namespace.is_empty() || one.namespace == namespace).map(|one| one.value.clone());
        let items: Vec<Json> = items.collect();
        let kind = items.first().and_then(|one| one.get("kind")?.as_str()).map(|kind| format!("{kind}List"));
        Ok(json!({
            "apiVersion": api_version, "kind": kind.unwrap_or_else(|| "List".to_owned()),
            "metadata": Map::from_iter([("resourceVersion".to_owned(), Json::from(""))]), "items": items,
        }))
    }
}
