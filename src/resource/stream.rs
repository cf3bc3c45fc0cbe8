//! Objects with their comments as the tools of kyaml hand them on: a stream of documents, with annotations that say where
//! each came from. What is no mapping is refused where an annotation has to be set. Nothing here reads files.

use crate::source::SourceId;
use crate::yaml::tree::{Content, Scalar, ScalarStyle, Tag};
use crate::yaml::{self, Aliases, Commented, Indentation, Tree};
use smol_str::SmolStr;

/// The annotation with an object's place in its file, and the name that it had before.
pub const INDEX: &str = "internal.config.kubernetes.io/index";
/// See [`INDEX`].
pub const LEGACY_INDEX: &str = "config.kubernetes.io/index";
/// The annotation with an object's file, and the name that it had before.
pub const PATH: &str = "internal.config.kubernetes.io/path";
/// See [`PATH`].
pub const LEGACY_PATH: &str = "config.kubernetes.io/path";
/// The annotation with how sequences were indented in an object's file.
pub const SEQUENCE_INDENT: &str = "internal.config.kubernetes.io/seqindent";

/// Earlier annotations and those that took their place.
const RENAMED: [(&str, &str); 3] =
    [(LEGACY_PATH, PATH), (LEGACY_INDEX, INDEX), ("config.k8s.io/id", "internal.config.kubernetes.io/id")];

/// The objects of a text, and the list that they were in.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    /// The objects.
    pub items: Vec<Commented>,
    /// The `apiVersion` and `kind` of the one list that the text was.
    pub wrapping: Option<(SmolStr, SmolStr)>,
    /// The list's `functionConfig`.
    pub function_config: Option<Tree>,
    /// The list's `results`.
    pub results: Option<Tree>,
}

/// Reads a text as kyaml's `ByteReader` does: each document gets its number as an annotation, and a text that is one list
/// stands for the list's items. Errors are kyaml's sentences.
pub fn parse(text: &[u8], source: SourceId) -> Result<Stream, String> {
    let documents = yaml::read_commented(text, source, Aliases::Keep).map_err(|error| error.to_string())?;
    let alone = documents.len() == 1;
    let mut stream = Stream::default();
    for (index, mut document) in documents.into_iter().enumerate() {
        annotate(&mut document.tree, index, None)?;
        let kind = scalar(&document.tree, "kind");
        let has = |field: &str| document.tree.get(field).is_some();
        if alone && matches!(kind.as_str(), "List" | "ResourceList") && (has("items") || has("functionConfig")) {
            stream.unwrap(document.tree, kind);
        } else {
            stream.items.push(document);
        }
    }
    Ok(stream)
}

/// Reads a file of a package as kyaml's `LocalPackageReader` does: its objects, lists as they are, with number and path.
pub fn parse_file(text: &[u8], source: SourceId, path: &str) -> Result<Vec<Commented>, String> {
    let mut documents = yaml::read_commented(text, source, Aliases::Keep).map_err(|error| error.to_string())?;
    for (index, document) in documents.iter_mut().enumerate() {
        annotate(&mut document.tree, index, Some(path))?;
    }
    Ok(documents)
}

/// Sets the annotations of a reader, in the order of their names.
fn annotate(tree: &mut Tree, index: usize, path: Option<&str>) -> Result<(), String> {
    migrate_annotations(tree)?;
    let index = index.to_string();
    for (name, value) in
        [(LEGACY_INDEX, Some(index.as_str())), (LEGACY_PATH, path), (INDEX, Some(&index)), (PATH, path)]
    {
        if let Some(value) = value {
            set_annotation(tree, name, value)?;
        }
    }
    Ok(())
}

impl Stream {
    fn unwrap(&mut self, mut list: Tree, kind: SmolStr) {
        self.wrapping = Some((scalar(&list, "apiVersion"), kind));
        let mut take = |field: &str| list.as_mapping_mut()?.remove(field).map(|entry| entry.value);
        self.function_config = take("functionConfig");
        self.results = take("results");
        let items = take("items").map(|items| items.content);
        let items = match items {
            Some(Content::Sequence(sequence)) => sequence.items,
            _ => Vec::new(),
        };
        let alone = |tree| Commented { tree, head: SmolStr::default(), foot: SmolStr::default() };
        self.items.extend(items.into_iter().map(alone));
    }
}

