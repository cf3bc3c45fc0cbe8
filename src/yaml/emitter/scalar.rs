//! The styles of scalars: plain, in single and double quotes, literal.

use super::analysis::{is_break, is_printable};
use super::{Emitter, INDENT};
use crate::yaml::dialect::Dialect;
use std::fmt::Write;

impl Emitter {
    fn char(&mut self, c: char) {
        self.out.push(c);
        self.column += 1;
    }

    /// Copies a break of a scalar. Only a newline is Go's own break; the others are characters that end a line.
    fn copy_break(&mut self, c: char) {
        self.out.push(c);
        self.column = 0;
        self.indention = true;
    }

    /// Copies text without breaks.
    fn copy(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += if text.is_ascii() { text.len() } else { text.chars().count() };
    }

    /// Writes a plain scalar, which has no breaks. Lines are folded at single spaces.
    pub(super) fn plain(&mut self, text: &str, fold: bool) {
        // Version 3 leaves out the blank in front of nothing.
        if text.is_empty() && self.dialect == Dialect::V3 {
            self.indention = false;
            return;
        }
        self.separate();
        if fold && self.column.saturating_add(text.len()) > self.width {
            self.folded(text);
        } else {
            self.copy(text);
        }
        self.whitespace = false;
        self.indention = false;
    }

    /// Copies words, and breaks the line in place of a space that stands alone once the line is too long.
    fn folded(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(' ') {
            self.copy(&rest[..at]);
            let spaces = rest[at..].len() - rest[at..].trim_start_matches(' ').len();
            // Only the first of several spaces could break the line, and not in front of a further one.
            if spaces == 1 && self.column > self.width {
                self.indention &= at == 0 && rest.len() == text.len();
                self.start_line();
            } else {
                self.copy(&rest[at..at + spaces]);
            }
            rest = &rest[at + spaces..];
        }
        self.copy(rest);
    }

    /// Writes a scalar in single quotes.
    pub(super) fn single_quoted(&mut self, text: &str, fold: bool) {
        self.indicator("'", true, false);
        let last = text.len().saturating_sub(1);
        let (mut spaces, mut breaks) = (false, false);
        for (at, c) in text.char_indices() {
            if c == ' ' {
                let alone = !spaces && at > 0 && at < last && text.as_bytes()[at + 1] != b' ';
                if fold && alone && self.column > self.width {
                    self.start_line();
                } else {
                    self.char(' ');
                }
                spaces = true;
            } else if is_break(c) {
                if !breaks && c == '\n' {
                    self.line_break();
                }
                self.copy_break(c);
                breaks = true;
            } else {
                if breaks {
                    self.start_line();
                }
                if c == '\'' {
                    self.char('\'');
                }
                self.char(c);
                self.indention = false;
                (spaces, breaks) = (false, false);
            }
        }
        self.indicator("'", false, false);
        self.indention = false;
    }

    /// Writes a scalar in double quotes, where anything can be escaped.
    pub(super) fn double_quoted(&mut self, text: &str, fold: bool) {
        self.indicator("\"", true, false);
        // go-yaml looks for a byte order mark at the start of the text whatever the position, and escapes all of it.
        let marked = text.starts_with('\u{feff}');
        let last = text.len().saturating_sub(1);
        let mut spaces = false;
        for (at, c) in text.char_indices() {
            if marked || !is_printable(c) || is_break(c) || c == '"' || c == '\\' {
                self.escape(c);
                spaces = false;
            } else if c == ' ' {
                if fold && !spaces && self.column > self.width && at > 0 && at < last {
                    self.start_line();
                    if text.as_bytes()[at + 1] == b' ' {
                        self.char('\\');
                    }
                } else {
                    self.char(' ');
                }
                spaces = true;
            } else {
                self.char(c);
                spaces = false;
            }
        }
        self.indicator("\"", false, false);
        self.indention = false;
    }

    fn escape(&mut self, c: char) {
        let before = self.out.len();
        let letter = match c {
            '\0' => '0',
            '\x07' => 'a',
            '\x08' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\x0b' => 'v',
            '\x0c' => 'f',
            '\r' => 'r',
            '\x1b' => 'e',
            '"' | '\\' => c,
            '\u{85}' => 'N',
            '\u{a0}' => '_',
            '\u{2028}' => 'L',
            '\u{2029}' => 'P',
            _ => {
                let _ = match c as u32 {
                    code @ ..=0xff => write!(self.out, "\\x{code:02X}"),
                    code @ ..=0xffff => write!(self.out, "\\u{code:04X}"),
                    code => write!(self.out, "\\U{code:08X}"),
                };
                self.column += self.out.len() - before;
                return;
            }
        };
        self.out.push('\\');
        self.out.push(letter);
        self.column += 2;
    }

    /// Writes what a block scalar begins with, from its indicator to the end of the line.
    fn block_header(&mut self, indicator: &str, text: &str) {
        self.indicator(indicator, true, false);
        if text.starts_with(|c| c == ' ' || is_break(c)) {
            self.char((b'0' + INDENT as u8) as char);
        }
        let mut from_end = text.chars().rev();
        match (from_end.next().is_some_and(is_break), from_end.next()) {
            (false, _) => self.char('-'),
            (true, Some(c)) if !is_break(c) => {}
            (true, _) => self.char('+'),
        }
        if !self.line_comment() {
            self.line_break();
        }
        self.indention = true;
        self.whitespace = true;
    }

    /// Writes a folded block scalar, without folding anything.
    pub(super) fn folded_block(&mut self, text: &str) {
        self.block_header(">", text);
        // go-yaml looks at what the text begins with, not at what follows the break.
        let doubled = text.trim_start_matches(is_break).chars().next().is_some_and(|c| c != ' ' && c != '\t');
        let (mut after_text, mut indented) = (false, true);
        for line in text.split_inclusive(is_break) {
            let content = line.strip_suffix(is_break).unwrap_or(line);
            if !content.is_empty() {
                self.start_line();
                self.copy(content);
                self.indention = false;
                (after_text, indented) = (true, content.starts_with([' ', '\t']));
            }
            if let Some(c) = line[content.len()..].chars().next() {
                if c == '\n' && after_text && !indented && doubled {
                    self.line_break();
                }
                self.copy_break(c);
                after_text = false;
            }
        }
    }

    /// Writes a literal block scalar.
    pub(super) fn literal(&mut self, text: &str) {
        self.block_header("|", text);
        for line in text.split_inclusive(is_break) {
            let content = line.strip_suffix(is_break).unwrap_or(line);
            if !content.is_empty() {
                self.start_line();
                self.copy(content);
                self.indention = false;
            }
            if let Some(c) = line[content.len()..].chars().next() {
                self.copy_break(c);
            }
        }
    }
}
