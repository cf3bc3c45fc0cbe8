//! References by name: what prefixes, suffixes, hashes and namespaces did to the names of objects is done to the fields
//! that name them. Which object a field means follows Kustomize's rules, and where these leave several it is an error.

use super::candidates::{Candidate, Candidates, Found, Reach};
use super::fields;
use crate::diagnostic::Diagnostic;
use crate::kustomize::Result;
use crate::kustomize::config::NameReference;
use crate::kustomize::each::each;
use crate::resource::{Gvk, IdRef, Resource, ResourceId, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE, Tag};
use foldhash::HashMap;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rewrites every field that `references` name to what its object is called now.
pub fn fix_names(set: &mut ResourceSet, references: &[NameReference]) -> Result<()> {
    let of_any_kind = references.iter().any(|reference| reference.gvk.kind.is_empty());
    let candidates = Candidates::new(set.as_slice(), of_any_kind);
    let of_kinds = fields_of_kinds(set, references);
    let referred = each(set.as_mut_slice(), |position, resource| match of_kinds.get(position) {
        Some(fields) if !resource.is_deleted() && !fields.list.is_empty() => fix(resource, fields, &candidates),
        _ => Ok(None),
    })?;
    for Referrals { referrer, to } in referred.into_iter().flatten().map(|referrals| *referrals) {
        for position in to {
            let Some(resource) = set.contents_mut().get_mut(position) else { continue };
            let referrers = &mut resource.build.referrers;
            if referrers.is_empty() {
                // Most objects are named by one other at the most.
                referrers.reserve_exact(1);
            }
            referrers.push(referrer.clone());
        }
    }
    Ok(())
}

/// Whom an object refers to.
struct Referrals {
    /// The object.
    referrer: ResourceId,
    /// The positions of those that it names, one for each time.
    to: SmallVec<[usize; 4]>,
}

/// A field that can hold the name of an object of a kind.
struct Field {
    target: Gvk,
    written: SmolStr,
    path: fields::Parts,
    /// The number of its head among those of the kind's fields.
    head: usize,
}

/// The fields of a kind of object.
struct Fields {
    list: Vec<Field>,
    /// How their paths begin: several keys, without lists. What lacks such a beginning has none of its fields.
    heads: Vec<SmallVec<[SmolStr; HEAD]>>,
}

/// Keys of a path that are looked for before the fields are.
const HEAD: usize = 4;

impl Fields {
    fn new(references: &[NameReference], id: IdRef<'_>) -> Self {
        let mut fields = Fields { list: Vec::new(), heads: Vec::new() };
        for reference in references {
            for spec in reference.field_specs.iter().filter(|spec| spec.selects(id.group, id.version, id.kind)) {
                let path = fields::parts(&spec.path);
                let head: SmallVec<[SmolStr; HEAD]> = path
                    .iter()
                    .take(HEAD)
                    .take_while(|part| !part.ends_with("[]") && !part.is_empty())
                    .cloned()
                    .collect();
                let head = fields.heads.iter().position(|known| *known == head).unwrap_or_else(|| {
                    fields.heads.push(head);
                    fields.heads.len() - 1
                });
                fields.list.push(Field { target: reference.gvk.clone(), written: spec.path.clone(), path, head });
            }
        }
        fields
    }

    /// For each head whether an object may have fields that begin so.
    fn present(&self, tree: &Tree) -> SmallVec<[bool; 16]> {
        self.heads.iter().map(|head| may_have(tree, head)).collect()
    }
}

/// Whether a walk along these keys may meet something: it ends where a mapping lacks a key, or at null.
fn may_have(mut node: &Tree, head: &[SmolStr]) -> bool {
    for key in head {
        let Some(mapping) = node.as_mapping() else { return !node.is_null() };
        let Some(value) = mapping.get(key) else { return false };
        node = value;
    }
    true
}

