//! What a build remembers of an object, as the annotations in which Kustomize keeps it: read where an object brings some
//! along, and written for messages that print the object as Kustomize has it by then.

use super::{Behavior, Build, Previous, Resource};
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use smol_str::SmolStr;

/// The annotation that says where an object came from.
pub const ORIGIN: &str = "config.kubernetes.io/origin";

/// The annotation that says what changed an object.
pub const TRANSFORMATIONS: &str = "alpha.config.kubernetes.io/transformations";

/// The domain of these annotations.
const DOMAIN: &str = "internal.config.kubernetes.io/";

impl Resource {
    /// Takes over the former names, prefixes and suffixes that annotations tell of. The annotations stay until the end of the
    /// build. Former names count only where there are as many kinds and namespaces as names.
    pub(super) fn remember_annotations(&mut self) {
        let Some(annotations) = self.tree.at(&["metadata", "annotations"]).and_then(Tree::as_mapping) else { return };
        let is_internal = |key: &Tree| key.text().is_some_and(|key| key.starts_with(DOMAIN));
        if !annotations.entries.iter().any(|entry| is_internal(&entry.key)) {
            return;
        }
        let list = |name: &str| -> Vec<SmolStr> {
            let text = annotations.get(&format!("{DOMAIN}{name}")).and_then(Tree::text);
            text.filter(|text| !text.is_empty())
                .map(|text| text.split(',').map(SmolStr::new).collect())
                .unwrap_or_default()
        };
        let (kinds, names, namespaces) = (list("previousKinds"), list("previousNames"), list("previousNamespaces"));
        let (prefixes, suffixes) = (list("prefixes"), list("suffixes"));
        if kinds.len() == names.len() && names.len() == namespaces.len() {
            let parts = kinds.into_iter().zip(names).zip(namespaces);
            self.build.previous = parts.map(|((kind, name), namespace)| Previous { kind, name, namespace }).collect();
        }
        self.build.prefixes = prefixes;
        self.build.suffixes = suffixes;
    }

    /// Takes over all that its annotations tell, and takes them away: what a program of the user's gave back has what the program
    /// left of them. What annotations do not tell is as `before`, and so are the records of origins where their annotations are
    /// still there.
    pub fn recall(&mut self, before: &Build) {
        self.remember_annotations();
        let told = |name: &str| self.annotation(&format!("{DOMAIN}{name}")).cloned().unwrap_or_default();
        let (behavior, hash) = (told("generatorBehavior"), told("needsHashSuffix"));
        let own = std::mem::take(&mut self.build);
        self.build = Build {
            previous: own.previous,
            prefixes: own.prefixes,
            suffixes: own.suffixes,
            commented: own.commented,
            cluster_scoped: own.cluster_scoped,
            needs_hash: hash == "enabled",
            behavior: Behavior::from_name(&behavior),
            generated: !behavior.is_empty(),
            shared: Vec::new(),
            ..before.clone()
        };
        self.forget_records(self.annotation(ORIGIN).is_none(), self.annotation(TRANSFORMATIONS).is_none());
        let names: Vec<String> = self.remembered().into_iter().map(|(name, _)| name).collect();
        let records = [ORIGIN, TRANSFORMATIONS].into_iter();
        let names = names.iter().map(String::as_str).chain(records);
        let Some(metadata) = self.tree.get_mut("metadata").and_then(Tree::as_mapping_mut) else { return };
        if let Some(annotations) = metadata.get_mut("annotations").and_then(Tree::as_mapping_mut) {
            names.for_each(|name| drop(annotations.remove(name)));
            if annotations.is_empty() {
                metadata.remove("annotations");
            }
        }
    }

    /// The object with the annotations that Kustomize's would have by now.
    pub fn with_remembered(&self) -> Tree {
        let mut resource = Resource::new(self.tree.clone());
        resource.write_annotations(self.remembered());
        resource.tree
    }

    fn write_annotations(&mut self, annotations: Vec<(String, String)>) {
        let Some(metadata) = self.metadata_mut().filter(|_| !annotations.is_empty()) else { return };
        if metadata.get("annotations").is_some_and(Tree::is_null) {
            metadata.remove("annotations");
        }
        let written = metadata.get_or_insert("annotations", || Tree::mapping(NOWHERE));
        let Some(written) = written.as_mapping_mut() else { return };
        for (name, text) in annotations {
            written.set(&name, Tree::string(text, NOWHERE));
        }
    }

