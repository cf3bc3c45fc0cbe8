//! Strategic merge: a patch laid over an object as kyaml does it for Kustomize, with the lists of Kubernetes' types merged by
//! their keys, new items first. It keeps kyaml's rules where they surprise, since outputs depend on them: nulls and empty
//! items vanish on the way, and a value takes over the quotes of the one that it replaces.

mod directive;
mod list;
mod untidy;

use crate::kubernetes::Schema;
use crate::kubernetes::schema::{Commented, Type};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, ScalarStyle, Tag};
use directive::Directive;
pub(super) use directive::replaces;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::fmt;

/// What a patch left of its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The target, changed.
    Kept,
    /// Nothing: the patch deletes it.
    Deleted,
}

/// Why a patch cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeError {
    /// The reason.
    pub cause: Cause,
    /// The node that is to blame.
    pub span: Span,
}

/// What is wrong with a patch or its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Patch and target are of different shapes at this place, or a list's item has the wrong one.
    Shape {
        /// The shape that was wanted, in kyaml's word.
        expected: &'static str,
        /// The shape that was found.
        found: &'static str,
    },
    /// `$patch` says what there is not.
    Directive(SmolStr),
    /// A list whose items lack their keys is too long to be merged.
    Limit,
}

/// Kustomize's sentence.
impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Shape { expected, found } => {
                write!(f, "wrong node kind: expected {expected} but got {found}")
            }
            Cause::Directive(name) => write!(f, "unknown patch strategy '{name}'"),
            Cause::Limit => f.write_str("a list of items without merge keys is too long to be merged"),
        }
    }
}

impl std::error::Error for MergeError {}

impl MergeError {
    fn shape(expected: &'static str, found: &Tree) -> Self {
        let cause = Cause::Shape { expected, found: shape(found) };
        MergeError { cause, span: found.origin }
    }
}

type Result<T> = std::result::Result<T, MergeError>;

/// Lays `patch` over `target`. Values that the patch sets keep their origins in the patch.
///
/// Where patch and target cannot be merged, the target is left in pieces; the build ends there anyway.
pub fn merge(patch: &Tree, target: &mut Tree, schema: &Schema) -> Result<Outcome> {
    Merger { schema, comments: None }.run(patch, target)
}

/// [`merge`] for trees that were read with comments: a schema in a field's comment counts more than what is known.
pub fn merge_commented(patch: &Tree, target: &mut Tree, schema: &Schema) -> Result<Outcome> {
    let comments = comments_in([&*target, patch]);
    match schema.with_comments(comments.into_iter()) {
        Some(commented) => Merger { schema: &commented.schema, comments: Some(&commented) }.run(patch, target),
        None => merge(patch, target, schema),
    }
}

/// The comments that may hold a schema, one of each node that has any.
fn comments_in(trees: [&Tree; 2]) -> Vec<&str> {
    let mut comments = Vec::new();
    let mut left = Vec::from(trees);
    while let Some(node) = left.pop() {
        comments.extend(comment(node));
        match &node.content {
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
            Content::Sequence(sequence) => left.extend(&sequence.items),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
    comments
}

/// The comment of a node that kyaml looks at.
fn comment(node: &Tree) -> Option<&str> {
    [node.line_comment(), node.head_comment()].into_iter().find(|comment| !comment.is_empty())
}

/// What stands at one place.
enum Pair {
    /// A node of the target that the patch says nothing of. Null goes only where it was written without a word.
    Kept(Tree),
    /// A node of the patch that the target lacks.
    Added(Tree),
    /// A node of each.
    Both(Tree, Tree),
    /// A node of the patch below one that was added as a whole: it is laid over itself.
    Same(Tree),
}

/// The node, and null in its place.
fn take(node: &mut Tree) -> Tree {
    std::mem::replace(node, Tree::null(node.origin))
}

/// kyaml's word for the shape of a node.
fn shape(node: &Tree) -> &'static str {
    match node.content {
        Content::Scalar(_) => "ScalarNode",
        Content::Mapping(_) => "MappingNode",
        Content::Sequence(_) => "SequenceNode",
        Content::Alias(_) => "AliasNode",
    }
}

#[derive(Clone, Copy)]
struct Merger<'s> {
    schema: &'s Schema,
    /// The types that comments state, where there are any.
    comments: Option<&'s Commented>,
}