/// Writes objects one after another as kyaml's `ByteWriter` does, without the annotations that [`parse`] gave them.
pub fn print(items: &[Commented]) -> Result<String, String> {
    let mut out = String::new();
    for item in items {
        if !out.is_empty() {
            out.push_str("---\n");
        }
        let mut item = item.clone();
        let wide = annotation(&item.tree, SEQUENCE_INDENT).is_some_and(|indent| indent == "wide");
        clear_reader_annotations(&mut item.tree)?;
        out.push_str(&yaml::write_commented(&item, if wide { Indentation::Wide } else { Indentation::Compact }));
    }
    Ok(out)
}

/// [`print`] with all annotations.
pub fn print_annotated(items: &[Commented]) -> Result<String, String> {
    let mut out = String::new();
    for item in items {
        if !out.is_empty() {
            out.push_str("---\n");
        }
        let mut item = item.clone();
        clear_empty_annotations(&mut item.tree)?;
        out.push_str(&yaml::write_commented(&item, Indentation::Compact));
    }
    Ok(out)
}

/// Writes objects as the items of a list, with the annotations of their reader where `annotated`.
pub fn print_wrapped(
    items: Vec<Commented>,
    api_version: &str,
    kind: &str,
    function_config: Option<Tree>,
    annotated: bool,
) -> Result<String, String> {
    let mut trees = Vec::with_capacity(items.len());
    for mut item in items {
        if annotated {
            clear_empty_annotations(&mut item.tree)?;
        } else {
            clear_reader_annotations(&mut item.tree)?;
        }
        trees.push(item.tree);
    }
    let origin = yaml::tree::NOWHERE;
    let mut list = Tree::mapping(origin);
    if let Some(mapping) = list.as_mapping_mut() {
        mapping.push("apiVersion", Tree::scalar(api_version, Tag::Unstated, origin));
        mapping.push("kind", Tree::scalar(kind, Tag::Unstated, origin));
        mapping.push("items", Tree::sequence(trees, origin));
        if let Some(config) = function_config {
            mapping.push("functionConfig", config);
        }
    }
    Ok(yaml::write_tree(&list, Indentation::Compact))
}

/// Gives a node the styles of these names; others say nothing.
pub fn restyle(tree: &mut Tree, styles: &[String]) {
    for style in styles {
        match (&mut tree.content, style.as_str()) {
            (Content::Mapping(mapping), "FlowStyle") => mapping.flow = true,
            (Content::Sequence(sequence), "FlowStyle") => sequence.flow = true,
            _ => {}
        }
    }
}

/// Takes away what [`parse`] added.
pub fn clear_reader_annotations(tree: &mut Tree) -> Result<(), String> {
    for name in [INDEX, LEGACY_INDEX, SEQUENCE_INDENT] {
        clear_annotation(tree, name)?;
    }
    clear_empty_annotations(tree)
}

/// The text of a scalar field; empty where it is missing or null.
fn scalar(tree: &Tree, field: &str) -> SmolStr {
    tree.get(field).filter(|value| !value.is_null()).and_then(Tree::text).cloned().unwrap_or_default()
}

/// The text of an annotation.
pub fn annotation<'t>(tree: &'t Tree, name: &str) -> Option<&'t SmolStr> {
    tree.at(&["metadata", "annotations", name]).filter(|value| !value.is_null()).and_then(Tree::text)
}

/// Sets an annotation in single quotes, or in the style that it has.
pub fn set_annotation(tree: &mut Tree, name: &str, value: &str) -> Result<(), String> {
    clear_empty_annotations(tree)?;
    let origin = tree.origin;
    let mut node = tree;
    for field in ["metadata", "annotations"] {
        check_mapping(node)?;
        let Some(mapping) = node.as_mapping_mut() else { return Ok(()) };
        node = mapping.get_or_insert(field, || Tree::mapping(origin));
    }
    check_mapping(node)?;
    let Some(annotations) = node.as_mapping_mut() else { return Ok(()) };
    let style = match annotations.get(name).map(|value| &value.content) {
        Some(Content::Scalar(scalar)) => scalar.style,
        _ => ScalarStyle::SingleQuoted,
    };
    let scalar = Scalar { text: value.into(), tag: Tag::Str, style };
    annotations.set(name, Tree::new(Content::Scalar(scalar), origin));
    Ok(())
}

