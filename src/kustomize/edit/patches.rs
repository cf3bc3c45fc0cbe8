//! Patches, inline or in files.

use super::kustfile::{KustomizationFile, mapping, note, text};
use crate::kustomize::spec::{Patch, Selector};
use crate::kustomize::{Context, Result};
use crate::yaml::Tree;

/// Adds a patch, unless one like it is there.
pub fn add(file: &mut KustomizationFile, patch: &Patch, context: &mut Context<'_>) -> Result<()> {
    if file.kustomization()?.patches.iter().any(|known| known.value == *patch) {
        context.notes.push(note(format!("patch {} already in kustomization file", named(patch))));
        return Ok(());
    }
    file.document.append(&[], "patches", vec![tree(patch).into()])
}

/// Takes out the patches that say just this.
pub fn remove(file: &mut KustomizationFile, patch: &Patch, context: &mut Context<'_>) -> Result<()> {
    let patches = file.kustomization()?.patches;
    let gone: std::collections::BTreeSet<usize> =
        (0..patches.len()).filter(|&at| patches[at].value == *patch).collect();
    if gone.is_empty() {
        context.notes.push(note(format!("patch {} doesn't exist in kustomization file", named(patch))));
    }
    file.document.remove_items(&[], "patches", &gone)
}

/// A patch as reports name it.
fn named(patch: &Patch) -> &str {
    if patch.path.is_empty() { patch.patch.lines().next().unwrap_or_default() } else { &patch.path }
}

/// A patch as an item of `patches`.
pub(super) fn tree(patch: &Patch) -> Tree {
    let fields = [("path", text(&patch.path)), ("patch", text(&patch.patch))];
    let target = patch.target.as_ref().map(selector);
    mapping(fields.into_iter().chain([("target", target)]))
}

/// A selector with the fields that it has.
pub(super) fn selector(selector: &Selector) -> Tree {
    mapping([
        ("group", text(&selector.group)),
        ("version", text(&selector.version)),
        ("kind", text(&selector.kind)),
        ("name", text(&selector.name)),
        ("namespace", text(&selector.namespace)),
        ("annotationSelector", text(&selector.annotation_selector)),
        ("labelSelector", text(&selector.label_selector)),
    ])
}
