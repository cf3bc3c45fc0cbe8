//! Holds a resource against a pattern, in Kyverno's order: anchored keys first, then the others, those with anchors below them before
//! the rest.

use super::expand::expand;
use super::scalar::Scalar;
use super::{Entry, MapPattern, Pattern};
use crate::policy::jmespath::{Data, Entries};
use crate::policy::kyverno::anchor::Anchor;
use std::fmt::Write as _;

/// Why a resource does not fit.
#[derive(Clone, Debug)]
pub(in super::super) struct Mismatch {
    /// In Kyverno's words.
    pub(in super::super) message: String,
    /// Where, as Kyverno writes paths: `/spec/containers/0/image/`; empty where the path says nothing.
    pub(in super::super) path: String,
    /// The same as a JSON pointer.
    pub(in super::super) pointer: String,
    /// Whether the pattern is not meant for the resource.
    pub(in super::super) skips: bool,
    class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Plain,
    Condition,
    Global,
    Negation,
    /// Made of conditions further down.
    Nested,
}

/// A place in the resource, as a chain to its root.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn write(&self, out: &mut String, pointer: bool) {
        match self {
            Path::Root => out.push_str(if pointer { "" } else { "/" }),
            Path::Key(parent, key) => {
                parent.write(out, pointer);
                if pointer {
                    let _ = write!(out, "/{}", key.replace('~', "~0").replace('/', "~1"));
                } else {
                    let _ = write!(out, "{key}/");
                }
            }
            Path::Index(parent, index) => {
                parent.write(out, pointer);
                let _ = if pointer { write!(out, "/{index}") } else { write!(out, "{index}/") };
            }
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, false);
        out
    }

    fn mismatch(&self, message: String, class: Class) -> Mismatch {
        let mut pointer = String::new();
        self.write(&mut pointer, true);
        Mismatch { message, path: self.text(), pointer, skips: class.skips(), class }
    }
}

impl Class {
    fn skips(self) -> bool {
        matches!(self, Class::Condition | Class::Global | Class::Nested)
    }

    /// What the message of such a mismatch begins with.
    fn words(self) -> &'static str {
        match self {
            Class::Condition => "conditional anchor mismatch: ",
            Class::Global => "global anchor mismatch: ",
            Class::Negation => "negation anchor matched in resource: ",
            Class::Plain | Class::Nested => "",
        }
    }
}

type Fit = Result<(), Mismatch>;

/// Whether a resource fits a pattern.
pub(in super::super) fn fit(pattern: &Pattern, resource: &Data) -> Fit {
    let mut seen = Seen::default();
    seen.element(pattern, resource, &Path::Root).map_err(|mismatch| {
        let decided = mismatch.skips || mismatch.class == Class::Negation;
        if mismatch.skips || (!decided && seen.misses_anchors()) {
            return Mismatch { path: String::new(), ..mismatch };
        }
        mismatch
    })
}

/// The anchored keys that were met, by how they are written, and whether a resource had the field.
#[derive(Default)]
struct Seen {
    keys: Vec<(String, bool)>,
}

static NOTHING: Data = Data::Null;

impl Seen {
    /// Whether a field under an anchor, but a negation, was nowhere.
    fn misses_anchors(&self) -> bool {
        self.keys.iter().any(|(key, found)| !found && !key.trim_start().starts_with('X'))
    }

    fn note(&mut self, pattern: &MapPattern, resource: &Entries) {
        let watched = |entry: &&Entry| entry.anchor != Some(Anchor::Equality);
        for entry in pattern.anchored.iter().filter(watched) {
            let found = resource.contains_key(&entry.key);
            match self.keys.iter_mut().find(|(key, _)| *key == entry.raw.as_str()) {
                Some((_, known)) => *known |= found,
                None => self.keys.push((entry.raw.to_string(), found)),
            }
        }
    }

