//! Whether values.yaml can be read, and whether the values fit the chart's schema.

use super::{Entry, Findings, Folder, LintOptions, Severity};
use crate::chart::{File, Notes, schema, values};
use crate::go::Map;
use crate::host::TreePath;
use crate::source::Span;
use crate::yaml::{self, Decoding};

const FILE: &str = "values.yaml";

pub(super) fn check(folder: &Folder, overrides: &Map, options: &LintOptions, findings: &mut Findings) {
    let (source, text) = match &folder.values {
        Entry::Missing => return findings.add(Severity::Info, FILE, "file does not exist"),
        Entry::Folder => {
            let cause = format!("read {}/{FILE}: is a directory", folder.path);
            return findings.add(Severity::Error, FILE, format!("unable to parse YAML: {cause}"));
        }
        Entry::File(source, text) => (*source, text),
    };
    let own = match yaml::decode_values(text, Decoding::default()) {
        Ok(own) => own,
        Err(error) => {
            let span = error.range().map(|range| Span::new(source, range));
            let message = format!("unable to parse YAML: {}", error.message());
            return findings.add_at(Severity::Error, FILE, message, span);
        }
    };
    let Entry::File(schema_source, schema_text) = &folder.schema else { return };
    if options.skip_schema_validation || schema_text.is_empty() {
        return;
    }
    // Helm lays the values of this chart alone together here; those of its subcharts are not looked at.
    let mut unheard = Notes::new();
    let together = values::coalesce_tables(overrides, &own, &mut values::Warnings::new(&mut unheard));
    let Some(path) = TreePath::new(b"values.schema.json") else { return };
    let schema_file = File { path, data: schema_text.as_slice().into(), source: *schema_source };
    if let Err(error) = schema::validate_alone(&schema_file, &together, &mut unheard) {
        findings.add_error(FILE, "", &error);
    }
}