/// For each object the fields that can hold names, by the kind that it had at first.
fn fields_of_kinds(set: &ResourceSet, references: &[NameReference]) -> Vec<Arc<Fields>> {
    let mut known: HashMap<[&str; 3], Arc<Fields>> = HashMap::default();
    let of_kind = |resource| {
        let id = Resource::original_id_ref(resource);
        let fields = known.entry([id.group, id.version, id.kind]);
        Arc::clone(fields.or_insert_with(|| Arc::new(Fields::new(references, id))))
    };
    set.iter().map(of_kind).collect()
}

/// An object whose fields are being rewritten.
struct Referrer<'c> {
    resource: &'c Resource,
    reach: &'c Reach,
    candidates: &'c Candidates,
    referred: &'c mut SmallVec<[usize; 4]>,
    /// The objects among which Kustomize's rules leave the choice open.
    open: Vec<Span>,
}

/// Rewrites the fields of an object, and gives whom it refers to, if it does.
fn fix(resource: &mut Resource, fields: &Fields, candidates: &Candidates) -> Result<Option<Box<Referrals>>> {
    let mut referred = SmallVec::new();
    let id = resource.id();
    let reach = reach(resource, &id).map_err(|sentence| Box::new(invalid(&sentence, resource.tree.origin, &[])))?;
    // The fields are changed while the rest of the object is looked at.
    let mut tree = std::mem::replace(&mut resource.tree, Tree::null(NOWHERE));
    let mut outcome = Ok(());
    let present = fields.present(&tree);
    for field in fields.list.iter().filter(|field| present[field.head]) {
        let role = role_reference(&tree, field);
        let mut referrer = Referrer { resource, reach: &reach, candidates, referred: &mut referred, open: Vec::new() };
        let done = fields::visit(&mut tree, &field.path, &mut |node| referrer.rewrite(node, field, role.as_ref()));
        if let Err(cause) = done {
            let path = &field.written;
            let sentence = format!(
                "updating name reference in '{path}' field of '{id}': considering field '{path}' of object {id}: {cause}"
            );
            outcome = Err(Box::new(invalid(&sentence, tree.origin, &referrer.open)));
            break;
        }
    }
    resource.tree = tree;
    outcome.map(|()| (!referred.is_empty()).then(|| Box::new(Referrals { referrer: id, to: referred })))
}

fn invalid(sentence: &str, object: Span, open: &[Span]) -> Diagnostic {
    let diagnostic = Diagnostic::sentence("kustomize::name-reference", sentence).label(object, "");
    let diagnostic = open.iter().fold(diagnostic, |diagnostic, &span| diagnostic.label(span, "this may be meant"));
    diagnostic.help(if open.is_empty() {
        "check the field against the `nameReference` configuration of its kind"
    } else {
        "give the objects different names in their bases, or name the namespace where the reference can"
    })
}

/// What a referrer can name.
fn reach(resource: &Resource, id: &ResourceId) -> std::result::Result<Reach, String> {
    if id.cluster_scoped {
        return Ok(Reach::Everything);
    }
    let mut subjects = BTreeSet::new();
    let list = resource.tree.get("subjects").and_then(Tree::as_items);
    for subject in list.unwrap_or_default().iter().filter(|_| id.gvk.kind == "RoleBinding") {
        let is_account = subject.get("kind").and_then(Tree::text).is_some_and(|kind| kind == "ServiceAccount");
        let Some(namespace) = subject.get("namespace").filter(|_| is_account) else { continue };
        match namespace.as_scalar().filter(|scalar| scalar.meaning() == Tag::Str) {
            Some(scalar) => subjects.insert(scalar.text.clone()),
            None => return Err(format!("Invalid Input: namespace is blank for resource \"{id}\"")),
        };
    }
    Ok(Reach::Places { own: id.effective_namespace().into(), subjects })
}

/// Group and kind of the role that a binding names, where the field is its name.
fn role_reference(tree: &Tree, field: &Field) -> Option<Gvk> {
    if !field.written.ends_with("roleRef/name") {
        return None;
    }
    let part = |name: &str| tree.at(&["roleRef", name])?.text().cloned();
    Some(Gvk { group: part("apiGroup")?, version: SmolStr::default(), kind: part("kind")? })
}

