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
const NAMES: [(&str, &[&str]); 17] = [
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
    ("Host Probes / Lifecycle Hooks", &["hostProbesAndHostLifecycle"]),
    ("Host Probes", &["hostProbesAndHostLifecycle"]),
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
        let mut breaches = pod_security::evaluate(self.standard, &pod);
        for exclusion in self.excludes.iter().chain(more.iter().copied()) {
            breaches.iter_mut().for_each(|breach| exclusion.take_from(breach, &pod));
            breaches.retain(|breach| !breach.fields.is_empty());
        }
        if breaches.is_empty() {
            return Some(Ok(()));
        }
        let pointer = breaches.iter().flat_map(|breach| &breach.fields).map(|field| field.pointer.clone()).next();
        let told: String = breaches.iter().map(|breach| told(breach, &pod)).collect();
        Some(Err((format!("It violates PodSecurity \"{}:{}\": {told}", self.level, self.version), pointer)))
    }
}

/// A breach as Kyverno lists it.
fn told(breach: &Breach<'_>, pod: &Pod<'_>) -> String {
    let field = |field: &Field<'_>| {
        let path = path_of(&field.pointer, pod, false);
        match field.value {
            Some(value) if !value.is_null() => {
                let text = crate::policy::jmespath::Data::from(value).to_go_text();
                format!("{path} is forbidden, forbidden values found: {text}")
            }
            _ => format!("{path}: Required value"),
        }
    };
    let fields: Vec<String> = breach.fields.iter().map(field).collect();
    format!("(Forbidden reason: {}, field error list: [{}])", breach.reason, fields.join(", "))
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
    fn take_from(&self, breach: &mut Breach<'_>, pod: &Pod<'_>) {
        let id = breach.control.id;
        if NAMES.iter().any(|(name, ids)| *name == self.control && ids.contains(&id)) {
            breach.fields.retain(|field| !self.excludes(field, pod));
        }
    }

    fn excludes(&self, field: &Field<'_>, pod: &Pod<'_>) -> bool {
        let meant = match field.image {
            None => self.images.is_empty(),
            Some(image) => self.images.iter().any(|pattern| wildcard::matches(pattern, image)),
        };
        meant
            && (self.field.is_empty() || self.field == path_of(&field.pointer, pod, true))
            && (self.values.is_empty() || bad_values(field.value).iter().all(|value| self.takes(value)))
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
