//! Documents become [`Schema`]s: keywords read once, references resolved to the schemas they mean. Work is a queue, so
//! a chain of references costs its length; only what can be reached from the root is compiled.

use super::draft::Draft;
use super::format::Format;
use super::json::{Json, Kind, NodeId};
use super::number::Number;
use super::resources::{Documents, Problem, Target};
use crate::go::regexp::{Regexp, Work};
use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;

/// The index of a compiled schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SchemaId(u32);

/// The index of a document.
pub(super) type DocumentId = usize;

/// A schema with its references resolved.
#[derive(Debug, Default)]
pub(super) struct Schema {
    pub draft: Option<Draft>,
    pub document: DocumentId,
    pub node: Option<NodeId>,
    /// `true`, `false`, or the empty schema, which is `true`.
    pub boolean: Option<bool>,
    /// The schema that this one's `$id` scope starts at.
    pub resource: Option<SchemaId>,
    /// What `$dynamicAnchor`s of a resource mean, on the resource itself.
    pub dynamic_anchors: HashMap<String, SchemaId>,
    pub recursive_anchor: bool,
    pub reference: Option<SchemaId>,
    pub recursive_reference: Option<SchemaId>,
    pub dynamic_reference: Option<(SchemaId, Option<String>)>,
    pub types: Types,
    pub constant: Option<NodeId>,
    pub enumeration: Option<Box<[NodeId]>>,
    pub format: Option<Format>,
    pub object: Option<Box<ObjectRules>>,
    pub array: Option<Box<ArrayRules>>,
    pub string: Option<Box<StringRules>>,
    pub number: Option<Box<NumberRules>>,
    pub logic: Option<Box<Logic>>,
}

/// Keywords for objects.
#[derive(Debug, Default)]
pub(super) struct ObjectRules {
    pub min_properties: Option<usize>,
    pub max_properties: Option<usize>,
    pub required: Vec<String>,
    pub dependencies: Vec<(String, Dependency)>,
    pub properties: HashMap<Box<str>, SchemaId>,
    pub patterns: Vec<(Pattern, SchemaId)>,
    pub additional: Option<Additional>,
    pub property_names: Option<SchemaId>,
    pub dependent_schemas: Vec<(String, SchemaId)>,
    pub dependent_required: Vec<(String, Vec<String>)>,
    pub unevaluated: Option<SchemaId>,
}

/// What `dependencies` asks for when a property is there.
#[derive(Debug)]
pub(super) enum Dependency {
    Properties(Vec<String>),
    Schema(SchemaId),
}

/// `additionalProperties` or `additionalItems`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Additional {
    Allowed(bool),
    Schema(SchemaId),
}

/// Keywords for arrays.
#[derive(Debug, Default)]
pub(super) struct ArrayRules {
    pub min_items: Option<usize>,
    pub max_items: Option<usize>,
    pub unique: bool,
    /// Schemas for the first items: `prefixItems`, or `items` as a list.
    pub prefix: Vec<SchemaId>,
    /// The schema of all other items: `items`.
    pub rest: Option<SchemaId>,
    /// `additionalItems`, before draft 2020-12.
    pub additional: Option<Additional>,
    pub contains: Option<SchemaId>,
    pub min_contains: Option<usize>,
    pub max_contains: Option<usize>,
    pub unevaluated: Option<SchemaId>,
}

/// Keywords for strings.
#[derive(Debug, Default)]
pub(super) struct StringRules {
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub pattern: Option<Pattern>,
}

/// Keywords for numbers.
#[derive(Debug, Default)]
pub(super) struct NumberRules {
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
    pub exclusive_minimum: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub multiple_of: Option<Number>,
}

/// Schemas that are combined.
#[derive(Debug, Default)]
pub(super) struct Logic {
    pub not: Option<SchemaId>,
    pub all_of: Vec<SchemaId>,
    pub any_of: Vec<SchemaId>,
    pub one_of: Vec<SchemaId>,
    pub condition: Option<SchemaId>,
    pub then: Option<SchemaId>,
    pub otherwise: Option<SchemaId>,
}

