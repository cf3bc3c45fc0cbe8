//! [`Namespace`]: one namespace for all objects that have one, for the fields that name it elsewhere, and for the subjects of
//! role bindings. Objects keep their earlier ids; two objects must not become one.

use super::fields::{FieldError, FieldSpecs, Meaning, Missing, Outcome, Spec, set_scalar};
use super::object;
use crate::diagnostic::Diagnostic;
use crate::go::json;
use crate::kustomize::spec::{FieldSpec, ObjectMeta};
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{IdRef, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{NOWHERE, Tag};
use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use serde::Deserialize;
use smol_str::SmolStr;
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// The field that says where an object is.
const NAMESPACE: &str = "metadata/namespace";

/// The annotation of objects that a chart made: the chart knows their namespaces.
const HELM_GENERATED: &str = "internal.config.kubernetes.io/helm-generated";

static OWN: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new(&FieldSpec { path: SmolStr::new_static(NAMESPACE), create: true, ..FieldSpec::default() })
});

/// Sets the namespace.
#[derive(Clone, Debug)]
pub struct Namespace {
    namespace: SmolStr,
    unset_only: bool,
    subjects: Subjects,
    /// What is set in objects of the core group's `v1`, of which alone the name may be one of the fields.
    core: FieldSpecs,
    /// What is set in other objects.
    other: FieldSpecs,
    /// The same for role bindings, whose subjects are a matter of their own.
    bindings: FieldSpecs,
    core_bindings: FieldSpecs,
    origin: Span,
}

/// Which subjects of role bindings get the namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subjects {
    /// Those that are named `default`.
    #[default]
    NamedDefault,
    /// Those that are service accounts.
    ServiceAccounts,
    /// None.
    None,
}

impl Subjects {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "" | "defaultOnly" => Some(Subjects::NamedDefault),
            "allServiceAccounts" => Some(Subjects::ServiceAccounts),
            "none" => Some(Subjects::None),
            _ => None,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    metadata: ObjectMeta,
    field_specs: Vec<FieldSpec>,
    unset_only: bool,
    set_role_binding_subjects: SmolStr,
}

impl Namespace {
    /// `namespace`, which stands at `origin`.
    pub fn new(namespace: SmolStr, specs: &[FieldSpec], origin: Span) -> Self {
        let kept = |core: bool, binding: bool| {
            let specs = specs.iter().filter(|spec| {
                spec.path != NAMESPACE
                    && (core || spec.path != "metadata/name")
                    && !(binding && is_role_binding(&spec.kind) && spec.path == "subjects/namespace")
            });
            FieldSpecs::new(&specs.cloned().collect::<Vec<_>>())
        };
        Namespace {
            namespace,
            unset_only: false,
            subjects: Subjects::default(),
            core: kept(true, false),
            other: kept(false, false),
            bindings: kept(false, true),
            core_bindings: kept(true, true),
            origin,
        }
    }

