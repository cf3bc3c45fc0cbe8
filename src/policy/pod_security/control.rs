//! [`Control`], a rule of the standards, and [`Breach`], what it found in a pod; and how findings are put in words.

use super::pod::{Holder, Pod};
use super::standard::Level;
use serde_json::Value;
use std::collections::BTreeSet;

/// A rule of the standards with all its versions.
#[derive(Debug)]
pub struct Control {
    /// Its id, as the admission plugin has it: `hostPorts`.
    pub id: &'static str,
    /// Its name in the documentation of the standards: `Host Ports`.
    pub title: &'static str,
    /// The mildest level that it belongs to.
    pub level: Level,
    /// The baseline control that it takes the place of.
    pub replaces: Option<&'static str>,
    /// What is checked, each from a minor version of Kubernetes on, oldest first.
    pub(super) since: &'static [(u32, Check)],
}

/// What a control checks.
pub(super) type Check = for<'p, 'a> fn(&'p Pod<'a>) -> Option<Found<'a>>;

/// What a check found.
pub(super) struct Found<'a> {
    reason: String,
    detail: String,
    fields: Vec<Field<'a>>,
}

impl<'a> Found<'a> {
    pub fn new(reason: impl Into<String>, detail: impl Into<String>, fields: Vec<Field<'a>>) -> Self {
        Found { reason: reason.into(), detail: detail.into(), fields }
    }

    pub fn of(self, control: &'static Control) -> Breach<'a> {
        let Found { reason, detail, fields } = self;
        Breach { control, reason, detail, fields }
    }
}

/// A field that breaks a control.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// Its JSON pointer within the object; of one that is missing, where it belongs.
    pub pointer: String,
    /// Its value; nothing where it is missing.
    pub value: Option<&'a Value>,
    /// The image of the container that it belongs to; nothing for the pod's own fields.
    pub image: Option<&'a str>,
}

/// A control that a pod breaks.
#[derive(Debug)]
pub struct Breach<'a> {
    /// Which one.
    pub control: &'static Control,
    /// Why, in a few words: `hostPort`.
    pub reason: String,
    /// Who set what: `container "a" uses hostPort 80`.
    pub detail: String,
    /// All fields that break it, in the order of the pod.
    pub fields: Vec<Field<'a>>,
}

impl Breach<'_> {
    /// Reason and detail as the admission plugin joins them: `hostPort (container "a" uses hostPort 80)`.
    pub fn message(&self) -> String {
        format!("{} ({})", self.reason, self.detail)
    }
}

/// Who breaks a control by which fields: collected in the order of the pod.
#[derive(Default)]
pub(super) struct Offenders<'a> {
    /// Whether the pod itself does.
    pod: bool,
    /// The names of the containers that do.
    containers: Vec<&'a str>,
    pub fields: Vec<Field<'a>>,
    /// The values that break it, in order.
    pub values: BTreeSet<String>,
}

impl<'a> Offenders<'a> {
    /// Those that `offends` picks of the holders, by the field at `path`.
    pub fn by<'p>(
        holders: impl Iterator<Item = &'p Holder<'a>>,
        path: &str,
        offends: impl Fn(&Holder<'a>) -> bool,
    ) -> Self
    where
        'a: 'p,
    {
        let mut offenders = Offenders::default();
        holders.filter(|holder| offends(holder)).for_each(|holder| offenders.add(holder, path));
        offenders
    }

    /// Notes that the field at `path` of `holder` breaks the control. The fields of a holder must follow one another.
    pub fn add(&mut self, holder: &Holder<'a>, path: &str) {
        let is_known = self.fields.last().is_some_and(|field| is_of(field, holder));
        self.fields.push(holder.field(path));
        if !holder.is_container {
            self.pod = true;
        } else if !is_known {
            self.containers.push(holder.name());
        }
    }

    /// The same, with the value in words.
    pub fn add_value(&mut self, holder: &Holder<'a>, path: &str, value: impl Into<String>) {
        self.add(holder, path);
        self.values.insert(value.into());
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// How many containers there are.
    pub fn count(&self) -> usize {
        self.containers.len()
    }

    /// `container "a"` or `containers "a", "b"`.
    pub fn containers(&self) -> String {
        counted("container", &self.containers)
    }

    /// `pod and container "a"`.
    pub fn setters(&self) -> String {
        match (self.pod, self.containers.is_empty()) {
            (true, true) => "pod".to_owned(),
            (true, false) => format!("pod and {}", self.containers()),
            (false, _) => self.containers(),
        }
    }

    /// The values in quotes.
    pub fn quoted_values(&self) -> String {
        quoted(&self.values.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What was found, if anything was.
    pub fn found(self, reason: &str, detail: impl FnOnce(&Self) -> String) -> Option<Found<'a>> {
        if self.is_empty() {
            return None;
        }
        let detail = detail(&self);
        Some(Found::new(reason, detail, self.fields))
    }
}

fn is_of(field: &Field<'_>, holder: &Holder<'_>) -> bool {
    field.pointer.strip_prefix(holder.pointer.as_str()).is_some_and(|rest| rest.starts_with('/'))
}

/// `"a", "b"`.
pub(super) fn quoted(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
    items.join(", ")
}

/// `noun "a"` or `nouns "a", "b"`.
pub(super) fn counted(noun: &str, items: &[&str]) -> String {
    format!("{} {}", plural(noun, items.len()), quoted(items))
}

/// The noun in the number of `count`.
pub(super) fn plural(noun: &str, count: usize) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// The verb `use` for `count` things.
pub(super) fn use_verb(count: usize) -> &'static str {
    if count == 1 { "uses" } else { "use" }
}
