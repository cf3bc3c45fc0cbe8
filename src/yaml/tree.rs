//! [`Tree`], a YAML node that can be changed: what Kustomize's transformers edit and what is printed in the end. Each node
//! knows the text that set it. Trees hold no aliases where they stand for resources; nothing here reads or prints YAML.

mod build;
mod builder;
mod comments;
pub(super) mod configuration;
pub(super) mod documents;
mod meaning;
mod merge;
pub(super) mod print;
pub(super) mod read;
mod repeated;
mod value;
pub(super) mod write;

use super::comments::Comments;
use super::error::Error;
use crate::go::Value;
use crate::source::{SourceId, Span};
use smol_str::SmolStr;

/// How deep a tree may nest: code that walks one may recurse, since every way to make one keeps to this. It is less than
/// go-yaml's 10,000, which would need more stack than a thread has.
pub const MAX_DEPTH: usize = 1_000;

/// Entries up to which a mapping makes room for no more than one other when one is added.
const FEW_ENTRIES: usize = 8;

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// What it holds.
    pub content: Content,
    /// The place in the user's files that gave it this value: where it was parsed, or the line of the transformer that
    /// set it.
    pub origin: Span,
    /// What few nodes have.
    pub(super) extra: Option<Box<Extra>>,
}

/// What few nodes have: comments, an anchor, a tag that was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Extra {
    /// The tag that the author wrote, in its short form, where one was.
    pub(super) tag: Option<SmolStr>,
    pub(super) anchor: Option<SmolStr>,
    pub(super) head_comment: SmolStr,
    pub(super) line_comment: SmolStr,
    pub(super) foot_comment: SmolStr,
}

/// A document with its comments: a tree whose nodes have theirs, and what belongs to none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Commented {
    /// The root.
    pub tree: Tree,
    /// What an empty line sets off from the first node.
    pub head: SmolStr,
    /// What an empty line sets off from the last node.
    pub foot: SmolStr,
}

impl Commented {
    fn new(tree: Tree, comments: Comments) -> Self {
        Commented { tree, head: comments.head.into(), foot: comments.foot.into() }
    }
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A text, number, boolean or null.
    Scalar(Scalar),
    /// Keys and values.
    Mapping(Mapping),
    /// Items.
    Sequence(Sequence),
    /// A reference to the node with this anchor: only where a text is read to be printed again.
    Alias(SmolStr),
}

/// A scalar as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The text after folding and escapes.
    pub text: SmolStr,
    /// What it means.
    pub tag: Tag,
    /// How it was written.
    pub style: ScalarStyle,
}

/// The type of a scalar, as yaml.v3 resolves or an author states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `!!null`.
    Null,
    /// `!!bool`.
    Bool,
    /// `!!int`.
    Int,
    /// `!!float`.
    Float,
    /// `!!str`.
    Str,
    /// `!!timestamp`.
    Timestamp,
    /// `!!binary`.
    Binary,
    /// `!!merge`: the key `<<`.
    Merge,
    /// A tag of the author's own; it says nothing about the value.
    Custom,
    /// None is stated, as in what transformers write: the text means what it does where it is printed, without quotes if
    /// it can stand so. Never read. See [`Scalar::meaning`].
    Unstated,
}

impl Scalar {
    /// What a reader of the printed scalar takes it for: its tag, or the type that an untagged text has.
    pub fn meaning(&self) -> Tag {
        match (self.tag, self.style) {
            (Tag::Unstated, ScalarStyle::Plain) => read::plain_tag(&self.text),
            (Tag::Unstated, _) => Tag::Str,
            (stated, _) => stated,
        }
    }
}

