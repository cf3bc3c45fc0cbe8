//! A document is held against a schema. What is checked, in which order, and which failures follow from which is as in
//! the schema library that Helm uses. Work, failures and depth are counted: a schema can ask for any amount of them.

mod array;
mod logic;
mod object;
mod scalar;

use super::compile::{Schema, SchemaId, Schemas, Types};
use super::draft::Draft;
use super::failure::{Failure, Fault, scalar};
use super::json::{Json, Kind, NodeId, escaped};
use super::resources::Documents;
use std::collections::HashMap;

/// Schemas that may be nested in each other, references and values included.
const MAX_DEPTH: usize = 1000;

/// How much of that is tried on the caller's stack, which may be small.
const SHALLOW: usize = 100;

/// The stack for more than that, in bytes.
const DEEP_STACK: usize = 32 << 20;

/// Steps that one failure counts as: it takes memory, not only time.
const FAILURE_STEPS: u64 = 20;

/// Which items of an array or properties of an object no schema has looked at yet. Empty where no one asks.
#[derive(Clone, Debug, Default)]
struct Unseen(Vec<bool>);

impl Unseen {
    fn see(&mut self, index: usize) {
        if let Some(unseen) = self.0.get_mut(index) {
            *unseen = false;
        }
    }

    /// Keeps only what the other has not seen either.
    fn keep(&mut self, other: &Unseen) {
        for (index, unseen) in self.0.iter_mut().enumerate() {
            *unseen &= other.0.get(index).copied().unwrap_or(false);
        }
    }

    fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }
}

/// Why checking was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exhausted {
    Steps,
    Depth,
}

/// One schema on the way from the root, for cycles and dynamic references.
struct Scope {
    schema: SchemaId,
    /// Which keyword led here from the schema before, if it was a reference.
    keyword: &'static str,
    /// The same for schemas that look at the same value.
    value: usize,
}

/// For a document that is itself a schema: the metaschemas of the schemas in it that have a draft of their own.
#[derive(Debug)]
pub(super) struct Metaschemas {
    /// The metaschema of the whole document.
    pub root: SchemaId,
    /// The others, by the node of the schema.
    pub embedded: HashMap<NodeId, SchemaId>,
}

/// Holds documents against schemas.
pub(super) struct Validator<'a> {
    documents: &'a Documents,
    schemas: &'a Schemas,
    /// Steps that are left.
    budget: &'a mut u64,
    scopes: Vec<Scope>,
    max_depth: usize,
    exhausted: Option<Exhausted>,
    metaschemas: Option<&'a Metaschemas>,
    /// The metaschema of the schema that is being looked at, where that is what is being done.
    metaschema: Option<SchemaId>,
}

type Checked = Result<Unseen, Failure>;

impl<'a> Validator<'a> {
    pub fn new(documents: &'a Documents, schemas: &'a Schemas, budget: &'a mut u64) -> Self {
        Validator {
            documents,
            schemas,
            budget,
            scopes: Vec::new(),
            max_depth: SHALLOW,
            exhausted: None,
            metaschemas: None,
            metaschema: None,
        }
    }

    /// The same for a document that is a schema.
    pub fn with_metaschemas(self, metaschemas: &'a Metaschemas) -> Self {
        Validator { metaschemas: Some(metaschemas), metaschema: Some(metaschemas.root), ..self }
    }

    /// Checks a node of a document and all below it. The outer error is that it would take too much.
    pub fn check(&mut self, schema: SchemaId, json: &Json, node: NodeId) -> Result<Option<Failure>, Exhausted> {
        let budget = *self.budget;
        let mut found = self.document(schema, json, node, false);
        if self.exhausted == Some(Exhausted::Depth) {
            *self.budget = budget;
            found = self.check_deep(schema, json, node);
        }
        match self.exhausted {
            Some(exhausted) => Err(exhausted),
            None => Ok(found),
        }
    }

