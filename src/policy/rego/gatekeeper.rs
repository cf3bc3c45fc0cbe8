//! Gatekeeper: a ConstraintTemplate brings a program in Rego and a constraint its parameters and the objects that it is about. A
//! template's CEL beside its Rego is left aside: by their own tests both say the same.

use super::inventory::inventory;
use super::matching::{Candidate, labels_in, matches};
use super::parameters;
use super::program::{Invalid, Program, to_rego};
use crate::diagnostic::Diagnostic;
use crate::policy::{Compiled, Document, Engine, Finding, Outcome, Subject, World};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

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
    block: Value,
    parameters: Value,
    /// What a violation comes to.
    outcome: Outcome,
    program: Arc<Prepared>,
}

/// A program, and the same with the objects of the world, which are known when the first object is judged.
struct Prepared {
    program: Program,
    package: String,
    with_inventory: OnceLock<Result<Program, String>>,
}

/// Templates and constraints, compiled.
pub struct Gatekeeper {
    constraints: Vec<Constraint>,
    /// Objects of the cluster.
    inventory: Vec<Value>,
}

impl Gatekeeper {
    /// Compiles the templates and constraints among `policies`; none where there is no constraint. `objects` are those of the
    /// cluster.
    pub fn new(policies: &[Document], objects: &[Document]) -> Compiled<Option<Gatekeeper>> {
        let mut templates = BTreeMap::new();
        for document in policies.iter().filter(|document| document.gvk.group == TEMPLATES) {
            let kind = text(&document.value, "/spec/crd/spec/names/kind").to_owned();
            templates.insert(kind, (template(document)?, document));
        }
        let mut prepared: BTreeMap<&str, Arc<Prepared>> = BTreeMap::new();
        let mut schemas: BTreeMap<&str, &Value> = BTreeMap::new();
        for (kind, (template, _)) in &templates {
            let (program, package) = (template.program.clone(), template.package.clone());
            prepared.insert(kind, Arc::new(Prepared { program, package, with_inventory: OnceLock::new() }));
            schemas.insert(kind, &template.schema);
        }
        let mut constraints = Vec::new();
        for document in policies.iter().filter(|document| document.gvk.group == CONSTRAINTS) {
            let kind = document.gvk.kind.as_str();
            let (Some(program), Some(schema)) = (prepared.get(kind), schemas.get(kind)) else {
                return Err(unknown_template(document));
            };
            constraints.push(constraint(document, Arc::clone(program), schema));
        }
        let inventory = objects.iter().map(|document| document.value.clone()).collect();
        Ok((!constraints.is_empty()).then_some(Gatekeeper { constraints, inventory }))
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
    let name = document.name();
    let invalid = |error: Invalid, pointer: &str| refused(document, &error, pointer);
    for (at, lib) in source.libs.iter().enumerate() {
        let pointer = format!("{}/libs/{at}", source.pointer);
        program.add(&format!("{name}/libs/{at}"), lib, source.is_v0).map_err(|error| invalid(error, &pointer))?;
    }
    let pointer = format!("{}/rego", source.pointer);
    let package = program.add(name, source.rego, source.is_v0).map_err(|error| invalid(error, &pointer))?;
    program.clone().prepare().map_err(|error| invalid(error, &pointer))?;
    let schema = document.value.pointer("/spec/crd/spec/validation/openAPIV3Schema").cloned().unwrap_or_default();
    Ok(Template { program, package, schema })
}

fn refused(document: &Document, error: &Invalid, pointer: &str) -> Box<Diagnostic> {
    let line = error.line.map(|line| format!(" in line {line} of it")).unwrap_or_default();
    let message = format!("the Rego of the template {} does not compile: {}{line}", document.name(), error.cause);
    Box::new(Diagnostic::error("policy::rego", message).label(document.place(pointer), "this program"))
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

fn constraint(document: &Document, program: Arc<Prepared>, schema: &Value) -> Constraint {
    let spec = document.value.get("spec").cloned().unwrap_or_default();
    let mut parameters = spec.get("parameters").filter(|given| !given.is_null()).cloned().unwrap_or_else(|| json!({}));
    parameters::fill(&mut parameters, schema);
    Constraint {
        name: document.name().into(),
        kind: document.gvk.kind.clone(),
        block: spec.get("match").cloned().unwrap_or_default(),
        parameters,
        outcome: outcome(&spec),
        program,
    }
}

/// What a violation comes to by `enforcementAction`: all that is not denied is a warning. Of scoped actions the strictest for this
/// place counts.
fn outcome(spec: &Value) -> Outcome {
    let of_action = |action: &str| if matches!(action, "" | "deny") { Outcome::Fail } else { Outcome::Warn };
    match text(spec, "/enforcementAction") {
        "scoped" => {
            let scoped = spec.get("scopedEnforcementActions").and_then(Value::as_array).into_iter().flatten();
            let here = scoped.filter(|entry| {
                let points = entry.get("enforcementPoints").and_then(Value::as_array).into_iter().flatten();
                points.map(|point| text(point, "/name")).any(|name| matches!(name, "*" | "gator.gatekeeper.sh"))
            });
            here.map(|entry| of_action(text(entry, "/action"))).max().unwrap_or(Outcome::Warn)
        }
        action => of_action(action),
    }
}

impl Engine for Gatekeeper {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        if [TEMPLATES, CONSTRAINTS].contains(&subject.gvk.group.as_str()) {
            return;
        }
        let review = Review::of(subject);
        for constraint in &self.constraints {
            if matches(&constraint.block, &review.candidate, &|namespace| self.labels_of(world, namespace)) {
                self.judge(constraint, &review, subject, world, findings);
            }
        }
    }
}

impl Gatekeeper {
    fn judge(
        &self,
        constraint: &Constraint,
        review: &Review<'_>,
        subject: &Subject,
        world: &World,
        findings: &mut Vec<Finding>,
    ) {
        let finding =
            |outcome| Finding::new(constraint.name.clone(), constraint.kind.clone(), subject.position, outcome);
        match self.violations(constraint, review, world) {
            Ok(messages) if messages.is_empty() => findings.push(finding(Outcome::Pass)),
            Ok(messages) => {
                findings.extend(messages.into_iter().map(|message| finding(constraint.outcome).message(message)));
            }
            Err(cause) => findings.push(finding(Outcome::Error).message(cause)),
        }
    }

