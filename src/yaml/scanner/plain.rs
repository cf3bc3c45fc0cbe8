//! Plain scalars: a run of words that ends at an indicator, a comment or less indentation. One on a single line is a
//! slice of the text.

use super::Scanner;
use crate::yaml::error::Error;
use crate::yaml::node::Style;
use crate::yaml::token::TokenKind;
use std::borrow::Cow;

/// The line breaks between two parts of a flow scalar, on their way to being folded.
#[derive(Default)]
pub(super) struct Fold {
    first: Option<&'static str>,
    rest: String,
}

impl Fold {
    /// Counts a line break in.
    pub(super) fn add(&mut self, text: &'static str) {
        match self.first {
            None => self.first = Some(text),
            Some(_) => self.rest.push_str(text),
        }
    }

    /// Whether a line break was seen.
    pub(super) fn is_some(&self) -> bool {
        self.first.is_some()
    }

    /// Writes what the breaks fold to: one is a space, further ones stay, and separators of lines and paragraphs stay.
    pub(super) fn take(&mut self, out: &mut String) {
        match self.first.take() {
            Some("\n") if self.rest.is_empty() => out.push(' '),
            Some("\n") | None => out.push_str(&self.rest),
            Some(separator) => {
                out.push_str(separator);
                out.push_str(&self.rest);
            }
        }
        self.rest.clear();
    }
}

/// The bytes that may end a word, or begin a character that does.
static MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    let ends = b" \t\n\r:,?[]{}\xc2\xe2";
    while at < ends.len() {
        table[ends[at] as usize] = true;
        at += 1;
    }
    table
};

impl<'a> Scanner<'a> {
    pub(super) fn fetch_plain_scalar(&mut self) -> Result<(), Error> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.place();
        let indent = self.indent + 1;
        // The scalar is `folded` and then the slice from `from` to `end`.
        let (mut folded, mut from, mut end) = (None::<String>, self.at, self.at);
        let mut fold = Fold::default();
        loop {
            if (self.column() == 0 && self.is_document_indicator()) || self.byte(self.at) == b'#' {
                break;
            }
            let word_end = self.plain_word_end();
            if word_end > self.at {
                if fold.is_some() {
                    let out = folded.get_or_insert_default();
                    out.push_str(&self.text[from..end]);
                    fold.take(out);
                    from = self.at;
                }
                self.advance_to(word_end);
                end = word_end;
            }
            if !self.skip_plain_space(&mut fold, indent)? {
                break;
            }
            if self.flow_level == 0 && (self.column() as isize) < indent {
                break;
            }
        }
        let last = &self.text[from..end];
        let value = match folded {
            None => Cow::Borrowed(last),
            Some(mut text) => {
                text.push_str(last);
                Cow::Owned(text)
            }
        };
        if fold.is_some() {
            self.simple_key_allowed = true;
        }
        let end = self.position(end);
        self.push(TokenKind::Scalar(value, Style::Plain), start);
        if let Some(token) = self.tokens.back_mut() {
            token.end = end;
        }
        Ok(())
    }

    /// Where the word that begins here ends: at a blank, a break, the end, or an indicator that ends the scalar.
    fn plain_word_end(&self) -> usize {
        let flow = self.flow_level > 0;
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            // Most characters go on with a word wherever they stand.
            if !MAY_END[usize::from(byte)] {
                at += 1;
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => break,
                b':' if self.is_blank_or_end(at + 1) => break,
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if flow => break,
                0xc2 | 0xe2 if self.break_width(at) > 0 => break,
                _ => at += 1,
            }
        }
        at
    }

    /// Passes blanks and breaks after a word; false where there are none, which ends the scalar.
    fn skip_plain_space(&mut self, fold: &mut Fold, indent: isize) -> Result<bool, Error> {
        let start = self.at;
        loop {
            if self.is_blank(self.at) {
                if fold.is_some() && self.byte(self.at) == b'\t' && (self.column() as isize) < indent {
                    return Err(self.error("found a tab character that violates indentation"));
                }
                self.at += 1;
            } else {
                match self.break_width(self.at) {
                    0 => return Ok(self.at > start),
                    width => fold.add(self.pass_break(width)),
                }
            }
        }
    }
}