/// A regular expression with the text it was made from.
pub(super) struct Pattern {
    pub text: Box<str>,
    regex: Regexp,
}

impl Pattern {
    /// Compiles a pattern in Go's syntax. An error is Go's sentence.
    pub fn new(text: &str) -> Result<Pattern, String> {
        let regex = Regexp::compile(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Pattern { text: text.into(), regex })
    }

    /// Whether the text has a match, and the steps that it took to see.
    pub fn matches(&self, text: &str) -> (bool, u64) {
        let mut steps = 0;
        let mut count = |work: Work| {
            if let Work::Steps(more) = work {
                steps += more;
            }
            Ok::<(), Infallible>(())
        };
        let Ok(found) = self.regex.is_match(text.as_bytes(), &mut count);
        (found, steps)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// What all patterns of a schema may cost together to compile: they stay in memory.
const MAX_PATTERN_COST: u64 = 2_000_000;

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub const NULL: u8 = 1;
    pub const BOOLEAN: u8 = 2;
    pub const NUMBER: u8 = 4;
    pub const INTEGER: u8 = 8;
    pub const STRING: u8 = 16;
    pub const ARRAY: u8 = 32;
    pub const OBJECT: u8 = 64;
    const NAMES: [(&'static str, u8); 7] = [
        ("null", Self::NULL),
        ("boolean", Self::BOOLEAN),
        ("number", Self::NUMBER),
        ("integer", Self::INTEGER),
        ("string", Self::STRING),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
    ];

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn contains(self, mark: u8) -> bool {
        self.0 & mark != 0
    }

    /// The names in the schema library's order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(_, mark)| self.contains(*mark)).map(|(name, _)| name)
    }

    /// The type of a node, and its name.
    pub fn of(json: &Json, node: NodeId) -> (u8, &'static str) {
        match json.kind(node) {
            Kind::Null => (Self::NULL, "null"),
            Kind::Bool(_) => (Self::BOOLEAN, "boolean"),
            Kind::Number(_) => (Self::NUMBER, "number"),
            Kind::Text(_) => (Self::STRING, "string"),
            Kind::Array(_) => (Self::ARRAY, "array"),
            Kind::Object(_) => (Self::OBJECT, "object"),
        }
    }

    fn read(json: &Json, node: NodeId) -> Types {
        let mark = |node: NodeId| {
            let name = json.text(node)?;
            Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, mark)| *mark)
        };
        match json.kind(node) {
            Kind::Array(items) => Types(items.iter().filter_map(|item| mark(*item)).fold(0, |all, one| all | one)),
            _ => Types(mark(node).unwrap_or(0)),
        }
    }
}

/// The schemas that were compiled, by what they were compiled from.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    schemas: Vec<Schema>,
    known: HashMap<(DocumentId, NodeId), SchemaId>,
    /// How many of `schemas` are done: the others wait.
    done: usize,
    /// What the patterns so far cost to compile.
    pattern_cost: u64,
}

impl Schemas {
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }

    fn enqueue(&mut self, document: DocumentId, node: NodeId) -> SchemaId {
        *self.known.entry((document, node)).or_insert_with(|| {
            let id = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
            self.schemas.push(Schema { document, node: Some(node), ..Schema::default() });
            id
        })
    }

    /// Compiles a schema and all that can be reached from it. `assert_formats` holds for every draft, not only old ones.
    pub fn compile(
        &mut self,
        documents: &mut Documents,
        document: DocumentId,
        node: NodeId,
        assert_formats: bool,
    ) -> Result<SchemaId, Problem> {
        let root = self.enqueue(document, node);
        while self.done < self.schemas.len() {
            let Schema { document, node, .. } = self.schemas[self.done];
            if let Some(node) = node {
                documents.ensure_collected(document, node)?;
                let schema = Compiler { schemas: self, documents, document, node, assert_formats }.schema()?;
                self.schemas[self.done] = schema;
            }
            self.done += 1;
        }
        Ok(root)
    }
}

