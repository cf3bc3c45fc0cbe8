//! A document is held against a schema. What is checked, in which order, and which failures follow from which is as in
//! the schema library that Helm uses. Work, failures and depth are counted: a schema can ask for any amount of them.

use super::compile::{Additional, Dependency, Pattern, Schema, SchemaId, Schemas, Types};
use super::draft::Draft;
use super::failure::{Failure, Fault, scalar};
use super::json::{Json, Kind, NodeId, escaped, first_duplicate};
use super::resources::Documents;

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

/// Holds documents against schemas.
pub(super) struct Validator<'a> {
    documents: &'a Documents,
    schemas: &'a Schemas,
    /// Steps that are left.
    budget: &'a mut u64,
    scopes: Vec<Scope>,
    max_depth: usize,
    exhausted: Option<Exhausted>,
}

type Checked = Result<Unseen, Failure>;

impl<'a> Validator<'a> {
    pub fn new(documents: &'a Documents, schemas: &'a Schemas, budget: &'a mut u64) -> Self {
        Validator { documents, schemas, budget, scopes: Vec::new(), max_depth: SHALLOW, exhausted: None }
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
        let deep = move || {
            let mut validator =
                Validator { documents, schemas, budget, scopes: Vec::new(), max_depth: MAX_DEPTH, exhausted: None };
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
        let checked = self.check(id, inner);
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
        let checked = part.check(id, unseen);
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

    fn object(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let Some(rules) = schema.object.as_deref() else { return };
        let json = self.json;
        let Kind::Object(entries) = json.kind(self.node) else { return };
        if let Some(min) = rules.min_properties.filter(|min| entries.len() < *min) {
            failures.0.push(self.fault(Fault::MinProperties(entries.len(), min)));
        }
        if let Some(max) = rules.max_properties.filter(|max| entries.len() > *max) {
            failures.0.push(self.fault(Fault::MaxProperties(entries.len(), max)));
        }
        let missing = self.missing(&rules.required);
        if !missing.is_empty() {
            failures.0.push(self.fault(Fault::Required(missing)));
        }
        if self.quick && !failures.0.is_empty() {
            return;
        }
        for (property, dependency) in &rules.dependencies {
            if json.get(self.node, property).is_none() {
                continue;
            }
            match dependency {
                Dependency::Properties(wanted) => self.dependency(property, wanted, failures),
                Dependency::Schema(id) => {
                    let checked = self.also(*id, "", false, unseen);
                    failures.0.extend(checked.err());
                }
            }
        }
        self.properties(rules, entries, unseen, failures);
        for (name, _) in entries.iter().filter(|_| rules.property_names.is_some()) {
            let Some(id) = rules.property_names else { break };
            let text = Json::from_text(name);
            if let Some(failure) = self.validator.document(id, &text, text.root(), self.quick) {
                let causes = if matches!(*failure.fault, Fault::Group) { failure.causes } else { vec![failure] };
                failures.0.push(Failure {
                    at: self.at,
                    fault: Box::new(Fault::PropertyName(name.to_string())),
                    causes,
                });
            }
        }
        for (property, id) in &rules.dependent_schemas {
            if json.get(self.node, property).is_some() {
                let checked = self.also(*id, "", false, unseen);
                failures.0.extend(checked.err());
            }
        }
        for (property, wanted) in &rules.dependent_required {
            if json.get(self.node, property).is_some() {
                self.dependency(property, wanted, failures);
            }
        }
    }

    fn dependency(&mut self, property: &str, wanted: &[String], failures: &mut Failures) {
        let missing = self.missing(wanted);
        if !missing.is_empty() {
            failures.0.push(self.fault(Fault::Dependency { property: property.to_owned(), missing }));
        }
    }

    fn missing(&mut self, wanted: &[String]) -> Vec<String> {
        self.validator.spend(wanted.len() as u64 / 8);
        wanted.iter().filter(|name| self.json.get(self.node, name).is_none()).cloned().collect()
    }

    fn properties(
        &mut self,
        rules: &'a super::compile::ObjectRules,
        entries: &'j [(Box<str>, NodeId)],
        unseen: &mut Unseen,
        failures: &mut Failures,
    ) {
        if rules.properties.is_empty() && rules.patterns.is_empty() && rules.additional.is_none() {
            return;
        }
        let mut extra = Vec::new();
        for (index, (name, node)) in entries.iter().enumerate() {
            if (self.quick && !failures.0.is_empty()) || !self.validator.spend(1 + rules.patterns.len() as u64) {
                return;
            }
            let mut seen = false;
            if let Some(id) = rules.properties.get(name) {
                seen = true;
                let checked = self.part(*id, *node);
                failures.take(checked);
            }
            for (pattern, id) in &rules.patterns {
                if !self.matches(pattern, name) {
                    continue;
                }
                seen = true;
                let checked = self.part(*id, *node);
                failures.take(checked);
            }
            if !seen && let Some(additional) = rules.additional {
                seen = true;
                match additional {
                    Additional::Allowed(true) => {}
                    Additional::Allowed(false) => extra.push(name.to_string()),
                    Additional::Schema(id) => {
                        let checked = self.part(id, *node);
                        failures.take(checked);
                    }
                }
            }
            if seen {
                unseen.see(index);
            }
        }
        if !extra.is_empty() {
            failures.0.push(self.fault(Fault::AdditionalProperties(extra)));
        }
    }

    fn array(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let Some(rules) = schema.array.as_deref() else { return };
        let json = self.json;
        let Kind::Array(items) = json.kind(self.node) else { return };
        if let Some(min) = rules.min_items.filter(|min| items.len() < *min) {
            failures.0.push(self.fault(Fault::MinItems(items.len(), min)));
        }
        if let Some(max) = rules.max_items.filter(|max| items.len() > *max) {
            failures.0.push(self.fault(Fault::MaxItems(items.len(), max)));
        }
        if rules.unique
            && self.validator.spend(items.len() as u64)
            && let Some((first, second)) = first_duplicate(json, items)
        {
            failures.0.push(self.fault(Fault::UniqueItems(first, second)));
        }
        let fixed = rules.prefix.len().min(items.len());
        for (id, node) in rules.prefix.iter().zip(items) {
            let checked = self.part(*id, *node);
            failures.take(checked);
        }
        for node in &items[fixed..] {
            let id = match (rules.rest, rules.additional) {
                (Some(id), _) | (None, Some(Additional::Schema(id))) => id,
                _ => break,
            };
            let checked = self.part(id, *node);
            failures.take(checked);
        }
        if let Some(Additional::Allowed(false)) = rules.additional
            && fixed < items.len()
        {
            failures.0.push(self.fault(Fault::AdditionalItems(items.len() - fixed)));
        }
        if let Some(id) = rules.contains {
            self.contains(id, rules, schema.draft, items, unseen, failures);
        }
    }

    fn contains(
        &mut self,
        id: SchemaId,
        rules: &super::compile::ArrayRules,
        draft: Option<Draft>,
        items: &[NodeId],
        unseen: &mut Unseen,
        failures: &mut Failures,
    ) {
        let mut causes = Vec::new();
        let mut matched = Vec::new();
        for (index, node) in items.iter().enumerate() {
            match self.part(id, *node) {
                Err(failure) => causes.push(failure),
                Ok(_) => {
                    matched.push(index);
                    if draft >= Some(Draft::V2020) {
                        unseen.see(index);
                    }
                }
            }
        }
        let few = match rules.min_contains {
            Some(min) => (matched.len() < min).then(|| Fault::MinContains(matched.clone(), min)),
            None => matched.is_empty().then_some(Fault::Contains),
        };
        if let Some(fault) = few {
            let mut failure = self.fault(fault);
            failure.causes = causes;
            failures.0.push(failure);
        }
        if let Some(max) = rules.max_contains.filter(|max| matched.len() > *max) {
            failures.0.push(self.fault(Fault::MaxContains(matched, max)));
        }
    }

    fn text(&mut self, schema: &'a Schema, text: &str, failures: &mut Failures) {
        let Some(rules) = schema.string.as_deref() else { return };
        self.validator.spend(text.len() as u64 / 64);
        if rules.min_length.is_some() || rules.max_length.is_some() {
            let length = text.chars().count();
            if let Some(min) = rules.min_length.filter(|min| length < *min) {
                failures.0.push(self.fault(Fault::MinLength(length, min)));
            }
            if let Some(max) = rules.max_length.filter(|max| length > *max) {
                failures.0.push(self.fault(Fault::MaxLength(length, max)));
            }
        }
        if let Some(pattern) = &rules.pattern
            && !self.matches(pattern, text)
        {
            let fault = Fault::Pattern { text: text.to_owned(), pattern: pattern.text.to_string() };
            failures.0.push(self.fault(fault));
        }
    }

    fn matches(&mut self, pattern: &Pattern, text: &str) -> bool {
        let (found, steps) = pattern.matches(text);
        self.validator.spend(steps);
        found
    }

    fn number(&mut self, schema: &'a Schema, failures: &mut Failures) {
        let (Some(rules), Kind::Number(number)) = (schema.number.as_deref(), self.json.kind(self.node)) else { return };
        let bounds = [
            ("minimum", &rules.minimum, rules.minimum.as_ref().is_some_and(|bound| number.compare(bound).is_lt())),
            ("maximum", &rules.maximum, rules.maximum.as_ref().is_some_and(|bound| number.compare(bound).is_gt())),
            (
                "exclusiveMinimum",
                &rules.exclusive_minimum,
                rules.exclusive_minimum.as_ref().is_some_and(|bound| number.compare(bound).is_le()),
            ),
            (
                "exclusiveMaximum",
                &rules.exclusive_maximum,
                rules.exclusive_maximum.as_ref().is_some_and(|bound| number.compare(bound).is_ge()),
            ),
            (
                "multipleOf",
                &rules.multiple_of,
                rules.multiple_of.as_ref().is_some_and(|unit| !number.is_multiple_of(unit)),
            ),
        ];
        for (keyword, bound, _) in bounds.into_iter().filter(|(.., crossed)| *crossed) {
            if let Some(bound) = bound {
                failures.0.push(self.fault(Fault::Bound(keyword, number.clone(), bound.clone())));
            }
        }
    }

    fn logic(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let Some(logic) = schema.logic.as_deref() else { return };
        if let Some(id) = logic.not
            && self.also(id, "", true, unseen).is_ok()
        {
            failures.0.push(self.fault(Fault::Not));
        }
        self.all_of(&logic.all_of, unseen, failures);
        self.any_of(&logic.any_of, unseen, failures);
        self.one_of(&logic.one_of, unseen, failures);
        if let Some(id) = logic.condition {
            let holds = self.also(id, "", true, unseen).is_ok();
            if let Some(id) = if holds { logic.then } else { logic.otherwise } {
                let checked = self.also(id, "", false, unseen);
                failures.0.extend(checked.err());
            }
        }
    }

    fn all_of(&mut self, schemas: &[SchemaId], unseen: &mut Unseen, failures: &mut Failures) {
        let mut causes = Vec::new();
        for id in schemas {
            causes.extend(self.also(*id, "", false, unseen).err());
            if self.quick && !causes.is_empty() {
                break;
            }
        }
        if !causes.is_empty() {
            let mut failure = self.fault(Fault::AllOf);
            failure.causes = causes;
            failures.0.push(failure);
        }
    }

    fn any_of(&mut self, schemas: &[SchemaId], unseen: &mut Unseen, failures: &mut Failures) {
        let mut causes = Vec::new();
        let mut matched = schemas.is_empty();
        for id in schemas {
            match self.also(*id, "", false, unseen) {
                Err(failure) => causes.push(failure),
                Ok(()) => {
                    matched = true;
                    // Where it is asked what was seen, all of them have to look.
                    if unseen.is_empty() {
                        break;
                    }
                }
            }
        }
        if !matched {
            let mut failure = self.fault(Fault::AnyOf);
            failure.causes = causes;
            failures.0.push(failure);
        }
    }

    fn one_of(&mut self, schemas: &[SchemaId], unseen: &mut Unseen, failures: &mut Failures) {
        let mut causes = Vec::new();
        let mut matched: Option<usize> = None;
        for (index, id) in schemas.iter().enumerate() {
            match (self.also(*id, "", matched.is_some(), unseen), matched) {
                (Err(failure), None) => causes.push(failure),
                (Err(_), Some(_)) => {}
                (Ok(()), None) => matched = Some(index),
                (Ok(()), Some(first)) => {
                    failures.0.push(self.fault(Fault::OneOf(Some((first, index)))));
                    break;
                }
            }
        }
        if matched.is_none() && !schemas.is_empty() {
            let mut failure = self.fault(Fault::OneOf(None));
            failure.causes = causes;
            failures.0.push(failure);
        }
    }

    fn unevaluated(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let json = self.json;
        let (rule, nodes): (_, Vec<NodeId>) = match json.kind(self.node) {
            Kind::Object(entries) => (
                schema.object.as_deref().and_then(|rules| rules.unevaluated),
                entries.iter().map(|(_, node)| *node).collect(),
            ),
            Kind::Array(items) => (schema.array.as_deref().and_then(|rules| rules.unevaluated), items.to_vec()),
            _ => return,
        };
        let Some(id) = rule else { return };
        let left = std::mem::take(unseen);
        for (node, _) in nodes.into_iter().zip(left.0).filter(|(_, unseen)| *unseen) {
            let checked = self.part(id, node);
            failures.take(checked);
        }
    }
}
