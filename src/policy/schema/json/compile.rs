//! From a document to a [`Schema`]. References are followed within the document, each place is compiled once, and a place may
//! refer to itself.

use super::rules;
use super::{Bounds, Condition, Counts, Dialect, ListType, Node, Others, Schema, Types};
use crate::deep::deeper;
use crate::go::regexp::Regexp;
use crate::policy::schema::formats;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// How deep schemas nest.
const MAX_DEPTH: usize = 500;

/// How large the patterns of a schema may be together, in the units of [`Regexp::compile_cost`].
const MAX_PATTERNS: u64 = 4_000_000;

impl Schema {
    /// Compiles the schema that `document` is. The error says which part cannot be understood.
    pub fn compile(document: &Value, dialect: Dialect) -> Result<Schema, String> {
        let (nodes, targets) = (Vec::new(), HashMap::new());
        let mut compiler = Compiler { document, dialect, nodes, targets, depth: 0, patterns: 0 };
        let root = compiler.node(document)?;
        let nodes = compiler.nodes;
        let with_rules = nodes.iter().any(|node| !node.rules.is_empty()).then(|| document.clone());
        Ok(Schema { dialect, nodes, root, with_rules })
    }

    /// The same for objects of a kind: they have apiVersion, kind and metadata, whether the schema says so or not.
    pub fn compile_kind(document: &Value, dialect: Dialect) -> Result<Schema, String> {
        let mut schema = Schema::compile(document, dialect)?;
        if let Some(root) = schema.nodes.get_mut(schema.root) {
            root.is_embedded = true;
        }
        Ok(schema)
    }
}

struct Compiler<'d> {
    document: &'d Value,
    dialect: Dialect,
    nodes: Vec<Node>,
    /// The numbers of the nodes that references lead to, by their pointers.
    targets: HashMap<String, usize>,
    depth: usize,
    /// What the patterns so far cost.
    patterns: u64,
}

type Compiled<T> = Result<T, String>;

impl<'d> Compiler<'d> {
    fn node(&mut self, schema: &'d Value) -> Compiled<usize> {
        let number = self.nodes.len();
        self.nodes.push(Node::default());
        self.fill(number, schema)?;
        Ok(number)
    }

    fn fill(&mut self, number: usize, schema: &'d Value) -> Compiled<()> {
        if self.depth > MAX_DEPTH {
            return Err(format!("the schema nests deeper than {MAX_DEPTH} levels"));
        }
        self.depth += 1;
        let node = deeper(|| match schema {
            Value::Bool(verdict) => Ok(Node { verdict: Some(*verdict), ..Node::default() }),
            Value::Object(map) => self.object(map),
            _ => Err("a schema must be an object or a boolean".to_owned()),
        })?;
        self.depth -= 1;
        if let Some(place) = self.nodes.get_mut(number) {
            *place = node;
        }
        Ok(())
    }

    fn object(&mut self, map: &'d Map<String, Value>) -> Compiled<Node> {
        let is_set = |name: &str| map.get(name).and_then(Value::as_bool).unwrap_or(false);
        let mut node = Node {
            types: types(map.get("type")),
            is_nullable: is_set("nullable"),
            has_default: map.contains_key("default"),
            is_int_or_string: is_set("x-kubernetes-int-or-string"),
            is_open: is_set("x-kubernetes-preserve-unknown-fields"),
            is_embedded: is_set("x-kubernetes-embedded-resource"),
            required: texts(map.get("required")),
            list_type: list_type(map),
            is_unique: is_set("uniqueItems"),
            bounds: bounds(map),
            lengths: counts(map, "minLength", "maxLength"),
            sizes: counts(map, "minItems", "maxItems"),
            fields: counts(map, "minProperties", "maxProperties"),
            choices: choices(map),
            ..Node::default()
        };
        if let Some(name) = map.get("format").and_then(Value::as_str) {
            node.format = formats::of_name(name).map(|holds| (name.to_owned(), holds));
        }
        if let Some(pattern) = map.get("pattern").and_then(Value::as_str) {
            node.pattern = Some((pattern.to_owned(), self.regexp(pattern)?));
        }
        if self.dialect == Dialect::Structural {
            node.rules = rules::compile(map)?;
        }
        self.fields(&mut node, map)?;
        self.items(&mut node, map)?;
        self.combinations(&mut node, map)?;
        Ok(node)
    }

    fn fields(&mut self, node: &mut Node, map: &'d Map<String, Value>) -> Compiled<()> {
        node.properties = self.named(map.get("properties"))?;
        for (pattern, schema) in map.get("patternProperties").and_then(Value::as_object).into_iter().flatten() {
            node.pattern_properties.push((self.regexp(pattern)?, self.node(schema)?));
        }
        node.others = self.others(map.get("additionalProperties"))?;
        node.names = self.optional(map.get("propertyNames"))?;
        for keyword in ["dependencies", "dependentRequired", "dependentSchemas"] {
            for (name, dependency) in map.get(keyword).and_then(Value::as_object).into_iter().flatten() {
                let (required, schema) = match dependency {
                    Value::Array(_) => (texts(Some(dependency)), None),
                    schema => (Vec::new(), Some(self.node(schema)?)),
                };
                node.dependencies.push((name.clone(), required, schema));
            }
        }
        Ok(())
    }

