//! Documents in the shape that nearly all have, read line by line straight to the parser's events: block collections of keys
//! and items, flow collections of the simplest kind, and scalars. Whatever else comes is given up, and the parser then
//! reads the text by its tokens; so nothing here may differ from what [`super::parser`] says of the same text, and there
//! are no errors here. Who reads a whole text is handed the events; [`Events`] gives them one by one.

mod flow;
mod scalar;

use super::dialect::Dialect;
use super::event::{Event, EventKind};
use super::node::Style;
use super::scanner::Scanner;
use super::token::{Place, Token, TokenKind};
use std::borrow::Cow;
use std::collections::VecDeque;

/// How deep collections may nest here; the scanner counts further.
const MAX_DEPTH: usize = 500;

/// The length in bytes up to which a key surely is a simple one.
const MAX_KEY: usize = 1000;

/// A block collection that is being read.
#[derive(Clone, Copy)]
struct Open {
    indent: usize,
    kind: Collection,
}

#[derive(Clone, Copy, PartialEq)]
enum Collection {
    Mapping,
    Sequence,
    /// A sequence whose dashes stand below the key that it is the value of.
    IndentlessSequence,
}

/// Where on its line a node begins.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Indentation,
    Dash,
    Key,
}

/// How far the stream has been read.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Start,
    /// In front of the first document.
    Stream,
    /// In a document, whose root may have begun.
    Document {
        rooted: bool,
    },
    End,
}

/// An event that is no scalar. None has properties here.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    StreamStart,
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    SequenceStart(Style),
    SequenceEnd,
    MappingStart(Style),
    MappingEnd,
}

/// What events are handed to, as they come.
pub(super) trait Sink<'a> {
    /// Takes an event that is no scalar.
    fn mark(&mut self, mark: Mark, start: Place, end: u32);

    /// Takes a scalar.
    fn scalar(&mut self, value: Cow<'a, str>, style: Style, start: Place, end: u32);
}

impl<'a> Sink<'a> for VecDeque<Event<'a>> {
    fn mark(&mut self, mark: Mark, start: Place, end: u32) {
        let properties = None;
        let kind = match mark {
            Mark::StreamStart => EventKind::StreamStart,
            Mark::StreamEnd => EventKind::StreamEnd,
            Mark::DocumentStart => EventKind::DocumentStart,
            Mark::DocumentEnd => EventKind::DocumentEnd,
            Mark::SequenceStart(style) => EventKind::SequenceStart { style, properties },
            Mark::SequenceEnd => EventKind::SequenceEnd,
            Mark::MappingStart(style) => EventKind::MappingStart { style, properties },
            Mark::MappingEnd => EventKind::MappingEnd,
        };
        self.push_back(Event { kind, start, end, comments: None });
    }

    fn scalar(&mut self, value: Cow<'a, str>, style: Style, start: Place, end: u32) {
        let kind = EventKind::Scalar { value, style, properties: None };
        self.push_back(Event { kind, start, end, comments: None });
    }
}

/// The events of a reader, one by one.
pub(super) struct Events<'a> {
    lines: Lines<'a>,
    ready: VecDeque<Event<'a>>,
}

impl<'a> Events<'a> {
    /// The events of `lines`.
    pub(super) fn of(lines: Lines<'a>) -> Self {
        Events { lines, ready: VecDeque::with_capacity(8) }
    }

    /// The next event; `None` where the parser has to read the text, after the stream's end too.
    pub(super) fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.lines.stage == Stage::End {
                return None;
            }
            self.lines.step(&mut self.ready)?;
        }
    }
}

/// The reader.
pub(super) struct Lines<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The number of bytes in front of the text.
    offset: usize,
    dialect: Dialect,
    at: usize,
    line: u32,
    /// Where the current line begins.
    line_at: usize,
    stage: Stage,
    open: Vec<Open>,
    /// Where the value that the innermost collection waits for goes, if there is none.
    awaited: Option<Place>,
    /// Reads the scalars that need more than a slice.
    scanner: Option<Box<Scanner<'a>>>,
}

