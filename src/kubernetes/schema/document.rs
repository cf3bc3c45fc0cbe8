//! Reads the types out of an OpenAPI document of the user's. A reference that leads nowhere, or in a circle, leaves its place
//! unknown, as it does for Kustomize.

use super::Beside;
use super::graph::{Definition, Field, Graph, Kind, NONE, Row};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::Mapping;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// How long a chain of references may be.
const MAX_REFERENCES: usize = 64;

/// Why a document gives no schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSchema {
    /// The reason, in the words of Go's decoder.
    pub reason: String,
    /// The place in the document.
    pub span: Span,
}

impl fmt::Display for InvalidSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid schema file: {}", self.reason)
    }
}

impl std::error::Error for InvalidSchema {}

/// Makes the graph of a document's definitions, which stand beside those of `base`.
pub(super) fn read(document: &Tree, base: &Graph, beside: Beside) -> Result<Graph, InvalidSchema> {
    let mut reader = match beside {
        Beside::Nothing => Reader::default(),
        Beside::Stronger | Beside::Weaker => Reader::onto(base),
    };
    reader.base_is_stronger = beside == Beside::Stronger;
    let empty = Mapping::default();
    let Some(entries) = document.as_mapping().or(document.is_null().then_some(&empty)) else {
        let reason = String::from("json: cannot unmarshal into Go value of type spec.Swagger");
        return Err(InvalidSchema { reason, span: document.origin });
    };
    let definitions = match entries.get("definitions") {
        None => &[],
        Some(definitions) if definitions.is_null() => &[][..],
        Some(definitions) => match definitions.as_mapping() {
            Some(definitions) => definitions.entries.as_slice(),
            None => {
                let reason = String::from("json: cannot unmarshal into Go value of type spec.Definitions");
                return Err(InvalidSchema { reason, span: definitions.origin });
            }
        },
    };
    for definition in definitions {
        if let Some(name) = definition.key.text() {
            let place = reader.reserve();
            reader.named.insert(name.clone(), (place, &definition.value));
        }
    }
    for definition in definitions {
        let Some(&(place, schema)) = definition.key.text().and_then(|name| reader.named.get(name)) else { continue };
        reader.fill(place, schema);
        reader.enter_kinds(place, schema);
    }
    Ok(reader.finish())
}

/// The kinds whose paths have no place for a namespace, as `apiVersion` and kind.
pub(super) fn cluster_scoped(document: &Tree) -> HashSet<(SmolStr, SmolStr)> {
    let (mut namespaced, mut cluster_scoped) = (HashSet::new(), HashSet::new());
    let paths = document.get("paths").and_then(Tree::as_mapping).map(|paths| paths.entries.as_slice());
    for path in paths.unwrap_or_default() {
        let kind = path.value.at(&["get", "x-kubernetes-group-version-kind"]).and_then(type_meta);
        let Some(kind) = kind else { continue };
        if path.key.text().is_some_and(|path| path.contains("namespaces/{namespace}")) {
            namespaced.insert(kind);
        } else {
            cluster_scoped.insert(kind);
        }
    }
    cluster_scoped.retain(|kind| !namespaced.contains(kind));
    cluster_scoped
}

/// The `apiVersion` and the kind of `{group: …, version: …, kind: …}`.
fn type_meta(kind: &Tree) -> Option<(SmolStr, SmolStr)> {
    let part = |name: &str| kind.get(name).and_then(Tree::text);
    let (version, name) = (part("version")?, part("kind")?);
    let api_version = match part("group").filter(|group| !group.is_empty()) {
        Some(group) => format!("{group}/{version}").into(),
        None => version.clone(),
    };
    Some((api_version, name.clone()))
}

#[derive(Default)]
pub(super) struct Reader<'d> {
    /// The definitions and the places of their types.
    named: HashMap<SmolStr, (u32, &'d Tree)>,
    types: Vec<(Row, Vec<Field>)>,
    kinds: Vec<Kind>,
    /// The graph whose types come first.
    base: Option<&'d Graph>,
    base_is_stronger: bool,
}

impl<'d> Reader<'d> {
    /// A reader whose types come behind those of a graph, which can be referred to.
    pub(super) fn onto(base: &'d Graph) -> Self {
        let fields = |row: &Row| base.fields.get(row.fields.0 as usize..row.fields.1 as usize).unwrap_or_default();
        let types = base.types.iter().map(|row| (row.clone(), fields(row).to_vec())).collect();
        Reader { types, base: Some(base), ..Reader::default() }
    }

    fn of_base(&self, name: &str) -> Option<u32> {
        self.base?.definition(name)
    }

    /// The place of a schema that stands alone; one that refers to nothing known is a type without content.
    pub(super) fn place_or_unknown(&mut self, schema: &'d Tree) -> u32 {
        match self.place(schema) {
            NONE => self.reserve(),
            place => place,
        }
    }

    fn reserve(&mut self) -> u32 {
        let unknown = Row { fields: (0, 0), values: NONE, elements: NONE, keys: None };
        self.types.push((unknown, Vec::new()));
        u32::try_from(self.types.len() - 1).unwrap_or(NONE)
    }

