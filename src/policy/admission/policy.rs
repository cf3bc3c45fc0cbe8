//! [`Policy`], a ValidatingAdmissionPolicy compiled, and its verdict on a target. Decisions follow the API server: an expression
//! that fails to evaluate is an error or, with `failurePolicy: Ignore`, nothing.

use super::bindings::{Binding, Params, is_of_kind};
use super::expressions::{Composed, Scope, refused, reserved_names};
use super::matching::MatchResources;
use super::spec::{Named, ParamKind, PolicySpec, Validation};
use super::target::Target;
use crate::diagnostic::Diagnostic;
use crate::policy::cel::{Environment, Program, Runtime, Type, Value};
use crate::policy::{Compiled, Document, Finding, Outcome, World};
use serde_json::Value as Json;
use smol_str::SmolStr;

/// The longest message that an expression may make, in bytes.
const MAX_MESSAGE: usize = 5 << 10;

/// A policy.
pub(super) struct Policy {
    pub(super) name: SmolStr,
    pub(super) bindings: Vec<Binding>,
    resources: MatchResources,
    params: Option<ParamKind>,
    /// Whether an expression that cannot be evaluated is passed over.
    ignores_failures: bool,
    conditions: Vec<(String, Program)>,
    variables: Vec<Composed>,
    validations: Vec<Rule>,
    annotations: Vec<(String, Program)>,
}

struct Rule {
    expression: String,
    program: Program,
    message: Option<String>,
    message_program: Option<Program>,
}

/// What a policy makes of a target.
enum Verdict {
    /// The conditions are not met.
    Skipped,
    Passed,
    /// Messages of the rules that are broken.
    Denied(Vec<String>),
    /// Why it cannot be said.
    Failed(String),
}

/// A policy that cannot be read.
pub(super) fn malformed(document: &Document, pointer: &str, reason: &dyn std::fmt::Display) -> Box<Diagnostic> {
    let message = format!("{} {} cannot be read: {reason}", document.gvk.kind, document.name());
    Box::new(Diagnostic::error("policy::malformed", message).label(document.place(pointer), "").help("mend the policy"))
}

/// Compiles the expressions of one policy.
struct Compiler<'d> {
    document: &'d Document,
    environment: Environment,
}

impl Compiler<'_> {
    /// The expression in the field at `pointer`, whose value has to be of one of these types.
    fn compile(&self, text: &str, pointer: &str, results: &[Type]) -> Compiled<Program> {
        let program = self.environment.compile(text);
        let program = program.map_err(|invalid| refused(self.document, pointer, text, &invalid))?;
        if results.is_empty() || results.iter().any(|result| program.result().is(result)) {
            return Ok(program);
        }
        let names: Vec<String> = results.iter().map(Type::to_string).collect();
        let wanted = match &names[..] {
            [one] => format!("must evaluate to {one}"),
            several => format!("must evaluate to one of [{}]", several.join(" ")),
        };
        let found = program.result();
        let message = format!("policy {}: an expression is of type {found}: {wanted}", self.document.name());
        Err(Box::new(
            Diagnostic::error("policy::expression", message)
                .compat(wanted)
                .label(self.document.place(pointer), "")
                .help("compare, convert or test the value, so that its type is known"),
        ))
    }

    fn named(&self, list: &[Named], field: &str) -> Compiled<Vec<(String, Program)>> {
        let compiled = list.iter().enumerate().map(|(number, named)| {
            let pointer = format!("/spec/{field}/{number}/expression");
            Ok((named.name.clone(), self.compile(&named.expression, &pointer, &[Type::Bool])?))
        });
        compiled.collect()
    }

    /// A policy's own variables: each may name those before it.
    fn variables(&mut self, list: &[Named]) -> Compiled<Vec<Composed>> {
        let mut compiled = Vec::new();
        let mut declared: Vec<(&str, Type)> = Vec::new();
        for (number, named) in list.iter().enumerate() {
            let program = self.compile(&named.expression, &format!("/spec/variables/{number}/expression"), &[])?;
            declared.push((&named.name, program.result().clone()));
            self.environment.variable(&format!("variables.{}", named.name), program.result().clone());
            compiled.push(Composed { name: named.name.clone(), program });
        }
        // What is read of `variables` itself are fields that nobody declared.
        self.environment.variable("variables", Type::object("kubernetes.variables", declared));
        Ok(compiled)
    }

    fn rule(&self, validation: Validation, number: usize) -> Compiled<Rule> {
        let pointer = format!("/spec/validations/{number}");
        let program = self.compile(&validation.expression, &format!("{pointer}/expression"), &[Type::Bool])?;
        let message_program = match validation.message_expression.filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(self.compile(&text, &format!("{pointer}/messageExpression"), &[Type::String])?),
            None => None,
        };
        Ok(Rule { expression: validation.expression, program, message: validation.message, message_program })
    }
}

