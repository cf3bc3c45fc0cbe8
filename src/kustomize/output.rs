//! The text of a build: its objects as YAML documents, keys in order.

use super::Result;
use crate::diagnostic::Diagnostic;
use crate::host::threads;
use crate::resource::{Resource, ResourceId, ResourceSet};
use crate::yaml::{self, ResourcePrinter};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Objects that a thread prints at once.
const OBJECTS_PER_TASK: usize = 128;

/// More bytes than most objects have: what is not written to costs nothing, and growing a text does.
const BYTES: usize = 480;

/// Objects up to which printing them takes less time than starting threads would.
const FEW: usize = 192;

/// The objects as one stream of documents.
pub fn stream(set: &ResourceSet) -> Result<String> {
    Ok(pieces(set)?.concat())
}

/// The objects as one stream of documents, in pieces that follow each other.
pub fn pieces(set: &ResourceSet) -> Result<Vec<String>> {
    if set.len() <= FEW {
        return Ok(vec![documents(set.as_slice(), true)?]);
    }
    threads::start();
    let chunks = set.as_slice().par_chunks(OBJECTS_PER_TASK).enumerate();
    let pieces: Vec<Result<String>> = chunks.map(|(at, resources)| documents(resources, at == 0)).collect();
    pieces.into_iter().collect()
}

/// Some objects as one stream, or as the rest of one.
fn documents(resources: &[Resource], first: bool) -> Result<String> {
    let mut printer = ResourcePrinter::with_capacity(resources.len() * BYTES);
    for (at, resource) in resources.iter().enumerate() {
        if at > 0 || !first {
            printer.separate();
        }
        printer.print(&resource.tree).map_err(|error| unprintable(resource, &error))?;
    }
    Ok(printer.finish())
}

/// What keeps an object from being written as JSON.
pub(super) fn unprintable(resource: &Resource, error: &yaml::Error) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::sentence("kustomize::unprintable", error.message());
    let place = error.span().unwrap_or(resource.tree.origin);
    Box::new(diagnostic.label(place, "").help("mend the object: JSON has to be able to hold it"))
}

/// A file per object, for `-o FOLDER`: `apps_v1_deployment_web.yaml`, with the namespace in front where the objects are in
/// several.
pub fn files(set: &ResourceSet) -> Result<Vec<(String, String)>> {
    let ids: Vec<_> = set.iter().map(Resource::id).collect();
    let namespaces: BTreeSet<&str> =
        ids.iter().filter(|id| !id.cluster_scoped).map(ResourceId::effective_namespace).collect();
    let file = |(resource, id): (&Resource, &ResourceId)| {
        let gvk = [&id.gvk.group, &id.gvk.version, &id.gvk.kind].map(|part| part.to_lowercase());
        let gvk = gvk.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("_");
        let name = format!("{gvk}_{}.yaml", id.name.to_lowercase());
        let several = namespaces.len() > 1 && !id.cluster_scoped;
        let name = if several { format!("{}_{name}", id.effective_namespace().to_lowercase()) } else { name };
        let mut text = String::new();
        yaml::print_resource(&resource.tree, &mut text).map_err(|error| unprintable(resource, &error))?;
        Ok((name, text))
    };
    set.iter().zip(&ids).map(file).collect()
}