impl Tag {
    /// Its name in YAML's own vocabulary; empty for an author's.
    fn name(self) -> &'static str {
        self.short().map_or("", |short| &short[2..])
    }

    /// Its short form, such as `!!int`; none for an author's or where none is stated.
    fn short(self) -> Option<&'static str> {
        Some(match self {
            Tag::Null => "!!null",
            Tag::Bool => "!!bool",
            Tag::Int => "!!int",
            Tag::Float => "!!float",
            Tag::Str => "!!str",
            Tag::Timestamp => "!!timestamp",
            Tag::Binary => "!!binary",
            Tag::Merge => "!!merge",
            Tag::Custom | Tag::Unstated => return None,
        })
    }
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'text'`.
    SingleQuoted,
    /// `"text"`.
    DoubleQuoted,
    /// `|` and indented lines.
    Literal,
    /// `>` and indented lines.
    Folded,
}

/// Keys and values in order. A repeated key is kept until something refuses it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Whether it was written in braces.
    pub flow: bool,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, nearly always a scalar.
    pub key: Tree,
    /// The value.
    pub value: Tree,
}

/// Items in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    /// The items.
    pub items: Vec<Tree>,
    /// Whether it was written in brackets.
    pub flow: bool,
}

/// The place of nodes that no text of the user's set.
pub const NOWHERE: Span = Span { source: SourceId::UNKNOWN, start: 0, end: 0 };

impl Tree {
    /// A node with this content, set by the text at `origin`.
    pub fn new(content: Content, origin: Span) -> Self {
        Tree { content, origin, extra: None }
    }

    /// A text, however it looks: it is quoted where it would be read as something else.
    pub fn string(text: impl Into<SmolStr>, origin: Span) -> Self {
        Tree::scalar(text, Tag::Str, origin)
    }

    /// A scalar without quotes that is of the type `tag`.
    pub fn scalar(text: impl Into<SmolStr>, tag: Tag, origin: Span) -> Self {
        let scalar = Scalar { text: text.into(), tag, style: ScalarStyle::Plain };
        Tree::new(Content::Scalar(scalar), origin)
    }

    /// Null.
    pub fn null(origin: Span) -> Self {
        Tree::scalar("null", Tag::Null, origin)
    }

    /// A mapping without entries.
    pub fn mapping(origin: Span) -> Self {
        Tree::new(Content::Mapping(Mapping::default()), origin)
    }

    /// A sequence of these items.
    pub fn sequence(items: Vec<Tree>, origin: Span) -> Self {
        Tree::new(Content::Sequence(Sequence { items, flow: false }), origin)
    }

    /// The value that Kustomize's JSON of the node holds: what yaml.v3 decodes from the text that it writes for the node.
    /// Errors are its sentences and those of `encoding/json`.
    pub fn to_value(&self) -> Result<Value, Error> {
        print::value(self)
    }

    /// Whether [`to_value`](Self::to_value) surely gives what the tree says, without an error; that it may not is not said.
    pub fn is_plain(&self) -> bool {
        value::is_plain(self)
    }

    /// What kyaml makes of a value, by writing it with sorted keys and reading that; `json::decode` gives the values that
    /// `UnmarshalJSON` starts from. An error is a text that yaml.v3 writes and can't read, or too great a depth.
    pub fn from_value(value: &Value, origin: Span) -> Result<Tree, Error> {
        build::build(value, origin)
    }

    /// The scalar, where it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar, whatever its type.
    pub fn text(&self) -> Option<&SmolStr> {
        self.as_scalar().map(|scalar| &scalar.text)
    }

    /// The mapping, where it is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.content {
            Content::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The mapping to change, where it is one.
    pub fn as_mapping_mut(&mut self) -> Option<&mut Mapping> {
        match &mut self.content {
            Content::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The items, where it is a sequence.
    pub fn as_items(&self) -> Option<&[Tree]> {
        match &self.content {
            Content::Sequence(sequence) => Some(&sequence.items),
            _ => None,
        }
    }

    /// The items to change, where it is a sequence.
    pub fn as_items_mut(&mut self) -> Option<&mut Vec<Tree>> {
        match &mut self.content {
            Content::Sequence(sequence) => Some(&mut sequence.items),
            _ => None,
        }
    }

    /// Whether it is null, written or empty.
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(|scalar| scalar.tag == Tag::Null)
    }

    /// Whether it is null, or a collection without content: what kyaml's `IsNilOrEmpty` says of a node.
    pub fn is_null_or_empty(&self) -> bool {
        match &self.content {
            Content::Scalar(scalar) => scalar.tag == Tag::Null,
            Content::Mapping(mapping) => mapping.entries.is_empty(),
            Content::Sequence(sequence) => sequence.items.is_empty(),
            Content::Alias(_) => false,
        }
    }

    /// The value under `key`, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.as_mapping()?.get(key)
    }

    /// The value under `key` to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Tree> {
        self.as_mapping_mut()?.get_mut(key)
    }

    /// The value at the end of a path of keys through mappings.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The tag that the author wrote, in its short form: `!!int`, `!thing`.
    pub fn written_tag(&self) -> Option<&str> {
        self.extra.as_ref()?.tag.as_deref()
    }

    /// The name under which aliases mean this node.
    pub fn anchor(&self) -> Option<&str> {
        self.extra.as_ref()?.anchor.as_deref()
    }

    /// The comment in front of the node, each line with its `#`; empty where there is none or comments were not asked for.
    pub fn head_comment(&self) -> &str {
        self.extra.as_ref().map_or("", |extra| &extra.head_comment)
    }

    /// The comment that ends the node's line, as [`Tree::head_comment`].
    pub fn line_comment(&self) -> &str {
        self.extra.as_ref().map_or("", |extra| &extra.line_comment)
    }

    /// The comment behind the node and in front of an empty line, as [`Tree::head_comment`]; an entry's is its key's.
    pub fn foot_comment(&self) -> &str {
        self.extra.as_ref().map_or("", |extra| &extra.foot_comment)
    }

    /// Takes the comments of this node away, but not those within.
    pub fn clear_comments(&mut self) {
        if let Some(extra) = &mut self.extra {
            **extra = Extra { tag: extra.tag.take(), anchor: extra.anchor.take(), ..Extra::default() };
        }
    }

    /// Gives this node the comments of another that it has none of, as kyaml copies comments.
    pub fn copy_comments(&mut self, from: &Tree) {
        let Some(from) = &from.extra else { return };
        let extra = self.extra.get_or_insert_default();
        for (to, from) in [
            (&mut extra.head_comment, &from.head_comment),
            (&mut extra.line_comment, &from.line_comment),
            (&mut extra.foot_comment, &from.foot_comment),
        ] {
            if to.is_empty() {
                to.clone_from(from);
            }
        }
    }
}

