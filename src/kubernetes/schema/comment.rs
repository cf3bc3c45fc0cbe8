//! Schemas that comments of a field hold, as kyaml's field metadata has it: JSON behind the `#`. A comment that is anything
//! else says nothing.

use super::document::Reader;
use super::graph::Graph;
use crate::source::SourceId;
use crate::yaml;
use smol_str::SmolStr;
use std::collections::HashMap;

/// The graph with the types of these comments, and their places. Nothing where no comment holds one.
pub(super) fn read<'c>(
    base: &Graph,
    comments: impl Iterator<Item = &'c str>,
) -> Option<(Graph, HashMap<SmolStr, u32>)> {
    let mut schemas = HashMap::new();
    for comment in comments {
        if let Some(text) = json(comment) {
            let tree = yaml::read_configuration(text.as_bytes(), SourceId::UNKNOWN).ok().flatten();
            schemas.extend(tree.map(|tree| (SmolStr::new(comment), tree)));
        }
    }
    if schemas.is_empty() {
        return None;
    }
    let mut reader = Reader::onto(base);
    let mut named: Vec<_> = schemas.iter().collect();
    named.sort_by_key(|(comment, _)| comment.as_str());
    let places = named.into_iter().map(|(comment, schema)| (comment.clone(), reader.place_or_unknown(schema)));
    let places = places.collect();
    Some((reader.finish(), places))
}

/// The JSON object that a comment holds, unless it is empty.
fn json(comment: &str) -> Option<&str> {
    let text = comment.trim_start_matches('#').trim();
    let object: serde_json::Map<String, serde_json::Value> =
        text.starts_with('{').then(|| serde_json::from_str(text).ok()).flatten()?;
    (!object.is_empty()).then_some(text)
}

/// Whether a text may hold such a comment.
pub(crate) fn may_be_in(text: &[u8]) -> bool {
    memchr::memchr_iter(b'#', text).any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.iter().find(|byte| !matches!(byte, b' ' | b'#')) == Some(&b'{')
    })
}