    /// The messages of the violations, in order.
    fn violations(&self, constraint: &Constraint, review: &Review<'_>, world: &World) -> Result<Vec<String>, String> {
        let prepared = &constraint.program;
        let program = prepared.with_inventory.get_or_init(|| {
            let mut program = prepared.program.clone();
            let known = self.inventory.iter().chain(world.subjects.iter().map(|subject| &subject.value));
            program.add_data(&json!({"inventory": inventory(known)}))?;
            program.prepare().map_err(|error| error.cause)?;
            Ok(program)
        });
        let program = program.as_ref().map_err(Clone::clone)?;
        let input = to_rego(&json!({"review": review.value, "parameters": constraint.parameters}))?;
        let found = program.evaluate(&format!("{}.violation", prepared.package), input)?;
        let found = found.as_ref().and_then(Value::as_array).into_iter().flatten();
        Ok(found.map(|violation| text(violation, "/msg").to_owned()).collect())
    }
}

/// The admission request that stands for an object: the one that an AdmissionReview holds, or one that gator would make up.
struct Review<'s> {
    value: Value,
    candidate: Candidate<'s>,
}

impl<'s> Review<'s> {
    fn of(subject: &'s Subject) -> Self {
        let request = subject.value.get("request").filter(|_| subject.gvk.kind == "AdmissionReview");
        match request {
            Some(request) => {
                let object = request.get("object").filter(|object| !object.is_null()).or(request.get("oldObject"));
                let candidate = Candidate {
                    group: text(request, "/kind/group"),
                    kind: text(request, "/kind/kind"),
                    object: object.unwrap_or(&Value::Null),
                    name: text(request, "/name"),
                    namespace: text(request, "/namespace"),
                };
                Review { value: request.clone(), candidate }
            }
            None => {
                let (gvk, candidate) = (&subject.gvk, Candidate::of(subject));
                let value = json!({
                    "uid": "",
                    "kind": {"group": gvk.group.as_str(), "version": gvk.version.as_str(), "kind": gvk.kind.as_str()},
                    "resource": {"group": "", "version": "", "resource": ""},
                    "name": candidate.name,
                    "namespace": candidate.namespace,
                    "operation": "",
                    "userInfo": {},
                    "object": subject.value,
                    "oldObject": null,
                    "dryRun": null,
                    "options": null,
                });
                Review { value, candidate }
            }
        }
    }
}
