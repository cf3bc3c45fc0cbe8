//! [`FieldPath`], the path of a field spec in its parts: `spec/containers[]/image`, where `\/` is a slash within a name.

use crate::kustomize::replacements::path::split_escaped;
use crate::yaml::Tree;
use smol_str::SmolStr;
use std::sync::{Arc, OnceLock};

/// A path, which is split when it is first followed: most of those that Kustomize knows are for kinds that a build has not.
#[derive(Clone, Debug)]
pub(crate) struct FieldPath {
    /// The path as it was written.
    pub(crate) text: SmolStr,
    split: OnceLock<Split>,
}

/// What a path comes to.
#[derive(Clone, Debug)]
struct Split {
    /// The keys in it.
    keys: Arc<[SmolStr]>,
    parts: Box<[Part]>,
}

/// A step of a path.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The name as it was written, without `[]`.
    pub(super) name: SmolStr,
    /// Whether `[]` says that the value is a list. Lists are entered either way.
    pub(super) is_list: bool,
    /// What is looked up.
    pub(super) step: Step,
}

/// What a name means to kyaml.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// The value of a key.
    Key(SmolStr),
    /// Nothing but blanks: the value stays where it is.
    Stay,
    /// An item of a list, which no path can name in a mapping.
    Item,
    /// What kyaml refuses.
    Invalid(String),
}

impl FieldPath {
    /// The path that is written so.
    pub(crate) fn new(path: &SmolStr) -> Self {
        FieldPath { text: path.clone(), split: OnceLock::new() }
    }

    fn split(&self) -> &Split {
        self.split.get_or_init(|| {
            let parts: Box<[Part]> = split_escaped(&self.text, '/').iter().map(|name| Part::parse(name)).collect();
            let keys = parts.iter().filter_map(|part| match &part.step {
                Step::Key(key) => Some(key.clone()),
                _ => None,
            });
            Split { keys: keys.collect(), parts }
        })
    }

    /// The steps.
    pub(super) fn parts(&self) -> &[Part] {
        &self.split().parts
    }

    /// The keys among the steps.
    pub(super) fn keys(&self) -> &Arc<[SmolStr]> {
        &self.split().keys
    }

    /// Whether a walk that makes nothing may get further than its first key.
    pub(super) fn may_begin_in(&self, tree: &Tree) -> bool {
        match (self.parts().first().map(|part| &part.step), tree.as_mapping()) {
            (Some(Step::Key(key)), Some(mapping)) => mapping.position(key).is_some(),
            _ => true,
        }
    }

    /// Whether the value that it leads to may be that of a key.
    pub(crate) fn may_end_with(&self, key: &str) -> bool {
        self.parts().last().is_none_or(|part| !matches!(&part.step, Step::Key(last) if last != key))
    }

    /// Whether setting it may change the id of an object.
    pub(crate) fn may_be_an_id(&self) -> bool {
        let mut names = self.text.strip_prefix('/').unwrap_or(&self.text).split('/');
        let mut name = || names.next().map(|name| name.strip_suffix("[]").unwrap_or(name).trim());
        match name() {
            Some("metadata") => matches!(name(), None | Some("name" | "namespace" | "")),
            Some("apiVersion" | "kind" | "") | None => true,
            Some(_) => false,
        }
    }
}

impl Part {
    fn parse(name: &str) -> Self {
        let (name, is_list) = match name.strip_suffix("[]") {
            Some(name) => (name, true),
            None => (name, false),
        };
        Part { name: name.into(), is_list, step: Step::parse(name) }
    }
}

impl Step {
    fn parse(name: &str) -> Self {
        if name.is_empty() {
            return Step::Invalid(String::from("cannot set or create an empty field name"));
        }
        let trimmed = name.trim();
        let number = trimmed.parse::<i64>();
        let refused = |cause: &str| Step::Invalid(format!("fieldName: {name}: {cause}"));
        match trimmed {
            "" => Step::Stay,
            _ if number.as_ref().is_ok_and(|number| *number < 0) => {
                refused(&format!("array index {trimmed} cannot be negative"))
            }
            _ if number.is_ok() => Step::Item,
            "-" => Step::Item,
            "*" => refused("wildcard is not supported in PathGetter"),
            _ if trimmed.starts_with('[') && trimmed.ends_with(']') => match trimmed.contains('=') {
                true => Step::Item,
                false => refused("list path element must contain fieldName=fieldValue for element to match"),
            },
            key => Step::Key(key.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> FieldPath {
        FieldPath::new(&text.into())
    }

    fn names(path: &str) -> Vec<String> {
        let shown = |part: &Part| if part.is_list { format!("{}[]", part.name) } else { part.name.to_string() };
        FieldPath::new(&path.into()).parts().iter().map(shown).collect()
    }

    #[test]
    fn slashes_part_names_unless_they_are_escaped() {
        assert_eq!(names("spec/containers[]/image"), ["spec", "containers[]", "image"]);
        assert_eq!(names("/metadata/annotations/a.b\\/c"), ["metadata", "annotations", "a.b/c"]);
        assert_eq!(names("a\\"), ["a\\"]);
        assert_eq!(names("a//b"), ["a", "", "b"]);
    }

    #[test]
    fn some_names_have_a_meaning_of_their_own() {
        assert_eq!(Step::parse(" a "), Step::Key("a".into()));
        for item in ["0", "-", "[a=b]"] {
            assert_eq!(Step::parse(item), Step::Item, "{item}");
        }
        for refused in ["*", "-1", "[a]", ""] {
            assert!(matches!(Step::parse(refused), Step::Invalid(_)), "{refused}");
        }
    }

    #[test]
    fn only_some_paths_lead_to_ids() {
        assert!(path("metadata/name").may_be_an_id());
        assert!(path("metadata").may_be_an_id());
        assert!(!path("metadata/labels").may_be_an_id());
        assert!(!path("spec/name").may_be_an_id());
    }
}
