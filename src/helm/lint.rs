//! Helm's lint: a chart folder and values → findings, in the order and the words of `helm lint`. The folder comes in as data; a
//! chart that can't be loaded is a finding like any other.

mod address;
mod chart_file;
mod crds;
mod dependencies;
mod deprecation;
mod deprecations;
mod documents;
mod object_name;
mod templates;
mod values;

use crate::chart::values::UserValues;
use crate::chart::{Chart, Error};
use crate::diagnostic::Diagnostic;
use crate::helm::KubeVersion;
use crate::helm::report::Problem;
use crate::helm::template::Environment;
use crate::source::{SourceId, Span};
use std::fmt;

/// What stands at a path of a chart folder.
#[derive(Clone, Debug, Default)]
pub enum Entry {
    /// Nothing.
    #[default]
    Missing,
    /// A folder.
    Folder,
    /// A file with this text.
    File(SourceId, Vec<u8>),
}

/// A chart folder as lint looks at it.
#[derive(Debug)]
pub struct Folder {
    /// Its absolute path, for findings about the chart as a whole.
    pub path: String,
    /// `Chart.yaml`.
    pub chart_yaml: Entry,
    /// `values.yaml`.
    pub values: Entry,
    /// `values.schema.json`.
    pub schema: Entry,
    /// `templates`.
    pub templates: Entry,
    /// `crds`.
    pub crds: Entry,
    /// The chart, or why it can't be loaded.
    pub chart: Result<Chart, Error>,
}

/// How a chart is linted.
#[derive(Debug)]
pub struct LintOptions {
    /// `.Release.Namespace`.
    pub namespace: String,
    /// `.Capabilities.KubeVersion`, and the version that decides what is deprecated.
    pub kube_version: KubeVersion,
    /// Leaves values.schema.json files alone.
    pub skip_schema_validation: bool,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// `[INFO]`.
    Info,
    /// `[WARNING]`.
    Warning,
    /// `[ERROR]`.
    Error,
}

/// Something that lint found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The file or folder, as Helm names it.
    pub path: String,
    /// Helm's words.
    pub message: String,
    /// Where it is and what to do about it, as far as that is known.
    pub report: Option<Box<Diagnostic>>,
}

/// The line that `helm lint` prints.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Info => "INFO",
            Severity::Warning => "WARNING",
            Severity::Error => "ERROR",
        };
        write!(f, "[{severity}] {}: {}", self.path, self.message)
    }
}

/// Lints a chart with `values` over its own.
pub fn lint(
    folder: &Folder,
    values: &UserValues,
    options: &LintOptions,
    environment: &mut Environment<'_>,
) -> Vec<Finding> {
    let mut findings = Findings::default();
    chart_file::check(folder, &mut findings);
    values::check(folder, &values.values, options, &mut findings);
    templates::check(folder, values, options, environment, &mut findings);
    dependencies::check(folder, &mut findings);
    crds::check(folder, &mut findings);
    findings.list
}

/// Findings in the order in which they were made.
#[derive(Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, severity: Severity, path: &str, message: impl Into<String>) {
        self.list.push(Finding { severity, path: path.to_owned(), message: message.into(), report: None });
    }

    /// Adds a finding whose place is known.
    fn add_at(&mut self, severity: Severity, path: &str, message: impl Into<String>, span: Option<Span>) {
        self.add(severity, path, message);
        let Some((finding, span)) = self.list.last_mut().zip(span) else { return };
        let diagnostic = Diagnostic::error("lint::finding", finding.message.clone()).severity(severity.into());
        finding.report = Some(Box::new(diagnostic.label(span, "")));
    }

    fn add_report(&mut self, severity: Severity, path: &str, report: Box<Diagnostic>) {
        let message = report.compat.clone().unwrap_or_else(|| report.message.clone());
        self.list.push(Finding { severity, path: path.to_owned(), message, report: Some(report) });
    }

    /// Adds an error with the words that Helm prints for it.
    fn add_problem(&mut self, path: &str, problem: Problem) {
        let report = Some(problem.diagnostic);
        self.list.push(Finding { severity: Severity::Error, path: path.to_owned(), message: problem.printed, report });
    }

    fn add_error(&mut self, path: &str, prefix: &str, error: &Error) {
        let report = Diagnostic::from(error.clone());
        let message = format!("{prefix}{}", error.sentence());
        let report = Some(Box::new(report)).filter(|report| !report.labels.is_empty());
        self.list.push(Finding { severity: Severity::Error, path: path.to_owned(), message, report });
    }
}

impl From<Severity> for crate::diagnostic::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Note,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}
