//! From a kustomization to its objects, in Kustomize's order: resources, generators, components, transformers, validators,
//! one kustomization within the other. What holds for the whole build is done by its caller.

use super::config::{self, TransformerConfig};
use super::references::Variables;
use super::remote::{self, RepositorySpec};
use super::spec::Kustomization;
use super::transformers::fields::FieldError;
use super::{Context, Loaded, Loader, Result, Target, schema, steps};
use crate::diagnostic::Diagnostic;
use crate::go;
use crate::host::threads;
use crate::resource::{self, Conflict, Origin, ReadError, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::tree::NOWHERE;
use crate::yaml::typed::Spanned;
use rayon::prelude::*;
use smol_str::SmolStr;
use std::sync::Arc;

/// Bytes of resources in one kustomization from which on its files are parsed on several threads.
const WORTH_THREADS: usize = 128 << 10;

/// Bytes from which on the documents of one file may be.
const WORTH_STARTING: usize = 32 << 10;

/// Objects and what is known of how to change them.
#[derive(Debug, Default)]
pub struct Accumulator {
    /// The objects so far.
    pub set: ResourceSet,
    /// The fields that transformers change.
    pub config: Arc<TransformerConfig>,
    /// The variables that were declared.
    pub variables: Variables,
}

/// What a kustomization takes from the one that builds on it.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Where the kustomization is, seen from the outermost one, if the build records origins.
    pub origin: Option<Origin>,
    /// The namespace that charts are rendered for where nothing nearer names one.
    pub namespace: SmolStr,
}

impl Surroundings {
    /// What a kustomization that `target` names at `path` takes from it.
    fn inside(&self, target: &Target, path: &str) -> Surroundings {
        let own = &target.kustomization.namespace.value;
        Surroundings {
            origin: self.origin.as_ref().map(|origin| origin_of(origin, path)),
            namespace: if own.is_empty() { self.namespace.clone() } else { own.clone() },
        }
    }
}

/// The folder of a further kustomization: below its own, or in a repository, of which the address and the revision are told.
fn origin_of(origin: &Origin, path: &str) -> Origin {
    let Some(spec) = RepositorySpec::parse(path) else { return origin.joined(path) };
    // Kustomize names the place that a clone would have had where the kustomization lies at the top.
    let top = if spec.folder.is_empty() { "notCloned" } else { spec.folder.as_str() };
    let emptied =
        Origin { path: String::new(), repo: spec.url.clone(), reference: spec.reference.clone(), ..origin.clone() };
    emptied.joined(top)
}

