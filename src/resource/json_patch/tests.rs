//! What operations do, as facts.

use super::super::merge::tests::{print, read};
use super::*;
use crate::yaml::tree::ScalarStyle;
use proptest::prelude::*;

const DOCUMENT: &str = "{l: [1, 2, 3], m: {x: 1, y: null}, s: t<, big: 9007199254740993}";

fn patched(patch: &str) -> String {
    let mut document = read(DOCUMENT);
    let operations = parse(patch.as_bytes(), SourceId::UNKNOWN).expect("it is a patch");
    match apply(&operations, &mut document) {
        Ok(()) => print(&document),
        Err(error) => error.to_string(),
    }
}

fn sentence(patch: &str, expected: &str) {
    assert_eq!(patched(patch), expected, "{patch}");
}

#[test]
fn operations_change_a_document() {
    let rest = "big: 9.007199254740992e+15";
    sentence(
        r#"[{"op":"add","path":"/l/-","value":4},{"op":"replace","path":"/l/-1","value":5},{"op":"remove","path":"/l/0"}]"#,
        &format!("{{{rest}, l: [2, 3, 5], m: {{x: 1, y: null}}, s: 't<'}}"),
    );
    sentence(
        r#"[{"op":"move","from":"/m/x","path":"/k"},{"op":"copy","from":"/l","path":"/m/l"},{"op":"replace","path":"/new","value":null}]"#,
        &format!("{{{rest}, k: 1, l: [1, 2, 3], m: {{l: [1, 2, 3], y: null}}, new: null, s: 't<'}}"),
    );
    sentence(
        "- {op: add, path: /m/~1a~0b~01, value: 017}\n- {op: copy, from: /m/zz, path: /s}\n",
        &format!("{{{rest}, l: [1, 2, 3], m: {{/a~b~1: 15, x: 1, y: null}}, s: null}}"),
    );
}

#[test]
fn texts_lose_the_quotes_that_they_do_not_need() {
    let mut document = read("{a: \"x\", b: 'w', c: \"1\", d: !!str 2}");
    let operations = parse(b"[{\"op\":\"add\",\"path\":\"/e\",\"value\":\"z\"}]", SourceId::UNKNOWN).expect("a patch");
    apply(&operations, &mut document).expect("it fits");
    let style = |key: &str| document.get(key).and_then(Tree::as_scalar).map(|scalar| scalar.style);
    let plain = ["a", "b", "e"].map(|key| style(key) == Some(ScalarStyle::Plain));
    let quoted = ["c", "d"].map(|key| style(key) == Some(ScalarStyle::DoubleQuoted));
    assert_eq!((plain, quoted), ([true; 3], [true; 2]));
}

#[test]
fn json_has_escapes_that_yaml_does_not_know() {
    let mut document = read("{a: x}");
    let patch = br#"[{"op":"replace","path":"\/a","value":"\ud83d\ude00\/"}]"#;
    let operations = parse(patch, SourceId::UNKNOWN).expect("a patch");
    apply(&operations, &mut document).expect("it fits");
    assert_eq!(document.get("a").and_then(Tree::text).map(SmolStr::as_str), Some("\u{1f600}/"));
}

