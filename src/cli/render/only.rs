//! `--only`: which objects are wanted. The conditions of one use all hold; of several uses one has to.

use crate::cli::usage::UsageError;
use crate::diagnostic::{Diagnostic, nearest};
use crate::go::pattern::Pattern;
use crate::yaml::Tree;
use std::ffi::OsString;

/// The names that a condition may have.
const NAMES: [&str; 4] = ["kind", "name", "namespace", "label"];

/// All uses of the flag.
pub(super) struct Only(Vec<Vec<Condition>>);

enum Condition {
    Kind(Pattern),
    Name(Pattern),
    Namespace(Pattern),
    /// A label that is there, with this value where one is given.
    Label(String, Option<Pattern>),
}

impl Only {
    /// Reads the flag's values: `kind=Deployment,name=web-*,label=app=web`.
    pub fn parse(uses: &[OsString]) -> Result<Only, Box<Diagnostic>> {
        let one = |text: &OsString| text.to_string_lossy().split(',').map(condition).collect();
        let uses: Result<_, UsageError> = uses.iter().map(one).collect();
        uses.map(Only).map_err(|error| Box::new(error.into_diagnostic()))
    }

    /// Whether anything was asked for.
    pub fn is_given(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether an object is wanted: all are, where nothing was asked for.
    pub fn wants(&self, tree: &Tree) -> bool {
        self.0.is_empty() || self.0.iter().any(|conditions| conditions.iter().all(|condition| condition.holds(tree)))
    }
}

impl Condition {
    fn holds(&self, tree: &Tree) -> bool {
        let is = |path: &[&str], pattern: &Pattern| {
            pattern.matches(tree.at(path).and_then(Tree::text).map_or(b"", |text| text.as_bytes()))
        };
        match self {
            Condition::Kind(pattern) => {
                let kind = tree.get("kind").and_then(Tree::text).map(|kind| kind.to_lowercase()).unwrap_or_default();
                pattern.matches(kind.as_bytes())
            }
            Condition::Name(pattern) => is(&["metadata", "name"], pattern),
            Condition::Namespace(pattern) => is(&["metadata", "namespace"], pattern),
            Condition::Label(name, value) => {
                let label = tree.at(&["metadata", "labels"]).and_then(|labels| labels.get(name)).and_then(Tree::text);
                label.is_some_and(|label| value.as_ref().is_none_or(|value| value.matches(label.as_bytes())))
            }
        }
    }
}

fn condition(text: &str) -> Result<Condition, UsageError> {
    let Some((name, value)) = text.split_once('=') else {
        let sentence = format!("--only: a condition is NAME=VALUE, and this is none: {text:?}");
        return Err(UsageError::flag_value(&sentence));
    };
    let pattern =
        |text: &str| Pattern::new(text).map_err(|error| UsageError::flag_value(&format!("--only: {text:?}: {error}")));
    Ok(match name {
        "kind" => Condition::Kind(pattern(&value.to_lowercase())?),
        "name" => Condition::Name(pattern(value)?),
        "namespace" => Condition::Namespace(pattern(value)?),
        "label" => match value.split_once('=') {
            Some((label, value)) => Condition::Label(label.to_owned(), Some(pattern(value)?)),
            None => Condition::Label(value.to_owned(), None),
        },
        _ => {
            let near = nearest(name, NAMES).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            let sentence = format!("--only: there is no condition {name:?}; known are {}{near}", NAMES.join(", "));
            return Err(UsageError::flag_value(&sentence));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn wants(uses: &[&str]) -> bool {
        let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-1\n  labels: {app: web, tier: ''}\n";
        let trees = crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        let uses: Vec<OsString> = uses.iter().map(OsString::from).collect();
        let only = Only::parse(&uses).unwrap_or_else(|error| panic!("{}", error.message));
        trees.iter().all(|tree| only.wants(tree))
    }

    #[test]
    fn conditions_of_one_use_all_hold_and_of_several_uses_one() {
        assert!(wants(&[]));
        assert!(wants(&["kind=deployment,name=web-*,namespace=,label=app=w?b,label=tier"]));
        assert!(!wants(&["kind=Deployment,name=db"]));
        assert!(wants(&["kind=Service", "name=web-1"]));
        assert!(!wants(&["label=other"]));
    }

    #[test]
    fn what_is_no_condition_is_refused_with_the_nearest_name() {
        let error = Only::parse(&["kin=Pod".into()]).err().map(|error| error.message).unwrap_or_default();
        assert!(error.contains("did you mean kind?"), "{error}");
        assert!(Only::parse(&["Pod".into()]).is_err());
        assert!(Only::parse(&["name=[".into()]).is_err());
    }
}