impl<'a> Lines<'a> {
    /// A reader of `text`, in front of which `offset` bytes were dropped; none where its line breaks need thought.
    pub(super) fn new(text: &'a str, offset: usize, dialect: Dialect) -> Option<Self> {
        let bytes = text.as_bytes();
        // The line breaks that are no line feed: CR, U+0085, U+2028 and U+2029.
        let odd = |at: usize| matches!(bytes[at..], [b'\r', ..] | [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..]);
        if memchr::memchr3_iter(b'\r', 0xc2, 0xe2, bytes).any(odd) || text.starts_with('\u{feff}') {
            return None;
        }
        Some(Self::of_simple(text, offset, dialect))
    }

    /// A reader of a text whose line breaks are line feeds.
    pub(super) fn of_simple(text: &'a str, offset: usize, dialect: Dialect) -> Self {
        Lines {
            text,
            bytes: text.as_bytes(),
            offset,
            dialect,
            at: 0,
            line: 0,
            line_at: 0,
            stage: Stage::Start,
            open: Vec::with_capacity(8),
            awaited: None,
            scanner: None,
        }
    }

    /// Reads the whole stream; `None` where the parser has to read it, after some of its events.
    pub(super) fn read(mut self, out: &mut impl Sink<'a>) -> Option<()> {
        while self.stage != Stage::End {
            self.step(out)?;
        }
        Some(())
    }

    /// Goes on by a line.
    fn step(&mut self, out: &mut impl Sink<'a>) -> Option<()> {
        if self.stage == Stage::Start {
            self.stage = Stage::Stream;
            self.push(out, Mark::StreamStart, self.place(), self.at);
            return Some(());
        }
        self.read_line(out)
    }

    /// Reads the next line that is not empty or a comment, and what belongs to it.
    fn read_line(&mut self, out: &mut impl Sink<'a>) -> Option<()> {
        if !self.skip_to_content()? {
            self.end_stream(out);
            return Some(());
        }
        let column = self.at - self.line_at;
        if column == 0 {
            match &self.bytes[self.at..] {
                [b'-', b'-', b'-', ..] => return self.begin_document(out),
                [b'.', b'.', b'.', ..] | [b'%', ..] => return None,
                _ => {}
            }
        }
        if self.stage == Stage::Stream {
            self.push(out, Mark::DocumentStart, self.place(), self.at);
            self.stage = Stage::Document { rooted: false };
        }
        self.close_inside(out, column, self.line);
        self.block_node(out, column)
    }

    // Documents.

    /// Begins a document at `---`, which nothing but a comment may follow on its line.
    fn begin_document(&mut self, out: &mut impl Sink<'a>) -> Option<()> {
        // Version 3 looks into the next document before it ends one.
        if self.dialect == Dialect::V3 && self.stage != Stage::Stream {
            return None;
        }
        let start = self.place();
        self.end_document(out, self.line);
        self.push(out, Mark::DocumentStart, start, self.at + 3);
        self.stage = Stage::Document { rooted: false };
        self.at += 3;
        self.end_of_line()
    }

    /// Ends what is open at a token here, which counts as being on `line`.
    fn end_document(&mut self, out: &mut impl Sink<'a>, line: u32) {
        let Stage::Document { rooted } = self.stage else { return };
        while let Some(top) = self.open.pop() {
            self.close(out, top, line);
        }
        let here = Place { line, ..self.place() };
        if !rooted {
            out.scalar(Cow::Borrowed(""), Style::Plain, here, self.position(self.at));
        }
        self.push(out, Mark::DocumentEnd, here, self.at);
    }

