//! `match` and `exclude`: which objects a rule is meant for.

use super::values::UserInfo;
use crate::policy::jmespath::{Data, Entries, wildcard};
use crate::policy::label_selector::{LabelSelector, Wildcards};
use serde_json::Value;
use smol_str::SmolStr;
use std::sync::Arc;

/// What rules look at to know whether they are meant.
pub(super) struct Candidate<'a> {
    pub(super) group: SmolStr,
    pub(super) version: SmolStr,
    pub(super) kind: SmolStr,
    /// `status`, `scale`; empty for the object itself.
    pub(super) subresource: SmolStr,
    pub(super) name: &'a str,
    pub(super) namespace: &'a str,
    pub(super) labels: Arc<Entries>,
    pub(super) annotations: Arc<Entries>,
    /// The labels of its namespace.
    pub(super) namespace_labels: Arc<Entries>,
    pub(super) operation: &'a str,
    pub(super) user: Option<&'a UserInfo>,
}

/// Filters of which one or all have to be met.
#[derive(Debug, Default)]
pub(super) struct Filters {
    any: Vec<Filter>,
    all: Vec<Filter>,
    one: Option<Filter>,
}

/// One filter.
#[derive(Debug, Default)]
struct Filter {
    operations: Vec<String>,
    kinds: Vec<KindPattern>,
    names: Vec<String>,
    name: Option<String>,
    namespaces: Vec<String>,
    annotations: Vec<(String, String)>,
    selector: Option<LabelSelector>,
    namespace_selector: Option<LabelSelector>,
    roles: Vec<String>,
    cluster_roles: Vec<String>,
    subjects: Vec<Account>,
}

/// Somebody who asks, in a filter.
#[derive(Debug)]
struct Account {
    kind: String,
    name: String,
    namespace: String,
}

/// `group/version/Kind/subresource`, with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KindPattern([String; 4]);

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

impl Filters {
    /// Compiles a block `match` or `exclude`.
    pub(super) fn compile(block: &Value) -> Filters {
        let list = |name: &str| {
            let items = block.get(name).and_then(Value::as_array).into_iter().flatten();
            items.map(Filter::compile).collect::<Vec<_>>()
        };
        let one = Some(Filter::compile(block)).filter(|filter| !filter.is_empty());
        Filters { any: list("any"), all: list("all"), one }
    }

    /// Whether they match an object. Without anything to ask for, nothing does.
    pub(super) fn matches(&self, candidate: &Candidate<'_>) -> bool {
        let matches = |filter: &Filter| filter.matches(candidate);
        if !self.any.is_empty() {
            return self.any.iter().any(matches);
        }
        if !self.all.is_empty() {
            return self.all.iter().all(matches);
        }
        self.one.as_ref().is_some_and(matches)
    }

    /// Whether they exclude an object.
    pub(super) fn excludes(&self, candidate: &Candidate<'_>) -> bool {
        let excludes = |filter: &Filter| !filter.is_empty() && filter.holds(candidate, true);
        if !self.any.is_empty() {
            return self.any.iter().any(excludes);
        }
        if !self.all.is_empty() {
            return self.all.iter().all(excludes);
        }
        self.one.as_ref().is_some_and(excludes)
    }

    /// Whether they make a PolicyException meant for an object: by `any` or `all`, whatever the operation.
    pub(super) fn excepts(&self, candidate: &Candidate<'_>) -> bool {
        let excepts = |filter: &Filter| {
            let plain = Candidate { operation: "", ..candidate.shared() };
            !filter.is_empty() && filter.without_operations(&plain)
        };
        if self.any.is_empty() {
            !self.all.is_empty() && self.all.iter().all(excepts)
        } else {
            self.any.iter().any(excepts)
        }
    }
}

impl<'a> Candidate<'a> {
    fn shared(&self) -> Candidate<'a> {
        Candidate {
            group: self.group.clone(),
            version: self.version.clone(),
            kind: self.kind.clone(),
            subresource: self.subresource.clone(),
            labels: Arc::clone(&self.labels),
            annotations: Arc::clone(&self.annotations),
            namespace_labels: Arc::clone(&self.namespace_labels),
            ..*self
        }
    }
}

