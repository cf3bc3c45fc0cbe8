//! Texts to resources, as Kustomize's resource factory has it: every document is an object with kind and name, and lists
//! of objects are taken apart. It knows which annotations are Kustomize's own, and nothing of files.

use super::Resource;
use crate::kubernetes;
use crate::source::{SourceId, Span};
use crate::yaml::{self, Aliases, Tree};
use std::collections::VecDeque;
use std::fmt::Write;

/// Why a text does not hold resources.
#[derive(Clone, Debug)]
pub struct ReadError {
    /// The cause, in Kustomize's words.
    pub message: String,
    /// The place.
    pub origin: Option<Span>,
    /// Whether the text is no YAML at all.
    pub malformed: bool,
}

impl ReadError {
    fn new(message: impl Into<String>, tree: &Tree) -> Self {
        ReadError { message: message.into(), origin: Some(tree.origin), malformed: false }
    }
}

/// Reads the objects of a text.
pub fn read(text: &[u8], source: SourceId) -> Result<Vec<Resource>, ReadError> {
    let malformed = |error: yaml::Error| {
        let message = error.to_string();
        // Kustomize cuts documents apart before it reads YAML.
        let malformed = !message.starts_with("invalid document separator");
        ReadError { message, origin: error.span(), malformed }
    };
    if !kubernetes::schema::may_be_in_comments(text) {
        return from_trees(unwrapped(yaml::read_trees(text, source).map_err(malformed)?)?);
    }
    let documents = yaml::read_commented(text, source, Aliases::Copy).map_err(malformed)?;
    let mut resources = from_trees(unwrapped(documents.into_iter().map(|document| document.tree).collect())?)?;
    for resource in &mut resources {
        resource.build.commented = true;
    }
    Ok(resources)
}

/// Checks objects that were read and takes lists of them apart; the parts come behind everything else.
pub fn from_trees(trees: Vec<Tree>) -> Result<Vec<Resource>, ReadError> {
    // Generators add some more to what is read.
    let mut resources = Vec::with_capacity(trees.len() + trees.len() / 8 + 4);
    let mut lists = VecDeque::new();
    let mut add = |tree: Tree, lists: &mut VecDeque<Tree>| -> Result<(), ReadError> {
        let Some(tree) = checked(tree)? else { return Ok(()) };
        if is_list(&tree) {
            check_value(&tree)?;
        }
        if is_list(&tree) && tree.get("items").is_some() {
            lists.push_back(tree);
            return Ok(());
        }
        let mut resource = Resource::new(tree);
        resource.remember_annotations();
        resources.push(resource);
        Ok(())
    };
    for tree in trees {
        add(tree, &mut lists)?;
    }
    while let Some(list) = lists.pop_front() {
        for item in items(list)? {
            add(item, &mut lists)?;
        }
    }
    Ok(resources)
}

/// Whether an object is of a kind that ends with `List`.
fn is_list(tree: &Tree) -> bool {
    tree.get("kind").and_then(Tree::text).is_some_and(|kind| kind.ends_with("List"))
}

/// Refuses a list that has no value, because a key is there twice for instance: Kustomize takes the items from that.
fn check_value(list: &Tree) -> Result<(), ReadError> {
    if list.is_plain() {
        return Ok(());
    }
    let Err(error) = list.to_value() else { return Ok(()) };
    let cause = error.message();
    // That JSON has no infinity counts for items alone, and is said without more words.
    if cause.starts_with("json:") {
        return match list.get("items") {
            Some(_) => Err(ReadError::new(cause, list)),
            None => Ok(()),
        };
    }
    let kind = list.get("kind").and_then(Tree::text).cloned().unwrap_or_default();
    let message = format!("trouble expanding list of {kind}; received error {cause} for the following resource");
    Err(ReadError::new(message, list))
}

/// A text that is one `List` or `ResourceList` stands for its items.
fn unwrapped(mut trees: Vec<Tree>) -> Result<Vec<Tree>, ReadError> {
    let [only] = trees.as_mut_slice() else { return Ok(trees) };
    let kind = only.get("kind").and_then(Tree::text);
    if !kind.is_some_and(|kind| matches!(kind.as_str(), "List" | "ResourceList")) || only.get("items").is_none() {
        return Ok(trees);
    }
    let items = only.get_mut("items").and_then(Tree::as_items_mut);
    Ok(items.map(std::mem::take).unwrap_or_default())
}

