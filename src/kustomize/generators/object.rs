//! What ConfigMaps and Secrets have in common when they are made: name, namespace, labels, annotations, and what the build
//! remembers of them.

use super::data;
use crate::diagnostic::Diagnostic;
use crate::kustomize::Result;
use crate::kustomize::spec::{GeneratorOptions, Texts};
use crate::resource::{Behavior, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, NOWHERE, Tag};
use smol_str::SmolStr;

/// An object that is being made.
pub(super) struct Draft {
    tree: Tree,
    origin: Span,
}

impl Draft {
    /// The object of a kind, made by the lines at `origin`.
    pub(super) fn new(kind: &str, name: &str, namespace: &str, origin: Option<Span>) -> Result<Draft> {
        let span = origin.unwrap_or(NOWHERE);
        if name.is_empty() {
            let sentence = "a configmap must have a name";
            let diagnostic = Diagnostic::sentence("generate::no-name", sentence);
            let diagnostic = origin.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.label(span, ""));
            return Err(Box::new(diagnostic.help("give the generator a `name`")));
        }
        let text = |text: &str| Tree::string(text, span);
        let mut metadata = Mapping::default();
        metadata.push("name", text(name));
        if !namespace.is_empty() {
            metadata.push("namespace", text(namespace));
        }
        let mut draft = Draft { tree: Tree::mapping(span), origin: span };
        draft.set("apiVersion", text("v1"));
        draft.set("kind", text(kind));
        draft.set("metadata", Tree::new(Content::Mapping(metadata), span));
        Ok(draft)
    }

    /// Sets a field.
    pub(super) fn set(&mut self, field: &str, value: Tree) {
        if let Some(mapping) = self.tree.as_mapping_mut() {
            mapping.set(field, value);
        }
    }

    /// The mapping under a field, made where it is missing.
    pub(super) fn field(&mut self, field: &str) -> Option<&mut Mapping> {
        let origin = self.origin;
        self.tree.as_mapping_mut()?.get_or_insert(field, || Tree::mapping(origin)).as_mapping_mut()
    }

    /// Finishes the object: what the options say is put on it.
    pub(super) fn finish(mut self, options: Option<&GeneratorOptions>, behavior: &str) -> ResourceSet {
        if let Some(options) = options {
            self.add_texts("labels", &options.labels);
            self.add_texts("annotations", &options.annotations);
            if options.immutable {
                let origin = self.origin;
                self.set("immutable", Tree::scalar("true", Tag::Bool, origin));
            }
        }
        let mut resource = Resource::new(self.tree);
        resource.build.needs_hash = !options.is_some_and(|options| options.disable_name_suffix_hash);
        resource.build.behavior = Behavior::from_name(behavior);
        resource.build.generated = true;
        ResourceSet::from_vec(vec![resource])
    }

    fn add_texts(&mut self, field: &str, texts: &Texts) {
        let origin = self.origin;
        let Some(metadata) = self.field("metadata").filter(|_| !texts.is_empty()) else { return };
        let entry = |(name, text): (&SmolStr, &SmolStr)| Entry {
            key: data::key(name, origin),
            value: Tree::string(text.clone(), origin),
        };
        let mapping = Mapping { entries: texts.iter().map(entry).collect(), flow: false };
        metadata.set(field, Tree::new(Content::Mapping(mapping), origin));
    }
}

/// The options of one generator under those for all: its own texts win, and what either switches on is on.
pub(super) fn merged_options(
    own: Option<GeneratorOptions>,
    global: Option<&GeneratorOptions>,
) -> Option<GeneratorOptions> {
    let Some(global) = global else { return own };
    let mut merged = own.unwrap_or_default();
    for (own, global) in [(&mut merged.labels, &global.labels), (&mut merged.annotations, &global.annotations)] {
        for (name, text) in global {
            own.entry(name.clone()).or_insert_with(|| text.clone());
        }
    }
    merged.disable_name_suffix_hash |= global.disable_name_suffix_hash;
    merged.immutable |= global.immutable;
    Some(merged)
}
