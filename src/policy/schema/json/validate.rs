//! Holds a value against a [`Schema`]. Work is counted in the report; recursion is bounded by depth and grows the stack.

use super::{Condition, Counts, Dialect, ListType, Node, Others, Schema, Types};
use crate::deep::deeper;
use crate::diagnostic::nearest;
use crate::go::regexp::{Regexp, Work};
use crate::policy::schema::formats;
use crate::policy::schema::violation::{Path, Report};
use crate::policy::schema::wording::{described, missing, quoted, unknown, wrong_type};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// How deep values and references nest together.
const MAX_DEPTH: usize = 2_000;

impl Schema {
    /// Adds what is wrong with `value` at `path`. Unknown fields are wrong where `strict` says so.
    pub(in crate::policy::schema) fn check(&self, value: &Value, path: &Path<'_>, strict: bool, report: &mut Report) {
        let was_empty = report.is_empty();
        Check { schema: self, strict, report, depth: 0 }.node(value, self.root, path);
        if was_empty && report.is_empty() {
            self.check_rules(value, path, report);
        }
    }
}

struct Check<'c> {
    schema: &'c Schema,
    /// Whether unknown fields are wrong here.
    strict: bool,
    report: &'c mut Report,
    depth: usize,
}

impl<'c> Check<'c> {
    fn node(&mut self, value: &Value, number: usize, path: &Path<'_>) {
        let schema = self.schema;
        let Some(node) = schema.nodes.get(number) else { return };
        if self.depth > MAX_DEPTH {
            return self.report.add("limit", path, format!("object and schema nest deeper than {MAX_DEPTH} levels"));
        }
        if !self.report.spend(1, path) {
            return;
        }
        self.depth += 1;
        deeper(|| self.keywords(value, node, path));
        self.depth -= 1;
    }

    fn keywords(&mut self, value: &Value, node: &'c Node, path: &Path<'_>) {
        if let Some(verdict) = node.verdict {
            if !verdict {
                self.report.add("forbidden", path, "nothing may be here");
            }
            return;
        }
        if value.is_null() && self.is_null_fine(node) {
            return;
        }
        if !self.has_type(value, node, path) {
            return;
        }
        self.choices(value, node, path);
        match value {
            Value::Object(map) => self.object(map, node, path),
            Value::Array(items) => self.list(items, node, path),
            Value::String(text) => self.text(text, node, path),
            Value::Number(_) => self.number(value, node, path),
            Value::Null | Value::Bool(_) => {}
        }
        self.combinations(value, node, path);
    }

    /// Whether null may stand here whatever the type: where it is allowed, or will be replaced by a default.
    fn is_null_fine(&self, node: &Node) -> bool {
        node.is_nullable || (self.schema.dialect == Dialect::Structural && node.has_default)
    }

    fn has_type(&mut self, value: &Value, node: &Node, path: &Path<'_>) -> bool {
        if node.is_int_or_string && node.types.is_any() {
            let is_either = value.is_string() || formats::is_whole(value);
            if !is_either {
                wrong_type(self.report, path, "a whole number or a text", value);
            }
            return is_either;
        }
        let any = node.types.is_any() || node.types.meet(types_of(value));
        if !any {
            wrong_type(self.report, path, &expected(node.types), value);
        }
        any
    }

    fn choices(&mut self, value: &Value, node: &Node, path: &Path<'_>) {
        let Some(choices) = &node.choices else { return };
        if choices.iter().any(|choice| equal(choice, value)) {
            return;
        }
        let known = choices.iter().filter_map(Value::as_str);
        let hint =
            value.as_str().and_then(|text| nearest(text, known)).map(|near| format!("; did you mean \"{near}\"?"));
        let listed: Vec<String> = choices.iter().take(20).map(Value::to_string).collect();
        let message =
            format!("expected one of {}, not {}{}", listed.join(", "), described(value), hint.unwrap_or_default());
        self.report.add("enum", path, message);
    }

    fn object(&mut self, map: &Map<String, Value>, node: &'c Node, path: &Path<'_>) {
        self.count(map.len(), node.fields, "fields", ["minProperties", "maxProperties"], path);
        for (key, value) in map {
            self.field(key, value, node, &Path::Field(path, key));
        }
        let is_known = |key: &str| node.properties.contains_key(key);
        let embedded = if node.is_embedded { &["apiVersion", "kind"][..] } else { &[] };
        let required = node.required.iter().map(String::as_str).chain(embedded.iter().copied());
        for name in required.filter(|name| !map.contains_key(*name)) {
            missing(self.report, path, name, map, is_known);
        }
        for (name, required, schema) in node.dependencies.iter().filter(|(name, ..)| map.contains_key(name)) {
            for other in required.iter().filter(|other| !map.contains_key(*other)) {
                self.report.add("required", path, format!("the field \"{name}\" requires the field \"{other}\""));
            }
            if let Some(schema) = schema {
                self.node(&Value::Object(map.clone()), *schema, path);
            }
        }
    }

