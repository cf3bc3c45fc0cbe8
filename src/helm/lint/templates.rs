//! What the chart's templates render to with lint's leniency, and whether that is what Kubernetes takes.

use super::{Entry, Findings, Folder, LintOptions, Severity, deprecation, documents, object_name};
use crate::chart::values::UserValues;
use crate::chart::{self, File, Notes};
use crate::go::{Map, Str, Value, path, strconv, strings};
use crate::helm::capabilities::Capabilities;
use crate::helm::engine::{self, Engine};
use crate::helm::manifest::head;
use crate::helm::release::{Action, ReleaseOptions};
use crate::helm::render::{Mode, RenderedFile};
use crate::helm::template::{self, Environment, shared};
use crate::source::Span;
use crate::yaml;
use std::ops::Range;

const FOLDER: &str = "templates/";

pub(super) fn check(
    folder: &Folder,
    values: &UserValues,
    options: &LintOptions,
    environment: &mut Environment<'_>,
    findings: &mut Findings,
) {
    match folder.templates {
        Entry::Missing => return findings.add(Severity::Warning, FOLDER, "directory does not exist"),
        Entry::File(..) => return findings.add(Severity::Error, FOLDER, "not a directory"),
        Entry::Folder => {}
    }
    let chart = match &folder.chart {
        Ok(chart) => chart.clone(),
        Err(error) => return findings.add_error(FOLDER, "", error),
    };
    // What is said of values here, `template` says; lint keeps to its findings. A chart whose values can't be laid
    // together gets none of the findings below, as with Helm.
    let mut unheard = Notes::new();
    let Ok(chart) = chart::process_dependencies(chart, &values.values, &mut unheard) else { return };
    let mut warnings = chart::values::Warnings::new(&mut unheard);
    let Ok(coalesced) = chart::values::coalesce(&chart, &values.values, &mut warnings) else { return };
    let mut values = values.clone();
    values.values = coalesced;
    let release = ReleaseOptions {
        name: String::from("test-release"),
        namespace: options.namespace.clone(),
        action: Action::Lint,
        capabilities: Capabilities { kube_version: options.kube_version.clone(), api_versions: Vec::new() },
        skip_schema_validation: options.skip_schema_validation,
    };
    let said = environment.notes.len();
    let shared = shared(&chart, &values, &release, environment);
    environment.notes.truncate(said);
    let shared = match shared {
        Ok(shared) => shared,
        Err(report) => return findings.add_report(Severity::Error, FOLDER, report),
    };
    let mode = Mode { lenient: true, tracked: true };
    let mut rendered = match template::render(&chart, shared, mode, environment) {
        Ok(rendered) => rendered,
        Err(problem) => return findings.add_problem(FOLDER, problem),
    };
    for file in chart.templates.iter() {
        let name = Str::from(format!("{}/{}", chart.name(), file.path));
        let rendered = rendered.remove(&name);
        let engine = engine::of_file(&chart, file.path.as_bytes());
        if !check_file(file, engine, rendered.as_ref(), options, findings) {
            return;
        }
    }
}

/// `false` where Helm looks no further: a document that is not YAML ends lint of the templates.
fn check_file(
    file: &File,
    engine: Engine,
    rendered: Option<&RenderedFile>,
    options: &LintOptions,
    findings: &mut Findings,
) -> bool {
    let path = file.path.to_string();
    let name = match engine {
        Engine::Go => file.path.as_bytes(),
        Engine::MiniJinja => file.path.as_bytes().strip_suffix(engine::SUFFIX).unwrap_or_default(),
    };
    // A partial may have no other extension than its language's.
    let extension = match (path::ext(name), engine) {
        (b"", Engine::MiniJinja) if path::base(name).starts_with(b"_") => String::from(".tpl"),
        (extension, _) => String::from_utf8_lossy(extension).into_owned(),
    };
    if !matches!(extension.as_str(), ".yaml" | ".yml" | ".tpl" | ".txt") {
        let message =
            format!("file extension '{extension}' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt");
        findings.add(Severity::Error, &path, message);
    }
    if !matches!(extension.to_lowercase().as_str(), ".yaml" | ".yml") {
        return true;
    }
    let Some(rendered) = rendered.filter(|rendered| !strings::trim_space(&rendered.text).is_empty()) else {
        return true;
    };
    let mut file = FileFindings { path: &path, rendered, findings };
    if let Some(message) = illegal_indent(&rendered.text) {
        file.add(Severity::Warning, message, 0..1);
    }
    for document in documents::heads(&rendered.text) {
        match document {
            Ok(document) => check_document(&document, options, &mut file),
            Err(error) => {
                let range = error.range.unwrap_or(0..0);
                file.add(Severity::Error, error.message, range);
                return false;
            }
        }
    }
    true
}

