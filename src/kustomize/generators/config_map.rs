//! [`ConfigMapGenerator`]: `configMapGenerator` in a kustomization, or an object of that kind.

use super::{data, object};
use crate::kustomize::spec::{ConfigMapArgs, GeneratorOptions, Sources};
use crate::kustomize::{Context, Generator, Loader, Result};
use crate::resource::ResourceSet;
use crate::yaml::tree::Entry;
use crate::yaml::typed::Spanned;

/// Makes a ConfigMap.
#[derive(Clone, Debug)]
pub struct ConfigMapGenerator {
    args: Spanned<ConfigMapArgs>,
    loader: Loader,
}

impl ConfigMapGenerator {
    /// The generator of an entry of `configMapGenerator`, under the kustomization's `generatorOptions`.
    pub fn new(mut args: Spanned<ConfigMapArgs>, global: Option<&GeneratorOptions>, loader: &Loader) -> Self {
        args.value.options = object::merged_options(args.value.options, global);
        ConfigMapGenerator { args, loader: loader.clone() }
    }
}

impl Generator for ConfigMapGenerator {
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet> {
        let args = &self.args.value;
        let mut draft = object::Draft::new("ConfigMap", &args.name, &args.namespace, self.args.origin)?;
        let sources = Sources { literals: &args.literals, files: &args.files, envs: &args.envs };
        for (name, value) in data::load(&args.name, sources, &self.loader, context)? {
            let (is_text, node) = data::config_map_value(&value);
            let field = draft.field(if is_text { "data" } else { "binaryData" });
            if let Some(mapping) = field {
                mapping.entries.push(Entry { key: data::key(&name, value.origin), value: node });
            }
        }
        Ok(draft.finish(args.options.as_ref(), &args.behavior))
    }
}
