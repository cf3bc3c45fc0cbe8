//! Strategic merge patches: each finds its target by its own id, or all that a selector means.

use super::super::accumulate::conflicting;
use super::super::context::BuiltIn;
use super::super::spec::Selector as Selection;
use super::super::{Context, Result, Transformer};
use super::source::Text;
use super::{Targets, at, refused};
use crate::diagnostic::{Diagnostic, Severity};
use crate::go::strconv;
use crate::resource::merge::MergeError;
use crate::resource::{Conflict, Resource, ResourceId, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE, Scalar, ScalarStyle, Tag};
use smol_str::SmolStr;

/// Patches, and the objects that they are for where that is said.
pub struct StrategicPatch {
    patches: Vec<Resource>,
    targets: Option<Targets>,
    origin: Option<Span>,
    /// Whether it is of `patchesStrategicMerge`, whose words are others.
    listed: bool,
}

impl StrategicPatch {
    pub(super) fn new(
        patches: Vec<Resource>,
        target: Option<&Selection>,
        text: &Text,
        origin: Option<Span>,
    ) -> Result<Self> {
        if target.is_some() && patches.len() > 1 {
            let sentence = format!(
                "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field: {}",
                text.described
            );
            return Err(refused("kustomize::patch", sentence, origin));
        }
        let targets = target.map(|target| Targets::new(target, origin)).transpose()?;
        Ok(StrategicPatch { patches, targets, origin, listed: false })
    }

    pub(super) fn listed(patches: Vec<Resource>) -> Self {
        StrategicPatch { patches, targets: None, origin: None, listed: true }
    }

    /// The one object that a patch names.
    fn target(&self, patch: &Resource, set: &mut ResourceSet) -> Result<usize> {
        let id = patch.original_id();
        let found = set.with_any_id(&id);
        let how = match found.as_slice() {
            [position] => return Ok(*position),
            [] => "no matches",
            _ => "multiple matches",
        };
        let cause = format!("{how} for Id {id}; failed to find unique target for patch {id}");
        let sentence = match self.listed {
            true => cause,
            false => {
                format!(
                    "no resource matches strategic merge patch {}: {cause}",
                    strconv::quote(id.to_string().as_bytes())
                )
            }
        };
        let diagnostic = Diagnostic::error("kustomize::patch-target", format!("{how} for the patch of {id}"));
        let diagnostic = diagnostic.compat(sentence).label(patch.tree.origin, "this patch");
        let help = near(&id, set).map_or_else(
            || String::from("name the object that the patch is for by kind, name and namespace, or give a `target`"),
            |near| format!("did you mean {near}?"),
        );
        Err(Box::new(at(diagnostic, self.origin).help(help)))
    }

    /// Applies a patch as Kustomize applies those with a target and those of `patchesStrategicMerge`: for whatever group and
    /// version the object has, and with labels and annotations that are texts.
    fn apply_selected(
        &self,
        patch: &Resource,
        position: usize,
        set: &mut ResourceSet,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let Some(resource) = set.get(position) else { return Ok(()) };
        let api_version = resource.tree.get("apiVersion").filter(|version| is_text(version));
        let api_version = api_version.cloned().unwrap_or_else(empty);
        let mut patch = patch.clone();
        TEXT_FIELDS.iter().for_each(|field| settle_texts(&mut patch, field));
        settle_namespace(&mut patch);
        if let Some(object) = patch.tree.as_mapping_mut() {
            object.set("apiVersion", api_version);
        }
        self.apply(&patch, position, set, context)
    }

    fn apply(&self, patch: &Resource, position: usize, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        let schema = context.schema.clone().unwrap_or_default();
        context.builtin_schema = BuiltIn::Used;
        let Some(before) = set.get(position).map(Resource::id) else { return Ok(()) };
        let outcome = set.change(position, |resource| resource.apply_strategic(patch, &schema));
        outcome.unwrap_or(Ok(())).map_err(|error| self.clash(&error, &before, patch))?;
        let Some(after) = set.get(position).filter(|resource| !resource.is_deleted()).map(Resource::id) else {
            return Ok(());
        };
        if after != before && set.with_id(&after).len() > 1 {
            let conflict = Conflict { id: after, first: position };
            return Err(conflicting(&conflict, patch.tree.origin, set));
        }
        Ok(())
    }

