//! JSON 6902 patches: their operations are applied to all objects that a selector means.

use super::super::each::each;
use super::super::spec::Selector as Selection;
use super::super::{Context, Result, Transformer, annotations, output};
use super::source::Text;
use super::strategic::unused;
use super::{Targets, at, refused};
use crate::diagnostic::Diagnostic;
use crate::resource::json_patch::{self, Operation};
use crate::resource::{Resource, ResourceSet};
use crate::source::Span;

/// Objects from which on a patch is applied on several threads, and the index of all objects made anew.
const MANY: usize = 64;

/// Operations and the objects that they are for.
pub struct JsonPatch {
    operations: Vec<Operation>,
    targets: Option<Targets>,
    described: String,
    origin: Option<Span>,
    /// Whether the id is kept before the patch changes it; those of `patchesJson6902` don't.
    history: bool,
}

impl JsonPatch {
    pub(super) fn parse(text: &Text) -> std::result::Result<Vec<Operation>, json_patch::Invalid> {
        json_patch::parse(&text.bytes, text.source)
    }

    pub(super) fn new(
        operations: Vec<Operation>,
        target: Option<&Selection>,
        text: &Text,
        origin: Option<Span>,
    ) -> Result<Self> {
        let targets = target.map(|target| Targets::new(target, origin)).transpose()?;
        Ok(JsonPatch { operations, targets, described: text.described.clone(), origin, history: true })
    }

    pub(super) fn without_history(mut self) -> Self {
        self.history = false;
        self
    }

    fn apply(&self, resource: &mut Resource) -> Result<()> {
        let id = resource.id();
        if self.history {
            resource.store_id();
        }
        if !resource.tree.is_plain() {
            check(resource)?;
        }
        resource.apply_json(&self.operations).map_err(|error| {
            let sentence = error.to_string();
            let message = format!("operation {} of the patch does not fit {id}: {sentence}", error.index);
            let diagnostic = Diagnostic::error("kustomize::json-patch", message).compat(sentence);
            Box::new(at(diagnostic.label(error.span, "this operation"), self.origin).help(error.help()))
        })
    }
}

/// Kustomize patches the JSON of an object, so there has to be one before an operation takes away what JSON can't hold. It is
/// made of the text that yaml.v3 writes for the object with the annotations that it has by then.
fn check(resource: &Resource) -> Result<()> {
    let made = annotations::written(resource).to_value();
    made.map(drop).map_err(|error| output::unprintable(resource, &error))
}

impl Transformer for JsonPatch {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        let Some(targets) = &self.targets else {
            let sentence = format!("must specify a target for JSON patch {}", self.described);
            return Err(refused("kustomize::patch", sentence, self.origin));
        };
        let found = targets.find(set, self.origin)?;
        if found.is_empty() {
            context.notes.push(unused(self.origin));
        }
        if found.len() < MANY {
            return found
                .into_iter()
                .try_for_each(|position| set.change(position, |resource| self.apply(resource)).unwrap_or(Ok(())));
        }
        let mut is_target = vec![false; set.len()];
        for position in found {
            if let Some(is_target) = is_target.get_mut(position) {
                *is_target = true;
            }
        }
        let is_target = |position: usize| is_target.get(position).is_some_and(|&is_target| is_target);
        let may_change_ids = self.operations.iter().any(Operation::may_change_id);
        let resources = if may_change_ids { set.as_mut_slice() } else { set.contents_mut() };
        let patched =
            each(resources, |position, resource| if is_target(position) { self.apply(resource) } else { Ok(()) });
        patched.map(|_| ())
    }
}