type Outcome = std::result::Result<(), String>;

impl Referrer<'_> {
    fn rewrite(&mut self, node: &mut Tree, field: &Field, role: Option<&Gvk>) -> Outcome {
        if node.is_null() {
            return Ok(());
        }
        match &mut node.content {
            Content::Scalar(_) => self.rewrite_scalar(node, field, role),
            Content::Mapping(_) => self.rewrite_mapping(node, field, role),
            Content::Sequence(sequence) => sequence.items.iter_mut().try_for_each(|item| match &item.content {
                _ if item.is_null() => Ok(()),
                Content::Scalar(_) => self.rewrite_scalar(item, field, role),
                Content::Mapping(_) => self.rewrite_mapping(item, field, role),
                _ => Err(String::from("a list is expected to be either a string or a map of string")),
            }),
            Content::Alias(_) => Err(String::from("node must be a scalar, sequence or map")),
        }
    }

    /// A field that is a name.
    fn rewrite_scalar(&mut self, node: &mut Tree, field: &Field, role: Option<&Gvk>) -> Outcome {
        let Some(old) = node.text().cloned() else { return Ok(()) };
        let found = self.candidates.find(&field.target, &old, None, self.reach);
        let Some(referral) = self.choose(found, role, |one, other| one.id.name == other.id.name)? else {
            return Ok(());
        };
        self.referred.push(referral.position);
        if referral.id.name != old {
            set_text(node, &referral.id.name, referral.name_origin);
        }
        Ok(())
    }

    /// A field that holds a name and perhaps a namespace.
    fn rewrite_mapping(&mut self, node: &mut Tree, field: &Field, role: Option<&Gvk>) -> Outcome {
        let text = |name: &str| node.get(name).map(|node| node.text().cloned().unwrap_or_default());
        let Some(old) = text("name") else {
            return Err(String::from("path config error; no 'name' field in node"));
        };
        let namespace = text("namespace");
        let found = self.candidates.find(&field.target, &old, namespace.as_deref(), self.reach);
        let same =
            |one: &Candidate, other: &Candidate| one.id.name == other.id.name && one.id.namespace == other.id.namespace;
        let Some(referral) = self.choose(found, role, same)? else { return Ok(()) };
        self.referred.push(referral.position);
        let (name, namespace) = (&referral.id.name, &referral.id.namespace);
        if *name != old
            && let Some(node) = node.get_mut("name")
        {
            set_text(node, name, referral.name_origin);
        }
        if !namespace.is_empty() {
            match node.get_mut("namespace") {
                Some(node) if node.text() == Some(namespace) && !node.is_null() => {}
                Some(node) => set_text(node, namespace, referral.namespace_origin),
                None => {
                    let Some(mapping) = node.as_mapping_mut() else { return Ok(()) };
                    mapping.push("namespace", Tree::string(namespace.clone(), referral.namespace_origin));
                }
            }
        }
        Ok(())
    }

    /// The object that is meant, of those that a name may mean.
    fn choose<'f>(
        &mut self,
        mut found: Found<'f>,
        role: Option<&Gvk>,
        same: impl Fn(&Candidate, &Candidate) -> bool,
    ) -> std::result::Result<Option<&'f Candidate>, String> {
        found.retain(|candidate| role.is_none_or(|role| candidate.was_selected(role)));
        if let [only] = found[..] {
            return Ok(Some(only));
        }
        found.retain(|candidate| candidate.shares_affixes(self.resource, true));
        if found.len() > 1 {
            found.retain(|candidate| candidate.shares_affixes(self.resource, false));
        }
        let Some((&first, others)) = found.split_first() else { return Ok(None) };
        if others.iter().all(|other| same(first, other)) {
            return Ok(Some(first));
        }
        self.open = found.iter().map(|candidate| candidate.name_origin).collect();
        let ids: Vec<String> = found.iter().map(|candidate| candidate.id.to_string()).collect();
        Err(format!("found multiple possible referrals: {}", ids.join(", ")))
    }
}

