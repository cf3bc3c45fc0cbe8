//! `kustomize edit fix --vars`: variables to replacements. Where a file of resources has `$(NAME)`, the field becomes a target
//! and the text a placeholder; what is in other places is not found, as with Kustomize.

use super::kustfile::{KustomizationFile, mapping, refused, text};
use super::{Piece, patches};
use crate::host::FileKind;
use crate::kustomize::spec::{Kustomization, Patch, Selector, Variable};
use crate::kustomize::target::{self, FILE_NAMES};
use crate::kustomize::{Context, Loader, Result};
use crate::resource::Gvk;
use crate::source::SourceId;
use crate::yaml;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE, Tag};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How deep bases are followed; deeper ones would be refused as a cycle by any build.
const MAX_DEPTH: usize = 64;

/// A file that variables may be in.
struct Touched {
    path: PathBuf,
    source: SourceId,
    text: Arc<[u8]>,
    /// The patch of the kustomization that names it.
    patch: Option<Patch>,
}

/// A field that names a variable.
struct Found {
    path: String,
    delimiter: String,
    index: usize,
}

/// Turns the variables of a kustomization into replacements, and gives the files with placeholders in their place.
pub fn to_replacements(file: &mut KustomizationFile, context: &mut Context<'_>) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let kustomization = file.kustomization()?;
    let Some(variables) = kustomization.vars.clone() else { return Ok(Vec::new()) };
    let mut touched = Vec::new();
    collect(&kustomization, &file.loader, 0, &mut touched, context)?;
    let mut replacements = Vec::new();
    for variable in &variables {
        replacements.extend(replacement(&variable.value, &touched, file.loader.root())?.map(Piece::from));
    }
    file.document.append(&[], "replacements", replacements)?;
    file.document.remove(&[], "vars")?;
    let mut changed = BTreeMap::new();
    for Touched { path, text, .. } in touched {
        let Ok(before) = std::str::from_utf8(&text) else { continue };
        let after = variables.iter().fold(before.to_owned(), |text, variable| {
            let name = &variable.value.name;
            text.replace(&format!("$({name})"), &format!("{name}_PLACEHOLDER"))
        });
        if after != before {
            changed.insert(path, after.into_bytes());
        }
    }
    Ok(changed.into_iter().collect())
}

/// The files of resources and patches that a kustomization is made of.
fn collect(
    kustomization: &Kustomization,
    loader: &Loader,
    depth: usize,
    touched: &mut Vec<Touched>,
    context: &mut Context<'_>,
) -> Result<()> {
    let resources = kustomization.resources.iter().chain(kustomization.bases.iter().flatten());
    for resource in resources.map(|resource| resource.value.as_str()) {
        let path = loader.root().join(resource);
        match context.host.metadata(&path).map(|known| known.kind) {
            Ok(FileKind::Folder) if depth < MAX_DEPTH => {
                let inner = loader.folder(resource, None, context)?;
                let found = FILE_NAMES.iter().find_map(|name| inner.find(name, context));
                let Some(loaded) = found.transpose()? else { continue };
                let tree = yaml::read_configuration(&loaded.text, loaded.source).ok().flatten();
                let Some(fields) = tree.and_then(|tree| target::fields(&tree).ok()) else { continue };
                collect(&fields, &inner, depth + 1, touched, context)?;
            }
            Ok(FileKind::File) => touch(resource, None, loader, touched, context)?,
            _ => {}
        }
    }
    for patch in kustomization.patches.iter().filter(|patch| !patch.value.path.is_empty()) {
        touch(&patch.value.path, Some(&patch.value), loader, touched, context)?;
    }
    Ok(())
}

fn touch(
    path: &str,
    patch: Option<&Patch>,
    loader: &Loader,
    touched: &mut Vec<Touched>,
    context: &Context<'_>,
) -> Result<()> {
    let loaded = loader.load(path, None, context)?;
    let path = loader.root().join(path);
    if !touched.iter().any(|known| known.path == path) {
        touched.push(Touched { path, source: loaded.source, text: loaded.text, patch: patch.cloned() });
    }
    Ok(())
}

/// The replacement that does what a variable does; nothing where no file names it. Reports name files below `root`.
fn replacement(variable: &Variable, touched: &[Touched], root: &Path) -> Result<Option<Tree>> {
    let mut targets = Vec::new();
    let wanted = format!("$({})", variable.name);
    for file in touched.iter().filter(|file| memchr::memmem::find(&file.text, wanted.as_bytes()).is_some()) {
        for tree in yaml::read_trees(&file.text, file.source).unwrap_or_default() {
            let mut found = Vec::new();
            find(&tree, &wanted, &mut Vec::new(), &mut found).map_err(|cause| {
                refused(
                    format!("error with {}: {cause}", file.path.strip_prefix(root).unwrap_or(&file.path).display()),
                    "set the variable apart by one character on both sides",
                )
            })?;
            let selector = select(file, &tree);
            targets.extend(found.into_iter().map(|found| target(&selector, &found)));
        }
    }
    let gvk = variable.objref.gvk();
    let source = mapping([
        ("group", text(&gvk.group)),
        ("version", text(&gvk.version)),
        ("kind", text(&gvk.kind)),
        ("name", text(&variable.objref.name)),
        ("namespace", text(&variable.objref.namespace)),
        ("fieldPath", text(&with_indices(&variable.fieldref.field_path))),
    ]);
    if targets.is_empty() {
        return Ok(None);
    }
    Ok(Some(mapping([("source", Some(source)), ("targets", Some(Tree::sequence(targets, NOWHERE)))])))
}

