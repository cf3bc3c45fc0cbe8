//! What a merge gives, as facts. Lists and texts are compared as JSON-like text.

use super::*;
use crate::source::SourceId;
use std::fmt::Write;

/// Reads one document.
pub(in crate::resource) fn read(text: &str) -> Tree {
    crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML").remove(0)
}

/// A tree on one line, keys in order; texts in quotes.
pub(in crate::resource) fn print(tree: &Tree) -> String {
    let mut text = String::new();
    match &tree.content {
        Content::Mapping(mapping) => {
            let mut entries: Vec<_> = mapping.entries.iter().collect();
            entries.sort_by_key(|entry| entry.key.text().cloned());
            let entries: Vec<_> = entries
                .into_iter()
                .map(|entry| format!("{}: {}", entry.key.text().map_or("", |key| key), print(&entry.value)))
                .collect();
            let _ = write!(text, "{{{}}}", entries.join(", "));
        }
        Content::Sequence(sequence) => {
            let items: Vec<_> = sequence.items.iter().map(print).collect();
            let _ = write!(text, "[{}]", items.join(", "));
        }
        Content::Scalar(scalar) if scalar.meaning() == Tag::Str => {
            let _ = write!(text, "'{}'", scalar.text);
        }
        Content::Scalar(scalar) => text.push_str(&scalar.text),
        Content::Alias(name) => text.push_str(name),
    }
    text
}

fn merged(target: &str, patch: &str) -> String {
    let mut target = read(target);
    match merge(&read(patch), &mut target, &Schema::builtin()) {
        Ok(Outcome::Kept) => print(&target),
        Ok(Outcome::Deleted) => String::from("deleted"),
        Err(error) => error.to_string(),
    }
}

/// A pod with containers, and what is left of them.
fn containers(target: &str, patch: &str) -> String {
    let pod = |containers: &str| format!("{{apiVersion: v1, kind: Pod, spec: {{containers: {containers}}}}}");
    let merged = merged(&pod(target), &pod(patch));
    let inner = merged.strip_prefix("{apiVersion: 'v1', kind: 'Pod', spec: {containers: ");
    inner.and_then(|inner| inner.strip_suffix("}}")).map_or(merged.clone(), str::to_owned)
}

#[test]
fn a_whole_object_is_not_replaced() {
    assert_eq!(merged("{a: 1}", "{$patch: replace, b: 2}"), "{a: 1}");
    assert_eq!(merged("{a: {b: 1}}", "{a: {$patch: replace, c: 2}}"), "{a: {c: 2}}");
    assert_eq!(merged("{a: 1}", "{$patch: replace, b: {$patch: odd}}"), "unknown patch strategy 'odd'");
}

#[test]
fn a_patch_adds_changes_and_removes() {
    assert_eq!(merged("{a: 1, b: {c: 2, d: 3}}", "{b: {c: 4, d: null, e: 5}, f: 6}"), "{a: 1, b: {c: 4, e: 5}, f: 6}");
    assert_eq!(merged("{a: [1, 2]}", "{a: [3]}"), "{a: [3]}");
    assert_eq!(merged("{a: {b: 1}}", "{a: null}"), "{}");
    assert_eq!(merged("{a: 1}", "{b: {c: null, d: {e: null}}}"), "{a: 1, b: {d: {}}}");
}

#[test]
fn a_null_of_the_target_stays_where_it_is_written() {
    assert_eq!(merged("a: null\nb: ~\nc:\nd: 1\n", "{e: 1}"), "{a: null, b: ~, d: 1, e: 1}");
}

#[test]
fn a_value_takes_over_the_quotes_of_the_old_one() {
    assert_eq!(merged("{a: '1', b: 2}", "{a: 3, b: '4'}"), "{a: '3', b: '4'}");
}