impl Filter {
    fn compile(value: &Value) -> Filter {
        let resources = value.get("resources").unwrap_or(&Value::Null);
        let read = |value: &Value| LabelSelector::read(value, Wildcards::Expanded);
        let selector = |name: &str| resources.get(name).filter(|value| value.is_object()).map(read);
        let annotations = resources.get("annotations").and_then(Value::as_object).into_iter().flatten();
        let annotation = |(key, value): (&String, &Value)| (key.clone(), Data::from(value).to_go_text());
        let subjects = value.get("subjects").and_then(Value::as_array).into_iter().flatten();
        let kinds = texts(resources.get("kinds"));
        let name = resources.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
        Filter {
            operations: texts(resources.get("operations")),
            kinds: kinds.iter().map(|kind| KindPattern::parse(kind)).collect(),
            names: texts(resources.get("names")),
            name: name.map(str::to_owned),
            namespaces: texts(resources.get("namespaces")),
            annotations: annotations.map(annotation).collect(),
            selector: selector("selector"),
            namespace_selector: selector("namespaceSelector"),
            roles: texts(value.get("roles")),
            cluster_roles: texts(value.get("clusterRoles")),
            subjects: subjects.map(Account::compile).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        !self.names_resources() && !self.names_users()
    }

    fn names_resources(&self) -> bool {
        !self.operations.is_empty()
            || !self.kinds.is_empty()
            || !self.names.is_empty()
            || self.name.is_some()
            || !self.namespaces.is_empty()
            || !self.annotations.is_empty()
            || self.selector.is_some()
            || self.namespace_selector.is_some()
    }

    fn names_users(&self) -> bool {
        !self.roles.is_empty() || !self.cluster_roles.is_empty() || !self.subjects.is_empty()
    }

    /// Whether it matches. Who asks counts only where that is known.
    fn matches(&self, candidate: &Candidate<'_>) -> bool {
        match candidate.user {
            Some(_) => !self.is_empty() && self.holds(candidate, true),
            None => self.names_resources() && self.holds(candidate, false),
        }
    }

    fn holds(&self, candidate: &Candidate<'_>, users: bool) -> bool {
        let operation = |operation: &String| operation == candidate.operation;
        (self.operations.is_empty() || self.operations.iter().any(operation))
            && self.fits_resource(candidate)
            && (!users || self.fits_user(candidate))
    }

    fn without_operations(&self, candidate: &Candidate<'_>) -> bool {
        self.fits_resource(candidate) && self.fits_user(candidate)
    }

    fn fits_resource(&self, candidate: &Candidate<'_>) -> bool {
        let named = |name: &String| wildcard::matches(name, candidate.name);
        let namespace = if candidate.kind == "Namespace" { candidate.name } else { candidate.namespace };
        let spaced = |pattern: &String| wildcard::matches(pattern, namespace);
        (self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.matches(candidate)))
            && self.name.iter().all(named)
            && (self.names.is_empty() || self.names.iter().any(named))
            && (self.namespaces.is_empty() || self.namespaces.iter().any(spaced))
            && self.annotations.iter().all(|wanted| has_annotation(&candidate.annotations, wanted))
            && self.selector.as_ref().is_none_or(|selector| selector.matches(&*candidate.labels))
            && self
                .namespace_selector
                .as_ref()
                .is_none_or(|selector| candidate.kind != "Namespace" && selector.matches(&*candidate.namespace_labels))
    }

    fn fits_user(&self, candidate: &Candidate<'_>) -> bool {
        static NOBODY: UserInfo = UserInfo::NOBODY;
        let user = candidate.user.unwrap_or(&NOBODY);
        let one_of =
            |wanted: &[String], held: &[String]| wanted.is_empty() || wanted.iter().any(|one| held.contains(one));
        one_of(&self.roles, &user.roles)
            && one_of(&self.cluster_roles, &user.cluster_roles)
            && (self.subjects.is_empty() || self.subjects.iter().any(|subject| subject.is(user)))
    }
}

fn has_annotation(annotations: &Entries, (key, value): &(String, String)) -> bool {
    let fits = |found: &Data| found.as_str().is_some_and(|found| wildcard::matches(value, found));
    annotations.iter().any(|(name, found)| wildcard::matches(key, name) && fits(found))
}

