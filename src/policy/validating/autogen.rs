//! Rules for pod controllers: a policy for pods alone is one for what makes pods too, with its paths moved into their templates.

use serde_json::{Value, json};

/// The controllers that a policy can be turned to, with their API and where their template is.
const CONTROLLERS: [(&str, &str, bool); 6] = [
    ("daemonsets", "apps", false),
    ("deployments", "apps", false),
    ("replicasets", "apps", false),
    ("statefulsets", "apps", false),
    ("jobs", "batch", false),
    ("cronjobs", "batch", true),
];

/// The specs that follow from a policy's `spec` for pod controllers, `wanted` ones where a list is given.
pub(super) fn specs(spec: &Value, wanted: Option<&[String]>) -> Vec<Value> {
    let Some(rule) = rule_for_pods(spec) else { return Vec::new() };
    let wants = |name: &str| wanted.is_none_or(|wanted| wanted.iter().any(|one| one == name));
    let chosen = |nested: bool| CONTROLLERS.iter().filter(move |one| one.2 == nested && wants(one.0));
    let mut specs = Vec::new();
    for (nested, template) in [(false, "spec.template"), (true, "spec.jobTemplate.spec.template")] {
        let rules: Vec<Value> = chosen(nested)
            .map(|(resource, group, _)| {
                json!({
                    "apiGroups": [group], "apiVersions": ["v1"], "resources": [resource],
                    "operations": rule.get("operations"),
                })
            })
            .collect();
        if rules.is_empty() {
            continue;
        }
        let mut moved = moved(spec, template);
        let selector = spec.pointer("/matchConstraints/namespaceSelector").cloned().unwrap_or_default();
        if let Some(fields) = moved.as_object_mut() {
            let constraints = json!({"resourceRules": rules, "namespaceSelector": selector});
            fields.insert("matchConstraints".to_owned(), constraints);
        }
        specs.push(moved);
    }
    specs
}

/// The one rule of a policy that is for pods and nothing else, without names, selectors of objects or exclusions.
fn rule_for_pods(spec: &Value) -> Option<&Value> {
    let constraints = spec.get("matchConstraints")?;
    let length = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    let selects = constraints.get("objectSelector").is_some_and(|selector| {
        ["matchLabels", "matchExpressions"].iter().any(|part| match selector.get(part) {
            Some(Value::Object(labels)) => !labels.is_empty(),
            Some(Value::Array(list)) => !list.is_empty(),
            _ => false,
        })
    });
    if selects || length(constraints, "excludeResourceRules") > 0 || length(constraints, "resourceRules") != 1 {
        return None;
    }
    let rule = constraints.pointer("/resourceRules/0")?;
    let is_only = |name: &str, value: &str| {
        rule.get(name).and_then(Value::as_array).is_some_and(|list| list.len() == 1 && list[0] == value)
    };
    let for_pods = is_only("apiGroups", "") && is_only("apiVersions", "v1") && is_only("resources", "pods");
    (for_pods && length(rule, "resourceNames") == 0).then_some(rule)
}

/// `spec` with `object.spec` and `object.metadata` in its texts moved into the template.
fn moved(spec: &Value, template: &str) -> Value {
    match spec {
        Value::String(text) => {
            let text = replace(text, "spec", &format!("{template}.spec"));
            Value::String(replace(&text, "metadata", &format!("{template}.metadata")))
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| moved(item, template)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, field)| (name.clone(), moved(field, template))).collect())
        }
        other => other.clone(),
    }
}

/// Replaces a field of `object` and `oldObject`, but not where its `namespace` is meant: templates have none.
fn replace(text: &str, field: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = next(rest, field) {
        let (before, found) = rest.split_at(at);
        let (root, behind) = found.split_at(found.find('.').map_or(0, |dot| dot + 1));
        let behind = behind.strip_prefix(field).unwrap_or(behind);
        out.push_str(before);
        out.push_str(root);
        out.push_str(if is_namespace(behind) { field } else { to });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Where `object.FIELD` or `oldObject.FIELD` is next.
fn next(text: &str, field: &str) -> Option<usize> {
    let find = |root: &str| text.find(&format!("{root}.{field}"));
    [find("object"), find("oldObject")].into_iter().flatten().min()
}

fn is_namespace(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(".namespace") else { return false };
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_move_into_the_template_and_the_namespace_stays() {
        let spec = json!({
            "matchConstraints": {"resourceRules": [
                {"apiGroups": [""], "apiVersions": ["v1"], "resources": ["pods"], "operations": ["CREATE"]}]},
            "validations": [{"expression": "object.spec.a == oldObject.metadata.b && object.metadata.namespace != 'x'"}],
        });
        let made = specs(&spec, Some(&["cronjobs".to_owned()]));
        assert_eq!(
            made[0].pointer("/validations/0/expression").and_then(Value::as_str),
            Some(
                "object.spec.jobTemplate.spec.template.spec.a == oldObject.spec.jobTemplate.spec.template.metadata.b \
                 && object.metadata.namespace != 'x'"
            )
        );
        assert_eq!(made.len(), 1);
        assert_eq!(specs(&spec, None).len(), 2);
        assert!(specs(&json!({"matchConstraints": {"resourceRules": []}}), None).is_empty());
    }
}
