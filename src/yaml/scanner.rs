//! Text to tokens, as libyaml's scanner in go-yaml makes them: indentation becomes block starts and ends, and a simple
//! key's token is put in front of it once its `:` is seen. One pass, a stack of its own, no recursion.

mod block;
mod comments;
mod directive;
mod flow;
mod plain;
mod quoted;

use super::comments::Queue;
use super::dialect::Dialect;
use super::error::Error;
use super::token::{Place, Token, TokenKind};
use std::collections::VecDeque;

/// How deep flow collections and, separately, block collections may nest, as in go-yaml.
const MAX_DEPTH: usize = 10_000;

/// A simple key ends on its line, at most this many characters after its start.
const MAX_SIMPLE_KEY: usize = 1024;

/// Where a simple key may have begun, on one level of flow collections.
#[derive(Clone, Copy, Debug, Default)]
struct SimpleKey {
    possible: bool,
    required: bool,
    /// The number of the token that the key begins with, counted from the start of the stream.
    token: usize,
    place: Place,
    index: usize,
    column: usize,
}

/// The scanner. [`Scanner::peek`] and [`Scanner::next`] give the tokens.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    offset: usize,
    fault: Option<&'static str>,
    dialect: Dialect,
    at: usize,
    /// How many bytes in front of `at` continue a character: `at - extra` counts characters.
    extra: usize,
    line: u32,
    /// The line on which the token that is being scanned begins.
    token_line: u32,
    /// The number of characters in front of the current line.
    line_start: usize,
    indent: isize,
    indents: Vec<isize>,
    flow_level: usize,
    simple_key_allowed: bool,
    /// One for the block context and one for each open flow collection.
    keys: Vec<SimpleKey>,
    /// Token numbers and the indices in `keys` of the keys that begin with them, in order. A token that is noted here is
    /// not given away while its key is possible.
    noted: VecDeque<(usize, usize)>,
    tokens: VecDeque<Token<'a>>,
    /// The number of tokens already given away.
    given: usize,
    /// Whether the first token of the queue is certain.
    ready: bool,
    started: bool,
    ended: bool,
    /// The comments on their way to the parser, where they are kept.
    comments: Option<Box<Queue>>,
}

impl<'a> Scanner<'a> {
    /// A scanner of `text`, in front of which `offset` bytes were dropped and after which comes `fault`.
    pub(super) fn new(text: &'a str, offset: usize, fault: Option<&'static str>, dialect: Dialect) -> Self {
        Scanner {
            text,
            bytes: text.as_bytes(),
            offset,
            fault,
            dialect,
            at: 0,
            extra: 0,
            line: 0,
            token_line: 0,
            line_start: 0,
            indent: -1,
            indents: Vec::new(),
            flow_level: 0,
            simple_key_allowed: true,
            keys: vec![SimpleKey::default()],
            noted: VecDeque::new(),
            tokens: VecDeque::new(),
            given: 0,
            ready: false,
            started: false,
            ended: false,
            comments: None,
        }
    }

