//! `$patch`: what an author asks of the merge at a place of a patch, in a mapping or as an item of a list.

use super::{Cause, MergeError, Result};
use crate::yaml::Tree;
use smol_str::SmolStr;

/// The key of directives.
const KEY: &str = "$patch";

/// What a patch asks for at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    /// What the target has is removed.
    Delete,
    /// The patch takes its place.
    Replace,
    /// The patch is laid over it.
    Merge,
}

/// What a mapping asks for. The directive is taken out.
pub(super) fn take_from_mapping(patch: &mut Tree) -> Result<Directive> {
    let Some(mapping) = patch.as_mapping_mut() else { return Ok(Directive::Merge) };
    let Some(place) = mapping.position(KEY) else { return Ok(Directive::Merge) };
    let directive = mapping.entries.get(place).map_or(Ok(Directive::Merge), |entry| named(&entry.value))?;
    mapping.entries.remove(place);
    Ok(directive)
}

/// What a list asks for by an item that holds nothing else. That item is taken out, and with it all that ask the same for
/// themselves and what is null or empty.
pub(super) fn take_from_items(patch: &mut Vec<Tree>) -> Result<Directive> {
    let Some(item) = patch.iter().find(|item| item.get(KEY).is_some()) else { return Ok(Directive::Merge) };
    if item.as_mapping().is_none_or(|mapping| mapping.entries.len() > 1) {
        return Ok(Directive::Merge);
    }
    let Some(value) = item.get(KEY) else { return Ok(Directive::Merge) };
    let (directive, text) = (named(value)?, value.text().cloned());
    patch.retain(|item| {
        let is_empty = item.is_null() || item.as_mapping().is_some_and(|mapping| mapping.is_empty());
        !is_empty && item.get(KEY).is_none_or(|value| value.text() != text.as_ref())
    });
    Ok(directive)
}

/// Whether an item asks to take the place of the target's.
pub(in crate::resource) fn replaces(patch: &Tree) -> bool {
    patch.get(KEY).and_then(Tree::text).is_some_and(|text| text == "replace")
}

/// Takes the directives out of a mapping and of the mappings in it.
pub(super) fn forget(patch: &mut Tree) {
    let Some(mapping) = patch.as_mapping_mut() else { return };
    mapping.entries.retain(|entry| entry.key.text().is_none_or(|key| key != KEY) || named(&entry.value).is_err());
    mapping.entries.iter_mut().for_each(|entry| forget(&mut entry.value));
}

fn named(value: &Tree) -> Result<Directive> {
    match value.text().map(SmolStr::as_str) {
        Some("delete") => Ok(Directive::Delete),
        Some("replace") => Ok(Directive::Replace),
        Some("merge") => Ok(Directive::Merge),
        other => {
            let cause = Cause::Directive(other.unwrap_or_default().into());
            Err(MergeError { cause, span: value.origin })
        }
    }
}
