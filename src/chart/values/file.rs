//! Values files: one or more YAML documents, each a map, merged in order.

use super::tree::merge_maps;
use crate::chart::Error;
use crate::go::Map;
use crate::source::{SourceId, Span};
use crate::yaml::{self, Decoding, separators};
use std::borrow::Cow;
use std::ops::Range;

/// Reads the text of a values file. The error's sentence is Helm's without the file's name.
pub fn read_values(text: &[u8], source: SourceId) -> Result<Map, Error> {
    let mut merged: Option<Map> = None;
    for range in separators::documents(text) {
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
    let shown = String::from_utf8_lossy(separators::after_separator(&text[line.clone()]));
    let sentence = format!("error reading yaml document: invalid Yaml document separator: {shown}");
    Error::new("values::yaml", sentence).at(Some(Span::new(source, line)), "nothing but a comment may follow here")
}

/// A document always ends in a line break, as a block scalar at its end can tell.
fn ended(text: &[u8]) -> Cow<'_, [u8]> {
    if text.ends_with(b"\n") { Cow::Borrowed(text) } else { Cow::Owned([text, b"\n"].concat()) }
}
