//! The generators and transformers of one kustomization, in Kustomize's order. Each transformer is configured before the first
//! one changes anything.

use super::accumulate::{Accumulator, Surroundings, conflicting, resources};
use super::config::TransformerConfig;
use super::each::each;
use super::replacements::Replacements;
use super::transformers::{self, names_and_metadata, replicas_and_images};
use super::{Context, Loader, Result, Target, Transformer, generators, patches, plugins};
use crate::diagnostic::Diagnostic;
use crate::resource::{self, Gvk, Origin, Resource, ResourceSet};
use crate::yaml::typed::Spanned;
use crate::yaml::{self, Tree};
use smol_str::SmolStr;

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
    let mut configured =
        generators::of_fields(kustomization, loader, &surroundings.namespace, origin.as_ref(), context)?;
    let objects = configurations(target, &kustomization.generators, surroundings, context)?;
    configured.extend(plugins::generators(objects, loader, context)?);
    generators::run(configured, &mut accumulator.set, context)
}

/// The objects that configure generators or transformers, each written in the kustomization or in what a path leads to. Those
/// that are written there come first.
fn configurations(
    target: &Target,
    entries: &[Spanned<SmolStr>],
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<ResourceSet> {
    let mut accumulator = Accumulator::default();
    let mut paths = Vec::new();
    for entry in entries {
        let source = context.add_inline("object", entry.origin, entry.value.as_bytes()).0;
        let Ok(resources) = resource::read(entry.value.as_bytes(), source) else {
            paths.push(entry.clone());
            continue;
        };
        for mut resource in resources {
            resource.build.origin = surroundings.origin.as_ref().map(|origin| Box::new(origin.joined(target.file)));
            let place = entry.origin.unwrap_or(resource.tree.origin);
            if let Err(conflict) = accumulator.set.push(resource) {
                return Err(conflicting(&conflict, place, &accumulator.set));
            }
        }
    }
    resources(target, &paths, &mut accumulator, surroundings, context)?;
    Ok(accumulator.set)
}

/// Runs the transformers.
pub fn transform(
    target: &Target,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    let config = std::sync::Arc::clone(&accumulator.config);
    let mut steps = of_fields(target, &config, surroundings, context)?;
    steps.extend(of_objects(target, &target.kustomization.transformers, surroundings, context)?);
    for step in &steps {
        run(step, accumulator, context)?;
    }
    Ok(())
}

/// Runs the validators, which must not change anything but the label by which they say that they ran.
pub fn validate(
    target: &Target,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    for step in of_objects(target, &target.kustomization.validators, surroundings, context)? {
        let before = accumulator.set.clone();
        step.transformer.transform(&mut accumulator.set, context)?;
        let mut after = accumulator.set.clone();
        after.as_mut_slice().iter_mut().for_each(remove_validated_by);
        if let Some(changed) = difference(&before, &after) {
            let sentence = format!("validator shouldn't modify the resource map: {changed}");
            let diagnostic = Diagnostic::sentence("kustomize::validator", sentence);
            return Err(Box::new(diagnostic.help("name it under `transformers` if it is meant to change objects")));
        }
    }
    Ok(())
}

fn remove_validated_by(resource: &mut Resource) {
    let Some(metadata) = resource.tree.get_mut("metadata").and_then(Tree::as_mapping_mut) else { return };
    let Some(labels) = metadata.get_mut("labels").and_then(Tree::as_mapping_mut) else { return };
    if labels.remove("validated-by").is_some() && labels.is_empty() {
        metadata.remove("labels");
    }
}

/// How the objects of two sets differ, in a few words.
fn difference(before: &ResourceSet, after: &ResourceSet) -> Option<String> {
    if before.len() != after.len() {
        return Some(String::from("lists have different number of entries"));
    }
    // A former name that is kept counts too: a JSON patch that only tests is no validator in Kustomize.
    let printed = |resource: &Resource| {
        let mut text = String::new();
        yaml::print_resource(&resource.with_remembered(), &mut text).map(|()| text).unwrap_or_default()
    };
    let mut pairs = before.iter().zip(after);
    let changed = pairs.find(|(old, new)| printed(old) != printed(new));
    changed.map(|(old, _)| format!("nodes unequal: {}", old.id()))
}

/// The transformers that objects configure.
fn of_objects(
    target: &Target,
    entries: &[Spanned<SmolStr>],
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<Vec<Step>> {
    let objects = configurations(target, entries, surroundings, context)?;
    let configured = plugins::transformers(objects, &target.loader, built_in, context)?;
    let step = |configured: plugins::ConfiguredTransformer| Step {
        transformer: configured.transformer,
        origin: configured.origin,
    };
    Ok(configured.into_iter().map(step).collect())
}

/// The built-in transformers by their kinds.
fn built_in(
    kind: &str,
    object: &Tree,
    loader: &Loader,
    context: &mut Context<'_>,
) -> Option<Result<Box<dyn Transformer>>> {
    patches::by_kind(kind, object, loader, context).or_else(|| transformers::by_kind(kind, object, loader, context))
}

fn run(step: &Step, accumulator: &mut Accumulator, context: &mut Context<'_>) -> Result<()> {
    step.transformer.transform(&mut accumulator.set, context)?;
    accumulator.set.drop_deleted();
    let may_differ =
        |resource: &Resource| resource.build.shared.iter().any(|shared| step.transformer.may_change(shared.key()));
    if accumulator.set.iter().any(may_differ) {
        each(accumulator.set.contents_mut(), |_, resource| {
            resource.settle_shared();
            Ok(())
        })?;
    }
    if let Some(origin) = &step.origin {
        for resource in accumulator.set.contents_mut() {
            match &resource.build.origin {
                Some(_) => resource.build.transformations.push(origin.clone()),
                // What has no origin counts as made by the transformer.
                None => resource.build.origin = Some(Box::new(origin.clone())),
            }
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
    if let Some(transformer) = patches::strategic_merges(merges, None, loader, context)? {
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
