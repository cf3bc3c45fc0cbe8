//! The whole diagnostic as JSON on one line, for editors and other programs. The field names are part of the interface:
//! docs/diagnostics.md lists them.

use crate::diagnostic::{Diagnostic, Fault, Severity};
use crate::source::{Sources, Span};
use serde_json::{Value, json};

/// The diagnostic as one JSON object and a line break.
pub fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut place = place(label.span, sources);
            place["text"] = json!(label.text);
            place
        })
        .collect();
    let trace: Vec<Value> = diagnostic
        .trace
        .iter()
        .map(|frame| {
            let mut place = frame.span.map_or_else(|| json!({}), |span| place(span, sources));
            place["what"] = json!(frame.what);
            place
        })
        .collect();
    let object = json!({
        "code": diagnostic.code,
        "severity": severity(diagnostic.severity),
        "fault": fault(diagnostic.fault),
        "message": diagnostic.message,
        "labels": labels,
        "trace": trace,
        "help": diagnostic.help,
        "compat": diagnostic.compat,
    });
    format!("{object}\n")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Input => "input",
        Fault::Usage => "usage",
        Fault::Outside => "outside",
    }
}

/// File, bytes, and lines and columns from 1; empty where the source is not known.
fn place(span: Span, sources: &Sources) -> Value {
    let Some(source) = sources.get(span.source) else { return json!({}) };
    let (start, end) = (source.position(span.range().start), source.position(span.range().end));
    json!({
        "file": source.name(),
        "bytes": [span.start, span.end],
        "start": { "line": start.line, "column": start.column },
        "end": { "line": end.line, "column": end.column },
    })
}
