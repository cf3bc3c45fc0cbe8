//! The types of Kubernetes' objects as strategic merge sees them: which fields hold collections, and the keys by which lists
//! are merged. Types that look the same to it are one.

use super::openapi::{self, Additional, Definitions, Schema};
use super::{Outcome, head};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Where the documents are.
const FOLDER: &str = "kyaml/openapi";

/// A type that strategic merge can tell from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Type {
    fields: BTreeMap<String, usize>,
    /// The type of the values under other keys.
    values: Option<usize>,
    elements: Option<usize>,
    /// Of a list that is merged: the keys.
    keys: Option<Vec<String>>,
}

/// The text of the table.
pub fn table(checkout: &Path) -> Outcome<String> {
    let folder = checkout.join(FOLDER);
    let mut definitions = openapi::from_protobuf(&std::fs::read(folder.join("kubernetesapi/v1_21_2/swagger.pb"))?)?;
    definitions.extend(openapi::from_json(&std::fs::read_to_string(folder.join("kustomizationapi/swagger.json"))?)?);
    let mut graph = Graph { definitions: &definitions, named: BTreeMap::new(), types: Vec::new() };
    let mut kinds = BTreeMap::new();
    for (name, definition) in &definitions {
        for kind in &definition.kinds {
            let api_version = match kind.group.as_str() {
                "" => kind.version.clone(),
                group => format!("{group}/{}", kind.version),
            };
            kinds.insert((kind.kind.clone(), api_version), graph.named(name));
        }
    }
    // Documents of the user's may refer to any definition.
    for name in definitions.keys() {
        graph.named(name);
    }
    let classes = classes(&graph.types);
    Ok(write(&graph.types, &classes, &kinds, &graph.named)?)
}

struct Graph<'a> {
    definitions: &'a Definitions,
    /// The types of definitions by name.
    named: BTreeMap<String, usize>,
    types: Vec<Type>,
}

impl Graph<'_> {
    fn named(&mut self, name: &str) -> usize {
        if let Some(&place) = self.named.get(name) {
            return place;
        }
        let place = self.types.len();
        self.types.push(Type::default());
        self.named.insert(name.to_owned(), place);
        if let Some(definition) = self.definitions.get(name) {
            self.types[place] = self.content(definition);
        }
        place
    }

    fn place(&mut self, schema: &Schema) -> usize {
        match schema.reference.as_deref().and_then(|reference| reference.strip_prefix("#/definitions/")) {
            Some(name) => self.named(name),
            None => {
                let content = self.content(schema);
                self.types.push(content);
                self.types.len() - 1
            }
        }
    }

    fn content(&mut self, schema: &Schema) -> Type {
        let mut content = Type::default();
        for (name, field) in &schema.properties {
            // What holds no collection can be merged in one way only.
            let is_plain =
                ["string", "integer", "number", "boolean"].into_iter().any(|plain| self.resolved(field).is(plain));
            if !is_plain {
                content.fields.insert(name.clone(), self.place(field));
            }
        }
        if let Some(Additional::Schema(values)) = &schema.additional {
            content.values = Some(self.place(values));
        }
        if schema.is("array") {
            content.elements = schema.items.as_ref().map(|items| self.place(items));
        }
        let strategy = schema.strategy.as_deref().unwrap_or_default();
        if strategy.split(',').any(|strategy| strategy == "merge") {
            let keys = schema.map_keys.clone().or_else(|| schema.merge_key.clone().map(|key| vec![key]));
            content.keys = Some(keys.unwrap_or_default());
        }
        content
    }

    fn resolved<'s>(&'s self, mut schema: &'s Schema) -> &'s Schema {
        for _ in 0..10 {
            let Some(name) = schema.reference.as_deref().and_then(|name| name.strip_prefix("#/definitions/")) else {
                break;
            };
            let Some(definition) = self.definitions.get(name) else { break };
            schema = definition;
        }
        schema
    }
}

/// The class of each type: two types are in one where no path from them shows a difference. Classes are refined until
/// they stay as they are.
fn classes(types: &[Type]) -> Vec<usize> {
    let mut classes = vec![0; types.len()];
    loop {
        let seen = |content: &Type| Type {
            fields: content.fields.iter().map(|(name, place)| (name.clone(), classes[*place])).collect(),
            values: content.values.map(|place| classes[place]),
            elements: content.elements.map(|place| classes[place]),
            keys: content.keys.clone(),
        };
        let views: Vec<Type> = types.iter().map(seen).collect();
        let distinct: BTreeSet<&Type> = views.iter().collect();
        let numbers: BTreeMap<&Type, usize> = distinct.into_iter().zip(0..).collect();
        let refined: Vec<usize> = views.iter().map(|view| numbers[view]).collect();
        if refined == classes {
            return classes;
        }
        classes = refined;
    }
}

fn write(
    types: &[Type],
    classes: &[usize],
    kinds: &BTreeMap<(String, String), usize>,
    named: &BTreeMap<String, usize>,
) -> Result<String, std::fmt::Error> {
    // Classes are numbered as the kinds reach them, and then as definitions do.
    let mut order = Vec::new();
    let mut numbers = BTreeMap::new();
    let mut open: Vec<usize> = named.values().rev().chain(kinds.values().rev()).copied().collect();
    while let Some(place) = open.pop() {
        if numbers.contains_key(&classes[place]) {
            continue;
        }
        numbers.insert(classes[place], order.len());
        order.push(place);
        let content = &types[place];
        open.extend(content.fields.values().rev().copied().chain(content.values).chain(content.elements));
    }
    let number = |place: usize| numbers[&classes[place]];
    let option = |place: Option<usize>| place.map_or(String::from("NONE"), |place| number(place).to_string());
    let mut text = head("The types of Kubernetes 1.21.2's objects as strategic merge sees them", FOLDER);
    text.push_str(
        "use super::graph::{Definition, Field, Kind, NONE, Row, definition, field, kind};\nuse smol_str::SmolStr;\nuse std::borrow::Cow;\n\n",
    );
    let (mut rows, mut fields) = (String::new(), String::new());
    let mut start = 0;
    for place in order {
        let content = &types[place];
        let end = start + content.fields.len();
        let keys = match &content.keys {
            None => String::from("None"),
            Some(keys) => {
                let keys: Vec<_> = keys.iter().map(|key| format!("SmolStr::new_static({key:?})")).collect();
                format!("Some(Cow::Borrowed(&[{}]))", keys.join(", "))
            }
        };
        let (values, elements) = (option(content.values), option(content.elements));
        writeln!(
            rows,
            "    Row {{ fields: ({start}, {end}), values: {values}, elements: {elements}, keys: {keys} }},"
        )?;
        for (name, place) in &content.fields {
            writeln!(fields, "    field({name:?}, {}),", number(*place))?;
        }
        start = end;
    }
    write!(text, "pub static TYPES: &[Row] = &[\n{rows}];\n\n")?;
    write!(text, "/// Of each type in turn, by name.\npub static FIELDS: &[Field] = &[\n{fields}];\n\n")?;
    writeln!(text, "/// In order.\npub static KINDS: &[Kind] = &[")?;
    for ((kind, api_version), place) in kinds {
        writeln!(text, "    kind({kind:?}, {api_version:?}, {}),", number(*place))?;
    }
    text.push_str("];\n\n/// Definitions by name, in order.\npub static DEFINITIONS: &[Definition] = &[\n");
    for (name, place) in named {
        writeln!(text, "    definition({name:?}, {}),", number(*place))?;
    }
    text.push_str("];\n");
    Ok(text)
}
