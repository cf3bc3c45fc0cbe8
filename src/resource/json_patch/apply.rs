//! The operations, one after the other, on a tree. The first that does not fit ends the patch with the library's sentence.

use super::pointer::{self, BadIndex};
use super::{Field, Operation, round_trip};
use crate::diagnostic::nearest;
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, MAX_DEPTH};
use smallvec::{SmallVec, smallvec};
use std::fmt;

/// How many nodes the copies of a patch may add up to: each copy can double a document.
const MAX_COPIED: usize = 1_000_000;

/// Why an operation cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplyError {
    /// The operation's place in the patch, from 0.
    pub index: usize,
    /// Where the operation is.
    pub span: Span,
    sentence: String,
    help: String,
}

/// Kustomize's sentence.
impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for ApplyError {}

impl ApplyError {
    /// What to do about it.
    pub fn help(&self) -> &str {
        &self.help
    }
}

type Step<T> = Result<T, String>;

/// Applies operations to a document in turn and makes it what it is after a way through JSON.
pub fn apply(operations: &[Operation], document: &mut Tree) -> Result<(), ApplyError> {
    let mut copied = 0;
    document.settle_meanings();
    for (index, operation) in operations.iter().enumerate() {
        operation.apply(document, &mut copied).map_err(|sentence| {
            let help = operation.help(document);
            ApplyError { index, span: operation.span, sentence, help }
        })?;
    }
    round_trip::settle(document);
    Ok(())
}

impl Operation {
    fn apply(&self, document: &mut Tree, copied: &mut usize) -> Step<()> {
        match self.kind.as_str() {
            "add" => self.add(document),
            "remove" => self.remove(document),
            "replace" => self.replace(document),
            "move" => self.relocate(document),
            "test" => self.test(document),
            "copy" => self.copy(document, copied),
            unknown => Err(format!("Unexpected kind: {unknown}")),
        }
    }

    /// The value, null where there is none.
    fn value(&self) -> Tree {
        self.value.clone().unwrap_or_else(|| Tree::null(self.span))
    }

    fn add(&self, document: &mut Tree) -> Step<()> {
        let path = self.path.required("add operation failed to decode path")?;
        let missing = || format!("add operation does not apply: doc is missing path: \"{path}\": missing value");
        let (collection, key) = pointer::find(document, path).ok_or_else(missing)?;
        let value = self.value();
        check_depth(path, &value)?;
        insert(collection, &key, value, self.key_span())
            .map_err(|error| format!("error in add for path: '{path}': {error}"))
    }

    fn remove(&self, document: &mut Tree) -> Step<()> {
        let path = self.path.required("remove operation failed to decode path")?;
        let missing = || format!("remove operation does not apply: doc is missing path: \"{path}\": missing value");
        let (collection, key) = pointer::find(document, path).ok_or_else(missing)?;
        take(collection, &key).map(drop).map_err(|error| format!("error in remove for path: '{path}': {error}"))
    }

    fn replace(&self, document: &mut Tree) -> Step<()> {
        let path = self.path.decoded("path", "replace operation failed to decode path")?;
        let missing =
            |what: &str| format!("replace operation does not apply: doc is missing {what}: {path}: missing value");
        let (collection, key) = pointer::find(document, path).ok_or_else(|| missing("path"))?;
        let value = self.value();
        check_depth(path, &value)?;
        match &mut collection.content {
            // A key that is not there is added.
            Content::Mapping(_) => insert(collection, &key, value, self.key_span()),
            Content::Sequence(sequence) => {
                let place = pointer::index(&key, sequence.items.len()).map_err(|_| missing("key"))?;
                sequence.items[place] = value;
                Ok(())
            }
            Content::Scalar(_) | Content::Alias(_) => Err(missing("path")),
        }
    }

