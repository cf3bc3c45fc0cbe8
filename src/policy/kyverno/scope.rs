//! [`Scope`], what expressions of a rule see: the request, what the values file brings, and context entries, which are loaded when
//! a query names them first, in Kyverno's order.

use super::entry::{ContextEntry, Source};
use super::images;
use crate::policy::World;
use crate::policy::cluster::Cluster;
use crate::policy::jmespath::{self, Data, Entries, Env, Expression};
use smol_str::SmolStr;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Why something of a rule cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// In Kyverno's words.
    pub(super) message: String,
    /// Whether the reason is a field that is missing.
    pub(super) missing: bool,
}

impl Fault {
    pub(super) fn plain(message: impl Into<String>) -> Self {
        Fault { message: message.into(), missing: false }
    }

    /// The same with words before it.
    pub(super) fn within(self, words: &str) -> Self {
        Fault { message: format!("{words}: {}", self.message), ..self }
    }
}

impl From<jmespath::Fault> for Fault {
    fn from(fault: jmespath::Fault) -> Self {
        Fault { missing: matches!(fault, jmespath::Fault::NotFound(_)), message: fault.to_string() }
    }
}

/// What is the same for all scopes of one rule and object.
pub(super) struct Request<'a> {
    /// The object that is judged.
    pub(super) object: Data,
    /// Whether it is about to go.
    pub(super) deletes: bool,
    /// Clock and budget.
    pub(super) env: Env<'a>,
    /// The other objects.
    pub(super) world: &'a World,
    /// What answers for a cluster.
    pub(super) cluster: &'a Cluster,
}

/// A context entry that may not have been loaded.
#[derive(Clone, Copy)]
struct Loader<'a> {
    source: Loadable<'a>,
    matched: bool,
    loaded: bool,
}

#[derive(Clone, Copy)]
enum Loadable<'a> {
    /// `images`.
    Images,
    Entry(&'a ContextEntry),
}

impl Loader<'_> {
    fn name(&self) -> &str {
        match self.source {
            Loadable::Images => "images",
            Loadable::Entry(entry) => &entry.name,
        }
    }
}

/// What expressions see. Cloning it is cheap; a clone does not change what it was made from.
#[derive(Clone)]
pub(super) struct Scope<'a> {
    pub(super) request: &'a Request<'a>,
    root: Data,
    loaders: Vec<Loader<'a>>,
    /// While an entry is loaded, the entries before it are what it may load in turn.
    limit: Option<usize>,
}

impl<'a> Scope<'a> {
    /// A scope that sees `root`.
    pub(super) fn new(request: &'a Request<'a>, root: Data) -> Self {
        let images = Loader { source: Loadable::Images, matched: false, loaded: false };
        Scope { request, root, loaders: vec![images], limit: None }
    }

    /// Adds entries to be loaded when they are named.
    pub(super) fn add_entries(&mut self, entries: &'a [ContextEntry]) {
        for entry in entries {
            if entry.is_answerable(self) {
                self.loaders.push(Loader { source: Loadable::Entry(entry), matched: false, loaded: false });
            }
        }
    }

    /// Sets a variable; a dot in its name leads into a map, and maps are merged.
    pub(super) fn set_variable(&mut self, name: &str, value: Data) {
        merge_at(&mut self.root, &path_of(name), value);
    }

    /// Puts `value` in the place of whatever has that name.
    pub(super) fn replace(&mut self, name: &str, value: Data) {
        if let Data::Map(entries) = &mut self.root {
            Arc::make_mut(entries).insert(name.into(), value);
        }
    }

    /// Sets `element` and `elementIndex`, and the same with the level of nesting behind them.
    pub(super) fn set_element(&mut self, element: &Data, index: usize, nesting: usize) {
        let index = Data::Int(i64::try_from(index).unwrap_or(i64::MAX));
        self.replace("element", element.clone());
        self.replace(&format!("element{nesting}"), element.clone());
        self.replace("elementIndex", index.clone());
        self.replace(&format!("elementIndex{nesting}"), index);
    }

    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Data> {
        self.root.get(name)
    }

    /// Takes steps from the budget.
    pub(super) fn spend(&self, steps: u64) -> Result<(), Fault> {
        Ok(self.request.env.spend(steps)?)
    }

    /// What a variable in a text stands for; `place` is where the text stands in its document.
    pub(super) fn query_variable(
        &mut self,
        query: &str,
        compiled: Option<&Expression>,
        place: &str,
    ) -> Result<Data, Fault> {
        let mut text = SmolStr::from(query);
        if text == "@" {
            text = here(place).into();
        }
        if self.request.deletes {
            text = text.replace("request.object", "request.oldObject").into();
        }
        let compiled = compiled.filter(|_| text == query);
        let words = format!("failed to resolve {text} at path {place}");
        self.query_with(&text, compiled).map_err(|fault| fault.within(&words))
    }

    /// What an expression gives.
    pub(super) fn query(&mut self, text: &str) -> Result<Data, Fault> {
        self.query_with(text, None)
    }

