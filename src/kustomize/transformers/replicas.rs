//! [`Replicas`]: a number of replicas for the objects that have, or once had, a name.

use super::fields::{FieldSpecs, Meaning, Missing, Spec, set_scalar};
use super::object;
use crate::diagnostic::Diagnostic;
use crate::kustomize::spec::{FieldSpec, Replica};
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{IdRef, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{NOWHERE, Tag};
use serde::Deserialize;
use smol_str::SmolStr;

/// Sets a number of replicas.
#[derive(Clone, Debug)]
pub struct Replicas {
    replica: Replica,
    count: SmolStr,
    specs: FieldSpecs,
    origin: Span,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    replica: Replica,
    field_specs: Vec<FieldSpec>,
}

impl Replicas {
    /// An entry of `replicas`, which stands at `origin`.
    pub fn new(replica: Replica, specs: &[FieldSpec], origin: Span) -> Self {
        let count = SmolStr::from(replica.count.to_string());
        Replicas { replica, count, specs: FieldSpecs::new(specs), origin }
    }

    /// A `ReplicaCountTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let Configuration { replica, field_specs } = object::read(tree)?;
        Ok(Self::new(replica, &field_specs, tree.origin))
    }

    /// Whether an object has or had the name as one of the kinds of a field spec.
    fn is_meant(&self, resource: &Resource, spec: &Spec) -> bool {
        let name = &self.replica.name;
        let fits = |id: IdRef<'_>| id.name == name && id.is_of(&spec.gvk);
        resource.previous_ids().any(fits) || fits(resource.id_ref())
    }

    /// Whether an object has or had the name.
    fn is_named(&self, resource: &Resource) -> bool {
        let name = &self.replica.name;
        let own = resource.tree.at(&["metadata", "name"]).and_then(Tree::text).map_or("", SmolStr::as_str);
        own == name || resource.build.previous.iter().any(|previous| previous.name == *name)
    }

    fn missing(&self) -> Box<Diagnostic> {
        let kinds: Vec<String> = self.specs.iter().map(|spec| spec.gvk.to_string()).collect();
        let sentence = format!(
            "resource with name {} does not match a config with the following GVK [{}]",
            self.replica.name,
            kinds.join(" ")
        );
        let message = format!("nothing that has replicas is called `{}`", self.replica.name);
        let mut diagnostic = Diagnostic::error("kustomize::replicas", message).compat(sentence);
        if self.origin != NOWHERE {
            diagnostic = diagnostic.label(self.origin, "asked for here");
        }
        let help = "correct the name; for kinds of your own, add where they have replicas in a `configurations` file";
        Box::new(diagnostic.help(help))
    }
}

impl Transformer for Replicas {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        let mut found = false;
        let resources = super::contents_mut(set, &self.specs).iter_mut();
        for resource in resources.filter(|resource| self.is_named(resource) && !resource.is_deleted()) {
            for spec in self.specs.iter() {
                if !self.is_meant(resource, spec) {
                    continue;
                }
                found = true;
                let mut set = |node: &mut Tree| set_scalar(node, self.count.clone(), Meaning::Integer, self.origin);
                let outcome = spec.change(resource, Missing::Scalar(Tag::Int), self.origin, &mut set);
                outcome.map_err(|error| error.report(resource, self.origin))?;
            }
        }
        if found { Ok(()) } else { Err(self.missing()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::transformed;
    use super::*;
    use crate::kustomize::config::TransformerConfig;

    fn replicas(name: &str, count: i64) -> Replicas {
        Replicas::new(Replica { name: name.into(), count }, &TransformerConfig::defaults().replicas, NOWHERE)
    }

    const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}\n";

    #[test]
    fn the_named_object_gets_the_number() {
        let set = transformed(&replicas("d", 7), DEPLOYMENT).expect("it is there");
        let count = set.get(0).and_then(|resource| resource.tree.at(&["spec", "replicas"])?.as_scalar().cloned());
        assert_eq!(count.map(|count| (count.text.to_string(), count.tag)), Some((String::from("7"), Tag::Int)));
    }

    #[test]
    fn a_name_that_nothing_has_is_refused() {
        let error = transformed(&replicas("e", 7), DEPLOYMENT).expect_err("no such object");
        let sentence = error.compat.expect("Kustomize's words");
        let start = "resource with name e does not match a config with the following GVK [Deployment.[noVer].[noGrp] ";
        assert!(sentence.starts_with(start), "{sentence}");
    }
}
