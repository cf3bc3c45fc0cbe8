//! The types of objects as strategic merge needs them: which lists are merged, and by which keys. [`Schema`] is the one that
//! Kustomize compiles in or one that a user's OpenAPI document gives; it is cheap to clone. Nothing here changes an object.

mod document;
mod graph;
#[rustfmt::skip]
mod table;

pub use document::InvalidSchema;

use crate::yaml::Tree;
use graph::Graph;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

static BUILTIN: Graph = Graph {
    types: Cow::Borrowed(table::TYPES),
    fields: Cow::Borrowed(table::FIELDS),
    kinds: Cow::Borrowed(table::KINDS),
};

/// The types of objects by their kinds.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Instead of the one that is compiled in.
    custom: Option<Arc<Graph>>,
}

impl Schema {
    /// That of Kubernetes 1.21.2 and of kustomizations, which Kustomize compiles in.
    pub fn builtin() -> Schema {
        Schema::default()
    }

    /// That of an OpenAPI document (`{definitions: …}`), which takes the place of the one that is compiled in.
    pub fn from_openapi(document: &Tree) -> Result<Schema, InvalidSchema> {
        Ok(Schema { custom: Some(Arc::new(document::read(document)?)) })
    }

    fn graph(&self) -> &Graph {
        self.custom.as_deref().unwrap_or(&BUILTIN)
    }

    /// The type of the objects of a kind, where it is known.
    pub fn of_kind(&self, api_version: &str, kind: &str) -> Option<Type<'_>> {
        let graph = self.graph();
        Some(Type { graph, place: graph.kind(api_version, kind)? })
    }
}

/// What is known of a place in an object.
#[derive(Clone, Copy)]
pub struct Type<'s> {
    graph: &'s Graph,
    place: u32,
}

impl<'s> Type<'s> {
    /// The type of a field or of a map's values. Nothing is known of fields that hold no collection.
    pub fn field(self, name: &str) -> Option<Type<'s>> {
        Some(Type { place: self.graph.field(self.place, name)?, ..self })
    }

    /// The type of a list's items.
    pub fn elements(self) -> Option<Type<'s>> {
        Some(Type { place: self.graph.elements(self.place)?, ..self })
    }

    /// Of a list that is merged and not replaced, the keys by which its items are told apart: none where they are texts.
    pub fn merge_keys(self) -> Option<&'s [SmolStr]> {
        self.graph.get(self.place)?.keys.as_deref()
    }
}

impl fmt::Debug for Type<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Type").field(&self.place).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(schema: &Schema, api_version: &str, kind: &str, path: &[&str]) -> Option<Vec<String>> {
        let found = path.iter().try_fold(schema.of_kind(api_version, kind)?, |found, step| match *step {
            "[]" => found.elements(),
            name => found.field(name),
        });
        Some(found?.merge_keys()?.iter().map(SmolStr::to_string).collect())
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(table::KINDS.is_sorted_by_key(|row| (&row.kind, &row.api_version)));
        for content in table::TYPES {
            let fields = &table::FIELDS[content.fields.0 as usize..content.fields.1 as usize];
            assert!(fields.is_sorted_by_key(|field| &field.name));
        }
    }

    #[test]
    fn lists_are_merged_by_the_keys_of_the_api() {
        let builtin = Schema::builtin();
        let containers = ["spec", "template", "spec", "containers"];
        let of = |path: &[&str]| keys(&builtin, "apps/v1", "Deployment", path);
        assert_eq!(of(&containers), Some(vec![String::from("name")]));
        let ports = [&containers[..], &["[]", "ports"]].concat();
        assert_eq!(of(&ports), Some(vec![String::from("containerPort"), String::from("protocol")]));
        assert_eq!(of(&[&containers[..], &["[]", "args"]].concat()), None);
        assert_eq!(of(&["metadata", "finalizers"]), Some(Vec::new()));
        assert_eq!(keys(&builtin, "v1", "Service", &["spec", "ports"]), Some(vec!["port".into(), "protocol".into()]));
        assert!(builtin.of_kind("example.com/v1", "Deployment").is_none());
    }
}
