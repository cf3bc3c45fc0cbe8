//! Policies over many objects, in process: Kyverno's library where the conformance cases are there, over a thousand objects.

use criterion::{Criterion, criterion_group, criterion_main};
use plimsoll::policy::{Document, Options, Policies, World};
use plimsoll::source::Sources;
use plimsoll::yaml::{self, Tree};
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// How many objects there are.
const OBJECTS: usize = 1000;

fn read(path: &Path) -> Vec<Tree> {
    let text = fs::read(path).unwrap_or_default();
    let source = Sources::new().add(path.display().to_string(), text.as_slice());
    yaml::read_objects(&text, source).unwrap_or_default()
}

/// The policies of the library's cases, and objects of the same.
fn library() -> Option<(Vec<Document>, Vec<Tree>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/policy/kyverno-library");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    cases.sort();
    let (mut policies, mut objects) = (Vec::new(), Vec::new());
    for case in cases {
        let mut files: Vec<PathBuf> = fs::read_dir(case).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "yaml")) {
            match file.file_stem().and_then(|stem| stem.to_str()) {
                Some("policy") => policies.extend(read(file).into_iter().map(Document::new)),
                Some("values" | "user-info" | "context" | "exceptions") => {}
                _ => objects.extend(read(file)),
            }
        }
    }
    let objects: Vec<Tree> = objects.iter().cycle().take(OBJECTS).cloned().collect();
    (objects.len() == OBJECTS).then_some((policies, objects))
}

fn policies(criterion: &mut Criterion) {
    let Some((policies, objects)) = library() else { return };
    let options = Options { policies, ..Options::default() };
    let mut group = criterion.benchmark_group("policy");
    group.sample_size(10);
    group.bench_function("compile kyverno's library", |bencher| {
        bencher.iter(|| Policies::compile(black_box(&options)).map_err(|_| "a policy does not compile"));
    });
    let compiled = Policies::compile(&options).expect("the policies compile");
    let world = World::new(objects, Some(0));
    group.bench_function("kyverno's library over 1,000 objects", |bencher| {
        bencher.iter(|| compiled.check(black_box(&world)).len());
    });
    group.finish();
}

criterion_group!(benches, policies);
criterion_main!(benches);
