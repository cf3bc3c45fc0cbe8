//! Paths to fields as replacements and variables write them, `spec.containers.[name=web].image`, and the look-up of the one
//! field that a path means. Paths that mean several fields, or make them, are for `matching`.

use crate::go::strconv::parse_int;
use crate::yaml::Tree;
use crate::yaml::tree::Content;
use std::fmt;

/// Why a path leads nowhere, in kyaml's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathError(pub(super) String);

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PathError {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        PathError(sentence.into())
    }

    /// What kyaml says where a node is of another kind than the path wants.
    pub(super) fn wrong_kind(wanted: &str, found: &Tree) -> Self {
        let kind = match &found.content {
            Content::Scalar(_) => "ScalarNode",
            Content::Mapping(_) => "MappingNode",
            Content::Sequence(_) => "SequenceNode",
            Content::Alias(_) => "AliasNode",
        };
        let contents = match found.text() {
            Some(text) if !text.contains('\n') => format!(": node contents: {text}"),
            _ => String::new(),
        };
        PathError(format!("wrong node kind: expected {wanted} but got {kind}{contents}"))
    }
}

/// Splits at a delimiter, unless a backslash stands before it; an empty part in front is left out.
pub(crate) fn split_escaped(path: &str, delimiter: char) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let relative = path.strip_prefix(delimiter).unwrap_or(path);
    for piece in relative.split(delimiter) {
        match parts.last_mut() {
            Some(last) if last.ends_with('\\') => {
                last.pop();
                last.push(delimiter);
                last.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
    }
    parts
}

/// Splits a path at its dots, but for those that are escaped or in brackets. `[a=b]` keeps its brackets; brackets around a
/// key with dots are taken off.
pub(crate) fn split(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut pieces = split_escaped(path, '.').into_iter();
    while let Some(piece) = pieces.next() {
        if !piece.starts_with('[') || piece.ends_with(']') {
            parts.push(piece);
            continue;
        }
        let mut bracketed = piece;
        for piece in pieces.by_ref() {
            bracketed.push('.');
            bracketed.push_str(&piece);
            if piece.ends_with(']') {
                break;
            }
        }
        let is_element = bracketed.contains('=');
        parts.push(if is_element { bracketed } else { bracketed.trim_matches(['[', ']']).to_owned() });
    }
    parts
}

/// A number as Go's `Atoi` reads it.
pub(super) fn number(part: &str) -> Option<i64> {
    parse_int(part.as_bytes(), 10, 64).ok()
}

/// A place in a sequence, which is no negative number.
pub(super) fn position(part: &str) -> Option<usize> {
    usize::try_from(number(part)?).ok()
}

/// Whether a part means elements of a list: `[name=web]`, `[=value]`.
pub(super) fn is_element(part: &str) -> bool {
    part.starts_with('[') && part.ends_with(']')
}

/// The field and the value of `[field=value]`.
pub(super) fn element(part: &str) -> Result<(&str, &str), PathError> {
    let inner = part.strip_suffix(']').unwrap_or(part);
    let inner = inner.strip_prefix('[').unwrap_or(inner);
    inner
        .split_once('=')
        .ok_or_else(|| PathError::new("list path element must contain fieldName=fieldValue for element to match"))
}

/// The field that a path means: of several elements that fit, the first.
pub(crate) fn lookup<'t>(tree: &'t Tree, path: &[String]) -> Result<Option<&'t Tree>, PathError> {
    let mut node = tree;
    for part in significant(path) {
        let Some(child) = child(node, part)? else { return Ok(None) };
        let Some(next) = (match &node.content {
            Content::Mapping(mapping) => mapping.entries.get(child).map(|entry| &entry.value),
            Content::Sequence(sequence) => sequence.items.get(child),
            _ => None,
        }) else {
            return Ok(None);
        };
        node = next;
    }
    Ok(Some(node))
}