    /// The next token.
    pub(super) fn peek(&mut self) -> Result<&Token<'a>, Error> {
        if !self.ready {
            while self.needs_more()? {
                self.fetch()?;
            }
            self.ready = true;
        }
        if let (Some(comments), Some(token)) = (&mut self.comments, self.tokens.front()) {
            comments.gather(token);
        }
        // There is a token: `fetch` adds one, and the stream's end is never taken.
        self.tokens.front().ok_or_else(|| Error::new("yaml: attempted to go past the end of stream; corrupted value?"))
    }

    /// Takes the next token. The end of the stream is given again and again.
    pub(super) fn next(&mut self) -> Result<Token<'a>, Error> {
        self.peek()?;
        self.ready = false;
        self.given += 1;
        let token = self.tokens.pop_front();
        token.ok_or_else(|| Error::new("yaml: attempted to go past the end of stream; corrupted value?"))
    }

    /// Scans the scalar that begins at `at`, on the line `line` that begins at `line_at`, as a value in a block collection
    /// whose indentation is `indent`. Gives its token and where scanning would go on; nothing for what is no good scalar.
    pub(super) fn scalar_at(
        &mut self,
        at: usize,
        line: u32,
        line_at: usize,
        indent: isize,
    ) -> Option<(Token<'a>, usize, u32)> {
        (self.at, self.line, self.token_line, self.line_start, self.extra) = (at, line, line, line_at, 0);
        (self.indent, self.simple_key_allowed) = (indent, false);
        self.fetch_token(self.byte(at)).ok()?;
        let token = self.tokens.pop_front()?;
        self.tokens.is_empty().then_some((token, self.at, self.line))
    }

    /// The text, what was dropped in front of it, and the dialect, where the text is without fault and its comments do not
    /// matter.
    pub(super) fn plain_text(&self) -> Option<(&'a str, usize, Dialect)> {
        (self.fault.is_none() && self.comments.is_none()).then_some((self.text, self.offset, self.dialect))
    }

    /// Whether the first token of the queue is not yet certain: a key token may have to go in front of it.
    fn needs_more(&mut self) -> Result<bool, Error> {
        // Version 3 looks two tokens ahead, and so finds errors there first.
        let ahead = if self.dialect == Dialect::V3 { 2 } else { 0 };
        if self.tokens.len() <= ahead {
            return Ok(!self.ended);
        }
        while self.noted.front().is_some_and(|&(token, _)| token < self.given) {
            self.noted.pop_front();
        }
        match self.noted.front() {
            Some(&(token, level)) if token == self.given && level < self.keys.len() => {
                Ok(self.check_key(level)? && !self.ended)
            }
            _ => Ok(false),
        }
    }

    /// Whether the possible key of `level` still is one. A required one that is not is an error.
    fn check_key(&mut self, level: usize) -> Result<bool, Error> {
        let key = self.keys[level];
        if !key.possible {
            return Ok(false);
        }
        if key.place.line < self.line || key.index + MAX_SIMPLE_KEY < self.index() {
            if key.required {
                return Err(self.error_since(key.place.line, "could not find expected ':'"));
            }
            self.keys[level].possible = false;
            return Ok(false);
        }
        Ok(true)
    }

    /// Notes that the key of `level` begins with token number `token`, the newest.
    fn note(&mut self, token: usize, level: usize) {
        self.unnote(token);
        self.noted.push_back((token, level));
    }

    fn unnote(&mut self, token: usize) {
        if let Ok(at) = self.noted.binary_search_by_key(&token, |&(token, _)| token) {
            self.noted.remove(at);
        }
    }

    /// Adds at least one token to the queue, or only looks further for a key.
    fn fetch(&mut self) -> Result<(), Error> {
        if self.fault.is_none() {
            return self.fetch_next();
        }
        self.check_fault(1)?;
        let result = self.fetch_next();
        self.check_fault(2)?;
        result
    }

    /// The fault of the text, when fewer than `count` characters are left in front of it.
    fn check_fault(&self, count: usize) -> Result<(), Error> {
        match self.fault {
            Some(fault) if self.text[self.at..].chars().take(count).count() < count => {
                Err(Error::new(format!("yaml: {fault}")).at(self.range()))
            }
            _ => Ok(()),
        }
    }

    fn fetch_next(&mut self) -> Result<(), Error> {
        if !self.started {
            self.started = true;
            self.push_here(TokenKind::StreamStart, 0);
            return Ok(());
        }
        let from = self.at;
        self.skip_to_token()?;
        self.token_line = self.line;
        self.unroll_indent(self.column() as isize, from);
        self.check_fault(4)?;
        if self.at >= self.bytes.len() {
            return self.fetch_stream_end();
        }
        let byte = self.bytes[self.at];
        if self.column() == 0 {
            if byte == b'%' {
                return self.fetch_directive();
            }
            if self.is_document_indicator() {
                let kind = if byte == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd };
                return self.fetch_document_indicator(kind);
            }
        }
        let flow = self.flow_level > 0;
        // What follows a colon or a comma on its line is a comment on what stands before it.
        let commented = match self.tokens.back() {
            Some(token) if byte == if flow { b',' } else { b':' } => token.start.at,
            _ => self.position(self.at),
        };
        self.fetch_token(byte)?;
        if self.comments.is_some()
            && !self.tokens.back().is_some_and(|token| matches!(token.kind, TokenKind::BlockEntry))
        {
            self.scan_line_comment(commented);
        }
        Ok(())
    }

    /// Adds the token that begins with `byte`, which is here.
    fn fetch_token(&mut self, byte: u8) -> Result<(), Error> {
        let flow = self.flow_level > 0;
        match byte {
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if self.is_blank_or_end(self.at + 1) => self.fetch_block_entry(),
            b'?' if flow || self.is_blank_or_end(self.at + 1) => self.fetch_key(),
            b':' if flow || self.is_blank_or_end(self.at + 1) => self.fetch_value(),
            b'*' | b'&' => self.fetch_anchor(),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !flow => self.fetch_block_scalar(byte == b'|'),
            b'\'' | b'"' => self.fetch_quoted_scalar(byte),
            b'#' | b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' => {
                Err(self.error("found character that cannot start any token"))
            }
            _ => self.fetch_plain_scalar(),
        }
    }

    // What is looked at.

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The number of characters in front of the current one.
    fn index(&self) -> usize {
        self.at - self.extra
    }

    fn column(&self) -> usize {
        self.index() - self.line_start
    }

    fn place(&self) -> Place {
        Place { at: self.position(self.at), line: self.line }
    }

    fn position(&self, at: usize) -> u32 {
        u32::try_from(at + self.offset).unwrap_or(u32::MAX)
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(self.byte(at), b' ' | b'\t')
    }

    /// The width of the line break at `at`; 0 where there is none.
    fn break_width(&self, at: usize) -> usize {
        match self.bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\n' | b'\r', ..]) => 1,
            Some([0xc2, 0x85, ..]) => 2,
            Some([0xe2, 0x80, 0xa8 | 0xa9, ..]) => 3,
            _ => 0,
        }
    }

    fn is_break_or_end(&self, at: usize) -> bool {
        at >= self.bytes.len() || self.break_width(at) > 0
    }

    fn is_blank_or_end(&self, at: usize) -> bool {
        self.is_blank(at) || self.is_break_or_end(at)
    }

    /// Whether `---` or `...` stands here as a word of its own.
    fn is_document_indicator(&self) -> bool {
        matches!(self.bytes.get(self.at..self.at + 3), Some(b"---" | b"...")) && self.is_blank_or_end(self.at + 3)
    }

    fn range(&self) -> std::ops::Range<usize> {
        let end = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.at + self.offset..self.at + self.offset + end
    }

    /// An error at the current position, in the token that is being scanned.
    fn error(&self, problem: &str) -> Error {
        self.error_since(self.token_line, problem)
    }

    /// An error at the current position, in what began on line `began`.
    fn error_since(&self, began: u32, problem: &str) -> Error {
        let line = if self.dialect == Dialect::V3 && began > 0 { began } else { self.line };
        let message = match line {
            0 => format!("yaml: {problem}"),
            line => format!("yaml: line {}: {problem}", line + 1),
        };
        Error::new(message).at(self.range())
    }

    // How it moves.

    /// Goes to `end`, on the same line.
    fn advance_to(&mut self, end: usize) {
        let passed = &self.bytes[self.at..end];
        if !passed.is_ascii() {
            self.extra += passed.iter().filter(|&&byte| byte & 0xc0 == 0x80).count();
        }
        self.at = end;
    }

    /// Passes a line break of `width` bytes, and gives what it counts as in a scalar.
    fn pass_break(&mut self, width: usize) -> &'static str {
        let text = match self.bytes.get(self.at..self.at + width) {
            Some([0xe2, _, 0xa8]) => "\u{2028}",
            Some([0xe2, _, _]) => "\u{2029}",
            _ => "\n",
        };
        // CR LF counts as two characters, any other break as one.
        if self.bytes[self.at] >= 0x80 {
            self.extra += width - 1;
        }
        self.at += width;
        self.line += 1;
        self.line_start = self.index();
        text
    }

    fn skip_blanks(&mut self) {
        while self.is_blank(self.at) {
            self.at += 1;
        }
    }

    /// Goes to the end of the line.
    fn skip_line_text(&mut self) {
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\n' | b'\r' => break,
                0xc2 | 0xe2 if self.break_width(at) > 0 => break,
                _ => at += 1,
            }
        }
        self.advance_to(at);
    }

    /// Passes the rest of a line, which may only have blanks and a comment, and its break.
    fn end_of_line(&mut self) -> Result<(), Error> {
        self.skip_blanks();
        if self.byte(self.at) == b'#' {
            self.skip_line_text();
        }
        if !self.is_break_or_end(self.at) {
            return Err(self.error("did not find expected comment or line break"));
        }
        match self.break_width(self.at) {
            0 => {}
            width => _ = self.pass_break(width),
        }
        Ok(())
    }

    /// Passes spaces, comments and line breaks. Tabs count as spaces in flow collections and where no key may begin.
    fn skip_to_token(&mut self) -> Result<(), Error> {
        let (from, from_line) = (self.at, self.line);
        loop {
            if self.at == 0 && self.text.starts_with('\u{feff}') {
                self.advance_to(3);
            }
            let tabs = self.flow_level > 0 || !self.simple_key_allowed;
            while self.byte(self.at) == b' ' || (tabs && self.byte(self.at) == b'\t') {
                self.at += 1;
            }
            self.reposition_line_comment();
            if self.byte(self.at) == b'#' {
                if self.comments.is_some() {
                    self.scan_comments(from, from_line);
                } else {
                    self.skip_line_text();
                }
            }
            match self.break_width(self.at) {
                0 => return Ok(()),
                width => self.pass_break(width),
            };
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }

    // Tokens and keys.

    /// Appends a token of `width` bytes here, which are all ASCII, and passes it.
    fn push_here(&mut self, kind: TokenKind<'a>, width: usize) {
        let start = self.place();
        self.at += width;
        self.push(kind, start);
    }

    /// Appends a token that ends here.
    fn push(&mut self, kind: TokenKind<'a>, start: Place) {
        let end = self.position(self.at);
        self.tokens.push_back(Token { kind, start, end });
    }

    /// Remembers that a simple key may begin here.
    fn save_key(&mut self) -> Result<(), Error> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        let column = self.column();
        let required = self.flow_level == 0 && self.indent == column as isize;
        self.remove_key()?;
        let level = self.keys.len() - 1;
        let token = self.given + self.tokens.len();
        self.keys[level] =
            SimpleKey { possible: true, required, token, place: self.place(), index: self.index(), column };
        self.note(token, level);
        Ok(())
    }

    /// Gives up the possible key of the current level.
    fn remove_key(&mut self) -> Result<(), Error> {
        let level = self.keys.len() - 1;
        let key = self.keys[level];
        if key.possible {
            if key.required {
                return Err(self.error_since(key.place.line, "could not find expected ':'"));
            }
            self.keys[level].possible = false;
            self.unnote(key.token);
        }
        Ok(())
    }

    /// Opens a block collection at `column` if it is further in. Its token goes to the end of the queue, or in front of
    /// token number `before`.
    fn roll_indent(
        &mut self,
        column: usize,
        before: Option<usize>,
        kind: TokenKind<'a>,
        start: Place,
    ) -> Result<(), Error> {
        if self.flow_level > 0 || self.indent >= column as isize {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column as isize;
        if self.indents.len() > MAX_DEPTH {
            return Err(self.error(&format!("exceeded max depth of {MAX_DEPTH}")));
        }
        self.insert(before, kind, start);
        Ok(())
    }

    /// Puts an empty token in front of token number `before`, or at the end, also if that one was given away.
    fn insert(&mut self, before: Option<usize>, kind: TokenKind<'a>, start: Place) {
        let last = self.tokens.len();
        let at = before.and_then(|number| number.checked_sub(self.given)).map_or(last, |at| at.min(last));
        self.tokens.insert(at, Token { kind, start, end: start.at });
    }

    /// Closes the block collections that are further in than `column`. Where comments are kept, a block ends in front of
    /// those that are a foot of what it is in; the white space that was just passed began at `from`.
    fn unroll_indent(&mut self, column: isize, from: usize) {
        if self.flow_level > 0 || self.indent <= column {
            return;
        }
        let mut end = self.comments.is_some().then(|| self.position(from).saturating_sub(1));
        let ends =
            self.comments.as_ref().zip(end).map(|(comments, from)| comments.block_ends(from)).unwrap_or_default();
        while self.indent > column {
            self.push_here(TokenKind::BlockEnd, 0);
            end = ends.get(&(self.indent.max(0) as usize)).copied().or(end);
            if let (Some(at), Some(token)) = (end, self.tokens.back_mut()) {
                (token.start.at, token.end) = (at, at);
            }
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn fetch_stream_end(&mut self) -> Result<(), Error> {
        if self.column() != 0 {
            self.line += 1;
            self.line_start = self.index();
        }
        self.unroll_indent(-1, self.at);
        self.remove_key()?;
        self.simple_key_allowed = false;
        self.ended = true;
        self.push_here(TokenKind::StreamEnd, 0);
        Ok(())
    }

    fn fetch_document_indicator(&mut self, kind: TokenKind<'a>) -> Result<(), Error> {
        self.unroll_indent(-1, self.at);
        self.remove_key()?;
        self.simple_key_allowed = false;
        self.push_here(kind, 3);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<(), Error> {
        // In a flow collection the parser reports it.
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(self.error("block sequence entries are not allowed in this context"));
            }
            self.roll_indent(self.column(), None, TokenKind::BlockSequenceStart, self.place())?;
        }
        self.remove_key()?;
        self.simple_key_allowed = true;
        self.push_here(TokenKind::BlockEntry, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), Error> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(self.error("mapping keys are not allowed in this context"));
            }
            self.roll_indent(self.column(), None, TokenKind::BlockMappingStart, self.place())?;
        }
        self.remove_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        self.push_here(TokenKind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), Error> {
        let level = self.keys.len() - 1;
        if self.check_key(level)? {
            let key = self.keys[level];
            self.insert(Some(key.token), TokenKind::Key, key.place);
            self.roll_indent(key.column, Some(key.token), TokenKind::BlockMappingStart, key.place)?;
            self.keys[level].possible = false;
            self.unnote(key.token);
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.simple_key_allowed {
                    return Err(self.error("mapping values are not allowed in this context"));
                }
                self.roll_indent(self.column(), None, TokenKind::BlockMappingStart, self.place())?;
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        self.push_here(TokenKind::Value, 1);
        Ok(())
    }
}
