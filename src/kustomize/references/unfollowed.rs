//! Fields that look like names of objects and that no `nameReference` tells Kustomize to follow: where what they name has
//! just been renamed they now name nothing. They are left as they are and told of, with the configuration that mends it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::kustomize::each::map;
use crate::resource::{Previous, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE};
use foldhash::{HashMap, HashMapExt, HashSet};
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::ptr;
use std::sync::OnceLock;

/// Fields that hold a reference, or a list of them, and the kind that is meant where it names none.
const REFERENCES: &[(&str, &str)] = &[
    ("authenticationRef", "TriggerAuthentication"),
    ("backendRef", "Service"),
    ("backendRefs", "Service"),
    ("certificateRefs", "Secret"),
    ("configMapKeyRef", "ConfigMap"),
    ("configMapRef", "ConfigMap"),
    ("issuerRef", "Issuer"),
    ("parentRefs", "Gateway"),
    ("scaleTargetRef", "Deployment"),
    ("secretKeyRef", "Secret"),
    ("secretRef", "Secret"),
    ("secretStoreRef", "SecretStore"),
    ("serviceAccountRef", "ServiceAccount"),
];

/// Ends of the names of fields that are themselves a name, in either letter case of the first, and its kind.
const NAMES: &[(&str, &str)] = &[
    ("claimName", "PersistentVolumeClaim"),
    ("configMapName", "ConfigMap"),
    ("secretName", "Secret"),
    ("serviceAccountName", "ServiceAccount"),
    ("serviceName", "Service"),
];

/// How many of them are told of in a build.
const MAX_NOTES: usize = 50;

/// What no object is called any more and yet is named.
pub fn unfollowed(set: &ResourceSet) -> Vec<Diagnostic> {
    let renamed = Renamed::of(set);
    if renamed.by_name.is_empty() {
        return Vec::new();
    }
    let found = map(set.as_slice(), |_, referrer| {
        let mut search = Search { renamed: &renamed, referrer, path: SmallVec::new(), notes: Vec::new() };
        search.node(&referrer.tree);
        search.notes
    });
    found.into_iter().flatten().take(MAX_NOTES).collect()
}

/// An object that was renamed, and what it was.
struct Target<'s> {
    resource: &'s Resource,
    former: &'s Previous,
}

/// The objects that were renamed, by the names that they had.
struct Renamed<'s> {
    set: &'s ResourceSet,
    by_name: HashMap<&'s str, SmallVec<[Target<'s>; 1]>>,
    /// Kind and name of all objects: what names one of these names something. Nearly always nobody asks.
    present: OnceLock<HashSet<(SmolStr, SmolStr)>>,
}

impl<'s> Renamed<'s> {
    fn of(set: &'s ResourceSet) -> Self {
        let mut by_name: HashMap<&str, SmallVec<[Target<'_>; 1]>> = HashMap::with_capacity(set.len());
        for resource in set {
            if resource.build.previous.is_empty() {
                continue;
            }
            let name = resource.tree.at(&["metadata", "name"]).filter(|name| !name.is_null());
            let name = name.and_then(Tree::text).map_or("", SmolStr::as_str);
            for former in resource.build.previous.iter().filter(|former| former.name != name) {
                let targets = by_name.entry(&former.name).or_default();
                let same =
                    |target: &Target<'_>| ptr::eq(target.resource, resource) && target.former.kind == former.kind;
                if !targets.iter().rev().take(4).any(same) {
                    targets.push(Target { resource, former });
                }
            }
        }
        Renamed { set, by_name, present: OnceLock::new() }
    }

    /// The object that was meant by a kind and a name, if they mean none now. `namespace` is where who names it is.
    fn find(&self, kind: &str, name: &SmolStr, namespace: impl FnOnce() -> SmolStr) -> Option<&Target<'s>> {
        let targets = self.by_name.get(name.as_str())?;
        let all = || self.set.iter().map(|resource| (resource.kind(), resource.name())).collect();
        if self.present.get_or_init(all).contains(&(kind.into(), name.clone())) {
            return None;
        }
        let namespace = namespace();
        targets.iter().take(MAX_NOTES).filter(|target| target.former.kind == kind).find(|target| {
            let id = target.resource.id();
            id.cluster_scoped || id.effective_namespace() == namespace || target.former.namespace == namespace
        })
    }
}

