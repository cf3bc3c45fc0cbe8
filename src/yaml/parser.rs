//! Tokens to events: the grammar of YAML 1.1 as libyaml's parser in go-yaml reads it, with its sentences for errors. A
//! state and a stack of states stand for the place in the grammar.

use super::comments::{Comments, Queue};
use super::dialect::Dialect;
use super::error::Error;
use super::event::{Event, EventKind, Properties};
use super::lines::{Events, Lines};
use super::node::Style;
use super::scanner::Scanner;
use super::token::{Place, TagParts, Token, TokenKind};
use std::borrow::Cow;

/// What is expected next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    StreamStart,
    ImplicitDocumentStart,
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirstEntry,
    BlockSequenceEntry,
    IndentlessSequenceEntry,
    BlockMappingFirstKey,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
    End,
}

/// Which nodes may stand at a place.
#[derive(Clone, Copy, PartialEq)]
enum Context {
    Flow,
    Block,
    /// A block node, or a sequence that is not indented.
    BlockOrIndentless,
}

/// The parser. [`Parser::next`] gives the events.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    dialect: Dialect,
    /// The lines on which the open collections begin, but for sequences without indentation.
    begun: Vec<u32>,
    state: State,
    states: Vec<State>,
    /// The tag handles of the document and their prefixes.
    handles: Vec<TagParts<'a>>,
    /// Reads the text as long as it is simple.
    lines: Option<Events<'a>>,
    /// The number of events that came from `lines`.
    from_lines: usize,
}

type Parsed<'a> = Result<Event<'a>, Error>;

/// What stands in front of a node, if anything.
type Front<'a> = Option<Box<Properties<'a>>>;

impl<'a> Parser<'a> {
    /// A parser of what `scanner` scans.
    pub(super) fn new(scanner: Scanner<'a>, dialect: Dialect) -> Self {
        let lines = scanner.plain_text().and_then(|(text, offset, dialect)| Lines::new(text, offset, dialect));
        Parser { lines: lines.map(Events::of), ..Self::of_tokens(scanner, dialect) }
    }

    /// A parser that goes by tokens from the start.
    pub(super) fn of_tokens(scanner: Scanner<'a>, dialect: Dialect) -> Self {
        let (state, states) = (State::StreamStart, Vec::new());
        Parser { scanner, dialect, begun: Vec::new(), state, states, handles: Vec::new(), lines: None, from_lines: 0 }
    }

