//! Patterns against resources.

use super::{Pattern, fit};
use crate::policy::jmespath::Data;
use serde_json::{Value, json};

/// `fits`, `skips`, or the path of the mismatch.
fn judge(pattern: Value, resource: Value) -> String {
    match fit(&Pattern::compile(&Data::from(&pattern)), &Data::from(&resource)) {
        Ok(()) => "fits".into(),
        Err(mismatch) if mismatch.skips => "skips".into(),
        Err(mismatch) => mismatch.path,
    }
}

#[test]
fn texts_have_operators_ranges_and_wildcards() {
    for (pattern, value, expected) in [
        (json!("1Gi"), json!("1024Mi"), true),
        (json!("60s"), json!("1m"), true),
        (json!("<=100"), json!(null), true),
        (json!("?*"), json!(null), false),
        (json!("?*"), json!("a"), true),
        (json!("> 5"), json!("abc"), false),
        (json!("10-20"), json!(15), true),
        (json!("10!-20"), json!(15), false),
        (json!("1Mi-1Gi"), json!("2Mi"), true),
        (json!("a|b"), json!("b"), true),
        (json!(">10 & <20"), json!(15), true),
        (json!("!*:latest"), json!("nginx:latest"), false),
        (json!("!*:latest"), json!("nginx:1"), true),
        (json!("1.5"), json!(1.5), true),
        (json!("1.*"), json!(1.5), true),
        (json!("1.5*"), json!(1.5), true),
        (json!("15"), json!(15), true),
        (json!("true"), json!(true), true),
        (json!(null), json!(""), true),
        (json!(null), json!(0), true),
        (json!(1), json!("1"), true),
        (json!(true), json!("true"), false),
        (json!("a-b"), json!("a-b"), true),
        (json!("<=1Gi"), json!("2Gi"), false),
        (json!("!"), json!("a"), false),
    ] {
        let judged = judge(json!({"a": pattern}), json!({"a": value}));
        assert_eq!(judged == "fits", expected, "{pattern} {value} {judged}");
    }
}

#[test]
fn a_single_pattern_holds_for_every_item() {
    assert_eq!(judge(json!({"a": "b*"}), json!({"a": ["bc", "bd"]})), "fits");
    assert_eq!(judge(json!({"a": ["b*"]}), json!({"a": ["bc", "c"]})), "/a/");
}

#[test]
fn conditions_skip() {
    let pattern = json!({"spec": {"containers": [{"(image)": "*:latest", "imagePullPolicy": "Always"}]}});
    let pod =
        |image: &str, policy: &str| json!({"spec": {"containers": [{"image": image, "imagePullPolicy": policy}]}});
    assert_eq!(judge(pattern.clone(), pod("a:1", "Never")), "skips");
    assert_eq!(judge(pattern.clone(), pod("a:latest", "Always")), "fits");
    assert_eq!(judge(pattern, pod("a:latest", "Never")), "/spec/containers/0/imagePullPolicy/");
}

#[test]
fn other_anchors_do_what_they_say() {
    let host_path = json!({"spec": {"=(volumes)": [{"X(hostPath)": "null"}]}});
    assert_eq!(judge(host_path.clone(), json!({"spec": {}})), "fits");
    assert_eq!(judge(host_path, json!({"spec": {"volumes": [{"hostPath": {}}]}})), "/spec/volumes/0/hostPath/");
    let existence = json!({"spec": {"^(items)": [{"name": "a"}]}});
    assert_eq!(judge(existence.clone(), json!({"spec": {"items": [{"name": "b"}, {"name": "a"}]}})), "fits");
    assert_eq!(judge(existence, json!({"spec": {"items": [{"name": "b"}]}})), "/spec/items/");
    let global = json!({"spec": {"<(a)": "x", "b": "y"}});
    assert_eq!(judge(global.clone(), json!({"spec": {"a": "z", "b": "z"}})), "skips");
    assert_eq!(judge(global, json!({"spec": {"a": "x", "b": "z"}})), "/spec/b/");
    assert_eq!(judge(json!({"a": {}}), json!({"a": {"b": 1}})), "fits");
    assert_eq!(judge(json!({"a": "*"}), json!({"b": 1})), "/");
}

#[test]
fn names_of_labels_may_have_wildcards() {
    let pattern = json!({"metadata": {"labels": {"app.kubernetes.io/*": "?*"}}});
    assert_eq!(judge(pattern.clone(), json!({"metadata": {"labels": {"app.kubernetes.io/name": "a"}}})), "fits");
    assert_eq!(judge(pattern, json!({"metadata": {"labels": {"app": "a"}}})), "/metadata/labels/app.kubernetes.io/*/");
}