/// A variable's field path as replacements have it: `ports[0].name` is `ports.0.name`.
fn with_indices(path: &str) -> String {
    let mut parts = path.split('[');
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((index, rest)) if !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit()) => {
                written.push('.');
                written.push_str(index);
                written.push_str(rest);
            }
            _ => {
                written.push('[');
                written.push_str(part);
            }
        }
    }
    written
}

/// The objects that a document stands for: itself, or those that a patch is for.
fn select(file: &Touched, tree: &Tree) -> Selector {
    let word = |path: &[&str]| tree.at(path).and_then(Tree::text).cloned().unwrap_or_default();
    let (name, namespace) = (word(&["metadata", "name"]), word(&["metadata", "namespace"]));
    let options = file.patch.as_ref().and_then(|patch| patch.options).unwrap_or_default();
    if let Some(patch) = file.patch.as_ref().filter(|_| !options.allow_name_change || !options.allow_kind_change) {
        let mut selector = patch.target.clone().unwrap_or_default();
        if options.allow_name_change {
            selector.name = name;
        }
        if options.allow_kind_change {
            selector.kind = word(&["kind"]);
        }
        if !namespace.is_empty() {
            selector.namespace = namespace;
        }
        if selector == Selector::default() {
            // Without a target the patch names its own object.
            return own(tree, word(&["metadata", "name"]), word(&["metadata", "namespace"]));
        }
        return selector;
    }
    own(tree, name, namespace)
}

fn own(tree: &Tree, name: smol_str::SmolStr, namespace: smol_str::SmolStr) -> Selector {
    let word = |key: &str| tree.get(key).and_then(Tree::text).cloned().unwrap_or_default();
    let version = word("apiVersion");
    let (group, version) = Gvk::split(&version);
    Selector {
        group: group.into(),
        version: version.into(),
        kind: word("kind"),
        name,
        namespace,
        ..Selector::default()
    }
}

fn target(selector: &Selector, found: &Found) -> Tree {
    let delimiter = (!found.delimiter.is_empty()).then(|| Tree::string(&found.delimiter, NOWHERE));
    let index = (found.index > 0).then(|| Tree::scalar(found.index.to_string(), Tag::Int, NOWHERE));
    let options = delimiter.is_some().then(|| mapping([("delimiter", delimiter), ("index", index)]));
    let paths = Tree::sequence(vec![Tree::string(&found.path, NOWHERE)], NOWHERE);
    mapping([("select", Some(patches::selector(selector))), ("fieldPaths", Some(paths)), ("options", options)])
}

/// The fields with the text `wanted` in them.
fn find(node: &Tree, wanted: &str, path: &mut Vec<String>, found: &mut Vec<Found>) -> std::result::Result<(), String> {
    match &node.content {
        Content::Sequence(sequence) => {
            for (at, item) in sequence.items.iter().enumerate() {
                path.push(at.to_string());
                find(item, wanted, path, found)?;
                path.pop();
            }
        }
        Content::Mapping(mapping) => {
            for entry in &mapping.entries {
                let key = entry.key.text().map(|key| key.trim()).unwrap_or_default();
                path.push(if key.contains('.') { format!("[{key}]") } else { key.to_owned() });
                find(&entry.value, wanted, path, found)?;
                path.pop();
            }
        }
        Content::Scalar(scalar) => {
            if let Some(at) = scalar.text.find(wanted) {
                let (delimiter, index) = part(&scalar.text, wanted, at)?;
                found.push(Found { path: path.join("."), delimiter, index });
            }
        }
        Content::Alias(_) => {}
    }
    Ok(())
}

/// Which part of a text a variable is: what the parts are divided by, and which of them.
fn part(value: &str, wanted: &str, at: usize) -> std::result::Result<(String, usize), String> {
    let before = value[..at].chars().next_back();
    let after = value[at + wanted.len()..].chars().next();
    let delimiter = match (before, after) {
        (None, None) => return Ok((String::new(), 0)),
        (None, Some(one)) | (Some(one), None) => one,
        (Some(before), Some(after)) if before == after => before,
        _ => return Err(format!("cannot convert all vars to replacements; {wanted} is not delimited")),
    };
    let index = value.split(delimiter).position(|part| part == wanted);
    let index = index.ok_or_else(|| format!("cannot convert all vars to replacements; {wanted} is not delimited"))?;
    Ok((delimiter.to_string(), index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_parts_of_paths() {
        assert_eq!(with_indices("spec.ports[0].name"), "spec.ports.0.name");
        assert_eq!(with_indices("metadata.annotations.[a.b/c]"), "metadata.annotations.[a.b/c]");
    }

    #[test]
    fn variables_are_parts_of_texts() {
        let part = |value: &str| part(value, "$(A)", value.find("$(A)").unwrap_or_default());
        assert_eq!(part("$(A)"), Ok((String::new(), 0)));
        assert_eq!(part("$(A)/x"), Ok((String::from("/"), 0)));
        assert_eq!(part("x-y-$(A)"), Ok((String::from("-"), 2)));
        assert_eq!(part("x.$(A).y"), Ok((String::from("."), 1)));
        assert!(part("x/$(A).y").is_err());
    }
}
