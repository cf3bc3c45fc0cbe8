//! Changes against texts of every layout: what they give to the byte, and, for texts made at random, that nothing else
//! changes.

use super::{Document, Piece, Step};
use crate::kustomize::Result;
use crate::yaml::Tree;
use crate::yaml::tree::{NOWHERE, Tag};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn text(value: &str) -> Tree {
    Tree::string(value, NOWHERE)
}

fn changed(text: &str, change: impl FnOnce(&mut Document) -> Result<()>) -> String {
    let outcome = Document::read(text.as_bytes(), NOWHERE.source).and_then(|mut document| {
        change(&mut document)?;
        document.finish()
    });
    outcome.unwrap_or_else(|error| error.message.clone())
}

fn append(document: &mut Document, key: &str, values: &[&str]) -> Result<()> {
    document.append(&[], key, values.iter().map(|value| Piece::from(text(value))).collect())
}

fn image(name: &str, tag: &str) -> Tree {
    let mut image = Tree::mapping(NOWHERE);
    if let Some(mapping) = image.as_mapping_mut() {
        mapping.push("name", text(name));
        mapping.push("newTag", text(tag));
    }
    image
}

#[test]
fn items_go_to_the_end_of_a_list_in_its_layout() {
    let cases = [
        ("resources:\n- a # x\n# - b\nkind: K\n", "resources:\n- a # x\n- c\n# - b\nkind: K\n"),
        ("resources:\n  - a\n  - \"b\"\n", "resources:\n  - a\n  - \"b\"\n  - c\n"),
        ("resources:\n  -   'a'", "resources:\n  -   'a'\n  -   'c'"),
        ("resources: [a, b] # x\n", "resources: [a, b, c] # x\n"),
        ("resources: [\n  a,\n  b # x\n]\n", "resources: [\n  a,\n  b, # x\n  c\n]\n"),
        ("resources: [\n  a,\n  b, # x\n]\n", "resources: [\n  a,\n  b, # x\n  c,\n]\n"),
        ("resources: []\nkind: K\n", "resources: [c]\nkind: K\n"),
        ("resources: # x\nkind: K\n", "resources: # x\n- c\nkind: K\n"),
        ("resources: ~\nkind: K\n", "resources:\n- c\nkind: K\n"),
        ("Resources:\r\n- a\r\n", "Resources:\r\n- a\r\n- c\r\n"),
        ("", "resources:\n- c\n"),
        ("# only this\n", "# only this\nresources:\n- c\n"),
        ("# only this", "# only this\nresources:\n- c"),
        ("---\n", "---\nresources:\n- c\n"),
        ("kind: K\n\nnamespace: x\n\n# the end\n\n", "kind: K\n\nnamespace: x\n\n# the end\n\nresources:\n- c\n\n"),
        ("kind: K\n\nnamespace: x", "kind: K\n\nnamespace: x\n\nresources:\n- c"),
        ("kind: K\n---\nkind: L\n", "kind: K\nresources:\n- c\n---\nkind: L\n"),
        ("patches:\n  - path: p\n", "patches:\n  - path: p\nresources:\n  - c\n"),
        ("{kind: K}\n", "{kind: K, resources: [c]}\n"),
        ("{}", "{resources: [c]}"),
        ("resources:\n- &x a\n- *x\n", "resources:\n- &x a\n- *x\n- c\n"),
        ("resources:\n- |-\n  a\n\n\nkind: K\n", "resources:\n- |-\n  a\n- c\n\n\nkind: K\n"),
        ("\u{feff}resources:\n- a\n", "\u{feff}resources:\n- a\n- c\n"),
    ];
    for (before, after) in cases {
        assert_eq!(changed(before, |document| append(document, "resources", &["c"])), after, "{before:?}");
    }
}

#[test]
fn items_of_mappings_follow_their_neighbours() {
    let add = |document: &mut Document| document.append(&[], "images", vec![image("b", "1.2").into()]);
    assert_eq!(changed("images:\n- name: a\n", add), "images:\n- name: a\n- name: b\n  newTag: '1.2'\n");
    assert_eq!(
        changed("images:\n-   name: \"a\"\n    newTag: \"1\"\n", add),
        "images:\n-   name: \"a\"\n    newTag: \"1\"\n-   name: \"b\"\n    newTag: \"1.2\"\n"
    );
    assert_eq!(changed("images: [{name: a}]\n", add), "images: [{name: a}, {name: b, newTag: '1.2'}]\n");
}

