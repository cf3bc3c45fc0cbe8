//! What the parts of schema documents are called: `$id`, anchors and pointers, and what a reference means. A schema may
//! refer to itself and to the published metaschemas; every other address is refused, and nothing is ever opened.

use super::address;
use super::compile::DocumentId;
use super::draft::{Draft, Place, metaschema};
use super::json::{Json, Kind, NodeId};
use crate::go::strconv;
use std::collections::{HashMap, HashSet};

/// The address that a chart's schema has for Helm.
pub(super) const SCHEMA_ADDRESS: &str = "file:///values.schema.json";

/// Why a schema can't be used.
#[derive(Debug)]
pub(super) struct Problem {
    /// The schema library's sentence, or several lines of them.
    pub sentence: String,
    /// The node that is to blame.
    pub place: Option<(DocumentId, NodeId)>,
}

impl Problem {
    pub fn new(sentence: impl Into<String>) -> Self {
        Problem { sentence: sentence.into(), place: None }
    }

    pub fn at(mut self, document: DocumentId, node: NodeId) -> Self {
        self.place.get_or_insert((document, node));
        self
    }
}

/// What a reference means.
pub(super) struct Target {
    pub document: DocumentId,
    pub node: NodeId,
}

/// A schema with a name, and what can be named from it.
#[derive(Debug)]
pub(super) struct Resource {
    pub node: NodeId,
    id: String,
    pub draft: Draft,
    anchors: HashMap<String, NodeId>,
    dynamic: HashSet<String>,
}

impl Resource {
    pub fn dynamic_anchors(&self) -> impl Iterator<Item = (&str, NodeId)> {
        self.dynamic.iter().filter_map(|name| Some((name.as_str(), *self.anchors.get(name)?)))
    }
}

#[derive(Debug)]
struct Document {
    address: String,
    json: Json,
    resources: HashMap<NodeId, Resource>,
    /// The named schemas by their addresses.
    names: HashMap<String, NodeId>,
    collected: HashSet<NodeId>,
}

/// The documents of one compilation.
#[derive(Debug, Default)]
pub(super) struct Documents {
    documents: Vec<Document>,
    by_address: HashMap<String, DocumentId>,
    /// Schemas that references outside of known places led to: they are held against their metaschema as well.
    pub unchecked: Vec<(DocumentId, NodeId)>,
    /// URNs that nothing knows: they allow everything.
    pub unknown_names: Vec<String>,
}

impl Documents {
    pub fn json(&self, document: DocumentId) -> &Json {
        &self.documents[document].json
    }

    /// Takes a document in.
    pub fn add(&mut self, address: &str, json: Json) -> Result<DocumentId, Problem> {
        let id = self.documents.len();
        let root = json.root();
        let document = Document {
            address: address.to_owned(),
            json,
            resources: HashMap::new(),
            names: HashMap::new(),
            collected: HashSet::new(),
        };
        self.documents.push(document);
        self.by_address.insert(address.to_owned(), id);
        self.collect(id, root, address.to_owned(), Draft::V2020)?;
        Ok(id)
    }

    /// The published document at `address`, or what a URN stands for.
    fn load(&mut self, address: &str) -> Result<DocumentId, Problem> {
        if let Some(&known) = self.by_address.get(address) {
            return Ok(known);
        }
        let text = match metaschema(address) {
            Some(text) => text,
            None if address.starts_with("urn:") => {
                self.unknown_names.push(address.to_owned());
                "true"
            }
            None => {
                let quoted = strconv::quote(address.as_bytes());
                let cause = "a chart's schema may refer only to itself, nothing else is read";
                return Err(Problem::new(format!("failing loading {quoted}: {cause}")));
            }
        };
        let json = Json::parse(text).map_err(|error| Problem::new(error.sentence))?;
        self.add(address, json)
    }

    /// The metaschema of a draft.
    pub fn metaschema(&mut self, draft: Draft) -> Result<Target, Problem> {
        let document = self.load(draft.address())?;
        Ok(Target { document, node: self.json(document).root() })
    }

    /// The named schemas of a document with their drafts.
    pub fn drafts(&self, document: DocumentId) -> Vec<(NodeId, Draft)> {
        self.documents[document].resources.values().map(|resource| (resource.node, resource.draft)).collect()
    }