#[test]
fn directives_delete_and_replace() {
    assert_eq!(merged("{a: {b: 1}, c: 2}", "{a: {$patch: delete}}"), "{c: 2}");
    assert_eq!(merged("{a: {b: 1}, c: 2}", "{a: {$patch: replace, d: 3}}"), "{a: {d: 3}, c: 2}");
    assert_eq!(merged("{a: {b: 1}}", "{a: {$patch: merge, d: 3}}"), "{a: {b: 1, d: 3}}");
    assert_eq!(merged("{a: 1}", "{$patch: delete}"), "deleted");
    assert_eq!(merged("{a: {b: 1}}", "{a: {$patch: drop}}"), "unknown patch strategy 'drop'");
}

#[test]
fn patch_and_target_have_to_be_of_one_shape() {
    assert_eq!(merged("{a: {b: 1}}", "{a: 1}"), "wrong node kind: expected MappingNode but got ScalarNode");
    assert_eq!(merged("{a: 1}", "{a: [1]}"), "wrong node kind: expected ScalarNode but got SequenceNode");
}

#[test]
fn new_items_come_first_and_known_ones_are_merged() {
    let target = "[{name: a, image: x}, {name: b, image: y}]";
    let merged = containers(target, "[{name: b, tty: true}, {name: c}]");
    assert_eq!(merged, "[{image: 'y', name: 'b', tty: true}, {name: 'c'}, {image: 'x', name: 'a'}]");
}

#[test]
fn items_are_deleted_and_lists_replaced() {
    let target = "[{name: a}, {name: b}]";
    assert_eq!(containers(target, "[{name: a, $patch: delete}]"), "[{name: 'b'}]");
    assert_eq!(containers(target, "[{$patch: replace}, {name: c}]"), "[{name: 'c'}]");
    assert_eq!(containers(target, "[{$patch: delete}]"), "{apiVersion: 'v1', kind: 'Pod', spec: {}}");
}

#[test]
fn an_item_without_its_key_empties_the_list() {
    assert_eq!(containers("[{name: a}]", "[{image: x}]"), "[]");
}

#[test]
fn ports_are_told_apart_by_number_and_protocol() {
    let pod = |ports: &str| format!("[{{name: a, ports: {ports}}}]");
    let target = "[{containerPort: 80, protocol: TCP}, {containerPort: 80, protocol: UDP}]";
    let merged = containers(
        &pod(target),
        &pod("[{containerPort: 80, protocol: UDP, name: d}, {containerPort: 81, protocol: TCP}]"),
    );
    assert_eq!(
        merged,
        "[{name: 'a', ports: [{containerPort: 81, protocol: 'TCP'}, {containerPort: 80, protocol: 'TCP'}, \
         {containerPort: 80, name: 'd', protocol: 'UDP'}]}]"
    );
}

#[test]
fn texts_of_a_merged_list_are_a_set() {
    let of = |list: &str| format!("{{apiVersion: v1, kind: Pod, metadata: {{finalizers: {list}}}}}");
    let merged = merged(&of("[a, b, a]"), &of("[c, b]"));
    assert_eq!(merged, "{apiVersion: 'v1', kind: 'Pod', metadata: {finalizers: ['c', 'b', 'a']}}");
}

#[test]
fn what_the_patch_sets_is_known_by_its_place() {
    let mut target = read("{a: 1}");
    let mut patch = read("{b: 2}");
    let value = patch.get_mut("b").expect("it is there");
    value.origin = Span { source: SourceId::UNKNOWN, start: 77, end: 78 };
    merge(&patch, &mut target, &Schema::builtin()).expect("they fit");
    assert_eq!(target.get("b").map(|value| value.origin.start), Some(77));
}

#[test]
fn long_lists_without_keys_are_refused_in_good_time() {
    assert_eq!(containers(&format!("[{}]", ["{image: x}"; 10].join(",")), "[{name: a}]"), "[{image: 'x'}]");
    let ports: Vec<String> = (0..9_000).map(|port| format!("{{containerPort: {port}}}")).collect();
    let refused = containers(&format!("[{{name: a, ports: [{}]}}]", ports.join(",")), "[{name: a, ports: []}]");
    assert_eq!(refused, "a list of items without merge keys is too long to be merged");
}
