//! [`Pod`], what controls look at: the metadata and the spec of a pod or of the template that a workload makes pods from,
//! with the pointers of its parts in the object. It reads and never judges.

use super::control::Field;
use serde_json::Value;

static NOTHING: Value = Value::Null;

/// Where the pod of each kind of workload lies. Kinds that are not here have none.
const TEMPLATES: &[(&str, &[&str], &str)] = &[
    ("Pod", &[""], ""),
    ("PodTemplate", &[""], "/template"),
    ("ReplicationController", &[""], "/spec/template"),
    ("ReplicaSet", &["apps", "extensions"], "/spec/template"),
    ("Deployment", &["apps", "extensions"], "/spec/template"),
    ("StatefulSet", &["apps"], "/spec/template"),
    ("DaemonSet", &["apps", "extensions"], "/spec/template"),
    ("Job", &["batch"], "/spec/template"),
    ("CronJob", &["batch"], "/spec/jobTemplate/spec/template"),
];

/// A part of a pod that fields are set on: its spec, or a container of any sort.
#[derive(Clone, Debug)]
pub struct Holder<'a> {
    /// The JSON pointer of the part within the object.
    pub pointer: String,
    /// The part itself.
    pub value: &'a Value,
    /// Whether it is a container.
    pub is_container: bool,
}

impl<'a> Holder<'a> {
    /// What is at `path` below it, unless that is null.
    pub fn get(&self, path: &str) -> Option<&'a Value> {
        self.value.pointer(path).filter(|value| !value.is_null())
    }

    /// The text at `path`; empty where there is none.
    pub fn text(&self, path: &str) -> &'a str {
        self.get(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// The boolean at `path`.
    pub fn switch(&self, path: &str) -> Option<bool> {
        self.get(path).and_then(Value::as_bool)
    }

    /// The items of the list at `path`.
    pub fn items(&self, path: &str) -> &'a [Value] {
        self.get(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// Its name.
    pub fn name(&self) -> &'a str {
        self.text("/name")
    }

    /// The image of a container.
    pub fn image(&self) -> &'a str {
        self.text("/image")
    }

    /// The field at `path` below it, with the value that breaks a rule.
    pub(super) fn field(&self, path: &str) -> Field<'a> {
        let image = self.is_container.then(|| self.image());
        Field { pointer: format!("{}{path}", self.pointer), value: self.get(path), image }
    }
}

/// A pod, or the template of one.
#[derive(Clone, Debug)]
pub struct Pod<'a> {
    /// The JSON pointer of its metadata within the object.
    pub metadata_pointer: String,
    /// Its metadata.
    pub metadata: &'a Value,
    /// Its spec.
    pub spec: Holder<'a>,
    /// All containers in the order in which the admission plugin visits them: init, plain, ephemeral.
    pub containers: Vec<Holder<'a>>,
}

impl<'a> Pod<'a> {
    /// The pod that `object` is or makes; nothing where its kind makes none, or it has no template.
    pub fn of(group: &str, kind: &str, object: &'a Value) -> Option<Pod<'a>> {
        let (_, _, pointer) = TEMPLATES.iter().find(|(known, groups, _)| *known == kind && groups.contains(&group))?;
        let template = object.pointer(pointer).filter(|template| template.is_object())?;
        Some(Pod::from_template(template, pointer))
    }

    /// The pod with the metadata and spec of `template`, which lies at `pointer` in its object.
    pub fn from_template(template: &'a Value, pointer: &str) -> Pod<'a> {
        let part = |name: &str| template.get(name).unwrap_or(&NOTHING);
        let spec = Holder { pointer: format!("{pointer}/spec"), value: part("spec"), is_container: false };
        let mut containers = Vec::new();
        for list in ["initContainers", "containers", "ephemeralContainers"] {
            let items = spec.value.get(list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            containers.extend(items.iter().enumerate().map(|(index, value)| {
                let pointer = format!("{}/{list}/{index}", spec.pointer);
                Holder { pointer, value, is_container: true }
            }));
        }
        Pod { metadata_pointer: format!("{pointer}/metadata"), metadata: part("metadata"), spec, containers }
    }

    /// The spec and then each container: whatever may have a security context.
    pub(super) fn holders(&self) -> impl Iterator<Item = &Holder<'a>> {
        std::iter::once(&self.spec).chain(&self.containers)
    }

    /// Its annotations, as far as they are texts.
    pub(super) fn annotations(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let annotations = self.metadata.get("annotations").and_then(Value::as_object);
        annotations.into_iter().flatten().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }

    /// The annotation `key` as a field.
    pub(super) fn annotation(&self, key: &str) -> Field<'a> {
        let escaped = key.replace('~', "~0").replace('/', "~1");
        let value = self.metadata.get("annotations").and_then(|annotations| annotations.get(key));
        Field { pointer: format!("{}/annotations/{escaped}", self.metadata_pointer), value, image: None }
    }

    /// Whether it says that it is for Windows.
    pub(super) fn is_for_windows(&self) -> bool {
        self.spec.text("/os/name") == "windows"
    }

    /// Whether it runs in a user namespace of its own.
    pub(super) fn has_user_namespace(&self) -> bool {
        self.spec.switch("/hostUsers") == Some(false)
    }
}
