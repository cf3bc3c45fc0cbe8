//! Rego as conftest runs it: the rules `deny`, `violation` and `warn` of the packages that were asked for, with each document as
//! input, or all of them as one under `--combine`; `exception` excuses by name.

use super::program::{Invalid, Program, line_of, to_rego};
use crate::diagnostic::Diagnostic;
use crate::policy::{Compiled, Engine, Finding, Options, Outcome, Script, Subject, World};
use crate::source::Span;
use serde_json::{Value, json};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The package whose rules are run where none is named.
const MAIN: &str = "main";

/// A rule that judges.
struct Rule {
    package: SmolStr,
    name: SmolStr,
    /// What it finds comes to this.
    outcome: Outcome,
}

impl Rule {
    /// The rule by its name, if it is one that judges: `deny`, `violation` or `warn`, with words behind underscores.
    fn by_name(package: &str, name: &str) -> Option<Rule> {
        let (sort, rest) = name.split_once('_').map_or((name, None), |(sort, rest)| (sort, Some(rest)));
        let outcome = match sort {
            "deny" | "violation" => Outcome::Fail,
            "warn" => Outcome::Warn,
            _ => return None,
        };
        let is_words = |rest: &str| {
            rest.split('_').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()))
        };
        rest.is_none_or(is_words).then(|| Rule { package: package.into(), name: name.into(), outcome })
    }

    /// What exceptions call it.
    fn excused_by(&self) -> &str {
        self.name.split_once('_').map_or("", |(_, rest)| rest)
    }
}

/// Texts in Rego, compiled.
pub struct Conftest {
    program: Program,
    rules: Vec<Rule>,
    /// The packages that have exceptions.
    excusing: Vec<SmolStr>,
    combine: bool,
}

impl Conftest {
    /// Compiles the texts among the options; none where there are none.
    pub fn new(options: &Options) -> Compiled<Option<Conftest>> {
        if options.scripts.is_empty() {
            return Ok(None);
        }
        let mut program = Program::new();
        let mut packages: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for script in &options.scripts {
            let package =
                program.add(&script.path, &script.text, options.rego_v0).map_err(|error| refused(script, &error))?;
            let names = super::rewrite::names(&script.text);
            let package = package.strip_prefix("data.").unwrap_or(&package).to_owned();
            packages.entry(package).or_default().extend(names);
        }
        for (path, data) in &options.data {
            program.add_data(data).map_err(|cause| {
                let message = format!("{path} cannot be added to data: {cause}");
                Box::new(
                    Diagnostic::error("policy::data", message)
                        .help("data is made of mappings that do not contradict each other"),
                )
            })?;
        }
        program.prepare().map_err(|error| {
            let script = options.scripts.iter().find(|script| error.path.as_ref() == Some(&script.path));
            script.map_or_else(|| unplaced(&error), |script| refused(script, &error))
        })?;
        let wanted = |package: &str| match options.rego_namespaces.as_slice() {
            [] => package == MAIN,
            names => names.iter().any(|name| name == package),
        };
        let (mut rules, mut excusing) = (Vec::new(), Vec::new());
        for (package, mut names) in packages.into_iter().filter(|(package, _)| wanted(package)) {
            names.sort();
            names.dedup();
            excusing.extend(names.iter().any(|name| name == "exception").then(|| SmolStr::from(package.as_str())));
            rules.extend(names.iter().filter_map(|name| Rule::by_name(&package, name)));
        }
        Ok(Some(Conftest { program, rules, excusing, combine: options.combine }))
    }

    /// What the rules say of an input.
    fn judge(&self, input: &Value, position: Option<usize>, now: Option<i128>, findings: &mut Vec<Finding>) {
        let input = match to_rego(input) {
            Ok(input) => input,
            Err(cause) => return findings.push(finding("", "", position, Outcome::Error, cause)),
        };
        let excused = self.excused(&input, now);
        for Rule { package, name, outcome } in self.rules.iter().filter(|rule| !is_excused(rule, &excused)) {
            match self.program.evaluate(&format!("data.{package}.{name}"), input.clone(), now) {
                Err(cause) => findings.push(finding(package, name, position, Outcome::Error, cause)),
                Ok(found) => {
                    let messages = messages(found.as_ref());
                    if messages.is_empty() {
                        findings.push(finding(package, name, position, Outcome::Pass, String::new()));
                    }
                    findings.extend(messages.into_iter().map(|text| finding(package, name, position, *outcome, text)));
                }
            }
        }
    }

    /// The names that exceptions excuse, with their packages.
    fn excused(&self, input: &regorus::Value, now: Option<i128>) -> Vec<(SmolStr, String)> {
        let mut excused = Vec::new();
        for package in &self.excusing {
            let found = self.program.evaluate(&format!("data.{package}.exception"), input.clone(), now).ok().flatten();
            let lists = found.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_array);
            let names = lists.flatten().filter_map(Value::as_str);
            excused.extend(names.map(|name| (package.clone(), name.to_owned())));
        }
        excused
    }
}

fn is_excused(rule: &Rule, excused: &[(SmolStr, String)]) -> bool {
    excused.iter().any(|(package, name)| *package == rule.package && name == rule.excused_by())
}

/// The messages in what a rule gives: texts, or objects with `msg`; one value, a set or a list of them.
fn messages(found: Option<&Value>) -> Vec<String> {
    let message = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => fields.get("msg").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    match found {
        Some(Value::Array(values)) => values.iter().filter_map(message).collect(),
        Some(Value::Bool(true)) => vec![String::new()],
        Some(value) => message(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn finding(package: &str, rule: &str, position: Option<usize>, outcome: Outcome, message: String) -> Finding {
    Finding { subject: position, ..Finding::new(package, rule, 0, outcome).message(message) }
}

fn refused(script: &Script, error: &Invalid) -> Box<Diagnostic> {
    let line = error.line.unwrap_or(1);
    let range = line_of(&script.text, line);
    let diagnostic = Diagnostic::error("policy::rego", format!("{} does not compile: {}", script.path, error.cause));
    let help = "texts are of Rego version 1; `--rego-version v0` reads the older one";
    Box::new(diagnostic.label(Span::new(script.source, range), "").help(help))
}

fn unplaced(error: &Invalid) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("policy::rego", error.cause.clone()))
}

impl Engine for Conftest {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        if !self.combine {
            self.judge(&subject.value, Some(subject.position), world.now, findings);
        }
    }

    fn check_together(&self, world: &World, findings: &mut Vec<Finding>) {
        if self.combine {
            let entry = |subject: &Subject| json!({"path": subject.path.as_str(), "contents": subject.value});
            self.judge(&Value::Array(world.subjects.iter().map(entry).collect()), None, world.now, findings);
        }
    }
}
