//! Findings for people: by object, each with its place first, so that editors and terminals can lead there.

use super::Report;
use crate::render::Place;
use std::fmt::Write;

/// The findings that somebody may want to mend, and how many there are of each outcome.
pub(super) fn print(report: &Report) -> String {
    let mut text = String::new();
    let mut titles: Vec<String> = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (index, item) in report.items.iter().enumerate().filter(|(_, item)| item.is_told()) {
        let title = item.title();
        let group = *known.entry(title.clone()).or_insert_with(|| {
            titles.push(title);
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(index);
    }
    for (title, group) in titles.iter().zip(&groups) {
        let _ = writeln!(text, "{title}");
        for item in group.iter().filter_map(|&index| report.items.get(index)) {
            let location = item.place.as_ref().and_then(|place| report.locate(place.span));
            let place = location.map(|location| format!("{}: ", location.shown())).unwrap_or_default();
            let message = item.message().replace('\n', "\n    ");
            let _ = writeln!(text, "  {place}{}: {message} ({})", item.finding.outcome.name(), item.rule());
            if let Some(place) = &item.place {
                explain(report, item.finding.path.as_deref(), place, &mut text);
            }
        }
        text.push('\n');
    }
    let summary = report.summary().map(|(name, count)| format!("{name}: {count}"));
    let _ = writeln!(text, "{}", summary.join(", "));
    text
}

/// Says how the field came to its value.
fn explain(report: &Report, path: Option<&str>, place: &Place, text: &mut String) {
    let mut line = path.filter(|path| !path.is_empty()).map(str::to_owned).unwrap_or_default();
    for value in &place.values {
        let set = value.span.and_then(|span| report.locate(span));
        let set = set.map(|location| format!(" ({})", location.shown())).unwrap_or_default();
        let joint = if line.is_empty() { "" } else { ", " };
        let _ = write!(line, "{joint}from {}{set}", value.path);
    }
    if !line.is_empty() {
        let _ = writeln!(text, "    {line}");
    }
    for span in &place.includes {
        if let Some(location) = report.locate(*span) {
            let _ = writeln!(text, "    included at {}", location.shown());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;

    #[test]
    fn findings_stand_under_their_objects_with_their_places() {
        let expected = "Deployment shop/web\n  web/templates/d, 1.yaml:2:8: fail: no tag:\n    100% wrong (tags/required)\n    \
                        /image, from .Values.image (web/values.yaml:1:8)\n    included at web/templates/d, 1.yaml:1:1\n\n\
                        pass: 1, fail: 1, warn: 0, error: 0, skip: 0\n";
        assert_eq!(super::print(&report()), expected);
    }
}
