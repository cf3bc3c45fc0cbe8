//! Findings as workflow commands, from which GitHub makes annotations at lines of a pull request.

use super::Report;
use crate::policy::Outcome;
use std::fmt::Write;

/// A command for each finding that somebody may want to mend, and the summary as a line of the log.
pub(super) fn print(report: &Report) -> String {
    let mut text = String::new();
    for item in report.items.iter().filter(|item| item.is_told()) {
        let command = if item.finding.outcome == Outcome::Warn { "warning" } else { "error" };
        let location = item.place.as_ref().and_then(|place| report.locate(place.span)).filter(|found| found.is_file);
        let place = location.map(|found| {
            let file = property(&found.name);
            format!("file={file},line={},col={},", found.start.line, found.start.column)
        });
        let place = place.unwrap_or_default();
        let title = property(&item.rule());
        let message = data(&format!("{}: {}", item.title(), item.message()));
        let _ = writeln!(text, "::{command} {place}title={title}::{message}");
    }
    let summary = report.summary().map(|(name, count)| format!("{name}: {count}"));
    let _ = writeln!(text, "{}", summary.join(", "));
    text
}

/// A message, in which line breaks are written as GitHub reads them.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;

    #[test]
    fn what_has_a_meaning_in_commands_is_escaped() {
        let expected = "::error file=web/templates/d%2C 1.yaml,line=2,col=8,title=tags/required::Deployment shop/web: no \
                        tag:%0A100%25 wrong\npass: 1, fail: 1, warn: 0, error: 0, skip: 0\n";
        assert_eq!(super::print(&report()), expected);
    }
}