    fn end_stream(&mut self, out: &mut impl Sink<'a>) {
        let column = self.text[self.line_at..].chars().count();
        // A text that does not end with a line break ends on a line of its own, but for what its last blanks close.
        let line = if column == 0 { self.line } else { self.line + 1 };
        while let Some(top) = self.open.pop_if(|top| top.indent > column) {
            self.close(out, top, self.line);
        }
        self.end_document(out, line);
        self.push(out, Mark::StreamEnd, Place { line, ..self.place() }, self.at);
        self.stage = Stage::End;
    }

    // Block collections.

    /// Ends the collections that a line which begins at `column` is not in.
    fn close_inside(&mut self, out: &mut impl Sink<'a>, column: usize, line: u32) {
        let dash = self.is_dash();
        let ends = |top: &mut Open| {
            top.indent > column || top.indent == column && top.kind == Collection::IndentlessSequence && !dash
        };
        while let Some(top) = self.open.pop_if(ends) {
            self.close(out, top, line);
        }
    }

    /// Ends the collection `top`, which was innermost, and the value that it waits for.
    fn close(&mut self, out: &mut impl Sink<'a>, top: Open, line: u32) {
        self.end_value(out);
        let kind = match top.kind {
            Collection::Mapping => Mark::MappingEnd,
            Collection::Sequence | Collection::IndentlessSequence => Mark::SequenceEnd,
        };
        self.push(out, kind, Place { line, ..self.place() }, self.at);
    }

    /// Gives the value that is awaited as an empty one.
    fn end_value(&mut self, out: &mut impl Sink<'a>) {
        if let Some(mark) = self.awaited.take() {
            let at = mark.at;
            out.scalar(Cow::Borrowed(""), Style::Plain, mark, at);
        }
    }

    /// Reads items and keys of a line's beginning, at `column`.
    fn block_node(&mut self, out: &mut impl Sink<'a>, mut column: usize) -> Option<()> {
        let mut after = After::Indentation;
        while self.is_dash() {
            self.begin_item(out, column)?;
            if self.at_line_end() {
                return self.end_of_line();
            }
            (column, after) = (self.at - self.line_at, After::Dash);
        }
        self.node(out, column, after)
    }

    /// Opens a collection at `column`, unless it is the innermost one, and sees to the value in front.
    fn enter(&mut self, out: &mut impl Sink<'a>, column: usize, kind: Collection) -> Option<()> {
        match self.open.last().copied() {
            Some(top) if top.indent == column => match (top.kind, kind) {
                (Collection::Mapping, Collection::Sequence) if self.awaited.is_some() => {
                    self.begin(out, column, Collection::IndentlessSequence)
                }
                (Collection::Mapping, Collection::Mapping)
                | (Collection::Sequence | Collection::IndentlessSequence, Collection::Sequence) => {
                    self.end_value(out);
                    Some(())
                }
                _ => None,
            },
            Some(top) if top.indent < column && self.awaited.is_some() => self.begin(out, column, kind),
            None if self.stage == (Stage::Document { rooted: false }) => {
                self.stage = Stage::Document { rooted: true };
                self.begin(out, column, kind)
            }
            _ => None,
        }
    }

