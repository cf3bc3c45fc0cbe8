//! `lint --schema`: 10,000 objects against the types of Kubernetes, a tenth of them against a CRD.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plimsoll::policy::{Options, Policies, World};
use plimsoll::source::Sources;
use plimsoll::yaml;
use std::fmt::Write;
use std::hint::black_box;

const OBJECTS: usize = 10_000;

const DEFINITION: &str = "
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, minimum: 1, maximum: 10}
              name: {type: string, pattern: '^[a-z]+$'}
              tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
";

/// A Deployment, a Service and every so often a Widget, numbered.
fn manifests() -> String {
    let mut text = String::from(DEFINITION);
    for number in 0..OBJECTS {
        let object = match number % 10 {
            0 => format!(
                "apiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: w{number}}}\nspec: {{size: 3, name: abc, tags: [a, b]}}\n"
            ),
            1..=3 => format!(
                "apiVersion: v1\nkind: Service\nmetadata: {{name: s{number}}}\nspec: {{ports: [{{port: 80, targetPort: http}}]}}\n"
            ),
            _ => format!(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d{number}, labels: {{app: d{number}}}}}\n\
                 spec:\n  replicas: 3\n  selector: {{matchLabels: {{app: d{number}}}}}\n  template:\n    metadata: {{labels: {{app: \
                 d{number}}}}}\n    spec:\n      containers:\n      - name: web\n        image: nginx:1.27\n        ports: \
                 [{{containerPort: 8080, name: http}}]\n        env: [{{name: A, value: b}}]\n        resources: {{limits: {{cpu: \
                 500m, memory: 128Mi}}}}\n        livenessProbe: {{httpGet: {{path: /, port: http}}, periodSeconds: 5}}\n"
            ),
        };
        let _ = write!(text, "---\n{object}");
    }
    text
}

fn schemas(criterion: &mut Criterion) {
    let text = manifests();
    let source = Sources::new().add("manifests.yaml", Vec::new());
    let trees = yaml::read_objects(text.as_bytes(), source).expect("they are YAML");
    let world = World::new(trees, None);
    let options = Options { schema: Some("1.33".to_owned()), strict: true, ..Options::default() };
    let policies = Policies::compile(&options).expect("the flags are fine");

    let mut group = criterion.benchmark_group("schema");
    group.sample_size(20).throughput(Throughput::Elements(OBJECTS as u64));
    group.bench_function("10,000 objects", |bencher| {
        bencher.iter(|| policies.check(black_box(&world)).len());
    });
    group.finish();
}

criterion_group!(benches, schemas);
criterion_main!(benches);