    fn element(&mut self, pattern: &Pattern, resource: &Data, path: &Path<'_>) -> Fit {
        match (pattern, resource) {
            (Pattern::Map(pattern), Data::Map(entries)) => self.map(pattern, entries, path),
            (Pattern::Map(_), other) => {
                let message = format!(
                    "pattern and resource have different structures. Path: {}. Expected map[string]interface {{}}, found {}",
                    path.text(),
                    go_type(other)
                );
                Err(path.mismatch(message, Class::Plain))
            }
            (Pattern::List(pattern), Data::List(items)) => self.list(pattern, items, path),
            (Pattern::List(_), _) => {
                let message = format!(
                    "validation rule failed at path {}, resource does not satisfy the expected overlay pattern",
                    path.text()
                );
                Err(path.mismatch(message, Class::Plain))
            }
            (Pattern::Scalar(pattern), resource) => scalar(pattern, resource, path),
        }
    }

    fn map(&mut self, pattern: &MapPattern, resource: &Entries, path: &Path<'_>) -> Fit {
        let expanded = pattern.expanding.as_ref().map(|entries| MapPattern::of(&expand(entries, resource)));
        let pattern = expanded.as_ref().unwrap_or(pattern);
        self.note(pattern, resource);
        self.anchors(pattern, resource, path)?;
        for entry in &pattern.plain {
            let below = Path::Key(path, &entry.key);
            match entry.anchor {
                Some(Anchor::Global) => self.global(entry, resource, &below)?,
                _ => self.plain(entry, resource, path)?,
            }
        }
        Ok(())
    }

    /// The anchored keys. Conditions that do not hold skip the pattern, unless others hold that are no less deep.
    fn anchors(&mut self, pattern: &MapPattern, resource: &Entries, path: &Path<'_>) -> Fit {
        let mut skipped: Vec<Mismatch> = Vec::new();
        let mut applied = 0;
        for entry in &pattern.anchored {
            match self.anchor(entry, resource, path) {
                Ok(()) => applied += 1,
                Err(mismatch) if mismatch.skips => skipped.push(mismatch),
                Err(_) if skipped.iter().any(|one| one.class != Class::Nested) => {}
                Err(mismatch) => return Err(mismatch),
            }
        }
        let here = skipped.iter().any(|one| one.class != Class::Nested);
        if skipped.is_empty() || (applied > 0 && !here) { Ok(()) } else { Err(combined(&skipped, path)) }
    }

    fn anchor(&mut self, entry: &Entry, resource: &Entries, path: &Path<'_>) -> Fit {
        let below = Path::Key(path, &entry.key);
        let found = resource.get(&entry.key);
        match (entry.anchor, found) {
            (Some(Anchor::Condition), None) => {
                let message = "conditional anchor key doesn't exist in the resource";
                Err(below.mismatch(format!("{}{message}", Class::Condition.words()), Class::Condition))
            }
            (Some(Anchor::Condition), Some(value)) => {
                self.element(&entry.pattern, value, &below).map_err(|inner| wrapped(inner, Class::Condition))
            }
            (Some(Anchor::Negation), Some(_)) => {
                let message = format!("{}{} is not allowed", Class::Negation.words(), below.text());
                Err(below.mismatch(message, Class::Negation))
            }
            (Some(Anchor::Equality), Some(value)) => self.element(&entry.pattern, value, &below),
            (Some(Anchor::Existence), Some(value)) => self.existence(entry, value, &below),
            _ => Ok(()),
        }
    }

    fn global(&mut self, entry: &Entry, resource: &Entries, below: &Path<'_>) -> Fit {
        let Some(value) = resource.get(&entry.key) else { return Ok(()) };
        self.element(&entry.pattern, value, below).map_err(|inner| wrapped(inner, Class::Global))
    }

    fn plain(&mut self, entry: &Entry, resource: &Entries, path: &Path<'_>) -> Fit {
        // An anchor for mutation is a key like any other here.
        let value = resource.get(&entry.raw).unwrap_or(&NOTHING);
        if entry.any {
            let missing = || path.mismatch(format!("{}/{} not found", path.text(), entry.raw), Class::Plain);
            return if value.is_null() { Err(missing()) } else { Ok(()) };
        }
        self.element(&entry.pattern, value, &Path::Key(path, &entry.raw))
    }

