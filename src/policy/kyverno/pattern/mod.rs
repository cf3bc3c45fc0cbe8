//! Patterns: objects that a resource is held against, with anchors on keys and a small language in texts. A pattern is compiled
//! once where it has no variables.

mod expand;
mod fit;
mod scalar;
mod text;

pub(super) use fit::{Mismatch, fit};
pub(super) use text::{fits as text_fits, is_range};

use super::anchor::{Anchor, Anchored};
use crate::policy::jmespath::{Data, Entries};
use scalar::Scalar;
use smol_str::SmolStr;
use std::sync::Arc;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    Map(Box<MapPattern>),
    List(Vec<Pattern>),
    Scalar(Scalar),
}

/// A pattern of an object.
#[derive(Clone, Debug)]
pub(super) struct MapPattern {
    /// Keys with an anchor that decides before others, in order.
    anchored: Vec<Entry>,
    /// The other keys, those with anchors below them first.
    plain: Vec<Entry>,
    /// The pattern itself, where wildcards in the names of labels and annotations depend on the resource.
    expanding: Option<Arc<Entries>>,
}

/// A key of a pattern.
#[derive(Clone, Debug)]
struct Entry {
    /// As it is written.
    raw: SmolStr,
    key: SmolStr,
    anchor: Option<Anchor>,
    pattern: Pattern,
    /// Whether the pattern is `*`: any value, but one.
    any: bool,
}

impl Pattern {
    /// Compiles a pattern without variables.
    pub(super) fn compile(data: &Data) -> Pattern {
        match data {
            Data::Map(entries) => Pattern::Map(Box::new(MapPattern::compile(entries))),
            Data::List(items) => Pattern::List(items.iter().map(Pattern::compile).collect()),
            scalar => Pattern::Scalar(Scalar::compile(scalar)),
        }
    }

    fn has_anchors(&self) -> bool {
        match self {
            Pattern::Map(map) => {
                !map.anchored.is_empty()
                    || map.plain.iter().any(|entry| entry.anchor == Some(Anchor::Global) || entry.pattern.has_anchors())
            }
            Pattern::List(items) => items.iter().any(Pattern::has_anchors),
            Pattern::Scalar(_) => false,
        }
    }
}

impl MapPattern {
    fn compile(entries: &Arc<Entries>) -> MapPattern {
        let mut compiled = MapPattern::of(entries);
        if expand::depends_on_resource(entries) {
            compiled.expanding = Some(Arc::clone(entries));
        }
        compiled
    }

    fn of(entries: &Entries) -> MapPattern {
        let (mut anchored, mut first, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for (raw, value) in entries {
            let parsed = Anchored::parse(raw);
            let pattern = Pattern::compile(value);
            let any = value.as_str() == Some("*");
            let entry = Entry { raw: raw.clone(), key: parsed.key.into(), anchor: parsed.anchor, pattern, any };
            match parsed.anchor {
                Some(Anchor::Condition | Anchor::Existence | Anchor::Equality | Anchor::Negation) => {
                    anchored.push(entry)
                }
                Some(Anchor::Global) => first.push(entry),
                _ if entry.pattern.has_anchors() => first.push(entry),
                _ => rest.push(entry),
            }
        }
        // Each of these goes before those found earlier.
        first.reverse();
        first.extend(rest);
        MapPattern { anchored, plain: first, expanding: None }
    }
}

#[cfg(test)]
mod tests;
