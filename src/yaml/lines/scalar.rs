//! Scalars in documents that are read by lines: most are a slice of one line, and the scanner reads the others.

use super::{Lines, Scanner, Sink, Style, Token, TokenKind};

/// The bytes that end a plain scalar, or may.
static MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    (table[b'\n' as usize], table[b'\t' as usize], table[b' ' as usize], table[b':' as usize]) =
        (true, true, true, true);
    table
};

impl<'a> Lines<'a> {
    /// The style of the scalar that begins here; `None` if something else does.
    pub(super) fn style(&self) -> Option<Style> {
        Some(match self.byte()? {
            b'"' => Style::DoubleQuoted,
            b'\'' => Style::SingleQuoted,
            b'-' if !self.is_blank_or_end(self.at + 1) => Style::Plain,
            b'-' | b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%'
            | b'@' | b'`' | b'\t' => return None,
            _ => Style::Plain,
        })
    }

    /// Where the value of the scalar that begins here starts and ends, and where the scalar ends; nothing where it is not a
    /// slice of the line. A plain one ends in front of `: `, a comment or the line's end.
    pub(super) fn scalar(&self, style: Style, flow: bool) -> Option<Option<(usize, usize, usize)>> {
        let (quote, from) = match style {
            Style::Plain => {
                let end = if flow { self.flow_word_end() } else { self.plain_end() }?;
                return Some(Some((self.at, end, end)));
            }
            Style::DoubleQuoted => (b'"', self.at + 1),
            _ => (b'\'', self.at + 1),
        };
        let rest = &self.bytes[from..];
        let found = rest.iter().position(|&byte| byte == quote || byte == b'\n' || byte == b'\\' && quote == b'"');
        let slice = found
            .map(|length| from + length)
            .filter(|&end| self.bytes[end] == quote && (quote == b'"' || self.bytes.get(end + 1) != Some(&b'\'')));
        Some(slice.map(|end| (from, end, end + 1)))
    }

    /// The end of the plain scalar that begins here, as far as it is on this line.
    fn plain_end(&self) -> Option<usize> {
        let (mut at, mut end) = (self.at, self.at);
        loop {
            let rest = self.bytes.get(at..)?;
            let length = rest.iter().position(|&byte| MAY_END[usize::from(byte)]).unwrap_or(rest.len());
            at += length;
            if length > 0 {
                end = at;
            }
            match self.bytes.get(at) {
                Some(b' ') if self.bytes.get(at + 1) != Some(&b'#') => at += 1,
                Some(b':') if !self.is_blank_or_end(at + 1) => {
                    at += 1;
                    end = at;
                }
                Some(b'\t') => return None,
                _ => return Some(end),
            }
        }
    }

    /// Whether the plain scalar that ends on this line goes on: the next line that has anything is further in.
    pub(super) fn goes_on(&self) -> bool {
        let inside = self.open.last().map_or(0, |top| top.indent + 1);
        let mut at = self.at;
        if self.bytes.get(at) != Some(&b'\n') {
            return false;
        }
        loop {
            let line = at + 1;
            at = line;
            while self.bytes.get(at) == Some(&b' ') {
                at += 1;
            }
            match self.bytes.get(at) {
                Some(b'\n') => {}
                None | Some(b'#') => return false,
                Some(b'\t') => return true,
                _ => return at - line >= inside,
            }
        }
    }

    /// Lets the scanner read the scalar that begins here, which is a value, and goes on behind it.
    pub(super) fn odd_scalar(&mut self, out: &mut impl Sink<'a>) -> Option<()> {
        let line = self.line;
        self.scan_scalar(out)?;
        self.awaited = None;
        if self.line > line && self.bytes[self.line_at..self.at].iter().all(|&byte| byte == b' ') {
            self.at = self.line_at;
            return Some(());
        }
        self.end_of_line()
    }

    /// Gives the scalar that begins here as the scanner reads it. It ends here, or in front of what follows it.
    pub(super) fn scan_scalar(&mut self, out: &mut impl Sink<'a>) -> Option<()> {
        let indent = self.open.last()?.indent as isize;
        let (text, offset, dialect) = (self.text, self.offset, self.dialect);
        let scanner = self.scanner.get_or_insert_with(|| Box::new(Scanner::new(text, offset, None, dialect)));
        let (token, at, line) = scanner.scalar_at(self.at, self.line, self.line_at, indent)?;
        let Token { kind: TokenKind::Scalar(value, style), start, end } = token else { return None };
        out.scalar(value, style, start, end);
        if line > self.line {
            self.line_at = memchr::memrchr(b'\n', &self.bytes[..at]).map_or(0, |at| at + 1);
        }
        (self.at, self.line) = (at, line);
        Some(())
    }
}
