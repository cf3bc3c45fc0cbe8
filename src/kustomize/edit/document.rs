//! [`Document`], a kustomization's text and the changes that are made to it. Every change is made twice: to the text, by bytes
//! around the nodes that it is about, and to the tree; in the end the text has to be read as that tree. A change that
//! cannot be made so is refused, and the file stays as it was.

use super::place::Lines;
use crate::diagnostic::Diagnostic;
use crate::kustomize::Result;
use crate::source::{SourceId, Span};
use crate::yaml::tree::{Content, Entry, Mapping, Tag};
use crate::yaml::{self, Tree};
use std::collections::BTreeMap;
use std::ops::Range;

/// Fields that hold names of the user's own.
const TEXTS: [&str; 5] = ["commonLabels", "commonAnnotations", "pairs", "labels", "annotations"];

/// A step on the way to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'p> {
    /// The value of a key.
    Key(&'p str),
    /// An item of a list.
    Item(usize),
}

/// A text in the place of a range of bytes.
#[derive(Debug)]
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Splice { range: at..at, text: text.into() }
    }

    pub(super) fn delete(range: Range<usize>) -> Self {
        Splice { range, text: String::new() }
    }
}

/// A kustomization file that is being changed.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) text: String,
    /// The text as it stands, with aliases; a mapping without entries where there is nothing.
    pub(super) written: Tree,
    /// What the text has to mean.
    pub(super) expected: Tree,
    source: SourceId,
    /// Whether places in `written` are still those of the source.
    touched: bool,
}

impl Document {
    /// Reads a text, which is `source`. Errors are those of a build; a text that is not UTF-8 is refused.
    pub fn read(text: &[u8], source: SourceId) -> Result<Document> {
        let Ok(decoded) = std::str::from_utf8(text) else {
            let diagnostic = Diagnostic::error("edit::refused", "the kustomization is not UTF-8");
            return Err(Box::new(diagnostic.label(Span::new(source, 0..0), "").help("save it as UTF-8")));
        };
        let invalid = |error: yaml::Error| {
            let diagnostic =
                Diagnostic::sentence("kustomize::invalid", format!("invalid Kustomization: {}", error.message()));
            Box::new(diagnostic.label_known(error.span(), ""))
        };
        let whole = Span::new(source, 0..0);
        let or_empty = |tree: Option<Tree>| tree.filter(|tree| !tree.is_null()).unwrap_or_else(|| Tree::mapping(whole));
        let expected = or_empty(yaml::read_configuration(text, source).map_err(invalid)?);
        let written = or_empty(yaml::read_written(text, source).map_err(invalid)?);
        Ok(Document { text: decoded.to_owned(), written, expected, source, touched: false })
    }

    /// What the document means, with all changes so far.
    pub fn tree(&self) -> &Tree {
        &self.expected
    }

    /// Whether anything was changed.
    pub fn is_changed(&self) -> bool {
        self.touched
    }

    /// The text, once it is certain that it means what it should.
    pub fn finish(self) -> Result<String> {
        let read = yaml::read_configuration(self.text.as_bytes(), self.source);
        let empty = || Tree::mapping(Span::new(self.source, 0..0));
        let read = read.map(|tree| tree.filter(|tree| !tree.is_null()).unwrap_or_else(empty));
        match read {
            Ok(read) if means_same(&read, &self.expected) => Ok(self.text),
            _ => Err(self.refused("the file's layout does not allow the change", None)),
        }
    }

