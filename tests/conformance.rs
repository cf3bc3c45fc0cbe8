//! Runs recorded cases through the binary and compares with what Helm gave: our own in testdata/conformance, and those
//! of the folder ../shared/conformance where it is there. Without the standard harness, because there are thousands of
//! cases in two kinds of file and the counts are worth printing.
//!
//! `cargo test --test conformance -- TEXT` runs the cases whose name contains TEXT.

#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/judge.rs"]
mod judge;

use case::Case;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// The suites that need nothing but the commands there are.
const SUITES: [&str; 3] = ["template", "helm", "helm-lint"];

/// Failures that are shown in full.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-')).cloned().unwrap_or_default();
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = package.join("../shared/conformance");
    let mut roots = vec![package.join("testdata/conformance")];
    if shared.is_dir() {
        roots.push(shared);
    } else {
        println!("skipped: the suites {} of ../shared/conformance, which is not there", SUITES.join(", "));
    }
    let cases: Vec<Case> =
        roots.iter().flat_map(|root| SUITES.iter().flat_map(|suite| case::find(root, suite))).collect();
    run(cases.into_iter().filter(|case| case.name.contains(&filter)).collect())
}

fn run(cases: Vec<Case>) -> ExitCode {
    let start = Instant::now();
    let scratch = Scratch::new();
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (next, failures, cases) = (&next, &failures, &cases);
            let folder = scratch.0.join(thread.to_string());
            scope.spawn(move || {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = judge::judge(case, &folder) {
                        failures.lock().expect("no thread panics while it holds this").push((case.name.clone(), why));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("no thread panics while it holds this");
    failures.sort();
    report(&cases, &failures, start)
}

fn report(cases: &[Case], failures: &[(String, String)], start: Instant) -> ExitCode {
    for (name, why) in failures.iter().take(SHOWN) {
        println!("--- {name}\n{why}\n");
    }
    for (name, _) in failures.iter().skip(SHOWN) {
        println!("FAIL {name}");
    }
    let suite = |name: &str| name.rsplit_once('/').map_or(name, |(suite, _)| suite).to_owned();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for case in cases {
        counts.entry(suite(&case.name)).or_default().1 += 1;
    }
    for (name, _) in failures {
        counts.entry(suite(name)).or_default().0 += 1;
    }
    for (suite, (failed, total)) in &counts {
        println!("{suite}: {}/{total}", total - failed);
    }
    let seconds = start.elapsed().as_secs_f32();
    println!("conformance: {} passed, {} failed ({seconds:.1} s)", cases.len() - failures.len(), failures.len());
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A folder of its own for the charts that cases are made into, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-conformance-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        Scratch(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