/// Accumulates a kustomization onto what a component finds, or onto nothing.
pub fn accumulate(
    target: &Target,
    mut accumulator: Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<Accumulator> {
    let (kustomization, loader) = (&target.kustomization, &target.loader);
    resources(target, &kustomization.resources, &mut accumulator, surroundings, context)
        .map_err(|diagnostic| diagnostic.prefixed("accumulating resources"))?;
    let config = config::load(&kustomization.configurations, loader, context)?;
    accumulator.config = accumulator.config.merged(&config)?;
    let definitions = config::load_crds(&kustomization.crds, loader, context)?;
    accumulator.config = accumulator.config.merged(&definitions)?;
    steps::generate(target, &mut accumulator, surroundings, context)?;
    components(target, &mut accumulator, surroundings, context)
        .map_err(|diagnostic| diagnostic.prefixed("accumulating components"))?;
    steps::transform(target, &mut accumulator, surroundings, context)?;
    steps::validate(target, &mut accumulator, surroundings, context)?;
    let variables = kustomization.vars.as_deref().unwrap_or_default();
    accumulator
        .variables
        .declare(variables, &mut accumulator.set)
        .map_err(|diagnostic| diagnostic.prefixed("merging vars"))?;
    Ok(accumulator)
}

/// Lays components over what was accumulated.
fn components(
    target: &Target,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    for path in &target.kustomization.components {
        let loader = target.loader.folder(&path.value, path.origin, context);
        let loader = loader.map_err(|diagnostic| diagnostic.wrapped(|cause| format!("loader.New {cause:?}")))?;
        let inner = surroundings.inside(target, &path.value);
        sub_target(loader, path, accumulator, &inner, true, context)
            .map_err(|diagnostic| diagnostic.wrapped(|cause| format!("accumulateDirectory: \"{cause}\"")))?;
    }
    Ok(())
}

/// What a path in `resources` led to.
enum Found {
    Folder,
    File(Result<(Loaded, std::result::Result<Vec<Resource>, ReadError>)>),
}

/// Adds what `paths` name: files of objects and folders of kustomizations.
pub fn resources(
    target: &Target,
    paths: &[Spanned<SmolStr>],
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    for (path, found) in paths.iter().zip(find(target, paths, context)) {
        match found {
            Found::File(file) => {
                let added =
                    file.and_then(|(loaded, read)| add(path, &loaded, read, accumulator, surroundings, context));
                match added {
                    Err(diagnostic) if may_be_repository(&diagnostic, path) => {
                        let said = said_of_file(&diagnostic, path);
                        let loader = target.loader.folder(&path.value, path.origin, context);
                        folder(loader, target, path, &said, accumulator, surroundings, context)?;
                    }
                    added => added.map_err(|diagnostic| from_file(diagnostic, target, path))?,
                }
            }
            Found::Folder => folder_or_address(target, path, accumulator, surroundings, context)?,
        }
    }
    Ok(())
}

/// Reads the files among the paths: first all texts, then what is in them, on several threads where that is worth it.
fn find(target: &Target, paths: &[Spanned<SmolStr>], context: &Context<'_>) -> Vec<Found> {
    target.loader.prefetch(paths.iter().map(|path| path.value.as_str()), context);
    let loaded: Vec<Option<Result<Loaded>>> = paths
        .iter()
        .map(|path| {
            let is_folder = target.loader.has_folder(&path.value, context);
            (!is_folder).then(|| target.loader.load(&path.value, path.origin, context))
        })
        .collect();
    let read = |loaded: Option<Result<Loaded>>| match loaded {
        None => Found::Folder,
        Some(loaded) => Found::File(loaded.map(|loaded| {
            let resources = resource::read(&loaded.text, loaded.source);
            (loaded, resources)
        })),
    };
    let size: usize = loaded.iter().flatten().flatten().map(|loaded| loaded.text.len()).sum();
    if size >= WORTH_STARTING {
        threads::start();
    }
    if size < WORTH_THREADS {
        loaded.into_iter().map(read).collect()
    } else {
        loaded.into_par_iter().map(read).collect()
    }
}

/// Adds the objects of a file.
fn add(
    path: &Spanned<SmolStr>,
    loaded: &Loaded,
    read: std::result::Result<Vec<Resource>, ReadError>,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    let mut resources = read.map_err(|error| Box::new(unreadable(&error, path, Span::new(loaded.source, 0..0))))?;
    let merging =
        |diagnostic: Box<Diagnostic>| diagnostic.prefixed(&format!("merging resources from '{}'", path.value));
    let mut refused = None;
    for (at, resource) in resources.iter_mut().enumerate() {
        if let Some(origin) = &surroundings.origin {
            if let Err(diagnostic) = check_annotations(resource, path) {
                refused = Some((at, diagnostic));
                break;
            }
            resource.build.origin = Some(Box::new(origin.joined(&path.value)));
        }
    }
    if let Some((at, _)) = refused {
        // What is wrong with those in front of it comes first.
        resources.truncate(at);
    }
    schema::note_kinds(&mut resources, context);
    let added = accumulator.set.append(resources);
    added.map_err(|(conflict, place)| merging(conflicting(&conflict, place, &accumulator.set)))?;
    refused.map_or(Ok(()), |(_, diagnostic)| Err(diagnostic))
}

/// Refuses annotations that are no mapping, among which the origin is recorded.
fn check_annotations(resource: &Resource, path: &Spanned<SmolStr>) -> Result<()> {
    let annotations = resource.tree.at(&["metadata", "annotations"]);
    let Some(annotations) = annotations.filter(|node| node.as_mapping().is_none() && !node.is_null()) else {
        return Ok(());
    };
    let error = FieldError::wrong_kind("MappingNode", annotations);
    let error = error.prefixed(&format!("considering field 'metadata/annotations' of object {}", resource.id()));
    Err(error.report(resource, NOWHERE).prefixed(&format!("cannot add path annotation for '{}'", path.value)))
}

/// A file that does not hold objects.
fn unreadable(error: &ReadError, path: &Spanned<SmolStr>, whole: Span) -> Diagnostic {
    let code = if error.malformed { "kustomize::yaml" } else { "kustomize::not-an-object" };
    let in_file = if error.malformed { format!(" in File: {}", path.value) } else { String::new() };
    let sentence = format!("accumulating resources from '{}': {}{in_file}", path.value, error.message);
    let help = if error.malformed {
        "mend the YAML at the place shown"
    } else {
        "every document needs `apiVersion`, `kind` and `metadata.name`"
    };
    let diagnostic = Diagnostic::error(code, error.message.clone()).compat(sentence);
    diagnostic.label(error.origin.unwrap_or(whole), "").help(help)
}

/// Two objects of one id.
pub fn conflicting(conflict: &Conflict, place: Span, set: &ResourceSet) -> Box<Diagnostic> {
    let sentence = format!("may not add resource with an already registered id: {}", conflict.id);
    let diagnostic = Diagnostic::sentence("kustomize::duplicate-id", sentence);
    let first = set.get(conflict.first).map(|resource| resource.tree.origin);
    let diagnostic = diagnostic.label(place, "added here").help("rename one of them, or remove it from `resources`");
    Box::new(diagnostic.label_known(first, "and before that here"))
}

/// Refuses objects of one id, as patches and transformers may have left them.
pub fn check_distinct(set: &ResourceSet) -> Result<()> {
    let Some((conflict, position)) = set.doubled() else { return Ok(()) };
    let place = set.get(position).map_or(NOWHERE, |resource| resource.tree.origin);
    let help = "a patch or a transformer has given them one name: change it, or what it applies to";
    Err(Box::new(conflicting(&conflict, place, set).help(help)))
}

/// What Kustomize says where a path is neither a good file nor a folder.
fn from_file(diagnostic: Box<Diagnostic>, target: &Target, path: &Spanned<SmolStr>) -> Box<Diagnostic> {
    if diagnostic.code == "kustomize::yaml" {
        return diagnostic;
    }
    let place = absolute(target, path);
    let said = said_of_file(&diagnostic, path);
    if diagnostic.code == "remote::http" {
        return diagnostic.wrapped(|_| said);
    }
    let is_address = remote::is_address(&path.value);
    diagnostic.wrapped(|cause| {
        let directory = match cause.strip_prefix("evalsymlink failure") {
            Some(_) if path.value.starts_with('/') => format!("new root '{}' cannot be absolute", path.value),
            Some(_) => format!("not a valid directory: {cause}"),
            None if is_address => format!("not a valid directory: evalsymlink failure on '{place}'"),
            None => format!("'{place}': file is not directory"),
        };
        format!("accumulation err='{said}': must build at directory: {directory}")
    })
}

/// What Kustomize says of a path as a file's.
fn said_of_file(diagnostic: &Diagnostic, path: &Spanned<SmolStr>) -> String {
    let cause = diagnostic.compat.as_ref().unwrap_or(&diagnostic.message);
    match diagnostic.code {
        "kustomize::not-an-object" | "kustomize::duplicate-id" | "kustomize::yaml" | "kustomize::field" => {
            cause.clone()
        }
        _ => format!("accumulating resources from '{}': {cause}", path.value),
    }
}

/// Whether git is asked for what was no file of objects.
fn may_be_repository(diagnostic: &Diagnostic, path: &Spanned<SmolStr>) -> bool {
    matches!(diagnostic.code, "remote::file" | "kustomize::not-an-object")
        && remote::is_address(&path.value)
        && RepositorySpec::parse(&path.value).is_some()
}

/// What a path in a kustomization means, without its `..`.
fn absolute(target: &Target, path: &Spanned<SmolStr>) -> String {
    let joined = target.loader.root().join(path.value.as_str());
    String::from_utf8_lossy(&go::path::clean(joined.as_os_str().as_encoded_bytes())).into_owned()
}

/// Adds the objects of another kustomization, or of the file at an address where git has found none: Kustomize asks in the other
/// order, and a repository's address would be fetched twice.
fn folder_or_address(
    target: &Target,
    path: &Spanned<SmolStr>,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    let said = match remote::is_address(&path.value) {
        true => format!("accumulating resources from '{}': URL is a git repository", path.value),
        false => {
            format!("accumulating resources from '{}': '{}' must resolve to a file", path.value, absolute(target, path))
        }
    };
    let loader = target.loader.folder(&path.value, path.origin, context);
    let is_none = loader.as_ref().is_err_and(|error| error.code == "remote::fetch");
    if is_none
        && remote::may_be_file(&path.value)
        && let Ok(loaded) = target.loader.load(&path.value, path.origin, context)
    {
        let read = resource::read(&loaded.text, loaded.source);
        return add(path, &loaded, read, accumulator, surroundings, context);
    }
    folder(loader, target, path, &said, accumulator, surroundings, context)
}

/// Adds the objects of another kustomization, whose path was no file's, as `said` has it.
fn folder(
    loader: Result<Loader>,
    target: &Target,
    path: &Spanned<SmolStr>,
    said: &str,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    context: &mut Context<'_>,
) -> Result<()> {
    let accumulation =
        |diagnostic: Box<Diagnostic>| diagnostic.wrapped(|cause| format!("accumulation err='{said}': {cause}"));
    let inner = surroundings.inside(target, &path.value);
    sub_target(loader.map_err(accumulation)?, path, accumulator, &inner, false, context).map_err(accumulation)
}

/// Builds the kustomization in a folder and adds what it gives.
fn sub_target(
    loader: Loader,
    path: &Spanned<SmolStr>,
    accumulator: &mut Accumulator,
    surroundings: &Surroundings,
    component: bool,
    context: &mut Context<'_>,
) -> Result<()> {
    let root = loader.root().display().to_string();
    let target = Target::load(loader, context).map_err(|diagnostic| {
        let diagnostic = diagnostic.wrapped(|cause| format!("couldn't make target for path '{root}': {cause}"));
        match path.origin {
            Some(_) => Box::new(diagnostic.frame("a base", path.origin)),
            None => diagnostic,
        }
    })?;
    schema::set(&target, false, context)?;
    check_kind(&target, component, &root, path)?;
    let before = if component { std::mem::take(accumulator) } else { Accumulator::default() };
    let recursed = |diagnostic: Box<Diagnostic>| {
        let diagnostic = diagnostic.prefixed(&format!("recursed accumulation of path '{root}'"));
        Box::new(diagnostic.frame(format!("`{}`", path.value), path.origin))
    };
    let inner = accumulate(&target, before, surroundings, context).map_err(recursed)?;
    let merging = |diagnostic: Box<Diagnostic>| diagnostic.prefixed(&format!("recursed merging from path '{root}'"));
    if renames(&target.kustomization) {
        check_distinct(&inner.set).map_err(merging)?;
    }
    let place = path.origin.unwrap_or(Span::new(target.source, 0..0));
    accumulator.merge(inner, place).map_err(merging)
}

/// Whether a kustomization may change ids one by one: what it does to all names alike keeps them apart.
fn renames(kustomization: &Kustomization) -> bool {
    !(kustomization.patches.is_empty()
        && kustomization.replacements.is_empty()
        && kustomization.transformers.is_empty()
        && kustomization.configurations.is_empty()
        && kustomization.patches_strategic_merge.is_none()
        && kustomization.patches_json6902.is_none())
}

fn check_kind(target: &Target, component: bool, root: &str, path: &Spanned<SmolStr>) -> Result<()> {
    if component == target.is_component() {
        return Ok(());
    }
    let (sentence, help) = if component {
        let kind = &target.kustomization.kind.value;
        let sentence = format!("expected kind 'Component' for path '{root}' but got '{kind}'");
        (sentence, "name it under `resources`, or make it a component by its kind")
    } else {
        (format!("expected kind != 'Component' for path '{root}'"), "name components under `components`")
    };
    let diagnostic = Diagnostic::sentence("kustomize::component", sentence).help(help);
    Err(Box::new(diagnostic.label_known(path.origin, "named here")))
}

impl Accumulator {
    /// Adds what another kustomization gave, which is named at `place`.
    fn merge(&mut self, other: Accumulator, place: Span) -> Result<()> {
        if let Err(conflict) = self.set.extend(other.set) {
            return Err(conflicting(&conflict, place, &self.set));
        }
        self.config = self.config.merged(&other.config)?;
        self.variables.absorb(other.variables)?;
        Ok(())
    }
}
