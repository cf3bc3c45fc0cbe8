//! One Suite of Gatekeeper's, as `gator verify` runs it: tests of a template with a constraint, each of them cases of an object
//! and how many violations are expected of it.

use super::beside::Beside;
use super::tried::{Ended, Judged, Tried};
use crate::diagnostic::Diagnostic;
use crate::policy::{Document, Options, Outcome, Policies, Violations, World};
use crate::render::Session;
use crate::resource::Gvk;
use crate::yaml::Tree;
use smol_str::SmolStr;
use std::path::Path;

/// The group of suites.
pub(super) const GROUP: &str = "test.gatekeeper.sh";

/// The Suite in a file.
pub(super) struct Suite<'a> {
    tree: Tree,
    files: Beside<'a>,
    now: Option<i128>,
}

impl<'a> Suite<'a> {
    /// The Suite that the file at `path` holds, if it holds one.
    pub fn of(tree: &Tree, path: &'a Path, session: &'a Session, now: Option<i128>) -> Option<Suite<'a>> {
        let gvk = Gvk::new(&text(tree, "apiVersion"), text(tree, "kind"));
        let is_suite = gvk.group == GROUP && gvk.kind == "Suite";
        is_suite.then(|| Suite { tree: tree.clone(), files: Beside { path, session }, now })
    }

    /// Runs its tests. What is wrong with one does not keep others from being run.
    pub fn run(&self) -> Vec<Tried> {
        let is_skipped = is_set(&self.tree, "skip");
        let tests = items(&self.tree, "tests");
        tests.iter().flat_map(|test| if is_skipped { skipped(test) } else { self.test(test) }).collect()
    }

    fn test(&self, test: &Tree) -> Vec<Tried> {
        if is_set(test, "skip") {
            return skipped(test);
        }
        let policies = self.policies(test);
        if is_set(test, "invalid") {
            return vec![tried(test, None, "invalid", Ok(self.invalid(policies)))];
        }
        let cases = items(test, "cases");
        let policies = match policies.and_then(|policies| compiled(&policies, Vec::new()).map(|_| policies)) {
            Ok(policies) => policies,
            Err(error) => return vec![tried(test, None, "", Ok(Some(error.message)))],
        };
        let cases = cases.iter().map(|case| {
            if is_set(case, "skip") {
                return tried(test, Some(case), &expected(case), Err("the case says so"));
            }
            let surprise = self.case(case, &policies).unwrap_or_else(|error| Some(error.message));
            tried(test, Some(case), &expected(case), Ok(surprise))
        });
        cases.collect()
    }

    /// The template, the constraint and the ExpansionTemplates of a test.
    fn policies(&self, test: &Tree) -> Result<Vec<Document>, Box<Diagnostic>> {
        let mut policies = Vec::new();
        for field in ["template", "constraint"] {
            match text(test, field).as_str() {
                "" => return Err(wrong(format!("invalid Suite: missing {field}"))),
                name => policies.extend(self.files.trees(name)?),
            }
        }
        match text(test, "expansion").as_str() {
            "" => {}
            name => policies.extend(self.files.trees(name)?),
        }
        Ok(policies.into_iter().map(|tree| self.files.document(tree)).collect())
    }

    /// Why a constraint that should not be valid is as it should not be.
    fn invalid(&self, policies: Result<Vec<Document>, Box<Diagnostic>>) -> Option<String> {
        match policies.and_then(|policies| compiled(&policies, Vec::new())) {
            Ok(_) => Some(String::from("the constraint is valid")),
            Err(error) if error.code == "policy::parameters" => None,
            Err(error) => Some(error.message),
        }
    }

    /// What is otherwise than a case expects.
    fn case(&self, case: &Tree, policies: &[Document]) -> Result<Option<String>, Box<Diagnostic>> {
        let name = text(case, "object");
        if name.is_empty() {
            return Err(wrong(String::from("invalid Case: must define object")));
        }
        let assertions = items(case, "assertions");
        if assertions.is_empty() {
            return Err(wrong(String::from("invalid Case: assertions must be non-empty")));
        }
        let objects = self.files.trees(&name)?;
        if objects.len() != 1 {
            return Err(wrong(format!("{name} defines {} objects, and a case is about one", objects.len())));
        }
        let mut inventory = Vec::new();
        for entry in items(case, "inventory") {
            let name = entry.text().cloned().unwrap_or_default();
            inventory.extend(self.files.documents(&name)?);
        }
        let policies = compiled(policies, inventory)?;
        let findings = policies.check(&World::new(objects, self.now));
        if let Some(error) = findings.iter().find(|finding| finding.outcome == Outcome::Error) {
            return Ok(Some(error.message.clone()));
        }
        let broken = findings.iter().filter(|finding| matches!(finding.outcome, Outcome::Fail | Outcome::Warn));
        let messages: Vec<&str> = broken.map(|finding| finding.message.as_str()).collect();
        for assertion in assertions {
            let wanted = Violations { count: text(assertion, "violations"), message: message(assertion) };
            if let Err(cause) = wanted.judge(&messages) {
                return Ok(Some(cause));
            }
        }
        Ok(None)
    }
}

fn compiled(policies: &[Document], inventory: Vec<Document>) -> Result<Policies, Box<Diagnostic>> {
    let options = Options { policies: policies.to_vec(), inventory, inventory_alone: true, ..Options::default() };
    Policies::compile(&options)
}

fn wrong(message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("policy::suite", message).help("docs/lint.md says what a suite holds"))
}

fn text(tree: &Tree, field: &str) -> SmolStr {
    tree.get(field).and_then(Tree::text).cloned().unwrap_or_default()
}

fn items<'t>(tree: &'t Tree, field: &str) -> &'t [Tree] {
    tree.get(field).and_then(Tree::as_items).unwrap_or_default()
}

fn is_set(tree: &Tree, field: &str) -> bool {
    text(tree, field) == "true"
}

fn message(assertion: &Tree) -> Option<SmolStr> {
    assertion.get("message").and_then(Tree::text).cloned()
}

/// What a case expects, in a line.
fn expected(case: &Tree) -> String {
    let one = |assertion: &Tree| {
        let count = text(assertion, "violations");
        let count = if count.is_empty() { SmolStr::new_static("yes") } else { count };
        match message(assertion) {
            Some(message) => format!("violations {count} of {message:?}"),
            None => format!("violations {count}"),
        }
    };
    items(case, "assertions").iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What came of a case: what is otherwise than expected, or why it was not run.
fn tried(test: &Tree, case: Option<&Tree>, expected: &str, came: Result<Option<String>, &str>) -> Tried {
    let resource = case.map(|case| text(case, "object")).unwrap_or_default().to_string();
    Tried {
        policy: text(test, "name"),
        rule: case.map(|case| text(case, "name")).unwrap_or_default(),
        kind: SmolStr::default(),
        expected: expected.into(),
        outcome: match came {
            Ok(surprise) => Ended::Judged(vec![Judged { resource, surprise }]),
            Err(reason) => Ended::Skipped(reason.to_owned()),
        },
    }
}

fn skipped(test: &Tree) -> Vec<Tried> {
    vec![tried(test, None, "", Err("the suite says so"))]
}