    /// The same on a stack of its own that holds all levels. Without one the depth stays exhausted.
    fn check_deep(&mut self, schema: SchemaId, json: &Json, node: NodeId) -> Option<Failure> {
        let (documents, schemas, budget) = (self.documents, self.schemas, &mut *self.budget);
        let (metaschemas, metaschema) = (self.metaschemas, self.metaschema);
        let deep = move || {
            let validator = Validator::new(documents, schemas, budget);
            let mut validator = Validator { max_depth: MAX_DEPTH, metaschemas, metaschema, ..validator };
            (validator.document(schema, json, node, false), validator.exhausted)
        };
        let joined = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, deep).ok()?;
            thread.join().ok()
        });
        let (found, exhausted) = joined?;
        self.exhausted = exhausted;
        found
    }

    /// Checks a document on its own: nothing of what led here counts.
    fn document(&mut self, schema: SchemaId, json: &Json, node: NodeId, quick: bool) -> Option<Failure> {
        let scope = Scope { schema, keyword: "", value: 0 };
        let outer = std::mem::replace(&mut self.scopes, vec![scope]);
        let at = json.parent(node).is_some() || !matches!(json.kind(node), Kind::Text(_));
        let mut value = Value { validator: self, json, node, at: Some(node).filter(|_| at), quick };
        let unseen = value.unseen_for(schema, false);
        let found = value.check(schema, unseen).err();
        self.scopes = outer;
        found
    }

    fn spend(&mut self, steps: u64) -> bool {
        match self.budget.checked_sub(steps) {
            Some(left) if self.exhausted.is_none() => {
                *self.budget = left;
                true
            }
            _ => {
                self.exhausted.get_or_insert(Exhausted::Steps);
                false
            }
        }
    }

    /// What a node is held against in place of `schema`: a schema that has a draft of its own, against that draft.
    fn by_own_draft(&mut self, schema: SchemaId, node: NodeId) -> SchemaId {
        if self.metaschema != Some(schema) {
            return schema;
        }
        let Some(&own) = self.metaschemas.and_then(|known| known.embedded.get(&node)) else { return schema };
        self.metaschema = Some(own);
        own
    }

    fn json_of(&self, schema: &Schema) -> &'a Json {
        self.documents.json(schema.document)
    }
}

/// One value with the validator that looks at it.
struct Value<'v, 'a, 'j> {
    validator: &'v mut Validator<'a>,
    json: &'j Json,
    node: NodeId,
    /// The node as failures name it.
    at: Option<NodeId>,
    /// Only whether it is valid is of interest, not why.
    quick: bool,
}

/// Collects the failures of one value by one schema.
#[derive(Default)]
struct Failures(Vec<Failure>);

impl Failures {
    fn take(&mut self, checked: Checked) {
        self.0.extend(checked.err());
    }
}