/// Takes an annotation away, but not the mapping that it was the last of.
pub fn clear_annotation(tree: &mut Tree, name: &str) -> Result<(), String> {
    let mut node = tree;
    for field in ["metadata", "annotations"] {
        if !node.is_null() {
            check_mapping(node)?;
        }
        match node.get_mut(field) {
            Some(inner) => node = inner,
            None => return Ok(()),
        }
    }
    if node.is_null() {
        return Ok(());
    }
    check_mapping(node)?;
    if let Some(annotations) = node.as_mapping_mut() {
        annotations.remove(name);
    }
    Ok(())
}

/// Takes annotations and metadata away that are empty or null.
fn clear_empty_annotations(tree: &mut Tree) -> Result<(), String> {
    let is_empty = |node: &Tree| match &node.content {
        Content::Mapping(mapping) => mapping.entries.is_empty(),
        Content::Sequence(sequence) => sequence.items.is_empty(),
        Content::Scalar(_) | Content::Alias(_) => true,
    };
    check_mapping(tree)?;
    let Some(metadata) = tree.get_mut("metadata") else { return Ok(()) };
    if !metadata.is_null() {
        check_mapping(metadata)?;
    }
    if let Some(metadata) = metadata.as_mapping_mut()
        && metadata.get("annotations").is_some_and(is_empty)
    {
        metadata.remove("annotations");
    }
    if is_empty(metadata)
        && let Some(object) = tree.as_mapping_mut()
    {
        object.remove("metadata");
    }
    Ok(())
}

/// Gives an object the annotations of the time before under their names of today, and the other way round.
fn migrate_annotations(tree: &mut Tree) -> Result<(), String> {
    for (legacy, current) in RENAMED {
        let (before, now) = (annotation(tree, legacy).cloned(), annotation(tree, current).cloned());
        match (before.filter(|text| !text.is_empty()), now.filter(|text| !text.is_empty())) {
            (None, Some(now)) => set_annotation(tree, legacy, &now)?,
            (Some(before), None) => set_annotation(tree, current, &before)?,
            _ => {}
        }
    }
    Ok(())
}

/// The error of kyaml for what is no mapping, which quotes all of it.
fn check_mapping(tree: &Tree) -> Result<(), String> {
    let kind = match &tree.content {
        Content::Mapping(_) => return Ok(()),
        Content::Scalar(_) => "ScalarNode",
        Content::Sequence(_) => "SequenceNode",
        Content::Alias(_) => "AliasNode",
    };
    let contents = yaml::write_tree(tree, Indentation::Compact);
    Err(format!("wrong node kind: expected MappingNode but got {kind}: node contents:\n{contents}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(text: &str) -> String {
        let stream = parse(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        print(&stream.items).expect("they are mappings")
    }

    #[test]
    fn what_is_read_is_written_with_its_comments_and_without_what_reading_added() {
        let text = "# a\nkind: A # b\n# c\nmetadata:\n  name: x\n---\n# d\n\n# e\nkind: B\n# f\n";
        let written = "# a\nkind: A # b\n# c\nmetadata:\n  name: x\n---\n# d\n\n# e\nkind: B\n# f\n";
        assert_eq!(round(text), written);
    }

    #[test]
    fn a_single_list_stands_for_its_items() {
        let text = "kind: List\nitems:\n- kind: A # a\n- {kind: B}\n";
        assert_eq!(round(text), "kind: A # a\n---\n{kind: B}\n");
        assert!(round(&format!("{text}---\nkind: C\n")).contains("items:"));
    }

    #[test]
    fn what_is_no_mapping_is_refused() {
        let error = parse(b"- 1\n", SourceId::UNKNOWN).expect_err("a sequence");
        assert_eq!(error, "wrong node kind: expected MappingNode but got SequenceNode: node contents:\n- 1\n");
    }
}
