//! Values files: one or more YAML documents, each a map, merged in order.

use super::tree::merge_maps;
use crate::chart::Error;
use crate::go::Map;
use crate::source::{SourceId, Span};
use crate::yaml::{self, Decoding};
use std::borrow::Cow;
use std::ops::Range;

/// Reads the text of a values file. The error's sentence is Helm's without the file's name.
pub fn read_values(text: &[u8], source: SourceId) -> Result<Map, Error> {
    let mut merged: Option<Map> = None;
    for range in documents(text) {
        let range = range.map_err(|line| bad_separator(text, line, source))?;
        let document = ended(&text[range.clone()]);
        let values = yaml::decode_map(&document, Decoding::default()).map_err(|error| {
            let place =
                error.range().map(|found| Span::new(source, range.start + found.start..range.start + found.end));
            let sentence = format!("cannot unmarshal yaml document: {}", error.message());
            Error::new("values::yaml", sentence).at(place, "")
        })?;
        merged = Some(match merged {
            Some(merged) => merge_maps(&merged, &values),
            None => values,
        });
    }
    Ok(merged.unwrap_or_default())
}

fn bad_separator(text: &[u8], line: Range<usize>, source: SourceId) -> Error {
    let shown = String::from_utf8_lossy(text[line.clone()].trim_ascii());
    let shown = shown.trim_start_matches("---").trim();
    let sentence = format!("error reading yaml document: invalid Yaml document separator: {shown}");
    Error::new("values::yaml", sentence).at(Some(Span::new(source, line)), "nothing but a comment may follow here")
}

/// A document always ends in a line break, as a block scalar at its end can tell.
fn ended(text: &[u8]) -> Cow<'_, [u8]> {
    if text.ends_with(b"\n") { Cow::Borrowed(text) } else { Cow::Owned([text, b"\n"].concat()) }
}

/// Where the documents are, split at lines of `---` with nothing or a comment behind it. Like Helm's reader this looks
/// at lines alone, so such a line ends a document inside of a block scalar too.
/// A line that starts with `---` and goes on is an error, given by its range, and loses the document in front of it.
fn documents(text: &[u8]) -> Vec<Result<Range<usize>, Range<usize>>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if let Some(rest) = line.strip_prefix(b"---") {
            let rest = rest.trim_ascii();
            if !rest.is_empty() && !rest.starts_with(b"#") {
                found.push(Err(at..at + line.len()));
                return found;
            }
            // A separator at the start of a document belongs to it.
            if at > start {
                found.push(Ok(start..at));
                start = at + line.len();
            }
        }
        at += line.len();
    }
    if start < text.len() {
        found.push(Ok(start..text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        documents(text.as_bytes()).into_iter().flatten().map(|range| &text[range]).collect()
    }

    #[test]
    fn documents_are_split_at_separator_lines() {
        assert_eq!(parts("a: 1\n---\nb: 2\n"), ["a: 1\n", "b: 2\n"]);
        assert_eq!(parts("---\na: 1\n--- # more\nb: 2"), ["---\na: 1\n", "b: 2"]);
        assert_eq!(documents(b"a: 1\n--- b: 2\n"), [Err(5..14)]);
        assert_eq!(parts("---\n---\na: 1\n"), ["---\n", "a: 1\n"]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }
}