impl<'s> Merger<'s> {
    fn run(self, patch: &Tree, target: &mut Tree) -> Result<Outcome> {
        if directive::replaces(patch) && !target.is_null() {
            // Kustomize drops what takes the object's place as a whole, and keeps the object.
            return self.walk(Pair::Both(target.clone(), patch.clone()), None).map(|_| Outcome::Kept);
        }
        let old = take(target);
        match self.walk(Pair::Both(old, patch.clone()), None)? {
            Some(merged) => {
                *target = merged;
                Ok(Outcome::Kept)
            }
            None => Ok(Outcome::Deleted),
        }
    }

    /// The type that a node's comment states.
    fn stated(self, node: &Tree) -> Option<Type<'s>> {
        self.comments?.of_comment(comment(node)?)
    }

    /// The type of an entry's value: what its key's comment states, or what is known.
    fn field(self, known: Option<Type<'s>>, entry: &Entry) -> Option<Type<'s>> {
        self.stated(&entry.key).or_else(|| known?.field(entry.key.text()?))
    }

    /// What stands at a place after the merge; `None` or null where nothing does.
    fn walk(self, pair: Pair, known: Option<Type<'s>>) -> Result<Option<Tree>> {
        let pair = match pair {
            Pair::Both(target, patch) if target.is_null() => {
                drop(target);
                Pair::Added(patch)
            }
            pair => pair,
        };
        let (first, second) = match &pair {
            Pair::Kept(node) | Pair::Added(node) | Pair::Same(node) => (node, None),
            Pair::Both(target, patch) => (target, Some(patch)),
        };
        if first.is_null() {
            return Ok(match pair {
                // A null that somebody wrote stays; a key without a value goes.
                Pair::Kept(null) => Some(null).filter(|null| null.text().is_some_and(|text| !text.is_empty())),
                _ => None,
            });
        }
        if let Some(second) = second.filter(|second| !second.is_null() && shape(first) != shape(second)) {
            return Err(MergeError::shape(shape(first), second));
        }
        let stated = self.stated(first).or_else(|| self.stated(second?));
        let known = stated.or(known).or_else(|| self.kind_of(first)).or_else(|| self.kind_of(second?));
        let is_sequence = first.as_items().is_some();
        if first.as_mapping().is_some() {
            return self.walk_mapping(pair, known);
        }
        match known.and_then(Type::merge_keys).filter(|_| is_sequence) {
            Some(keys) => list::walk(self, pair, keys, known.and_then(Type::elements)),
            None => Ok(replaced(pair)),
        }
    }

    /// The type of an object that says what it is.
    fn kind_of(self, node: &Tree) -> Option<Type<'s>> {
        let mapping = node.as_mapping()?;
        let kind = mapping.get("kind")?.text()?;
        self.schema.of_kind(mapping.get("apiVersion")?.text()?, kind)
    }

    fn walk_mapping(self, pair: Pair, known: Option<Type<'s>>) -> Result<Option<Tree>> {
        match pair {
            Pair::Kept(target) => self.change_values(target, known, Pair::Kept).map(Some),
            Pair::Added(mut patch) => match directive::take_from_mapping(&mut patch) {
                Ok(Directive::Delete) => Ok(None),
                // What a directive says wrongly goes unnoticed where there is nothing to merge with.
                _ => self.change_values(patch, known, Pair::Same).map(Some),
            },
            Pair::Same(mut patch) => match directive::take_from_mapping(&mut patch)? {
                Directive::Delete => Ok(None),
                Directive::Replace | Directive::Merge => self.change_values(patch, known, Pair::Same).map(Some),
            },
            Pair::Both(_, patch) if patch.is_null() => Ok(None),
            Pair::Both(target, mut patch) => match directive::take_from_mapping(&mut patch)? {
                Directive::Delete => Ok(None),
                Directive::Replace => self.change_values(patch, known, Pair::Same).map(Some),
                Directive::Merge => self.merge_values(target, patch, known).map(Some),
            },
        }
    }

    /// Walks each value of a mapping alone, and drops the entries of which nothing is left.
    fn change_values(self, mut node: Tree, known: Option<Type<'s>>, pair: fn(Tree) -> Pair) -> Result<Tree> {
        let Some(mapping) = node.as_mapping_mut() else { return Ok(node) };
        let mut failed = None;
        mapping.entries.retain_mut(|entry| {
            if failed.is_some() || is_settled(&entry.value) {
                return true;
            }
            match self.walk(pair(take(&mut entry.value)), self.field(known, entry)) {
                Ok(Some(value)) => {
                    entry.value = value;
                    true
                }
                Ok(None) => false,
                Err(error) => {
                    failed = Some(error);
                    true
                }
            }
        });
        failed.map_or(Ok(node), Err)
    }

    /// Lays the entries of a patch over those of the target. New ones come last, by name.
    fn merge_values(self, mut target: Tree, mut patch: Tree, known: Option<Type<'s>>) -> Result<Tree> {
        let (Some(old), Some(new)) = (target.as_mapping_mut(), patch.as_mapping_mut()) else { return Ok(target) };
        let mut new = Entries::new(std::mem::take(new));
        let mut merged = Vec::with_capacity(old.entries.len() + new.left());
        for mut entry in std::mem::take(&mut old.entries) {
            let patched = new.take(&entry);
            if patched.is_none() && is_settled(&entry.value) {
                merged.push(entry);
                continue;
            }
            let style = entry.value.as_scalar().map(|scalar| scalar.style);
            let value = take(&mut entry.value);
            let stated = patched.as_ref().and_then(|patch| self.stated(&patch.key));
            let known = match self.stated(&entry.key) {
                None if stated.is_some() => stated,
                _ => self.field(known, &entry),
            };
            let pair = match patched {
                Some(patch) => Pair::Both(value, patch.value),
                None => Pair::Kept(value),
            };
            if let Some(mut value) = self.walk(pair, known)? {
                restyle(&mut value, style);
                merged.push(Entry { value, ..entry });
            }
        }
        for mut entry in new.into_rest() {
            let known = self.field(known, &entry);
            let value = take(&mut entry.value);
            if let Some(value) = self.walk(Pair::Added(value), known)? {
                merged.push(Entry { value, ..entry });
            }
        }
        old.entries = merged;
        Ok(target)
    }
}

