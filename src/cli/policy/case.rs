//! One `kyverno-test.yaml`: the policies, objects and answers that it names, and what it expects of them.

use super::beside::Beside;
use super::tried::{Ended, Judged, Tried};
use crate::diagnostic::Diagnostic;
use crate::policy::{Document, Expectation, Options, Policies, Verdict, World, from_tree};
use crate::render::Session;
use crate::yaml::Tree;
use serde_json::Value;
use smol_str::SmolStr;
use std::path::Path;

/// Fields of a test that stand for a cluster which nothing here plays, or for other input than objects.
const NOT_PLAYED: [&str; 6] =
    ["clusterResources", "apiCallResponses", "globalContextEntries", "jsonPayloads", "httpPayloads", "envoyPayloads"];

/// Fields of a result that expect what rules change or make.
const OF_CHANGES: [&str; 9] = [
    "patchedResource",
    "patchedResources",
    "generatedResource",
    "cloneSourceResource",
    "isMutatingPolicy",
    "isMutatingAdmissionPolicy",
    "isGeneratingPolicy",
    "isDeletingPolicy",
    "isImageValidatingPolicy",
];

/// The policies that are judged by: group and kind.
const JUDGED: [(&str, &str); 5] = [
    ("kyverno.io", "ClusterPolicy"),
    ("kyverno.io", "Policy"),
    ("policies.kyverno.io", "NamespacedValidatingPolicy"),
    ("policies.kyverno.io", "ValidatingPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
];

/// The test in a file.
pub(super) struct Case<'a> {
    tree: Tree,
    files: Beside<'a>,
    now: Option<i128>,
}

impl<'a> Case<'a> {
    /// The test that the file at `path` holds, if it holds one.
    pub fn of(tree: &Tree, path: &'a Path, session: &'a Session, now: Option<i128>) -> Option<Case<'a>> {
        let is_test = tree.get("policies").is_some() && tree.get("results").is_some();
        is_test.then(|| Case { tree: tree.clone(), files: Beside { path, session }, now })
    }

    /// The texts of a list, or the one text, in a field.
    fn texts(&self, field: &str) -> Vec<String> {
        let value = self.tree.get(field);
        let one = value.and_then(Tree::text).map(SmolStr::to_string);
        let list = value.and_then(Tree::as_items).into_iter().flatten();
        list.filter_map(Tree::text).map(SmolStr::to_string).chain(one).filter(|text| !text.is_empty()).collect()
    }

    /// The documents of the files that a field names.
    fn files(&self, field: &str) -> Result<Vec<Document>, Box<Diagnostic>> {
        Ok(self.trees(field)?.into_iter().map(Document::new).collect())
    }

    /// The same as trees.
    fn trees(&self, field: &str) -> Result<Vec<Tree>, Box<Diagnostic>> {
        let mut trees = Vec::new();
        for name in self.texts(field) {
            trees.extend(self.files.trees(&name)?);
        }
        Ok(trees)
    }

    /// Runs the test.
    pub fn run(&self) -> Result<Vec<Tried>, Box<Diagnostic>> {
        let results = self.tree.get("results").and_then(Tree::as_items).unwrap_or_default();
        if let Some(field) = NOT_PLAYED.into_iter().find(|field| self.tree.get(field).is_some()) {
            let reason = format!("the test has {field}");
            return Ok(results.iter().map(|result| skipped(result, &reason)).collect());
        }
        let mut values = self.files("variables")?;
        values.extend(self.tree.get("values").cloned().map(Document::new));
        let mut options = Options {
            values,
            user_info: self.files("userinfo")?,
            context: self.files("context")?,
            exceptions: self.files("exceptions")?,
            params: self.files("paramResources")?,
            ..Options::default()
        };
        let mut broken: Vec<(SmolStr, String)> = Vec::new();
        for policy in self.files("policies")? {
            // Of several one may be broken: its results count as skipped, the others' do not.
            let name = SmolStr::new(policy.name());
            match Policies::compile(&Options { policies: vec![policy.clone()], ..Options::default() }) {
                Ok(_) => options.policies.push(policy),
                Err(error) => broken.push((name, format!("the policy is not valid: {}", error.message))),
            }
        }
        let world = World::new(self.trees("resources")?, self.now);
        let findings = Policies::compile(&options)?.check(&world);
        let tried = results.iter().map(|result| {
            let expectation = expectation(result);
            let name = expectation.policy.rsplit('/').next().unwrap_or_default();
            let reason = broken.iter().find(|(broken, _)| broken == name).map(|(_, reason)| reason.clone());
            let policy = options.policies.iter().find(|policy| policy.name() == name);
            match reason.or_else(|| not_judged(result, policy, &expectation.rule)) {
                Some(reason) => skipped(result, &reason),
                None => tried(
                    result,
                    &expectation,
                    Ended::Judged(expectation.judge(&findings, &world).into_iter().map(judged).collect()),
                ),
            }
        });
        Ok(tried.collect())
    }
}

/// Why a result cannot be held against findings, if it cannot.
fn not_judged(result: &Tree, policy: Option<&Document>, rule: &str) -> Option<String> {
    let is_set = |field: &str| result.get(field).is_some_and(|value| value.text().is_none_or(|text| text != "false"));
    if let Some(field) = OF_CHANGES.into_iter().find(|field| is_set(field)) {
        return Some(format!("the result has {field}"));
    }
    let is_judged = |policy: &&Document| JUDGED.contains(&(policy.gvk.group.as_str(), policy.gvk.kind.as_str()));
    let Some(policy) = policy.filter(is_judged) else {
        return Some(String::from("no policy of that name is judged by"));
    };
    let rules = policy.value.pointer("/spec/rules").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |rule: &Value| rule.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut meant = rules.iter().filter(|known| rule.is_empty() || text(known) == rule);
    let judged = meant.clone().any(|rule| rule.get("validate").is_some());
    (!judged && meant.next().is_some()).then(|| String::from("the rule changes or makes objects, or verifies images"))
}

fn skipped(result: &Tree, reason: &str) -> Tried {
    tried(result, &expectation(result), Ended::Skipped(reason.to_owned()))
}

fn judged(verdict: Verdict) -> Judged {
    let surprise = verdict.surprise.map(|(outcome, message)| format!("it is {}. {message}", outcome.name()));
    Judged { resource: verdict.resource, surprise: surprise.map(|text| text.trim().to_owned()) }
}

fn tried(result: &Tree, expectation: &Expectation, outcome: Ended) -> Tried {
    let kind = result.get("kind").and_then(Tree::text).cloned().unwrap_or_default();
    let Expectation { policy, rule, result: expected, .. } = expectation.clone();
    Tried { policy, rule, kind, expected, outcome }
}

/// What an entry of `results` expects; `status` and `resource` are older names.
fn expectation(result: &Tree) -> Expectation {
    let text = |key: &str| result.get(key).and_then(Tree::text).cloned();
    let value = result.get("resources").map(from_tree).unwrap_or_default();
    let list = value.as_array().into_iter().flatten().filter_map(Value::as_str).map(SmolStr::new);
    Expectation {
        policy: text("policy").unwrap_or_default(),
        rule: text("rule").unwrap_or_default(),
        resources: list.chain(text("resource")).collect(),
        result: text("result").or_else(|| text("status")).unwrap_or_default(),
    }
}
