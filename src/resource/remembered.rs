//! What a build remembers of an object, as the annotations in which Kustomize keeps it: read where an object brings some
//! along, and written for messages that print the object as Kustomize has it by then.

use super::{Behavior, Previous, Resource};
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use smol_str::SmolStr;

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

    /// The object with the annotations that Kustomize's would have by now.
    pub fn with_remembered(&self) -> Tree {
        let mut resource = Resource::new(self.tree.clone());
        let remembered = self.remembered();
        if remembered.is_empty() {
            return resource.tree;
        }
        let annotations = resource.metadata_mut().map(|metadata| {
            let empty = || Tree::mapping(NOWHERE);
            if metadata.get("annotations").is_some_and(Tree::is_null) {
                metadata.remove("annotations");
            }
            metadata.get_or_insert("annotations", empty)
        });
        if let Some(annotations) = annotations.and_then(Tree::as_mapping_mut) {
            for (name, text) in remembered {
                annotations.set(&format!("{DOMAIN}{name}"), Tree::string(text, NOWHERE));
            }
        }
        resource.tree
    }

    fn remembered(&self) -> Vec<(&'static str, String)> {
        let build = &self.build;
        let former = |part: fn(&Previous) -> &SmolStr| {
            build.previous.iter().map(|previous| part(previous).as_str()).collect::<Vec<_>>().join(",")
        };
        let behavior = match build.behavior {
            Behavior::Unspecified => "",
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
        all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::resource::read;
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
}