/// The objects of a list.
fn items(mut list: Tree) -> Result<Vec<Tree>, ReadError> {
    let Some(items) = list.get_mut("items") else { return Ok(Vec::new()) };
    if items.is_null() {
        return Ok(Vec::new());
    }
    if let Some(items) = items.as_items_mut() {
        return Ok(std::mem::take(items));
    }
    let found = if items.as_mapping().is_some() { "map[string]interface {}" } else { "string" };
    let (origin, kind) = (items.origin, list.get("kind").and_then(Tree::text).cloned().unwrap_or_default());
    let message = format!("expected array in {kind}/items, but found {found}");
    Err(ReadError { message, origin: Some(origin), malformed: false })
}

/// The object, unless it is empty; one without kind or name is refused.
fn checked(tree: Tree) -> Result<Option<Tree>, ReadError> {
    if tree.is_null_or_empty() {
        return Ok(None);
    }
    let present = |key: &str| tree.get(key).is_some_and(|value| !value.is_null_or_empty());
    let metadata = tree.get("metadata").filter(|metadata| !metadata.is_null_or_empty());
    let named =
        |key: &str| metadata.and_then(|metadata| metadata.get(key)).is_some_and(|value| !value.is_null_or_empty());
    let has_metadata = || ["name", "namespace", "labels", "annotations"].into_iter().any(named);
    if !present("apiVersion") && !present("kind") && !has_metadata() {
        return Err(ReadError::new("missing Resource metadata", &tree));
    }
    // An empty text is no kind and no name, and neither is what is no text.
    let says = |path: &[&str]| tree.at(path).and_then(Tree::text).is_some_and(|text| !text.is_empty());
    if !present("kind") || !says(&["kind"]) {
        return Err(without("kind", &tree));
    }
    if !is_list(&tree) && (!named("name") || !says(&["metadata", "name"])) {
        return Err(without("metadata.name", &tree));
    }
    Ok(Some(tree))
}

fn without(field: &str, tree: &Tree) -> ReadError {
    ReadError::new(format!("missing {field} in object {}", described(tree)), tree)
}

impl Resource {
    /// Refuses an object that a build has left without kind or name.
    pub fn check_named(&self) -> Result<(), ReadError> {
        let kind = self.text_at(&["kind"]);
        let field = match (kind.as_str(), self.name().as_str()) {
            ("", _) => "kind",
            (kind, "") if !kind.ends_with("List") => "metadata.name",
            _ => return Ok(()),
        };
        Err(without(field, &self.with_remembered()))
    }
}

/// The metadata as Go prints the struct: `{{v1 ConfigMap} {{name namespace} map[a:b] map[]}}`.
fn described(tree: &Tree) -> String {
    let text = |path: &[&str]| tree.at(path).and_then(Tree::text).filter(|text| *text != "null").cloned();
    let map = |key: &str| {
        let mut entries: Vec<_> = tree
            .at(&["metadata", key])
            .and_then(Tree::as_mapping)
            .into_iter()
            .flat_map(|mapping| &mapping.entries)
            .filter_map(|entry| Some((entry.key.text()?, entry.value.text()?)))
            .collect();
        entries.sort();
        let mut printed = String::from("map[");
        for (at, (key, value)) in entries.iter().enumerate() {
            let _ = write!(printed, "{}{key}:{value}", if at > 0 { " " } else { "" });
        }
        printed.push(']');
        printed
    };
    format!(
        "{{{{{} {}}} {{{{{} {}}} {} {}}}}}",
        text(&["apiVersion"]).unwrap_or_default(),
        text(&["kind"]).unwrap_or_default(),
        text(&["metadata", "name"]).unwrap_or_default(),
        text(&["metadata", "namespace"]).unwrap_or_default(),
        map("labels"),
        map("annotations"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_no_kind_and_no_name() {
        let said =
            |text: &str| read(text.as_bytes(), SourceId::UNKNOWN).map(|read| read.len()).map_err(|error| error.message);
        let object =
            |kind: &str, name: &str| said(&format!("apiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}\n"));
        assert_eq!(object("''", "a"), Err(String::from("missing kind in object {{v1 } {{a } map[] map[]}}")));
        assert_eq!(object("A", "''"), Err(String::from("missing metadata.name in object {{v1 A} {{ } map[] map[]}}")));
        assert_eq!((object("A", "a"), object("1", "3")), (Ok(1), Ok(1)));
    }
}
