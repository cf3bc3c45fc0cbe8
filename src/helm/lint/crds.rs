//! Whether the files under `crds/` hold definitions and nothing else.

use super::{Entry, Findings, Folder, Severity, documents};
use crate::source::Span;

const PATH: &str = "crds/";

pub(super) fn check(folder: &Folder, findings: &mut Findings) {
    match folder.crds {
        Entry::Missing => return,
        Entry::File(..) => return findings.add(Severity::Error, PATH, "not a directory"),
        Entry::Folder => {}
    }
    let chart = match &folder.chart {
        Ok(chart) => chart,
        Err(error) => return findings.add_error(PATH, "", error),
    };
    for (_, file) in chart.custom_resource_definitions() {
        let path = file.path.to_string();
        for document in documents::heads(&file.data) {
            let document = match document {
                Ok(document) => document,
                Err(error) => {
                    let span = error.range.map(|range| Span::new(file.source, range));
                    return findings.add_at(Severity::Error, &path, error.message, span);
                }
            };
            let span = Some(Span::new(file.source, document.range));
            if !document.head.api_version.starts_with("apiextensions.k8s.io") {
                findings.add_at(Severity::Error, &path, "apiVersion is not in 'apiextensions.k8s.io'", span);
            }
            if document.head.kind != "CustomResourceDefinition" {
                findings.add_at(Severity::Error, &path, "object kind is not 'CustomResourceDefinition'", span);
            }
        }
    }
}
