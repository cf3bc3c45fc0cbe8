//! The way along a path to the values that it names: lists are entered item by item, and what is missing is made or left.

use super::path::{Part, Step};
use super::{FieldError, Outcome};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, MAX_DEPTH, Sequence, Tag};
use smallvec::SmallVec;

/// What becomes of a field that is missing, or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It is left alone.
    Left,
    /// It becomes a mapping, as do those on the way to it.
    Mapping,
    /// It becomes an empty scalar; one that was null keeps its text and gets this type.
    Scalar(Tag),
}

/// What sets a value: it is handed the value and the positions in the lists on the way to it.
pub(super) type Setter<'s> = dyn FnMut(&mut Tree, &[u32]) -> Outcome + 's;

/// A way.
pub(super) struct Walk<'s> {
    /// What becomes of what is missing.
    pub(super) missing: Missing,
    /// The line that asks for the change.
    pub(super) origin: Span,
    /// Called with each value at the end of the path, and with `items`.
    pub(super) set: &'s mut Setter<'s>,
    /// The positions in the lists that were entered.
    pub(super) items: SmallVec<[u32; 2]>,
}

impl Walk<'_> {
    /// Goes along the path from `root`.
    pub(super) fn run(&mut self, root: &mut Tree, parts: &[Part]) -> Outcome {
        self.go(root, parts, 0)
    }

    fn go(&mut self, node: &mut Tree, parts: &[Part], depth: usize) -> Outcome {
        let Some((part, rest)) = parts.split_first() else { return (self.set)(node, &self.items) };
        if node.is_null() {
            return Ok(());
        }
        match &mut node.content {
            Content::Sequence(sequence) => {
                let mut items = sequence.items.iter_mut().zip(0..);
                let outcome = items.try_for_each(|(item, position)| {
                    self.items.push(position);
                    let outcome = self.go(item, parts, depth + 1);
                    self.items.pop();
                    outcome
                });
                outcome.map_err(|error: Box<FieldError>| {
                    let names: Vec<_> = parts.iter().map(shown).collect();
                    error.prefixed(&format!("visit traversal on path: [{}]", names.join(" ")))
                })
            }
            Content::Mapping(_) => match &part.step {
                Step::Key(key) => self.enter(node, key, part.is_list, rest, depth),
                Step::Stay => self.go(node, rest, depth),
                Step::Item => {
                    let error = FieldError::wrong_kind("SequenceNode", node);
                    Err(error.prefixed(&format!("fieldName: {}", part.name)))
                }
                Step::Invalid(cause) => Err(FieldError::new(cause.clone(), node)),
            },
            Content::Scalar(_) | Content::Alias(_) => Err(FieldError::new("expected sequence or mapping node", node)),
        }
    }

    /// Goes on from the value of a key, which is made or made fit where that is asked for.
    fn enter(&mut self, node: &mut Tree, key: &str, is_list: bool, rest: &[Part], depth: usize) -> Outcome {
        let missing = match self.missing {
            Missing::Scalar(_) if !rest.is_empty() => Missing::Mapping,
            missing => missing,
        };
        let place = node.origin;
        let Some(mapping) = node.as_mapping_mut() else { return Ok(()) };
        let position = mapping.position(key).unwrap_or(mapping.entries.len());
        if position == mapping.entries.len() {
            let new = match missing {
                _ if is_list => return Ok(()),
                Missing::Left => return Ok(()),
                _ if depth >= MAX_DEPTH => {
                    let message = format!("the path is more than {MAX_DEPTH} fields deep");
                    return Err(Box::new(FieldError { message, origin: place, no_scalar: false }));
                }
                Missing::Mapping => Tree::mapping(self.origin),
                Missing::Scalar(_) => Tree::scalar("", Tag::Unstated, self.origin),
            };
            let key = Tree::scalar(key, Tag::Unstated, self.origin);
            mapping.push_entry(Entry { key, value: new });
        }
        let Some(Entry { value, .. }) = mapping.entries.get_mut(position) else { return Ok(()) };
        if value.is_null() {
            fill(value, missing, is_list);
        }
        self.go(value, rest, depth + 1)
    }
}

