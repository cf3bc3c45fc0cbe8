//! `kustomize build` as a function: the outermost kustomization, and what is done once for the whole build.

use super::accumulate::{Accumulator, Surroundings, accumulate};
use super::annotations;
use super::references::{fix_names, unfollowed};
use super::transformers::{Labels, NameHash, SortOrder};
use super::{Context, Loader, Reorder, Result, Target, Transformer, schema};
use crate::diagnostic::Diagnostic;
use crate::resource::{Origin, Resource, ResourceSet};
use crate::yaml::tree::NOWHERE;
use std::path::Path;

/// Builds the kustomization in the folder `path`. The objects are in the order of the output.
pub fn build(path: &Path, context: &mut Context<'_>) -> Result<ResourceSet> {
    let loader = Loader::outermost(path, context)?;
    let target = Target::load(loader, context)?;
    schema::set(&target, true, context)?;
    let metadata = &target.kustomization.build_metadata;
    let surroundings = Surroundings { origin: (!metadata.is_empty()).then(Origin::default), ..Surroundings::default() };
    let accumulated = accumulate(&target, Accumulator::default(), &surroundings, context)?;
    let Accumulator { mut set, config, variables } = accumulated;
    NameHash.transform(&mut set, context)?;
    fix_names(&mut set, &config.name_reference)?;
    context.notes.extend(unfollowed(&set));
    variables.resolve(&mut set, &config.var_reference, context)?;
    check_named(&set)?;
    set.retain(|resource| !is_local(resource));
    sort(&mut set, &target, context)?;
    let has = |option: &str| metadata.iter().any(|known| known == option);
    if context.options.managed_by_label || has("managedByLabel") {
        Labels::managed_by(NOWHERE).transform(&mut set, context)?;
    }
    for resource in set.contents_mut() {
        annotations::settle(resource, has("originAnnotations"), has("transformerAnnotations"));
    }
    Ok(set)
}

/// Refuses objects that patches have left without kind or name.
fn check_named(set: &ResourceSet) -> Result<()> {
    for resource in set.iter() {
        resource.check_named().map_err(|error| {
            let diagnostic = Diagnostic::sentence("kustomize::not-an-object", error.message);
            let help = "check the patches: every object needs `kind` and `metadata.name` in the end";
            diagnostic.label(resource.tree.origin, "this object").help(help)
        })?;
    }
    Ok(())
}

/// Whether an object is only there for the build: `config.kubernetes.io/local-config`.
fn is_local(resource: &Resource) -> bool {
    resource.annotation("config.kubernetes.io/local-config").is_some_and(|value| value != "false")
}

/// Puts the objects in the order that kustomization.yaml names, else the flag, else by kind.
fn sort(set: &mut ResourceSet, target: &Target, context: &mut Context<'_>) -> Result<()> {
    let order = match (&target.kustomization.sort_options, context.options.reorder) {
        (Some(options), _) => SortOrder::new(&options.value, options.origin)?,
        (None, None | Some(Reorder::Legacy)) => SortOrder::legacy(),
        (None, Some(Reorder::None)) => SortOrder::fifo(),
    };
    order.transform(set, context)
}
