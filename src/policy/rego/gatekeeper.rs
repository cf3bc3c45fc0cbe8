//! Gatekeeper: a ConstraintTemplate brings a program in Rego and a constraint its parameters and the objects that it is about. A
//! template's CEL beside its Rego is left aside: by their own tests both say the same.

use super::expansion::{self, Expansions};
use super::inventory::inventory;
use super::matching::{Block, labels_in};
use super::program::{Invalid, Program, line_of, to_rego};
use super::review::Review;
use crate::diagnostic::Diagnostic;
use crate::policy::defaults;
use crate::policy::schema::first_violation;
use crate::policy::{Compiled, Document, Engine, Finding, Options, Outcome, Subject, World};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The group of templates.
const TEMPLATES: &str = "templates.gatekeeper.sh";

/// The group of constraints.
const CONSTRAINTS: &str = "constraints.gatekeeper.sh";

/// What a template of a kind brings.
struct Template {
    program: Program,
    /// The package whose `violation` is asked for: `data.k8srequiredlabels`.
    package: String,
    /// The schema of parameters.
    schema: Value,
}

/// A constraint.
struct Constraint {
    name: SmolStr,
    kind: SmolStr,
    block: Block,
    parameters: Value,
    /// What a violation comes to.
    outcome: Outcome,
}

/// Templates and constraints, compiled.
pub struct Gatekeeper {
    templates: BTreeMap<SmolStr, Template>,
    constraints: Vec<Constraint>,
    expansions: Expansions,
    /// Objects of the cluster.
    inventory: Vec<Value>,
    /// Whether what is judged is no part of the cluster.
    inventory_alone: bool,
}

impl Gatekeeper {
    /// Compiles the templates, constraints and ExpansionTemplates among the policies; none where there is no constraint.
    pub fn new(options: &Options) -> Compiled<Option<Gatekeeper>> {
        let policies = &options.policies;
        let mut templates = BTreeMap::new();
        for document in policies.iter().filter(|document| document.gvk.group == TEMPLATES) {
            let kind = SmolStr::from(text(&document.value, "/spec/crd/spec/names/kind"));
            templates.insert(kind, template(document)?);
        }
        let mut constraints = Vec::new();
        for document in policies.iter().filter(|document| document.gvk.group == CONSTRAINTS) {
            let template = templates.get(&document.gvk.kind).ok_or_else(|| unknown_template(document))?;
            constraints.extend(constraint(document, &template.schema)?);
        }
        let inventory = options.inventory.iter().map(|document| document.value.clone()).collect();
        let expansions = Expansions::new(policies)?;
        let inventory_alone = options.inventory_alone;
        let gatekeeper = Gatekeeper { templates, constraints, expansions, inventory, inventory_alone };
        Ok((!gatekeeper.constraints.is_empty()).then_some(gatekeeper))
    }

    /// The labels of a namespace, among the subjects or in the cluster.
    fn labels_of(&self, world: &World, namespace: &str) -> Option<Map<String, Value>> {
        labels_in(world, namespace).or_else(|| {
            let is_it =
                |object: &&Value| text(object, "/kind") == "Namespace" && text(object, "/metadata/name") == namespace;
            let labels = self.inventory.iter().find(is_it)?.pointer("/metadata/labels").and_then(Value::as_object);
            Some(labels.cloned().unwrap_or_default())
        })
    }
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn unknown_template(document: &Document) -> Box<Diagnostic> {
    let message =
        format!("the constraint {} is of kind {}, which no template brings", document.name(), document.gvk.kind);
    let diagnostic =
        Diagnostic::error("policy::unknown-template", message).label(document.place("/kind"), "of this kind");
    Box::new(diagnostic.help("name the file of its ConstraintTemplate with --policy too"))
}

/// Compiles a template.
fn template(document: &Document) -> Compiled<Template> {
    let Some(source) = rego_of(&document.value) else {
        let message = format!("the template {} has no program in Rego", document.name());
        let diagnostic = Diagnostic::error("policy::rego", message).label(document.place("/spec/targets"), "");
        return Err(Box::new(diagnostic.help("give it `rego`, or `code` for the engine Rego")));
    };
    let mut program = Program::new();
    let invalid = |error: Invalid| refused(document, &error, &source);
    for (at, lib) in source.libs.iter().enumerate() {
        program.add(&format!("libs/{at}"), lib, source.is_v0).map_err(invalid)?;
    }
    let package = program.add(MAIN, source.rego, source.is_v0).map_err(invalid)?;
    program.clone().prepare().map_err(invalid)?;
    let schema = document.value.pointer("/spec/crd/spec/validation/openAPIV3Schema").cloned().unwrap_or_default();
    Ok(Template { program, package, schema })
}

/// What a template's own program is called among its modules; its libraries are `libs/0` and so on.
const MAIN: &str = "rego";

/// The error of a module, at its line.
fn refused(document: &Document, error: &Invalid, source: &Source<'_>) -> Box<Diagnostic> {
    let lib = error.path.as_deref().and_then(|path| path.strip_prefix("libs/")?.parse::<usize>().ok());
    let (path, text) = match lib.and_then(|at| Some((format!("libs/{at}"), *source.libs.get(at)?))) {
        Some(lib) => lib,
        None => (MAIN.to_owned(), source.rego),
    };
    let pointer = format!("{}/{path}", source.pointer);
    let line = error.line.map(|line| format!(" in line {line} of it")).unwrap_or_default();
    let message = format!("the Rego of the template {} does not compile: {}{line}", document.name(), error.cause);
    let place = match error.line {
        Some(line) => document.place_within(&pointer, text, line_of(text, line)),
        None => document.place(&pointer),
    };
    Box::new(
        Diagnostic::error("policy::rego", message).label(place, "in this program").help("mend the line that is shown"),
    )
}

/// A template's program as it is written.
struct Source<'d> {
    rego: &'d str,
    libs: Vec<&'d str>,
    is_v0: bool,
    /// Where it is.
    pointer: String,
}

