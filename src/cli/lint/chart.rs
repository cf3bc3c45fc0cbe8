//! Helm's side of `plimsoll lint`: the flags of `helm lint` → [`crate::helm::lint`] → Helm's lines on standard output, and
//! reports with the user's own lines on standard error.

use crate::chart::values::UserValues;
use crate::chart::{Loader, Notes, load_any_version};
use crate::cli::below::entries_below;
use crate::cli::chart_input;
use crate::cli::command::{Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::world;
use crate::diagnostic::Diagnostic;
use crate::helm::Environment;
use crate::helm::lint::{Entry, Finding, Folder, LintOptions, Severity, lint};
use crate::host::archive::read_archive;
use crate::host::disk::Disk;
use crate::host::effects::Handler;
use crate::host::walk::Budget;
use crate::host::{FileKind, FileTree, Host};
use crate::render::Session;
use std::path::{Path, PathBuf};

/// Lints the charts that were named as `helm lint` does.
pub(super) fn run(invocation: &mut Invocation) -> Outcome {
    let options = LintOptions {
        namespace: String::new(),
        kube_version: chart_input::kube_version(invocation)?,
        skip_schema_validation: invocation.matches.switch("skip-schema-validation"),
    };
    let options = LintOptions { namespace: invocation.globals.namespace(), ..options };
    let strict = invocation.matches.switch("strict");
    let quiet = invocation.matches.switch("quiet");
    let mut paths: Vec<String> = invocation.arguments.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    if invocation.matches.switch("with-subcharts") {
        let below: Vec<String> = paths.iter().flat_map(|path| charts_below(&Path::new(path).join("charts"))).collect();
        paths.extend(below);
    }
    let values = chart_input::values(invocation)?;
    let mut counts = Counts { failed: 0, noteworthy: 0 };
    for path in &paths {
        let outcome = lint_path(path, &values, &options, invocation);
        counts.add(path, &outcome, strict, quiet, invocation);
    }
    let summary = format!("{} chart(s) linted, {} chart(s) failed", paths.len(), counts.failed);
    if counts.failed > 0 {
        return Err(Box::new(Diagnostic::sentence("lint::failed", summary)));
    }
    if !quiet || counts.noteworthy > 0 {
        invocation.printer.write(format!("{summary}\n").as_bytes());
    }
    Ok(ExitStatus::Success)
}

/// The result of linting one path: findings, or why there is no chart to lint.
type Linted = Result<Vec<Finding>, String>;

struct Counts {
    failed: usize,
    /// Charts with a warning or an error.
    noteworthy: usize,
}

impl Counts {
    /// Prints what was found at `path` and counts it.
    fn add(&mut self, path: &str, outcome: &Linted, strict: bool, quiet: bool, invocation: &mut Invocation) {
        let findings = outcome.as_deref().unwrap_or_default();
        let noteworthy = outcome.is_err() || findings.iter().any(|finding| finding.severity > Severity::Info);
        self.noteworthy += usize::from(noteworthy);
        if quiet && !noteworthy {
            return;
        }
        let least = if strict { Severity::Warning } else { Severity::Error };
        let failed = outcome.is_err() || findings.iter().any(|finding| finding.severity >= least);
        self.failed += usize::from(failed);
        let mut text = format!("==> Linting {path}\n");
        if let Err(sentence) = outcome {
            text.push_str(&format!("Error {sentence}\n"));
        }
        let shown = || findings.iter().filter(|finding| !quiet || finding.severity > Severity::Info);
        shown().for_each(|finding| text.push_str(&format!("{finding}\n")));
        text.push('\n');
        invocation.printer.write(text.as_bytes());
        for report in shown().filter_map(|finding| finding.report.as_ref()) {
            invocation.printer.elaborate(report, &invocation.sources);
        }
    }
}

/// What Helm's rules say of a chart that is judged by policies too.
pub(super) fn findings(
    path: &str,
    session: &Session,
    invocation: &Invocation,
) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let release = &session.release;
    let values =
        release.values.read(&*session.host, &session.sources).map_err(|error| Box::new(Diagnostic::from(error)))?;
    let options = LintOptions {
        namespace: release.namespace.clone(),
        kube_version: release.kube_version.clone(),
        skip_schema_validation: release.skip_schema_validation,
    };
    Ok(lint_path(path, &values, &options, invocation).unwrap_or_else(|message| {
        vec![Finding { severity: Severity::Error, path: path.to_owned(), message, report: None }]
    }))
}