    fn field(&mut self, key: &str, value: &Value, node: &'c Node, path: &Path<'_>) {
        if let Some(names) = node.names {
            self.node(&Value::String(key.to_owned()), names, path);
        }
        // Of what every object has, a schema may narrow the values; the fields are Kubernetes'.
        let is_common = node.is_embedded && matches!(key, "apiVersion" | "kind" | "metadata");
        let mut is_known = is_common;
        if let Some(&field) = node.properties.get(key) {
            is_known = true;
            let strict = self.strict;
            self.strict = strict && !is_common;
            self.node(value, field, path);
            self.strict = strict;
        }
        for (pattern, field) in &node.pattern_properties {
            if self.matches(pattern, key, path) {
                is_known = true;
                self.node(value, *field, path);
            }
        }
        if is_known {
            return;
        }
        match node.others {
            Others::Of(Some(field)) => self.node(value, field, path),
            Others::Of(None) => {}
            Others::Forbidden => unknown(self.report, path, key, node.properties.keys().map(String::as_str)),
            Others::Unsaid if self.is_unknown_wrong(node) => {
                unknown(self.report, path, key, node.properties.keys().map(String::as_str));
            }
            Others::Unsaid => {}
        }
    }

    /// Whether a field that nothing is said of is wrong. JSON Schema lets other schemas add fields, and leaves an object open
    /// that says nothing of any.
    fn is_unknown_wrong(&self, node: &Node) -> bool {
        let says_nothing = node.properties.is_empty() && node.pattern_properties.is_empty();
        let is_open = node.is_open
            || match self.schema.dialect {
                Dialect::Structural => says_nothing && node.types.is_any(),
                Dialect::JsonSchema => says_nothing || node.is_combined(),
            };
        self.strict && !is_open
    }

    fn list(&mut self, items: &[Value], node: &'c Node, path: &Path<'_>) {
        self.count(items.len(), node.sizes, "items", ["minItems", "maxItems"], path);
        for (index, item) in items.iter().enumerate() {
            let path = Path::Item(path, index);
            match (node.first_items.get(index), node.items) {
                (Some(&first), _) => self.node(item, first, &path),
                (None, Others::Of(Some(schema))) => self.node(item, schema, &path),
                (None, Others::Forbidden) => {
                    self.report.add("additionalItems", &path, "the list has more items than it may");
                }
                (None, Others::Of(None) | Others::Unsaid) => {}
            }
        }
        if let Some(contains) = node.contains
            && !items.iter().any(|item| self.holds(item, contains, path))
        {
            self.report.add("contains", path, "no item of the list is as one must be");
        }
        self.repeated_items(items, node, path);
    }

