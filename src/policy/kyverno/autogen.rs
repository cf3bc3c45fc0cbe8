//! Automatic rules: a rule for Pods stands for the controllers that make them too, shifted to their templates, under the name
//! `autogen-…`; for CronJobs `autogen-cronjob-…`.

use super::matching::kind_of;
use serde_json::{Map, Value, json};

/// The annotation that says for which controllers, separated by commas; `none` for none.
const ANNOTATION: &str = "pod-policies.kyverno.io/autogen-controllers";

/// Controllers with the kind that their rules match, in order. Older versions are meant too, which Kyverno passes over.
const CONTROLLERS: [(&str, &str); 7] = [
    ("CronJob", "batch/*/CronJob"),
    ("DaemonSet", "apps/*/DaemonSet"),
    ("Deployment", "apps/*/Deployment"),
    ("Job", "batch/*/Job"),
    ("ReplicaSet", "apps/*/ReplicaSet"),
    ("ReplicationController", "v1/ReplicationController"),
    ("StatefulSet", "apps/*/StatefulSet"),
];

/// The longest name of a rule.
const MAX_NAME: usize = 63;

/// The rules that `policy` brings beside its own.
pub(super) fn rules(policy: &Value) -> Vec<Value> {
    let rules = policy.pointer("/spec/rules").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !rules.iter().all(allows) || !rules.iter().any(needs) {
        return Vec::new();
    }
    let asked = policy.pointer("/metadata/annotations").and_then(|annotations| annotations.get(ANNOTATION));
    let asked = asked.and_then(Value::as_str);
    let wanted = |kind: &str| match asked {
        None => true,
        Some(list) => list.split(',').any(|one| one == kind || one == "all"),
    };
    let kinds: Vec<&str> =
        CONTROLLERS.iter().filter(|(kind, _)| *kind != "CronJob" && wanted(kind)).map(|(_, gvk)| *gvk).collect();
    let mut made = Vec::new();
    for rule in rules.iter().filter(|rule| is_for_pods(rule)) {
        if !kinds.is_empty() {
            made.extend(shifted(rule, "autogen", &kinds, Shift::TEMPLATE));
        }
        if wanted("CronJob") {
            made.extend(shifted(rule, "autogen-cronjob", &["batch/*/CronJob"], Shift::JOB_TEMPLATE));
        }
    }
    made
}

/// All filters of a block, however they are written.
fn filters<'r>(rule: &'r Value, block: &str) -> Vec<&'r Value> {
    let Some(block) = rule.get(block) else { return Vec::new() };
    let list = |name: &str| block.get(name).and_then(Value::as_array).into_iter().flatten();
    std::iter::once(block).chain(list("any")).chain(list("all")).filter_map(|filter| filter.get("resources")).collect()
}

fn kinds(resources: &Value) -> Vec<&str> {
    let kinds = resources.get("kinds").and_then(Value::as_array).into_iter().flatten();
    kinds.filter_map(Value::as_str).collect()
}

/// Whether a rule lets the policy have automatic ones: it picks by nothing that templates have differently.
fn allows(rule: &Value) -> bool {
    let patches_json =
        |holder: &Value| holder.get("patchesJson6902").and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    let mutate = rule.get("mutate");
    let mut each = mutate.and_then(|mutate| mutate.get("foreach")).and_then(Value::as_array).into_iter().flatten();
    if rule.get("generate").is_some() || mutate.is_some_and(patches_json) || each.any(patches_json) {
        return false;
    }
    ["match", "exclude"].into_iter().flat_map(|block| filters(rule, block)).all(|resources| {
        let kinds = kinds(resources);
        let has = |name: &str| resources.get(name).is_some_and(|value| !value.is_null());
        let texts = |name: &str| resources.get(name).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
        let list = |name: &str| resources.get(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
        let mixed = kinds.len() > 1 && kinds.iter().any(|kind| kind_of(kind) == "Pod");
        !(texts("name") || list("names") || has("selector") || has("annotations") || mixed)
    })
}

/// Whether a rule names Pods or their controllers.
fn needs(rule: &Value) -> bool {
    let known = |kind: &&str| *kind == "Pod" || CONTROLLERS.iter().any(|(name, _)| name == kind);
    ["match", "exclude"]
        .into_iter()
        .flat_map(|block| filters(rule, block))
        .any(|resources| kinds(resources).iter().any(known))
}

fn is_for_pods(rule: &Value) -> bool {
    let named = |block: &str| -> Vec<&str> { filters(rule, block).into_iter().flat_map(kinds).collect() };
    let has_pod = |kinds: &[&str]| kinds.iter().any(|kind| kind_of(kind) == "Pod");
    let (matched, excluded) = (named("match"), named("exclude"));
    let name = rule.get("name").and_then(Value::as_str).unwrap_or_default();
    !name.starts_with("autogen-") && has_pod(&matched) && (excluded.is_empty() || has_pod(&excluded))
}

/// How what is said of a Pod is said of a controller.
struct Shift {
    /// The keys that the pattern moves below.
    keys: &'static [&'static str],
    /// The same between dots.
    path: &'static str,
}

impl Shift {
    const TEMPLATE: Shift = Shift { keys: &["spec", "template"], path: "spec.template" };
    const JOB_TEMPLATE: Shift =
        Shift { keys: &["spec", "jobTemplate", "spec", "template"], path: "spec.jobTemplate.spec.template" };

    fn pattern(&self, pattern: &Value) -> Value {
        self.keys.iter().rev().fold(pattern.clone(), |inner, key| json!({ *key: inner }))
    }