    /// Whether the metadata is a mapping in which annotations can be: one without any, or with a mapping of them.
    pub(super) fn has_plain_metadata(&self) -> bool {
        let metadata = self.tree.get("metadata").and_then(Tree::as_mapping);
        metadata
            .is_some_and(|metadata| metadata.get("annotations").is_none_or(|written| written.as_mapping().is_some()))
    }

    /// Lets `change` see the annotations that Kustomize's object would have. Of what they tell, the origin and the
    /// transformations are forgotten where the change takes their annotations away; the rest stays, as Kustomize sees to.
    pub(super) fn with_annotations<E>(&mut self, change: impl FnOnce(&mut Tree) -> Result<(), E>) -> Result<(), E> {
        let mut annotations = self.remembered();
        let recorded =
            [(ORIGIN, self.build.origin.is_some()), (TRANSFORMATIONS, !self.build.transformations.is_empty())];
        annotations.extend(recorded.into_iter().filter(|(_, is)| *is).map(|(name, _)| (name.into(), String::new())));
        let names: Vec<String> = annotations.iter().map(|(name, _)| name.clone()).collect();
        self.write_annotations(annotations);
        change(&mut self.tree)?;
        let Some(metadata) = self.tree.get_mut("metadata").and_then(Tree::as_mapping_mut) else {
            self.forget_records(true, true);
            return Ok(());
        };
        let mut left = Vec::new();
        if let Some(written) = metadata.get_mut("annotations").and_then(Tree::as_mapping_mut) {
            left.extend(names.into_iter().filter(|name| written.remove(name).is_some()));
            if written.is_empty() && !left.is_empty() {
                metadata.remove("annotations");
            }
        }
        let is_gone = |record: &str| !left.iter().any(|name| name == record);
        self.forget_records(is_gone(ORIGIN), is_gone(TRANSFORMATIONS));
        Ok(())
    }

    fn forget_records(&mut self, origin: bool, transformations: bool) {
        if origin {
            self.build.origin = None;
        }
        if transformations {
            self.build.transformations.clear();
        }
    }

    /// Forgets what annotations tell, as Kustomize does where a strategic merge takes them all away: former names, prefixes,
    /// the wish for a hash, the origin.
    pub(super) fn forget_annotations(&mut self) {
        let build = std::mem::take(&mut self.build);
        self.build = Build {
            variables: build.variables,
            commented: build.commented,
            cluster_scoped: build.cluster_scoped,
            shared: build.shared,
            ..Build::default()
        };
    }

    /// Whether Kustomize's object has annotations by now, whatever it was written with.
    pub fn remembers(&self) -> bool {
        let build = &self.build;
        build.origin.is_some() || !build.transformations.is_empty() || !self.remembered().is_empty()
    }

