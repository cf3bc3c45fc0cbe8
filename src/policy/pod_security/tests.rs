use super::*;
use serde_json::{Value, json};

fn breaches(standard: &str, kind: &str, object: &Value) -> Vec<String> {
    let standard = Standard::parse(standard).expect("it is a standard");
    let group = if kind == "Pod" { "" } else { "apps" };
    let pod = Pod::of(group, kind, object).expect("it has a pod");
    evaluate(standard, &pod).iter().map(|breach| breach.control.id.to_owned()).collect()
}

fn plain_pod() -> Value {
    json!({"spec": {"containers": [{"name": "a"}]}})
}

#[test]
fn an_empty_pod_is_baseline_in_all_versions() {
    for minor in 0..45 {
        assert!(breaches(&format!("baseline:v1.{minor}"), "Pod", &plain_pod()).is_empty());
    }
}

#[test]
fn restricted_grew_with_the_versions() {
    let pod = plain_pod();
    assert_eq!(breaches("restricted:v1.0", "Pod", &pod), ["runAsNonRoot"]);
    assert_eq!(breaches("restricted:v1.8", "Pod", &pod), ["allowPrivilegeEscalation", "runAsNonRoot"]);
    assert_eq!(
        breaches("restricted", "Pod", &pod),
        ["allowPrivilegeEscalation", "capabilities_restricted", "runAsNonRoot", "seccompProfile_restricted"]
    );
}

#[test]
fn a_stricter_control_takes_the_place_of_the_milder_one() {
    let pod = json!({"spec": {"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}});
    assert_eq!(breaches("baseline", "Pod", &pod), ["hostPathVolumes"]);
    assert_eq!(breaches("restricted", "Pod", &pod), ["restrictedVolumes"]);
}

#[test]
fn a_volume_without_a_source_is_an_empty_folder() {
    let pod = json!({"spec": {"volumes": [{"name": "v"}, {"name": "w", "floppy": {}}]}});
    let parsed = Pod::of("", "Pod", &pod).expect("it has a pod");
    let found = evaluate(Standard::parse("restricted:v1.0").expect("it is a standard"), &parsed);
    let message = found.first().map(Breach::message).unwrap_or_default();
    assert_eq!(message, "restricted volume types (volume \"w\" uses restricted volume type \"unknown\")");
}

#[test]
fn user_namespaces_relax_controls_since_1_35() {
    let context = json!({"runAsUser": 0, "procMount": "Unmasked"});
    let pod = json!({"spec": {"hostUsers": false, "containers": [{"name": "a", "securityContext": context}]}});
    assert_eq!(breaches("baseline:v1.34", "Pod", &pod), ["procMount"]);
    assert!(breaches("baseline:v1.35", "Pod", &pod).is_empty());
    let strict = breaches("restricted:v1.35", "Pod", &pod);
    assert!(strict.contains(&"procMount_restricted".to_owned()));
    assert!(!strict.contains(&"runAsUser".to_owned()) && !strict.contains(&"runAsNonRoot".to_owned()));
}

#[test]
fn windows_pods_lack_what_linux_has_since_1_25() {
    let context = json!({"runAsNonRoot": true});
    let pod = json!({"spec": {"os": {"name": "windows"}, "securityContext": context, "containers": [{"name": "a"}]}});
    assert_eq!(breaches("restricted:v1.24", "Pod", &pod).len(), 3);
    assert!(breaches("restricted:v1.25", "Pod", &pod).is_empty());
}

#[test]
fn a_workload_is_judged_by_its_template() {
    let object = json!({"spec": {"template": {"spec": {"containers": [
        {"name": "a", "image": "i", "ports": [{"hostPort": 80}, {"hostPort": 81}]},
    ]}}}});
    let pod = Pod::of("apps", "Deployment", &object).expect("it has a pod");
    let found = evaluate(Standard::parse("baseline").expect("it is a standard"), &pod);
    let [breach] = &found[..] else { panic!("one control is broken, not {found:?}") };
    assert_eq!(breach.message(), "hostPort (container \"a\" uses hostPorts 80, 81)");
    let pointers: Vec<&str> = breach.fields.iter().map(|field| field.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/spec/template/spec/containers/0/ports/0/hostPort", "/spec/template/spec/containers/0/ports/1/hostPort"]
    );
    assert!(breach.fields.iter().all(|field| field.image == Some("i")));
}

#[test]
fn versions_are_read_as_flags_and_labels_write_them() {
    assert_eq!(Version::parse("1.33.2"), Some(Version::Minor(33)));
    assert_eq!(Version::parse_label("1.33"), None);
    assert_eq!(Version::parse_label("v1.33"), Some(Version::Minor(33)));
    assert_eq!(Version::parse_label("v1.033"), None);
    assert_eq!(Version::parse("v2.0"), None);
    assert!(Standard::parse("strict").is_none());
}

#[test]
fn values_of_a_wrong_type_break_nothing_and_panic_nowhere() {
    let pod = json!({"metadata": [], "spec": {"containers": {"a": 1}, "volumes": "x", "securityContext": 3}});
    assert!(breaches("baseline", "Pod", &pod).is_empty());
    assert!(Pod::of("apps", "Deployment", &json!({"spec": []})).is_none());
}