    /// A `NamespaceTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let configuration: Configuration = object::read(tree).map_err(|mut error| {
            let sentence = error.compat.as_deref().unwrap_or(&error.message);
            error.compat = Some(format!("unmarshalling NamespaceTransformer config: {sentence}"));
            error
        })?;
        let mode = configuration.set_role_binding_subjects;
        let Some(subjects) = Subjects::parse(&mode) else {
            let sentence = format!(
                "invalid value {:?} for setRoleBindingSubjects: must be one of \"defaultOnly\", \"none\" or \
                 \"allServiceAccounts\"",
                mode.as_str()
            );
            return Err(Box::new(object::refused(sentence, tree.origin).help("use one of the three")));
        };
        let namespace = configuration.metadata.namespace;
        let made = Self::new(namespace, &configuration.field_specs, tree.origin);
        Ok(Namespace { unset_only: configuration.unset_only, subjects, ..made })
    }

    /// What a [`super::ValueAdd`] sets in place of the value of `metadata/namespace`.
    pub(super) fn bare(namespace: SmolStr, origin: Span) -> Self {
        Self::new(namespace, &[], origin)
    }

    /// Sets the namespace of one object.
    pub(super) fn apply(&self, resource: &mut Resource) -> Result<()> {
        let outcome = self.change(resource);
        outcome.map_err(|error| error.report(resource, self.origin))
    }

    fn change(&self, resource: &mut Resource) -> Outcome {
        let id = resource.id_ref();
        let (cluster_scoped, kind) = (id.cluster_scoped, SmolStr::from(id.kind));
        let mut set = |node: &mut Tree| self.set(node);
        if !cluster_scoped {
            OWN.change(resource, Missing::Scalar(Tag::Unstated), self.origin, &mut set)?;
        }
        let is_core = resource.tree.get("apiVersion").and_then(Tree::text).is_some_and(|version| version == "v1");
        let is_binding = is_role_binding(&kind);
        if is_binding {
            self.change_subjects(resource)?;
        }
        let specs = match (is_core, is_binding) {
            (true, false) => &self.core,
            (false, false) => &self.other,
            (true, true) => &self.core_bindings,
            (false, true) => &self.bindings,
        };
        specs.for_kind(&kind).try_for_each(|spec| {
            let outcome = spec.change(resource, Missing::Scalar(Tag::Str), self.origin, &mut set);
            outcome.map_err(|error| match error.no_scalar {
                true => error.prefixed("namespace field specs must target scalar nodes"),
                false => error.prefixed("namespace transformation failed"),
            })
        })
    }

    fn set(&self, node: &mut Tree) -> Outcome {
        let has_value = || !node.is_null() && node.text().is_some_and(|text| !text.is_empty());
        if self.unset_only && has_value() {
            return Ok(());
        }
        set_scalar(node, self.namespace.clone(), Meaning::Text, self.origin)
    }

    fn change_subjects(&self, resource: &mut Resource) -> Outcome {
        let (field, wanted) = match self.subjects {
            Subjects::None => return Ok(()),
            Subjects::NamedDefault => ("name", "default"),
            Subjects::ServiceAccounts => ("kind", "ServiceAccount"),
        };
        let Some(subjects) = resource.tree.get_mut("subjects").filter(|subjects| !subjects.is_null()) else {
            return Ok(());
        };
        let doing = "setting namespace on (cluster)role binding subjects";
        let Some(items) = subjects.as_items_mut() else {
            return Err(FieldError::wrong_kind("SequenceNode", subjects).prefixed(doing));
        };
        items.iter_mut().try_for_each(|subject| {
            let outcome = self.change_subject(subject, field, wanted);
            outcome.map_err(|error| error.prefixed(doing))
        })
    }

    fn change_subject(&self, subject: &mut Tree, field: &str, wanted: &str) -> Outcome {
        if subject.is_null() {
            return Ok(());
        }
        let looking =
            |error: Box<FieldError>| error.prefixed(&format!("looking up {field} on (cluster)role binding subject"));
        let Some(mapping) = subject.as_mapping_mut() else {
            return Err(looking(FieldError::wrong_kind("MappingNode", subject)));
        };
        match mapping.get(field) {
            None => return Ok(()),
            Some(value) if value.is_null() => return Ok(()),
            Some(value) => match value.text() {
                None => return Err(looking(FieldError::wrong_kind("ScalarNode", value))),
                Some(text) if text != wanted => return Ok(()),
                Some(_) => {}
            },
        }
        self.set(mapping.get_or_insert("namespace", || Tree::scalar("", Tag::Unstated, self.origin)))
    }

    /// Two objects that have become one.
    fn conflict(&self, set: &ResourceSet, key: IdRef<'_>) -> Box<Diagnostic> {
        let same = || set.iter().filter(|resource| resource.id_ref() == key);
        let texts: Vec<String> = same().map(as_json).collect();
        let sentence = format!("namespace transformation produces ID conflict: [{}]", texts.join(" "));
        let Some(first) = same().next() else {
            return Box::new(Diagnostic::sentence("kustomize::namespace-conflict", sentence));
        };
        let message = format!("namespace `{}` makes {} of {} objects", self.namespace, first.id(), texts.len());
        let mut diagnostic = Diagnostic::error("kustomize::namespace-conflict", message).compat(sentence);
        if self.origin != NOWHERE {
            diagnostic = diagnostic.label(self.origin, "the namespace is set here");
        }
        for resource in same() {
            diagnostic = diagnostic.label(resource.tree.origin, "one of the objects");
        }
        Box::new(diagnostic.help("give the objects different names, or leave one out"))
    }
}

/// The object as JSON, for a sentence: what a Secret keeps is not said.
fn as_json(resource: &Resource) -> String {
    let mut tree = resource.with_remembered();
    let secrets = if resource.kind() == "Secret" { &["data", "stringData"][..] } else { &[] };
    for key in secrets {
        if let Some(data) = tree.get_mut(key) {
            *data = Tree::string("***", NOWHERE);
        }
    }
    let value = tree.to_value().map_err(|error| error.to_string());
    let text =
        value.and_then(|value| json::encode(&value, json::Options::default()).map_err(|error| error.to_string()));
    text.unwrap_or_else(|error| format!("<{error}>"))
}

/// The first of the objects that `is_one_of` are whose id another object has, too. Hashes tell that there is none, which is so
/// nearly always, in less memory than ids.
fn doubled(set: &ResourceSet, is_one_of: impl Fn(&Resource) -> bool) -> Option<&Resource> {
    let hasher = RandomState::default();
    let mut hashes: HashSet<u64> = HashSet::with_capacity(set.len());
    if set.iter().all(|resource| hashes.insert(hasher.hash_one(resource.id_ref()))) {
        return None;
    }
    let mut counts: HashMap<IdRef<'_>, u32> = HashMap::with_capacity(set.len());
    for resource in set {
        *counts.entry(resource.id_ref()).or_default() += 1;
    }
    let is_doubled = |resource: &&Resource| counts.get(&resource.id_ref()).is_some_and(|count| *count > 1);
    set.iter().filter(|resource| is_one_of(resource)).find(is_doubled)
}

