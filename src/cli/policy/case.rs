//! One `kyverno-test.yaml`: the policies, objects and answers that it names, and what it expects of them.

use crate::cli::command::Invocation;
use crate::diagnostic::{Diagnostic, Fault};
use crate::policy::{Document, Expectation, Options, Policies, Verdict, World, from_tree};
use crate::render::{self, Input, Session, Sort};
use crate::yaml;
use crate::yaml::Tree;
use serde_json::Value;
use smol_str::SmolStr;
use std::path::{Path, PathBuf};

/// The largest file with tests, in bytes.
const MAX_FILE: u64 = 64 << 20;

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

/// What came of one expectation.
pub(super) struct Tried {
    pub policy: SmolStr,
    pub rule: SmolStr,
    pub kind: SmolStr,
    pub expected: SmolStr,
    pub outcome: Ended,
}

/// How an expectation ended.
pub(super) enum Ended {
    /// It was held against the findings, for each of its objects.
    Judged(Vec<Verdict>),
    /// It was not, for this reason.
    Skipped(String),
}

/// A test file.
pub(super) struct Case<'a> {
    path: PathBuf,
    tree: Tree,
    session: &'a Session,
    now: Option<i128>,
}

impl<'a> Case<'a> {
    /// Reads the file at `path`; nothing where it holds no test.
    pub fn read(
        path: &Path,
        session: &'a Session,
        invocation: &Invocation,
    ) -> Result<Option<Case<'a>>, Box<Diagnostic>> {
        let tree = documents(path, session)?.into_iter().next();
        let is_test = |tree: &Tree| tree.get("policies").is_some() && tree.get("results").is_some();
        let now = crate::cli::lint::now(invocation)?;
        Ok(tree.filter(is_test).map(|tree| Case { path: path.to_path_buf(), tree, session, now }))
    }

    /// The texts of a list, or the one text, in a field.
    fn texts(&self, field: &str) -> Vec<String> {
        let value = self.tree.get(field);
        let one = value.and_then(Tree::text).map(SmolStr::to_string);
        let list = value.and_then(Tree::as_items).into_iter().flatten();
        list.filter_map(Tree::text).map(SmolStr::to_string).chain(one).filter(|text| !text.is_empty()).collect()
    }

    /// The documents of the files that a field names, relative to the test.
    fn files(&self, field: &str) -> Result<Vec<Document>, Box<Diagnostic>> {
        Ok(self.trees(field)?.into_iter().map(Document::new).collect())
    }

    /// The same as trees.
    fn trees(&self, field: &str) -> Result<Vec<Tree>, Box<Diagnostic>> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut trees = Vec::new();
        for name in self.texts(field) {
            if name.contains("://") {
                let message = format!("{} names {name}, and nothing is fetched", self.path.display());
                return Err(Box::new(Diagnostic::error("policy::remote", message).help("keep a copy beside the test")));
            }
            for input in render::input::find(&folder.join(&name), &*self.session.host)? {
                let input = Input { sort: Sort::Manifests, ..input };
                trees.extend(render::load(&[input], self.session)?.into_iter().flat_map(|unit| unit.objects));
            }
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
                None => tried(result, &expectation, Ended::Judged(expectation.judge(&findings, &world))),
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

/// The documents of a file.
fn documents(path: &Path, session: &Session) -> Result<Vec<Tree>, Box<Diagnostic>> {
    let text = session
        .host
        .read(path, MAX_FILE)
        .map_err(|error| Box::new(Diagnostic::error("input::unreadable", error.to_string()).fault(Fault::Outside)))?;
    let source = session.sources.add(path.display().to_string(), text.as_slice());
    yaml::read_objects(&text, source).map_err(|error| {
        let diagnostic = Diagnostic::sentence("input::yaml", format!("{}: {error}", path.display()));
        Box::new(diagnostic.label_known(error.span(), "").help("every document must be YAML or JSON"))
    })
}
