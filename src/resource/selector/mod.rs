//! Which objects a patch or a replacement means: [`Selector`], whose parts are anchored regular expressions in Go's syntax and
//! label selectors. It says why a selector is wrong in Kustomize's words, and knows nothing of where selectors are written.

mod labels;
mod pattern;

pub use labels::LabelSelector;
pub use pattern::Pattern;

use super::{Gvk, Resource};
use crate::yaml::Tree;
use smol_str::SmolStr;
use std::fmt;

/// Why a selector is none, in Kustomize's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSelector(String);

impl InvalidSelector {
    fn new(sentence: impl Into<String>) -> Self {
        InvalidSelector(sentence.into())
    }
}

impl fmt::Display for InvalidSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidSelector {}

/// A selector as it is written. An empty part stands for any.
#[derive(Clone, Copy, Debug, Default)]
pub struct SelectorParts<'a> {
    /// A pattern of groups.
    pub group: &'a str,
    /// A pattern of versions.
    pub version: &'a str,
    /// A pattern of kinds.
    pub kind: &'a str,
    /// A pattern of names, the present or the first one.
    pub name: &'a str,
    /// A pattern of namespaces, the present or the first one; `default` where an object names none.
    pub namespace: &'a str,
    /// A label selector over the labels.
    pub labels: &'a str,
    /// A label selector over the annotations.
    pub annotations: &'a str,
}

/// A compiled selector.
pub struct Selector {
    group: Pattern,
    version: Pattern,
    kind: Pattern,
    name: Pattern,
    namespace: Pattern,
    // Kustomize reads these when it first meets an object that fits so far: what is wrong with them may stay unsaid.
    labels: Result<LabelSelector, InvalidSelector>,
    annotations: Result<LabelSelector, InvalidSelector>,
}

impl Selector {
    /// Compiles the patterns. What is wrong with label selectors is said when they are asked.
    pub fn compile(parts: &SelectorParts<'_>) -> Result<Selector, InvalidSelector> {
        Ok(Selector {
            group: Pattern::compile(parts.group)?,
            version: Pattern::compile(parts.version)?,
            kind: Pattern::compile(parts.kind)?,
            name: Pattern::compile(parts.name)?,
            namespace: Pattern::compile(parts.namespace)?,
            labels: LabelSelector::parse(parts.labels),
            annotations: LabelSelector::parse(parts.annotations),
        })
    }

    /// Whether it selects an object, by its present or first name and namespace.
    pub fn selects(&self, resource: &Resource) -> Result<bool, InvalidSelector> {
        Ok(self.selects_gvk(&resource.gvk()) && self.selects_id(resource) && self.selects_metadata(&resource.tree)?)
    }

    /// Whether group, version and kind fit.
    pub fn selects_gvk(&self, gvk: &Gvk) -> bool {
        self.kind.matches(&gvk.kind) && self.version.matches(&gvk.version) && self.group.matches(&gvk.group)
    }

    /// Whether name and namespace fit, each the present or the first one.
    fn selects_id(&self, resource: &Resource) -> bool {
        if self.name.is_any() && self.namespace.is_any() {
            return true;
        }
        let (now, first) = (resource.id_ref(), resource.original_id_ref());
        (self.name.matches(first.name) || self.name.matches(now.name))
            && (self.namespace.matches(first.effective_namespace())
                || self.namespace.matches(now.effective_namespace()))
    }

    /// Whether the labels and annotations of an object fit.
    pub fn selects_metadata(&self, object: &Tree) -> Result<bool, InvalidSelector> {
        let metadata = object.get("metadata");
        let texts = |field: &str| metadata.and_then(|metadata| metadata.get(field));
        let labels = self.labels.as_ref().map_err(InvalidSelector::clone)?;
        if !labels.matches(texts("labels")) {
            return Ok(false);
        }
        let annotations = self.annotations.as_ref().map_err(InvalidSelector::clone)?;
        Ok(annotations.matches(texts("annotations")))
    }

    /// The one name that it selects, where there is but one: for a look-up in an index instead of a walk.
    pub fn literal_name(&self) -> Option<&SmolStr> {
        self.name.literal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree::NOWHERE;

    fn mapping(entries: &[(&str, Tree)]) -> Tree {
        let mut tree = Tree::mapping(NOWHERE);
        for (key, value) in entries {
            tree.as_mapping_mut().expect("a mapping").push(key, value.clone());
        }
        tree
    }

    fn text(text: &str) -> Tree {
        Tree::string(text, NOWHERE)
    }

    fn web() -> Resource {
        let labels = mapping(&[("app", text("web"))]);
        let metadata = mapping(&[("name", text("web")), ("labels", labels)]);
        let object = [("apiVersion", text("apps/v1")), ("kind", text("Deployment")), ("metadata", metadata)];
        Resource::new(mapping(&object))
    }

    fn selects(parts: &SelectorParts<'_>, resource: &Resource) -> Result<bool, String> {
        let selector = Selector::compile(parts).map_err(|error| error.to_string())?;
        selector.selects(resource).map_err(|error| error.to_string())
    }

    #[test]
    fn every_part_has_to_fit() {
        let fitting = SelectorParts { kind: "Deploy.*", name: "web|db", labels: "app=web", ..Default::default() };
        assert_eq!(selects(&fitting, &web()), Ok(true));
        assert_eq!(selects(&SelectorParts { group: "batch", ..fitting }, &web()), Ok(false));
        assert_eq!(selects(&SelectorParts { annotations: "a", ..fitting }, &web()), Ok(false));
        assert_eq!(selects(&SelectorParts { namespace: "default", ..fitting }, &web()), Ok(true));
    }

    #[test]
    fn the_first_name_counts_beside_the_present_one() {
        let mut resource = web();
        resource.store_id();
        let metadata = resource.metadata_mut().expect("a mapping");
        metadata.set("name", text("my-web"));
        assert_eq!(selects(&SelectorParts { name: "web", ..Default::default() }, &resource), Ok(true));
        assert_eq!(selects(&SelectorParts { name: "my-web", ..Default::default() }, &resource), Ok(true));
        assert_eq!(selects(&SelectorParts { name: "my", ..Default::default() }, &resource), Ok(false));
    }

    #[test]
    fn a_wrong_label_selector_is_an_error_once_an_object_fits_so_far() {
        let parts = SelectorParts { labels: "a=(", kind: "Pod", ..Default::default() };
        assert_eq!(selects(&parts, &web()), Ok(false));
        assert!(selects(&SelectorParts { kind: "", ..parts }, &web()).is_err());
    }
}
