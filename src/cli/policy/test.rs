//! `plimsoll policy test`: finds the tests below folders, runs each, and prints what is not as expected.

use super::beside::{documents, text};
use super::case::Case;
use super::suite::{self, Suite};
use super::tried::{Ended, Judged, Tried};
use crate::cli::below::entries_below;
use crate::cli::command::{Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::session::session;
use crate::cli::world::Declared;
use crate::diagnostic::Diagnostic;
use crate::host::FileKind;
use crate::render::input::is_manifest;
use crate::render::{Dialect, Session};
use crate::resource::DEFAULT_NAMESPACE;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The name of a file with tests of Kyverno's; Gatekeeper's have any name.
const FILE_NAME: &str = "kyverno-test.yaml";

/// How many expectations ended in which way; an expectation counts once for each of its objects.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

pub(super) fn run(invocation: &mut Invocation) -> Outcome {
    let declared = Declared::read(invocation)?;
    let session = session(invocation, declared, DEFAULT_NAMESPACE.to_owned(), Dialect::Kubernetes)?;
    let name = invocation.matches.text("file-name").map(|name| name.to_string_lossy().into_owned());
    let mut paths: Vec<PathBuf> = invocation.arguments.iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let files: Vec<Found> = paths.iter().flat_map(|path| tests_below(path, name.as_deref())).collect();
    let as_json = invocation.matches.text("output").is_some_and(|output| output == "json");
    let fail_only = invocation.matches.switch("fail-only");
    let mut counts = Counts::default();
    let mut entries = Vec::new();
    let now = crate::cli::lint::now(invocation)?;
    for file in &files {
        let shown = file.path.display().to_string();
        let tried = match tested(file, &session, now) {
            Ok(tried) => tried,
            Err(error) => {
                counts.failed += 1;
                invocation.printer.report(&error, &invocation.sources);
                continue;
            }
        };
        let mut lines = String::new();
        for one in &tried {
            add(one, &shown, fail_only, &mut counts, &mut lines, &mut entries);
        }
        if !as_json && !lines.is_empty() {
            invocation.printer.write(format!("{shown}\n{lines}").as_bytes());
        }
    }
    let Counts { passed, failed, skipped } = counts;
    if as_json {
        let summary = json!({"pass": passed, "fail": failed, "skip": skipped});
        let text = serde_json::to_string_pretty(&json!({"results": entries, "summary": summary})).unwrap_or_default();
        invocation.printer.write(format!("{text}\n").as_bytes());
    } else {
        let line = format!("\nTest Summary: {passed} tests passed and {failed} tests failed, {skipped} skipped\n");
        invocation.printer.write(line.as_bytes());
    }
    if invocation.matches.switch("require-tests") && passed + failed + skipped == 0 {
        let name = name.as_deref().unwrap_or(FILE_NAME);
        let message = format!("there is no test: no file {name} with results");
        return Err(Box::new(Diagnostic::error("policy::no-tests", message).help("name the folder that has tests")));
    }
    match failed {
        0 => Ok(ExitStatus::Success),
        _ => {
            let message = format!("{failed} test(s) failed");
            Err(Box::new(Diagnostic::error("policy::test-failed", message)))
        }
    }
}

/// Counts what came of an expectation and says it, as a line and as an entry of JSON.
fn add(tried: &Tried, file: &str, fail_only: bool, counts: &mut Counts, lines: &mut String, entries: &mut Vec<Value>) {
    let name = match tried.rule.as_str() {
        "" => tried.policy.to_string(),
        rule => format!("{}/{rule}", tried.policy),
    };
    let mut say = |status: &str, resource: &str, reason: &str| {
        let expected = if tried.expected.is_empty() { String::new() } else { format!("is {}", tried.expected) };
        let parts = [name.as_str(), tried.kind.as_str(), resource, expected.as_str()];
        let about = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
        if !fail_only || status == "fail" {
            lines.push_str(&format!("  {status}: {about}{reason}\n"));
        }
        entries.push(json!({
            "file": file, "policy": tried.policy, "rule": tried.rule, "kind": tried.kind, "resource": resource,
            "expected": tried.expected, "status": status, "reason": reason.trim_start_matches(": "),
        }));
    };
    match &tried.outcome {
        Ended::Skipped(reason) => {
            counts.skipped += 1;
            say("skip", "", reason);
        }
        Ended::Judged(verdicts) => {
            for Judged { resource, surprise } in verdicts {
                match surprise {
                    None => {
                        counts.passed += 1;
                        say("pass", resource, "");
                    }
                    Some(surprise) => {
                        counts.failed += 1;
                        say("fail", resource, surprise);
                    }
                }
            }
        }
    }
}

/// Runs the tests of a file; there are none in a file that holds something else.
fn tested(found: &Found, session: &Session, now: Option<i128>) -> Result<Vec<Tried>, Box<Diagnostic>> {
    let file = &found.path;
    let text = text(file, session)?;
    if !found.is_meant && memchr::memmem::find(&text, suite::GROUP.as_bytes()).is_none() {
        return Ok(Vec::new());
    }
    let Some(tree) = documents(file, &text, session)?.into_iter().next() else { return Ok(Vec::new()) };
    if let Some(suite) = Suite::of(&tree, file, session, now) {
        return Ok(suite.run());
    }
    let case = Case::of(&tree, file, session, now).filter(|_| found.is_meant);
    case.map_or_else(|| Ok(Vec::new()), |case| case.run())
}

/// A file that may have tests.
struct Found {
    path: PathBuf,
    /// Whether its name says that it has: others are looked at for suites alone.
    is_meant: bool,
}

/// The files of that name in a folder and below it, in the order of names, or the file that was named itself. Without a name
/// they are those with Kyverno's, and all manifests, which may be suites. Links are not followed.
fn tests_below(path: &Path, name: Option<&str>) -> Vec<Found> {
    let entries = entries_below(path).into_iter().filter(|(_, kind)| *kind == FileKind::File);
    let files = entries.filter_map(|(file, _)| {
        let is_meant = file == path || file.file_name().is_some_and(|own| own == name.unwrap_or(FILE_NAME));
        (is_meant || name.is_none() && is_manifest(&file)).then_some(Found { path: file, is_meant })
    });
    files.collect()
}
