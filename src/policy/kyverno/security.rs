//! `podSecurity` rules: the Pod Security Standards, with what a rule excludes by control, image, field and value.

use crate::policy::jmespath::wildcard;
use crate::policy::pod_security::{self, Breach, Field, Level, Pod, Standard, Version};
use serde_json::Value;

/// A standard and what is excluded of it.
#[derive(Debug)]
pub(super) struct PodSecurity {
    standard: Standard,
    level: String,
    version: String,
    excludes: Vec<Exclusion>,
}

/// What is excluded.
#[derive(Debug)]
pub(super) struct Exclusion {
    control: String,
    images: Vec<String>,
    field: String,
    values: Vec<String>,
}

/// Names that Kyverno has for controls where the standards' documentation has others.
const NAMES: [(&str, &[&str]); 15] = [
    ("Capabilities", &["capabilities_baseline", "capabilities_restricted"]),
    ("Seccomp", &["seccompProfile_baseline", "seccompProfile_restricted"]),
    ("Privileged Containers", &["privileged"]),
    ("Host Ports", &["hostPorts"]),
    ("/proc Mount Type", &["procMount"]),
    ("HostProcess", &["windowsHostProcess"]),
    ("SELinux", &["seLinuxOptions"]),
    ("Host Namespaces", &["hostNamespaces"]),
    ("HostPath Volumes", &["hostPathVolumes"]),
    ("Sysctls", &["sysctls"]),
    ("AppArmor", &["appArmorProfile"]),
    ("Privilege Escalation", &["allowPrivilegeEscalation"]),
    ("Running as Non-root", &["runAsNonRoot"]),
    ("Running as Non-root user", &["runAsUser"]),
    ("Volume Types", &["restrictedVolumes"]),
];

impl PodSecurity {
    /// Compiles the block. The error is a sentence.
    pub(super) fn compile(value: &Value) -> Result<PodSecurity, String> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let (level, version) = (text("level"), text("version"));
        let parsed = Level::named(level).ok_or_else(|| format!("there is no level {level:?}"))?;
        let number = if version.is_empty() { Some(Version::Latest) } else { Version::parse(version) };
        let number = number.ok_or_else(|| format!("there is no version {version:?}"))?;
        let standard = Standard { level: parsed, version: number };
        let excludes = Exclusion::list(value.get("exclude"));
        Ok(PodSecurity { standard, level: level.to_owned(), version: version.to_owned(), excludes })
    }

    /// What breaks the standard in an object, in Kyverno's words, with the pointer of the first field; nothing where it makes no
    /// pods. `more` is excluded as well.
    pub(super) fn judge(
        &self,
        group: &str,
        kind: &str,
        object: &Value,
        more: &[&Exclusion],
    ) -> Option<Result<(), (String, Option<String>)>> {
        let pod = Pod::of(group, kind, object)?;
        let breaches = pod_security::evaluate_each(self.standard, &pod);
        let mut breaches: Vec<Refused<'_>> = breaches.iter().map(|breach| Refused::new(breach, &pod, object)).collect();
        for exclusion in self.excludes.iter().chain(more.iter().copied()) {
            breaches.iter_mut().for_each(|breach| exclusion.take_from(breach));
            breaches.retain(|breach| !breach.fields.is_empty());
        }
        if breaches.is_empty() {
            return Some(Ok(()));
        }
        let pointer = breaches.iter().flat_map(|breach| &breach.fields).map(|field| field.pointer.clone()).next();
        let told: String = breaches.iter().map(Refused::told).collect();
        Some(Err((format!("It violates PodSecurity \"{}:{}\": {told}", self.level, self.version), pointer)))
    }
}

/// A breach with the fields as Kyverno lists them.
struct Refused<'p> {
    control: &'static str,
    reason: String,
    fields: Vec<RefusedField<'p>>,
}

/// A field that breaks a control: of capabilities the list, and not each item.
struct RefusedField<'p> {
    /// The place of the first mistake.
    pointer: String,
    /// `spec.containers[0].image`
    path: String,
    /// `spec.containers[*].image`
    any_path: String,
    image: Option<&'p str>,
    /// The values that break it; nothing where it has to be there and is not.
    values: Option<Vec<String>>,
    is_list: bool,
}

impl<'p> Refused<'p> {
    fn new(breach: &Breach<'p>, pod: &Pod<'p>, object: &Value) -> Self {
        let mut fields: Vec<RefusedField<'p>> = Vec::new();
        for field in &breach.fields {
            let field = RefusedField::new(breach.control.id, field, pod, object);
            match fields.last_mut().filter(|last| field.is_list && last.path == field.path) {
                Some(last) => last.values.get_or_insert_default().extend(field.values.unwrap_or_default()),
                None => fields.push(field),
            }
        }
        for list in fields.iter_mut().filter(|field| field.is_list).filter_map(|field| field.values.as_mut()) {
            list.sort();
            list.dedup();
        }
        Refused { control: breach.control.id, reason: breach.reason.clone(), fields }
    }

    fn told(&self) -> String {
        let fields: Vec<String> = self.fields.iter().map(RefusedField::told).collect();
        format!("(Forbidden reason: {}, field error list: [{}])", self.reason, fields.join(", "))
    }
}

