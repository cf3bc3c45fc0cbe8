//! [`SecretGenerator`]: `secretGenerator` in a kustomization, or an object of that kind.

use super::{data, object};
use crate::kustomize::spec::{GeneratorOptions, SecretArgs, Sources};
use crate::kustomize::{Context, Generator, Loader, Result};
use crate::resource::ResourceSet;
use crate::yaml::Tree;
use crate::yaml::tree::{Entry, NOWHERE};
use crate::yaml::typed::Spanned;

/// Makes a Secret.
#[derive(Clone, Debug)]
pub struct SecretGenerator {
    args: Spanned<SecretArgs>,
    loader: Loader,
}

impl SecretGenerator {
    /// The generator of an entry of `secretGenerator`, under the kustomization's `generatorOptions`.
    pub fn new(mut args: Spanned<SecretArgs>, global: Option<&GeneratorOptions>, loader: &Loader) -> Self {
        args.value.options = object::merged_options(args.value.options, global);
        SecretGenerator { args, loader: loader.clone() }
    }
}

impl Generator for SecretGenerator {
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet> {
        let args = &self.args.value;
        let mut draft = object::Draft::new("Secret", &args.name, &args.namespace, self.args.origin)?;
        let secret_type = if args.secret_type.is_empty() { "Opaque" } else { &args.secret_type };
        draft.set("type", Tree::string(secret_type, self.args.origin.unwrap_or(NOWHERE)));
        let sources = Sources { literals: &args.literals, files: &args.files, envs: &args.envs };
        let pairs = data::load(&args.name, sources, &self.loader, context)?;
        // A Secret has `data` even where there is none.
        if let Some(mapping) = draft.field("data") {
            let entry = |(name, value): (_, data::Value)| Entry {
                key: data::key(smol_str::SmolStr::as_str(&name), value.origin),
                value: data::secret_value(&value),
            };
            mapping.entries.extend(pairs.into_iter().map(entry));
        }
        Ok(draft.finish(args.options.as_ref(), &args.behavior))
    }
}