/// Makes null what the path takes it for.
fn fill(value: &mut Tree, missing: Missing, is_list: bool) {
    match missing {
        _ if is_list => value.content = Content::Sequence(Sequence::default()),
        Missing::Left => {}
        Missing::Mapping => *value = Tree::mapping(value.origin),
        Missing::Scalar(tag) => {
            if let Content::Scalar(scalar) = &mut value.content {
                scalar.tag = tag;
            }
        }
    }
}

fn shown(part: &Part) -> String {
    if part.is_list { format!("{}[]", part.name) } else { part.name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::path::FieldPath;
    use super::super::{Meaning, set_scalar};
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;
    use crate::yaml::tree::NOWHERE;

    /// Sets the value at a path to `new`.
    fn set(text: &str, path: &str, missing: Missing) -> Result<Tree, String> {
        let trees = read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML");
        let mut tree = trees.into_iter().next().expect("a document");
        let mut set = |node: &mut Tree, _: &[u32]| set_scalar(node, "new", Meaning::Text, NOWHERE);
        let mut walk = Walk { missing, origin: NOWHERE, set: &mut set, items: SmallVec::new() };
        let outcome = walk.run(&mut tree, FieldPath::new(&path.into()).parts());
        outcome.map(|()| tree).map_err(|error| error.message)
    }

    fn text(tree: &Tree, path: &[&str]) -> Option<String> {
        tree.at(path).and_then(Tree::text).map(ToString::to_string)
    }

    #[test]
    fn what_is_missing_is_made_only_where_that_is_asked_for() {
        let made = set("a: {}", "a/b/c", Missing::Scalar(Tag::Str)).expect("made");
        assert_eq!(text(&made, &["a", "b", "c"]).as_deref(), Some("new"));
        let left = set("a: {}", "a/b/c", Missing::Left).expect("left");
        assert!(left.at(&["a", "b"]).is_none());
        let list = set("a: {}", "a/b[]/c", Missing::Scalar(Tag::Str)).expect("lists are not made");
        assert!(list.at(&["a", "b"]).is_none());
    }

    #[test]
    fn null_is_filled_where_fields_are_made() {
        let made = set("a: null", "a/b", Missing::Scalar(Tag::Str)).expect("made");
        assert_eq!(text(&made, &["a", "b"]).as_deref(), Some("new"));
        let left = set("a: null", "a/b", Missing::Left).expect("left");
        assert!(left.get("a").is_some_and(Tree::is_null));
        let list = set("a: null", "a[]/b", Missing::Left).expect("a list is taken for one");
        assert!(list.get("a").is_some_and(|items| items.as_items().is_some()));
    }

    #[test]
    fn lists_are_entered_whether_the_path_says_so_or_not() {
        for path in ["a/b", "a[]/b"] {
            let tree = set("a: [{b: 1}, {b: 2}, {}]", path, Missing::Left).expect("set");
            let items = tree.get("a").and_then(Tree::as_items).expect("items");
            let texts: Vec<_> = items.iter().map(|item| text(item, &["b"])).collect();
            assert_eq!(texts, [Some(String::from("new")), Some(String::from("new")), None]);
        }
    }

    #[test]
    fn what_is_in_the_way_is_said_in_kyamls_words() {
        let error = |text, path| set(text, path, Missing::Left).expect_err("in the way");
        assert_eq!(error("a: 1", "a/b"), "expected sequence or mapping node");
        assert_eq!(error("a: {}", "a"), "wrong node kind: expected ScalarNode but got MappingNode");
        assert_eq!(error("a: [{b: 1}]", "a/b/c"), "visit traversal on path: [b c]: expected sequence or mapping node");
        assert_eq!(error("a: {}", "a/0"), "fieldName: 0: wrong node kind: expected SequenceNode but got MappingNode");
        assert_eq!(error("a: {}", "a//b"), "cannot set or create an empty field name");
    }
}