    /// What an expression gives, which was compiled before or is now.
    pub(super) fn query_with(&mut self, text: &str, compiled: Option<&Expression>) -> Result<Data, Fault> {
        self.load_named(text)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Fault::plain("invalid query (nil)"));
        }
        let searched = match compiled {
            Some(expression) => expression.search(&self.root, &self.request.env),
            None => {
                self.spend(text.len() as u64 / 16)?;
                let expression =
                    compiled_once(text).map_err(|reason| Fault::plain(format!("incorrect query {text}: {reason}")))?;
                expression.search(&self.root, &self.request.env)
            }
        };
        searched.map_err(|fault| Fault::from(fault).within("JMESPath query failed"))
    }

    /// Applies an expression to a value beside the scope.
    pub(super) fn search(&self, text: &str, data: &Data) -> Result<Data, Fault> {
        let compiled = compiled_once(text)
            .map_err(|reason| Fault::plain(format!("failed to compile JMESPath: {text}, error: {reason}")))?;
        Ok(compiled.search(data, &self.request.env)?)
    }

    /// Loads the entries that `query` names, in order.
    fn load_named(&mut self, query: &str) -> Result<(), Fault> {
        let end = self.limit.unwrap_or(self.loaders.len());
        for index in 0..end.min(self.loaders.len()) {
            let Some(loader) = self.loaders.get_mut(index) else { break };
            if loader.matched || loader.loaded || !names(query, loader.name()) {
                continue;
            }
            loader.matched = true;
            let source = loader.source;
            self.limit = Some(index);
            let outcome = self.load(source);
            self.limit = None;
            outcome?;
            if let Some(loader) = self.loaders.get_mut(index) {
                loader.loaded = true;
            }
        }
        Ok(())
    }

    fn load(&mut self, source: Loadable<'a>) -> Result<(), Fault> {
        match source {
            Loadable::Images => {
                let found = images::of(&self.request.object).map_err(Fault::plain)?;
                if found.as_map().is_some_and(|found| !found.is_empty()) {
                    self.replace("images", found);
                }
                Ok(())
            }
            Loadable::Entry(entry) => {
                let value = entry.load(self)?;
                match &entry.source {
                    Source::Variable(_) => self.replace(&entry.name, value),
                    _ => merge_at(&mut self.root, std::slice::from_ref(&entry.name), value),
                }
                Ok(())
            }
        }
    }
}

/// How many expressions that variables made a thread keeps.
const KEPT: usize = 512;

type Compiled = Result<Rc<Expression>, String>;

/// The expression, compiled now or before on this thread.
fn compiled_once(text: &str) -> Compiled {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Compiled>> = RefCell::new(HashMap::new());
    }
    if let Some(known) = KNOWN.with_borrow(|known| known.get(text).cloned()) {
        return known;
    }
    let compiled = Expression::compile(text).map(Rc::new).map_err(|error| error.to_string());
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.to_owned(), compiled.clone());
    });
    compiled
}

/// Whether a query names an entry: `x` is named in `x.y`, not in `y.x`.
fn names(query: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0;
    while let Some(found) = query.get(at..).and_then(|rest| rest.find(name)) {
        let (start, end) = (at + found, at + found + name.len());
        let before = query.get(..start).and_then(|text| text.chars().next_back());
        let after = query.get(end..).and_then(|text| text.chars().next());
        let begins = before.is_none_or(|c| c != '.' && !c.is_ascii_alphanumeric());
        if begins && !after.is_some_and(is_word) {
            return true;
        }
        at = start + name.chars().next().map_or(1, char::len_utf8);
    }
    false
}

/// The expression for the place of a text: `/spec/replicas` of the object is `request.object.spec.replicas`.
fn here(place: &str) -> String {
    let mut expression = String::from("request.object");
    for step in place.replace("\\/", "\u{0}").split('/').filter(|step| !step.is_empty()) {
        let step = step.replace('\u{0}', "/");
        let key = super::anchor::Anchored::parse(&step).key;
        match key.parse::<u64>() {
            Ok(index) => expression.push_str(&format!("[{index}]")),
            Err(_) => expression.push_str(&format!(".{}", Data::text(key).to_json())),
        }
    }
    expression
}

/// The parts of a variable's name between dots; a part in quotes may have dots in it.
pub(super) fn path_of(name: &str) -> Vec<SmolStr> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in name.chars() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(String::new()),
            c => {
                if let Some(part) = parts.last_mut() {
                    part.push(c);
                }
            }
        }
    }
    parts.into_iter().map(SmolStr::from).collect()
}

/// Puts `value` at a path. Maps on both sides are merged; anything else in the way is replaced.
pub(super) fn merge_at(target: &mut Data, path: &[SmolStr], value: Data) {
    let Some((first, rest)) = path.split_first() else {
        return match (&mut *target, value) {
            (Data::Map(old), Data::Map(new)) => {
                let old = Arc::make_mut(old);
                for (key, value) in new.iter() {
                    merge_at(old.entry(key.clone()).or_default(), &[], value.clone());
                }
            }
            (_, value) => *target = value,
        };
    };
    if target.as_map().is_none() {
        *target = Data::map(Entries::new());
    }
    if let Data::Map(entries) = target {
        merge_at(Arc::make_mut(entries).entry(first.clone()).or_default(), rest, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_what_it_begins_with() {
        assert!(names("x.y", "x"));
        assert!(names("length(x)", "x"));
        assert!(names("a || x", "x"));
        assert!(!names("y.x", "x"));
        assert!(!names("xy", "x"));
        assert!(!names("yx", "x"));
    }

    #[test]
    fn variables_are_merged_by_their_dots() {
        let mut root = Data::parse_json(r#"{"request": {"object": {"a": 1}}}"#).expect("it is JSON");
        merge_at(&mut root, &path_of("request.operation"), Data::text("UPDATE"));
        merge_at(&mut root, &path_of("x.\"a.b\""), Data::Int(2));
        merge_at(&mut root, &path_of("request"), Data::parse_json(r#"{"object": {"b": 3}}"#).expect("it is JSON"));
        let expected = r#"{"request":{"object":{"a":1,"b":3},"operation":"UPDATE"},"x":{"a.b":2}}"#;
        assert_eq!(root.to_json(), expected);
    }

    #[test]
    fn a_place_is_an_expression() {
        assert_eq!(here("/spec/=(a)/0/b\\/c"), r#"request.object."spec"."a"[0]."b/c""#);
    }
}