impl Policy {
    /// Compiles a policy.
    pub(super) fn compile(document: &Document, environment: &Environment) -> Compiled<Policy> {
        let spec = document.value.get("spec").cloned().unwrap_or_default();
        let spec: PolicySpec = serde_json::from_value(spec).map_err(|error| malformed(document, "/spec", &error))?;
        if spec.validations.is_empty() && spec.audit_annotations.is_empty() {
            return Err(malformed(document, "/spec", &"validations or auditAnnotations must be non-empty"));
        }
        let mut compiler = Compiler { document, environment: environment.clone() };
        reserved_names(&mut compiler.environment, spec.param_kind.is_some());
        let conditions = compiler.named(&spec.match_conditions, "matchConditions")?;
        let variables = compiler.variables(&spec.variables)?;
        let numbered = spec.validations.into_iter().enumerate();
        let validations = numbered.map(|(number, one)| compiler.rule(one, number)).collect::<Compiled<_>>()?;
        let annotations = spec.audit_annotations.iter().enumerate().map(|(number, annotation)| {
            let pointer = format!("/spec/auditAnnotations/{number}/valueExpression");
            let types = [Type::String, Type::Null];
            Ok((annotation.key.clone(), compiler.compile(&annotation.value_expression, &pointer, &types)?))
        });
        Ok(Policy {
            name: document.name().into(),
            bindings: Vec::new(),
            resources: MatchResources::new(spec.match_constraints.unwrap_or_default()),
            params: spec.param_kind,
            ignores_failures: spec.failure_policy.is_some_and(|policy| policy == "Ignore"),
            conditions,
            variables,
            validations,
            annotations: annotations.collect::<Compiled<_>>()?,
        })
    }

    /// Whether its constraints mean `target`.
    pub(super) fn applies(&self, target: &Target<'_>) -> bool {
        self.resources.matches(target)
    }

    /// Adds what it says of `target`, once for each binding and parameter; without a binding it holds everywhere.
    pub(super) fn check(
        &self,
        target: &Target<'_>,
        params: &[Document],
        world: &World,
        runtime: &Runtime,
        findings: &mut Vec<Finding>,
    ) {
        if self.bindings.is_empty() {
            return self.check_unbound(target, params, runtime, findings);
        }
        for binding in self.bindings.iter().filter(|binding| binding.matches(target)) {
            let chosen = match &self.params {
                Some(kind) => binding.params(kind, target, params, world),
                None => Params::Each(vec![&Json::Null]),
            };
            match chosen {
                Params::Each(chosen) => {
                    for params in chosen {
                        let verdict = self.judge(target, params, runtime);
                        self.report(verdict, binding.outcome(), target, findings);
                    }
                }
                Params::NoneAllowed => self.report(Verdict::Skipped, binding.outcome(), target, findings),
                Params::NoneDenied => {
                    let message = "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction";
                    self.report(self.failure(message.to_owned()), binding.outcome(), target, findings);
                }
            }
        }
    }

    /// A policy that nothing binds: with every parameter of its kind that was given.
    fn check_unbound(&self, target: &Target<'_>, params: &[Document], runtime: &Runtime, findings: &mut Vec<Finding>) {
        let of_kind = |document: &&Document| self.params.as_ref().is_some_and(|kind| is_of_kind(&document.value, kind));
        let mut chosen: Vec<&Json> = params.iter().filter(of_kind).map(|document| &document.value).collect();
        if chosen.is_empty() {
            chosen.push(&Json::Null);
        }
        for params in chosen {
            let verdict = self.judge(target, params, runtime);
            self.report(verdict, Outcome::Fail, target, findings);
        }
    }