#[test]
fn what_does_not_fit_is_said_in_the_library_s_words() {
    for (patch, expected) in [
        (
            r#"[{"op":"add","path":"/q/x","value":1}]"#,
            "add operation does not apply: doc is missing path: \"/q/x\": missing value",
        ),
        (
            r#"[{"op":"remove","path":"/q"}]"#,
            "error in remove for path: '/q': Unable to remove nonexistent key: q: missing value",
        ),
        (
            r#"[{"op":"replace","path":"/l/5"}]"#,
            "replace operation does not apply: doc is missing key: /l/5: missing value",
        ),
        (
            r#"[{"op":"replace","path":"/q/x"}]"#,
            "replace operation does not apply: doc is missing path: /q/x: missing value",
        ),
        (
            r#"[{"op":"move","from":"/m/zz","path":"/k"}]"#,
            "error in move for path: 'zz': Unable to remove nonexistent key: zz: missing value",
        ),
        (r#"[{"op":"frob","path":"/k"}]"#, "Unexpected kind: frob"),
        (r#"[{"path":"/k"}]"#, "Unexpected kind: unknown"),
        (
            r#"[{"op":"add","path":"/l/x"}]"#,
            "error in add for path: '/l/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
        ),
        (r#"[{"op":"add","value":1}]"#, "add operation failed to decode path: missing value"),
        (
            r#"[{"op":"add","path":"/l/-5","value":1}]"#,
            "error in add for path: '/l/-5': Unable to access invalid index: -5: invalid index referenced",
        ),
        (
            r#"[{"op":"remove","path":"/l/7"}]"#,
            "error in remove for path: '/l/7': Unable to access invalid index: 7: invalid index referenced",
        ),
        (
            r#"[{"op":"move","path":"/l/0"}]"#,
            "move operation failed to decode from: operation, missing from field: missing value",
        ),
        (
            r#"[{"op":"copy","from":"/l/9","path":"/k"}]"#,
            "error in copy for from: '/l/9': Unable to access invalid index: 9: invalid index referenced",
        ),
        (r#"[{"op":"add","path":""}]"#, "add operation does not apply: doc is missing path: \"\": missing value"),
    ] {
        sentence(patch, expected);
    }
}

#[test]
fn keys_of_a_patch_in_yaml_are_those_of_json() {
    sentence(
        "- {op: add, path: /s, value: {y: 1, 2: z}}\n- {op: replace, path: /s/true, value: 3}\n- {op: remove, path: /big}\n",
        "{l: [1, 2, 3], m: {x: 1, y: null}, s: {2: 'z', true: 3}}",
    );
}

#[test]
fn test_compares_values() {
    let fails = |patch: &str| patched(patch).ends_with("failed: test failed");
    for patch in [
        r#"[{"op":"test","path":"/m","value":{"y":null,"x":1}}]"#,
        r#"[{"op":"test","path":"/l","value":[1,2,3]}]"#,
        r#"[{"op":"test","path":"/zz"}]"#,
        "- {op: test, path: /s, value: t<}",
        "- {op: test, path: /l/0, value: 1.0}",
        "- {op: test, path: /big, value: 9007199254740993}",
    ] {
        assert!(!fails(patch), "{patch}");
    }
    for patch in [
        r#"[{"op":"test","path":"/m","value":{"x":1}}]"#,
        r#"[{"op":"test","path":"/s","value":"t<"}]"#,
        r#"[{"op":"test","path":"/l/0","value":1.0}]"#,
        r#"[{"op":"test","path":"/l/0","value":null}]"#,
        r#"[{"op":"test","path":"/l/0","value":"1"}]"#,
    ] {
        assert!(fails(patch), "{patch}");
    }
}

#[test]
fn values_are_known_by_their_place_in_the_patch() {
    let mut document = read("{a: 1}");
    let patch = br#"[{"op":"add","path":"/b","value":2}]"#;
    let operations = parse(patch, SourceId::UNKNOWN).expect("it is a patch");
    apply(&operations, &mut document).expect("it fits");
    let value = document.get("b").expect("it was added");
    assert_eq!(&patch[value.origin.range()], b"2");
}

#[test]
fn an_operation_that_does_not_fit_is_named_with_help() {
    let mut document = read("{spec: {replicas: 1}}");
    let patch = br#"[{"op":"test","path":"/spec/replicas","value":1},{"op":"remove","path":"/spec/replica"}]"#;
    let operations = parse(patch, SourceId::UNKNOWN).expect("it is a patch");
    let error = apply(&operations, &mut document).expect_err("it does not fit");
    assert_eq!(error.index, 1);
    assert_eq!(error.help(), "there is no `replica` here: did you mean `replicas`?");
}

#[test]
fn copies_that_double_are_stopped() {
    let copy = r#"{"op":"copy","from":"/l","path":"/l/-"}"#;
    let patch = format!("[{}]", vec![copy; 40].join(","));
    assert!(patched(&patch).starts_with("the copies of this patch add up"), "{}", &patched(&patch)[..80]);
}

#[test]
fn texts_that_are_no_patches_are_refused() {
    let reason = |text: &str| parse(text.as_bytes(), SourceId::UNKNOWN).expect_err("it is none").to_string();
    assert_eq!(reason(""), "empty json patch operations");
    assert_eq!(reason("[\"a\"]"), "json: cannot unmarshal string into Go value of type jsonpatch.Operation");
    assert!(reason("{a: 1}").starts_with("json: cannot unmarshal object into Go value of type"));
    assert!(reason("[1,]").starts_with("invalid character ']'"), "{}", reason("[1,]"));
}

proptest! {
    /// Where neither refuses, the json-patch crate comes to the same document.
    #[test]
    fn the_json_patch_crate_agrees(steps in proptest::collection::vec((0..3usize, 0..6usize, 0..4i32), 1..6)) {
        const PATHS: [&str; 6] = ["/l/0", "/l/-", "/m/x", "/m/new", "/l/2", "/k"];
        let operation = |&(kind, path, value): &(usize, usize, i32)| {
            let op = ["add", "remove", "replace"][kind];
            serde_json::json!({"op": op, "path": PATHS[path], "value": value})
        };
        let operations = steps.iter().map(operation).collect();
        let patch = serde_json::Value::Array(operations);
        let start = serde_json::json!({"l": [1, 2, 3], "m": {"x": 1}});
        let mut theirs = start.clone();
        let other: json_patch::Patch = serde_json::from_value(patch.clone()).expect("it is a patch");
        let mut ours = read(&start.to_string());
        let operations = parse(patch.to_string().as_bytes(), SourceId::UNKNOWN).expect("it is a patch");
        if json_patch::patch(&mut theirs, &other).is_ok() {
            prop_assert!(apply(&operations, &mut ours).is_ok());
            prop_assert_eq!(print(&ours), print(&read(&theirs.to_string())));
        }
    }
}

#[test]
fn what_may_change_an_id_is_told_by_where_pointers_begin() {
    let may = |path: &str, from: &str| {
        let text = format!("[{{\"op\": \"move\", \"path\": {path:?}, \"from\": {from:?}}}]");
        parse(text.as_bytes(), SourceId::UNKNOWN).expect("a patch").iter().any(Operation::may_change_id)
    };
    assert!(!may("/spec/metadata", "/data/kind"));
    for path in ["", "spec", "/", "/kind", "/apiVersion", "/metadata/labels/a", "/m~0x"] {
        assert!(may(path, "/spec") && may("/spec", path), "{path}");
    }
}