    pub(super) fn lines(&self) -> Lines<'_> {
        Lines(&self.text)
    }

    /// Why a change is not made.
    pub(super) fn refused(&self, cause: &str, place: Option<&Tree>) -> Box<Diagnostic> {
        let span = place.map(|place| place.origin).filter(|_| !self.touched);
        let diagnostic = Diagnostic::error("edit::refused", format!("the kustomization is left as it is: {cause}"));
        let diagnostic = diagnostic.label(span.unwrap_or(Span::new(self.source, 0..0)), "");
        Box::new(diagnostic.help("make the change by hand, or write the field in the usual form first"))
    }

    /// The node at the end of a path in the text; nothing where a key or an item is missing.
    pub(super) fn locate(&self, path: &[Step<'_>]) -> Result<Option<&Tree>> {
        let mut node = &self.written;
        for (depth, step) in path.iter().enumerate() {
            let next = match (step, &node.content) {
                (Step::Key(key), Content::Mapping(mapping)) => {
                    let at = self.position(mapping, &path[..depth], key)?;
                    at.and_then(|at| mapping.entries.get(at)).map(|entry| &entry.value)
                }
                (Step::Item(at), Content::Sequence(sequence)) => sequence.items.get(*at),
                (_, Content::Alias(name)) => {
                    return Err(self.refused(&format!("`*{name}` stands for what is to be changed"), Some(node)));
                }
                _ => None,
            };
            let Some(next) = next else { return Ok(None) };
            node = next;
        }
        Ok(Some(node))
    }

    /// The mapping at the end of a path, and the place of a key in it.
    pub(super) fn entry_at(&self, path: &[Step<'_>], key: &str) -> Result<(&Tree, &Mapping, Option<usize>)> {
        let node = self.locate(path)?;
        let Some((node, mapping)) = node.and_then(|node| Some((node, node.as_mapping()?))) else {
            return Err(self.refused(&format!("`{key}` would have to be in what is no mapping"), node));
        };
        let at = self.position(mapping, path, key)?;
        Ok((node, mapping, at))
    }

    /// Where a key of the mapping at `path` is. One that is there twice is not touched.
    fn position(&self, mapping: &Mapping, path: &[Step<'_>], key: &str) -> Result<Option<usize>> {
        let mut positions = (0..mapping.entries.len()).filter(|&at| is_key(&mapping.entries[at], path, key));
        let first = positions.next();
        match positions.next().and_then(|second| mapping.entries.get(second)) {
            Some(second) => Err(self.refused(&format!("`{key}` is there twice"), Some(&second.key))),
            None => Ok(first),
        }
    }

    /// Changes the text, and the tree as `change` says.
    pub(super) fn apply(
        &mut self,
        mut splices: Vec<Splice>,
        change: impl FnOnce(&mut Tree) -> Option<()>,
    ) -> Result<()> {
        splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
        // Two items that go may share the blank line between them.
        splices.dedup_by(|next, kept| {
            let shares = next.range.start < kept.range.end && next.text.is_empty() && kept.text.is_empty();
            if shares {
                kept.range.end = kept.range.end.max(next.range.end);
            }
            shares
        });
        let apart = splices.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
        if !apart {
            return Err(self.refused("its parts share lines", None));
        }
        let is_crlf = self.text.find('\n').is_some_and(|at| self.text[..at].ends_with('\r'));
        let mut text = String::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for Splice { range, text: new } in splices {
            text.push_str(&self.text[done..range.start]);
            if is_crlf {
                text.push_str(&new.replace('\n', "\r\n"))
            } else {
                text.push_str(&new)
            }
            done = range.end;
        }
        text.push_str(&self.text[done..]);
        let written = yaml::read_written(text.as_bytes(), self.source);
        let Ok(written) = written else {
            return Err(self.refused("the file's layout does not allow the change", None));
        };
        if change(&mut self.expected).is_none() {
            return Err(self.refused("an alias or a merge stands for what is to be changed", None));
        }
        self.written =
            written.filter(|tree| !tree.is_null()).unwrap_or_else(|| Tree::mapping(Span::new(self.source, 0..0)));
        self.text = text;
        self.touched = true;
        Ok(())
    }
}

/// The node at the end of a path, to change.
pub(super) fn at_mut<'t>(tree: &'t mut Tree, path: &[Step<'_>]) -> Option<&'t mut Tree> {
    path.iter().enumerate().try_fold(tree, |node, (depth, step)| match step {
        Step::Key(key) => entry_mut(node.as_mapping_mut()?, &path[..depth], key).map(|entry| &mut entry.value),
        Step::Item(at) => node.as_items_mut()?.get_mut(*at),
    })
}

/// The node at the end of a path.
pub(super) fn at<'t>(tree: &'t Tree, path: &[Step<'_>]) -> Option<&'t Tree> {
    path.iter().enumerate().try_fold(tree, |node, (depth, step)| match step {
        Step::Key(key) => {
            let entry = node.as_mapping()?.entries.iter().rfind(|entry| is_key(entry, &path[..depth], key));
            entry.map(|entry| &entry.value)
        }
        Step::Item(at) => node.as_items()?.get(*at),
    })
}

/// The entry of a key of the mapping at `path`, to change.
pub(super) fn entry_mut<'t>(mapping: &'t mut Mapping, path: &[Step<'_>], key: &str) -> Option<&'t mut Entry> {
    mapping.entries.iter_mut().rfind(|entry| is_key(entry, path, key))
}

/// Whether an entry of the mapping at `path` has this key: fields count in any letter case, as with Kustomize, the names in
/// mappings of the user's own as they are.
pub(super) fn is_key(entry: &Entry, path: &[Step<'_>], key: &str) -> bool {
    let exact = matches!(path.last(), Some(Step::Key(last)) if TEXTS.contains(last));
    entry.key.text().is_some_and(|text| if exact { text == key } else { text.eq_ignore_ascii_case(key) })
}

/// Whether two trees say the same: the order of keys does not matter, nor how anything is written.
pub(super) fn means_same(one: &Tree, other: &Tree) -> bool {
    match (&one.content, &other.content) {
        (Content::Scalar(one), Content::Scalar(other)) => {
            let (tag, other_tag) = (one.meaning(), other.meaning());
            tag == other_tag && (tag == Tag::Null || one.text == other.text)
        }
        (Content::Sequence(one), Content::Sequence(other)) => {
            one.items.len() == other.items.len()
                && one.items.iter().zip(&other.items).all(|(one, other)| means_same(one, other))
        }
        (Content::Mapping(one), Content::Mapping(other)) => {
            let (Some(one), Some(other)) = (by_key(one), by_key(other)) else { return false };
            one.len() == other.len()
                && one
                    .iter()
                    .zip(&other)
                    .all(|((key, value), (other_key, other))| key == other_key && means_same(value, other))
        }
        _ => false,
    }
}

fn by_key(mapping: &Mapping) -> Option<BTreeMap<&str, &Tree>> {
    mapping.entries.iter().map(|entry| Some((entry.key.text()?.as_str(), &entry.value))).collect()
}
