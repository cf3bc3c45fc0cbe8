//! The generators of one kustomization, in Kustomize's order: ConfigMaps, Secrets, charts, and then those that are configured
//! by objects. Each is configured before the first one makes anything.

use super::{ConfigMapGenerator, HelmChartGenerator, SecretGenerator, absorb};
use crate::kustomize::spec::Kustomization;
use crate::kustomize::{Context, Generator, Loader, Result, schema};
use crate::resource::{Gvk, Origin, ResourceSet};
use crate::source::Span;
use smol_str::SmolStr;

/// A generator that has its configuration.
pub struct Configured {
    /// What makes the objects.
    pub generator: Box<dyn Generator>,
    /// What is recorded of where the objects came from, where the build records that.
    pub origin: Option<Origin>,
    /// The lines that configure it.
    pub place: Option<Span>,
}

/// The generators of the fields of a kustomization. `namespace`: what charts are rendered for where neither they nor this
/// kustomization name one. `origin`: where the kustomization file is, where the build records that.
pub fn of_fields(
    kustomization: &Kustomization,
    loader: &Loader,
    namespace: &SmolStr,
    origin: Option<&Origin>,
    context: &Context<'_>,
) -> Result<Vec<Configured>> {
    let options = kustomization.generator_options.as_ref();
    let recorded = |kind: &str| {
        let origin = origin?.clone();
        let configured_by = Some((Gvk::new("builtin", kind), SmolStr::default(), SmolStr::default()));
        Some(Origin { configured_in: origin.path, path: String::new(), configured_by, ..origin })
    };
    let mut configured = Vec::new();
    for args in &kustomization.config_map_generator {
        let generator = Box::new(ConfigMapGenerator::new(args.clone(), options, loader));
        configured.push(Configured { generator, origin: recorded("ConfigMapGenerator"), place: args.origin });
    }
    for args in &kustomization.secret_generator {
        let generator = Box::new(SecretGenerator::new(args.clone(), options, loader));
        configured.push(Configured { generator, origin: recorded("SecretGenerator"), place: args.origin });
    }
    for chart in &kustomization.helm_charts {
        let mut chart = chart.clone();
        if chart.value.namespace.is_empty() {
            let own = &kustomization.namespace.value;
            chart.value.namespace = if own.is_empty() { namespace.clone() } else { own.clone() };
        }
        let place = chart.origin;
        let generator = HelmChartGenerator::new(chart, kustomization.helm_globals.as_ref(), loader, context)?;
        let origin = recorded("HelmChartInflationGenerator");
        configured.push(Configured { generator: Box::new(generator), origin, place });
    }
    Ok(configured)
}

/// Runs generators in turn and puts what they make among the objects.
pub fn run(generators: Vec<Configured>, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
    for Configured { generator, origin, place } in generators {
        let mut made = generator.generate(context)?;
        for resource in made.as_mut_slice() {
            schema::note_scope(resource, context);
            if origin.is_some() {
                resource.build.origin = resource.build.origin.take().or_else(|| origin.clone().map(Box::new));
            }
        }
        absorb(set, made, place)?;
    }
    Ok(())
}