    /// The innermost named schema that a node is in.
    pub fn resource_of(&self, document: DocumentId, node: NodeId) -> &Resource {
        let document = &self.documents[document];
        let mut above = Some(node);
        while let Some(node) = above {
            if let Some(resource) = document.resources.get(&node) {
                return resource;
            }
            above = document.json.parent(node);
        }
        // The root always is one: see `collect_one`.
        &document.resources[&document.json.root()]
    }

    /// `file:///values.schema.json#/properties/a`.
    pub fn location(&self, document: DocumentId, node: NodeId) -> String {
        let document = &self.documents[document];
        format!("{}#{}", document.address, address::escaped_fragment(&document.json.pointer(node)))
    }

    /// Makes sure that the names in a schema are known, also where it stands in a place that is none for schemas.
    pub fn ensure_collected(&mut self, document: DocumentId, node: NodeId) -> Result<(), Problem> {
        if self.documents[document].collected.contains(&node) {
            return Ok(());
        }
        let (base, draft) = {
            let resource = self.resource_of(document, node);
            (resource.id.clone(), resource.draft)
        };
        self.unchecked.push((document, node));
        self.collect(document, node, base, draft)
    }

    fn collect(&mut self, document: DocumentId, node: NodeId, base: String, draft: Draft) -> Result<(), Problem> {
        let mut pending = vec![(node, base, draft)];
        while let Some((node, base, draft)) = pending.pop() {
            if !self.documents[document].collected.insert(node) {
                continue;
            }
            let (base, draft) = self.collect_one(document, node, base, draft)?;
            let json = &self.documents[document].json;
            for (keyword, place) in draft.places() {
                let Some(value) = json.get(node, keyword) else { continue };
                let found: Vec<NodeId> = match (place, json.kind(value)) {
                    (Place::One, Kind::Object(_) | Kind::Bool(_)) => vec![value],
                    (Place::Items, Kind::Array(items)) => items.to_vec(),
                    (Place::Entries, Kind::Object(entries)) => entries.iter().map(|(_, child)| *child).collect(),
                    _ => Vec::new(),
                };
                pending.extend(found.into_iter().map(|child| (child, base.clone(), draft)));
            }
        }
        Ok(())
    }

    /// Notes a schema's name and anchors, and gives the base address and draft of the schemas in it.
    fn collect_one(
        &mut self,
        id: DocumentId,
        node: NodeId,
        base: String,
        fallback: Draft,
    ) -> Result<(String, Draft), Problem> {
        let document = &self.documents[id];
        let json = &document.json;
        let is_root = json.parent(node).is_none();
        let declared = json.get(node, "$schema").and_then(|child| json.text(child));
        let mut draft = match declared {
            Some(name) => Draft::from_address(name).ok_or(name.to_owned()),
            None => Ok(fallback),
        };
        let named = |draft: Draft| {
            // Old drafts ignore everything beside a `$ref`.
            if draft < Draft::V2019 && json.get(node, "$ref").is_some() {
                return None;
            }
            let text = json.text(json.get(node, draft.id_keyword())?)?;
            let (name, _) = address::split(text);
            (!name.is_empty()).then(|| name.to_owned())
        };
        if !is_root && draft.as_ref().map_or(true, |draft| named(*draft).is_none()) {
            // Only a schema with a name of its own may choose its draft.
            draft = Ok(fallback);
        }
        let draft = draft.map_err(|name| {
            let (name, _) = address::split(&name);
            let quoted = strconv::quote(name.as_bytes());
            let cause = "the drafts that are known are 4, 6, 7, 2019-09 and 2020-12";
            let place = json.get(node, "$schema").unwrap_or(node);
            Problem::new(format!("failing loading {quoted}: {cause}")).at(id, place)
        })?;
        let name = named(draft);
        let address = name.as_ref().map_or(base.clone(), |name| address::join(&base, name));
        if is_root || name.is_some() {
            self.add_resource(id, node, &address, draft)?;
        }
        self.collect_anchors(id, node, draft)?;
        Ok((address, draft))
    }