    /// The place of a schema's type, which is another's where it refers to one.
    fn place(&mut self, schema: &'d Tree) -> u32 {
        match self.referred(schema) {
            Ok(None) => {
                let place = self.reserve();
                self.fill(place, schema);
                place
            }
            Ok(Some(place)) => place,
            Err(()) => NONE,
        }
    }

    /// The place that a schema refers to, where it refers; an error where that leads nowhere.
    fn referred(&self, mut schema: &'d Tree) -> Result<Option<u32>, ()> {
        let mut found = None;
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = schema.get("$ref").and_then(Tree::text).filter(|text| !text.is_empty()) else {
                return Ok(found);
            };
            let name = reference.strip_prefix("#/definitions/").ok_or(())?.replace("~1", "/").replace("~0", "~");
            let own = self.named.get(name.as_str()).copied();
            let (place, definition) = match (self.of_base(&name), own) {
                (Some(place), None) => return Ok(Some(place)),
                (Some(place), Some(_)) if self.base_is_stronger => return Ok(Some(place)),
                (_, own) => own.ok_or(())?,
            };
            (found, schema) = (Some(place), definition);
        }
        Err(())
    }

    fn fill(&mut self, place: u32, schema: &'d Tree) {
        let text = |name: &str| schema.get(name).and_then(Tree::text);
        let properties = schema.get("properties").and_then(Tree::as_mapping).map(|properties| &properties.entries);
        let mut fields: Vec<Field> = properties
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(Field { name: entry.key.text()?.clone(), place: self.place(&entry.value) }))
            .collect();
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        let values = schema.get("additionalProperties").filter(|values| values.as_mapping().is_some());
        let values = values.map_or(NONE, |values| self.place(values));
        let items = schema.get("items").filter(|items| is_array(schema) && items.as_mapping().is_some());
        let elements = items.map_or(NONE, |items| self.place(items));
        let strategy = text("x-kubernetes-patch-strategy").map_or("", SmolStr::as_str);
        let merged = strategy.split(',').any(|strategy| strategy == "merge");
        let keys = merged.then(|| {
            let list = schema.get("x-kubernetes-list-map-keys").and_then(Tree::as_items);
            match list {
                Some(keys) => keys.iter().filter_map(|key| key.text().cloned()).collect(),
                None => text("x-kubernetes-patch-merge-key").cloned().into_iter().collect(),
            }
        });
        if let Some(slot) = self.types.get_mut(place as usize) {
            *slot = (Row { fields: (0, 0), values, elements, keys: keys.map(Cow::Owned) }, fields);
        }
    }

    fn enter_kinds(&mut self, place: u32, schema: &Tree) {
        let kinds = schema.get("x-kubernetes-group-version-kind").and_then(Tree::as_items);
        for kind in kinds.into_iter().flatten() {
            if let Some((api_version, kind)) = type_meta(kind) {
                self.kinds.push(Kind { kind, api_version, place });
            }
        }
    }

    pub(super) fn finish(mut self) -> Graph {
        let base = self.base.map(|base| base.kinds.to_vec()).unwrap_or_default();
        match self.base_is_stronger {
            true => self.kinds.extend(base),
            false => self.kinds = [base, self.kinds].concat(),
        }
        // The last definition of a kind counts.
        self.kinds.reverse();
        self.kinds.sort_by(|a, b| (&a.kind, &a.api_version).cmp(&(&b.kind, &b.api_version)));
        self.kinds.dedup_by(|a, b| (&a.kind, &a.api_version) == (&b.kind, &b.api_version));
        let mut fields = Vec::new();
        let mut types = Vec::with_capacity(self.types.len());
        for (mut content, own) in self.types {
            let start = u32::try_from(fields.len()).unwrap_or(NONE);
            fields.extend(own);
            content.fields = (start, u32::try_from(fields.len()).unwrap_or(NONE));
            types.push(content);
        }
        let mut definitions: BTreeMap<SmolStr, u32> =
            self.named.iter().map(|(name, (place, _))| (name.clone(), *place)).collect();
        for definition in self.base.map(|base| base.definitions.as_ref()).unwrap_or_default() {
            let place = definitions.entry(definition.name.clone()).or_insert(definition.place);
            if self.base_is_stronger {
                *place = definition.place;
            }
        }
        let definitions = definitions.into_iter().map(|(name, place)| Definition { name, place }).collect();
        Graph {
            types: Cow::Owned(types),
            fields: Cow::Owned(fields),
            kinds: Cow::Owned(self.kinds),
            definitions: Cow::Owned(definitions),
        }
    }
}

/// Whether a schema is of the one type `array`.
fn is_array(schema: &Tree) -> bool {
    let Some(types) = schema.get("type") else { return false };
    let only = match types.as_items() {
        Some([only]) => Some(only),
        Some(_) => None,
        None => Some(types),
    };
    only.and_then(Tree::text).is_some_and(|name| name == "array")
}
