//! How findings are printed, and which of them make the command fail.

use crate::cli::command::Invocation;
use crate::policy::{self, Finding, Outcome, World};
use crate::render::Places;
use crate::source::Span;
use serde_json::{Map, Value, json};

/// `--output`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Lines for people.
    Text,
    /// One object with all results.
    Json,
}

impl Format {
    pub fn asked_for(invocation: &Invocation) -> Format {
        match invocation.matches.text("output") {
            Some(name) if name == "json" => Format::Json,
            _ => Format::Text,
        }
    }
}

/// `--fail-on`: the mildest outcome that makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Threshold(Option<Outcome>);

impl Threshold {
    pub fn asked_for(invocation: &Invocation) -> Threshold {
        let strict = invocation.matches.switch("strict");
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

/// Prints all findings.
pub(super) fn print(
    findings: &[Finding],
    world: &World,
    places: &mut Places<'_>,
    format: Format,
    invocation: &mut Invocation,
) {
    match format {
        Format::Json => {
            let results: Vec<Value> = findings.iter().map(|finding| entry(finding, world)).collect();
            let text = serde_json::to_string_pretty(&json!({"results": results})).unwrap_or_default();
            invocation.printer.write(format!("{text}\n").as_bytes());
        }
        Format::Text => {
            for finding in findings.iter().filter(|finding| finding.outcome >= Outcome::Warn) {
                let subject = finding.subject.and_then(|position| world.subjects.get(position));
                let span = subject.map(|one| policy::place(&one.tree, finding.path.as_deref().unwrap_or_default()));
                let place = span.and_then(|span| places.find(span)).and_then(|place| shown(place.span, invocation));
                let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
                let object = subject.map(|one| format!("{}/{}", one.gvk.kind, one.name)).unwrap_or_default();
                let rule = [finding.policy.as_str(), finding.rule.as_str()].join("/");
                let line = format!("{place}{}: {object}: {} ({rule})\n", finding.outcome.name(), finding.message);
                invocation.printer.write(line.as_bytes());
            }
        }
    }
}

/// A place as compilers write it: `FILE:LINE:COLUMN`.
fn shown(span: Span, invocation: &Invocation) -> Option<String> {
    let source = invocation.sources.get(span.source)?;
    let position = source.position(span.start as usize);
    Some(format!("{}:{}:{}", source.name(), position.line, position.column))
}

/// A finding as machines read it.
fn entry(finding: &Finding, world: &World) -> Value {
    let mut entry = Map::new();
    let mut put = |key: &str, text: &str| {
        if !text.is_empty() {
            entry.insert(key.to_owned(), text.into());
        }
    };
    put("policy", &finding.policy);
    put("rule", &finding.rule);
    if let Some(subject) = finding.subject.and_then(|position| world.subjects.get(position)) {
        put("apiVersion", &subject.gvk.api_version());
        put("kind", &subject.gvk.kind);
        put("namespace", &subject.namespace);
        put("name", &subject.name);
    }
    put("result", finding.outcome.name());
    put("message", &finding.message);
    put("path", finding.path.as_deref().unwrap_or_default());
    put("replacement", finding.replacement.as_deref().unwrap_or_default());
    Value::Object(entry)
}
