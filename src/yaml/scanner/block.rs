//! Literal and folded block scalars: header, indentation, chomping.

use super::Scanner;
use crate::yaml::error::Error;
use crate::yaml::node::Style;
use crate::yaml::token::TokenKind;
use std::borrow::Cow;

/// What happens to the line breaks at the end.
#[derive(Clone, Copy, PartialEq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

impl<'a> Scanner<'a> {
    pub(super) fn fetch_block_scalar(&mut self, literal: bool) -> Result<(), Error> {
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.place();
        self.at += 1;
        let (chomping, increment) = self.scan_block_header(start.at)?;
        let mut indent = match increment {
            0 => 0,
            increment => self.indent.max(0) as usize + increment,
        };
        let mut out = String::new();
        // The break that ended the last line, and those of the empty lines after it.
        let (mut last_break, mut breaks) = ("", String::new());
        let mut end = self.scan_block_breaks(&mut indent, &mut breaks)?;
        let mut blank_before = false;
        while self.column() == indent && self.at < self.bytes.len() {
            let blank = self.is_blank(self.at);
            if !literal && !blank_before && !blank && last_break == "\n" {
                if breaks.is_empty() {
                    out.push(' ');
                }
            } else {
                out.push_str(last_break);
            }
            out.push_str(&breaks);
            breaks.clear();
            blank_before = blank;
            let from = self.at;
            self.skip_line_text();
            out.push_str(&self.text[from..self.at]);
            last_break = match self.break_width(self.at) {
                0 => "",
                width => self.pass_break(width),
            };
            end = self.scan_block_breaks(&mut indent, &mut breaks)?;
        }
        if chomping != Chomping::Strip {
            out.push_str(last_break);
        }
        if chomping == Chomping::Keep {
            out.push_str(&breaks);
        }
        let style = if literal { Style::Literal } else { Style::Folded };
        self.push(TokenKind::Scalar(Cow::Owned(out), style), start);
        let end = self.position(end);
        if let Some(token) = self.tokens.back_mut() {
            token.end = end;
        }
        Ok(())
    }

    /// Reads the indicators after `|` or `>` in either order, up to and with the line break. No digit gives 0. A comment is one
    /// on the token at `token_at`.
    fn scan_block_header(&mut self, token_at: u32) -> Result<(Chomping, usize), Error> {
        let mut chomping = self.scan_chomping();
        let increment = match self.byte(self.at) {
            b'0' => return Err(self.error("found an indentation indicator equal to 0")),
            digit @ b'1'..=b'9' => {
                self.at += 1;
                usize::from(digit - b'0')
            }
            _ => 0,
        };
        if chomping.is_none() && increment > 0 {
            chomping = self.scan_chomping();
        }
        self.scan_line_comment(token_at);
        self.end_of_line()?;
        Ok((chomping.unwrap_or(Chomping::Clip), increment))
    }

    fn scan_chomping(&mut self) -> Option<Chomping> {
        let chomping = match self.byte(self.at) {
            b'+' => Chomping::Keep,
            b'-' => Chomping::Strip,
            _ => return None,
        };
        self.at += 1;
        Some(chomping)
    }

    /// Passes indentation and empty lines, and finds the indentation where it is not known (0). Gives the offset after
    /// the last line break.
    fn scan_block_breaks(&mut self, indent: &mut usize, breaks: &mut String) -> Result<usize, Error> {
        let mut end = self.at;
        let mut widest = 0;
        loop {
            while (*indent == 0 || self.column() < *indent) && self.byte(self.at) == b' ' {
                self.at += 1;
            }
            widest = widest.max(self.column());
            if (*indent == 0 || self.column() < *indent) && self.byte(self.at) == b'\t' {
                return Err(self.error("found a tab character where an indentation space is expected"));
            }
            match self.break_width(self.at) {
                0 => break,
                width => breaks.push_str(self.pass_break(width)),
            }
            end = self.at;
        }
        if *indent == 0 {
            *indent = widest.max((self.indent + 1).max(1) as usize);
        }
        Ok(end)
    }
}
