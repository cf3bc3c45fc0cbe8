//! What stands in for a cluster: the values file of Kyverno's command line (kind `Values`), and who asks (kind `UserInfo`).

use crate::policy::Document;
use crate::policy::jmespath::{Data, Entries};
use crate::resource::Gvk;
use serde_json::Value;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who asks.
#[derive(Clone, Debug, Default)]
pub(super) struct UserInfo {
    pub(super) roles: Vec<String>,
    pub(super) cluster_roles: Vec<String>,
    pub(super) username: String,
    pub(super) groups: Vec<String>,
    /// What expressions see of it below `request`.
    request: Data,
}

impl UserInfo {
    pub(super) const NOBODY: UserInfo = UserInfo {
        roles: Vec::new(),
        cluster_roles: Vec::new(),
        username: String::new(),
        groups: Vec::new(),
        request: Data::Null,
    };

    /// The first document that a flag brought.
    pub(super) fn compile(documents: &[Document]) -> Option<UserInfo> {
        let value = &documents.first()?.value;
        let list = |value: Option<&Value>| -> Vec<String> {
            let items = value.and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let user = value.get("userInfo");
        let part = |name: &str| user.and_then(|user| user.get(name));
        let mut request = Entries::new();
        for name in ["roles", "clusterRoles"] {
            if let Some(list) = value.get(name).filter(|list| !list.is_null()) {
                request.insert(name.into(), list.into());
            }
        }
        request.insert("userInfo".into(), user.map_or_else(|| Data::map(Entries::new()), Data::from));
        Some(UserInfo {
            roles: list(value.get("roles")),
            cluster_roles: list(value.get("clusterRoles")),
            username: part("username").and_then(Value::as_str).unwrap_or_default().to_owned(),
            groups: list(part("groups")),
            request: Data::map(request),
        })
    }

    /// `userInfo` as it was given.
    pub(super) fn user(&self) -> Value {
        self.request.get("userInfo").map(Value::from).unwrap_or_default()
    }

    /// What expressions see: `request.userInfo` and `request.roles`, `serviceAccountName` and `serviceAccountNamespace`.
    pub(super) fn variables(&self) -> Vec<(&'static str, Data)> {
        let account = self.username.strip_prefix("system:serviceaccount:").unwrap_or_default();
        let (namespace, name) = account.split_once(':').unwrap_or_default();
        let name = name.split(':').next().unwrap_or_default();
        vec![
            ("request", self.request.clone()),
            ("serviceAccountName", Data::text(name)),
            ("serviceAccountNamespace", Data::text(namespace)),
        ]
    }
}

/// Variables by their names.
type Variables = Vec<(String, Data)>;

/// All values files as one.
#[derive(Debug, Default)]
pub(super) struct Values {
    global: Variables,
    /// By policy and object.
    resources: BTreeMap<(String, String), Variables>,
    /// By policy and rule.
    rules: BTreeMap<(String, String), Variables>,
    namespaces: BTreeMap<String, Arc<Entries>>,
    /// Kinds that stand for a part of another kind: the kind as it is written, its owner and the part's name.
    subresources: Vec<(Gvk, Gvk, SmolStr)>,
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn variables(value: Option<&Value>) -> Variables {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    entries.map(|(key, value)| (key.clone(), value.into())).collect()
}

fn name(value: &Value) -> String {
    value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

impl Values {
    pub(super) fn compile(documents: &[Document]) -> Values {
        let mut values = Values::default();
        documents.iter().for_each(|document| values.add(&document.value));
        values
    }

    fn add(&mut self, value: &Value) {
        self.global.extend(variables(value.get("globalValues")));
        for policy in list(value, "policies") {
            let policy_name = name(policy);
            for resource in list(policy, "resources") {
                let known = self.resources.entry((policy_name.clone(), name(resource))).or_default();
                known.extend(variables(resource.get("values")));
            }
            for rule in list(policy, "rules") {
                let known = self.rules.entry((policy_name.clone(), name(rule))).or_default();
                known.extend(variables(rule.get("values")));
                for (key, values) in rule.get("foreachValues").and_then(Value::as_object).into_iter().flatten() {
                    let first = values.get(0).map(Data::from).unwrap_or_default();
                    known.push((key.clone(), first));
                }
            }
        }
        let labels = |value: Option<&Value>| match value.map(Data::from) {
            Some(Data::Map(labels)) => labels,
            _ => Arc::default(),
        };
        for namespace in list(value, "namespaceSelector") {
            self.namespaces.insert(name(namespace), labels(namespace.get("labels")));
        }
        for namespace in list(value, "namespaces") {
            let metadata = namespace.get("metadata").unwrap_or(&Value::Null);
            self.namespaces.insert(name(metadata), labels(metadata.get("labels")));
        }
        for mapping in list(value, "subresources") {
            let part = |name: &str| mapping.get(name).map(kind).unwrap_or_default();
            let (written, subresource) = part("subresource");
            let (owner, _) = part("parentResource");
            let subresource = subresource.split('/').nth(1).unwrap_or_default().into();
            self.subresources.push((written, owner, subresource));
        }
    }

    /// Variables for an object under a policy: global ones first.
    pub(super) fn of_resource(&self, policy: &str, resource: &str) -> impl Iterator<Item = &(String, Data)> {
        let own = self.resources.get(&(policy.to_owned(), resource.to_owned()));
        self.global.iter().chain(own.into_iter().flatten())
    }

    /// Variables for a rule, by its name without what automatic rules put before it.
    pub(super) fn of_rule(&self, policy: &str, rule: &str) -> &[(String, Data)] {
        let find = |rule: &str| self.rules.get(&(policy.to_owned(), rule.to_owned()));
        let plain = rule.strip_prefix("autogen-cronjob-").or_else(|| rule.strip_prefix("autogen-"));
        find(rule).or_else(|| find(plain?)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The labels of a namespace, where a file says them.
    pub(super) fn namespace(&self, name: &str) -> Option<&Arc<Entries>> {
        self.namespaces.get(name)
    }

    /// Whose part a kind is, and which.
    pub(super) fn subresource(&self, gvk: &Gvk) -> Option<(&Gvk, &SmolStr)> {
        let known = self.subresources.iter().find(|(written, ..)| written == gvk)?;
        Some((&known.1, &known.2))
    }
}

/// The kind of an `APIResource`, and its name.
fn kind(value: &Value) -> (Gvk, String) {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let api_version =
        [text("group"), text("version")].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    (Gvk::new(&api_version.join("/"), text("kind")), name(value))
}
