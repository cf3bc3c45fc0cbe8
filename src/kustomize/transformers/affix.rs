//! [`Prefix`] and [`Suffix`]: text in front of names and behind them. Objects keep their earlier names, by which
//! references to them are found; definitions of kinds, API services and namespaces keep their names.

mod configuration;

use super::fields::{FieldSpecs, Meaning, Missing, Spec, set_scalar};
use super::object;
use crate::kustomize::spec::FieldSpec;
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{IdRef, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::Tag;
use configuration::Configuration;
use smallvec::SmallVec;
use smol_str::{SmolStr, format_smolstr};

/// The field that names an object.
const NAME: &str = "metadata/name";

/// Puts a text in front of names.
#[derive(Clone, Debug)]
pub struct Prefix(Affix);

/// Puts a text behind names.
#[derive(Clone, Debug)]
pub struct Suffix(Affix);

#[derive(Clone, Debug)]
struct Affix {
    side: Side,
    text: SmolStr,
    specs: FieldSpecs,
    origin: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Front,
    Back,
}

impl Prefix {
    /// `namePrefix`, which stands at `origin`.
    pub fn new(text: SmolStr, specs: &[FieldSpec], origin: Span) -> Self {
        Prefix(Affix { side: Side::Front, text, specs: FieldSpecs::new(specs), origin })
    }

    /// A `PrefixTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let Configuration { text, specs } = Configuration::read(tree, "prefix")?;
        Ok(Prefix::new(text, &specs, tree.origin))
    }
}

impl Suffix {
    /// `nameSuffix`, which stands at `origin`.
    pub fn new(text: SmolStr, specs: &[FieldSpec], origin: Span) -> Self {
        Suffix(Affix { side: Side::Back, text, specs: FieldSpecs::new(specs), origin })
    }

    /// A `SuffixTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let Configuration { text, specs } = Configuration::read(tree, "suffix")?;
        Ok(Suffix::new(text, &specs, tree.origin))
    }
}

impl Transformer for Prefix {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        super::each(set.as_mut_slice(), |resource| self.0.apply(resource))
    }
}

impl Transformer for Suffix {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        super::each(set.as_mut_slice(), |resource| self.0.apply(resource))
    }
}

/// Whether names of such objects are given by others: by the API, or by who owns the namespace.
fn keeps_its_name(id: IdRef<'_>) -> bool {
    match id.kind {
        "CustomResourceDefinition" | "Namespace" => true,
        "APIService" => id.group == "apiregistration.k8s.io",
        _ => false,
    }
}

impl Affix {
    fn apply(&self, resource: &mut Resource) -> Result<()> {
        let id = resource.original_id_ref();
        if keeps_its_name(id) {
            return Ok(());
        }
        let specs: SmallVec<[&Spec; 4]> = self.specs.iter().filter(|spec| id.is_of(&spec.gvk)).collect();
        for spec in specs {
            if spec.path.text == NAME && !self.text.is_empty() {
                self.record(resource);
            }
            let mut set = |node: &mut Tree| {
                let name = self.joined(node.text().map_or("", SmolStr::as_str));
                set_scalar(node, name, Meaning::Implied, self.origin)
            };
            let outcome = spec.change(resource, Missing::Scalar(Tag::Str), self.origin, &mut set);
            outcome.map_err(|error| error.report(resource, self.origin))?;
        }
        Ok(())
    }

    /// Remembers the name and what it gets, in pieces between commas as Kustomize's lists have them.
    fn record(&self, resource: &mut Resource) {
        let affixes = match self.side {
            Side::Front => &mut resource.build.prefixes,
            Side::Back => &mut resource.build.suffixes,
        };
        affixes.reserve_exact(1);
        affixes.extend(self.text.split(',').map(SmolStr::from));
        resource.store_id();
    }

    fn joined(&self, name: &str) -> SmolStr {
        match self.side {
            Side::Front => format_smolstr!("{}{name}", self.text),
            Side::Back => format_smolstr!("{name}{}", self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{resources, transformed};
    use super::*;
    use crate::kustomize::config::TransformerConfig;
    use crate::yaml::tree::NOWHERE;

    fn prefix(text: &str) -> Prefix {
        Prefix::new(text.into(), &TransformerConfig::defaults().name_prefix, NOWHERE)
    }

    #[test]
    fn names_get_it_and_the_old_ones_are_kept() {
        let set = transformed(&prefix("a-"), "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n").expect("it fits");
        let resource = set.get(0).expect("one object");
        assert_eq!(resource.name(), "a-s");
        assert_eq!(resource.original_id().name, "s");
        assert_eq!(resource.build.prefixes, ["a-"]);
    }

    #[test]
    fn some_kinds_keep_their_names() {
        let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\n\
                    apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.x}\n";
        let set = transformed(&prefix("a-"), text).expect("it fits");
        assert!(set.iter().all(|resource| !resource.name().starts_with("a-")));
    }

    #[test]
    fn a_suffix_comes_from_an_object_with_field_specs() {
        let object =
            &resources("kind: SuffixTransformer\nmetadata: {name: x}\nsuffix: -z\nfieldSpecs: [{path: spec/a}]\n")[0];
        let suffix = Suffix::from_object(&object.tree).expect("it is one");
        let set =
            transformed(&suffix, "apiVersion: v1\nkind: A\nmetadata: {name: s}\nspec: {a: b}\n").expect("it fits");
        let resource = set.get(0).expect("one object");
        assert_eq!(resource.tree.at(&["spec", "a"]).and_then(Tree::text).map(SmolStr::as_str), Some("b-z"));
        assert_eq!(resource.name(), "s");
        let bare = &resources("kind: SuffixTransformer\nmetadata: {name: x}\n")[0];
        let error = Suffix::from_object(&bare.tree).expect_err("no field specs");
        assert_eq!(error.compat.as_deref(), Some("fieldSpecs is not expected to be nil"));
    }
}
