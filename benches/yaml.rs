//! YAML in and out: the manifests of the example chart, often enough to make a stream of two and a half megabytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plimsoll::go::Value;
use plimsoll::source::Sources;
use plimsoll::yaml;
use std::hint::black_box;
use std::path::Path;

const SIZE: usize = 2_500_000;

/// A stream of documents, as Helm prints it.
fn stream() -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/conformance/helm/shop-production/expected.yaml");
    let text = std::fs::read(file).expect("the example's output is there");
    let times = SIZE.div_ceil(text.len());
    text.repeat(times)
}

/// One document: a list of the stream's documents.
fn list(stream: &[u8]) -> Value {
    let documents = String::from_utf8_lossy(stream).split("\n---\n").map(str::to_owned).collect::<Vec<_>>();
    let values = documents.iter().map(|document| yaml::decode(document.as_bytes()).expect("the example is YAML"));
    Value::list(values.collect())
}

fn yaml_in_and_out(criterion: &mut Criterion) {
    let stream = stream();
    let value = list(&stream);
    let document = yaml::to_yaml(&value).expect("the example can be written");
    let source = Sources::new().add("stream.yaml", Vec::new());

    let mut group = criterion.benchmark_group("yaml");
    group.sample_size(20).throughput(Throughput::Bytes(stream.len() as u64));
    group.bench_function("parse a stream", |bencher| {
        bencher.iter(|| yaml::parse(black_box(&stream), source).expect("the example is YAML").len());
    });
    group.throughput(Throughput::Bytes(document.len() as u64));
    group.bench_function("decode one document", |bencher| {
        bencher.iter(|| yaml::decode(black_box(document.as_bytes())).expect("the example is YAML"));
    });
    group.bench_function("toYaml", |bencher| {
        bencher.iter(|| yaml::to_yaml(black_box(&value)).expect("the example can be written").len());
    });
    group.finish();
}

criterion_group!(benches, yaml_in_and_out);
criterion_main!(benches);