    fn items(&mut self, node: &mut Node, map: &'d Map<String, Value>) -> Compiled<()> {
        let first = map.get("prefixItems").or_else(|| map.get("items").filter(|items| items.is_array()));
        node.first_items = self.list(first)?;
        node.items = match map.get("items") {
            Some(Value::Array(_)) => self.others(map.get("additionalItems"))?,
            items => self.others(items)?,
        };
        node.contains = self.optional(map.get("contains"))?;
        Ok(())
    }

    fn combinations(&mut self, node: &mut Node, map: &'d Map<String, Value>) -> Compiled<()> {
        node.all_of = self.list(map.get("allOf"))?;
        node.any_of = self.list(map.get("anyOf"))?;
        node.one_of = self.list(map.get("oneOf"))?;
        node.not = self.optional(map.get("not"))?;
        if let Some(test) = map.get("if") {
            let test = self.node(test)?;
            let (then, otherwise) = (self.optional(map.get("then"))?, self.optional(map.get("else"))?);
            node.condition = Some(Condition { test, then, otherwise });
        }
        if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
            node.reference = Some(self.referenced(reference)?);
        }
        Ok(())
    }

    /// The node that a reference leads to, compiled when it is met first.
    fn referenced(&mut self, reference: &str) -> Compiled<usize> {
        if let Some(&number) = self.targets.get(reference) {
            return Ok(number);
        }
        let pointer = reference.strip_prefix('#').map(|pointer| pointer.replace("%25", "%").replace("%24", "$"));
        let target = pointer.and_then(|pointer| self.document.pointer(&pointer));
        let target = target.ok_or_else(|| format!("the reference \"{reference}\" leads nowhere in the document"))?;
        let number = self.nodes.len();
        self.nodes.push(Node::default());
        self.targets.insert(reference.to_owned(), number);
        self.fill(number, target)?;
        Ok(number)
    }

    fn regexp(&mut self, pattern: &str) -> Compiled<Regexp> {
        let regexp = Regexp::compile(pattern.as_bytes())
            .map_err(|error| format!("the pattern \"{pattern}\" is none: {error}"))?;
        self.patterns = self.patterns.saturating_add(regexp.compile_cost());
        if self.patterns > MAX_PATTERNS {
            return Err(format!("its patterns are too large together, at \"{pattern}\""));
        }
        Ok(regexp)
    }

    fn optional(&mut self, schema: Option<&'d Value>) -> Compiled<Option<usize>> {
        schema.map(|schema| self.node(schema)).transpose()
    }

    fn list(&mut self, schemas: Option<&'d Value>) -> Compiled<Vec<usize>> {
        let schemas = schemas.and_then(Value::as_array).into_iter().flatten();
        schemas.map(|schema| self.node(schema)).collect()
    }

    fn named(&mut self, schemas: Option<&'d Value>) -> Compiled<BTreeMap<String, usize>> {
        let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
        schemas.map(|(name, schema)| Ok((name.clone(), self.node(schema)?))).collect()
    }

    fn others(&mut self, schema: Option<&'d Value>) -> Compiled<Others> {
        Ok(match schema {
            None => Others::Unsaid,
            Some(Value::Bool(true)) => Others::Of(None),
            Some(Value::Bool(false)) => Others::Forbidden,
            Some(schema) => Others::Of(Some(self.node(schema)?)),
        })
    }
}

fn types(names: Option<&Value>) -> Types {
    match names {
        Some(Value::String(name)) => Types::named(name),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).map(Types::named).fold(Types::default(), Types::and)
        }
        _ => Types::default(),
    }
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn choices(map: &Map<String, Value>) -> Option<Vec<Value>> {
    let one = map.get("const").map(|value| vec![value.clone()]);
    one.or_else(|| map.get("enum").and_then(Value::as_array).cloned())
}

fn list_type(map: &Map<String, Value>) -> ListType {
    match map.get("x-kubernetes-list-type").and_then(Value::as_str) {
        Some("set") => ListType::Set,
        Some("map") => ListType::Map(texts(map.get("x-kubernetes-list-map-keys"))),
        _ => ListType::Atomic,
    }
}

/// `exclusiveMinimum` is a switch in old drafts and in OpenAPI, and a bound of its own in new drafts.
fn bounds(map: &Map<String, Value>) -> Bounds {
    let number = |name: &str| map.get(name).and_then(Value::as_f64);
    let is_set = |name: &str| map.get(name).and_then(Value::as_bool).unwrap_or(false);
    let least = number("exclusiveMinimum").filter(|least| number("minimum").is_none_or(|other| *least >= other));
    let most = number("exclusiveMaximum").filter(|most| number("maximum").is_none_or(|other| *most <= other));
    Bounds {
        minimum: least.or_else(|| number("minimum")),
        is_minimum_out: least.is_some() || is_set("exclusiveMinimum"),
        maximum: most.or_else(|| number("maximum")),
        is_maximum_out: most.is_some() || is_set("exclusiveMaximum"),
        multiple_of: number("multipleOf"),
    }
}

fn counts(map: &Map<String, Value>, least: &str, most: &str) -> Counts {
    let number = |name: &str| map.get(name).and_then(formats::whole).and_then(|number| u64::try_from(number).ok());
    Counts { least: number(least), most: number(most) }
}
