//! What `lint` found, ready to be printed: each finding with its object and the place in the user's files, in one of four forms;
//! and which of them make the command fail.

mod github;
mod json;
mod sarif;
mod text;

use crate::cli::command::Invocation;
use crate::helm::lint::{Finding as HelmFinding, Severity};
use crate::policy::{self, Finding, Outcome, Subject, World};
use crate::render::{Place, Places};
use crate::source::{Position, Sources, Span};

/// The name under which findings of Helm's rules stand among those of policies.
const HELM: &str = "helm-lint";

/// `--output`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Lines for people.
    Text,
    /// One object with all results.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

impl Format {
    pub fn asked_for(invocation: &Invocation) -> Format {
        match invocation.matches.text("output").unwrap_or_default().to_str() {
            Some("json") => Format::Json,
            Some("github") => Format::Github,
            Some("sarif") => Format::Sarif,
            _ => Format::Text,
        }
    }
}

/// `--fail-on`: the mildest outcome that makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Threshold(Option<Outcome>);

impl Threshold {
    pub fn asked_for(invocation: &Invocation) -> Threshold {
        let strict = invocation.matches.switch("strict") || invocation.matches.switch("fail-on-warn");
        match invocation.matches.text("fail-on") {
            Some(name) if name == "never" => Threshold(None),
            Some(name) if name == "warning" => Threshold(Some(Outcome::Warn)),
            None if strict => Threshold(Some(Outcome::Warn)),
            _ => Threshold(Some(Outcome::Fail)),
        }
    }

    /// Whether an outcome is as bad as that.
    pub fn is_reached(self, outcome: Outcome) -> bool {
        self.0.is_some_and(|least| outcome >= least)
    }
}

/// What a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Object {
    api_version: String,
    kind: String,
    namespace: String,
    name: String,
}

impl Object {
    fn of(subject: &Subject) -> Object {
        Object {
            api_version: subject.gvk.api_version().to_string(),
            kind: subject.gvk.kind.to_string(),
            namespace: subject.namespace.to_string(),
            name: subject.name.to_string(),
        }
    }

    /// `Deployment shop/web`.
    fn title(&self) -> String {
        match (self.kind.as_str(), self.namespace.as_str()) {
            ("", _) => String::from("a document that is no object"),
            (kind, "") => format!("{kind} {}", self.name),
            (kind, namespace) => format!("{kind} {namespace}/{}", self.name),
        }
    }
}

/// A finding that is printed.
struct Item {
    finding: Finding,
    /// None where all objects are meant.
    object: Option<Object>,
    /// Looked up for what somebody may want to mend: not for what passes.
    place: Option<Place>,
}

impl Item {
    /// `policy/rule`, or the policy alone.
    fn rule(&self) -> String {
        match self.finding.rule.as_str() {
            "" => self.finding.policy.to_string(),
            rule => format!("{}/{rule}", self.finding.policy),
        }
    }

    fn title(&self) -> String {
        self.object.as_ref().map_or_else(|| String::from("all objects"), Object::title)
    }

    /// The message, which never is empty.
    fn message(&self) -> String {
        match (self.finding.message.trim(), self.finding.outcome) {
            ("", Outcome::Skip) => String::from("skipped"),
            ("", outcome) => format!("the rule says {}", outcome.name()),
            (message, _) => message.to_owned(),
        }
    }

    /// Whether somebody may want to mend it, and was not told of it before.
    fn is_told(&self) -> bool {
        self.finding.outcome >= Outcome::Warn && !self.finding.repeats
    }
}

/// Everything that was found.
pub(super) struct Report {
    items: Vec<Item>,
    sources: Sources,
}

impl Report {
    /// No findings yet.
    pub fn new(sources: &Sources) -> Report {
        Report { items: Vec::new(), sources: sources.clone() }
    }

