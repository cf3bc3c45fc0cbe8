//! `kustomize build` as a function: the outermost kustomization, and what is done once for the whole build.

use super::accumulate::{Accumulator, Surroundings, accumulate};
use super::{Context, Loader, Result, Target};
use crate::resource::ResourceSet;
use std::path::Path;

/// Builds the kustomization in the folder `path`. The objects are in the order of the output.
pub fn build(path: &Path, context: &mut Context<'_>) -> Result<ResourceSet> {
    let loader = Loader::outermost(path, context)?;
    let target = Target::load(loader, context)?;
    let accumulated = accumulate(&target, Accumulator::default(), &Surroundings::default(), context)?;
    let mut set = accumulated.set;
    for resource in set.as_mut_slice() {
        resource.settle_annotations();
    }
    Ok(set)
}
