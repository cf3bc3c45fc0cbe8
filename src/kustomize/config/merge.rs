//! Two configurations in one. An entry that is there already, or that a narrower one covers, is not added again; entries
//! that disagree on whether the field is made are refused. A look-up is by hash, so large configurations stay cheap.

use super::{NameReference, TransformerConfig};
use crate::diagnostic::Diagnostic;
use crate::kustomize::Result;
use crate::kustomize::spec::FieldSpec;
use crate::resource::{Gvk, compare_kinds};
use foldhash::{HashMap, HashMapExt};
use smol_str::SmolStr;
use std::sync::Arc;

/// Two entries for the same field, of which one makes it and the other does not.
#[derive(Debug)]
pub(crate) struct Conflict(Box<FieldSpec>);

impl Conflict {
    /// The error, with what was being done in front of it.
    pub(crate) fn report(self, doing: &str) -> Box<Diagnostic> {
        let spec = self.0;
        let message =
            format!("the field {} of {} is made by one entry and left alone by another", spec.path, spec.gvk());
        let diagnostic = Diagnostic::error("kustomize::field-specs", message);
        let help = "give the field the same `create` in all configurations";
        Box::new(diagnostic.compat(format!("{doing}: conflicting fieldspecs")).help(help))
    }
}

/// Field specs in order, with an index from each selector that covers one to the first that it covers.
struct Specs {
    list: Vec<FieldSpec>,
    covered: HashMap<(SmolStr, Gvk), usize>,
}

impl Specs {
    fn new(capacity: usize) -> Self {
        Specs { list: Vec::with_capacity(capacity), covered: HashMap::with_capacity(capacity * 4) }
    }

    /// Adds a spec without asking whether it is there.
    fn push(&mut self, spec: FieldSpec) {
        let position = self.list.len();
        for selector in selectors(&spec.gvk()) {
            self.covered.entry((spec.path.clone(), selector)).or_insert(position);
        }
        self.list.push(spec);
    }

    fn merge(&mut self, spec: &FieldSpec) -> std::result::Result<(), Conflict> {
        let first = self.covered.get(&(spec.path.clone(), spec.gvk())).and_then(|&position| self.list.get(position));
        match first {
            Some(known) if known.create != spec.create => Err(Conflict(Box::new(spec.clone()))),
            Some(_) => Ok(()),
            None => {
                self.push(spec.clone());
                Ok(())
            }
        }
    }
}

/// The selectors that a group, version and kind fit: each part is itself or empty, for any.
fn selectors(gvk: &Gvk) -> impl Iterator<Item = Gvk> + '_ {
    let part = |part: &SmolStr, any: bool| if any { SmolStr::default() } else { part.clone() };
    // An empty part is the same either way, and need not come twice.
    let empty =
        u8::from(gvk.group.is_empty()) | u8::from(gvk.version.is_empty()) << 1 | u8::from(gvk.kind.is_empty()) << 2;
    (0..8u8).filter(move |any| any & empty == 0).map(move |any| Gvk {
        group: part(&gvk.group, any & 1 != 0),
        version: part(&gvk.version, any & 2 != 0),
        kind: part(&gvk.kind, any & 4 != 0),
    })
}

/// `own`, followed by what `added` has more.
pub(crate) fn merged(own: &[FieldSpec], added: &[FieldSpec]) -> std::result::Result<Vec<FieldSpec>, Conflict> {
    if added.is_empty() {
        return Ok(own.to_vec());
    }
    let mut specs = Specs::new(own.len() + added.len());
    own.iter().for_each(|spec| specs.push(spec.clone()));
    added.iter().try_for_each(|spec| specs.merge(spec))?;
    Ok(specs.list)
}

fn merged_references(
    own: &[NameReference],
    added: &[NameReference],
) -> std::result::Result<Vec<NameReference>, Conflict> {
    let mut merged_list: Vec<NameReference> = Vec::with_capacity(own.len() + added.len());
    let mut positions: HashMap<Gvk, usize> = HashMap::with_capacity(own.len());
    for reference in own {
        positions.entry(reference.gvk.clone()).or_insert(merged_list.len());
        merged_list.push(reference.clone());
    }
    for reference in grouped(added) {
        let known = positions.get(&reference.gvk).and_then(|&position| merged_list.get_mut(position));
        match known {
            Some(known) => known.field_specs = merged(&known.field_specs, &reference.field_specs)?,
            None => {
                positions.insert(reference.gvk.clone(), merged_list.len());
                merged_list.push(reference);
            }
        }
    }
    Ok(merged_list)
}

/// References with one entry for each kind, so that a list is merged once however often its kind comes.
fn grouped(references: &[NameReference]) -> Vec<NameReference> {
    let mut groups: Vec<NameReference> = Vec::with_capacity(references.len());
    let mut positions: HashMap<&Gvk, usize> = HashMap::with_capacity(references.len());
    for reference in references {
        match positions.get(&reference.gvk).and_then(|&position| groups.get_mut(position)) {
            Some(group) => group.field_specs.extend_from_slice(&reference.field_specs),
            None => {
                positions.insert(&reference.gvk, groups.len());
                groups.push(reference.clone());
            }
        }
    }
    groups
}

