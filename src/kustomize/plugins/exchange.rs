//! What programs are given and give back: objects as YAML, with the annotations by which Kustomize finds them again, and how
//! what comes back takes its place among the objects.

use super::failed;
use crate::diagnostic::Diagnostic;
use crate::kustomize::{Context, Result, annotations, schema};
use crate::resource::{self, Behavior, Build, Resource, ResourceId, ResourceSet};
use crate::source::Span;
use crate::yaml::tree::NOWHERE;
use crate::yaml::{self, Tree};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The annotation with the id that an object had when the program was started.
const ID: &str = "kustomize.config.k8s.io/id";

/// The annotation by which a generator asks for a hash.
const NEEDS_HASH: &str = "kustomize.config.k8s.io/needs-hash";

/// The annotation by which a generator asks for a behavior.
const BEHAVIOR: &str = "kustomize.config.k8s.io/behavior";

/// Copies of the objects as programs see them, each with its id and what the build remembers of it.
pub(super) fn outgoing(set: &ResourceSet) -> Result<Vec<Tree>> {
    let copy = |resource: &Resource| {
        let id = written_id(&resource.id())?;
        let mut copy = Resource::new(annotations::written(resource));
        annotate(&mut copy, ID, &id);
        Ok(copy.tree)
    };
    set.iter().map(copy).collect()
}

/// Objects as a build prints them.
pub(super) fn printed<'t>(trees: impl IntoIterator<Item = &'t Tree>) -> Result<String> {
    let mut text = String::new();
    for tree in trees {
        if !text.is_empty() {
            text.push_str("---\n");
        }
        yaml::print_resource(tree, &mut text).map_err(|error| {
            let help = "mend the object, which cannot be printed";
            failed("plugin::failed", error.message().to_owned(), tree.origin, help)
        })?;
    }
    Ok(text)
}

/// The id as sigs.k8s.io/yaml writes the struct.
fn written_id(id: &ResourceId) -> Result<String> {
    let fields = [
        ("group", &id.gvk.group),
        ("kind", &id.gvk.kind),
        ("name", &id.name),
        ("namespace", &id.namespace),
        ("version", &id.gvk.version),
    ];
    let mut written = Tree::mapping(NOWHERE);
    if let Some(mapping) = written.as_mapping_mut() {
        let given = fields.into_iter().filter(|(_, text)| !text.is_empty());
        given.for_each(|(field, text)| mapping.push(field, Tree::string(text.clone(), NOWHERE)));
    }
    printed([&written])
}

/// Sets an annotation.
fn annotate(resource: &mut Resource, name: &str, text: &str) {
    let origin = resource.tree.origin;
    let Some(metadata) = resource.metadata_mut() else { return };
    let annotations = metadata.get_or_insert("annotations", || Tree::mapping(origin));
    if let Some(annotations) = annotations.as_mapping_mut() {
        annotations.set(name, Tree::string(text, origin));
    }
}

/// Takes an annotation away, and the mapping with the last one.
fn take_annotation(resource: &mut Resource, name: &str) -> Option<SmolStr> {
    let metadata = resource.tree.get_mut("metadata")?.as_mapping_mut()?;
    let annotations = metadata.get_mut("annotations")?.as_mapping_mut()?;
    let taken = annotations.remove(name).and_then(|entry| entry.value.text().cloned());
    if annotations.is_empty() {
        metadata.remove("annotations");
    }
    taken
}

/// Reads the objects that a program wrote.
pub(super) fn incoming(text: &[u8], name: &str, place: Span, context: &Context<'_>) -> Result<Vec<Resource>> {
    let source = context.sources.add(format!("what {name} wrote"), text.to_vec());
    let mut resources = resource::read(text, source).map_err(|error| {
        let diagnostic = failed("plugin::output", error.message, place, "the program has to write objects as YAML");
        Box::new(diagnostic.label(error.origin.unwrap_or(Span::new(source, 0..0)), ""))
    })?;
    resources.iter_mut().for_each(|resource| schema::note_scope(resource, context));
    Ok(resources)
}

/// The objects of a generator, with what it asks for by annotations. Without a word there is no hash.
pub(super) fn generated(resources: Vec<Resource>, place: Span) -> Result<ResourceSet> {
    let mut set = ResourceSet::new();
    for mut resource in resources {
        let behavior = take_annotation(&mut resource, BEHAVIOR).unwrap_or_default();
        if let Some(wish) = take_annotation(&mut resource, NEEDS_HASH) {
            resource.build.needs_hash = parse_bool(&wish).ok_or_else(|| {
                let sentence = format!("the annotation {NEEDS_HASH:?} contains an invalid value ({wish:?})");
                failed("plugin::output", sentence, place, "have the generator write `true` or `false`")
            })?;
        }
        resource.build.behavior = Behavior::from_name(&behavior);
        resource.build.generated = true;
        set.push(resource).map_err(|conflict| duplicate(&conflict.id, place))?;
    }
    Ok(set)
}

/// What Go's `strconv.ParseBool` takes.
fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

fn duplicate(id: &ResourceId, place: Span) -> Box<Diagnostic> {
    let sentence = format!("may not add resource with an already registered id: {id}");
    failed("plugin::output", sentence, place, "have the program write each object once")
}

/// Puts what a transformer wrote in the place of what it was given: objects of the same id are exchanged, new ones come last,
/// and what did not come back is gone.
pub(super) fn exchange(set: &mut ResourceSet, resources: Vec<Resource>, name: &str, place: Span) -> Result<()> {
    let mut kept = BTreeSet::new();
    let mut sent = BTreeMap::new();
    for resource in set.iter() {
        sent.insert(written_id(&resource.id())?, resource.build.clone());
    }
    for mut resource in resources {
        let before = take_annotation(&mut resource, ID).and_then(|id| sent.get(id.as_str()));
        let before = before.or(sent.get(&written_id(&resource.id())?));
        resource.recall(before.unwrap_or(&Build::default()));
        let id = resource.id();
        let position = match set.with_id(&id).as_slice() {
            [] => {
                let position = set.len();
                set.push(resource).map_err(|conflict| duplicate(&conflict.id, place))?;
                position
            }
            &[position, ..] => {
                set.change(position, |old| *old = resource);
                position
            }
        };
        if !kept.insert(position) {
            let sentence = format!("plugin {name} generated duplicate resource: {id}");
            return Err(failed("plugin::output", sentence, place, "have the program write each object once"));
        }
    }
    if kept.len() < set.len() {
        let mut position = 0..;
        set.retain(|_| position.next().is_some_and(|position| kept.contains(&position)));
    }
    Ok(())
}