    /// Paths in expressions, wherever they stand in the rule.
    fn expressions(&self, rule: &Value, cel: bool) -> Option<Value> {
        let mut text = rule.to_string();
        let roots: [&str; 2] = if cel { ["object", "oldObject"] } else { ["request.object", "request.oldObject"] };
        for field in ["spec", "metadata"] {
            for root in roots {
                text = text.replace(&format!("{root}.{field}"), &format!("{root}.{}.{field}", self.path));
            }
        }
        serde_json::from_str(&text).ok()
    }
}

/// The rule for controllers; nothing where it says nothing that can be shifted.
fn shifted(rule: &Value, prefix: &str, kinds: &[&str], shift: Shift) -> Option<Value> {
    let mut made = Map::new();
    let name = rule.get("name").and_then(Value::as_str).unwrap_or_default();
    let name: String = format!("{prefix}-{name}").chars().take(MAX_NAME).collect();
    made.insert("name".into(), name.into());
    for key in ["context", "preconditions", "celPreconditions", "reportProperties"] {
        made.extend(rule.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    made.insert("match".into(), with_kinds(rule.get("match")?, kinds, true));
    made.extend(rule.get("exclude").map(|exclude| ("exclude".to_owned(), with_kinds(exclude, kinds, false))));
    let mut cel = false;
    if let Some(validate) = rule.get("validate") {
        cel = validate.get("cel").is_some();
        made.insert("validate".into(), validation(validate, &shift)?);
    } else {
        let kind = ["mutate", "verifyImages"].into_iter().find(|kind| rule.get(kind).is_some())?;
        made.extend(rule.get(kind).map(|value| (kind.to_owned(), value.clone())));
    }
    shift.expressions(&Value::Object(made), cel)
}

/// What `validate` says, of the template.
fn validation(validate: &Value, shift: &Shift) -> Option<Value> {
    let mut made = Map::new();
    for key in ["message", "failureAction", "failureActionOverrides", "allowExistingViolations"] {
        made.extend(validate.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    let (key, value) = ["pattern", "deny", "podSecurity", "anyPattern", "foreach", "cel"]
        .into_iter()
        .find_map(|key| Some((key, validate.get(key).filter(|value| !value.is_null())?)))?;
    let value = match (key, value) {
        ("pattern", pattern) => shift.pattern(pattern),
        ("anyPattern", Value::Array(patterns)) => patterns.iter().map(|pattern| shift.pattern(pattern)).collect(),
        (_, value) => value.clone(),
    };
    made.insert(key.to_owned(), value);
    Some(Value::Object(made))
}

/// A block with the controllers' kinds in the place of Pods.
fn with_kinds(block: &Value, kinds: &[&str], always: bool) -> Value {
    let mut block = block.clone();
    let listed = |list: &Value| list.as_array().is_some_and(|list| !list.is_empty());
    for name in ["any", "all"] {
        let Some(list) = block.get_mut(name).filter(|list| listed(list)) else { continue };
        for filter in list.as_array_mut().into_iter().flatten() {
            let Some(resources) = filter.get_mut("resources") else { continue };
            if self::kinds(resources).iter().any(|kind| kind_of(kind) == "Pod") {
                set_kinds(resources, kinds);
            }
        }
        return block;
    }
    if let Some(resources) = block.get_mut("resources")
        && (always || !self::kinds(resources).is_empty())
    {
        set_kinds(resources, kinds);
    }
    block
}

fn set_kinds(resources: &mut Value, kinds: &[&str]) {
    if let Some(map) = resources.as_object_mut() {
        map.insert("kinds".into(), kinds.iter().copied().collect());
    }
}

#[cfg(test)]
mod tests {
    use super::rules;
    use serde_json::{Value, json};

    fn policy(rule: Value, annotations: Value) -> Value {
        json!({"metadata": {"annotations": annotations}, "spec": {"rules": [rule]}})
    }

    fn pods(validate: Value) -> Value {
        json!({"name": "r", "match": {"any": [{"resources": {"kinds": ["Pod"]}}]}, "validate": validate})
    }

    #[test]
    fn a_rule_for_pods_is_one_for_controllers() {
        let made = rules(&policy(pods(json!({"pattern": {"spec": {"hostNetwork": false}}})), json!({})));
        let names: Vec<_> = made.iter().filter_map(|rule| rule["name"].as_str()).collect();
        assert_eq!(names, ["autogen-r", "autogen-cronjob-r"]);
        let pattern = "/validate/pattern/spec/jobTemplate/spec/template/spec/hostNetwork";
        assert_eq!(made[1].pointer(pattern), Some(&json!(false)));
        assert_eq!(made[1].pointer("/match/any/0/resources/kinds"), Some(&json!(["batch/*/CronJob"])));
    }

    #[test]
    fn expressions_move_too() {
        let deny = json!({"deny": {"conditions": {"any": [{"key": "{{ request.object.spec.x }}"}]}}});
        let made = rules(&policy(pods(deny), json!({})));
        let key = made[0].pointer("/validate/deny/conditions/any/0/key");
        assert_eq!(key, Some(&json!("{{ request.object.spec.template.spec.x }}")));
    }

    #[test]
    fn names_and_selectors_and_the_annotation_forbid_it() {
        let mut named = pods(json!({"pattern": {}}));
        named["match"]["any"][0]["resources"]["names"] = json!(["a"]);
        assert!(rules(&policy(named, json!({}))).is_empty());
        let none = json!({"pod-policies.kyverno.io/autogen-controllers": "none"});
        assert!(rules(&policy(pods(json!({"pattern": {}})), none)).is_empty());
        let mut mixed = pods(json!({"pattern": {}}));
        mixed["match"]["any"][0]["resources"]["kinds"] = json!(["Pod", "Service"]);
        assert!(rules(&policy(mixed, json!({}))).is_empty());
    }
}
