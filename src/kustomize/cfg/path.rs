//! Paths of fields as `kustomize cfg` takes them, and what they lead to: `spec.containers[name=.*].image`.

use crate::go::regexp::Regexp;
use crate::yaml::{Indentation, Tree, write_tree};
use std::convert::Infallible;

/// What a path led to, and the texts that its patterns matched on the way, innermost first.
pub(super) struct Found<'t> {
    pub(super) node: &'t Tree,
    pub(super) matches: Vec<String>,
}

/// Cuts a path at its dots, unless they are escaped, and in front of what stands in brackets.
pub fn split_field_path(path: &str) -> Result<Vec<String>, String> {
    let mut parts = Vec::new();
    for part in path.replace("\\.", "\0").split('.') {
        let part = part.replace('\0', ".");
        match part.split('[').collect::<Vec<_>>().as_slice() {
            [field] => parts.push((*field).to_owned()),
            [list, element] => parts.extend([(*list).to_owned(), format!("[{element}")]),
            _ => {
                return Err(format!("unrecognized path element: {part}.  Should be of the form 'list[field=value]'"));
            }
        }
    }
    Ok(parts)
}

/// All that a path leads to, as kyaml's `PathMatcher` finds it.
pub(super) fn find<'t>(tree: &'t Tree, path: &[String]) -> Result<Vec<Found<'t>>, String> {
    let Some((part, rest)) = path.split_first() else {
        return Ok(vec![Found { node: tree, matches: Vec::new() }]);
    };
    if let Ok(index) = part.parse::<usize>() {
        let items = items(tree)?;
        let item = items.get(index);
        let count = items.len();
        let item = item.ok_or_else(|| format!("index {index} specified but only {count} elements found"))?;
        return find(item, rest);
    }
    if let Some(pattern) = part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
        return find_items(tree, pattern, rest);
    }
    if part == "*" {
        let mut found = Vec::new();
        for item in items(tree)? {
            found.extend(find(item, rest)?.into_iter().map(|found| noted(found, part)));
        }
        return Ok(found);
    }
    match tree.get(part) {
        Some(value) if !value.is_null() || rest.is_empty() => find(value, rest),
        _ => Ok(Vec::new()),
    }
}

fn noted<'t>(mut found: Found<'t>, text: &str) -> Found<'t> {
    found.matches.push(text.to_owned());
    found
}

/// The items of which a field, or which themselves, match a pattern.
fn find_items<'t>(tree: &'t Tree, pattern: &str, rest: &[String]) -> Result<Vec<Found<'t>>, String> {
    let (field, pattern) =
        pattern.split_once('=').ok_or("list path element must contain fieldName=fieldValue for element to match")?;
    let pattern = Regexp::compile(pattern.as_bytes()).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for item in items(tree)? {
        let compared = if field.is_empty() { Some(item) } else { item.get(field) };
        let Some(text) = compared.map(|node| write_tree(node, Indentation::Compact).trim().to_owned()) else {
            continue;
        };
        let Ok(fits) = pattern.is_match(text.as_bytes(), &mut |_| Ok::<_, Infallible>(()));
        match (fits, field.is_empty()) {
            (false, _) => {}
            (true, true) => found.push(Found { node: item, matches: Vec::new() }),
            (true, false) => found.extend(find(item, rest)?.into_iter().map(|found| noted(found, &text))),
        }
    }
    Ok(found)
}

fn items(tree: &Tree) -> Result<&[Tree], String> {
    match tree.as_items() {
        Some(items) => Ok(items),
        None if tree.is_null() => Ok(&[]),
        None => Err(String::from("wrong node kind: expected SequenceNode")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read_trees;

    #[test]
    fn paths_lead_through_lists_by_patterns() {
        let text = "spec: {c: [{name: a, i: 1}, {name: b, i: 2}], t: [x, y], d.e: 3}";
        let tree = read_trees(text.as_bytes(), crate::source::SourceId::UNKNOWN).expect("YAML").remove(0);
        let found = |path: &str| -> String {
            let path = split_field_path(path).expect("a path");
            let found = find(&tree, &path).expect("found");
            found
                .iter()
                .map(|found| format!("{}{} ", found.node.text().map_or("?", |text| text), found.matches.join("/")))
                .collect()
        };
        assert_eq!(found("spec.c[name=\\.*].i"), "1a 2b ");
        assert_eq!(found("spec.c[name=b].i"), "2b ");
        assert_eq!(found("spec.t.1"), "y ");
        assert_eq!(found("spec.t[=x]"), "x ");
        assert_eq!(found("spec.d\\.e"), "3 ");
        assert_eq!(found("spec.none.x"), "");
        assert!(split_field_path("a[b[c").is_err());
    }
}
