//! One `kyverno-test.yaml`: the policies, objects and answers that it names, and what it expects of them.

use super::beside::Beside;
use super::tried::{Ended, Judged, Tried};
use crate::diagnostic::Diagnostic;
use crate::policy::{Document, Expectation, Finding, Operation, Options, Policies, Verdict, World, from_tree};
use crate::render::Session;
use crate::resource::Gvk;
use crate::yaml::Tree;
use serde_json::Value;
use smol_str::SmolStr;
use std::path::Path;

/// Fields of a test that answer for a cluster and for services.
const FOR_A_CLUSTER: [&str; 2] = ["apiCallResponses", "globalContextEntries"];

/// Fields of a test that bring other input than objects.
const NOT_PLAYED: [&str; 4] = ["jsonPayload", "jsonPayloads", "httpPayloads", "envoyPayloads"];

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
        Ok(self.trees(field)?.into_iter().map(|tree| self.files.document(tree)).collect())
    }

    /// The same as trees.
    fn trees(&self, field: &str) -> Result<Vec<Tree>, Box<Diagnostic>> {
        let mut trees = Vec::new();
        for name in self.texts(field) {
            trees.extend(self.files.trees(&name)?);
        }
        Ok(trees)
    }

    /// What answers for a cluster: the context, the test's own entries and responses and, where a test brings the resources of a
    /// cluster, these, the definitions that they name and all other objects of the test.
    fn cluster(&self) -> Result<Vec<Document>, Box<Diagnostic>> {
        let mut documents = self.files("context")?;
        let resources = self.files("clusterResources")?;
        if !resources.is_empty() {
            for document in &resources {
                let named = document.value.pointer("/spec/crds").and_then(Value::as_array);
                for name in named.into_iter().flatten().filter_map(Value::as_str) {
                    documents.extend(self.files.documents(name)?);
                }
            }
            for field in ["resources", "targetResources", "paramResources"] {
                documents.extend(self.files(field)?);
            }
            documents.extend(resources);
        }
        let mut own = self.files.document(self.tree.clone());
        let entries = own.value.get_mut("globalContextEntries").and_then(Value::as_array_mut);
        for entry in entries.into_iter().flatten().filter_map(Value::as_object_mut) {
            if entry.contains_key("resources") || entry.contains_key("data") {
                continue;
            }
            let Some(Value::Array(names)) = entry.remove("resourceFiles") else { continue };
            let mut objects = Vec::new();
            for name in names.iter().filter_map(Value::as_str) {
                objects.extend(self.files.trees(name)?.iter().map(from_tree));
            }
            entry.insert("resources".to_owned(), Value::Array(objects));
        }
        if FOR_A_CLUSTER.iter().any(|field| self.tree.get(field).is_some()) {
            // Older tests do not say what they are.
            own.gvk = Gvk::new("cli.kyverno.io/v1alpha1", "Test");
            documents.push(own);
        }
        Ok(documents)
    }

    /// Runs the test.
    pub fn run(&self) -> Result<Vec<Tried>, Box<Diagnostic>> {
        let results = self.tree.get("results").and_then(Tree::as_items).unwrap_or_default();
        if let Some(field) = NOT_PLAYED.into_iter().find(|field| self.tree.get(field).is_some()) {
            let reason = format!("the test has {field}");
            return Ok(results.iter().map(|result| skipped(result, &reason)).collect());
        }
        let mut values = self.files("variables")?;
        values.extend(self.tree.get("values").cloned().map(|tree| self.files.document(tree)));
        let mut options = Options {
            values,
            user_info: self.files("userinfo")?,
            context: self.cluster()?,
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
        let runs = runs(results, options.clone(), &world)?;
        let tried = results.iter().map(|result| {
            let expectation = expectation(result);
            let asked = operation(result).ok().flatten();
            let findings =
                runs.iter().find(|(operation, _)| *operation == asked).map(|(_, findings)| findings.as_slice());
            let name = expectation.policy.rsplit('/').next().unwrap_or_default();
            let reason = broken.iter().find(|(broken, _)| broken == name).map(|(_, reason)| reason.clone());
            let policy = options.policies.iter().find(|policy| policy.name() == name);
            let reason = reason.or_else(|| not_judged(result, policy, &expectation.rule));
            match reason {
                Some(reason) => skipped(result, &reason),
                // A misspelt name must not count as one that holds.
                None if policy.is_none() => tried(result, &expectation, Ended::Judged(unknown(&expectation, &world))),
                None => tried(
                    result,
                    &expectation,
                    Ended::Judged(
                        expectation.judge(findings.unwrap_or_default(), &world).into_iter().map(judged).collect(),
                    ),
                ),
            }
        });
        Ok(tried.collect())
    }
}