#[test]
fn what_cannot_be_changed_is_left_alone() {
    let add = |document: &mut Document| append(document, "resources", &["c"]);
    for text in ["a: &x [b]\nresources: *x\n", "resources: [a]\nresources: [b]\n", "resources: {a: b}\n"] {
        assert!(changed(text, add).starts_with("the kustomization is left as it is"), "{text}");
    }
    let remove = |document: &mut Document| document.remove_items(&[], "resources", &BTreeSet::from([0]));
    assert!(changed("resources:\n- &x a\n- b\nnamespace: *x\n", remove).starts_with("the kustomization is left"));
}

#[test]
fn items_leave_with_their_comments() {
    let cases = [
        ("resources:\n# one\n- a # x\n# two\n- b\n", &[0][..], "resources:\n# two\n- b\n"),
        ("resources:\n- a\n# - old\n# two\n- b\n- c\n", &[1], "resources:\n- a\n# - old\n- c\n"),
        ("resources:\n- a\n\n# two\n- b\n\n- c\n", &[1], "resources:\n- a\n\n- c\n"),
        ("kind: K\n# files\nresources:\n- a\n- b\nnamespace: x\n", &[0, 1], "kind: K\nnamespace: x\n"),
        ("kind: K\n\nresources:\n- a\n\nnamespace: x\n", &[0], "kind: K\n\nnamespace: x\n"),
        ("kind: K\n\nresources:\n- a\n", &[0], "kind: K\n"),
        ("resources: [a, b, c]\n", &[0], "resources: [b, c]\n"),
        ("resources: [a, b, c]\n", &[1, 2], "resources: [a]\n"),
        ("resources: [\n  a, # x\n  b # y\n]\n", &[1], "resources: [\n  a # x\n]\n"),
        ("resources: [\n  a, # x\n  b # y\n]\n", &[0], "resources: [\n  b # y\n]\n"),
        ("resources:\r\n- a\r\n- b\r\n", &[0], "resources:\r\n- b\r\n"),
        ("resources:\n- a\n- b", &[1], "resources:\n- a"),
        ("resources:\r\n- a\r\n- b", &[1], "resources:\r\n- a"),
    ];
    for (before, items, after) in cases {
        let items = items.iter().copied().collect();
        assert_eq!(changed(before, |document| document.remove_items(&[], "resources", &items)), after, "{before:?}");
    }
}

#[test]
fn fields_leave_and_come_inside_of_items() {
    let path = [Step::Key("images"), Step::Item(0)];
    let before = "images:\n- digest: x # d\n  # why\n  name: a\n";
    let after = "images:\n# why\n- name: a\n";
    assert_eq!(changed(before, |document| document.remove(&path, "digest")), after);
    let after = "images:\n- digest: x # d\n  # why\n  name: a\n  newTag: v1\n";
    assert_eq!(changed(before, |document| document.insert(&path, "newTag", text("v1"))), after);
    let remove = |document: &mut Document| document.remove(&path, "digest");
    assert_eq!(changed("images: [{name: a, digest: x}]\n", remove), "images: [{name: a}]\n");
}

#[test]
fn values_keep_their_quotes() {
    let set = |document: &mut Document| document.set(&[], "namespace", text("b"));
    let cases = [
        ("namespace: a # x\n", "namespace: b # x\n"),
        ("namespace:   \"a\"\n", "namespace:   \"b\"\n"),
        ("namespace: 'a'", "namespace: 'b'"),
        ("namespace:\nkind: K\n", "namespace: b\nkind: K\n"),
        ("namespace: null\n", "namespace: b\n"),
        ("namespace: >-\n  a\n\nkind: K\n", "namespace: b\n\nkind: K\n"),
        ("kind: &n a\nnamespace: *n\n", "kind: &n a\nnamespace: b\n"),
        ("kind: K\n", "kind: K\nnamespace: b\n"),
        ("namespace: b # x\n", "namespace: b # x\n"),
        ("{namespace: a}\n", "{namespace: b}\n"),
    ];
    for (before, after) in cases {
        assert_eq!(changed(before, set), after, "{before:?}");
    }
    let count = |document: &mut Document| {
        document.set(&[Step::Key("replicas"), Step::Item(0)], "count", Tree::scalar("3", Tag::Int, NOWHERE))
    };
    assert_eq!(changed("replicas:\n- count: 1\n  name: a\n", count), "replicas:\n- count: 3\n  name: a\n");
}