/// Reads the keywords of one schema.
struct Compiler<'a> {
    schemas: &'a mut Schemas,
    documents: &'a mut Documents,
    document: DocumentId,
    node: NodeId,
    assert_formats: bool,
}

impl Compiler<'_> {
    fn json(&self) -> &Json {
        self.documents.json(self.document)
    }

    fn schema(&mut self) -> Result<Schema, Problem> {
        let (base, draft, anchors) = {
            let resource = self.documents.resource_of(self.document, self.node);
            let anchors: Vec<(String, NodeId)> = if resource.node == self.node && resource.draft >= Draft::V2020 {
                resource.dynamic_anchors().map(|(name, node)| (name.to_owned(), node)).collect()
            } else {
                Vec::new()
            };
            (resource.node, resource.draft, anchors)
        };
        let mut schema =
            Schema { draft: Some(draft), document: self.document, node: Some(self.node), ..Schema::default() };
        schema.resource = Some(self.schemas.enqueue(self.document, base));
        for (name, node) in anchors {
            schema.dynamic_anchors.insert(name, self.schemas.enqueue(self.document, node));
        }
        match self.json().kind(self.node) {
            Kind::Bool(flag) => schema.boolean = Some(*flag),
            Kind::Object(entries) if entries.is_empty() => schema.boolean = Some(true),
            Kind::Object(_) => self.keywords(&mut schema, draft)?,
            _ => {}
        }
        Ok(schema)
    }

    fn keywords(&mut self, schema: &mut Schema, draft: Draft) -> Result<(), Problem> {
        schema.reference = self.reference("$ref")?;
        if draft >= Draft::V6 {
            schema.constant = self.child("const");
        }
        if draft < Draft::V2019 && schema.reference.is_some() {
            // Old drafts ignore what stands beside a `$ref`; Helm's schema library, all but `const`.
            return Ok(());
        }
        if draft >= Draft::V2019 {
            schema.recursive_reference = self.reference("$recursiveRef")?;
            schema.recursive_anchor = self.flag("$recursiveAnchor");
        }
        if draft >= Draft::V2020
            && let Some(target) = self.reference("$dynamicRef")?
        {
            let anchor = self.text("$dynamicRef").map(|text| super::address::split(text).1);
            let anchor = anchor.filter(|anchor| !anchor.is_empty() && !anchor.starts_with('/'));
            schema.dynamic_reference = Some((target, anchor));
        }
        if let Some(node) = self.child("type") {
            schema.types = Types::read(self.json(), node);
        }
        schema.enumeration = self.array("enum").map(<[NodeId]>::to_vec).map(Into::into);
        if self.assert_formats || draft < Draft::V2019 {
            schema.format = self.text("format").and_then(Format::from_name);
        }
        schema.object = self.object_rules(draft)?.map(Box::new);
        schema.array = self.array_rules(draft).map(Box::new);
        schema.string = self.string_rules()?.map(Box::new);
        schema.number = self.number_rules().map(Box::new);
        schema.logic = self.logic(draft).map(Box::new);
        Ok(())
    }

    fn object_rules(&mut self, draft: Draft) -> Result<Option<ObjectRules>, Problem> {
        let mut rules = ObjectRules {
            min_properties: self.count("minProperties"),
            max_properties: self.count("maxProperties"),
            required: self.strings("required"),
            additional: self.additional("additionalProperties"),
            ..ObjectRules::default()
        };
        rules.properties = self.named_schemas("properties").into_iter().map(|(key, id)| (key.into(), id)).collect();
        for (pattern, schema) in self.named_schemas("patternProperties") {
            let pattern = self.pattern("patternProperties", &pattern)?;
            rules.patterns.push((pattern, schema));
        }
        for (key, node) in self.entries("dependencies") {
            let dependency = match self.json().kind(node) {
                Kind::Array(_) => Dependency::Properties(self.strings_of(node)),
                _ => Dependency::Schema(self.schemas.enqueue(self.document, node)),
            };
            rules.dependencies.push((key, dependency));
        }
        if draft >= Draft::V6 {
            rules.property_names = self.schema_at("propertyNames");
        }
        if draft >= Draft::V2019 {
            rules.dependent_schemas = self.named_schemas("dependentSchemas");
            for (key, node) in self.entries("dependentRequired") {
                rules.dependent_required.push((key, self.strings_of(node)));
            }
            rules.unevaluated = self.schema_at("unevaluatedProperties");
        }
        let keywords = [
            "minProperties",
            "maxProperties",
            "required",
            "additionalProperties",
            "properties",
            "patternProperties",
            "dependencies",
            "propertyNames",
            "dependentSchemas",
            "dependentRequired",
            "unevaluatedProperties",
        ];
        Ok(self.has_any(&keywords).then_some(rules))
    }

    fn array_rules(&mut self, draft: Draft) -> Option<ArrayRules> {
        let mut rules = ArrayRules {
            min_items: self.count("minItems"),
            max_items: self.count("maxItems"),
            unique: self.flag("uniqueItems"),
            ..ArrayRules::default()
        };
        if draft >= Draft::V2020 {
            rules.prefix = self.schema_list("prefixItems");
            rules.rest = self.schema_at("items");
        } else if self.array("items").is_some() {
            rules.prefix = self.schema_list("items");
            rules.additional = self.additional("additionalItems");
        } else {
            rules.rest = self.schema_at("items");
        }
        if draft >= Draft::V6 {
            rules.contains = self.schema_at("contains");
        }
        if draft >= Draft::V2019 {
            if rules.contains.is_some() {
                rules.min_contains = self.count("minContains");
                rules.max_contains = self.count("maxContains");
            }
            rules.unevaluated = self.schema_at("unevaluatedItems");
        }
        let keywords = ["minItems", "maxItems", "uniqueItems", "prefixItems", "items", "contains", "unevaluatedItems"];
        self.has_any(&keywords).then_some(rules)
    }

    fn string_rules(&mut self) -> Result<Option<StringRules>, Problem> {
        let pattern = self.text("pattern").map(str::to_owned);
        let pattern = pattern.map(|text| self.pattern("pattern", &text)).transpose()?;
        let rules = StringRules { min_length: self.count("minLength"), max_length: self.count("maxLength"), pattern };
        Ok(self.has_any(&["minLength", "maxLength", "pattern"]).then_some(rules))
    }

    fn number_rules(&mut self) -> Option<NumberRules> {
        let mut rules = NumberRules {
            minimum: self.number("minimum"),
            maximum: self.number("maximum"),
            exclusive_minimum: self.number("exclusiveMinimum"),
            exclusive_maximum: self.number("exclusiveMaximum"),
            multiple_of: self.number("multipleOf"),
        };
        // In draft 4 the exclusive ones are flags.
        if self.flag("exclusiveMinimum") {
            rules.exclusive_minimum = rules.minimum.take();
        }
        if self.flag("exclusiveMaximum") {
            rules.exclusive_maximum = rules.maximum.take();
        }
        let keywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
        self.has_any(&keywords).then_some(rules)
    }

    fn logic(&mut self, draft: Draft) -> Option<Logic> {
        let mut logic = Logic {
            not: self.schema_at("not"),
            all_of: self.schema_list("allOf"),
            any_of: self.schema_list("anyOf"),
            one_of: self.schema_list("oneOf"),
            ..Logic::default()
        };
        if draft >= Draft::V7 {
            logic.condition = self.schema_at("if");
            if logic.condition.is_some() {
                logic.then = self.schema_at("then");
                logic.otherwise = self.schema_at("else");
            }
        }
        self.has_any(&["not", "allOf", "anyOf", "oneOf", "if"]).then_some(logic)
    }

    fn has_any(&self, keywords: &[&str]) -> bool {
        keywords.iter().any(|keyword| self.child(keyword).is_some())
    }

    fn child(&self, keyword: &str) -> Option<NodeId> {
        self.json().get(self.node, keyword)
    }

    fn text(&self, keyword: &str) -> Option<&str> {
        self.json().text(self.child(keyword)?)
    }

    fn flag(&self, keyword: &str) -> bool {
        self.child(keyword).is_some_and(|node| matches!(self.json().kind(node), Kind::Bool(true)))
    }

    fn number(&self, keyword: &str) -> Option<Number> {
        match self.json().kind(self.child(keyword)?) {
            Kind::Number(number) => Some(number.clone()),
            _ => None,
        }
    }

    fn count(&self, keyword: &str) -> Option<usize> {
        let number = self.number(keyword)?;
        // A count that no machine holds is as good as the largest one.
        number.is_integer().then(|| number.to_usize().unwrap_or(usize::MAX))
    }

    fn array(&self, keyword: &str) -> Option<&[NodeId]> {
        match self.json().kind(self.child(keyword)?) {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    fn entries(&self, keyword: &str) -> Vec<(String, NodeId)> {
        match self.child(keyword).map(|node| self.json().kind(node)) {
            Some(Kind::Object(entries)) => entries.iter().map(|(key, node)| (key.to_string(), *node)).collect(),
            _ => Vec::new(),
        }
    }

    fn strings(&self, keyword: &str) -> Vec<String> {
        self.child(keyword).map(|node| self.strings_of(node)).unwrap_or_default()
    }

    fn strings_of(&self, node: NodeId) -> Vec<String> {
        match self.json().kind(node) {
            Kind::Array(items) => items.iter().filter_map(|item| self.json().text(*item)).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    fn schema_at(&mut self, keyword: &str) -> Option<SchemaId> {
        let node = self.child(keyword)?;
        Some(self.schemas.enqueue(self.document, node))
    }

    fn schema_list(&mut self, keyword: &str) -> Vec<SchemaId> {
        let items = self.array(keyword).map(<[NodeId]>::to_vec).unwrap_or_default();
        items.into_iter().map(|node| self.schemas.enqueue(self.document, node)).collect()
    }

    fn named_schemas(&mut self, keyword: &str) -> Vec<(String, SchemaId)> {
        let entries = self.entries(keyword);
        entries.into_iter().map(|(key, node)| (key, self.schemas.enqueue(self.document, node))).collect()
    }

    fn additional(&mut self, keyword: &str) -> Option<Additional> {
        let node = self.child(keyword)?;
        Some(match self.json().kind(node) {
            Kind::Bool(flag) => Additional::Allowed(*flag),
            _ => Additional::Schema(self.schemas.enqueue(self.document, node)),
        })
    }

    fn pattern(&mut self, keyword: &str, text: &str) -> Result<Pattern, Problem> {
        let compiled = Pattern::new(text).and_then(|pattern| {
            self.schemas.pattern_cost += pattern.regex.compile_cost();
            if self.schemas.pattern_cost > MAX_PATTERN_COST {
                return Err(String::from("the schema's patterns are too large"));
            }
            Ok(pattern)
        });
        compiled.map_err(|cause| {
            let place = self.documents.location(self.document, self.node);
            let quoted = crate::go::strconv::quote(text.as_bytes());
            Problem::new(format!("invalid regex {quoted} at \"{place}/{keyword}\": {cause}"))
                .at(self.document, self.child(keyword).unwrap_or(self.node))
        })
    }

    fn reference(&mut self, keyword: &str) -> Result<Option<SchemaId>, Problem> {
        let Some(text) = self.text(keyword) else { return Ok(None) };
        let text = text.to_owned();
        let place = self.child(keyword).unwrap_or(self.node);
        let Target { document, node } = self
            .documents
            .resolve(self.document, self.node, &text)
            .map_err(|problem| problem.at(self.document, place))?;
        Ok(Some(self.schemas.enqueue(document, node)))
    }
}