    fn add_resource(&mut self, id: DocumentId, node: NodeId, address: &str, draft: Draft) -> Result<(), Problem> {
        let document = &mut self.documents[id];
        if let Some(&other) = document.names.get(address).filter(|known| **known != node) {
            return Err(Problem::new(format!(
                "duplicate id {} in {} at {} and {}",
                strconv::quote(address.as_bytes()),
                strconv::quote(document.address.as_bytes()),
                strconv::quote(document.json.pointer(node).as_bytes()),
                strconv::quote(document.json.pointer(other).as_bytes()),
            ))
            .at(id, node));
        }
        let resource =
            Resource { node, id: address.to_owned(), draft, anchors: HashMap::new(), dynamic: HashSet::new() };
        document.resources.insert(node, resource);
        document.names.insert(address.to_owned(), node);
        Ok(())
    }

    fn collect_anchors(&mut self, id: DocumentId, node: NodeId, draft: Draft) -> Result<(), Problem> {
        let json = &self.documents[id].json;
        let text = |keyword: &str| json.get(node, keyword).and_then(|child| json.text(child));
        let mut anchors: Vec<(String, bool)> = Vec::new();
        if draft < Draft::V2019 {
            if json.get(node, "$ref").is_some() {
                return Ok(());
            }
            let fragment = text(draft.id_keyword()).map(|name| address::split(name).1);
            anchors
                .extend(fragment.filter(|name| !name.is_empty() && !name.starts_with('/')).map(|name| (name, false)));
        } else {
            anchors.extend(text("$anchor").map(|name| (name.to_owned(), false)));
            if draft >= Draft::V2020 {
                anchors.extend(text("$dynamicAnchor").map(|name| (name.to_owned(), true)));
            }
        }
        if anchors.is_empty() {
            return Ok(());
        }
        let owner = self.resource_of(id, node).node;
        let document = &mut self.documents[id];
        let Some(resource) = document.resources.get_mut(&owner) else { return Ok(()) };
        for (name, is_dynamic) in anchors {
            if let Some(&other) = resource.anchors.get(&name).filter(|other| **other != node) {
                return Err(Problem::new(format!(
                    "duplicate anchor {} in {} at {} and {}",
                    strconv::quote(name.as_bytes()),
                    strconv::quote(document.address.as_bytes()),
                    strconv::quote(document.json.pointer(other).as_bytes()),
                    strconv::quote(document.json.pointer(node).as_bytes()),
                ))
                .at(id, node));
            }
            resource.anchors.insert(name.clone(), node);
            if is_dynamic {
                resource.dynamic.insert(name);
            }
        }
        Ok(())
    }

    /// What `reference` means at `node`.
    pub fn resolve(&mut self, document: DocumentId, node: NodeId, reference: &str) -> Result<Target, Problem> {
        let (name, fragment) = address::split(reference);
        let address = address::join(&self.resource_of(document, node).id, name);
        let here = &self.documents[document];
        let owner = if address == here.address { Some(here.json.root()) } else { here.names.get(&address).copied() };
        let (document, owner) = match owner {
            Some(owner) => (document, owner),
            None => {
                let document = self.load(&address)?;
                (document, self.json(document).root())
            }
        };
        let node = self.find(document, owner, &address, &fragment)?;
        Ok(Target { document, node })
    }

    fn find(&self, id: DocumentId, owner: NodeId, address: &str, fragment: &str) -> Result<NodeId, Problem> {
        let document = &self.documents[id];
        if fragment.is_empty() || fragment.starts_with('/') {
            return document.json.find(owner, fragment).ok_or_else(|| {
                let pointer = format!("{}{fragment}", document.json.pointer(owner));
                let place = format!("{}#{}", document.address, address::escaped_fragment(&pointer));
                Problem::new(format!("json-pointer in {} not found", strconv::quote(place.as_bytes())))
            });
        }
        document.resources.get(&owner).and_then(|resource| resource.anchors.get(fragment)).copied().ok_or_else(|| {
            let reference = format!("{address}#{}", address::escaped_fragment(fragment));
            Problem::new(format!(
                "anchor in {} not found in schema {}",
                strconv::quote(reference.as_bytes()),
                strconv::quote(document.address.as_bytes())
            ))
        })
    }
}