/// The findings for each operation that results ask for; without one, values may say it.
type Runs = Vec<(Option<Operation>, Vec<Finding>)>;

fn runs(results: &[Tree], options: Options, world: &World) -> Result<Runs, Box<Diagnostic>> {
    let mut runs = Runs::new();
    for result in results {
        let operation = operation(result)?;
        if runs.iter().all(|(known, _)| *known != operation) {
            let findings = Policies::compile(&Options { operation, ..options.clone() })?.check(world);
            runs.push((operation, findings));
        }
    }
    Ok(runs)
}

/// The operation that a result is about, where it says one.
fn operation(result: &Tree) -> Result<Option<Operation>, Box<Diagnostic>> {
    match result.get("operation").and_then(Tree::text).map(SmolStr::as_str).unwrap_or_default() {
        "" => Ok(None),
        name => Operation::named(name).map(Some).ok_or_else(|| {
            let policy = expectation(result).policy;
            let reason = format!("invalid operation {name:?}, must be one of CREATE, UPDATE, DELETE");
            let diagnostic =
                Diagnostic::sentence("policy::operation", format!("invalid test result for policy {policy}: {reason}"));
            let place = result.get("operation").map(|value| value.origin);
            Box::new(diagnostic.label_known(place, "").help("name an operation that can be played"))
        }),
    }
}

/// Why a result cannot be held against findings, if it cannot.
fn not_judged(result: &Tree, policy: Option<&Document>, rule: &str) -> Option<String> {
    let is_set = |field: &str| result.get(field).is_some_and(|value| value.text().is_none_or(|text| text != "false"));
    if let Some(field) = OF_CHANGES.into_iter().find(|field| is_set(field)) {
        return Some(format!("the result has {field}"));
    }
    let is_judged = |policy: &&Document| JUDGED.contains(&(policy.gvk.group.as_str(), policy.gvk.kind.as_str()));
    let policy = policy?;
    if !is_judged(&policy) {
        return Some(String::from("policies of that kind are not judged by"));
    }
    let rules = policy.value.pointer("/spec/rules").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |rule: &Value| rule.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut meant = rules.iter().filter(|known| rule.is_empty() || text(known) == rule);
    let is_judged = |rule: &Value| rule.get("validate").is_some_and(|validate| validate.get("manifests").is_none());
    let judged = meant.clone().any(is_judged);
    (!judged && meant.next().is_some())
        .then(|| String::from("the rule changes or makes objects, or verifies images or manifests"))
}

/// How an expectation of a policy that nobody knows turns out.
fn unknown(expectation: &Expectation, world: &World) -> Vec<Judged> {
    let surprise = || Some(String::from("no policy of that name is among the policies of the test"));
    let every = || world.subjects.iter().map(|subject| subject.name.to_string()).collect();
    let named: Vec<String> = expectation.resources.iter().map(SmolStr::to_string).collect();
    let resources: Vec<String> = if named.is_empty() { every() } else { named };
    resources.into_iter().map(|resource| Judged { resource, surprise: surprise() }).collect()
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