    fn relocate(&self, document: &mut Tree) -> Step<()> {
        let from = self.from.decoded("from", "move operation failed to decode from")?;
        let missing = || format!("move operation does not apply: doc is missing from path: {from}: missing value");
        let (collection, key) = pointer::find(document, from).ok_or_else(missing)?;
        let value = take(collection, &key).map_err(|error| format!("error in move for path: '{key}': {error}"))?;
        let path = self.path.decoded("path", "move operation failed to decode path")?;
        let missing =
            || format!("move operation does not apply: doc is missing destination path: {path}: missing value");
        let (collection, key) = pointer::find(document, path).ok_or_else(missing)?;
        check_depth(path, &value)?;
        insert(collection, &key, value, self.key_span())
            .map_err(|error| format!("error in move for path: '{path}': {error}"))
    }

    fn test(&self, document: &mut Tree) -> Step<()> {
        let path = self.path.decoded("path", "test operation failed to decode path")?;
        let missing = || format!("test operation does not apply: is missing path: {path}: missing value");
        let (collection, key) = pointer::find(document, path).ok_or_else(missing)?;
        let found = get(collection, &key).map_err(|error| format!("error in test for path: '{path}': {error}"))?;
        let wanted = self.value.as_ref().filter(|value| !value.is_null());
        let fits = match (found.filter(|found| !found.is_null()), wanted) {
            (None, None) => true,
            (Some(found), Some(wanted)) => round_trip::equal(found, wanted, self.literal),
            _ => false,
        };
        if fits { Ok(()) } else { Err(format!("testing value {path} failed: test failed")) }
    }

    fn copy(&self, document: &mut Tree, copied: &mut usize) -> Step<()> {
        let from = self.from.decoded("from", "copy operation failed to decode from")?;
        let missing = || format!("copy operation does not apply: doc is missing from path: {from}: missing value");
        let (collection, key) = pointer::find(document, from).ok_or_else(missing)?;
        let found = get(collection, &key).map_err(|error| format!("error in copy for from: '{from}': {error}"))?;
        // What is not there is copied as null.
        *copied += found.map_or(1, |found| extent(found).nodes);
        if *copied > MAX_COPIED {
            return Err(format!("the copies of this patch add up to more than {MAX_COPIED} nodes"));
        }
        let value = found.cloned().unwrap_or_else(|| Tree::null(self.span));
        let path = self.path.required("copy operation failed to decode path")?;
        let missing =
            || format!("copy operation does not apply: doc is missing destination path: {path}: missing value");
        let (collection, key) = pointer::find(document, path).ok_or_else(missing)?;
        check_depth(path, &value)?;
        insert(collection, &key, value, self.key_span())
            .map_err(|error| format!("error while adding value during copy: {error}"))
    }

    /// The place of the path, which sets the keys that are new.
    fn key_span(&self) -> Span {
        match self.path {
            Field::Text(_, span) => span,
            Field::Missing | Field::NoText(_) => self.span,
        }
    }

    /// What to do where the operation does not fit the document.
    fn help(&self, document: &Tree) -> String {
        let pointers = [&self.from, &self.path].into_iter().filter_map(|field| match field {
            Field::Text(text, _) => Some(text),
            Field::Missing | Field::NoText(_) => None,
        });
        for pointer in pointers {
            if !pointer.starts_with('/') {
                return String::from("begin the pointer with a slash");
            }
            let Some(lost) = pointer::lost(document, pointer) else { continue };
            match lost.collection.map(|collection| &collection.content) {
                Some(Content::Mapping(mapping)) => {
                    let keys = mapping.entries.iter().filter_map(|entry| entry.key.text()).map(|key| key.as_str());
                    if let Some(key) = nearest(&lost.step, keys) {
                        return format!("there is no `{}` here: did you mean `{key}`?", lost.step);
                    }
                }
                Some(Content::Sequence(sequence)) => {
                    let length = sequence.items.len();
                    return format!("the list has {length} items: use an index below {length}, or `-` to append");
                }
                _ => {}
            }
        }
        match self.kind.as_str() {
            "add" | "remove" | "replace" | "move" | "copy" => String::from(
                "check the path against the object; operations before this one count, and parents have to exist",
            ),
            "test" => {
                String::from("the object has another value here: see what the operations before this one make of it")
            }
            _ => String::from("use one of `add`, `remove`, `replace`, `move`, `copy` and `test`"),
        }
    }
}