/// Sets a scalar as kyaml does: it keeps its quotes, and states no type of its own.
fn set_text(node: &mut Tree, text: &SmolStr, origin: Span) {
    match &mut node.content {
        Content::Scalar(scalar) => {
            scalar.text = text.clone();
            scalar.tag = Tag::Unstated;
        }
        _ => *node = Tree::string(text.clone(), origin),
    }
    node.origin = origin;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kustomize::config::TransformerConfig;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    /// Objects, some of which are renamed as a prefix would.
    fn objects(text: &str, renamed: &[(usize, &str)]) -> ResourceSet {
        let trees = read_trees(text.as_bytes(), SourceId::from_number(0)).expect("it is YAML");
        let mut resources: Vec<Resource> = trees.into_iter().map(Resource::new).collect();
        for (position, prefix) in renamed {
            let resource = &mut resources[*position];
            resource.store_id();
            let name = format!("{prefix}{}", resource.name());
            resource.build.prefixes.push((*prefix).into());
            resource.metadata_mut().expect("it has some").set("name", Tree::string(name, NOWHERE));
        }
        ResourceSet::from_vec(resources)
    }

    /// The field of the first object after names were fixed.
    fn fixed(text: &str, renamed: &[(usize, &str)], path: &[&str]) -> String {
        let mut set = objects(text, renamed);
        if let Err(error) = fix_names(&mut set, &TransformerConfig::defaults().name_reference) {
            return error.message;
        }
        set.get(0).and_then(|object| object.tree.at(path)?.text()).map(SmolStr::to_string).unwrap_or_default()
    }

    #[test]
    fn fields_follow_the_names_that_they_mean() {
        let text = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {volumeName: v}}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: v}}
";
        assert_eq!(fixed(text, &[(1, "p-")], &["spec", "volumeName"]), "p-v");
        assert_eq!(fixed(text, &[(2, "p-")], &["spec", "volumeName"]), "v");
    }

    #[test]
    fn objects_elsewhere_are_not_meant() {
        let text = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}, spec: {serviceAccountName: s}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: s, namespace: b}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: s, namespace: a}}
";
        let path = ["spec", "serviceAccountName"];
        assert_eq!(fixed(text, &[(1, "p-")], &path), "s");
        assert_eq!(fixed(text, &[(1, "p-"), (2, "q-")], &path), "q-s");
    }

    #[test]
    fn subjects_take_name_and_namespace() {
        let text = "apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: a}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
subjects: [{kind: ServiceAccount, name: s, namespace: b}]
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: s, namespace: b}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: a}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}
";
        let mut set = objects(text, &[(1, "p-"), (2, "q-"), (3, "x-")]);
        fix_names(&mut set, &TransformerConfig::defaults().name_reference).expect("they can be fixed");
        let binding = &set.as_slice()[0].tree;
        let subject = binding.get("subjects").and_then(Tree::as_items).map(|items| &items[0]).expect("it has one");
        assert_eq!(subject.get("name").and_then(Tree::text).map(SmolStr::as_str), Some("p-s"));
        assert_eq!(binding.at(&["roleRef", "name"]).and_then(Tree::text).map(SmolStr::as_str), Some("x-r"));
        assert_eq!(set.as_slice()[1].build.referrers.len(), 1);
    }

    #[test]
    fn several_that_may_be_meant_are_an_error() {
        let text = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {serviceAccountName: s}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: s}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: s}}
";
        let message = fixed(text, &[(0, "p-"), (1, "p-"), (2, "q-"), (2, "p-")], &[]);
        let cause = "found multiple possible referrals: ServiceAccount.v1.[noGrp]/p-s.[noNs], \
                     ServiceAccount.v1.[noGrp]/p-q-s.[noNs]";
        assert!(message.ends_with(cause), "{message}");
        let field = ["spec", "serviceAccountName"];
        assert_eq!(fixed(text, &[(0, "p-"), (1, "p-"), (2, "q-")], &field), "p-s");
        assert_eq!(fixed(text, &[(1, "p-"), (2, "q-")], &field), "s");
    }
}