/// [`lookup`] for a field that is to change.
pub(super) fn lookup_mut<'t>(tree: &'t mut Tree, path: &[String]) -> Result<Option<&'t mut Tree>, PathError> {
    let mut node = tree;
    for part in significant(path) {
        let Some(child) = child(node, part)? else { return Ok(None) };
        let Some(next) = (match &mut node.content {
            Content::Mapping(mapping) => mapping.entries.get_mut(child).map(|entry| &mut entry.value),
            Content::Sequence(sequence) => sequence.items.get_mut(child),
            _ => None,
        }) else {
            return Ok(None);
        };
        node = next;
    }
    Ok(Some(node))
}

fn significant(path: &[String]) -> impl Iterator<Item = &str> {
    path.iter().map(|part| part.trim()).filter(|part| !part.is_empty())
}

/// Where the child is that a part means, among the entries or items of a node.
fn child(node: &Tree, part: &str) -> Result<Option<usize>, PathError> {
    if let Some(index) = number(part) {
        let index =
            usize::try_from(index).map_err(|_| PathError::new(format!("array index {index} cannot be negative")))?;
        let length = items_or_wrong(node)?.len();
        return Ok(Some(index).filter(|&index| index < length));
    }
    if part == "-" {
        return Ok(items_or_wrong(node)?.len().checked_sub(1));
    }
    if part == "*" {
        return Err(PathError::new("wildcard is not supported in PathGetter"));
    }
    if is_element(part) {
        let (field, value) = element(part)?;
        let fits = |item: &Tree| {
            let found = if field.is_empty() { Some(item) } else { item.get(field) };
            found.is_some_and(|found| node_value(found) == value)
        };
        return Ok(items_or_wrong(node)?.iter().position(fits));
    }
    match &node.content {
        _ if node.is_null() => Ok(None),
        Content::Mapping(mapping) => Ok(mapping.position(part)),
        _ => Err(PathError::wrong_kind("MappingNode", node)),
    }
}

/// The items of a sequence; null has none.
pub(super) fn items_or_wrong(node: &Tree) -> Result<&[Tree], PathError> {
    match node.as_items() {
        Some(items) => Ok(items),
        None if node.is_null() => Ok(&[]),
        None => Err(PathError::wrong_kind("SequenceNode", node)),
    }
}

/// The text of a scalar; a collection has an empty one.
pub(super) fn node_value(node: &Tree) -> &str {
    node.text().map_or("", |text| text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    #[test]
    fn dots_in_brackets_and_behind_backslashes_are_no_separators() {
        for (path, parts) in [
            ("a.b", vec!["a", "b"]),
            (".a.b", vec!["a", "b"]),
            ("a\\.b.c", vec!["a.b", "c"]),
            ("a.[k=x.y].c", vec!["a", "[k=x.y]", "c"]),
            ("a.[x.y/z].c", vec!["a", "x.y/z", "c"]),
            ("a.[x].c", vec!["a", "[x]", "c"]),
            ("a.[k=x.y", vec!["a", "[k=x.y"]),
            ("", vec![""]),
        ] {
            assert_eq!(split(path), parts, "{path}");
        }
        assert_eq!(split_escaped("a\\/b/c[]", '/'), ["a/b", "c[]"]);
    }

    fn found(text: &str, path: &str) -> String {
        let trees = read_trees(text.as_bytes(), SourceId::UNKNOWN).unwrap_or_default();
        let Some(tree) = trees.first() else { return String::from("no tree") };
        match lookup(tree, &split(path)) {
            Ok(Some(node)) => node_value(node).to_owned(),
            Ok(None) => String::from("none"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_path_leads_through_keys_indices_and_elements() {
        let text = "a: {b: [{n: x, v: 1}, {n: y, v: 2}], c: [p, q], d: ~}";
        assert_eq!(found(text, "a.b.[n=y].v"), "2");
        assert_eq!(found(text, "a.b.0.v"), "1");
        assert_eq!(found(text, "a.c.-"), "q");
        assert_eq!(found(text, "a.c.[=p]"), "p");
        assert_eq!(found(text, "a.c.2"), "none");
        assert_eq!(found(text, "a..d.e"), "none");
        assert_eq!(found(text, "a.c.*"), "wildcard is not supported in PathGetter");
        assert_eq!(found(text, "a.0"), "wrong node kind: expected SequenceNode but got MappingNode");
        assert_eq!(found(text, "a.c.p"), "wrong node kind: expected MappingNode but got SequenceNode");
    }
}
