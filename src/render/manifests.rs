//! Files of objects and standard input, read in one of two dialects: see [`Dialect`].

use super::input::unreadable;
use super::{Dialect, Input, Result, Session, Sort, Unit};
use crate::diagnostic::{Diagnostic, Severity};
use crate::resource;
use crate::source::SourceId;
use crate::yaml::{self, Tree};

/// The size of the largest file that is read.
const MAX_FILE: u64 = 1 << 30;

/// Reads the objects of a file or of standard input.
pub(super) fn load(input: &Input, session: &Session) -> Result<Unit> {
    let text = match input.sort {
        Sort::Stdin => session.host.read_stdin(MAX_FILE),
        _ if input.named => session.host.read_any(&input.path, MAX_FILE),
        _ => session.host.read(&input.path, MAX_FILE),
    };
    let text = text.map_err(|error| unreadable(&error.to_string()))?;
    let source = session.sources.add(input.name(), text.as_slice());
    match session.dialect {
        Dialect::Kubernetes => applied(&text, source, input).map(|objects| Unit::new(input, objects, Vec::new())),
        Dialect::Kustomize => resources(&text, source, input),
    }
}

/// The documents of a text as Kubernetes' own tools read them.
pub(super) fn applied(text: &[u8], source: SourceId, input: &Input) -> Result<Vec<Tree>> {
    let trees = yaml::read_objects(text, source).map_err(|error| {
        let diagnostic = Diagnostic::sentence("input::yaml", format!("{}: {error}", input.name()));
        Box::new(diagnostic.label_known(error.span(), "").help("every document must be YAML or JSON"))
    })?;
    let mut objects = Vec::with_capacity(trees.len());
    trees.into_iter().for_each(|tree| unlist(tree, &mut objects));
    Ok(objects)
}

/// Adds the items of a `List`, or the object itself.
fn unlist(mut tree: Tree, objects: &mut Vec<Tree>) {
    let is = |key: &str, text: &str| tree.get(key).and_then(Tree::text).is_some_and(|found| found == text);
    let is_list = is("kind", "List") && is("apiVersion", "v1");
    match tree.get_mut("items").filter(|_| is_list).and_then(Tree::as_items_mut) {
        Some(items) => objects.append(items),
        None => objects.push(tree),
    }
}

/// The resources of a text as Kustomize reads them. In a folder, what is no object is passed over and said.
fn resources(text: &[u8], source: SourceId, input: &Input) -> Result<Unit> {
    let read = yaml::read_trees(text, source);
    let mut trees = match read {
        Ok(trees) => trees,
        Err(error) => {
            let diagnostic = Diagnostic::sentence("input::yaml", format!("{}: {error}", input.name()));
            let help = "every document must be YAML or JSON";
            return Err(Box::new(diagnostic.label_known(error.span(), "").help(help)));
        }
    };
    let mut notes = Vec::new();
    if !input.named {
        let count = trees.len();
        trees.retain(|tree| tree.get("apiVersion").is_some() && tree.get("kind").is_some());
        if trees.len() < count {
            let message = format!("{} holds {} document(s) that are no objects", input.name(), count - trees.len());
            let help = "without apiVersion and kind they are passed over; name the file to have that an error";
            notes.push(Diagnostic::error("input::no-object", message).severity(Severity::Note).help(help));
        }
    }
    let resources = resource::from_trees(trees).map_err(|error| {
        let diagnostic = Diagnostic::sentence("input::no-object", format!("{}: {}", input.name(), error.message));
        let help = "every document must be an object with apiVersion, kind and metadata.name";
        Box::new(diagnostic.label_known(error.origin, "").help(help))
    })?;
    Ok(Unit::new(input, resources.into_iter().map(|resource| resource.tree).collect(), notes))
}