    /// Adds what Helm's rules say of the chart at `path`.
    pub fn add_helm(&mut self, path: &str, findings: Vec<HelmFinding>) {
        for found in findings {
            let outcome = match found.severity {
                Severity::Info => Outcome::Pass,
                Severity::Warning => Outcome::Warn,
                Severity::Error => Outcome::Fail,
            };
            let span = found.report.as_ref().and_then(|report| report.labels.first()).map(|label| label.span);
            let message = format!("{}: {}", found.path, found.message);
            let mut finding = Finding::new(HELM, "", 0, outcome).message(message);
            finding.subject = None;
            let object = Object { kind: String::from("Chart"), name: path.to_owned(), ..Object::default() };
            let place = span.map(|span| Place { span, includes: Vec::new(), values: Vec::new() });
            self.items.push(Item { finding, object: Some(object), place });
        }
    }

    /// Adds what policies say of the objects of `world`, with places.
    pub fn add(&mut self, findings: Vec<Finding>, world: &World, places: &mut Places<'_>) {
        for finding in findings {
            let subject = finding.subject.and_then(|position| world.subjects.get(position));
            let span = subject.filter(|_| finding.outcome >= Outcome::Warn);
            let span = span.map(|one| policy::place(&one.tree, finding.path.as_deref().unwrap_or_default()));
            let place = span.and_then(|span| places.find(span));
            self.items.push(Item { object: subject.map(Object::of), place, finding });
        }
    }

    /// How many findings are as bad as `threshold`.
    pub fn failing(&self, threshold: Threshold) -> usize {
        self.count(|outcome| threshold.is_reached(outcome))
    }

    fn count(&self, wanted: impl Fn(Outcome) -> bool) -> usize {
        self.items.iter().filter(|item| wanted(item.finding.outcome)).count()
    }

    /// How many there are of each outcome, in the order in which Kyverno's users know them.
    fn summary(&self) -> [(&'static str, usize); 5] {
        let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::Warn, Outcome::Error, Outcome::Skip];
        outcomes.map(|outcome| (outcome.name(), self.count(|found| found == outcome)))
    }

    /// The file and the positions of a place. What no file holds, as standard input, has a name in angle brackets or a remark in
    /// round ones.
    fn locate(&self, span: Span) -> Option<Location> {
        let source = self.sources.get(span.source)?;
        let range = span.range();
        let (start, end) = (source.position(range.start), source.position(range.end.max(range.start)));
        let name = source.name().to_owned();
        let is_file =
            !name.starts_with('<') && !name.starts_with("--") && !name.ends_with(')') && !name.contains(".tgz: ");
        Some(Location { name, is_file, start, end })
    }

    /// The report as text in a format.
    pub fn print(&self, format: Format) -> String {
        match format {
            Format::Text => text::print(self),
            Format::Json => json::print(self),
            Format::Github => github::print(self),
            Format::Sarif => sarif::print(self),
        }
    }
}

/// A place as people and machines name it.
struct Location {
    name: String,
    is_file: bool,
    start: Position,
    end: Position,
}

impl Location {
    /// `FILE:LINE:COLUMN`, as compilers write it.
    fn shown(&self) -> String {
        format!("{}:{}:{}", self.name, self.start.line, self.start.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Reading;

    /// A report with a failure at a template's line and a pass.
    pub(super) fn report() -> Report {
        let sources = Sources::new();
        let template =
            sources.add("web/templates/d, 1.yaml", b"kind: Deployment\nimage: {{ .Values.image }}\n".as_slice());
        let values = sources.add("web/values.yaml", b"image: nginx\n".as_slice());
        let mut report = Report::new(&sources);
        let object = Object {
            api_version: String::from("apps/v1"),
            kind: String::from("Deployment"),
            namespace: String::from("shop"),
            name: String::from("web"),
        };
        let failure = Finding::new("tags", "required", 0, Outcome::Fail).message("no tag:\n100% wrong").path("/image");
        let place = Place {
            span: Span::new(template, 24..43),
            includes: vec![Span::new(template, 0..4)],
            values: vec![Reading { path: String::from(".Values.image"), span: Some(Span::new(values, 7..12)) }],
        };
        report.items.push(Item { finding: failure, object: Some(object.clone()), place: Some(place) });
        let pass = Finding::new("tags", "named", 0, Outcome::Pass);
        report.items.push(Item { finding: pass, object: Some(object), place: None });
        report
    }

    #[test]
    fn failures_are_counted_by_the_threshold() {
        let report = report();
        assert_eq!(report.failing(Threshold(Some(Outcome::Fail))), 1);
        assert_eq!(report.failing(Threshold(None)), 0);
    }
}