fn lint_path(path: &str, values: &UserValues, options: &LintOptions, invocation: &Invocation) -> Linted {
    let folder = if path.ends_with(".tgz") || path.ends_with(".tar.gz") {
        archive(path, invocation)?
    } else {
        folder(path, invocation)?
    };
    let mut notes = Notes::new();
    let mut effects = Handler::default();
    let limits = world::limits(invocation);
    let mut environment = Environment::new(&mut effects, &invocation.sources, &limits, &mut notes);
    Ok(lint(&folder, values, options, &mut environment))
}

fn folder(path: &str, invocation: &Invocation) -> Result<Folder, String> {
    let root = Path::new(path);
    let chart_yaml = root.join("Chart.yaml");
    if let Err(error) = Disk.metadata(&chart_yaml) {
        return Err(format!("unable to check Chart.yaml file in chart: {error}"));
    }
    let absolute = Disk.absolute(root).unwrap_or_else(|_| root.to_path_buf());
    let entry = |name: &str| entry_on_disk(&root.join(name), invocation);
    let mut notes = Notes::new();
    let mut loader = Loader { host: &Disk, sources: &invocation.sources, notes: &mut notes, seen: None };
    Ok(Folder {
        path: absolute.display().to_string(),
        chart_yaml: entry("Chart.yaml"),
        values: entry("values.yaml"),
        schema: entry("values.schema.json"),
        templates: entry("templates"),
        crds: entry("crds"),
        chart: load_any_version(root, &mut loader),
    })
}

fn entry_on_disk(path: &Path, invocation: &Invocation) -> Entry {
    match Disk.metadata(path).map(|known| known.kind) {
        Err(_) => Entry::Missing,
        Ok(FileKind::Folder) => Entry::Folder,
        Ok(_) => match Disk.read(path, Budget::CHART) {
            Ok(text) => Entry::File(invocation.sources.add(path.display().to_string(), text.clone()), text),
            Err(_) => Entry::Missing,
        },
    }
}

/// A packaged chart. Helm unpacks it into a folder of its own first; here it stays in memory.
fn archive(path: &str, invocation: &Invocation) -> Result<Folder, String> {
    let bytes =
        Disk.read(Path::new(path), Budget::CHART).map_err(|error| format!("unable to open tarball: {error}"))?;
    let mut budget = Budget::new(Budget::CHART);
    let tree =
        read_archive(&bytes, path, &mut budget).map_err(|error| format!("unable to extract tarball: {error}"))?;
    let mut notes = Notes::new();
    let mut loader = Loader { host: &Disk, sources: &invocation.sources, notes: &mut notes, seen: None };
    Ok(Folder {
        path: path.to_owned(),
        chart_yaml: entry_in_archive(&tree, "Chart.yaml", invocation),
        values: entry_in_archive(&tree, "values.yaml", invocation),
        schema: entry_in_archive(&tree, "values.schema.json", invocation),
        templates: entry_in_archive(&tree, "templates", invocation),
        crds: entry_in_archive(&tree, "crds", invocation),
        chart: load_any_version(Path::new(path), &mut loader),
    })
}

fn entry_in_archive(tree: &FileTree, name: &str, invocation: &Invocation) -> Entry {
    if let Some(file) = tree.get(name) {
        return Entry::File(invocation.sources.add(file.display.clone(), file.data.to_vec()), file.data.to_vec());
    }
    let is_folder = tree.files().iter().any(|file| file.path.below(name.as_bytes()).is_some());
    if is_folder { Entry::Folder } else { Entry::Missing }
}

/// The charts below a `charts` folder, in lexical order: folders with a Chart.yaml, and archives.
fn charts_below(folder: &Path) -> Vec<String> {
    let chart = |(path, _): (PathBuf, FileKind)| {
        if path.file_name().is_some_and(|name| name == "Chart.yaml") {
            return path.parent().map(|parent| parent.display().to_string());
        }
        let text = path.display().to_string();
        (text.ends_with(".tgz") || text.ends_with(".tar.gz")).then_some(text)
    };
    // Helm walks from the folder itself, and not from what a link names.
    let is_folder = Disk.link_metadata(folder).is_ok_and(|known| known.kind == FileKind::Folder);
    let entries = if is_folder { entries_below(folder) } else { Vec::new() };
    entries.into_iter().filter_map(chart).collect()
}
