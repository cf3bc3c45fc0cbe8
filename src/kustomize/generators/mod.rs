//! What makes objects: a file a generator. Each is filled from a field of kustomization.yaml or from a configuration object
//! of its kind; [`absorb`] puts what they made among the other objects.

mod chart_values;
mod config_map;
mod data;
mod helm_chart;
mod iam_policy;
mod object;
mod run;
mod secret;

pub use config_map::ConfigMapGenerator;
pub use helm_chart::HelmChartGenerator;
pub use iam_policy::IamPolicyGenerator;
pub use run::{Configured, of_fields, run};
pub use secret::SecretGenerator;

use super::{Context, Generator, Loader, Result};
use crate::diagnostic::Diagnostic;
use crate::resource::{AbsorbCause, AbsorbError, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::typed::{self, Spanned, TypeError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use smol_str::SmolStr;

/// The kinds of built-in generators.
pub(crate) const KINDS: [&str; 4] =
    ["ConfigMapGenerator", "SecretGenerator", "HelmChartInflationGenerator", "IAMPolicyGenerator"];

/// The generator that a configuration object of a built-in kind asks for. `None`: no generator is called that.
pub fn by_kind(
    kind: &str,
    config: &Tree,
    loader: &Loader,
    context: &Context<'_>,
) -> Option<Result<Box<dyn Generator>>> {
    match kind {
        "ConfigMapGenerator" => Some(configured(config, |mut args: super::spec::ConfigMapArgs, metadata| {
            (args.name, args.namespace) = metadata.or(args.name, args.namespace);
            Ok(Box::new(ConfigMapGenerator::new(at(args, config), None, loader)))
        })),
        "SecretGenerator" => Some(configured(config, |mut args: super::spec::SecretArgs, metadata| {
            (args.name, args.namespace) = metadata.or(args.name, args.namespace);
            Ok(Box::new(SecretGenerator::new(at(args, config), None, loader)))
        })),
        "HelmChartInflationGenerator" => Some(configured(config, |chart, _| {
            let globals: super::spec::HelmGlobals = typed::read(config, false).map_err(misfit)?;
            Ok(Box::new(HelmChartGenerator::new(at(chart, config), Some(&globals), loader, context)?))
        })),
        "IAMPolicyGenerator" => {
            Some(configured(config, |args, _| Ok(Box::new(IamPolicyGenerator::new(args, config.origin)))))
        }
        _ => None,
    }
}

/// The names in a configuration object's metadata: they count where the object's own fields say nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Names {
    name: SmolStr,
    namespace: SmolStr,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Header {
    metadata: Names,
}

impl Names {
    fn or(self, name: SmolStr, namespace: SmolStr) -> (SmolStr, SmolStr) {
        let pick = |own: SmolStr, other: SmolStr| if own.is_empty() { other } else { own };
        (pick(name, self.name), pick(namespace, self.namespace))
    }
}

/// Reads a configuration object into the arguments of its generator. Fields that there are not are passed over.
fn configured<T: DeserializeOwned>(
    config: &Tree,
    make: impl FnOnce(T, Names) -> Result<Box<dyn Generator>>,
) -> Result<Box<dyn Generator>> {
    let header: Header = typed::read(config, false).map_err(misfit)?;
    make(typed::read(config, false).map_err(misfit)?, header.metadata)
}

fn at<T>(args: T, config: &Tree) -> Spanned<T> {
    Spanned { value: args, origin: Some(config.origin) }
}

fn misfit(error: TypeError) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::sentence("generate::configuration", error.message);
    Box::new(diagnostic.label(error.origin, "").help("see the fields of the generator in Kustomize's reference"))
}

/// Puts generated objects among the others as their behavior says; `origin` is the generator's place.
pub fn absorb(set: &mut ResourceSet, generated: ResourceSet, origin: Option<Span>) -> Result<()> {
    set.absorb(generated).map_err(|error| refused(&error, set, origin))
}

fn refused(error: &AbsorbError, set: &ResourceSet, origin: Option<Span>) -> Box<Diagnostic> {
    let (message, help) = match &error.cause {
        AbsorbCause::Missing => (
            format!("there is no {} to merge with or to replace", error.id),
            "leave `behavior` out to make a new object",
        ),
        AbsorbCause::Exists(..) => (
            format!("there is a {} already", error.id),
            "set `behavior: merge` or `behavior: replace`, or choose another name",
        ),
        AbsorbCause::Ambiguous(_) => {
            (format!("several objects are or were called {}", error.id), "give the objects names of their own")
        }
        AbsorbCause::Renamed(_) => {
            (format!("what was {} is another object by now", error.id), "name the object as it is called now")
        }
    };
    let mut diagnostic = Diagnostic::error("generate::behavior", message).compat(error.to_string()).help(help);
    if let Some(span) = origin {
        diagnostic = diagnostic.label(span, "generated here");
    }
    if let AbsorbCause::Exists(_, position) = error.cause
        && let Some(first) = set.get(position)
    {
        diagnostic = diagnostic.label(first.tree.origin, "the object that is there");
    }
    Box::new(diagnostic)
}
