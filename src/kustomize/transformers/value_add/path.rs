//! [`Path`], the way to one field: keys, positions in lists, and `[key=value]` for an item. What is missing is made.

use super::{FieldError, Outcome};
use crate::kustomize::replacements::path::split_escaped;
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Entry, MAX_DEPTH, Tag};
use smol_str::SmolStr;

/// A way.
pub(super) struct Path(Vec<Step>);

enum Step {
    Key(SmolStr),
    Position(usize),
    Last,
    /// The item whose key has a value; without a key, the item that is the value.
    Item {
        key: SmolStr,
        value: SmolStr,
    },
    Invalid(String),
}

impl Path {
    /// Splits a path at slashes; `\/` is a slash within a part.
    pub(super) fn parse(path: &str) -> Self {
        let parts = split_escaped(path, '/');
        let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
        Path(parts.map(Step::parse).collect())
    }

    /// The value at its end. `None` where something on the way is null, or a list too short.
    pub(super) fn get_or_create<'t>(&self, root: &'t mut Tree, origin: Span) -> Outcome<Option<&'t mut Tree>> {
        if self.0.len() > MAX_DEPTH {
            return Err(FieldError::new(format!("the path is more than {MAX_DEPTH} fields deep"), root));
        }
        let mut node = root;
        for (at, step) in self.0.iter().enumerate() {
            if node.is_null() {
                return Ok(None);
            }
            match step.enter(node, self.0.get(at + 1), origin)? {
                Some(next) => node = next,
                None => return Ok(None),
            }
        }
        Ok(Some(node))
    }
}

impl Step {
    fn parse(part: &str) -> Self {
        if let Ok(number) = part.parse::<i64>() {
            return match usize::try_from(number) {
                Ok(position) => Step::Position(position),
                Err(_) => Step::Invalid(format!("array index {number} cannot be negative")),
            };
        }
        match part {
            "-" => Step::Last,
            "*" => Step::Invalid(String::from("wildcard is not supported in PathGetter")),
            _ => match part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
                None => Step::Key(part.into()),
                Some(pair) => match pair.split_once('=') {
                    Some((key, value)) => Step::Item { key: key.into(), value: value.into() },
                    None => Step::Invalid(String::from(
                        "list path element must contain fieldName=fieldValue for element to match",
                    )),
                },
            },
        }
    }

    /// What is made where the next step has nothing to enter.
    fn room(next: Option<&Step>, origin: Span) -> Tree {
        match next {
            None => Tree::scalar("", Tag::Unstated, origin),
            Some(Step::Item { .. } | Step::Position(_)) => Tree::sequence(Vec::new(), origin),
            Some(_) => Tree::mapping(origin),
        }
    }

    fn enter<'t>(&self, node: &'t mut Tree, next: Option<&Step>, origin: Span) -> Outcome<Option<&'t mut Tree>> {
        match self {
            Step::Invalid(cause) => return Err(FieldError::new(cause.clone(), node)),
            Step::Key(_) if node.as_mapping().is_none() => return Err(FieldError::wrong_kind("MappingNode", node)),
            Step::Position(_) | Step::Last | Step::Item { .. } if node.as_items().is_none() => {
                return Err(FieldError::wrong_kind("SequenceNode", node));
            }
            _ => {}
        }
        match self {
            Step::Key(key) => {
                let Some(mapping) = node.as_mapping_mut() else { return Ok(None) };
                if mapping.position(key).is_none() {
                    let key = Tree::scalar(key.clone(), Tag::Unstated, origin);
                    mapping.entries.push(Entry { key, value: Step::room(next, origin) });
                }
                Ok(mapping.get_mut(key))
            }
            Step::Position(position) => Ok(node.as_items_mut().and_then(|items| items.get_mut(*position))),
            Step::Last => Ok(node.as_items_mut().and_then(|items| items.last_mut())),
            Step::Item { key, value } => Ok(node.as_items_mut().and_then(|items| item(items, key, value, origin))),
            Step::Invalid(_) => Ok(None),
        }
    }
}

/// The item that fits, which is added where there is none.
fn item<'t>(items: &'t mut Vec<Tree>, key: &str, value: &str, origin: Span) -> Option<&'t mut Tree> {
    let fits = |item: &Tree| {
        let found = if key.is_empty() { item.text() } else { item.get(key).and_then(Tree::text) };
        found.is_some_and(|found| found == value)
    };
    let position = items.iter().position(fits);
    if position.is_none() {
        let text = Tree::scalar(value, Tag::Unstated, origin);
        let mut new = Tree::mapping(origin);
        match new.as_mapping_mut() {
            Some(mapping) if !key.is_empty() => mapping.push(key, text),
            _ => new = text,
        }
        items.push(new);
    }
    match position {
        Some(position) => items.get_mut(position),
        None => items.last_mut(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;
    use crate::yaml::tree::NOWHERE;

    fn found(text: &str, path: &str) -> Result<Option<String>, String> {
        let mut tree = read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0);
        let node = Path::parse(path).get_or_create(&mut tree, NOWHERE).map_err(|error| error.message)?;
        Ok(node.and_then(|node| node.text().map(ToString::to_string)))
    }

    #[test]
    fn keys_positions_and_items_lead_on() {
        let text = "a: {b/c: [{n: x, v: 1}, {n: y, v: 2}]}";
        assert_eq!(found(text, "a/b\\/c/[n=y]/v").ok().flatten().as_deref(), Some("2"));
        assert_eq!(found(text, "/a/b\\/c/0/v").ok().flatten().as_deref(), Some("1"));
        assert_eq!(found(text, "a/b\\/c/-/n").ok().flatten().as_deref(), Some("y"));
        assert_eq!(found(text, "a/new/[n=z]/v").ok().flatten().as_deref(), Some(""));
        assert_eq!(found(text, "a/b\\/c/7").ok().flatten(), None);
        assert!(found(text, "a/*").is_err());
        assert!(found(text, "a/0").is_err());
    }
}