/// The program in Rego: that of the target itself, or that of its `code`.
fn rego_of(template: &Value) -> Option<Source<'_>> {
    let target = template.pointer("/spec/targets/0")?;
    let code = target.get("code").and_then(Value::as_array).into_iter().flatten().enumerate();
    let engines = code.filter(|(_, code)| text(code, "/engine") == "Rego");
    let coded =
        engines.filter_map(|(at, code)| Some((format!("/spec/targets/0/code/{at}/source"), code.get("source")?)));
    let mut sources = coded.chain(std::iter::once((String::from("/spec/targets/0"), target)));
    sources.find_map(|(pointer, source)| {
        let rego = source.get("rego")?.as_str()?;
        let libs = source.get("libs").and_then(Value::as_array).into_iter().flatten();
        Some(Source {
            rego,
            libs: libs.filter_map(Value::as_str).collect(),
            is_v0: text(source, "/version") != "v1",
            pointer,
        })
    })
}

/// A constraint, unless it is in force only elsewhere. Its parameters have to be what the template's schema says.
fn constraint(document: &Document, schema: &Value) -> Compiled<Option<Constraint>> {
    let spec = document.value.get("spec").cloned().unwrap_or_default();
    let mut parameters = spec.get("parameters").filter(|given| !given.is_null()).cloned().unwrap_or_else(|| json!({}));
    defaults::fill(&mut parameters, schema);
    if let Some((pointer, message)) = first_violation(schema, &parameters) {
        let message = format!("the parameters of the constraint {} are not valid: {message}", document.name());
        let place = document.place(&format!("/spec/parameters{pointer}"));
        let diagnostic = Diagnostic::error("policy::parameters", message).label(place, "");
        return Err(Box::new(diagnostic.help("write them as the template's schema says")));
    }
    Ok(outcome(&spec).map(|outcome| Constraint {
        name: document.name().into(),
        kind: document.gvk.kind.clone(),
        block: Block::new(spec.get("match").cloned().unwrap_or_default()),
        parameters,
        outcome,
    }))
}

/// What a violation comes to by an action: all that is not denied is a warning.
fn of_action(action: &str) -> Outcome {
    if matches!(action, "" | "deny") { Outcome::Fail } else { Outcome::Warn }
}

/// What a violation comes to by `enforcementAction`. Of scoped actions the strictest for this place counts; without one for it
/// the constraint is not in force here.
fn outcome(spec: &Value) -> Option<Outcome> {
    match text(spec, "/enforcementAction") {
        "scoped" => {
            let scoped = spec.get("scopedEnforcementActions").and_then(Value::as_array).into_iter().flatten();
            let here = scoped.filter(|entry| {
                let points = entry.get("enforcementPoints").and_then(Value::as_array).into_iter().flatten();
                points.map(|point| text(point, "/name")).any(|name| matches!(name, "*" | "gator.gatekeeper.sh"))
            });
            here.map(|entry| of_action(text(entry, "/action"))).max()
        }
        action => Some(of_action(action)),
    }
}

impl Engine for Gatekeeper {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        self.with_inventory(world).check(subject, world, findings);
    }

    fn prepare<'a>(&'a self, world: &'a World) -> Option<Box<dyn Engine + 'a>> {
        Some(Box::new(self.with_inventory(world)))
    }
}

/// The engine with the objects of the world.
struct Prepared<'g> {
    engine: &'g Gatekeeper,
    /// The programs by the kinds of their constraints, or why one cannot be evaluated.
    programs: BTreeMap<SmolStr, Result<Program, String>>,
}

