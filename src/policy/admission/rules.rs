//! [`Rules`]: match conditions, variables, validations and audit annotations, compiled, and their [`Verdict`]. Everything that has
//! such rules in CEL shares them: ValidatingAdmissionPolicy, and Kyverno's policies in CEL.

use super::expressions::{Composed, Scope, refused};
use super::spec::{Named, RuleFields, Validation};
use crate::diagnostic::Diagnostic;
use crate::policy::cel::{Environment, Program, Runtime, Type, Value};
use crate::policy::{Compiled, Document};

/// The longest message that an expression may make, in bytes.
const MAX_MESSAGE: usize = 5 << 10;

/// Whose policies they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Dialect {
    /// Kubernetes', which wants conditions to be known to be bool.
    Kubernetes,
    /// Kyverno's, which asks when they are evaluated.
    Kyverno,
}

/// Rules, compiled.
pub(in crate::policy) struct Rules {
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

/// What rules make of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Verdict {
    /// The conditions are not met.
    Skipped,
    /// Nothing is wrong.
    Passed,
    /// Messages of the validations that are broken.
    Denied(Vec<String>),
    /// Why it cannot be said.
    Failed(String),
}

/// Compiles the expressions of one policy.
struct Compiler<'d> {
    document: &'d Document,
    /// The JSON pointer of the fields.
    base: &'d str,
    environment: Environment,
    dialect: Dialect,
}

impl Compiler<'_> {
    /// The expression in the field at `path` below the base, whose value has to be of one of these types.
    fn compile(&self, text: &str, path: &str, results: &[Type]) -> Compiled<Program> {
        let pointer = format!("{}/{path}", self.base);
        let program = self.environment.compile(text);
        let program = program.map_err(|invalid| refused(self.document, &pointer, text, &invalid))?;
        let found = program.result();
        let known_later = self.dialect == Dialect::Kyverno && found.is(&Type::Dyn);
        if results.is_empty() || known_later || results.iter().any(|result| found.is(result)) {
            return Ok(program);
        }
        let names: Vec<String> = results.iter().map(Type::to_string).collect();
        let wanted = match &names[..] {
            [one] => format!("must evaluate to {one}"),
            several => format!("must evaluate to one of [{}]", several.join(" ")),
        };
        let message = format!("policy {}: an expression is of type {found}: {wanted}", self.document.name());
        Err(Box::new(
            Diagnostic::error("policy::expression", message)
                .compat(wanted)
                .label(self.document.place(&pointer), "")
                .help("compare, convert or test the value, so that its type is known"),
        ))
    }

    fn conditions(&self, list: &[Named]) -> Compiled<Vec<(String, Program)>> {
        let compiled = list.iter().enumerate().map(|(number, named)| {
            let path = format!("matchConditions/{number}/expression");
            Ok((named.name.clone(), self.compile(&named.expression, &path, &[Type::Bool])?))
        });
        compiled.collect()
    }

    /// A policy's own variables: each may name those before it.
    fn variables(&mut self, list: &[Named]) -> Compiled<Vec<Composed>> {
        let mut compiled = Vec::new();
        let mut declared: Vec<(&str, Type)> = Vec::new();
        for (number, named) in list.iter().enumerate() {
            let program = self.compile(&named.expression, &format!("variables/{number}/expression"), &[])?;
            declared.push((&named.name, program.result().clone()));
            self.environment.variable(&format!("variables.{}", named.name), program.result().clone());
            compiled.push(Composed { name: named.name.clone(), program });
        }
        // What is read of `variables` itself are fields that nobody declared.
        self.environment.variable("variables", Type::object("kubernetes.variables", declared));
        Ok(compiled)
    }

    fn rule(&self, validation: Validation, number: usize) -> Compiled<Rule> {
        let path = format!("validations/{number}");
        let program = self.compile(&validation.expression, &format!("{path}/expression"), &[Type::Bool])?;
        let message_program = match validation.message_expression.filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(self.compile(&text, &format!("{path}/messageExpression"), &[Type::String])?),
            None => None,
        };
        Ok(Rule { expression: validation.expression, program, message: validation.message, message_program })
    }
}

impl Rules {
    /// Compiles the rules in these fields, which stand at the JSON pointer `base` of a document. The environment has declared
    /// what [`Rules::judge`] gets.
    pub(in crate::policy) fn compile(
        document: &Document,
        base: &str,
        fields: RuleFields,
        environment: Environment,
        dialect: Dialect,
    ) -> Compiled<Rules> {
        let mut compiler = Compiler { document, base, environment, dialect };
        let conditions = compiler.conditions(&fields.match_conditions)?;
        let variables = compiler.variables(&fields.variables)?;
        let numbered = fields.validations.into_iter().enumerate();
        let validations = numbered.map(|(number, one)| compiler.rule(one, number)).collect::<Compiled<_>>()?;
        let annotations = fields.audit_annotations.iter().enumerate().map(|(number, annotation)| {
            let path = format!("auditAnnotations/{number}/valueExpression");
            let types = [Type::String, Type::Null];
            Ok((annotation.key.clone(), compiler.compile(&annotation.value_expression, &path, &types)?))
        });
        Ok(Rules {
            ignores_failures: fields.failure_policy.is_some_and(|policy| policy == "Ignore"),
            conditions,
            variables,
            validations,
            annotations: annotations.collect::<Compiled<_>>()?,
        })
    }

    /// What an error comes to.
    pub(in crate::policy) fn failure(&self, message: String) -> Verdict {
        if self.ignores_failures { Verdict::Passed } else { Verdict::Failed(message) }
    }

    /// The verdict with these values of the declared variables, in the order they were declared.
    pub(in crate::policy) fn judge(&self, given: Vec<Value<'_>>, runtime: &Runtime) -> Verdict {
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
                    let expression = rule.expression.trim();
                    return Verdict::Failed(format!("expression '{expression}' resulted in error: {error}"));
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
            if let Err(error) = program.evaluate(scope, runtime)
                && !self.ignores_failures
            {
                return Verdict::Failed(format!("auditAnnotation {key}: {error}"));
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
