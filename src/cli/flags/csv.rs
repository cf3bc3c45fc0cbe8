//! One record of comma-separated values, by the rules and with the errors of Go's `encoding/csv`, which list flags
//! go through: `a,b`, `"a,b",c`, `"say ""hi"""`. Only the first record of a text counts, as in pflag.

use std::borrow::Cow;
use std::fmt;

/// Why a text is no record. Line and column (in bytes) count from 1, as Go prints them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Error {
    /// There is no record: the text holds nothing but line breaks.
    Empty,
    /// A quote in a field that did not begin with one.
    BareQuote { line: usize, column: usize },
    /// Text after a closing quote, or no closing quote.
    Quote { start: usize, line: usize, column: usize },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Error::Empty => f.write_str("EOF"),
            Error::BareQuote { line, column } => {
                write!(f, r#"parse error on line {line}, column {column}: bare " in non-quoted-field"#)
            }
            Error::Quote { start, line, column } => {
                match start == line {
                    true => write!(f, "parse error on line {line}, column {column}")?,
                    false => write!(f, "record on line {start}; parse error on line {line}, column {column}")?,
                }
                f.write_str(r#": extraneous or missing " in quoted-field"#)
            }
        }
    }
}

/// The fields of the first record of `text`. Empty lines before it are skipped.
pub(crate) fn record(text: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    let text = with_plain_line_breaks(text);
    let mut lines = Lines { rest: &text, number: 0 };
    let mut line = loop {
        let line = lines.next().ok_or(Error::Empty)?;
        if line != b"\n" {
            break line;
        }
    };
    let start = lines.number;
    let mut fields = Vec::new();
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        if rest.first() != Some(&b'"') {
            let length = rest.iter().position(|&byte| byte == b',');
            let field = &rest[..length.unwrap_or(rest.len())];
            let field = field.strip_suffix(b"\n").unwrap_or(field);
            if let Some(quote) = field.iter().position(|&byte| byte == b'"') {
                return Err(Error::BareQuote { line: lines.number, column: at + quote + 1 });
            }
            fields.push(field.to_vec());
            match length {
                Some(length) => at += length + 1,
                None => return Ok(fields),
            }
            continue;
        }
        let (field, end) = quoted_field(&mut lines, line, at, start)?;
        fields.push(field);
        match end {
            Some((next_line, next)) => (line, at) = (next_line, next),
            None => return Ok(fields),
        }
    }
}

/// A line and the place in it where the next field begins.
type Place<'a> = (&'a [u8], usize);

/// Reads the quoted field that begins at `at`, which may go on over several lines, and says where the next one begins.
fn quoted_field<'a>(
    lines: &mut Lines<'a>,
    mut line: &'a [u8],
    mut at: usize,
    start: usize,
) -> Result<(Vec<u8>, Option<Place<'a>>), Error> {
    let mut field = Vec::new();
    at += 1;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let Some(quote) = rest.iter().position(|&byte| byte == b'"') else {
            field.extend_from_slice(rest);
            let end = Error::Quote { start, line: lines.number, column: line.len() + 1 };
            line = lines.next().ok_or(end)?;
            at = 0;
            continue;
        };
        field.extend_from_slice(&rest[..quote]);
        at += quote + 1;
        match line.get(at) {
            Some(b'"') => {
                field.push(b'"');
                at += 1;
            }
            Some(b',') => return Ok((field, Some((line, at + 1)))),
            None | Some(b'\n') => return Ok((field, None)),
            Some(_) => return Err(Error::Quote { start, line: lines.number, column: at }),
        }
    }
}

/// Go's reader takes `\r\n` for `\n` everywhere, in quotes too, and drops a `\r` at the very end.
fn with_plain_line_breaks(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let kept = text.iter().enumerate();
    let kept = kept.filter(|&(at, &byte)| byte != b'\r' || text.get(at + 1).is_some_and(|&next| next != b'\n'));
    Cow::Owned(kept.map(|(_, &byte)| byte).collect())
}

/// The lines of a text with their `\n`.
struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let end = memchr::memchr(b'\n', self.rest).map_or(self.rest.len(), |at| at + 1);
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Result<Vec<String>, String> {
        match record(text.as_bytes()) {
            Ok(fields) => Ok(fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn commas_split_and_spaces_stay() {
        assert_eq!(fields("a,b"), Ok(vec!["a".into(), "b".into()]));
        assert_eq!(fields(" a , b"), Ok(vec![" a ".into(), " b".into()]));
        assert_eq!(fields("a,"), Ok(vec!["a".into(), String::new()]));
        assert_eq!(fields(","), Ok(vec![String::new(), String::new()]));
    }

    #[test]
    fn quotes_hold_commas_quotes_and_line_breaks() {
        assert_eq!(fields(r#""a,b",c"#), Ok(vec!["a,b".into(), "c".into()]));
        assert_eq!(fields(r#""say ""hi""""#), Ok(vec![r#"say "hi""#.into()]));
        assert_eq!(fields("\"a\r\nb\",c\r"), Ok(vec!["a\nb".into(), "c".into()]));
    }

    #[test]
    fn only_the_first_record_counts() {
        assert_eq!(fields("a\nb"), Ok(vec!["a".into()]));
        assert_eq!(fields("\na"), Ok(vec!["a".into()]));
        assert_eq!(fields("\n"), Err("EOF".into()));
    }

    #[test]
    fn errors_are_worded_as_in_go() {
        assert_eq!(fields(r#"a"b"#), Err(r#"parse error on line 1, column 2: bare " in non-quoted-field"#.into()));
        let quoted = r#"parse error on line 1, column 3: extraneous or missing " in quoted-field"#;
        assert_eq!(fields(r#""a"x"#), Err(quoted.into()));
        let unclosed = r#"record on line 1; parse error on line 2, column 2: extraneous or missing " in quoted-field"#;
        assert_eq!(fields("\"a\n\n"), Err(unclosed.into()));
        let third = r#"parse error on line 3, column 3: extraneous or missing " in quoted-field"#;
        assert_eq!(fields("\n\n\"a"), Err(third.into()));
    }
}
