use super::*;
use crate::policy::Outcome;
use crate::source::SourceId;
use crate::yaml;
use std::collections::BTreeMap;

/// Files in memory.
#[derive(Debug, Default)]
struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.get(path).map(|text| text.clone().into_bytes()))
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let below: Vec<String> =
            self.0.keys().filter(|path| path.starts_with(&format!("{folder}/"))).cloned().collect();
        (!below.is_empty()).then_some(below)
    }
}

/// What is found: rule, outcome, pointer and message.
fn findings(settings: &Settings<'_>, text: &str) -> Vec<(String, Outcome, String, String)> {
    let trees = yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
    let world = World::new(trees, None);
    let engine = Schemas::new(settings).expect("the flags are fine");
    let engine = engine.prepare(&world).expect("schemas are found first");
    let mut findings = Vec::new();
    world.subjects.iter().for_each(|subject| engine.check(subject, &world, &mut findings));
    let told = |one: Finding| (one.rule.to_string(), one.outcome, one.path.unwrap_or_default(), one.message);
    findings.into_iter().map(told).collect()
}

fn rules(settings: &Settings<'_>, text: &str) -> Vec<(String, String)> {
    findings(settings, text).into_iter().map(|(rule, _, path, _)| (rule, path)).collect()
}

const DEPLOYMENT: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, label: {a: b}}
spec:
  replica: 1
  replicas: 1
  replicas: 2
  selector: {}
  template: {spec: {containers: [{name: a, image: b, resources: {limits: {cpu: 1GB}}, ports: [{containerPort: 3000000000}]}]}}
";

#[test]
fn types_are_checked_and_unknown_fields_only_when_asked_for() {
    let port = "/spec/template/spec/containers/0/ports/0/containerPort";
    let cpu = "/spec/template/spec/containers/0/resources/limits/cpu";
    let found = rules(&Settings { version: Some("1.33"), ..Settings::default() }, DEPLOYMENT);
    assert_eq!(found, [("format".to_owned(), port.to_owned()), ("format".to_owned(), cpu.to_owned())]);
    let strict = findings(&Settings { version: Some("v1.33.1"), strict: true, ..Settings::default() }, DEPLOYMENT);
    let messages: Vec<&str> = strict.iter().map(|(_, _, _, message)| message.as_str()).collect();
    assert!(messages.contains(&"unknown field \"label\"; did you mean \"labels\"?"), "{messages:?}");
    assert!(messages.contains(&"unknown field \"replica\"; did you mean \"replicas\"?"), "{messages:?}");
    assert!(messages.contains(&"the field \"replicas\" is there more than once"), "{messages:?}");
}

#[test]
fn an_unknown_kind_is_told_once() {
    let text = "{apiVersion: x.io/v1, kind: A, metadata: {name: a}}\n---\n{apiVersion: x.io/v1, kind: A}\n";
    let outcomes = |settings: &Settings<'_>| -> Vec<Outcome> {
        findings(settings, text).into_iter().map(|(_, outcome, ..)| outcome).collect()
    };
    assert_eq!(outcomes(&Settings::default()), [Outcome::Error, Outcome::Error]);
    assert_eq!(outcomes(&Settings { ignores_missing: true, ..Settings::default() }), [Outcome::Skip, Outcome::Skip]);
    let skipped = ["x.io/v1/A".to_owned()];
    assert_eq!(outcomes(&Settings { skipped: &skipped, ..Settings::default() }), [Outcome::Skip, Outcome::Skip]);
}

#[test]
fn what_may_have_been_meant_is_named() {
    let message = |text: &str| findings(&Settings::default(), text).remove(0).3;
    assert!(message("{apiVersion: apps/v1, kind: Deploymnet}").ends_with("did you mean Deployment?"));
    assert!(message("{apiVersion: extensions/v1beta1, kind: Ingress}").ends_with("has it in networking.k8s.io/v1"));
    assert!(message("{a: 1}").contains("\"kind\""));
}

const COMPOSITE: &str = "
apiVersion: apiextensions.crossplane.io/v1
kind: CompositeResourceDefinition
metadata: {name: xdatabases.example.org}
spec:
  group: example.org
  names: {kind: XDatabase, plural: xdatabases}
  claimNames: {kind: Database, plural: databases}
  versions:
  - name: v1
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
";

#[test]
fn composite_resources_and_claims_have_the_fields_that_crossplane_adds() {
    let files: Arc<dyn Files> = Arc::new(Memory([("defs/x.yaml".to_owned(), COMPOSITE.to_owned())].into()));
    let locations = ["defs".to_owned()];
    let settings = Settings { locations: &locations, files: Some(files), strict: true, ..Settings::default() };
    let of = |kind: &str| {
        let spec = "{size: big, siez: 1, compositionRef: {name: c}, resourceRef: {name: r}}";
        rules(&settings, &format!("{{apiVersion: example.org/v1, kind: {kind}, metadata: {{name: d}}, spec: {spec}}}"))
    };
    let pair = |rule: &str, path: &str| (rule.to_owned(), path.to_owned());
    let unknown = pair("unknown-field", "/spec/siez");
    assert_eq!(of("Database"), [unknown.clone(), pair("type", "/spec/size")]);
    assert_eq!(of("XDatabase"), [pair("unknown-field", "/spec/resourceRef"), unknown, pair("type", "/spec/size")]);
}

#[test]
fn metadata_of_custom_resources_is_kubernetes_own() {
    let text = "
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.x.io}
spec:
  group: x.io
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {metadata: {type: object}}}}}]
---
{apiVersion: x.io/v1, kind: Widget, metadata: {name: w, labels: {a: 1}, nmae: x}, spec: 1}
";
    let found = rules(&Settings { strict: true, ..Settings::default() }, text);
    let expected =
        [("", ""), ("type", "/metadata/labels/a"), ("unknown-field", "/metadata/nmae"), ("unknown-field", "/spec")];
    assert_eq!(found, expected.map(|(rule, path)| (rule.to_owned(), path.to_owned())));
}

#[test]
fn versions_and_locations_that_are_wrong_say_so() {
    let fails = |settings: &Settings<'_>| Schemas::new(settings).err().map(|error| error.code);
    assert_eq!(fails(&Settings { version: Some("1.2"), ..Settings::default() }), Some("usage::flag-value"));
    let remote = ["https://example.com/{{.ResourceKind}}.json".to_owned()];
    assert_eq!(fails(&Settings { locations: &remote, ..Settings::default() }), Some("usage::flag-value"));
    let absent = ["nowhere".to_owned()];
    assert_eq!(fails(&Settings { locations: &absent, ..Settings::default() }), Some("input::unreadable"));
}
