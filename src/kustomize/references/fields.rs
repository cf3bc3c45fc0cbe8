//! The walk to the fields of a field spec, `spec/containers/env/name`: through mappings by name and through every item of a
//! list, whether or not the path says that there is one. It makes nothing.

use crate::kustomize::replacements::path::split_escaped;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Sequence};
use smallvec::SmallVec;
use smol_str::SmolStr;

/// The parts of a path.
pub(super) type Parts = SmallVec<[SmolStr; 6]>;

/// Splits a path into its parts. Few have a slash that is escaped.
pub(super) fn parts(path: &str) -> Parts {
    match path.contains('\\') {
        true => split_escaped(path, '/').into_iter().map(SmolStr::from).collect(),
        false => path.strip_prefix('/').unwrap_or(path).split('/').map(SmolStr::from).collect(),
    }
}

/// Calls `visit` on every field that a path means. Errors are sentences in kyaml's words.
pub(super) fn visit(
    node: &mut Tree,
    path: &[SmolStr],
    visit_field: &mut dyn FnMut(&mut Tree) -> Result<(), String>,
) -> Result<(), String> {
    let Some((part, rest)) = path.split_first() else { return visit_field(node) };
    if node.is_null() {
        return Ok(());
    }
    match &mut node.content {
        Content::Sequence(sequence) => sequence.items.iter_mut().try_for_each(|item| {
            let wrap = |error| format!("visit traversal on path: [{}]: {error}", path.join(" "));
            visit(item, path, visit_field).map_err(wrap)
        }),
        Content::Mapping(mapping) => {
            let name = part.strip_suffix("[]").unwrap_or(part);
            if name.is_empty() {
                return Err(String::from("cannot set or create an empty field name"));
            }
            let Some(field) = mapping.get_mut(name) else { return Ok(()) };
            if name.len() < part.len() && field.is_null() {
                // A null that a path takes for a list becomes one.
                field.content = Content::Sequence(Sequence::default());
            }
            visit(field, rest, visit_field)
        }
        Content::Scalar(_) | Content::Alias(_) => Err(String::from("expected sequence or mapping node")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    fn visited(text: &str, path: &[&str]) -> Result<Vec<String>, String> {
        let mut trees = read_trees(text.as_bytes(), SourceId::UNKNOWN).unwrap_or_default();
        let path: Vec<SmolStr> = path.iter().map(|part| SmolStr::from(*part)).collect();
        let mut found = Vec::new();
        let mut note = |node: &mut Tree| {
            found.push(node.text().map_or(String::from("-"), |text| text.to_string()));
            Ok(())
        };
        visit(&mut trees[0], &path, &mut note)?;
        Ok(found)
    }

    #[test]
    fn slashes_part_a_path_unless_they_are_escaped() {
        assert_eq!(parts("spec/a[]/b").as_slice(), ["spec", "a[]", "b"]);
        assert_eq!(parts("/metadata/annotations/x\\/y").as_slice(), ["metadata", "annotations", "x/y"]);
        for path in ["", "/", "a//b", "/a/", "a"] {
            assert_eq!(parts(path).as_slice(), split_escaped(path, '/'), "{path}");
        }
    }

    #[test]
    fn lists_on_the_way_are_walked_through() {
        let text = "a: [{b: [{c: 1}, {c: 2}]}, {b: ~}, {d: 3}]";
        assert_eq!(visited(text, &["a", "b", "c"]), Ok(vec![String::from("1"), String::from("2")]));
        assert_eq!(visited(text, &["a[]", "d"]), Ok(vec![String::from("3")]));
        assert_eq!(visited(text, &["a", "x"]), Ok(vec![]));
        let error = visited("a: [1]", &["a", "b"]);
        assert_eq!(error, Err(String::from("visit traversal on path: [b]: expected sequence or mapping node")));
    }
}
