//! The generators and transformers of one kustomization, in Kustomize's order. Each transformer is configured before the first
//! one changes anything.

use super::accumulate::{Accumulator, Surroundings};
use super::config::TransformerConfig;
use super::replacements::Replacements;
use super::transformers::{names_and_metadata, replicas_and_images};
use super::{Context, Result, Target, Transformer, generators, patches};
use crate::resource::{Gvk, Origin, Resource};

/// A transformer that has its configuration.
struct Step {
    transformer: Box<dyn Transformer>,
    /// What is recorded of it at the objects that it changes, where the build records that.
    origin: Option<Origin>,
}

/// Runs the generators.
pub fn generate(
    target: &Target,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    let origin = surroundings.origin.as_ref().map(|origin| origin.joined(target.file));
    let (kustomization, loader) = (&target.kustomization, &target.loader);
    let configured = generators::of_fields(kustomization, loader, &surroundings.namespace, origin.as_ref(), context)?;
    generators::run(configured, &mut accumulator.set, context)
}

/// Runs the transformers.
pub fn transform(
    target: &Target,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    let config = std::sync::Arc::clone(&accumulator.config);
    for step in of_fields(target, &config, surroundings, context)? {
        run(&step, accumulator, context)?;
    }
    Ok(())
}

fn run(step: &Step, accumulator: &mut Accumulator, context: &mut Context<'_>) -> Result<()> {
    step.transformer.transform(&mut accumulator.set, context)?;
    accumulator.set.drop_deleted();
    let resources = accumulator.set.contents_mut().iter_mut();
    resources.filter(|resource| !resource.build.shared.is_empty()).for_each(Resource::settle_shared);
    if let Some(origin) = &step.origin {
        for resource in accumulator.set.as_mut_slice() {
            resource.build.transformations.push(origin.clone());
        }
    }
    Ok(())
}

/// The transformers of the fields of a kustomization.
fn of_fields(
    target: &Target,
    config: &TransformerConfig,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<Vec<Step>> {
    let (kustomization, loader) = (&target.kustomization, &target.loader);
    let mut steps = Vec::new();
    let mut add = |kind: &str, transformer: Box<dyn Transformer>| {
        let origin = surroundings.origin.as_ref().map(|origin| recorded(origin, target, kind));
        steps.push(Step { transformer, origin });
    };
    let merges = kustomization.patches_strategic_merge.as_deref().unwrap_or_default();
    if let Some(transformer) = patches::strategic_merges(merges, loader, context)? {
        add("PatchStrategicMergeTransformer", transformer);
    }
    for patch in &kustomization.patches {
        if let Some(transformer) = patches::patch(patch, loader, context)? {
            add("PatchTransformer", transformer);
        }
    }
    names_and_metadata(kustomization, config)?.into_iter().for_each(|(kind, transformer)| add(kind, transformer));
    for patch in kustomization.patches_json6902.as_deref().unwrap_or_default() {
        add("PatchJson6902Transformer", patches::json6902(patch, loader, context)?);
    }
    replicas_and_images(kustomization, config)?.into_iter().for_each(|(kind, transformer)| add(kind, transformer));
    if !kustomization.replacements.is_empty() {
        let replacements = Replacements::load(&kustomization.replacements, loader, context)?;
        add("ReplacementTransformer", Box::new(replacements));
    }
    Ok(steps)
}

/// What is recorded of a transformer that a field configures.
fn recorded(origin: &Origin, target: &Target, kind: &str) -> Origin {
    let configured_by = Some((Gvk::new("builtin", kind), "".into(), "".into()));
    let configured_in = origin.joined(target.file).path;
    Origin { configured_in, path: String::new(), configured_by, ..origin.clone() }
}
