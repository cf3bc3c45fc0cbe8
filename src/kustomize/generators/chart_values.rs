//! Values for charts from what a kustomization says: `valuesInline`, laid over a values file or under it, as the values that
//! Helm would read from the file that Kustomize writes for it.

use crate::go::strconv::{parse_float, parse_int};
use crate::go::{List, Map, Value};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, Scalar, Tag};
use smol_str::SmolStr;
use std::collections::HashMap;

/// A value of another sort than the one that it is to be laid over.
#[derive(Clone, Debug)]
pub(super) struct Misfit {
    /// What is wrong, in Kustomize's words.
    pub(super) sentence: String,
    /// The value on top.
    pub(super) origin: Span,
}

/// Lays values over others as Kustomize merges nodes without a schema: mappings are merged, lists and scalars replaced, and
/// what is null on top is gone. `$patch: delete` and `$patch: replace` do what they do in patches.
pub(super) fn overlay(base: &mut Tree, top: &Tree) -> Result<(), Misfit> {
    let Some(top) = top.as_mapping() else { return Ok(()) };
    if base.is_null() {
        base.content = Content::Mapping(Mapping::default());
    }
    if let Some(base) = base.as_mapping_mut() { overlay_mapping(base, top) } else { Ok(()) }
}

fn overlay_mapping(base: &mut Mapping, top: &Mapping) -> Result<(), Misfit> {
    let places = base.entries.iter().enumerate();
    let places = places.filter_map(|(at, entry)| Some((entry.key.text()?.clone(), at)));
    let mut places: HashMap<SmolStr, usize> = places.collect();
    let mut gone = Vec::new();
    for Entry { key, value } in &top.entries {
        let Some(name) = key.text().filter(|name| *name != "$patch") else { continue };
        let place = places.get(name).copied();
        let old = place.and_then(|at| base.entries.get_mut(at)).map(|entry| &mut entry.value);
        match (old, directive(value)) {
            (_, Directive::Delete) => gone.extend(place),
            (Some(old), Directive::Replace) => *old = without_nulls(value),
            (Some(old), Directive::Merge) => overlay_value(old, value)?,
            (None, _) => {
                places.insert(name.clone(), base.entries.len());
                base.entries.push(Entry { key: key.clone(), value: without_nulls(value) });
            }
        }
    }
    if !gone.is_empty() {
        gone.sort_unstable();
        let mut at = 0..;
        base.entries.retain(|_| at.next().is_none_or(|at| gone.binary_search(&at).is_err()));
    }
    Ok(())
}

fn overlay_value(old: &mut Tree, top: &Tree) -> Result<(), Misfit> {
    if old.is_null() {
        *old = without_nulls(top);
        return Ok(());
    }
    match (&mut old.content, &top.content) {
        (Content::Mapping(base), Content::Mapping(top)) => overlay_mapping(base, top),
        (Content::Sequence(_), Content::Sequence(_)) | (Content::Scalar(_), Content::Scalar(_)) => {
            *old = top.clone();
            Ok(())
        }
        (base, over) => {
            // The sort that counts is that of what lies below.
            let (wanted, found) = (sort(base), sort(over));
            let sentence = format!("could not merge values: wrong node kind: expected {wanted} but got {found}");
            Err(Misfit { sentence, origin: top.origin })
        }
    }
}

fn sort(content: &Content) -> &'static str {
    match content {
        Content::Mapping(_) => "MappingNode",
        Content::Sequence(_) => "SequenceNode",
        Content::Scalar(_) | Content::Alias(_) => "ScalarNode",
    }
}

enum Directive {
    Merge,
    Replace,
    Delete,
}

fn directive(value: &Tree) -> Directive {
    match value.get("$patch").and_then(Tree::text).map(SmolStr::as_str) {
        _ if value.is_null() => Directive::Delete,
        Some("delete") => Directive::Delete,
        Some("replace") => Directive::Replace,
        _ => Directive::Merge,
    }
}

/// A value that is added: the nulls in its mappings are gone.
fn without_nulls(value: &Tree) -> Tree {
    let Some(mapping) = value.as_mapping() else { return value.clone() };
    let kept = mapping.entries.iter().filter(|entry| !matches!(directive(&entry.value), Directive::Delete));
    let kept = kept.filter(|entry| entry.key.text().is_none_or(|name| name != "$patch"));
    let entries = kept.map(|entry| Entry { key: entry.key.clone(), value: without_nulls(&entry.value) }).collect();
    Tree::new(Content::Mapping(Mapping { entries, flow: mapping.flow }), value.origin)
}

/// The values that a reader of the tree's YAML gets: numbers are floats, the last of equal keys counts.
pub(super) fn to_map(tree: &Tree) -> Map {
    let entries = tree.as_mapping().map_or([].as_slice(), |mapping| &mapping.entries);
    Map::from_iter(entries.iter().filter_map(|entry| Some((entry.key.text()?.as_str(), to_value(&entry.value)))))
}

fn to_value(tree: &Tree) -> Value {
    match &tree.content {
        Content::Mapping(_) => Value::Map(to_map(tree)),
        Content::Sequence(sequence) => Value::List(List::new(sequence.items.iter().map(to_value).collect())),
        Content::Scalar(scalar) => scalar_value(scalar),
        Content::Alias(_) => Value::Nil,
    }
}

fn scalar_value(scalar: &Scalar) -> Value {
    let text = || Value::str(scalar.text.as_str());
    match scalar.meaning() {
        Tag::Null => Value::Nil,
        // YAML 1.1 has eleven spellings of each; the first letters tell them apart.
        Tag::Bool => {
            let lower = scalar.text.to_ascii_lowercase();
            Value::Bool(matches!(lower.as_str(), "y" | "yes" | "true" | "on"))
        }
        Tag::Int | Tag::Float => {
            let plain = scalar.text.replace('_', "");
            let whole = parse_int(plain.as_bytes(), 0, 64).map(|number| number as f64);
            whole.or_else(|_| parse_float(plain.as_bytes())).map_or_else(|_| text(), Value::Float)
        }
        _ => text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::json;
    use crate::source::SourceId;

    fn tree(text: &str) -> Tree {
        crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0)
    }

    fn merged(base: &str, top: &str) -> String {
        let mut base = tree(base);
        match overlay(&mut base, &tree(top)) {
            Ok(()) => json::encode(&Value::Map(to_map(&base)), json::Options::default()).expect("JSON"),
            Err(misfit) => misfit.sentence,
        }
    }

    #[test]
    fn mappings_are_merged_and_the_rest_is_replaced() {
        assert_eq!(
            merged("a: {b: 1, c: 2}\nl: [1, 2]", "a: {b: 3}\nl: [9]\nn: x"),
            r#"{"a":{"b":3,"c":2},"l":[9],"n":"x"}"#
        );
    }

    #[test]
    fn nulls_on_top_take_away_and_nulls_below_stay() {
        assert_eq!(
            merged("a: 1\nb: {c: 1}\nd: null", "a: null\nb: {c: null}\ne: {f: null, g: 1}"),
            r#"{"b":{},"d":null,"e":{"g":1}}"#
        );
        assert_eq!(merged("a: {b: 1}", "a: {$patch: delete}"), "{}");
        assert_eq!(merged("a: {b: 1}", "a: {$patch: replace, c: 2}"), r#"{"a":{"c":2}}"#);
    }

    #[test]
    fn values_of_different_sorts_do_not_merge() {
        assert!(merged("a: {b: 1}", "a: 1").contains("wrong node kind: expected MappingNode"));
    }
}