impl Mapping {
    /// The value under `key`: of a repeated key, the first.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.position(key).map(|index| &self.entries[index].value)
    }

    /// The value under `key` to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Tree> {
        self.position(key).map(|index| &mut self.entries[index].value)
    }

    /// The entry of `key`: of a repeated key, the first.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.position(key).map(|index| &self.entries[index])
    }

    /// Where `key` is.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.key.text().is_some_and(|text| text == key))
    }

    /// Puts `value` under `key`, in its place or at the end; a new key is set by what set the value.
    pub fn set(&mut self, key: &str, value: Tree) {
        match self.get_mut(key) {
            Some(old) => *old = value,
            None => self.push(key, value),
        }
    }

    /// Adds an entry at the end without looking for the key.
    pub fn push(&mut self, key: &str, value: Tree) {
        let key = Tree::string(key, value.origin);
        self.push_entry(Entry { key, value });
    }

    /// Adds an entry at the end. Most mappings are small and get one more.
    pub fn push_entry(&mut self, entry: Entry) {
        if self.entries.len() < FEW_ENTRIES {
            self.entries.reserve_exact(1);
        }
        self.entries.push(entry);
    }

    /// The value under `key`, which is a mapping without entries if there was none.
    pub fn get_or_insert(&mut self, key: &str, new: impl FnOnce() -> Tree) -> &mut Tree {
        let index = self.position(key).unwrap_or_else(|| {
            self.push(key, new());
            self.entries.len() - 1
        });
        &mut self.entries[index].value
    }

    /// Takes the entry of `key` out, keeping the order of the others.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        self.position(key).map(|index| self.entries.remove(index))
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_keeps_its_order_and_its_places() {
        let mut mapping = Mapping::default();
        mapping.set("b", Tree::string("1", NOWHERE));
        mapping.set("a", Tree::string("2", NOWHERE));
        mapping.set("b", Tree::string("3", NOWHERE));
        let keys: Vec<_> = mapping.entries.iter().filter_map(|entry| entry.key.text()).collect();
        assert_eq!(keys, ["b", "a"]);
        assert_eq!(mapping.get("b").and_then(Tree::text).map(SmolStr::as_str), Some("3"));
        assert!(mapping.remove("b").is_some());
        assert!(mapping.remove("b").is_none());
    }

    #[test]
    fn nodes_stay_small() {
        assert!(size_of::<Tree>() <= 64, "{}", size_of::<Tree>());
    }
}