impl Field {
    /// The pointer; whatever is wrong with it counts as missing.
    fn required(&self, context: &str) -> Step<&str> {
        match self {
            Field::Text(text, _) => Ok(text),
            Field::Missing | Field::NoText(_) => Err(format!("{context}: missing value")),
        }
    }

    /// The pointer, or what is wrong with the field `name`.
    fn decoded(&self, name: &str, context: &str) -> Step<&str> {
        match self {
            Field::Text(text, _) => Ok(text),
            Field::Missing if name == "from" => Err(format!("{context}: operation, missing from field: missing value")),
            Field::Missing => Err(format!("{context}: operation missing {name} field: missing value")),
            Field::NoText(kind) => {
                Err(format!("{context}: json: cannot unmarshal {kind} into Go value of type string"))
            }
        }
    }
}

/// What a collection has under a key.
fn get<'t>(collection: &'t Tree, key: &str) -> Result<Option<&'t Tree>, BadIndex> {
    match &collection.content {
        Content::Mapping(mapping) => Ok(mapping.get(key)),
        Content::Sequence(sequence) => {
            let place = pointer::index(key, sequence.items.len())?;
            Ok(sequence.items.get(place))
        }
        Content::Scalar(_) | Content::Alias(_) => Ok(None),
    }
}

/// Puts a value under a key, or before the item that an index means; `-` is behind the last.
fn insert(collection: &mut Tree, key: &str, value: Tree, span: Span) -> Step<()> {
    match &mut collection.content {
        Content::Mapping(mapping) => {
            match mapping.get_mut(key) {
                Some(old) => *old = value,
                None => {
                    let key = Tree::string(key, span);
                    mapping.entries.push(crate::yaml::tree::Entry { key, value });
                }
            }
            Ok(())
        }
        Content::Sequence(sequence) => {
            let length = sequence.items.len();
            let place = match key {
                "-" => length,
                key => pointer::index(key, length + 1).map_err(|error| match error {
                    BadIndex::NoNumber(_) => format!("value was not a proper array index: '{key}': {error}"),
                    BadIndex::OutOfRange(_) => error.to_string(),
                })?,
            };
            sequence.items.insert(place, value);
            Ok(())
        }
        Content::Scalar(_) | Content::Alias(_) => Err(String::from("unknown object type")),
    }
}

/// Takes out what a collection has under a key.
fn take(collection: &mut Tree, key: &str) -> Step<Tree> {
    let missing = || format!("Unable to remove nonexistent key: {key}: missing value");
    match &mut collection.content {
        Content::Mapping(mapping) => mapping.remove(key).map(|entry| entry.value).ok_or_else(missing),
        Content::Sequence(sequence) => {
            let place = pointer::index(key, sequence.items.len()).map_err(|error| error.to_string())?;
            Ok(sequence.items.remove(place))
        }
        Content::Scalar(_) | Content::Alias(_) => Err(missing()),
    }
}

/// How large a tree is.
struct Extent {
    nodes: usize,
    depth: usize,
}

fn extent(tree: &Tree) -> Extent {
    let mut extent = Extent { nodes: 0, depth: 0 };
    let mut left: SmallVec<[(&Tree, usize); 16]> = smallvec![(tree, 1)];
    while let Some((node, depth)) = left.pop() {
        extent.nodes += 1;
        extent.depth = extent.depth.max(depth);
        match &node.content {
            Content::Mapping(mapping) => left.extend(mapping.entries.iter().map(|entry| (&entry.value, depth + 1))),
            Content::Sequence(sequence) => left.extend(sequence.items.iter().map(|item| (item, depth + 1))),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
    extent
}

/// Keeps a document from growing deeper than trees may be.
fn check_depth(path: &str, value: &Tree) -> Step<()> {
    let steps = path.bytes().filter(|&byte| byte == b'/').count();
    if steps + extent(value).depth > MAX_DEPTH { Err(String::from("exceeded max depth")) } else { Ok(()) }
}