impl Account {
    fn compile(value: &Value) -> Account {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Account { kind: text("kind"), name: text("name"), namespace: text("namespace") }
    }

    fn is(&self, user: &UserInfo) -> bool {
        match self.kind.as_str() {
            "ServiceAccount" => {
                let full = format!("system:serviceaccount:{}:{}", self.namespace, self.name);
                wildcard::matches(&full, &user.username)
            }
            "Group" => user.groups.iter().any(|group| wildcard::matches(&self.name, group)),
            "User" => wildcard::matches(&self.name, &user.username),
            _ => false,
        }
    }
}

impl KindPattern {
    /// Kyverno's reading: what looks like a version is one, and a dot may stand before a subresource.
    fn parse(text: &str) -> KindPattern {
        let mut parts: Vec<&str> = text.split('/').collect();
        let last = parts.pop().unwrap_or_default();
        parts.extend(last.split('.'));
        let made = |group: &str, version: &str, kind: &str, subresource: &str| {
            KindPattern([group.into(), version.into(), kind.into(), subresource.into()])
        };
        match parts.as_slice() {
            [kind] => made("*", "*", kind, ""),
            ["*", "*"] => made("*", "*", "*", "*"),
            ["*", subresource] if subresource.to_lowercase() == **subresource => made("*", "*", "*", subresource),
            [version, kind] if is_version(version) => made("*", version, kind, ""),
            [kind, subresource] => made("*", "*", kind, subresource),
            [version, kind, subresource] if is_version(version) => made("*", version, kind, subresource),
            [group, version, kind] => made(group, version, kind, ""),
            [group, version, kind, subresource] => made(group, version, kind, subresource),
            _ => made("", "", "", ""),
        }
    }

    fn matches(&self, candidate: &Candidate<'_>) -> bool {
        let KindPattern([group, version, kind, subresource]) = self;
        let is_pod = candidate.kind == "Pod" && candidate.group.is_empty() && candidate.version == "v1";
        wildcard::matches(kind, &candidate.kind)
            && wildcard::matches(group, &candidate.group)
            && wildcard::matches(version, &candidate.version)
            && (wildcard::matches(subresource, &candidate.subresource)
                || (is_pod && candidate.subresource == "ephemeralcontainers"))
    }
}

/// `v1`, `v1beta1`, `*`.
fn is_version(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('v') else { return text == "*" };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(rest)
        || ["alpha", "beta"]
            .iter()
            .any(|stage| rest.split_once(stage).is_some_and(|(major, minor)| digits(major) && digits(minor)))
}

/// The kind that a pattern of kinds names, as automatic rules look for it.
pub(super) fn kind_of(text: &str) -> &str {
    let parts: Vec<&str> = text.split('/').collect();

    (match parts.as_slice() {
        [one] => one.split('.').next().unwrap_or(one),
        [version, kind] if is_version(version) => kind.split('.').next().unwrap_or(kind),
        [kind, _] => kind,
        [version, kind, _] if is_version(version) => kind,
        [_, _, kind] => kind.split('.').next().unwrap_or(kind),
        [_, _, kind, _] => kind,
        _ => "",
    }) as _
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_kyverno_reads_them() {
        for (text, parts) in [
            ("Pod", ["*", "*", "Pod", ""]),
            ("v1/Pod", ["*", "v1", "Pod", ""]),
            ("Pod/exec", ["*", "*", "Pod", "exec"]),
            ("Deployment.status", ["*", "*", "Deployment", "status"]),
            ("apps/v1/Deployment", ["apps", "v1", "Deployment", ""]),
            ("v1/Pod/exec", ["*", "v1", "Pod", "exec"]),
            ("apps/v1beta1/Deployment/scale", ["apps", "v1beta1", "Deployment", "scale"]),
            ("*/*", ["*", "*", "*", "*"]),
            ("networking.k8s.io/v1/Ingress", ["networking.k8s.io", "v1", "Ingress", ""]),
        ] {
            assert_eq!(KindPattern::parse(text), KindPattern(parts.map(String::from)), "{text}");
        }
        assert_eq!(kind_of("v1/Pod"), "Pod");
    }
}