    fn report(&self, verdict: Verdict, denied: Outcome, target: &Target<'_>, findings: &mut Vec<Finding>) {
        let finding = |outcome| Finding::new(self.name.clone(), "", target.subject.position, outcome);
        match verdict {
            Verdict::Skipped => findings.push(finding(Outcome::Skip)),
            Verdict::Passed => findings.push(finding(Outcome::Pass)),
            Verdict::Denied(messages) => {
                findings.extend(messages.into_iter().map(|message| finding(denied).message(message)));
            }
            Verdict::Failed(message) => findings.push(finding(Outcome::Error).message(message)),
        }
    }

    /// What an error comes to.
    fn failure(&self, message: String) -> Verdict {
        if self.ignores_failures { Verdict::Passed } else { Verdict::Failed(message) }
    }

    fn judge(&self, target: &Target<'_>, params: &Json, runtime: &Runtime) -> Verdict {
        let given = vec![
            Value::of_json(&target.object),
            Value::Null,
            Value::of_json(target.request()),
            Value::of_json(params),
            Value::of_json(&target.namespace_object),
            Value::Null,
            Value::Null,
        ];
        let scope = Scope::new(given, &self.variables);
        match self.conditions_met(&scope, runtime) {
            Ok(true) => {}
            Ok(false) => return Verdict::Skipped,
            Err(_) if self.ignores_failures => return Verdict::Skipped,
            Err(message) => return Verdict::Failed(message),
        }
        let mut denied = Vec::new();
        for rule in &self.validations {
            match rule.program.evaluate(&scope, runtime) {
                Ok(Value::Bool(true)) => {}
                Ok(_) => denied.push(rule.message(&scope, runtime)),
                Err(error) if self.ignores_failures && !error.is_exhausted() => {}
                Err(error) if denied.is_empty() => {
                    return Verdict::Failed(format!(
                        "expression '{}' resulted in error: {error}",
                        rule.expression.trim()
                    ));
                }
                Err(_) => break,
            }
        }
        if !denied.is_empty() {
            return Verdict::Denied(denied);
        }
        self.annotate(&scope, runtime)
    }

    /// Evaluates what would go to the audit log: an error there counts as one of the policy.
    fn annotate(&self, scope: &Scope<'_, '_>, runtime: &Runtime) -> Verdict {
        for (key, program) in &self.annotations {
            if let Err(error) = program.evaluate(scope, runtime) {
                if !self.ignores_failures {
                    return Verdict::Failed(format!("auditAnnotation {key}: {error}"));
                }
            }
        }
        Verdict::Passed
    }

    /// Whether every match condition is true. One that is false decides before errors of others.
    fn conditions_met(&self, scope: &Scope<'_, '_>, runtime: &Runtime) -> Result<bool, String> {
        let mut failure = None;
        for (name, program) in &self.conditions {
            match program.evaluate(scope, runtime) {
                Ok(Value::Bool(true)) => {}
                Ok(_) => return Ok(false),
                Err(error) => {
                    failure.get_or_insert(format!("matchCondition {name}: {error}"));
                }
            }
        }
        failure.map_or(Ok(true), Err)
    }
}

impl Rule {
    /// What is said when it is broken: what its expression makes, unless that is long, of several lines or an error; else its
    /// message; else the expression itself.
    fn message(&self, scope: &Scope<'_, '_>, runtime: &Runtime) -> String {
        let made = self.message_program.as_ref().and_then(|program| program.evaluate(scope, runtime).ok());
        let made = made.as_ref().and_then(Value::as_str).map(str::trim);
        let made = made.filter(|text| !text.is_empty() && text.len() <= MAX_MESSAGE && !text.contains('\n'));
        let written = || self.message.as_deref().map(str::trim).filter(|text| !text.is_empty());
        match made.or_else(written) {
            Some(message) => message.to_owned(),
            None => format!("failed expression: {}", self.expression.trim()),
        }
    }
}