    fn clash(&self, error: &MergeError, target: &ResourceId, patch: &Resource) -> Box<Diagnostic> {
        let sentence = error.to_string();
        let message = format!("the patch does not fit {target}: {sentence}");
        let diagnostic = Diagnostic::error("kustomize::patch-clash", message).compat(sentence);
        let place = if error.span == NOWHERE { patch.tree.origin } else { error.span };
        let help = "give the patch the same shape as the object at this place, or replace it with `$patch: replace`";
        Box::new(at(diagnostic.label(place, "here"), self.origin).help(help))
    }
}

/// An object of the same name and another kind or namespace.
fn near(id: &ResourceId, set: &mut ResourceSet) -> Option<ResourceId> {
    let named = set.named(&id.name);
    named.into_iter().find_map(|position| set.get(position)).map(Resource::id)
}

impl Transformer for StrategicPatch {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        let Some(targets) = &self.targets else {
            for patch in &self.patches {
                let position = self.target(patch, set)?;
                match self.listed {
                    true => self.apply_selected(patch, position, set, context)?,
                    false => self.apply(patch, position, set, context)?,
                }
            }
            return Ok(());
        };
        let Some(patch) = self.patches.first() else { return Ok(()) };
        let found = targets.find(set, self.origin)?;
        if found.is_empty() {
            context.notes.push(unused(self.origin));
        }
        found.into_iter().try_for_each(|position| self.apply_selected(patch, position, set, context))
    }
}

/// Whether a node is a scalar other than null.
fn is_text(node: &Tree) -> bool {
    node.as_scalar().is_some() && !node.is_null()
}

/// A value of which nothing is written: not null to a merge, and null where it is printed.
fn empty() -> Tree {
    let scalar = Scalar { text: SmolStr::default(), tag: Tag::Unstated, style: ScalarStyle::Plain };
    Tree::new(Content::Scalar(scalar), NOWHERE)
}

/// Drops a namespace that is no text from such a patch: Kustomize reads it as none.
fn settle_namespace(patch: &mut Resource) {
    let metadata = patch.tree.get_mut("metadata").and_then(Tree::as_mapping_mut);
    if let Some(metadata) = metadata.filter(|metadata| metadata.get("namespace").is_some_and(|node| !is_text(node))) {
        metadata.remove("namespace");
    }
}

/// The fields of metadata that hold texts.
const TEXT_FIELDS: [&str; 2] = ["labels", "annotations"];

/// Makes texts of all labels or annotations of such a patch, nulls included, and drops the field where there are none:
/// Kustomize reads and writes them as maps of texts before it merges it.
fn settle_texts(patch: &mut Resource, field: &str) {
    let Some(metadata) = patch.tree.get_mut("metadata").and_then(Tree::as_mapping_mut) else { return };
    let Some(texts) = metadata.get_mut(field) else { return };
    let Some(texts) = texts.as_mapping_mut().filter(|texts| !texts.is_empty()) else {
        metadata.remove(field);
        return;
    };
    texts.entries.retain(|entry| entry.key.text().is_some_and(|key| !key.is_empty()));
    for entry in &mut texts.entries {
        let text = entry.value.text().cloned().unwrap_or_default();
        entry.value = Tree::string(text, entry.value.origin);
    }
}

/// A patch whose target selects nothing.
pub(super) fn unused(origin: Option<Span>) -> Diagnostic {
    let message = "the target of this patch selects nothing";
    let diagnostic = Diagnostic::error("kustomize::unused", message).severity(Severity::Warning);
    at(diagnostic, origin).help("check kind, name and namespace of the target, or remove the patch")
}
