//! [`Recorder`], which keeps the origins while a template executes. Texts and values are known again by their identity;
//! it holds a clone of each, so that no identity is given out twice.

use super::{Origins, Record, Segment, Table};
use crate::go::{Map, Str, Value};
use crate::gotemplate::function::Edit;
use crate::source::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// What is known of the output so far, of the texts that functions hold, and of the values that were read.
#[derive(Default)]
pub struct Recorder {
    segments: Vec<Segment>,
    table: Rc<Table>,
    /// The call that is being executed.
    trace: u32,
    /// Paths that the current action has read.
    reads: Vec<u32>,
    numbers: HashMap<(u32, Str), u32>,
    /// The paths of maps, lists and strings by their address.
    values: HashMap<usize, (Value, u32)>,
    /// The origins of texts by their address.
    texts: HashMap<usize, (Str, Vec<Segment>)>,
}

/// The identity of a value that has one.
fn address(value: &Value) -> Option<usize> {
    match value {
        Value::Map(map) => Some(map.address()),
        Value::List(list) => Some(list.address()),
        // All empty texts share one address.
        Value::Str(text) if !text.is_empty() => Some(text.address()),
        _ => None,
    }
}

impl Recorder {
    /// Names the value that a template is executed on.
    pub fn root(&mut self, dot: &Value) {
        if let Some(address) = address(dot) {
            self.values.insert(address, (dot.clone(), 0));
        }
    }

    /// The origins of the output so far, which starts anew.
    pub fn take(&mut self) -> Origins {
        self.texts.clear();
        self.reads.clear();
        Origins { segments: std::mem::take(&mut self.segments), table: Rc::clone(&self.table) }
    }

    /// Forgets what was written after `length` bytes.
    pub fn truncate(&mut self, length: usize) {
        let keep = self.segments.partition_point(|segment| segment.start < length);
        self.segments.truncate(keep);
        if let Some(last) = self.segments.last_mut() {
            last.end = last.end.min(length);
        }
    }

    /// Enters a call at `span`; gives what [`Recorder::leave`] takes.
    pub fn enter(&mut self, span: Span) -> u32 {
        let table = Rc::make_mut(&mut self.table);
        table.traces.push((self.trace, span));
        let number = table.traces.len() as u32;
        std::mem::replace(&mut self.trace, number)
    }

    /// Forgets what was read.
    pub fn forget_reads(&mut self) {
        self.reads.clear();
    }

