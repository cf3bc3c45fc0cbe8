//! Whole renders, from the folder on disk to the printed stream: the example chart, and a chart of a hundred templates
//! where the conformance cases are there.

use criterion::{Criterion, criterion_group, criterion_main};
use plimsoll::chart::values::UserValues;
use plimsoll::chart::values::ValueFlags;
use plimsoll::chart::{Loader, Notes, load};
use plimsoll::gotemplate::Limits;
use plimsoll::helm::{self, Capabilities, Environment, ReleaseOptions, Selection};
use plimsoll::host::disk::Disk;
use plimsoll::host::effects::{Handler, Settings};
use plimsoll::source::Sources;
use std::hint::black_box;
use std::path::{Path, PathBuf};

fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Renders `chart` with the values in `files` and gives the stream's length.
fn render(chart: &Path, files: &[PathBuf]) -> usize {
    let sources = Sources::new();
    let mut notes = Notes::new();
    let flags = ValueFlags {
        files: files.iter().map(|file| file.to_string_lossy().into_owned()).collect(),
        ..ValueFlags::default()
    };
    let values: UserValues = flags.read(&Disk, &sources).expect("the values are good");
    let mut loader = Loader { host: &Disk, sources: &sources, notes: &mut notes, seen: None };
    let chart = load(chart, &mut loader).expect("the chart is good");
    let options = ReleaseOptions {
        name: String::from("bench"),
        namespace: String::from("default"),
        action: helm::release::Action::Install,
        capabilities: Capabilities::default(),
        skip_schema_validation: false,
    };
    let mut effects = Handler::new(Settings::default());
    let limits = Limits::default();
    let mut environment = Environment::new(&mut effects, &sources, &limits, &mut notes);
    let rendered = helm::template(chart, &values, &options, &mut environment).expect("the chart renders");
    rendered.stream(&Selection::default()).expect("nothing is selected").len()
}

fn charts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("template");
    group.sample_size(30);
    let (chart, values) = (package("testdata/charts/shop"), [package("testdata/charts/shop/values-production.yaml")]);
    group.bench_function("shop", |bencher| bencher.iter(|| render(black_box(&chart), &values)));
    let large = package("../shared/conformance/charts/kube-prometheus-stack");
    if large.is_dir() {
        group.bench_function("kube-prometheus-stack", |bencher| bencher.iter(|| render(black_box(&large), &[])));
    }
    group.finish();
}

criterion_group!(benches, charts);
criterion_main!(benches);
