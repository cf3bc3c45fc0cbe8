use super::*;
use crate::source::SourceId;

fn gather(text: &str) -> Compiled<Cluster> {
    let trees = crate::yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
    Cluster::gather(&trees.into_iter().map(Document::new).collect::<Vec<_>>())
}

fn refused(text: &str) -> String {
    gather(text).expect_err("it is refused").message.clone()
}

const OBJECTS: &str = "
apiVersion: cli.kyverno.io/v1alpha1
kind: ClusterResource
spec:
  resources:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: z}}
  - {apiVersion: v1, kind: Namespace, metadata: {name: x}}
  - {apiVersion: example.com/v1, kind: Mouse, metadata: {name: m}}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec: {group: example.com, names: {kind: Mouse, plural: mice}}
";

#[test]
fn paths_of_the_api_lead_to_objects() {
    let cluster = gather(OBJECTS).expect("it is right");
    let count = |path: &str| cluster.at_path(path).map(|list| list["items"].as_array().map_or(0, Vec::len));
    let name = |path: &str| cluster.at_path(path).map(|object| object["metadata"]["name"].clone());
    assert_eq!(count("/api/v1/configmaps"), Ok(2));
    assert_eq!(count("/api/v1/namespaces/x/configmaps"), Ok(1));
    assert_eq!(count("/api/v1/secrets"), Ok(0));
    assert_eq!(name("/api/v1/namespaces/z/configmaps/b"), Ok("b".into()));
    assert_eq!(name("/api/v1/namespaces/x"), Ok("x".into()));
    assert_eq!(name("/apis/example.com/v1/mice/m"), Ok("m".into()));
    assert!(name("/api/v1/namespaces/z/configmaps/a").is_err());
    assert!(name("/healthz").is_err());
}

#[test]
fn a_whole_cluster_is_listed_across_namespaces() {
    let list = |text: &str| {
        let wanted = Wanted { api_version: "v1", resource: "configmaps", namespace: "" };
        gather(text).expect("it is right").list(wanted).map(|found| found.len())
    };
    assert_eq!(list(OBJECTS), Some(2));
    assert_eq!(list("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}}"), Some(0));
    assert_eq!(list("{apiVersion: v1, kind: Secret, metadata: {name: a}}"), None);
}

#[test]
fn entries_of_the_global_context_have_parts() {
    let text = "
apiVersion: cli.kyverno.io/v1alpha1
kind: Test
globalContextEntries:
- {name: plain, data: {a: 1}}
- {name: part, data: {a: {b: [1, 2]}}, fieldPath: a, projections: [{name: sum, path: length(b)}]}
- {name: objects, resources: [{kind: Pod}]}
";
    let cluster = gather(text).expect("it is right");
    let entry = |name, part| cluster.global(name, part).map(|found| found.map(Json::to_string));
    assert_eq!(entry("plain", ""), Some(Ok("{\"a\":1}".to_owned())));
    assert_eq!(entry("part", ""), Some(Ok("{\"sum\":2.0}".to_owned())));
    assert_eq!(entry("part", "sum"), Some(Ok("2.0".to_owned())));
    assert_eq!(entry("objects", ""), Some(Ok("[{\"kind\":\"Pod\"}]".to_owned())));
    assert!(entry("part", "b").is_some_and(|found| found.is_err()));
    assert_eq!(entry("nobody", ""), None);
}

#[test]
fn an_answer_is_for_its_method_or_for_any() {
    let text = "
apiVersion: cli.kyverno.io/v1alpha1
kind: Context
spec:
  apiCallResponses:
  - {url: 'https://x.example/a', method: post, response: {statusCode: 201, body: {n: 1}}}
  - {url: 'https://x.example/a', response: {body: {n: 2}}}
  - {urlPath: /api/v1/namespaces, method: GET, response: {body: {n: 3}}}
";
    let cluster = gather(text).expect("it is right");
    let status =
        |method, url| cluster.response(method, url).map(|response| (response.status, response.body["n"].as_i64()));
    assert_eq!(status("POST", "https://x.example/a"), Some((201, Some(1))));
    assert_eq!(status("GET", "https://x.example/a"), Some((200, Some(2))));
    assert_eq!(status("GET", "/api/v1/namespaces"), Some((200, Some(3))));
    assert_eq!(status("POST", "/api/v1/namespaces"), None);
}

#[test]
fn what_cannot_be_an_answer_is_refused() {
    let test = |field: &str| refused(&format!("apiVersion: cli.kyverno.io/v1alpha1\nkind: Test\n{field}\n"));
    assert!(test("globalContextEntries: [{data: {}}]").contains("name is required"));
    assert!(test("globalContextEntries: [{name: a}]").contains("one of data, resources, or resourceFiles is required"));
    assert!(test("globalContextEntries: [{name: a, data: {}, resources: []}]").contains("mutually exclusive"));
    assert!(test("globalContextEntries: [{name: a, data: {}}, {name: a, data: {}}]").contains("duplicate name"));
    assert!(test("globalContextEntries: [{name: a, data: {}, fieldPath: '['}]").contains("SyntaxError"));
    assert!(test("apiCallResponses: [{url: x, response: {body: {}}}]").contains("absolute https/http URL"));
    assert!(test("apiCallResponses: [{urlPath: /x, response: {body: 1}}]").contains("must be a JSON object"));
    assert!(test("apiCallResponses: [{urlPath: /x, method: PUT, response: {body: {}}}]").contains("GET or POST"));
    let twice = "apiCallResponses: [{urlPath: /x, response: {body: {}}}, {urlPath: /x, response: {body: {}}}]";
    assert!(test(twice).contains("duplicate entry"));
}