    /// Puts aside what the current action has read, while it executes other templates.
    pub fn suspend_reads(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.reads)
    }

    /// Takes up again what was put aside.
    pub fn resume_reads(&mut self, reads: Vec<u32>) {
        self.reads = reads;
    }

    /// Leaves a call.
    pub fn leave(&mut self, outer: u32) {
        self.trace = outer;
    }

    fn record(&mut self, template: Str, span: Span) -> u32 {
        let table = Rc::make_mut(&mut self.table);
        let first = table.reads.len() as u32;
        table.reads.append(&mut self.reads);
        let reads = (first, table.reads.len() as u32);
        table.records.push(Record { span, template, trace: self.trace, reads });
        table.records.len() as u32 - 1
    }

    fn written(&mut self, end: usize, record: u32) {
        let start = self.segments.last().map_or(0, |segment| segment.end);
        if start < end {
            self.segments.push(Segment { start, end, record });
        }
    }

    /// Literal text of a template was written, up to `end`.
    pub fn text(&mut self, end: usize, template: Str, span: Span) {
        let record = self.record(template, span);
        self.written(end, record);
    }

    /// The action at `span` printed `value` to the bytes of `printed`.
    pub fn printed(&mut self, printed: Range<usize>, template: Str, span: Span, value: &Value) {
        let Range { start, end } = printed;
        if let Some((_, path)) = address(value).and_then(|address| self.values.get(&address))
            && !self.reads.contains(path)
        {
            self.reads.push(*path);
        }
        let record = self.record(template, span);
        if let Value::Str(text) = value
            && let Some((_, inner)) = self.texts.get(&text.address())
        {
            for segment in inner.clone() {
                self.written(start + segment.start, record);
                self.written(start + segment.end, segment.record);
            }
        }
        self.written(end, record);
    }

    /// What was written from `start` on has become `text`.
    pub fn captured(&mut self, start: usize, text: &Str) {
        let first = self.segments.partition_point(|segment| segment.end <= start);
        let moved = self.segments.drain(first..);
        let shift = |segment: Segment| Segment {
            start: segment.start.saturating_sub(start),
            end: segment.end - start,
            record: segment.record,
        };
        let segments: Vec<Segment> = moved.map(shift).collect();
        if !text.is_empty() {
            self.texts.insert(text.address(), (text.clone(), segments));
        }
    }

    /// `output` was made from `input`.
    pub fn derived(&mut self, input: &Str, output: &Str, edit: Edit) {
        let Some((_, segments)) = self.texts.get(&input.address()) else { return };
        let segments = match edit {
            Edit::Cut(from) => cut(segments, from, output.len()),
            Edit::Indented { spaces, newline } => indented(segments, input, spaces, newline),
        };
        if !output.is_empty() {
            self.texts.insert(output.address(), (output.clone(), segments));
        }
    }

    fn number(&mut self, parent: u32, name: Str) -> u32 {
        if let Some(&number) = self.numbers.get(&(parent, name.clone())) {
            return number;
        }
        let table = Rc::make_mut(&mut self.table);
        table.paths.push((parent, name.clone()));
        let number = table.paths.len() as u32;
        self.numbers.insert((parent, name), number);
        number
    }

    fn remember(&mut self, value: &Value, path: u32) {
        if let Some(address) = address(value) {
            self.values.entry(address).or_insert_with(|| (value.clone(), path));
        }
    }

    /// The entry `name` of `map` was read.
    pub fn read(&mut self, map: &Map, name: &Str, value: &Value) {
        let Some(&(_, parent)) = self.values.get(&map.address()) else { return };
        let path = self.number(parent, Str::from([b".", &**name].concat()));
        self.remember(value, path);
        if self.reads.contains(&path) {
            return;
        }
        // One path says it: not `.Values` and `.Values.image` beside `.Values.image.tag`.
        match self.reads.last_mut().filter(|last| **last == parent && parent != 0) {
            Some(last) => *last = path,
            None => self.reads.push(path),
        }
    }

    /// A loop goes over `value`: its items have paths too.
    pub fn items(&mut self, value: &Value) {
        let Some(parent) = address(value).and_then(|address| self.values.get(&address)).map(|(_, path)| *path) else {
            return;
        };
        match value {
            Value::List(list) => {
                for (index, item) in list.iter().enumerate() {
                    let path = self.number(parent, Str::from(format!("[{index}]")));
                    self.remember(item, path);
                }
            }
            Value::Map(map) => {
                for (key, item) in map.entries() {
                    let path = self.number(parent, Str::from([b".", &*key].concat()));
                    self.remember(&item, path);
                }
            }
            _ => {}
        }
    }
}

/// The segments from byte `from` on, `length` bytes of them.
fn cut(segments: &[Segment], from: usize, length: usize) -> Vec<Segment> {
    let clip = |offset: usize| offset.saturating_sub(from).min(length);
    let moved =
        segments.iter().map(|segment| Segment { start: clip(segment.start), end: clip(segment.end), ..*segment });
    moved.filter(|segment| segment.start < segment.end).collect()
}

/// The segments of a text whose lines were indented.
fn indented(segments: &[Segment], input: &[u8], spaces: usize, newline: bool) -> Vec<Segment> {
    let (mut at, mut lines) = (0, 1);
    let mut moved = |offset: usize| {
        lines += memchr::memchr_iter(b'\n', input.get(at..offset).unwrap_or_default()).count();
        at = offset;
        offset + usize::from(newline) + lines * spaces
    };
    segments
        .iter()
        .map(|segment| {
            let start = moved(segment.start);
            // The end of a segment is the byte after its last, which may stand on the next line.
            let end = moved(segment.end.saturating_sub(1)) + 1;
            Segment { start, end, ..*segment }
        })
        .collect()
}