/// A walk through an object.
struct Search<'s, 'r> {
    renamed: &'s Renamed<'r>,
    referrer: &'s Resource,
    path: SmallVec<[&'s str; 16]>,
    notes: Vec<Diagnostic>,
}

impl<'s> Search<'s, '_> {
    fn node(&mut self, node: &'s Tree) {
        match &node.content {
            Content::Sequence(sequence) => sequence.items.iter().for_each(|item| self.node(item)),
            Content::Mapping(mapping) => {
                self.reference(node);
                for entry in &mapping.entries {
                    let Some(key) = entry.key.text() else { continue };
                    self.path.push(key);
                    match entry.value.text() {
                        Some(text) => self.name(key, text, &entry.value),
                        None => self.node(&entry.value),
                    }
                    self.path.pop();
                }
            }
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }

    /// The namespace that counts for what names none.
    fn namespace(&self) -> SmolStr {
        self.referrer.id().effective_namespace().into()
    }

    /// A mapping with a name whose kind stands beside it, or is known by the field.
    fn reference(&mut self, node: &Tree) {
        let Some(name) = node.get("name") else { return };
        let Some(text) = name.text().filter(|text| self.renamed.by_name.contains_key(text.as_str())) else { return };
        let by_field = || {
            let field = self.path.last()?;
            REFERENCES.iter().find(|(known, _)| known == field).map(|(_, kind)| SmolStr::new_static(kind))
        };
        let Some(kind) = node.get("kind").and_then(Tree::text).cloned().or_else(by_field) else { return };
        let own = node.get("namespace").and_then(Tree::text);
        let namespace = || own.cloned().unwrap_or_else(|| self.namespace());
        if let Some(target) = self.renamed.find(&kind, text, namespace) {
            self.note(target, text, name.origin, Some("name"));
        }
    }

    /// A field that is a name by what it is called.
    fn name(&mut self, field: &SmolStr, text: &SmolStr, node: &Tree) {
        if !field.ends_with("Name") || !self.renamed.by_name.contains_key(text.as_str()) {
            return;
        }
        // `secretName` itself, or with words before it: `tlsSecretName`.
        let fits = |known: &str| match field.strip_suffix(&known[1..]) {
            Some(before) if before.len() == 1 => before == &known[..1],
            Some(before) => before.ends_with(&known[..1].to_ascii_uppercase()),
            None => false,
        };
        let Some((_, kind)) = NAMES.iter().find(|(known, _)| fits(known)) else { return };
        if let Some(target) = self.renamed.find(kind, text, || self.namespace()) {
            self.note(target, text, node.origin, None);
        }
    }

    #[cold]
    fn note(&mut self, target: &Target<'_>, old: &str, origin: Span, last: Option<&str>) {
        if self.notes.len() >= MAX_NOTES {
            return;
        }
        let path: Vec<&str> = self.path.iter().copied().chain(last).collect();
        let (kind, referrer, now) = (&target.former.kind, &self.referrer.kind(), target.resource.name());
        let message = format!(
            "`{}` of {referrer} {} names {kind} {old}, which is called {now} now",
            path.join("."),
            self.referrer.name(),
        );
        let escaped: Vec<String> = path.iter().map(|part| part.replace('/', "\\/")).collect();
        let help = format!(
            "have it followed by a file under `configurations` with `nameReference: [{{kind: {kind}, fieldSpecs: \
             [{{kind: {referrer}, path: {}}}]}}]`",
            escaped.join("/")
        );
        let note = Diagnostic::error("kustomize::unfollowed-reference", message).severity(Severity::Warning).help(help);
        let renamed_at = target.resource.tree.at(&["metadata", "name"]).map_or(NOWHERE, |name| name.origin);
        let places = [(origin, "keeps the old name"), (renamed_at, "the new name")];
        let known = places.into_iter().filter(|(place, _)| *place != NOWHERE);
        self.notes.push(known.fold(note, |note, (place, text)| note.label(place, text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    /// What is told of a first object once the second is called `p-api`.
    fn told(referrer: &str, kind: &str) -> Vec<String> {
        let text = format!("{referrer}\n---\n{{apiVersion: v1, kind: {kind}, metadata: {{name: api}}}}\n");
        let trees = read_trees(text.as_bytes(), SourceId::from_number(0)).expect("it is YAML");
        let mut resources: Vec<Resource> = trees.into_iter().map(Resource::new).collect();
        resources[1].store_id();
        resources[1].metadata_mut().expect("it has some").set("name", Tree::string("p-api", NOWHERE));
        let notes = unfollowed(&ResourceSet::from_vec(resources));
        notes.into_iter().map(|note| format!("{} | {}", note.message, note.help.unwrap_or_default())).collect()
    }

    #[test]
    fn references_to_former_names_are_told_with_their_configuration() {
        let route = "apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web}
spec: {rules: [{backendRefs: [{name: api, port: 80}]}]}";
        let note = "`spec.rules.backendRefs.name` of HTTPRoute web names Service api, which is called p-api now | have it \
                    followed by a file under `configurations` with `nameReference: [{kind: Service, fieldSpecs: [{kind: \
                    HTTPRoute, path: spec/rules/backendRefs/name}]}]`";
        assert_eq!(told(route, "Service"), [note]);
        assert!(told(route, "Secret").is_empty());
    }

    #[test]
    fn kinds_stand_beside_names_or_in_them() {
        let object = |spec: &str| format!("{{apiVersion: a/v1, kind: Foo, metadata: {{name: f}}, spec: {spec}}}");
        assert_eq!(told(&object("{target: {kind: Job, name: api}}"), "Job").len(), 1);
        assert_eq!(told(&object("{tlsSecretName: api}"), "Secret").len(), 1);
        assert_eq!(told(&object("{secretName: api}"), "Secret").len(), 1);
        assert!(told(&object("{target: {kind: Job, name: api, namespace: other}}"), "Job").is_empty());
        assert!(told(&object("{name: api, displayName: api}"), "Secret").is_empty());
    }
}
