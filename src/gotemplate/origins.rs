//! Where rendered bytes came from: the action or text that wrote them, the includes that led there, and the value paths
//! that the action read. Recorded while a template executes, asked by offset afterwards.

mod recorder;

pub(super) use recorder::Recorder;

use crate::go::Str;
use crate::source::Span;

/// Where one byte of output came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The action or text.
    pub span: Span,
    /// The name of the template that it is in.
    pub template: Str,
    /// The actions that included or executed that template, innermost first.
    pub trace: Vec<Span>,
    /// The value paths that the action read, such as `.Values.image.tag`.
    pub reads: Vec<String>,
    /// The bytes of the output around it that have the same origin.
    pub range: std::ops::Range<usize>,
}

/// A run of output bytes with one origin.
#[derive(Clone, Copy, Debug)]
struct Segment {
    start: usize,
    end: usize,
    record: u32,
}

/// What segments refer to.
#[derive(Clone, Debug)]
struct Record {
    span: Span,
    template: Str,
    trace: u32,
    /// The range of its paths in [`Table::reads`].
    reads: (u32, u32),
}

/// What the records of a run share.
#[derive(Clone, Debug, Default)]
struct Table {
    records: Vec<Record>,
    /// Calls, each with the one around it; number 0 is the outside.
    traces: Vec<(u32, Span)>,
    reads: Vec<u32>,
    /// Paths, each with the one that it goes on from; number 0 is dot.
    paths: Vec<(u32, Str)>,
}

impl Table {
    fn path(&self, mut number: u32) -> String {
        let mut names = Vec::new();
        while let Some((parent, name)) = number.checked_sub(1).and_then(|at| self.paths.get(at as usize)) {
            names.push(name.to_string());
            number = *parent;
        }
        names.reverse();
        names.concat()
    }

    fn trace(&self, mut number: u32) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some((parent, span)) = number.checked_sub(1).and_then(|at| self.traces.get(at as usize)) {
            spans.push(*span);
            number = *parent;
        }
        spans
    }
}

/// The origins of one output.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    segments: Vec<Segment>,
    table: std::rc::Rc<Table>,
}

impl Origins {
    /// The origin of the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<Origin> {
        let after = self.segments.partition_point(|segment| segment.start <= offset);
        let segment =
            after.checked_sub(1).and_then(|at| self.segments.get(at)).filter(|segment| offset < segment.end)?;
        let record = self.table.records.get(segment.record as usize)?;
        let reads = self.table.reads.get(record.reads.0 as usize..record.reads.1 as usize).unwrap_or_default();
        Some(Origin {
            span: record.span,
            template: record.template.clone(),
            trace: self.table.trace(record.trace),
            reads: reads.iter().map(|&path| self.table.path(path)).collect(),
            range: segment.start..segment.end,
        })
    }

    /// Removes `ranges` of the output, in order and without overlap, as when `<no value>` is taken out of it.
    pub fn remove(&mut self, ranges: &[std::ops::Range<usize>]) {
        let mut removed = 0;
        let mut ranges = ranges.iter().peekable();
        let mut shifted = |offset: usize| {
            while let Some(range) = ranges.next_if(|range| range.end <= offset) {
                removed += range.len();
            }
            let inside = ranges.peek().map_or(0, |range| offset.saturating_sub(range.start));
            offset - removed - inside
        };
        for segment in &mut self.segments {
            segment.start = shifted(segment.start);
            segment.end = shifted(segment.end);
        }
        self.segments.retain(|segment| segment.start < segment.end);
    }
}
