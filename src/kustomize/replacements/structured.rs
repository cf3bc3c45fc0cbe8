//! Fields whose text is itself a document, JSON or YAML: a replacement's path may lead on into it, and the text is written
//! anew with the value in its place.

use super::matching::{Shape, Walk, parse};
use super::path::{PathError, lookup, lookup_mut, node_value};
use crate::go::json;
use crate::source::Span;
use crate::yaml::tree::Content;
use crate::yaml::{self, Commented, Indentation, Tree};

/// Calls `put` on what `path` means within the first text on its way that is a document. False where there is none, or
/// where the path leads nowhere in it: it is then one of the object itself.
pub(super) fn set(
    object: &mut Tree,
    path: &[String],
    create: Option<Shape>,
    origin: Span,
    put: &mut dyn FnMut(&mut Tree) -> Result<(), PathError>,
) -> bool {
    let Some((length, mut document)) = find(object, path) else { return false };
    let (outer, inner) = path.split_at(length);
    let found = Walk { create, origin, set: put }.visit(&mut document.tree, inner);
    let (Ok(1..), Ok(Some(field))) = (found, lookup_mut(object, outer)) else { return false };
    let Some(text) = written(&document, node_value(field)) else { return false };
    if let Content::Scalar(scalar) = &mut field.content {
        scalar.text = text.into();
        field.origin = origin;
    }
    true
}

/// The first text on the way of a path that is a document, and the length of the path to it.
fn find(object: &Tree, path: &[String]) -> Option<(usize, Commented)> {
    (1..path.len()).find_map(|length| {
        let field = lookup(object, &path[..length]).ok()??;
        let text = field.text()?;
        Some((length, parse(text).ok()?))
    })
}

/// A document as text, JSON if the one before it was.
fn written(document: &Commented, before: &str) -> Option<String> {
    match before.trim().chars().next()? {
        '{' | '[' => {
            let indent = (before.contains('\n') && before.contains("  ")).then_some(("", "  "));
            json::encode(&document.tree.to_value().ok()?, json::Options { indent, ..json::Options::default() }).ok()
        }
        _ => Some(yaml::write_commented(document, Indentation::Compact).trim().to_owned()),
    }
}
