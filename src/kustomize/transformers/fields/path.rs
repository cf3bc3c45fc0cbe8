//! [`FieldPath`], the path of a field spec in its parts: `spec/containers[]/image`, where `\/` is a slash within a name.

use smol_str::SmolStr;
use std::sync::Arc;

/// A path that was split.
#[derive(Clone, Debug)]
pub(crate) struct FieldPath {
    /// The path as it was written.
    pub(crate) text: SmolStr,
    /// The keys in it.
    pub(super) keys: Arc<[SmolStr]>,
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
    /// Splits a path.
    pub(crate) fn parse(path: &str) -> Self {
        let mut names: Vec<String> = Vec::new();
        for piece in path.strip_prefix('/').unwrap_or(path).split('/') {
            match names.last_mut().filter(|last| last.ends_with('\\')) {
                Some(last) => {
                    last.pop();
                    last.push('/');
                    last.push_str(piece);
                }
                None => names.push(piece.to_owned()),
            }
        }
        let parts: Box<[Part]> = names.iter().map(|name| Part::parse(name)).collect();
        let keys = parts.iter().filter_map(|part| match &part.step {
            Step::Key(key) => Some(key.clone()),
            _ => None,
        });
        FieldPath { text: path.into(), keys: keys.collect(), parts }
    }

    /// The steps.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether setting it may change the id of an object.
    pub(crate) fn may_be_an_id(&self) -> bool {
        let name = |at: usize| self.parts.get(at).map(|part| part.name.trim());
        match name(0) {
            Some("metadata") => matches!(name(1), None | Some("name" | "namespace" | "")),
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

    fn names(path: &str) -> Vec<String> {
        let shown = |part: &Part| if part.is_list { format!("{}[]", part.name) } else { part.name.to_string() };
        FieldPath::parse(path).parts().iter().map(shown).collect()
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
        assert!(FieldPath::parse("metadata/name").may_be_an_id());
        assert!(FieldPath::parse("metadata").may_be_an_id());
        assert!(!FieldPath::parse("metadata/labels").may_be_an_id());
        assert!(!FieldPath::parse("spec/name").may_be_an_id());
    }
}
