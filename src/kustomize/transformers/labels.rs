//! [`Labels`]: the same labels for objects, and where asked for also in selectors and templates.

use super::fields::{FieldSpecs, Missing, set_entry};
use super::object;
use crate::kustomize::config::{TransformerConfig, merged};
use crate::kustomize::spec::{FieldSpec, Label, Texts};
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::ResourceSet;
use crate::source::Span;
use crate::yaml::Tree;
use serde::Deserialize;
use smallvec::SmallVec;
use smol_str::SmolStr;

/// The label that names the program that made an object.
const MANAGED_BY: &str = "app.kubernetes.io/managed-by";

/// Kustomize's release, as the label has it.
const MANAGER: &str = "kustomize-v5.8.1";

/// Sets labels.
#[derive(Clone, Debug)]
pub struct Labels {
    texts: Texts,
    specs: FieldSpecs,
    origin: Span,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    labels: Texts,
    field_specs: Vec<FieldSpec>,
}

/// The labels of objects themselves.
fn own_labels() -> FieldSpec {
    FieldSpec { path: SmolStr::new_static("metadata/labels"), create: true, ..FieldSpec::default() }
}

impl Labels {
    /// `commonLabels`, which stand at `origin`.
    pub fn common(labels: Texts, config: &TransformerConfig, origin: Span) -> Self {
        Self::new(labels, &config.common_labels, origin)
    }

    /// An entry of `labels`, which stands at `origin`. The entry's own fields come first, and they must not disagree with
    /// the configured ones.
    pub fn entry(label: &Label, config: &TransformerConfig, origin: Span) -> Result<Self> {
        let add = |specs: &[FieldSpec], more: &[FieldSpec], doing: &str| {
            merged(specs, more).map_err(|conflict| Box::new(conflict.report(doing).label(origin, "in this entry")))
        };
        const DOING: &str = "failed to merge labels";
        let mut specs = add(&label.field_specs, &config.labels, DOING)?;
        if label.include_selectors {
            specs = add(&specs, &config.common_labels, DOING)?;
        } else {
            if label.include_templates {
                specs = add(&specs, &config.template_labels, "failed to merge template fieldSpec")?;
            }
            specs = add(&specs, &[own_labels()], DOING)?;
        }
        Ok(Self::new(label.pairs.clone(), &specs, origin))
    }

    /// The label that `buildMetadata: [managedByLabel]` asks for, at `origin`.
    pub fn managed_by(origin: Span) -> Self {
        Self::new(Texts::from([(MANAGED_BY.into(), MANAGER.into())]), &[own_labels()], origin)
    }

    /// A `LabelTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let Configuration { labels, field_specs } = object::read(tree)?;
        Ok(Self::new(labels, &field_specs, tree.origin))
    }

    fn new(texts: Texts, specs: &[FieldSpec], origin: Span) -> Self {
        Labels { texts, specs: FieldSpecs::new(specs), origin }
    }
}

impl Transformer for Labels {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        set_texts(set, &self.texts, &self.specs, Missing::Mapping, self.origin)
    }

    fn may_change(&self, _: &str) -> bool {
        // It sees to those itself.
        false
    }
}

/// Sets entries of the mappings that field specs name.
pub(super) fn set_texts(
    set: &mut ResourceSet,
    texts: &Texts,
    specs: &FieldSpecs,
    missing: Missing,
    origin: Span,
) -> Result<()> {
    if texts.is_empty() {
        return Ok(());
    }
    super::each(super::contents_mut(set, specs), |resource| {
        let kind = resource.kind();
        for (key, text) in texts {
            let mut made = SmallVec::new();
            for spec in specs.for_kind(&kind) {
                let mut set = |node: &mut Tree, items: &[u32]| {
                    if set_entry(node, key, text, origin)? {
                        made.push(spec.place(items));
                    }
                    Ok(())
                };
                let outcome = spec.change_at(resource, missing, origin, &mut set);
                outcome.map_err(|error| error.report(resource, origin))?;
            }
            if !resource.build.shared.is_empty() {
                resource.settle_shared();
            }
            resource.share(key, text, made);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{resources, transformed};
    use super::*;
    use crate::resource::Resource;
    use crate::yaml::tree::NOWHERE;

    const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {a: old}}\nspec: {}\n";

    fn labelled(label: &Label) -> Tree {
        let labels = Labels::entry(label, &TransformerConfig::defaults(), NOWHERE).expect("they agree");
        let set = transformed(&labels, DEPLOYMENT).expect("it fits");
        set.get(0).expect("one object").tree.clone()
    }

    fn text<'a>(tree: &'a Tree, path: &[&str]) -> Option<&'a str> {
        tree.at(path).and_then(Tree::text).map(SmolStr::as_str)
    }

    #[test]
    fn labels_go_where_the_entry_says() {
        let mut label = Label { pairs: Texts::from([("a".into(), "1".into())]), ..Label::default() };
        let tree = labelled(&label);
        assert_eq!(text(&tree, &["metadata", "labels", "a"]), Some("1"));
        assert!(tree.at(&["spec", "template"]).is_none());
        label.include_templates = true;
        let tree = labelled(&label);
        assert_eq!(text(&tree, &["spec", "template", "metadata", "labels", "a"]), Some("1"));
        assert!(tree.at(&["spec", "selector"]).is_none());
        label.include_selectors = true;
        assert_eq!(text(&labelled(&label), &["spec", "selector", "matchLabels", "a"]), Some("1"));
    }

    #[test]
    fn an_object_with_a_former_name_has_annotations() {
        let spec = FieldSpec { path: "metadata/annotations".into(), ..FieldSpec::default() };
        let pairs = Texts::from([("a".into(), "1".into())]);
        let labels = Labels::new(pairs, &[spec], NOWHERE);
        let annotated = |is_renamed: bool| {
            let mut set = ResourceSet::from_vec(resources("kind: A\nmetadata: {name: d}\n"));
            if is_renamed {
                set.as_mut_slice().iter_mut().for_each(Resource::store_id);
            }
            set_texts(&mut set, &labels.texts, &labels.specs, Missing::Mapping, NOWHERE).expect("it fits");
            set.get(0).is_some_and(|resource| resource.annotation("a").is_some())
        };
        assert_eq!((annotated(false), annotated(true)), (false, true));
    }

    #[test]
    fn fields_that_disagree_with_the_configured_ones_are_refused() {
        let spec = FieldSpec { path: "metadata/labels".into(), ..FieldSpec::default() };
        let label = Label { field_specs: vec![spec], ..Label::default() };
        let error = Labels::entry(&label, &TransformerConfig::defaults(), NOWHERE).expect_err("they disagree");
        assert_eq!(error.compat.as_deref(), Some("failed to merge labels: conflicting fieldspecs"));
    }
}