    /// Each pattern of the list has to fit one item at least.
    fn existence(&mut self, entry: &Entry, value: &Data, below: &Path<'_>) -> Fit {
        let plain = |message: String| below.mismatch(message, Class::Plain);
        let Data::List(items) = value else {
            let kind = go_type(value);
            let message = format!(
                "invalid resource type {kind}: Existence ^ () anchor can be used only on list/array type resource"
            );
            return Err(plain(message));
        };
        let Pattern::List(patterns) = &entry.pattern else {
            return Err(plain("invalid pattern type: Pattern has to be of list to compare against resource".into()));
        };
        for pattern in patterns {
            if !matches!(pattern, Pattern::Map(_)) {
                let message =
                    "invalid pattern type: Pattern has to be of type map to compare against items in resource";
                return Err(plain(message.into()));
            }
            let mut numbered = items.iter().enumerate();
            if !numbered.any(|(index, item)| self.element(pattern, item, &Path::Index(below, index)).is_ok()) {
                return Err(plain(format!("existence anchor validation failed at path {}", below.text())));
            }
        }
        Ok(())
    }

    /// A list of maps asks every item for its first; of anything single every item; other lists go in step.
    fn list(&mut self, patterns: &[Pattern], items: &[Data], path: &Path<'_>) -> Fit {
        match patterns.first() {
            None => Err(path.mismatch("pattern Array empty".into(), Class::Plain)),
            Some(pattern @ Pattern::Map(_)) => self.items(items.iter().map(|item| (pattern, item)), path),
            Some(Pattern::Scalar(pattern)) => each(pattern, items, path),
            Some(Pattern::List(_)) if items.len() < patterns.len() => {
                let message = format!(
                    "validate Array failed, array length mismatch, resource Array len is {} and pattern Array len is {}",
                    items.len(),
                    patterns.len()
                );
                Err(Mismatch { path: String::new(), ..path.mismatch(message, Class::Plain) })
            }
            Some(Pattern::List(_)) => self.items(patterns.iter().zip(items), path),
        }
    }

    /// Items for which a condition does not hold do not count, unless it holds for none.
    fn items<'i>(&mut self, pairs: impl Iterator<Item = (&'i Pattern, &'i Data)>, path: &Path<'_>) -> Fit {
        let (mut applied, mut skipped) = (0, Vec::new());
        for (index, (pattern, item)) in pairs.enumerate() {
            match self.element(pattern, item, &Path::Index(path, index)) {
                Ok(()) => applied += 1,
                Err(mismatch) if mismatch.skips => skipped.push(mismatch),
                Err(mismatch) => return Err(mismatch),
            }
        }
        if applied == 0 && !skipped.is_empty() { Err(combined(&skipped, path)) } else { Ok(()) }
    }
}

/// A single pattern holds for every item of a list.
fn scalar(pattern: &Scalar, resource: &Data, path: &Path<'_>) -> Fit {
    match resource {
        Data::List(items) => each(pattern, items, path),
        value if pattern.fits(value) => Ok(()),
        value => Err(differs(pattern, &value.to_go_text(), path)),
    }
}

fn each(pattern: &Scalar, items: &[Data], path: &Path<'_>) -> Fit {
    match items.iter().all(|item| pattern.fits(item)) {
        true => Ok(()),
        false => Err(differs(pattern, &Data::list(items.to_vec()).to_go_text(), path)),
    }
}

fn differs(pattern: &Scalar, value: &str, path: &Path<'_>) -> Mismatch {
    let message = format!("resource value '{value}' does not match '{}' at path {}", pattern.to_go_text(), path.text());
    path.mismatch(message, Class::Plain)
}

fn wrapped(inner: Mismatch, class: Class) -> Mismatch {
    Mismatch { message: format!("{}{}", class.words(), inner.message), skips: true, class, ..inner }
}

fn combined(skipped: &[Mismatch], path: &Path<'_>) -> Mismatch {
    let messages: Vec<&str> = skipped.iter().map(|mismatch| mismatch.message.as_str()).collect();
    path.mismatch(messages.join("; "), Class::Nested)
}

/// What Go calls the type.
fn go_type(data: &Data) -> &'static str {
    match data {
        Data::Null => "<nil>",
        Data::Bool(_) => "bool",
        Data::Int(_) => "int64",
        Data::Float(_) => "float64",
        Data::Text(_) => "string",
        Data::List(_) => "[]interface {}",
        Data::Map(_) => "map[string]interface {}",
    }
}
