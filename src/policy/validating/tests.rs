//! Whole policies against whole objects.

use super::Validating;
use crate::policy::Options;
use crate::policy::testing::{documents, judged};

/// `outcome: message` of every finding.
fn judge(options: &Options, objects: &str) -> Vec<String> {
    let engine = Validating::compile(options).expect("the policies compile").expect("there are policies");
    judged(&engine, objects)
}

/// A policy for Pods with these fields of `spec`.
fn policy(fields: &str) -> Options {
    let fields = fields.replace('\n', "\n  ");
    let text = format!(
        "apiVersion: policies.kyverno.io/v1\nkind: ValidatingPolicy\nmetadata: {{name: p}}\nspec:\n  matchConstraints: \
         {{resourceRules: [{{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}}]}}\n  {fields}\n"
    );
    Options { policies: documents(&text), ..Options::default() }
}

const POD: &str = "
apiVersion: v1
kind: Pod
metadata: {name: a, annotations: null}
spec: {containers: [{name: c, image: 'ghcr.io/x/y:1'}]}
";

const CRON_JOB: &str = "
apiVersion: batch/v1
kind: CronJob
metadata: {name: a}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: nginx}]}}}}}
";

#[test]
fn pods_and_their_controllers_are_judged() {
    let rule =
        "validations: [{expression: \"object.spec.containers.all(c, c.image.startsWith('ghcr.io/'))\", message: bad}]";
    assert_eq!(judge(&policy(rule), POD), ["pass: "]);
    assert_eq!(judge(&policy(rule), CRON_JOB), ["fail: bad"]);
    let pods_only = format!("autogen: {{podControllers: {{controllers: []}}}}\n{rule}");
    assert!(judge(&policy(&pods_only), CRON_JOB).is_empty());
}

#[test]
fn nulls_stay_and_or_value_takes_what_is_no_optional_value() {
    let rules = "
validations:
- {expression: 'object.metadata.annotations == null && !has(object.metadata.annotations.a)'}
- {expression: 'object.spec.containers.orValue([]).size() == 1'}";
    assert_eq!(judge(&policy(rules), POD), ["pass: "]);
}

#[test]
fn libraries_answer_from_what_is_given() {
    let rules = "
variables: [{name: cm, expression: \"resource.get('v1', 'configmaps', 'default', 'allowed')\"}]
validations:
- {expression: \"object.spec.containers.all(c, image(c.image).registry() == variables.cm.data.registry)\"}
- {expression: \"images.containers == ['ghcr.io/x/y:1'] && type(resource.get('v1', 'secrets', 'a', 'b')) == null_type\"}
- {expression: \"json.unmarshal('{\\\"a\\\": 1}').a == 1 && yaml.parse('a: [1]').a[0] == 1\"}
- {expression: \"hash.md5('a') == '0cc175b9c0f1b6a831c399e269772661' && string(gzip.decompress(gzip.compress('x'))) == 'x'\"}
- {expression: \"parseServiceAccount('system:serviceaccount:ns:sa').Name == 'sa'\"}
- {expression: \"time.now() == timestamp(0) && time.toCron(timestamp(0)) == '0 0 1 1 4'\"}
- {expression: \"image.getMetadata('nginx').config.user == 'root' && globalContext.get('g').n == 1\"}";
    let context = documents(
        "
apiVersion: cli.kyverno.io/v1alpha1
kind: Context
spec:
  resources: [{apiVersion: v1, kind: ConfigMap, metadata: {name: allowed, namespace: default}, data: {registry: ghcr.io}}]
  images: [{image: nginx, config: {user: root}}]
  globalContextEntries: [{name: g, data: {n: 1}}]
",
    );
    assert_eq!(judge(&Options { context, ..policy(rules) }, POD), ["pass: "]);
    let asks = "validations: [{expression: \"http.get('https://example.com').ok\"}]";
    assert!(judge(&policy(asks), POD)[0].ends_with("nothing is asked over the network"));
}

#[test]
fn exceptions_let_off_or_allow() {
    let rule = "validations: [{expression: \"object.metadata.name in exceptions.allowedValues\", message: bad}]";
    let with = |spec: &str| {
        let text = format!(
            "apiVersion: policies.kyverno.io/v1\nkind: PolicyException\nmetadata: {{name: e}}\n\
             spec: {{policyRefs: [{{name: p, kind: ValidatingPolicy}}], {spec}}}\n"
        );
        Options { exceptions: documents(&text), ..policy(rule) }
    };
    assert_eq!(judge(&policy(rule), POD), ["fail: bad"]);
    assert_eq!(judge(&with("allowedValues: [a]"), POD), ["pass: "]);
    let condition = "matchConditions: [{name: c, expression: \"object.metadata.name == 'a'\"}]";
    assert_eq!(judge(&with(condition), POD), ["skip: rule is skipped due to policy exception: e"]);
    let condition = "matchConditions: [{name: c, expression: \"object.metadata.name == 'b'\"}]";
    assert_eq!(judge(&with(condition), POD), ["fail: bad"]);
}

#[test]
fn any_document_may_be_judged() {
    let rule = "evaluation: {mode: JSON}\nvalidations: [{expression: 'object.stages.size() == 1', message: bad}]";
    assert_eq!(judge(&policy(rule), "stages: [1, 2]"), ["fail: bad"]);
    let proxies = "evaluation: {mode: Envoy}\nvalidations: [{expression: 'whatever(1)'}]";
    assert!(judge(&policy(proxies), POD).is_empty());
}