impl<'p> RefusedField<'p> {
    fn new(control: &str, field: &Field<'p>, pod: &Pod<'p>, object: &Value) -> Self {
        // An item of a list of capabilities stands for the list.
        let parent = field.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        let is_item = parent.ends_with("/capabilities/add");
        let pointer = if is_item { parent } else { field.pointer.as_str() };
        let values = match field.value {
            // Where there is a security context, Kubernetes' checks tell of a field without a value.
            None | Some(Value::Null) if control == "allowPrivilegeEscalation" => {
                object.pointer(parent).filter(|context| context.is_object()).map(|_| vec![String::from("nil")])
            }
            None | Some(Value::Null) => None,
            Some(_) if control == "restrictedVolumes" => Some(Vec::new()),
            Some(Value::Array(items)) if items.is_empty() => None,
            value => Some(bad_values(value)),
        };
        RefusedField {
            pointer: field.pointer.clone(),
            path: path_of(pointer, pod, false),
            any_path: path_of(pointer, pod, true),
            image: field.image,
            values,
            is_list: is_item || field.value.is_some_and(Value::is_array),
        }
    }

    fn told(&self) -> String {
        let path = &self.path;
        match self.values.as_deref() {
            None => format!("{path}: Required value"),
            Some([]) => format!("{path}: Forbidden"),
            Some(values) if self.is_list => {
                format!("{path} is forbidden, forbidden values found: [{}]", values.join(" "))
            }
            Some(values) => format!("{path} is forbidden, forbidden values found: {}", values.join(" ")),
        }
    }
}

/// A pointer as Kubernetes writes fields of a pod: `spec.containers[0].image`, with `*` for numbers where they do not count.
fn path_of(pointer: &str, pod: &Pod<'_>, any_index: bool) -> String {
    let base = pod.spec.pointer.strip_suffix("/spec").unwrap_or_default();
    let mut path = String::new();
    for step in pointer.strip_prefix(base).unwrap_or(pointer).split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{}]", if any_index { "*" } else { step }));
        } else {
            path.push_str(if path.is_empty() { "" } else { "." });
            path.push_str(&step.replace("~1", "/").replace("~0", "~"));
        }
    }
    path
}

impl Exclusion {
    /// The exclusions of a list.
    pub(super) fn list(value: Option<&Value>) -> Vec<Exclusion> {
        value.and_then(Value::as_array).into_iter().flatten().map(Exclusion::compile).collect()
    }

    fn compile(value: &Value) -> Exclusion {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let texts = |name: &str| {
            let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
            items.map(|item| crate::policy::jmespath::Data::from(item).to_go_text()).collect()
        };
        Exclusion {
            control: text("controlName"),
            images: texts("images"),
            field: text("restrictedField"),
            values: texts("values"),
        }
    }

    /// Takes the fields that are excluded out of a breach.
    fn take_from(&self, breach: &mut Refused<'_>) {
        if NAMES.iter().any(|(name, ids)| *name == self.control && ids.contains(&breach.control)) {
            breach.fields.retain(|field| !self.excludes(field));
        }
    }

    fn excludes(&self, field: &RefusedField<'_>) -> bool {
        let meant = match field.image {
            None => self.images.is_empty(),
            Some(image) => self.images.iter().any(|pattern| wildcard::matches(pattern, image)),
        };
        meant
            && (self.field.is_empty() || self.field == field.any_path)
            && (self.values.is_empty() || field.values.iter().flatten().all(|value| self.takes(value)))
    }

    fn takes(&self, value: &str) -> bool {
        self.values.iter().any(|pattern| wildcard::matches(pattern, value))
    }
}

/// The values that break a rule, as texts.
fn bad_values(value: Option<&Value>) -> Vec<String> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) if text.is_empty() => Vec::new(),
        Some(Value::Array(items)) => items.iter().flat_map(|item| bad_values(Some(item))).collect(),
        // Of a volume of the host, its path.
        Some(Value::Object(map)) => map.get("path").and_then(Value::as_str).map(str::to_owned).into_iter().collect(),
        Some(value) => vec![crate::policy::jmespath::Data::from(value).to_go_text()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn judged(rule: &Value, containers: &Value) -> String {
        let pod =
            json!({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": containers}});
        let rule = PodSecurity::compile(rule).expect("it is valid");
        match rule.judge("", "Pod", &pod, &[]).expect("it is a pod") {
            Ok(()) => String::from("passes"),
            Err((message, _)) => message,
        }
    }

    #[test]
    fn capabilities_are_excluded_as_lists() {
        let excluding = |values: &[&str]| {
            let field = "spec.containers[*].securityContext.capabilities.add";
            let exclude =
                json!({"controlName": "Capabilities", "images": ["nginx"], "restrictedField": field, "values": values});
            json!({"level": "baseline", "version": "latest", "exclude": [exclude]})
        };
        let adding =
            json!([{"image": "nginx", "securityContext": {"capabilities": {"add": ["SYS_TIME", "KILL", "BPF"]}}}]);
        assert_eq!(judged(&excluding(&["SYS_TIME", "BPF"]), &adding), "passes");
        let told = judged(&excluding(&["SYS_TIME"]), &adding);
        assert!(told.contains("capabilities.add is forbidden, forbidden values found: [BPF SYS_TIME]"), "{told}");
    }

    #[test]
    fn a_missing_field_is_not_one_with_an_excluded_value() {
        let exclude = json!({"controlName": "Privilege Escalation", "images": ["*"], "values": ["true"]});
        let rule = json!({"level": "restricted", "version": "latest", "exclude": [exclude]});
        let context = json!({
            "runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}, "capabilities": {"drop": ["ALL"]},
        });
        let told = judged(&rule, &json!([{"image": "nginx", "securityContext": context}]));
        assert!(told.contains("allowPrivilegeEscalation is forbidden, forbidden values found: nil"), "{told}");
    }
}
