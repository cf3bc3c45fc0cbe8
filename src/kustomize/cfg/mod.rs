//! What `kustomize cfg` does to the objects of a package, comments and all: finding, counting, formatting and showing them.
//! Objects are documents with the annotations of their reader; what is printed is the caller's.

mod format;
mod ignore;
mod package;
mod path;
mod query;
mod tree;

pub use format::format;
pub use package::{Files, files, packages, read_package};
pub use path::split_field_path;
pub use query::Query;
pub use tree::{Field, Structure, tree};

use crate::resource::stream;
use crate::yaml::Commented;
use crate::yaml::tree::{Content, Tree};
use std::collections::BTreeMap;

/// The annotation of objects that are for tools and not for a cluster.
const LOCAL: &str = "config.kubernetes.io/local-config";

/// The file that marks a package.
pub const PACKAGE_FILE: &str = "Krmfile";

/// How many objects there are, by kind and in order of kinds, or in all.
pub fn count(items: &[Commented], by_kind: bool) -> String {
    if !by_kind {
        return format!("{}\n", items.len());
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(text(&item.tree, &["kind"])).or_default() += 1;
    }
    counts.into_iter().map(|(kind, count)| format!("{kind}: {count}\n")).collect()
}

/// The objects without those that are for tools alone, or these too, or only these.
pub fn select_local(items: Vec<Commented>, include_local: bool, exclude_others: bool) -> Vec<Commented> {
    let is_wanted = |item: &Commented| match item.tree.at(&["metadata", "annotations", LOCAL]) {
        Some(_) => include_local,
        None => !exclude_others,
    };
    items.into_iter().filter(is_wanted).collect()
}

/// Takes all comments of nodes away; those of the document stay, as in Kustomize.
pub fn strip_comments(tree: &mut Tree) {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        node.clear_comments();
        match &mut node.content {
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter_mut().flat_map(|entry| [&mut entry.key, &mut entry.value]));
            }
            Content::Sequence(sequence) => left.extend(&mut sequence.items),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
}

/// Takes the annotations with the file away.
pub fn clear_paths(tree: &mut Tree) -> Result<(), String> {
    stream::clear_annotation(tree, stream::LEGACY_PATH)?;
    stream::clear_annotation(tree, stream::PATH)
}

/// The text at a path of keys; empty where there is none.
fn text(tree: &Tree, path: &[&str]) -> String {
    let value = tree.at(path).filter(|value| !value.is_null());
    value.and_then(Tree::text).map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::SourceId;

    pub(super) fn objects(text: &str, path: &str) -> Vec<Commented> {
        stream::parse_file(text.as_bytes(), SourceId::UNKNOWN, path).expect("it is YAML")
    }

    #[test]
    fn objects_are_counted_by_kind() {
        let items = objects("kind: B\n---\nkind: A\n---\nkind: B\n", "f.yaml");
        assert_eq!(count(&items, true), "A: 1\nB: 2\n");
        assert_eq!(count(&items, false), "3\n");
    }

    #[test]
    fn objects_for_tools_are_told_apart() {
        let text = "kind: A\nmetadata: {annotations: {config.kubernetes.io/local-config: \"true\"}}\n---\nkind: B\n";
        let kinds = |local, exclude| {
            let items = select_local(objects(text, "f.yaml"), local, exclude);
            items.iter().map(|item| self::text(&item.tree, &["kind"])).collect::<Vec<_>>()
        };
        assert_eq!((kinds(false, false), kinds(true, true)), (vec!["B".to_owned()], vec!["A".to_owned()]));
    }
}