impl TransformerConfig {
    /// Both in one, in the order of kinds. Entries of `self` come before those of `added` for the same kind.
    pub fn merged(self: &Arc<Self>, added: &Arc<Self>) -> Result<Arc<Self>> {
        let defaults = Self::defaults();
        let nothing = Self::default();
        // What is in use holds the defaults already; only then is nothing new in them.
        let known = Arc::ptr_eq(self, added) || (Arc::ptr_eq(added, &defaults) && !self.name_prefix.is_empty());
        if known || **added == nothing {
            return Ok(Arc::clone(self));
        }
        // Anything else is merged even into nothing: of its own entries, a wide one goes where a narrower one comes first.
        if **self == nothing && Arc::ptr_eq(added, &defaults) {
            return Ok(Arc::clone(added));
        }
        let list = |name: &str, own: &[FieldSpec], added: &[FieldSpec]| {
            merged(own, added).map_err(|conflict| conflict.report(&format!("failed to merge {name} fieldSpec")))
        };
        let references = merged_references(&self.name_reference, &added.name_reference);
        let mut config = TransformerConfig {
            name_prefix: list("NamePrefix", &self.name_prefix, &added.name_prefix)?,
            name_suffix: list("NameSuffix", &self.name_suffix, &added.name_suffix)?,
            namespace: list("NameSpace", &self.namespace, &added.namespace)?,
            common_annotations: list("CommonAnnotations", &self.common_annotations, &added.common_annotations)?,
            common_labels: list("CommonLabels", &self.common_labels, &added.common_labels)?,
            labels: list("Labels", &self.labels, &added.labels)?,
            template_labels: list("TemplateLabels", &self.template_labels, &added.template_labels)?,
            var_reference: list("VarReference", &self.var_reference, &added.var_reference)?,
            name_reference: references
                .map_err(|conflict| conflict.report("failed to merge NameReference fieldSpec"))?,
            images: list("Images", &self.images, &added.images)?,
            replicas: list("Replicas", &self.replicas, &added.replicas)?,
        };
        config.sort();
        Ok(Arc::new(config))
    }

    /// Puts every list in the order of kinds; entries of a kind keep theirs.
    pub(super) fn sort(&mut self) {
        let lists = [
            &mut self.name_prefix,
            &mut self.name_suffix,
            &mut self.namespace,
            &mut self.common_labels,
            &mut self.labels,
            &mut self.template_labels,
            &mut self.common_annotations,
            &mut self.var_reference,
            &mut self.images,
            &mut self.replicas,
        ];
        for list in lists {
            list.sort_by(|a, b| compare_kinds(&a.gvk(), &b.gvk()));
        }
        self.name_reference.sort_by(|a, b| compare_kinds(&a.gvk, &b.gvk));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(group: &str, kind: &str, path: &str, create: bool) -> FieldSpec {
        FieldSpec { group: group.into(), kind: kind.into(), path: path.into(), create, ..FieldSpec::default() }
    }

    #[test]
    fn an_entry_is_not_added_where_a_narrower_one_is_there() {
        let own = [spec("apps", "Deployment", "spec/a", false)];
        let merged = |added: FieldSpec| super::merged(&own, &[added]).map(|specs| specs.len());
        assert_eq!(merged(spec("apps", "Deployment", "spec/a", false)).ok(), Some(1));
        assert_eq!(merged(spec("", "Deployment", "spec/a", false)).ok(), Some(1));
        assert_eq!(merged(spec("", "", "spec/a", false)).ok(), Some(1));
        assert_eq!(merged(spec("batch", "", "spec/a", false)).ok(), Some(2));
        assert_eq!(merged(spec("", "", "spec/b", false)).ok(), Some(2));
    }

    #[test]
    fn entries_that_disagree_on_making_the_field_are_refused() {
        let own = Arc::new(TransformerConfig { labels: vec![spec("", "A", "x", true)], ..Default::default() });
        let added = Arc::new(TransformerConfig { labels: vec![spec("", "A", "x", false)], ..Default::default() });
        let error = own.merged(&added).expect_err("they disagree");
        assert_eq!(error.compat.as_deref(), Some("failed to merge Labels fieldSpec: conflicting fieldspecs"));
    }

    #[test]
    fn the_defaults_change_nothing_where_they_are() {
        let defaults = TransformerConfig::defaults();
        assert!(Arc::ptr_eq(&defaults.merged(&defaults).expect("the same"), &defaults));
        let copy = Arc::new(TransformerConfig::clone(&defaults));
        assert_eq!(*defaults.merged(&copy).expect("equal"), *defaults);
    }
}
