//! The types of objects as strategic merge needs them: which lists are merged, and by which keys. [`Schema`] is the one that
//! Kustomize compiles in or one that a user's OpenAPI document gives; it is cheap to clone. Nothing here changes an object.

mod comment;
mod document;
mod graph;
#[rustfmt::skip]
mod table;

pub(crate) use comment::may_be_in as may_be_in_comments;
pub use document::InvalidSchema;

use crate::yaml::Tree;
use graph::Graph;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

static BUILTIN: Graph = Graph {
    types: Cow::Borrowed(table::TYPES),
    fields: Cow::Borrowed(table::FIELDS),
    kinds: Cow::Borrowed(table::KINDS),
    definitions: Cow::Borrowed(table::DEFINITIONS),
};

/// The types of objects by their kinds.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Instead of the one that is compiled in.
    custom: Option<Arc<Graph>>,
    /// The kinds that a document's paths show to have no namespace, as `apiVersion` and kind.
    cluster_scoped: Option<Arc<HashSet<(SmolStr, SmolStr)>>>,
}

/// What a document's definitions stand beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// Those that are compiled in, which count more where names are the same.
    Stronger,
    /// Those that are compiled in, which count less.
    Weaker,
}

impl Schema {
    /// That of Kubernetes 1.21.2 and of kustomizations, which Kustomize compiles in.
    pub fn builtin() -> Schema {
        Schema::default()
    }

    /// That of an OpenAPI document (`{definitions: …, paths: …}`).
    pub fn from_openapi(document: &Tree, beside: Beside) -> Result<Schema, InvalidSchema> {
        let graph = document::read(document, &BUILTIN, beside)?;
        let cluster_scoped = document::cluster_scoped(document);
        let cluster_scoped = (!cluster_scoped.is_empty()).then(|| Arc::new(cluster_scoped));
        Ok(Schema { custom: Some(Arc::new(graph)), cluster_scoped })
    }

    fn graph(&self) -> &Graph {
        self.custom.as_deref().unwrap_or(&BUILTIN)
    }

    /// The type of the objects of a kind, where it is known.
    pub fn of_kind(&self, api_version: &str, kind: &str) -> Option<Type<'_>> {
        let graph = self.graph();
        Some(Type { graph, place: graph.kind(api_version, kind)? })
    }

    /// Whether the document shows that objects of a kind have no namespace.
    pub fn is_cluster_scoped(&self, api_version: &str, kind: &str) -> bool {
        let known = self.cluster_scoped.as_ref();
        known.is_some_and(|known| known.contains(&(SmolStr::new(api_version), SmolStr::new(kind))))
    }

    /// This schema with those that comments hold, `# {"$ref": "#/definitions/…"}` or a schema in place. Comments that
    /// hold none are passed over; none at all gives nothing.
    pub fn with_comments<'c>(&self, comments: impl Iterator<Item = &'c str>) -> Option<Commented> {
        let (graph, places) = comment::read(self.graph(), comments)?;
        Some(Commented { schema: Schema { custom: Some(Arc::new(graph)), ..self.clone() }, places })
    }
}

/// A schema with those of comments.
#[derive(Debug)]
pub struct Commented {
    /// The schema.
    pub schema: Schema,
    places: HashMap<SmolStr, u32>,
}

impl Commented {
    /// The type that a comment states.
    pub fn of_comment(&self, comment: &str) -> Option<Type<'_>> {
        Some(Type { graph: self.schema.graph(), place: *self.places.get(comment)? })
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
        assert!(table::DEFINITIONS.is_sorted_by_key(|row| &row.name));
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