    fn remembered(&self) -> Vec<(String, String)> {
        let build = &self.build;
        let former = |part: fn(&Previous) -> &SmolStr| {
            build.previous.iter().map(|previous| part(previous).as_str()).collect::<Vec<_>>().join(",")
        };
        let behavior = match build.behavior {
            Behavior::Unspecified if !build.generated => "",
            behavior => behavior.name(),
        };
        let referrers: Vec<String> = build.referrers.iter().map(ToString::to_string).collect();
        let all = [
            ("generatorBehavior", behavior.to_owned()),
            ("needsHashSuffix", String::from(if build.needs_hash { "enabled" } else { "" })),
            ("prefixes", build.prefixes.join(",")),
            ("previousKinds", former(|previous| &previous.kind)),
            ("previousNames", former(|previous| &previous.name)),
            ("previousNamespaces", former(|previous| &previous.namespace)),
            ("refBy", referrers.join(",")),
            ("suffixes", build.suffixes.join(",")),
        ];
        let told = all.into_iter().filter(|(_, text)| !text.is_empty());
        told.map(|(name, text)| (format!("{DOMAIN}{name}"), text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::Schema;
    use crate::resource::{json_patch, read};
    use crate::source::SourceId;
    use crate::yaml::Tree;

    #[test]
    fn former_names_are_read_and_written() {
        let text = "kind: A\nmetadata:\n  name: p-a\n  annotations:\n    internal.config.kubernetes.io/previousNames: a,b\n    \
                    internal.config.kubernetes.io/previousKinds: A,A\n    \
                    internal.config.kubernetes.io/previousNamespaces: default,x\n    \
                    internal.config.kubernetes.io/prefixes: p-\n";
        let resource = read(text.as_bytes(), SourceId::UNKNOWN).expect("an object").remove(0);
        assert_eq!(resource.original_id().name, "a");
        assert_eq!(resource.build.prefixes, ["p-"]);
        let mut bare = resource.clone();
        bare.metadata_mut().expect("a mapping").remove("annotations");
        let annotations = |tree: &Tree| tree.at(&["metadata", "annotations"]).cloned().expect("there are some");
        let (again, before) = (annotations(&bare.with_remembered()), annotations(&resource.tree));
        for entry in &before.as_mapping().expect("a mapping").entries {
            let key = entry.key.text().expect("a text");
            assert_eq!(again.get(key).and_then(Tree::text), entry.value.text());
        }
    }

    #[test]
    fn former_names_that_lack_their_kinds_are_none() {
        let text = "kind: A\nmetadata: {name: a, annotations: {internal.config.kubernetes.io/previousNames: 'x'}}\n";
        let resource = read(text.as_bytes(), SourceId::UNKNOWN).expect("an object").remove(0);
        assert_eq!(resource.original_id().name, "a");
    }

    fn patched(text: &str, operations: &str) -> Result<crate::resource::Resource, String> {
        let mut resource = read(text.as_bytes(), SourceId::UNKNOWN).expect("an object").remove(0);
        resource.store_id();
        let operations = json_patch::parse(operations.as_bytes(), SourceId::UNKNOWN).expect("a patch");
        resource.apply_json(&operations).map(|()| resource).map_err(|error| error.to_string())
    }

    #[test]
    fn a_json_patch_finds_the_annotations_of_an_object_with_a_former_name() {
        let text = "kind: A\nmetadata: {name: a}\n";
        let added = patched(text, "[{\"op\": \"add\", \"path\": \"/metadata/annotations/x\", \"value\": \"y\"}]");
        let added = added.expect("there are annotations");
        assert_eq!(
            added.tree.at(&["metadata", "annotations"]).and_then(Tree::as_mapping).map(|all| all.entries.len()),
            Some(1)
        );
        let removed = patched(text, "[{\"op\": \"remove\", \"path\": \"/metadata/annotations\"}]");
        let removed = removed.expect("there are annotations");
        assert_eq!((removed.tree.at(&["metadata", "annotations"]), removed.build.previous.len()), (None, 1));
        assert!(patched(text, "[{\"op\": \"remove\", \"path\": \"/metadata/labels\"}]").is_err());
    }

    #[test]
    fn a_json_patch_that_writes_all_annotations_takes_the_origin_along() {
        let mut resource = read(b"kind: A\nmetadata: {name: a}\n", SourceId::UNKNOWN).expect("an object").remove(0);
        resource.build.origin = Some(Box::default());
        let apply = |resource: &mut crate::resource::Resource, path: &str, value: &str| {
            let text = format!("[{{\"op\": \"add\", \"path\": \"{path}\", \"value\": {value}}}]");
            let operations = json_patch::parse(text.as_bytes(), SourceId::UNKNOWN).expect("a patch");
            resource.apply_json(&operations).expect("it fits");
        };
        apply(&mut resource, "/metadata/annotations/x", "\"y\"");
        assert!(resource.build.origin.is_some());
        apply(&mut resource, "/metadata/annotations", "{\"x\": \"y\"}");
        assert!(resource.build.origin.is_none());
    }

    #[test]
    fn a_merge_that_replaces_annotations_makes_an_object_forget() {
        let merged = |patch: &str| {
            let mut resource = read(b"kind: A\nmetadata: {name: a}\n", SourceId::UNKNOWN).expect("an object").remove(0);
            resource.store_id();
            resource.build.needs_hash = true;
            let patch = read(patch.as_bytes(), SourceId::UNKNOWN).expect("an object").remove(0);
            resource.apply_strategic(&patch, &Schema::builtin()).expect("it fits");
            (resource.build.needs_hash, resource.build.previous.len())
        };
        assert_eq!(merged("kind: A\nmetadata: {name: a, annotations: {x: y}}\n"), (true, 1));
        assert_eq!(merged("kind: A\nmetadata: {name: a, annotations: {$patch: replace, x: y}}\n"), (false, 0));
        assert_eq!(merged("kind: A\nmetadata: {name: a, annotations: null}\n"), (false, 0));
    }
}
