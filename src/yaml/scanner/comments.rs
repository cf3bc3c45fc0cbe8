//! Comments, where the caller wants them: which lines are the head of what follows, the foot of what came before or the end
//! of a line follows from indentation and empty lines, as in yaml.v3. Without that wish none of this runs.

use super::Scanner;
use crate::yaml::comments::{Queue, Remark, Side};
use crate::yaml::token::TokenKind;

/// How far Go's scanner looks for the next comment.
const LOOK_AHEAD: usize = 512;

/// The lines that are being read and may become one comment.
struct Run {
    text: String,
    /// Where the white space began that these lines are in.
    from: usize,
    /// What they belong to if they are a foot.
    token_at: u32,
    at: usize,
    line: u32,
    column: usize,
}

impl<'a> Scanner<'a> {
    /// Keeps comments from here on.
    pub(in crate::yaml) fn keep_comments(&mut self) {
        self.comments = Some(Box::default());
    }

    /// The comments that were found, where they are kept.
    pub(in crate::yaml) fn comments(&mut self) -> Option<&mut Queue> {
        self.comments.as_deref_mut()
    }

    /// How many lines ended since the last character that is not white space, which is looked at backwards.
    fn breaks_before(&self) -> u32 {
        let before = self.text.get(..self.at).unwrap_or_default();
        let mut count = 0;
        let mut chars = before.chars().rev().peekable();
        while let Some(c) = chars.next() {
            match c {
                ' ' | '\t' => {}
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    if c == '\n' && chars.peek() == Some(&'\r') {
                        chars.next();
                    }
                    count += 1;
                }
                _ => break,
            }
        }
        count
    }

    /// Passes a comment that ends the current line, which belongs to the token at `token_at`.
    pub(super) fn scan_line_comment(&mut self, token_at: u32) {
        let before = self.text.get(..self.at).unwrap_or_default();
        if self.comments.is_none() || before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) {
            return;
        }
        let blanks = (self.at..self.at + LOOK_AHEAD).take_while(|&at| self.is_blank(at)).count();
        let start = self.at + blanks;
        if blanks == LOOK_AHEAD || self.byte(start) != b'#' {
            return;
        }
        self.advance_to(start);
        let column = self.column();
        let text = self.take_line_text();
        let (start_at, start_line) = (self.position(start), self.line);
        self.remark(Remark { side: Side::Line, text, token_at, reach: None, start_at, start_line, column });
    }

    /// Makes a comment behind the first `-` of a sequence the head of what comes in the next line.
    pub(super) fn reposition_line_comment(&mut self) {
        if self.comments.is_none() || self.break_width(self.at) > 0 {
            return;
        }
        let mut last = self.tokens.iter().rev().map(|token| &token.kind);
        if !matches!((last.next(), last.next()), (Some(TokenKind::BlockEntry), Some(TokenKind::BlockSequenceStart))) {
            return;
        }
        let (here, line) = (self.position(self.at), self.line);
        let Some(remark) = self.comments.as_mut().and_then(|comments| comments.last_mut()) else { return };
        if remark.side == Side::Line {
            remark.side = Side::Head;
            if remark.start_line + 1 == line {
                remark.token_at = here;
            }
        }
    }

    /// Passes the comments that begin here, at a `#`, up to the last line of the last one. `from` is where the white space
    /// before them began, and `from_line` its line.
    pub(super) fn scan_comments(&mut self, from: usize, from_line: u32) {
        let (token_at, after_value) = self.token_before();
        let mut run = Run { text: String::new(), from, token_at, at: 0, line: 0, column: 0 };
        let breaks = self.breaks_before();
        let foot_line = self.foot_line(breaks, from_line);
        let (mut may_be_foot, mut after_empty) = (breaks <= 1, false);
        let (mut line, mut column) = (self.line, self.column());
        let (mut look, mut limit) = (self.at, self.at + LOOK_AHEAD);
        while look < limit {
            column += 1;
            if self.is_blank(look) {
                look += 1;
                continue;
            }
            let indent = self.indent.max(0) as usize;
            let dedented = run.column < indent + 1;
            let closes = self.flow_level > 0 && matches!(self.byte(look), b']' | b'}');
            if closes || self.is_break_or_end(look) {
                let is_foot = closes || (may_be_foot && ((Some(run.line) == foot_line && !after_value) || dedented));
                if is_foot && (closes || !after_empty) {
                    if dedented && !run.text.is_empty() {
                        run.token_at = self.position(run.at);
                    }
                    self.end_foot(&mut run, look);
                } else if !after_empty && !run.text.is_empty() && look < self.bytes.len() {
                    run.text.push('\n');
                }
                if closes || look >= self.bytes.len() {
                    break;
                }
                (may_be_foot, after_empty) = (false, true);
                (line, column, look) = (line + 1, 0, look + 1);
                continue;
            }
            if column < indent + 1 && column != run.column {
                // Less indentation: what came so far is the foot of what is in front of it.
                self.end_foot(&mut run, look);
            }
            if self.byte(look) != b'#' {
                break;
            }
            if run.text.is_empty() {
                (run.at, run.line, run.column) = (look, line, column);
            } else {
                run.text.push('\n');
            }
            self.pass_space(look);
            run.text.push_str(&self.take_line_text());
            after_empty = false;
            // Go goes on behind the first byte of the break.
            (look, limit) = (self.at + 1, self.at + LOOK_AHEAD);
            (line, column) = (self.line, 0);
        }
        if !run.text.is_empty() {
            let token_at = self.position(run.at);
            self.end_run(&mut run, Side::Head, token_at, look - 1);
        }
    }

    /// The token that a foot here belongs to, and whether it is the colon behind a key.
    fn token_before(&self) -> (u32, bool) {
        let mut last = self.tokens.iter().rev();
        let token = match (last.next(), last.next()) {
            (Some(comma), Some(item)) if matches!(comma.kind, TokenKind::FlowEntry) => Some(item),
            (last, _) => last,
        };
        token.map_or((0, false), |token| (token.start.at, matches!(token.kind, TokenKind::Value)))
    }

    /// The line on which a comment is the foot of what is in front of it: the next below it. None at the start of a text.
    fn foot_line(&self, breaks: u32, from_line: u32) -> Option<u32> {
        if from_line == 0 {
            return None;
        }
        let shared = breaks == 0 && self.column() > 1;
        (self.line + 1 + u32::from(shared)).checked_sub(breaks)
    }

    fn end_foot(&mut self, run: &mut Run, end: usize) {
        if run.text.is_empty() {
            return;
        }
        self.end_run(run, Side::Foot, run.token_at, end);
        (run.from, run.token_at) = (end, self.position(end));
    }

    fn end_run(&mut self, run: &mut Run, side: Side, token_at: u32, end: usize) {
        let text = std::mem::take(&mut run.text);
        let reach = Some((self.position(run.from), self.position(end)));
        let (start_at, start_line, column) = (self.position(run.at), run.line, run.column);
        self.remark(Remark { side, text, token_at, reach, start_at, start_line, column });
    }

    fn remark(&mut self, remark: Remark) {
        if let Some(comments) = &mut self.comments {
            comments.push(remark);
        }
    }

    /// Goes to `end`, which only white space is in front of.
    fn pass_space(&mut self, end: usize) {
        while self.at < end {
            match self.break_width(self.at) {
                0 => self.advance_to(self.at + 1),
                width => _ = self.pass_break(width),
            }
        }
    }

    /// Passes the rest of the line and gives it.
    fn take_line_text(&mut self) -> String {
        let from = self.at;
        self.skip_line_text();
        self.text.get(from..self.at).unwrap_or_default().to_owned()
    }
}