impl<'a, 'j> Value<'_, 'a, 'j> {
    fn schema(&self, id: SchemaId) -> &'a Schema {
        self.validator.schemas.get(id)
    }

    fn fault(&mut self, fault: Fault) -> Failure {
        self.validator.spend(FAILURE_STEPS);
        Failure::new(self.at, fault)
    }

    /// What is unseen when a schema starts to look at this value.
    fn unseen_for(&self, id: SchemaId, asked: bool) -> Unseen {
        let schema = self.schema(id);
        match self.json.kind(self.node) {
            Kind::Object(entries) => {
                let rules = schema.object.as_deref();
                let all_seen = rules.is_some_and(|rules| rules.additional.is_some());
                let asked = asked || rules.is_some_and(|rules| rules.unevaluated.is_some());
                if asked && !all_seen { Unseen(vec![true; entries.len()]) } else { Unseen::default() }
            }
            Kind::Array(items) => {
                let rules = schema.array.as_deref();
                let all_seen = rules.is_some_and(|rules| rules.rest.is_some() || rules.additional.is_some());
                let asked = asked || rules.is_some_and(|rules| rules.unevaluated.is_some());
                let first = rules.map_or(0, |rules| rules.prefix.len());
                if asked && !all_seen && first < items.len() {
                    Unseen((0..items.len()).map(|index| index >= first).collect())
                } else {
                    Unseen::default()
                }
            }
            _ => Unseen::default(),
        }
    }

    fn check(&mut self, id: SchemaId, mut unseen: Unseen) -> Checked {
        if self.validator.scopes.len() > self.validator.max_depth {
            self.validator.exhausted.get_or_insert(Exhausted::Depth);
        }
        if !self.validator.spend(1) {
            return Ok(unseen);
        }
        let schema = self.schema(id);
        match schema.boolean {
            Some(true) => return Ok(unseen),
            Some(false) => return Err(self.fault(Fault::FalseSchema)),
            None => {}
        }
        self.check_cycle(id)?;
        self.check_value(schema)?;
        let mut failures = Failures::default();
        if let Some(target) = schema.reference {
            let checked = self.reference(target, "$ref", &mut unseen);
            if schema.draft < Some(Draft::V2019) {
                return checked.map(|_| unseen);
            }
            failures.take(checked);
        }
        match self.json.kind(self.node) {
            Kind::Object(_) => self.object(schema, &mut unseen, &mut failures),
            Kind::Array(_) => self.array(schema, &mut unseen, &mut failures),
            Kind::Text(text) => self.text(schema, text, &mut failures),
            Kind::Number(_) => self.number(schema, &mut failures),
            Kind::Null | Kind::Bool(_) => {}
        }
        if failures.0.is_empty() || !self.quick {
            self.dynamic_references(schema, &mut unseen, &mut failures);
            self.logic(schema, &mut unseen, &mut failures);
            self.unevaluated(schema, &mut unseen, &mut failures);
        }
        if failures.0.is_empty() { Ok(unseen) } else { Err(Failure::group(self.at, failures.0)) }
    }

    /// Whether the same schema is already looking at the same value.
    fn check_cycle(&mut self, id: SchemaId) -> Result<(), Failure> {
        let scopes = &self.validator.scopes;
        let Some((last, above)) = scopes.split_last() else { return Ok(()) };
        let same_value = above.iter().rev().take_while(|scope| scope.value == last.value);
        let Some(distance) = same_value.map(|scope| scope.schema).position(|schema| schema == id) else {
            return Ok(());
        };
        let second = above.len() - 1 - distance;
        let schema = self.schema(id);
        let address = self.location(schema);
        let fault = Fault::ReferenceCycle {
            first: self.keyword_location(scopes.len() - 1),
            second: self.keyword_location(second),
            address,
        };
        Err(self.fault(fault))
    }

    fn location(&self, schema: &Schema) -> String {
        schema.node.map_or_else(String::new, |node| self.validator.documents.location(schema.document, node))
    }

    /// The keywords that led to a scope.
    fn keyword_location(&self, scope: usize) -> String {
        let scopes = &self.validator.scopes;
        let mut location = String::new();
        for index in 1..=scope {
            match scopes[index].keyword {
                "" => {
                    let here = self.location(self.schema(scopes[index].schema));
                    let above = self.location(self.schema(scopes[index - 1].schema));
                    location.push_str(here.strip_prefix(&above).unwrap_or_default());
                }
                keyword => {
                    location.push('/');
                    location.push_str(&escaped(keyword));
                }
            }
        }
        location
    }

    /// `type`, `const`, `enum`, `format`: the first that fails is all that is said of a value.
    fn check_value(&mut self, schema: &'a Schema) -> Result<(), Failure> {
        let (mark, found) = Types::of(self.json, self.node);
        let types = schema.types;
        let whole = || matches!(self.json.kind(self.node), Kind::Number(number) if number.is_integer());
        let fits = types.is_empty() || types.contains(mark) || (types.contains(Types::INTEGER) && whole());
        if !fits {
            return Err(self.fault(Fault::Type { found, wanted: types.names().collect() }));
        }
        let own = self.validator.json_of(schema);
        if let Some(constant) = schema.constant
            && !self.json.equal(self.node, own, constant)
        {
            return Err(self.fault(Fault::Const(scalar(own, constant))));
        }
        if let Some(values) = &schema.enumeration {
            self.validator.spend(values.len() as u64 / 8);
            if !values.iter().any(|value| self.json.equal(self.node, own, *value)) {
                let wanted = values.iter().map(|value| scalar(own, *value)).collect();
                return Err(self.fault(Fault::Enum(wanted)));
            }
        }
        if let (Some(format), Some(text)) = (schema.format, self.json.text(self.node))
            && let Err(cause) = format.check(text)
        {
            let fault = Fault::Format { text: text.to_owned(), format: format.name(), cause };
            return Err(self.fault(fault));
        }
        Ok(())
    }

    /// Holds this value against another schema as well.
    fn also(&mut self, id: SchemaId, keyword: &'static str, quick: bool, unseen: &mut Unseen) -> Result<(), Failure> {
        let value = self.validator.scopes.last().map_or(0, |scope| scope.value);
        self.validator.scopes.push(Scope { schema: id, keyword, value });
        let inner = self.unseen_for(id, !unseen.is_empty());
        let outer_quick = self.quick;
        self.quick |= quick;
        let metaschema = self.validator.metaschema;
        let id = self.validator.by_own_draft(id, self.node);
        let checked = self.check(id, inner);
        self.validator.metaschema = metaschema;
        self.quick = outer_quick;
        self.validator.scopes.pop();
        checked.map(|seen| unseen.keep(&seen))
    }

    /// Holds a part of this value against a schema.
    fn part(&mut self, id: SchemaId, node: NodeId) -> Checked {
        let value = self.validator.scopes.last().map_or(0, |scope| scope.value) + 1;
        self.validator.scopes.push(Scope { schema: id, keyword: "", value });
        let json = self.json;
        let quick = self.quick;
        let mut part = Value { validator: self.validator, json, node, at: Some(node), quick };
        let unseen = part.unseen_for(id, false);
        let metaschema = part.validator.metaschema;
        let id = part.validator.by_own_draft(id, node);
        let checked = part.check(id, unseen);
        self.validator.metaschema = metaschema;
        self.validator.scopes.pop();
        checked
    }

    fn reference(&mut self, target: SchemaId, keyword: &'static str, unseen: &mut Unseen) -> Checked {
        self.also(target, keyword, false, unseen).map(|()| Unseen::default()).map_err(|failure| {
            let causes = match *failure.fault {
                Fault::Group => failure.causes,
                _ => vec![failure],
            };
            Failure { at: self.at, fault: Box::new(Fault::Reference), causes }
        })
    }

    fn dynamic_references(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        if let Some(target) = schema.recursive_reference {
            let mut target = target;
            if self.schema(target).recursive_anchor {
                let resources = self.validator.scopes.iter().map(|scope| self.schema(scope.schema).resource);
                let outermost = resources.flatten().find(|resource| self.schema(*resource).recursive_anchor);
                target = outermost.unwrap_or(target);
            }
            let checked = self.reference(target, "$recursiveRef", unseen);
            failures.take(checked);
        }
        if let Some((fallback, anchor)) = &schema.dynamic_reference {
            let mut target = *fallback;
            // Only a reference to a dynamic anchor is dynamic.
            if let Some(anchor) = anchor
                && self.is_dynamic(target, anchor)
            {
                let resources = self.validator.scopes.iter().filter_map(|scope| self.schema(scope.schema).resource);
                let found = resources.filter_map(|resource| self.schema(resource).dynamic_anchors.get(anchor)).next();
                target = found.copied().unwrap_or(target);
            }
            let checked = self.reference(target, "$dynamicRef", unseen);
            failures.take(checked);
        }
    }

    fn is_dynamic(&self, target: SchemaId, anchor: &str) -> bool {
        let resource = self.schema(target).resource.map(|resource| self.schema(resource));
        resource.is_some_and(|resource| resource.dynamic_anchors.get(anchor) == Some(&target))
    }
}