fn is_role_binding(kind: &str) -> bool {
    matches!(kind, "RoleBinding" | "ClusterRoleBinding")
}

impl Transformer for Namespace {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        if self.namespace.is_empty() {
            return Ok(());
        }
        let is_changed = |resource: &Resource| {
            !resource.is_deleted() && resource.annotation(HELM_GENERATED).is_none_or(|text| text != "true")
        };
        super::each(set.as_mut_slice(), |resource| {
            if !is_changed(resource) {
                return Ok(());
            }
            resource.store_id();
            self.apply(resource)
        })?;
        match doubled(set, is_changed) {
            Some(resource) => Err(self.conflict(set, resource.id_ref())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{resources, transformed};
    use super::*;
    use crate::kustomize::config::TransformerConfig;

    fn namespace() -> Namespace {
        Namespace::new("new".into(), &TransformerConfig::defaults().namespace, NOWHERE)
    }

    fn text<'a>(resource: &'a Resource, path: &[&str]) -> Option<&'a str> {
        resource.tree.at(path).and_then(Tree::text).map(SmolStr::as_str)
    }

    #[test]
    fn objects_go_into_it_and_namespaces_take_its_name() {
        let set = transformed(
            &namespace(),
            "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: old}\n---\n\
             apiVersion: v1\nkind: Namespace\nmetadata: {name: old}\n---\n\
             apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n",
        );
        let set = set.expect("no conflict");
        let [service, namespace, role] = set.as_slice() else { panic!("three objects") };
        assert_eq!((service.namespace().as_str(), service.original_id().namespace.as_str()), ("new", "old"));
        assert_eq!((namespace.name().as_str(), namespace.namespace().as_str()), ("new", ""));
        assert_eq!(role.namespace(), "");
    }

    #[test]
    fn subjects_follow_by_name_or_kind() {
        let binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b}\nsubjects:\n\
                       - {kind: ServiceAccount, name: default}\n- {kind: ServiceAccount, name: x, namespace: old}\n";
        let subjects = |namespace: &Namespace| {
            let set = transformed(namespace, binding).expect("no conflict");
            let items =
                set.get(0).and_then(|resource| resource.tree.get("subjects")?.as_items()).unwrap_or_default().to_vec();
            items
                .iter()
                .map(|item| item.get("namespace").and_then(Tree::text).cloned().unwrap_or_default())
                .collect::<Vec<_>>()
        };
        assert_eq!(subjects(&namespace()), ["new", "old"]);
        assert_eq!(subjects(&Namespace { subjects: Subjects::ServiceAccounts, ..namespace() }), ["new", "new"]);
        assert_eq!(subjects(&Namespace { subjects: Subjects::None, ..namespace() }), ["", "old"]);
    }

    #[test]
    fn two_objects_must_not_become_one() {
        let secret = |namespace: &str| {
            format!(
                "apiVersion: v1\nkind: Secret\nmetadata: {{name: s, namespace: {namespace}}}\ndata: {{password: aHVudGVyMg==}}\n"
            )
        };
        let error = transformed(&namespace(), &format!("{}---\n{}", secret("a"), secret("b"))).expect_err("a conflict");
        let sentence = error.compat.expect("Kustomize's words");
        assert!(
            sentence.starts_with("namespace transformation produces ID conflict: [{\"apiVersion\":\"v1\""),
            "{sentence}"
        );
        assert!(!sentence.contains("aHVudGVyMg=="), "{sentence}");
    }

    #[test]
    fn only_what_is_unset_is_set_where_that_is_asked_for() {
        let object = "kind: NamespaceTransformer\nmetadata: {name: n, namespace: new}\nunsetOnly: true\n";
        let unset_only = Namespace::from_object(&resources(object)[0].tree).expect("it is one");
        let set = transformed(
            &unset_only,
            "apiVersion: v1\nkind: A\nmetadata: {name: a, namespace: old}\n---\n\
                                            apiVersion: v1\nkind: A\nmetadata: {name: b}\n",
        );
        let set = set.expect("no conflict");
        let namespaces: Vec<_> = set.iter().map(|resource| text(resource, &["metadata", "namespace"])).collect();
        assert_eq!(namespaces, [Some("old"), Some("new")]);
        let wrong = format!("{object}setRoleBindingSubjects: all\n");
        let error = Namespace::from_object(&resources(&wrong)[0].tree).expect_err("no such mode");
        assert!(
            error
                .compat
                .is_some_and(|sentence| sentence.starts_with("invalid value \"all\" for setRoleBindingSubjects"))
        );
    }
}