/// A kustomization of every layout, by lines that stay and lines of a list.
fn documents() -> impl Strategy<Value = (String, usize)> {
    let comment = prop_oneof![Just(""), Just("# note\n"), Just("\n"), Just("# - old.yaml\n")];
    let name = "[a-z]{1,5}(/[a-z]{1,3})?(\\.yaml)?";
    let item = (comment.clone(), name, prop_oneof![Just(0), Just(1), Just(2)], prop_oneof![Just(""), Just(" # x")]);
    let items = prop::collection::vec(item, 1..6);
    let rest = prop_oneof![
        Just(""),
        Just("namespace: x\n"),
        Just("# more\n\nnamePrefix: 'a-' # p\n"),
        Just("patches:\n- patch: |-\n    a: b\n    # c\n\n"),
        Just("images: [{name: a}]\n---\nx: y\n"),
    ];
    let head = prop_oneof![Just(""), Just("# top\n\nkind: Kustomization\n"), Just("commonLabels: {a: b}\n")];
    (head, items, rest, 0..4_usize, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(head, items, rest, indent, flow, crlf, final_newline)| {
            let count = items.len();
            let quoted = |name: &str, style: u8| match style {
                1 => format!("'{name}'"),
                2 => format!("\"{name}\""),
                _ => name.to_owned(),
            };
            let list = if flow {
                let items: Vec<_> = items.iter().map(|(_, name, style, _)| quoted(name, *style)).collect();
                format!("resources: [{}]\n", items.join(", "))
            } else {
                let blanks = " ".repeat(indent);
                let line = |(comment, name, style, tail): &(&str, String, u8, &str)| {
                    let comment =
                        if comment.trim().is_empty() { (*comment).to_owned() } else { format!("{blanks}{comment}") };
                    format!("{comment}{blanks}- {}{tail}\n", quoted(name, *style))
                };
                format!("resources:\n{}", items.iter().map(line).collect::<String>())
            };
            let text = format!("{head}{list}{rest}");
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            (if final_newline { text } else { text.trim_end().to_owned() }, count)
        },
    )
}

/// Whether all lines of `fewer` are lines of `more`, in their order.
fn is_subsequence(fewer: &str, more: &str) -> bool {
    let mut lines = more.lines();
    fewer.lines().all(|line| lines.any(|other| other == line))
}

proptest! {
    #[test]
    fn what_is_added_leaves_every_line_as_it_is((before, _) in documents(), name in "\\PC{0,12}") {
        let after = changed(&before, |document| append(document, "resources", &[&name]));
        let kept: String = before.lines().filter(|line| !line.starts_with("resources: [")).flat_map(|line| [line, "\n"]).collect();
        prop_assert!(is_subsequence(&kept, &after), "{before}\n-- {name:?} -->\n{after}");
        let read = Document::read(after.as_bytes(), NOWHERE.source).ok();
        let items = read.as_ref().and_then(|read| read.tree().get("resources")).and_then(Tree::as_items).unwrap_or_default();
        prop_assert_eq!(items.last().and_then(Tree::text).map(|text| text.as_str()), Some(name.as_str()));
    }

    #[test]
    fn what_is_removed_takes_no_other_line_along((before, count) in documents(), picks in prop::collection::btree_set(0..6_usize, 1..4)) {
        let picks: BTreeSet<usize> = picks.into_iter().filter(|&pick| pick < count).collect();
        let after = changed(&before, |document| document.remove_items(&[], "resources", &picks));
        prop_assert!(!after.starts_with("the kustomization is left"), "{before}");
        let is_listed = |line: &&str| line.starts_with("resources:");
        let kept: String = after.lines().filter(|line| !is_listed(line)).flat_map(|line| [line, "\n"]).collect();
        prop_assert!(is_subsequence(&kept, &before), "{before}\n-- {picks:?} -->\n{after}");
        let others = |text: &str| text.lines().filter(|line| line.contains(": ") && !is_listed(line)).count();
        prop_assert_eq!(others(&before), others(&after));
    }

    #[test]
    fn any_text_is_changed_or_left(before in "[a-c:#&*\\-\\[\\]{}, \n\r'\"|>]{0,40}", flow in any::<bool>()) {
        let before = if flow { format!("resources: [{before}]\n") } else { format!("resources:\n- {before}\n") };
        let _ = changed(&before, |document| {
            append(document, "resources", &["x"])?;
            document.set(&[], "namespace", text("y"))?;
            document.remove_items(&[], "resources", &BTreeSet::from([0]))
        });
    }
}

#[test]
fn items_that_share_a_blank_line_go_together() {
    let after = changed("resources:\n- a\n- b\n\n- c\n\n- d", |document| {
        document.remove_items(&[], "resources", &BTreeSet::from([2, 3]))
    });
    assert_eq!(after, "resources:\n- a\n- b\n\n");
}
