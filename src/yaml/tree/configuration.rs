//! Configuration files as sigs.k8s.io/yaml reads them: the first document of a text, by go-yaml v2's scanner and with
//! YAML 1.1's booleans.

use super::documents::split;
use super::meaning::plain;
use super::read::{Aliases, Reader};
use super::{Content, ScalarStyle, Tag, Tree};
use crate::source::SourceId;
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Error;
use crate::yaml::resolve::{Scalar, TAG_PREFIX, resolve, resolve_plain};

/// Reads the first document of `text`; nothing where there is none.
pub(in crate::yaml) fn read(text: &[u8], source: SourceId) -> Result<Option<Tree>, Error> {
    let read = Reader::new(source, Aliases::Copy, Dialect::V2).read(text, 0)?;
    if let Some(late) = read.late {
        return Err(late);
    }
    let mut tree = read.tree;
    tree.iter_mut().for_each(retag);
    tree.iter_mut().try_for_each(settle_tags)?;
    Ok(tree)
}

/// Reads the first document of `text` with its aliases and merge keys as they stand; nothing where there is none.
pub(in crate::yaml) fn read_kept(text: &[u8], source: SourceId) -> Result<Option<Tree>, Error> {
    let mut tree = Reader::new(source, Aliases::Keep, Dialect::V2).read(text, 0)?.tree;
    tree.iter_mut().for_each(retag);
    Ok(tree)
}

/// Reads every document of a text that is cut at separators; documents without a value are left out.
pub(in crate::yaml) fn read_all(text: &[u8], source: SourceId) -> Result<Vec<Tree>, Error> {
    let mut trees = Vec::new();
    let mut reader = Reader::new(source, Aliases::Copy, Dialect::V2);
    for piece in split(text)? {
        let read = reader.read(&text[piece.clone()], piece.start)?;
        let Some(mut tree) = read.tree.filter(|tree| !tree.is_null()) else { continue };
        retag(&mut tree);
        trees.push(tree);
    }
    Ok(trees)
}

/// Makes scalars with a tag what the tag says, quotes or not. One that cannot be that is an error.
fn settle_tags(tree: &mut Tree) -> Result<(), Error> {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        let written = node.extra.as_ref().and_then(|extra| extra.tag.as_deref());
        match &mut node.content {
            Content::Scalar(scalar) => {
                let Some(name) = written.and_then(|tag| tag.strip_prefix("!!")) else { continue };
                let value = resolve(Some(&format!("{TAG_PREFIX}{name}")), &scalar.text, true, Dialect::V2)?;
                if !matches!(value, Scalar::Str(_)) {
                    *scalar = plain(value);
                    node.extra = None;
                }
            }
            Content::Alias(_) => {}
            Content::Mapping(mapping) => left.extend(mapping.entries.iter_mut().map(|entry| &mut entry.value)),
            Content::Sequence(sequence) => left.extend(sequence.items.iter_mut()),
        }
    }
    Ok(())
}

/// Gives scalars without quotes and tags the types of version 2.
fn retag(tree: &mut Tree) {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        match &mut node.content {
            Content::Scalar(scalar) if scalar.style == ScalarStyle::Plain => match scalar.tag {
                Tag::Timestamp => scalar.tag = Tag::Str,
                Tag::Str if matches!(resolve_plain(&scalar.text, Dialect::V2), Some(Scalar::Bool(_))) => {
                    scalar.tag = Tag::Bool;
                }
                _ => {}
            },
            Content::Scalar(_) | Content::Alias(_) => {}
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter_mut().flat_map(|entry| [&mut entry.key, &mut entry.value]));
            }
            Content::Sequence(sequence) => left.extend(sequence.items.iter_mut()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_counts_more_than_quotes() {
        let read = |text: &str| read(text.as_bytes(), SourceId::UNKNOWN);
        let tree = read("a: !!int '0x10'\nb: !!bool 'y'\nc: !!str 1\n").expect("it is YAML").expect("a document");
        let scalar =
            |key: &str| tree.get(key).and_then(Tree::as_scalar).map(|scalar| (scalar.text.as_str(), scalar.tag));
        assert_eq!(scalar("a"), Some(("16", Tag::Int)));
        assert_eq!(scalar("b"), Some(("true", Tag::Bool)));
        assert_eq!(scalar("c"), Some(("1", Tag::Str)));
        let error = read("a: [!!int x]\n").expect_err("no number");
        assert_eq!(error.message(), "yaml: cannot decode !!str `x` as a !!int");
    }

    #[test]
    fn booleans_are_those_of_version_2() {
        let tree = read(b"a: yes\nb: 2001-01-01\nc: 'no'\n---\nd: 1\n", SourceId::UNKNOWN).expect("it is YAML");
        let tag = |key: &str| tree.as_ref()?.get(key)?.as_scalar().map(|scalar| scalar.tag);
        assert_eq!((tag("a"), tag("b"), tag("c"), tag("d")), (Some(Tag::Bool), Some(Tag::Str), Some(Tag::Str), None));
    }
}