    /// Items that a set has twice, or that have the keys of another in a list that is a map.
    fn repeated_items(&mut self, items: &[Value], node: &Node, path: &Path<'_>) {
        let key = |item: &Value| match &node.list_type {
            ListType::Map(keys) => {
                keys.iter().map(|key| item.get(key).map(Value::to_string).unwrap_or_default()).collect()
            }
            _ => vec![item.to_string()],
        };
        if !node.is_unique && (node.list_type == ListType::Atomic || self.schema.dialect == Dialect::JsonSchema) {
            return;
        }
        let mut seen: HashSet<Vec<String>> = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            let key = key(item);
            let path = Path::Item(path, index);
            let size: usize = key.iter().map(String::len).sum();
            if !self.report.spend(1 + size as u64 / 32, &path) {
                return;
            }
            if !seen.insert(key) {
                self.report.add("duplicate", &path, "the list has this item already");
            }
        }
    }

    fn text(&mut self, text: &str, node: &'c Node, path: &Path<'_>) {
        if node.lengths.least.is_some() || node.lengths.most.is_some() {
            self.count(text.chars().count(), node.lengths, "characters", ["minLength", "maxLength"], path);
        }
        if let Some((source, pattern)) = &node.pattern
            && !self.matches(pattern, text, path)
        {
            self.report.add("pattern", path, format!("{} does not match the pattern \"{source}\"", quoted(text)));
        }
        if let Some((name, holds)) = &node.format
            && !holds(text)
        {
            self.report.add("format", path, format!("{} is no {name}", quoted(text)));
        }
    }

    fn number(&mut self, value: &Value, node: &Node, path: &Path<'_>) {
        let (bounds, Some(number)) = (&node.bounds, value.as_f64()) else { return };
        if let Some(least) =
            bounds.minimum.filter(|least| number < *least || (bounds.is_minimum_out && number == *least))
        {
            let than = if bounds.is_minimum_out { "more than" } else { "at least" };
            self.report.add("minimum", path, format!("the number {value} must be {than} {least}"));
        }
        if let Some(most) = bounds.maximum.filter(|most| number > *most || (bounds.is_maximum_out && number == *most)) {
            let than = if bounds.is_maximum_out { "less than" } else { "at most" };
            self.report.add("maximum", path, format!("the number {value} must be {than} {most}"));
        }
        if let Some(step) = bounds.multiple_of.filter(|step| *step > 0.0) {
            let quotient = number / step;
            if (quotient - quotient.round()).abs() > 1e-9 * quotient.abs().max(1.0) {
                self.report.add("multipleOf", path, format!("the number {value} must be a multiple of {step}"));
            }
        }
    }

    fn count(&mut self, count: usize, counts: Counts, what: &str, rules: [&'static str; 2], path: &Path<'_>) {
        let count = count as u64;
        if let Some(least) = counts.least.filter(|least| count < *least) {
            self.report.add(rules[0], path, format!("there must be at least {least} {what}, not {count}"));
        }
        if let Some(most) = counts.most.filter(|most| count > *most) {
            self.report.add(rules[1], path, format!("there may be at most {most} {what}, not {count}"));
        }
    }

    fn combinations(&mut self, value: &Value, node: &'c Node, path: &Path<'_>) {
        // Fields that only a combined schema names are none of its own, and what it lacks is known elsewhere.
        let strict = std::mem::replace(&mut self.strict, false);
        for &part in &node.all_of {
            self.node(value, part, path);
        }
        self.any_of(value, node, path);
        self.one_of(value, node, path);
        if node.not.is_some_and(|not| self.holds(value, not, path)) {
            self.report.add("not", path, format!("{} is what must not be here", described(value)));
        }
        if let Some(Condition { test, then, otherwise }) = &node.condition {
            let branch = if self.holds(value, *test, path) { then } else { otherwise };
            if let Some(branch) = branch {
                self.node(value, *branch, path);
            }
        }
        self.strict = strict;
        if let Some(reference) = node.reference {
            self.node(value, reference, path);
        }
    }

    fn any_of(&mut self, value: &Value, node: &'c Node, path: &Path<'_>) {
        if node.any_of.is_empty() {
            return;
        }
        let mut closest: Option<Report> = None;
        for &part in &node.any_of {
            let trial = self.attempt(value, part, path);
            if trial.is_empty() {
                return;
            }
            closest.get_or_insert(trial);
        }
        match closest {
            Some(only) if node.any_of.len() == 1 => self.report.merge(only),
            _ => self.report.add("anyOf", path, format!("{} is none of what may be here", described(value))),
        }
    }

    fn one_of(&mut self, value: &Value, node: &'c Node, path: &Path<'_>) {
        if node.one_of.is_empty() {
            return;
        }
        match node.one_of.iter().filter(|part| self.holds(value, **part, path)).count() {
            1 => {}
            0 => self.report.add("oneOf", path, format!("{} is none of what may be here", described(value))),
            _ => self.report.add("oneOf", path, format!("{} is more than one of what may be here", described(value))),
        }
    }

    /// What a schema says of a value, apart from what is said so far.
    fn attempt(&mut self, value: &Value, number: usize, path: &Path<'_>) -> Report {
        let mut trial = self.report.trial();
        Check { schema: self.schema, strict: false, report: &mut trial, depth: self.depth }.node(value, number, path);
        self.report.account(&mut trial);
        trial
    }

    fn holds(&mut self, value: &Value, number: usize, path: &Path<'_>) -> bool {
        self.attempt(value, number, path).is_empty()
    }

    fn matches(&mut self, pattern: &Regexp, text: &str, path: &Path<'_>) -> bool {
        let mut spend = |work| match work {
            Work::Steps(steps) if !self.report.spend(steps, path) => Err(()),
            _ => Ok(()),
        };
        pattern.is_match(text.as_bytes(), &mut spend).unwrap_or(true)
    }
}

fn types_of(value: &Value) -> Types {
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        Value::Number(_) if formats::is_whole(value) => return Types::named("integer").and(Types::named("number")),
        Value::Number(_) => "number",
    };
    Types::named(name)
}

fn expected(types: Types) -> String {
    let word = |name: &str| match name {
        "null" => "null",
        "boolean" => "a boolean",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "array" => "a list",
        _ => "an object",
    };
    let named = Types::NAMES.iter().filter(|(_, one)| types.meet(*one)).map(|(name, _)| word(name));
    let words: Vec<&str> = named.filter(|name| *name != "null").collect();
    if words.is_empty() { "null".to_owned() } else { words.join(" or ") }
}

/// Whether two values are the same in JSON, where `1` is `1.0`.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(_), Value::Number(_)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}