/// Findings about one template.
struct FileFindings<'a> {
    path: &'a str,
    rendered: &'a RenderedFile,
    findings: &'a mut Findings,
}

impl FileFindings<'_> {
    /// Adds a finding about these bytes of the rendered text, with the place in the template that made them.
    fn add(&mut self, severity: Severity, message: String, range: Range<usize>) {
        let origins = self.rendered.origins.as_ref();
        let last = self.rendered.text.len().saturating_sub(1);
        let span: Option<Span> =
            origins.and_then(|origins| origins.at(range.start.min(last))).map(|origin| origin.span);
        self.findings.add_at(severity, self.path, message, span);
    }
}

fn check_document(document: &documents::Document, options: &LintOptions, file: &mut FileFindings<'_>) {
    let (head, range) = (&document.head, document.range.clone());
    if let Some(message) = object_name::finding(&head.kind, &head.name) {
        file.add(Severity::Warning, message, range.clone());
    }
    if let Some(message) = deprecation::warning(&head.api_version, &head.kind, &options.kube_version) {
        file.add(Severity::Warning, message, range.clone());
    }
    let text = &file.rendered.text;
    if let Some(message) = no_selector(head, text) {
        file.add(Severity::Error, message, range.clone());
    }
    if head.kind == "List"
        && let Some(message) = list_annotations(text)
    {
        file.add(Severity::Error, message, range);
    }
}

/// A first line that is indented, which Kubernetes reads as something else than Helm does.
fn illegal_indent(text: &[u8]) -> Option<String> {
    let mut lines = text.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let first = lines.find(|line| !strings::trim_space(line).is_empty())?;
    first.starts_with(b" ").then_some(()).or(first.starts_with(b"\t").then_some(()))?;
    let quoted = strconv::quote(first);
    Some(format!("document starts with an illegal indent: {quoted}, which may cause parsing problems"))
}

/// Helm looks for the words in the whole file.
fn no_selector(head: &head::Head, text: &[u8]) -> Option<String> {
    let wants = matches!(head.kind.as_str(), "Deployment" | "ReplicaSet" | "DaemonSet" | "StatefulSet");
    let has = |word: &[u8]| memchr::memmem::find(text, word).is_some();
    (wants && !has(b"matchLabels") && !has(b"matchExpressions")).then(|| {
        let name = strconv::quote(head.name.as_bytes());
        format!("a {} must contain matchLabels or matchExpressions, and {name} does not", head.kind)
    })
}

/// An annotation that Helm ignores inside of a list. Only the file's first document is looked at.
fn list_annotations(text: &[u8]) -> Option<String> {
    let list = match yaml::decode(text) {
        Ok(Value::Map(list)) => list,
        Ok(_) => return None,
        Err(error) => return Some(format!("unable to parse YAML: {}", error.message())),
    };
    let field = |map: &Map, name: &str| {
        let found = map.entries().into_iter().rfind(|(key, _)| key.eq_ignore_ascii_case(name.as_bytes()));
        found.map(|(_, value)| value)
    };
    let Some(Value::List(items)) = field(&list, "items") else { return None };
    let ignored = items.iter().any(|item| {
        let Value::Map(item) = item else { return false };
        let Some(Value::Map(metadata)) = field(item, "metadata") else { return false };
        let Some(Value::Map(annotations)) = field(&metadata, "annotations") else { return false };
        annotations.contains(b"helm.sh/resource-policy")
    });
    ignored.then(|| String::from("annotation 'helm.sh/resource-policy' within List objects are ignored"))
}
