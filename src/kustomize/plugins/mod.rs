//! Generators and transformers that objects configure: built-in ones by their kind, and, where flags allow it, functions and
//! programs of the user's own. What a file says starts nothing by itself.

mod exchange;
mod exec;
mod function;
pub mod run;

use super::generators::{self, Configured};
use super::spec::go_types;
use super::{Context, Generator, Loader, Result, Transformer};
use crate::diagnostic::Diagnostic;
use crate::resource::{Origin, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::typed::TypeError;
use crate::yaml::{self, Tree};
use exec::ExecPlugin;
use function::Function;

/// Finds the built-in transformer of a kind.
pub type BuiltIn = fn(&str, &Tree, &Loader, &mut Context<'_>) -> Option<Result<Box<dyn Transformer>>>;

/// The `apiVersion` of built-in kinds.
const BUILT_IN: &str = "builtin";

/// The kinds of built-in transformers, for who names one among the generators.
const TRANSFORMERS: [&str; 14] = [
    "AnnotationsTransformer",
    "HashTransformer",
    "ImageTagTransformer",
    "LabelTransformer",
    "NamespaceTransformer",
    "PatchJson6902Transformer",
    "PatchStrategicMergeTransformer",
    "PatchTransformer",
    "PrefixSuffixTransformer",
    "PrefixTransformer",
    "SuffixTransformer",
    "ReplacementTransformer",
    "ReplicaCountTransformer",
    "ValueAddTransformer",
];

/// A transformer that has its configuration.
pub struct ConfiguredTransformer {
    /// What changes the objects.
    pub transformer: Box<dyn Transformer>,
    /// What is recorded of it at the objects, where the build records that.
    pub origin: Option<Origin>,
}

/// The generators that objects configure.
pub fn generators(configurations: ResourceSet, loader: &Loader, context: &mut Context<'_>) -> Result<Vec<Configured>> {
    let configured = |resource: Resource| {
        let (origin, place) = (recorded(&resource), Some(resource.tree.origin));
        let generator = generator(resource, loader, context)
            .map_err(|diagnostic| diagnostic.prefixed("loading generator plugins: failed to load generator"))?;
        Ok(Configured { generator, origin, place })
    };
    configurations.into_vec().into_iter().map(configured).collect()
}

fn generator(resource: Resource, loader: &Loader, context: &mut Context<'_>) -> Result<Box<dyn Generator>> {
    if !is_built_in(&resource) {
        return Ok(match external(resource, loader, context)? {
            External::Function(function) => function,
            External::Exec(program) => program,
        });
    }
    let kind = resource.kind();
    check(&kind, &resource)?;
    match generators::by_kind(&kind, &resource.tree, loader, context) {
        Some(generator) => generator.map_err(|diagnostic| misconfigured(diagnostic, &resource)),
        None if TRANSFORMERS.contains(&kind.as_str()) => {
            let sentence = format!("plugin {} not a generator", resource.original_id());
            Err(refused(&resource, sentence, "name it under `transformers`"))
        }
        None => Err(unknown(&resource)),
    }
}

/// The transformers that objects configure; `built_in` knows those of Kustomize.
pub fn transformers(
    configurations: ResourceSet,
    loader: &Loader,
    built_in: BuiltIn,
    context: &mut Context<'_>,
) -> Result<Vec<ConfiguredTransformer>> {
    let configured = |resource: Resource| {
        let origin = recorded(&resource);
        let transformer = transformer(resource, loader, built_in, context)?;
        Ok(ConfiguredTransformer { transformer, origin })
    };
    configurations.into_vec().into_iter().map(configured).collect()
}

fn transformer(
    resource: Resource,
    loader: &Loader,
    built_in: BuiltIn,
    context: &mut Context<'_>,
) -> Result<Box<dyn Transformer>> {
    if !is_built_in(&resource) {
        return Ok(match external(resource, loader, context)? {
            External::Function(function) => function,
            External::Exec(program) => program,
        });
    }
    let kind = resource.kind();
    check(&kind, &resource)?;
    if let Some(transformer) = built_in(&kind, &resource.tree, loader, context) {
        return transformer.map_err(|diagnostic| misconfigured(diagnostic, &resource));
    }
    match generators::by_kind(&kind, &resource.tree, loader, context) {
        Some(_) => {
            let sentence = format!("plugin {} not a transformer", resource.original_id());
            Err(refused(&resource, sentence, "name it under `generators`"))
        }
        None => Err(unknown(&resource)),
    }
}

/// Something of the user's own.
enum External {
    Function(Box<Function>),
    Exec(Box<ExecPlugin>),
}

fn external(resource: Resource, loader: &Loader, context: &mut Context<'_>) -> Result<External> {
    if !context.options.plugins {
        let sentence =
            format!("external plugins disabled; unable to load external plugin '{}'", resource.original_id().gvk.kind);
        let help =
            "allow functions and plugins with --enable-alpha-plugins, and programs among them with --enable-exec";
        return Err(refused(&resource, sentence, help));
    }
    match function::specification(&resource)? {
        Some(specification) => {
            Ok(External::Function(Box::new(Function::new(resource, specification, loader, context)?)))
        }
        None => Ok(External::Exec(Box::new(ExecPlugin::find(resource, loader, context)?))),
    }
}

fn is_built_in(resource: &Resource) -> bool {
    let gvk = resource.gvk();
    gvk.group.is_empty() && gvk.version == BUILT_IN
}

/// What is recorded of a plugin at the objects that it makes or changes.
fn recorded(resource: &Resource) -> Option<Origin> {
    let origin = Origin::clone(resource.build.origin.as_deref()?);
    let configured_by = Some((resource.gvk(), resource.name(), resource.namespace()));
    Some(Origin { configured_in: origin.path, path: String::new(), configured_by, ..origin })
}

fn unknown(resource: &Resource) -> Box<Diagnostic> {
    let sentence = format!("unable to load builtin {}", resource.gvk());
    let kinds = TRANSFORMERS.into_iter().chain(generators::KINDS);
    match crate::diagnostic::nearest(&resource.kind(), kinds) {
        Some(kind) => refused(resource, sentence, &format!("did you mean `{kind}`?")),
        None => refused(resource, sentence, "see Kustomize's reference for the built-in kinds"),
    }
}

fn misconfigured(diagnostic: Box<Diagnostic>, resource: &Resource) -> Box<Diagnostic> {
    diagnostic.prefixed(&format!("plugin {} fails configuration", resource.original_id()))
}

/// Refuses a configuration that cannot be written as YAML, as Kustomize hands it on, or has a value of a wrong type.
fn check(kind: &str, resource: &Resource) -> Result<()> {
    if let Err(error) = yaml::print_resource(&resource.tree, &mut String::new()) {
        let sentence = format!("marshalling yaml from res {}: {}", resource.original_id(), error.message());
        return Err(failed("kustomize::configuration", sentence, resource.tree.origin, "mend the object"));
    }
    match go_types::in_plugin(kind, &resource.tree) {
        Some(fault) => Err(misconfigured(mistyped(&fault, kind), resource)),
        None => Ok(()),
    }
}

/// A configuration of which a value is of another type than its field.
fn mistyped(fault: &TypeError, kind: &str) -> Box<Diagnostic> {
    let sentence = format!("error unmarshaling JSON: while decoding JSON: {}", fault.message);
    let sentence = match kind {
        "NamespaceTransformer" => format!("unmarshalling NamespaceTransformer config: {sentence}"),
        _ => sentence,
    };
    let diagnostic = Diagnostic::error("kustomize::configuration", fault.message.clone()).compat(sentence);
    Box::new(diagnostic.label(fault.origin, "").help("give the field a value of the type that it wants"))
}

fn refused(resource: &Resource, sentence: String, help: &str) -> Box<Diagnostic> {
    failed("plugin::refused", sentence, resource.tree.origin, help)
}

fn failed(code: &'static str, sentence: String, place: Span, help: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::sentence(code, sentence);
    Box::new(diagnostic.label(place, "configured here").help(help))
}
