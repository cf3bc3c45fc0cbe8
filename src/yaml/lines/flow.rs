//! Flow collections: lists, and maps whose entries all are a key and a value. Scalars in them stand on one line.

use super::{Lines, MAX_DEPTH, Mark, Sink, Style};
use std::borrow::Cow;

impl<'a> Lines<'a> {
    /// Reads the flow collection that begins here, inside of `depth` others.
    pub(super) fn flow_collection(&mut self, out: &mut impl Sink<'a>, depth: usize) -> Option<()> {
        if depth == MAX_DEPTH / 4 {
            return None;
        }
        let mapping = self.byte() == Some(b'{');
        self.take_indicator(
            out,
            match mapping {
                true => Mark::MappingStart(Style::Flow),
                false => Mark::SequenceStart(Style::Flow),
            },
        );
        let close = if mapping { b'}' } else { b']' };
        let mut first = true;
        loop {
            self.skip_flow_space()?;
            match self.byte()? {
                byte if byte == close && first => break,
                _ => self.flow_entry(out, mapping, depth)?,
            }
            first = false;
            self.skip_flow_space()?;
            match self.byte()? {
                b',' => self.at += 1,
                byte if byte == close => break,
                _ => return None,
            }
        }
        self.take_indicator(out, if mapping { Mark::MappingEnd } else { Mark::SequenceEnd });
        Some(())
    }

    /// Passes spaces and line breaks between tokens.
    fn skip_flow_space(&mut self) -> Option<()> {
        loop {
            self.skip_spaces();
            match self.byte()? {
                b'\n' => self.pass_break(),
                // At a line's beginning these can end the document.
                b'-' | b'.' | b'%' if self.at == self.line_at => return None,
                _ => return Some(()),
            }
        }
    }

    /// Gives the event whose token is the one byte here.
    fn take_indicator(&mut self, out: &mut impl Sink<'a>, mark: Mark) {
        let start = self.place();
        self.at += 1;
        self.push(out, mark, start, self.at);
    }

    fn flow_entry(&mut self, out: &mut impl Sink<'a>, mapping: bool, depth: usize) -> Option<()> {
        if mapping {
            self.flow_scalar(out)?;
            self.skip_spaces();
            // What is not a blank behind a colon can mean many things.
            if self.byte() != Some(b':') || self.bytes.get(self.at + 1) != Some(&b' ') {
                return None;
            }
            self.at += 1;
            self.skip_spaces();
        }
        match self.byte()? {
            b'[' | b'{' => self.flow_collection(out, depth + 1),
            _ => self.flow_scalar(out),
        }
    }

    fn flow_scalar(&mut self, out: &mut impl Sink<'a>) -> Option<()> {
        let (start, style) = (self.place(), self.style()?);
        let Some((from, to, end)) = self.scalar(style, true)? else {
            let line = self.line;
            self.scan_scalar(out)?;
            return (self.line == line).then_some(());
        };
        out.scalar(Cow::Borrowed(&self.text[from..to]), style, start, self.position(end));
        self.at = end;
        Some(())
    }

    /// The end of the plain scalar that begins here in a flow collection.
    pub(super) fn flow_word_end(&self) -> Option<usize> {
        let (mut at, mut end) = (self.at, self.at);
        loop {
            match *self.bytes.get(at)? {
                b',' | b']' | b'}' => break,
                b'\n' | b'\t' | b'?' | b'[' | b'{' => return None,
                b' ' => {
                    at += 1;
                    if self.bytes.get(at) == Some(&b'#') {
                        return None;
                    }
                    continue;
                }
                b':' if self.is_blank_or_end(at + 1) => break,
                _ => at += 1,
            }
            end = at;
        }
        (end > self.at).then_some(end)
    }
}