impl Gatekeeper {
    fn with_inventory(&self, world: &World) -> Prepared<'_> {
        let judged = world.subjects.iter().map(|subject| &subject.value).filter(|_| !self.inventory_alone);
        let data = to_rego(&json!({"inventory": inventory(self.inventory.iter().chain(judged))}));
        let program = |template: &Template| {
            let mut program = template.program.clone();
            program.add_rego_data(data.clone()?)?;
            program.prepare().map_err(|error| error.cause)?;
            Ok(program)
        };
        let used = self.templates.iter().filter(|(kind, _)| self.constraints.iter().any(|one| one.kind == **kind));
        let programs = used.map(|(kind, template)| (kind.clone(), program(template))).collect();
        Prepared { engine: self, programs }
    }
}

impl Engine for Prepared<'_> {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        if [TEMPLATES, CONSTRAINTS, expansion::GROUP].contains(&subject.gvk.group.as_str()) {
            return;
        }
        let expanded = self.engine.expansions.expand(&subject.value);
        let (expanded, failed) = match expanded {
            Ok(expanded) => (expanded, None),
            Err(cause) => (Vec::new(), Some(cause)),
        };
        let reviews: Vec<Review> =
            std::iter::once(Review::of(subject)).chain(expanded.iter().map(Review::of_expanded)).collect();
        for constraint in &self.engine.constraints {
            let finding =
                |outcome| Finding::new(constraint.name.clone(), constraint.kind.clone(), subject.position, outcome);
            let found_before = findings.len();
            let mut is_meant = false;
            for review in &reviews {
                let labels_of = |namespace: &str| self.engine.labels_of(world, namespace);
                if !review.candidates().any(|candidate| constraint.block.matches(&candidate, &labels_of)) {
                    continue;
                }
                is_meant = true;
                match self.violations(constraint, review, world.now) {
                    Ok(messages) => findings
                        .extend(messages.into_iter().map(|message| violation(finding, constraint, review, message))),
                    Err(cause) => findings.push(finding(Outcome::Error).message(cause)),
                }
            }
            if let Some(cause) = &failed {
                findings.push(finding(Outcome::Error).message(cause.clone()));
            }
            if is_meant && findings.len() == found_before {
                findings.push(finding(Outcome::Pass));
            }
        }
    }
}

/// The finding for a violation: of what an ExpansionTemplate made it says so, and has the template's action where that has one.
fn violation(
    finding: impl Fn(Outcome) -> Finding,
    constraint: &Constraint,
    review: &Review,
    message: String,
) -> Finding {
    match &review.implied_by {
        None => finding(constraint.outcome).message(message),
        Some((template, action)) => {
            let outcome = if action.is_empty() { constraint.outcome } else { of_action(action) };
            finding(outcome).message(format!("[Implied by {template}] {message}"))
        }
    }
}

impl Prepared<'_> {
    /// The messages of the violations, in order.
    fn violations(&self, constraint: &Constraint, review: &Review, now: Option<i128>) -> Result<Vec<String>, String> {
        let (Some(program), Some(template)) =
            (self.programs.get(&constraint.kind), self.engine.templates.get(&constraint.kind))
        else {
            return Ok(Vec::new());
        };
        let program = program.as_ref().map_err(Clone::clone)?;
        let input = to_rego(&json!({"review": review.value, "parameters": constraint.parameters}))?;
        let found = program.evaluate(&format!("{}.violation", template.package), input, now)?;
        let found = found.as_ref().and_then(Value::as_array).into_iter().flatten();
        Ok(found.map(|violation| text(violation, "/msg").to_owned()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What the label of the error covers that compiling a template with this target gives.
    fn blamed(target: &str) -> String {
        let text = format!("kind: ConstraintTemplate\nmetadata: {{name: t}}\nspec:\n  targets:\n  - {target}");
        let sources = Sources::new();
        let source = sources.add("t.yaml", text.as_bytes().to_vec());
        let trees = crate::yaml::read_objects(text.as_bytes(), source).expect("it is YAML");
        let document = Document::read(trees.into_iter().next().expect("a document"), &sources);
        let error = template(&document).err().expect("it does not compile");
        text.get(error.labels[0].span.range()).expect("a part of the text").to_owned()
    }

    #[test]
    fn errors_are_shown_at_the_line_of_the_program() {
        assert_eq!(blamed("rego: |\n      package p\n\n      r { y := 1\n        z := }\n"), "z := }");
        let libs = "rego: package p\n    libs:\n    - package lib.a\n    - |-\n      package lib.b\n      f(x) = { x }\n      g = ]\n";
        assert_eq!(blamed(libs), "g = ]");
        assert_eq!(blamed("rego: \"package p\\nr { x = }\"\n"), "r { x = }");
    }

    #[test]
    fn a_rule_that_leads_to_itself_is_shown() {
        assert_eq!(blamed("rego: |\n      package p\n      a { b }\n      b { a }\n"), "a { b }");
    }
}
