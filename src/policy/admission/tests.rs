//! Whole policies against whole objects.

use super::Admission;
use crate::policy::Options;
use crate::policy::testing::{documents, judged};

/// `outcome: message` of every finding.
fn judge(options: &Options, objects: &str) -> Vec<String> {
    let engine = Admission::compile(options).expect("the policies compile").expect("there are policies");
    judged(&engine, objects)
}

/// A policy for Deployments with these fields of `spec`.
fn policy(fields: &str) -> Options {
    let fields = fields.replace('\n', "\n  ");
    let text = format!(
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {{name: p}}\nspec:\n  \
         matchConstraints: {{resourceRules: [{{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], \
         resources: [deployments]}}]}}\n  {fields}\n"
    );
    Options { policies: documents(&text), ..Options::default() }
}

fn bound(mut options: Options, spec: &str) -> Options {
    let text = format!(
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {{name: b}}\n\
         spec: {{policyName: p, {spec}}}\n"
    );
    options.policies.extend(documents(&text));
    options
}

const WEB: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec: {replicas: 3, template: null}
";

#[test]
fn messages_are_made_written_or_the_expression() {
    let rules = "
validations:
- {expression: 'object.spec.replicas < 3', messageExpression: \"'has ' + string(object.spec.replicas)\", message: bad}
- {expression: 'object.spec.replicas < 2', messageExpression: 'string(object.missing)', message: 'too many'}
- {expression: 'object.spec.replicas < 1'}
- {expression: 'object.metadata.namespace == \"default\" && !has(object.spec.template)'}";
    let expected = ["fail: has 3", "fail: too many", "fail: failed expression: object.spec.replicas < 1"];
    assert_eq!(judge(&policy(rules), WEB), expected);
}

#[test]
fn conditions_decide_before_errors_and_failures_may_be_ignored() {
    let rule = "validations: [{expression: 'object.missing == 1'}]";
    let failed = "error: expression 'object.missing == 1' resulted in error: no such key: missing";
    assert_eq!(judge(&policy(rule), WEB), [failed]);
    assert_eq!(judge(&policy(&format!("failurePolicy: Ignore\n{rule}")), WEB), ["pass: "]);
    let condition =
        "matchConditions: [{name: bad, expression: 'object.missing == 1'}, {name: never, expression: 'false'}]";
    assert_eq!(judge(&policy(&format!("{condition}\n{rule}")), WEB), ["skip: "]);
    let condition = "matchConditions: [{name: bad, expression: 'object.missing == 1'}]";
    let failed = "error: matchCondition bad: no such key: missing";
    assert_eq!(judge(&policy(&format!("{condition}\n{rule}")), WEB), [failed]);
}

#[test]
fn variables_are_evaluated_when_they_are_asked_for() {
    let rules = "
variables: [{name: bad, expression: 'object.missing'}, {name: twice, expression: 'object.spec.replicas * 2'}]
validations: [{expression: 'variables.twice == 6 || variables.bad == 1'}, {expression: 'has(variables.twice)'}]";
    assert_eq!(judge(&policy(rules), WEB), ["pass: "]);
}

#[test]
fn bindings_choose_objects_parameters_and_consequences() {
    let rules = "
paramKind: {apiVersion: example.com/v1, kind: Limit}
validations: [{expression: 'object.spec.replicas <= params.most', message: 'too many'}]";
    let params = "{apiVersion: example.com/v1, kind: Limit, metadata: {name: small, labels: {size: s}}, most: 1}";
    let with_params = |spec: &str| Options { params: documents(params), ..bound(policy(rules), spec) };
    assert_eq!(judge(&with_params("paramRef: {name: small}"), WEB), ["fail: too many"]);
    assert_eq!(judge(&with_params("validationActions: [Warn], paramRef: {selector: {}}"), WEB), ["warn: too many"]);
    assert_eq!(judge(&with_params("paramRef: {name: other, parameterNotFoundAction: Allow}"), WEB), ["skip: "]);
    let missing = judge(&with_params("paramRef: {name: other, parameterNotFoundAction: Deny}"), WEB);
    assert!(missing[0].starts_with("error: failed to configure binding: no params found"), "{missing:?}");
    let elsewhere = "matchResources: {objectSelector: {matchLabels: {app: db}}}";
    assert!(judge(&with_params(elsewhere), WEB).is_empty());
    let namespaces = "matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}}";
    assert_eq!(judge(&with_params(&format!("{namespaces}, paramRef: {{name: small}}")), WEB), ["fail: too many"]);
}

#[test]
fn what_does_not_compile_is_an_error_at_its_place() {
    let refused = |rules: &str| match Admission::compile(&policy(rules)) {
        Err(error) => (error.code, error.compat.unwrap_or_default()),
        Ok(_) => ("", String::new()),
    };
    let (code, sentence) = refused("validations: [{expression: 'variables.later == 1'}]");
    assert_eq!((code, sentence.as_str()), ("policy::expression", "compilation failed: undefined field 'later'"));
    assert_eq!(refused("validations: [{expression: 'object.spec.paused'}]").1, "must evaluate to bool");
    assert_eq!(refused("validations: [{expression: 'params.x == 1'}]").0, "policy::expression");
    assert_eq!(refused("validations: []").0, "policy::malformed");
    assert_eq!(refused("validations: {a: 1}").0, "policy::malformed");
}

#[test]
fn an_expression_without_end_is_an_error_of_the_policy() {
    let lists = "lists.range(1000)";
    let rule =
        format!("validations: [{{expression: '{lists}.all(a, {lists}.all(b, {lists}.all(c, a + b + c >= 0)))'}}]");
    let findings = judge(&policy(&rule), WEB);
    assert!(findings[0].ends_with("operation cancelled: actual cost limit exceeded"), "{findings:?}");
}