    /// The next event. After the end of the stream there is none.
    pub(super) fn next(&mut self) -> Parsed<'a> {
        if let Some(lines) = &mut self.lines {
            if let Some(event) = lines.next() {
                self.from_lines += 1;
                return Ok(event);
            }
            // The text is read again by its tokens, up to here.
            self.lines = None;
            for _ in 0..self.from_lines {
                self.next_by_tokens()?;
            }
        }
        self.next_by_tokens()
    }

    fn next_by_tokens(&mut self) -> Parsed<'a> {
        match self.state {
            State::StreamStart => {
                let token = self.scanner.next()?;
                self.state = State::ImplicitDocumentStart;
                Ok(event(EventKind::StreamStart, &token))
            }
            State::ImplicitDocumentStart => self.document_start(true),
            State::DocumentStart => self.document_start(false),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(Context::Block),
            State::BlockSequenceFirstEntry => self.block_sequence_entry(true),
            State::BlockSequenceEntry => self.block_sequence_entry(false),
            State::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            State::BlockMappingFirstKey => self.block_mapping_key(true),
            State::BlockMappingKey => self.block_mapping_key(false),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirstEntry => self.flow_sequence_entry(true),
            State::FlowSequenceEntry => self.flow_sequence_entry(false),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => {
                self.state = State::FlowSequenceEntry;
                let start = self.scanner.peek()?.start;
                Ok(event_at(EventKind::MappingEnd, start, start.at))
            }
            State::FlowMappingFirstKey => self.flow_mapping_key(true),
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_mapping_value(false),
            State::FlowMappingEmptyValue => self.flow_mapping_value(true),
            State::End => Err(Error::new("yaml: attempted to go past the end of stream; corrupted value?")),
        }
    }

    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::End);
    }

    /// Goes on to a node, and then to `then`.
    fn node_then(&mut self, context: Context, then: State) -> Parsed<'a> {
        self.states.push(then);
        self.node(context)
    }

    /// Goes on to `then` with an empty scalar at `place`.
    fn empty_then(&mut self, place: Place, then: State) -> Parsed<'a> {
        self.state = then;
        let kind = EventKind::Scalar { value: Cow::Borrowed(""), style: Style::Plain, properties: None };
        Ok(event_at(kind, place, place.at))
    }

    /// Takes the token that a collection begins with.
    fn begin_collection(&mut self) -> Result<(), Error> {
        let line = self.scanner.next()?.start.line;
        self.begun.push(line);
        Ok(())
    }

    /// The line that an error about the innermost collection names in place of its own, unless that is 0.
    fn began(&self) -> u32 {
        match self.dialect {
            Dialect::V2 => 0,
            Dialect::V3 => self.begun.last().copied().unwrap_or(0),
        }
    }

    /// Ends a collection with the next token, which is taken. A block sequence leaves the comments to what follows.
    fn end_collection(&mut self, kind: EventKind<'a>) -> Parsed<'a> {
        self.pop_state();
        self.begun.pop();
        let block = matches!(self.scanner.peek()?.kind, TokenKind::BlockEnd);
        let comments = match kind {
            EventKind::SequenceEnd if block => None,
            _ => self.comments(),
        };
        let token = self.scanner.next()?;
        Ok(Event { comments, ..event(kind, &token) })
    }

    /// The comments of the node that the next token begins or ends.
    fn comments(&mut self) -> Option<Box<Comments>> {
        self.scanner.comments()?.take()
    }

    /// Takes the `-` of an item, and gives its place. Comments in front of an item that is a block collection are the
    /// collection's own, and not its first key's or item's.
    fn take_dash(&mut self) -> Result<Place, Error> {
        let before = self.scanner.comments().map_or(0, |comments| comments.head_length());
        let mark = end_place(&self.scanner.next()?);
        if before > 0
            && matches!(self.scanner.peek()?.kind, TokenKind::BlockSequenceStart | TokenKind::BlockMappingStart)
            && let Some(comments) = self.scanner.comments()
        {
            comments.split_stem(before);
        }
        Ok(mark)
    }

    fn document_start(&mut self, implicit: bool) -> Parsed<'a> {
        while !implicit && matches!(self.scanner.peek()?.kind, TokenKind::DocumentEnd) {
            self.scanner.next()?;
        }
        let token = self.scanner.peek()?;
        let (start, end) = (token.start, token.end);
        match token.kind {
            TokenKind::StreamEnd => {
                self.state = State::End;
                Ok(event_at(EventKind::StreamEnd, start, end))
            }
            TokenKind::VersionDirective(..) | TokenKind::TagDirective(_) | TokenKind::DocumentStart => {
                self.explicit_document(start)
            }
            _ if implicit => {
                self.add_default_handles();
                self.states.push(State::DocumentEnd);
                self.state = State::BlockNode;
                let comments = self.scanner.comments().and_then(Queue::take_document_head);
                Ok(Event { comments, ..event_at(EventKind::DocumentStart, start, end) })
            }
            _ => self.explicit_document(start),
        }
    }

    fn explicit_document(&mut self, start: Place) -> Parsed<'a> {
        self.process_directives()?;
        let token = self.scanner.peek()?;
        if !matches!(token.kind, TokenKind::DocumentStart) {
            return Err(unexpected(token, "did not find expected <document start>"));
        }
        self.states.push(State::DocumentEnd);
        self.state = State::DocumentContent;
        let token = self.scanner.next()?;
        Ok(event_at(EventKind::DocumentStart, start, token.end))
    }

    fn process_directives(&mut self) -> Result<(), Error> {
        let mut versioned = false;
        loop {
            let token = self.scanner.peek()?;
            match &token.kind {
                TokenKind::VersionDirective(major, minor) => {
                    if versioned {
                        return Err(unexpected(token, "found duplicate %YAML directive"));
                    }
                    if (*major, *minor) != (1, 1) {
                        return Err(unexpected(token, "found incompatible YAML document"));
                    }
                    versioned = true;
                }
                TokenKind::TagDirective(parts) => {
                    if self.handles.iter().any(|known| known.handle == parts.handle) {
                        return Err(unexpected(token, "found duplicate %TAG directive"));
                    }
                }
                _ => break,
            }
            if let Token { kind: TokenKind::TagDirective(parts), .. } = self.scanner.next()? {
                self.handles.push(*parts);
            }
        }
        self.add_default_handles();
        Ok(())
    }

    fn add_default_handles(&mut self) {
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            if !self.handles.iter().any(|known| known.handle == handle) {
                self.handles.push(TagParts { handle: Cow::Borrowed(handle), rest: Cow::Borrowed(prefix) });
            }
        }
    }

    fn document_content(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::VersionDirective(..)
            | TokenKind::TagDirective(_)
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                let place = token.start;
                let then = self.states.pop().unwrap_or(State::End);
                self.empty_then(place, then)
            }
            _ => self.node(Context::Block),
        }
    }

    fn document_end(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        let (start, mut end) = (token.start, token.start.at);
        if matches!(token.kind, TokenKind::DocumentEnd) {
            end = token.end;
            self.scanner.next()?;
        }
        self.handles.clear();
        self.state = State::DocumentStart;
        let mut comments = self.comments();
        if let Some(comments) = &mut comments
            && comments.foot.is_empty()
        {
            comments.foot = std::mem::take(&mut comments.head);
        }
        Ok(Event { comments, ..event_at(EventKind::DocumentEnd, start, end) })
    }

    fn node(&mut self, context: Context) -> Parsed<'a> {
        if let TokenKind::Alias(name) = self.scanner.peek()?.kind {
            self.pop_state();
            let comments = self.comments();
            let token = self.scanner.next()?;
            return Ok(Event { comments, ..event(EventKind::Alias(name), &token) });
        }
        let (properties, first) = self.properties()?;
        let token = self.scanner.peek()?;
        let start = token.start;
        let (style, sequence, state) = match token.kind {
            TokenKind::BlockEntry if context == Context::BlockOrIndentless => {
                (Style::Block, true, State::IndentlessSequenceEntry)
            }
            TokenKind::Scalar(..) => return self.scalar(properties),
            TokenKind::FlowSequenceStart => (Style::Flow, true, State::FlowSequenceFirstEntry),
            TokenKind::FlowMappingStart => (Style::Flow, false, State::FlowMappingFirstKey),
            TokenKind::BlockSequenceStart if context != Context::Flow => {
                (Style::Block, true, State::BlockSequenceFirstEntry)
            }
            TokenKind::BlockMappingStart if context != Context::Flow => {
                (Style::Block, false, State::BlockMappingFirstKey)
            }
            _ => {
                let Some(first) = first else { return Err(unexpected(token, "did not find expected node content")) };
                self.pop_state();
                let kind = EventKind::Scalar { value: Cow::Borrowed(""), style: Style::Plain, properties };
                return Ok(event_at(kind, first.0, first.1));
            }
        };
        let end = token.end;
        let comments = match state {
            State::IndentlessSequenceEntry => None,
            _ if style == Style::Flow => self.comments(),
            _ => self.scanner.comments().and_then(Queue::take_stem),
        };
        self.state = state;
        let kind = match sequence {
            true => EventKind::SequenceStart { style, properties },
            false => EventKind::MappingStart { style, properties },
        };
        Ok(Event { comments, ..event_at(kind, start, end) })
    }

    fn scalar(&mut self, properties: Front<'a>) -> Parsed<'a> {
        self.pop_state();
        let comments = self.comments();
        let token = self.scanner.next()?;
        let TokenKind::Scalar(value, style) = token.kind else {
            return Err(unexpected(&token, "did not find expected node content"));
        };
        Ok(Event { comments, ..event_at(EventKind::Scalar { value, style, properties }, token.start, token.end) })
    }

    /// Reads an anchor and a tag in either order, and gives their place if there is any.
    fn properties(&mut self) -> Result<(Front<'a>, Option<(Place, u32)>), Error> {
        let (mut anchor, mut tag, mut place) = (None, None, None::<(Place, u32)>);
        loop {
            match self.scanner.peek()?.kind {
                TokenKind::Anchor(_) if anchor.is_none() => {}
                TokenKind::Tag(_) if tag.is_none() => {}
                _ => break,
            }
            let token = self.scanner.next()?;
            place = Some((place.map_or(token.start, |(start, _)| start), token.end));
            match token.kind {
                TokenKind::Anchor(name) => anchor = Some(Cow::Borrowed(name)),
                TokenKind::Tag(parts) => tag = Some((*parts, token.start)),
                _ => {}
            }
        }
        if place.is_none() {
            return Ok((None, None));
        }
        let tag = tag.map(|(parts, at)| self.long_tag(parts, at)).transpose()?;
        Ok((Some(Box::new(Properties { tag, anchor })), place))
    }

    fn long_tag(&self, parts: TagParts<'a>, place: Place) -> Result<Cow<'a, str>, Error> {
        if parts.handle.is_empty() {
            return Ok(parts.rest);
        }
        let prefix = self.handles.iter().find(|known| known.handle == parts.handle).map(|known| &known.rest);
        match prefix {
            Some(prefix) if !(prefix.is_empty() && parts.rest.is_empty()) => {
                Ok(Cow::Owned(format!("{prefix}{}", parts.rest)))
            }
            _ => Err(problem("found undefined tag handle", place, place.at)),
        }
    }

    fn block_sequence_entry(&mut self, first: bool) -> Parsed<'a> {
        if first {
            self.begin_collection()?;
        }
        let began = self.began();
        match self.scanner.peek()?.kind {
            TokenKind::BlockEntry => {
                let mark = self.take_dash()?;
                match self.scanner.peek()?.kind {
                    TokenKind::BlockEntry | TokenKind::BlockEnd => self.empty_then(mark, State::BlockSequenceEntry),
                    _ => self.node_then(Context::Block, State::BlockSequenceEntry),
                }
            }
            TokenKind::BlockEnd => self.end_collection(EventKind::SequenceEnd),
            _ => Err(unexpected_since(began, self.scanner.peek()?, "did not find expected '-' indicator")),
        }
    }

    fn indentless_sequence_entry(&mut self) -> Parsed<'a> {
        if !matches!(self.scanner.peek()?.kind, TokenKind::BlockEntry) {
            self.pop_state();
            let start = self.scanner.peek()?.start;
            return Ok(event_at(EventKind::SequenceEnd, start, start.at));
        }
        let mark = self.take_dash()?;
        match self.scanner.peek()?.kind {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.empty_then(mark, State::IndentlessSequenceEntry)
            }
            _ => self.node_then(Context::Block, State::IndentlessSequenceEntry),
        }
    }

    fn block_mapping_key(&mut self, first: bool) -> Parsed<'a> {
        if first {
            self.begin_collection()?;
        }
        let began = self.began();
        match self.scanner.peek()?.kind {
            TokenKind::Key => self.block_mapping_node(State::BlockMappingValue),
            TokenKind::BlockEnd => self.end_collection(EventKind::MappingEnd),
            _ => Err(unexpected_since(began, self.scanner.peek()?, "did not find expected key")),
        }
    }

    fn block_mapping_value(&mut self) -> Parsed<'a> {
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::Value => self.block_mapping_node(State::BlockMappingKey),
            _ => {
                let place = token.start;
                self.empty_then(place, State::BlockMappingKey)
            }
        }
    }

    /// The node after a key or value indicator, which is taken.
    fn block_mapping_node(&mut self, then: State) -> Parsed<'a> {
        let mark = end_place(&self.scanner.next()?);
        match self.scanner.peek()?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => self.empty_then(mark, then),
            _ => self.node_then(Context::BlockOrIndentless, then),
        }
    }

    /// Passes the comma in front of a further entry; anything else there is an error.
    fn flow_separator(&mut self, first: bool, problem: &str) -> Result<(), Error> {
        if first {
            return Ok(());
        }
        let began = self.began();
        let token = self.scanner.peek()?;
        if !matches!(token.kind, TokenKind::FlowEntry) {
            return Err(unexpected_since(began, token, problem));
        }
        self.scanner.next().map(|_| ())
    }

    fn flow_sequence_entry(&mut self, first: bool) -> Parsed<'a> {
        if first {
            self.begin_collection()?;
        }
        if !matches!(self.scanner.peek()?.kind, TokenKind::FlowSequenceEnd) {
            self.flow_separator(first, "did not find expected ',' or ']'")?;
            match self.scanner.peek()?.kind {
                TokenKind::Key => {
                    self.state = State::FlowPairKey;
                    let token = self.scanner.next()?;
                    return Ok(event(EventKind::MappingStart { style: Style::Flow, properties: None }, &token));
                }
                TokenKind::FlowSequenceEnd => {}
                _ => return self.node_then(Context::Flow, State::FlowSequenceEntry),
            }
        }
        self.end_collection(EventKind::SequenceEnd)
    }

    fn flow_pair_key(&mut self) -> Parsed<'a> {
        match self.scanner.peek()?.kind {
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                // The token is lost, as in libyaml.
                let mark = end_place(&self.scanner.next()?);
                self.empty_then(mark, State::FlowPairValue)
            }
            _ => self.node_then(Context::Flow, State::FlowPairValue),
        }
    }

    fn flow_pair_value(&mut self) -> Parsed<'a> {
        if matches!(self.scanner.peek()?.kind, TokenKind::Value) {
            self.scanner.next()?;
            if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
                return self.node_then(Context::Flow, State::FlowPairEnd);
            }
        }
        let place = self.scanner.peek()?.start;
        self.empty_then(place, State::FlowPairEnd)
    }

    fn flow_mapping_key(&mut self, first: bool) -> Parsed<'a> {
        if first {
            self.begin_collection()?;
        }
        if !matches!(self.scanner.peek()?.kind, TokenKind::FlowMappingEnd) {
            self.flow_separator(first, "did not find expected ',' or '}'")?;
            match self.scanner.peek()?.kind {
                TokenKind::Key => {
                    self.scanner.next()?;
                    let token = self.scanner.peek()?;
                    let place = token.start;
                    return match token.kind {
                        TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                            self.empty_then(place, State::FlowMappingValue)
                        }
                        _ => self.node_then(Context::Flow, State::FlowMappingValue),
                    };
                }
                TokenKind::FlowMappingEnd => {}
                _ => return self.node_then(Context::Flow, State::FlowMappingEmptyValue),
            }
        }
        self.end_collection(EventKind::MappingEnd)
    }

    fn flow_mapping_value(&mut self, empty: bool) -> Parsed<'a> {
        if !empty && matches!(self.scanner.peek()?.kind, TokenKind::Value) {
            self.scanner.next()?;
            if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd) {
                return self.node_then(Context::Flow, State::FlowMappingKey);
            }
        }
        let place = self.scanner.peek()?.start;
        self.empty_then(place, State::FlowMappingKey)
    }
}

fn event<'a>(kind: EventKind<'a>, token: &Token<'_>) -> Event<'a> {
    event_at(kind, token.start, token.end)
}

fn event_at(kind: EventKind<'_>, start: Place, end: u32) -> Event<'_> {
    Event { kind, start, end, comments: None }
}

fn end_place(token: &Token<'_>) -> Place {
    Place { at: token.end, line: token.start.line }
}

fn unexpected(token: &Token<'_>, what: &str) -> Error {
    problem(what, token.start, token.end)
}

/// The error about a token inside of what began on line `began`, which is named unless it is 0.
fn unexpected_since(began: u32, token: &Token<'_>, what: &str) -> Error {
    let line = if began > 0 { began } else { token.start.line };
    problem(what, Place { line, ..token.start }, token.end)
}

/// A parser's error names the line before the token's, and none for the first two lines: go-yaml counts these from 0.
fn problem(what: &str, place: Place, end: u32) -> Error {
    let message = match place.line {
        0 => format!("yaml: {what}"),
        line => format!("yaml: line {line}: {what}"),
    };
    Error::new(message).at(place.at as usize..end.max(place.at) as usize)
}
