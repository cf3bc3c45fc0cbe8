//! [`Places`], which finds the line of the user's own files behind a place in an object. A chart is rendered a second time for
//! that, when it is first asked about.

use super::chart::{self, Traced};
use super::unit::Document;
use super::{Attempt, Session, Unit};
use crate::chart::values::locate::Locator;
use crate::gotemplate::Origin;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::tree::NOWHERE;
use memchr::memmem;
use std::collections::HashMap;

/// Where a field of an object was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line of a manifest, a kustomization, a patch or a template.
    pub span: Span,
    /// The actions that included the template, innermost first.
    pub includes: Vec<Span>,
    /// The values that the action read.
    pub values: Vec<Reading>,
}

/// A value that a template read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its path: `.Values.image.tag`.
    pub path: String,
    /// Where it is set, if it is.
    pub span: Option<Span>,
}

/// Finds places for the units of a run.
pub struct Places<'a> {
    units: &'a [Unit],
    session: &'a Session,
    /// The unit and the document that a rendered text is.
    rendered: HashMap<SourceId, (usize, usize)>,
    /// What has been rendered a second time; nothing where that failed.
    traced: HashMap<usize, Option<Traced>>,
}

impl<'a> Places<'a> {
    /// For units that were loaded in this session.
    pub fn new(units: &'a [Unit], session: &'a Session) -> Self {
        let documents = units.iter().enumerate().flat_map(|(unit, loaded)| {
            loaded.documents.iter().enumerate().map(move |(index, document)| (document.source, (unit, index)))
        });
        Places { units, session, rendered: documents.collect(), traced: HashMap::new() }
    }

    /// The place behind `span`, which a tree of one of the units has; none where nothing of the user's is behind it. Where no
    /// origin can be found for a rendered byte, the rendered text itself is the place.
    pub fn find(&mut self, span: Span) -> Option<Place> {
        if span == NOWHERE {
            return None;
        }
        let found = self.rendered.get(&span.source).copied();
        let behind = found.and_then(|(unit, document)| {
            let (loaded, session) = (self.units.get(unit)?, self.session);
            let traced =
                self.traced.entry(unit).or_insert_with(|| chart::trace(&loaded.input, session, Attempt::Declared).ok());
            behind(traced.as_ref()?, loaded.documents.get(document)?, span, &session.sources)
        });
        Some(behind.unwrap_or(Place { span, includes: Vec::new(), values: Vec::new() }))
    }
}

/// The template's action, or the line of its text, behind a place in a rendered document.
fn behind(traced: &Traced, document: &Document, span: Span, sources: &Sources) -> Option<Place> {
    let offset = span.start as usize;
    let origin = traced.trace.origin(&document.template, &document.text, offset)?;
    let locator = Locator::new(&traced.trace.chart, &traced.values, sources);
    let below = charts_of(&document.template);
    let reading = |path: &String| {
        let inner = path.strip_prefix(".Values.")?;
        let keys: Vec<&str> = below.iter().copied().chain(inner.split('.')).collect();
        Some(Reading { path: path.clone(), span: locator.find(&keys) })
    };
    let values = origin.reads.iter().filter_map(reading).collect();
    let span = narrowed(&origin, &document.text, offset, sources);
    Some(Place { span, includes: origin.trace, values })
}

/// The names of the charts between the root and the template: `web/charts/db/templates/x.yaml` is below `db`.
fn charts_of(template: &[u8]) -> Vec<&str> {
    let path = std::str::from_utf8(template).unwrap_or_default();
    let folders: Vec<&str> = path.split('/').collect();
    let mut names = Vec::new();
    let mut rest = folders.get(1..).unwrap_or_default();
    while let ["charts", name, below @ ..] = rest {
        names.push(*name);
        rest = below;
    }
    names
}

/// Of a template's literal text, which may be long, the part that wrote the line around `offset`. The text of a line is looked
/// for in it: functions such as `nindent` change the blanks around lines, and nothing else.
fn narrowed(origin: &Origin, rendered: &[u8], offset: usize, sources: &Sources) -> Span {
    let whole = origin.span;
    let Some(source) = sources.get(whole.source) else { return whole };
    let Some(text) = source.text().get(whole.range()) else { return whole };
    if text.starts_with(b"{{") || !text.contains(&b'\n') {
        return whole;
    }
    let start = origin.range.start.min(offset);
    let written = rendered.get(start..origin.range.end.min(rendered.len())).unwrap_or_default();
    let at = offset - start;
    let line_start = memchr::memrchr(b'\n', written.get(..at).unwrap_or_default()).map_or(0, |found| found + 1);
    let line_end =
        memchr::memchr(b'\n', written.get(at..).unwrap_or_default()).map_or(written.len(), |found| at + found);
    let line = written.get(line_start..line_end).unwrap_or_default().trim_ascii();
    if line.is_empty() {
        return whole;
    }
    let earlier = memmem::find_iter(written.get(..line_start).unwrap_or_default(), line).count();
    let found = memmem::find_iter(text, line).nth(earlier).or_else(|| memmem::find(text, line));
    match found {
        Some(found) => {
            let start = whole.range().start + found;
            Span::new(whole.source, start..start + line.len())
        }
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_lies_below_the_charts_in_its_path() {
        assert_eq!(charts_of(b"web/charts/db/charts/common/templates/x.yaml"), ["db", "common"]);
        assert!(charts_of(b"web/templates/charts/x.yaml").is_empty());
    }

    #[test]
    fn the_line_of_a_long_text_is_found_by_what_it_says() {
        let sources = Sources::new();
        let text = b"x: {{ 1 }}\nspec:\n  a: 1\n  b:\n  a: 1\n";
        let source = sources.add("t.yaml", text.as_slice());
        let origin = Origin {
            span: Span::new(source, 10..text.len()),
            template: crate::go::Str::from("t"),
            trace: Vec::new(),
            reads: Vec::new(),
            range: 4..36,
        };
        let rendered = b"x: 1\nspec:\n    a: 1\n    b:\n    a: 1\n";
        let last = rendered.len() - 2;
        assert_eq!(narrowed(&origin, rendered, last, &sources).range(), 31..35);
        assert_eq!(narrowed(&origin, rendered, 15, &sources).range(), 19..23);
    }
}