    fn begin(&mut self, out: &mut impl Sink<'a>, column: usize, kind: Collection) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            return None;
        }
        self.awaited = None;
        self.open.push(Open { indent: column, kind });
        let start = self.place();
        match kind {
            Collection::Mapping => self.push(out, Mark::MappingStart(Style::Block), start, self.at),
            Collection::Sequence => self.push(out, Mark::SequenceStart(Style::Block), start, self.at),
            // Its dash is the token that it begins with.
            Collection::IndentlessSequence => {
                self.push(out, Mark::SequenceStart(Style::Block), start, self.at + 1);
            }
        }
        Some(())
    }

    /// Takes the dash of an item, and the blanks behind it.
    fn begin_item(&mut self, out: &mut impl Sink<'a>, column: usize) -> Option<()> {
        self.enter(out, column, Collection::Sequence)?;
        self.at += 1;
        self.awaited = Some(self.place());
        self.skip_spaces();
        Some(())
    }

    /// Reads a key and its value, or a value.
    fn node(&mut self, out: &mut impl Sink<'a>, column: usize, after: After) -> Option<()> {
        // What stands on a line of its own may be the value of what is further out.
        let value = match self.open.last() {
            Some(top) => self.awaited.is_some() && (after != After::Indentation || top.indent < column),
            None => false,
        };
        match self.byte()? {
            b'[' | b'{' if value => {
                self.awaited = None;
                self.flow_collection(out, 0)?;
                return self.end_of_line();
            }
            b'|' | b'>' if value => return self.odd_scalar(out),
            _ => {}
        }
        let (start, style) = (self.place(), self.style()?);
        let Some((from, to, end)) = self.scalar(style, false)? else {
            // A value may go on over several lines, and have escapes.
            return if value { self.odd_scalar(out) } else { None };
        };
        let value_of = |lines: &Self| Cow::Borrowed(&lines.text[from..to]);
        let begin = self.at;
        self.at = end;
        self.skip_spaces();
        if self.byte() == Some(b':') && self.is_blank_or_end(self.at + 1) {
            if after == After::Key || self.at - begin > MAX_KEY {
                return None;
            }
            let colon = std::mem::replace(&mut self.at, begin);
            self.enter(out, column, Collection::Mapping)?;
            out.scalar(value_of(self), style, start, self.position(end));
            self.at = colon + 1;
            self.awaited = Some(self.place());
            self.skip_spaces();
            return if self.at_line_end() { self.end_of_line() } else { self.node(out, column, After::Key) };
        }
        if !value {
            return None;
        }
        if style == Style::Plain && self.goes_on() {
            self.at = begin;
            return self.odd_scalar(out);
        }
        self.awaited = None;
        out.scalar(value_of(self), style, start, self.position(end));
        self.end_of_line()
    }

    // Lines.

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn is_blank_or_end(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\t' | b'\n'))
    }

    fn is_dash(&self) -> bool {
        self.byte() == Some(b'-') && self.is_blank_or_end(self.at + 1)
    }

    fn skip_spaces(&mut self) {
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Whether the line has nothing more but a comment; blanks were passed.
    fn at_line_end(&self) -> bool {
        matches!(self.byte(), None | Some(b'\n' | b'#'))
    }

    /// Passes the rest of a line, which may only have spaces and a comment.
    fn end_of_line(&mut self) -> Option<()> {
        self.skip_spaces();
        match self.byte() {
            None => return Some(()),
            Some(b'\n') => {}
            Some(b'#') if self.bytes[..self.at].ends_with(b" ") => {
                match memchr::memchr(b'\n', &self.bytes[self.at..]) {
                    Some(length) => self.at += length,
                    None => {
                        self.at = self.bytes.len();
                        return Some(());
                    }
                }
            }
            _ => return None,
        }
        self.pass_break();
        Some(())
    }

    /// Passes the line break here.
    fn pass_break(&mut self) {
        self.at += 1;
        (self.line, self.line_at) = (self.line + 1, self.at);
    }

    /// Passes empty lines and comments and the spaces in front of what follows, and tells whether anything does.
    fn skip_to_content(&mut self) -> Option<bool> {
        loop {
            self.skip_spaces();
            match self.byte() {
                None => return Some(false),
                Some(b'\t') => return None,
                Some(b'#') => match memchr::memchr(b'\n', &self.bytes[self.at..]) {
                    Some(length) => self.at += length,
                    None => self.at = self.bytes.len(),
                },
                Some(b'\n') => self.pass_break(),
                Some(_) => return Some(true),
            }
        }
    }

    fn position(&self, at: usize) -> u32 {
        u32::try_from(at + self.offset).unwrap_or(u32::MAX)
    }

    fn place(&self) -> Place {
        Place { at: self.position(self.at), line: self.line }
    }

    fn push(&self, out: &mut impl Sink<'a>, mark: Mark, start: Place, end: usize) {
        out.mark(mark, start, self.position(end));
    }
}

#[cfg(test)]
pub(super) mod tests;