/// Whether a value stays as it is where no patch meets it: what is neither null nor holds anything.
fn is_settled(value: &Tree) -> bool {
    matches!(&value.content, Content::Scalar(scalar) if scalar.tag != Tag::Null)
}

/// What is left where the patch's node takes the target's place.
fn replaced(pair: Pair) -> Option<Tree> {
    match pair {
        Pair::Kept(node) | Pair::Added(node) | Pair::Same(node) => Some(node),
        Pair::Both(_, patch) => Some(patch).filter(|patch| !patch.is_null()),
    }
}

/// Writes a value as the one was written whose place it takes: a number in quotes is a text.
fn restyle(value: &mut Tree, style: Option<ScalarStyle>) {
    let (Content::Scalar(scalar), Some(style)) = (&mut value.content, style) else { return };
    scalar.style = style;
    if style != ScalarStyle::Plain && matches!(scalar.tag, Tag::Bool | Tag::Int | Tag::Float | Tag::Timestamp) {
        scalar.tag = Tag::Str;
    }
}

/// The entries of a patch to be taken by their keys.
struct Entries {
    entries: Vec<Option<Entry>>,
    /// The places of keys, where there are many.
    index: Option<HashMap<SmolStr, usize>>,
}

impl Entries {
    /// Up to how many entries a walk beats an index.
    const FEW: usize = 8;

    fn new(mapping: Mapping) -> Self {
        let index = (mapping.entries.len() > Self::FEW).then(|| {
            let keys = mapping.entries.iter().enumerate().rev();
            keys.filter_map(|(place, entry)| Some((entry.key.text()?.clone(), place))).collect()
        });
        Entries { entries: mapping.entries.into_iter().map(Some).collect(), index }
    }

    fn left(&self) -> usize {
        self.entries.len()
    }

    /// The first entry of the same key, once: what a patch says of a field for the second time is not heard.
    fn take(&mut self, other: &Entry) -> Option<Entry> {
        let key = other.key.text()?;
        if let Some(index) = &self.index {
            return self.entries.get_mut(*index.get(key)?)?.take();
        }
        let has_key = |entry: &&mut Option<Entry>| entry.as_ref().and_then(|entry| entry.key.text()) == Some(key);
        let mut same = self.entries.iter_mut().filter(has_key);
        let first = same.next()?.take();
        same.for_each(|later| *later = None);
        first
    }

    /// The entries that nobody took, by their keys, each of which comes once.
    fn into_rest(self) -> Vec<Entry> {
        let index = self.index;
        let is_first = |place: usize, entry: &Entry| match (&index, entry.key.text()) {
            (Some(index), Some(key)) => index.get(key) == Some(&place),
            _ => true,
        };
        let rest = self.entries.into_iter().enumerate();
        let mut rest: Vec<Entry> =
            rest.filter_map(|(place, entry)| entry.filter(|entry| is_first(place, entry))).collect();
        rest.sort_by(|a, b| a.key.text().cmp(&b.key.text()));
        rest.dedup_by(|later, first| first.key.text().is_some() && later.key.text() == first.key.text());
        rest
    }
}

#[cfg(test)]
pub(super) mod tests;
