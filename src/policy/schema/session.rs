//! [`Session`], the engine with the schemas of all kinds that are among the objects. They are found once, in order, before
//! objects are checked on several threads.

use super::definitions::{Definition, declared_by};
use super::json::{Dialect, Schema};
use super::locations::{Location, is_of};
use super::violation::{Path, Report};
use super::{Schemas, builtin, repeated};
use crate::diagnostic::nearest;
use crate::kubernetes::types::{Type, Types};
use crate::policy::{Engine, Finding, Outcome, Subject, World};
use crate::resource::Gvk;
use serde_json::Value;
use std::collections::HashMap;

const POLICY: &str = "schema";

/// The name of the type that all objects have as their metadata.
const METADATA: &str = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/// What objects of a kind are held against.
enum Rules {
    /// They are passed over.
    Skipped,
    /// A type of Kubernetes.
    Builtin(Type),
    /// A schema that the user brought, and whether their metadata is Kubernetes' beside it.
    Custom(Schema, bool),
    /// Nothing but that they are objects of Kubernetes.
    Free,
    /// There are none, for this reason.
    Missing(String),
    /// They cannot be read, for this reason.
    Broken(String),
}

pub(super) struct Session<'e> {
    engine: &'e Schemas,
    /// The rules of each kind, and the first object of it.
    kinds: HashMap<Gvk, (Rules, usize)>,
    metadata: Option<Type>,
}

impl<'e> Session<'e> {
    /// Finds the schemas of the kinds in `world`.
    pub fn new(engine: &'e Schemas, world: &World) -> Self {
        let declared: Vec<Definition> = world.subjects.iter().flat_map(|subject| declared_by(&subject.value)).collect();
        let mut kinds = HashMap::new();
        for subject in world.subjects.iter().filter(|subject| !subject.gvk.kind.is_empty()) {
            if !kinds.contains_key(&subject.gvk) {
                let rules = engine.rules(&subject.gvk, &declared);
                kinds.insert(subject.gvk.clone(), (rules, subject.position));
            }
        }
        Session { engine, kinds, metadata: engine.types.named(METADATA) }
    }

    fn violations(&self, subject: &Subject, rules: &Rules) -> Report {
        let strict = self.engine.naming.strict;
        let mut report = Report::default();
        let metadata = subject.value.get("metadata").zip(self.metadata);
        let check_metadata = |report: &mut Report| {
            if let Some((value, of)) = metadata.filter(|(value, _)| !value.is_null()) {
                builtin::check(value, of, &Path::Field(&Path::Top, "metadata"), strict, report);
            }
        };
        match rules {
            Rules::Builtin(of) => builtin::check(&subject.value, *of, &Path::Top, strict, &mut report),
            Rules::Custom(schema, has_metadata) => {
                if *has_metadata {
                    check_metadata(&mut report);
                }
                schema.check(&subject.value, &Path::Top, strict, &mut report);
            }
            Rules::Free => check_metadata(&mut report),
            Rules::Skipped | Rules::Missing(_) | Rules::Broken(_) => {}
        }
        if strict {
            repeated::check(&subject.tree, &Path::Top, &mut report);
        }
        report
    }
}

impl Engine for Session<'_> {
    fn check(&self, subject: &Subject, _: &World, findings: &mut Vec<Finding>) {
        let finding = |rule: &str, outcome| Finding::new(POLICY, rule, subject.position, outcome);
        if let Some(message) = unidentified(subject) {
            return findings.push(finding("kind", Outcome::Error).message(message).path(""));
        }
        let Some((rules, first)) = self.kinds.get(&subject.gvk) else { return };
        match rules {
            Rules::Skipped => findings.push(finding("", Outcome::Skip)),
            Rules::Missing(_) if self.engine.ignores_missing => findings.push(finding("", Outcome::Skip)),
            Rules::Missing(message) | Rules::Broken(message) => {
                let rule = if matches!(rules, Rules::Missing(_)) { "missing-schema" } else { "broken-schema" };
                let repeats = subject.position != *first;
                findings.push(Finding { repeats, ..finding(rule, Outcome::Error).message(message) });
            }
            rules => {
                let violations = self.violations(subject, rules).into_violations();
                if violations.is_empty() {
                    return findings.push(finding("", Outcome::Pass));
                }
                let fail = |one: super::violation::Violation| {
                    finding(one.rule, Outcome::Fail).message(one.message).path(one.pointer)
                };
                findings.extend(violations.into_iter().map(fail));
            }
        }
    }
}

/// Why an object has no kind, where it has none.
fn unidentified(subject: &Subject) -> Option<&'static str> {
    if !subject.value.is_object() {
        return Some("the document is no object with a kind");
    }
    if subject.gvk.kind.is_empty() {
        return Some("the field \"kind\" is missing or empty");
    }
    let has_version =
        subject.value.get("apiVersion").and_then(Value::as_str).is_some_and(|version| !version.is_empty());
    (!has_version).then_some("the field \"apiVersion\", which tells the version of the kind, is missing or empty")
}

impl Schemas {
    /// The rules of a kind: of the places that were named, the first that has it; then what the objects themselves declare, the
    /// user's library, and Kubernetes.
    fn rules(&self, gvk: &Gvk, declared: &[Definition]) -> Rules {
        if self.skips(gvk) {
            return Rules::Skipped;
        }
        let builtin = || self.types.of_kind(&gvk.group, &gvk.version, &gvk.kind).map(Rules::Builtin);
        for location in &self.locations {
            if let (Location::Builtin, Some(rules)) = (location, builtin()) {
                return rules;
            }
            match location.find(gvk, &self.naming, &*self.files) {
                Ok(Some(definition)) => return custom(&definition),
                Ok(None) => {}
                Err(why) => return Rules::Broken(why),
            }
        }
        if let Some(definition) = declared.iter().find(|one| is_of(one, gvk)) {
            return custom(definition);
        }
        if let Some(Ok(Some(definition))) =
            self.library.as_ref().map(|library| library.find(gvk, &self.naming, &*self.files))
        {
            return custom(&definition);
        }
        if let Some(rules) = builtin() {
            return rules;
        }
        match self.locations.iter().find_map(|location| location.fallback(gvk)) {
            Some(definition) => custom(&definition),
            None => Rules::Missing(self.why_missing(gvk)),
        }
    }

    /// That there is no schema, and what may have been meant.
    fn why_missing(&self, gvk: &Gvk) -> String {
        let lack = format!("could not find a schema for {} of {}", gvk.kind, gvk.api_version());
        let release = self.types.minor();
        let elsewhere: Vec<String> = self.types.api_versions(&gvk.kind).into_iter().map(joined).collect();
        if !elsewhere.is_empty() {
            return format!("{lack}: Kubernetes 1.{release} has it in {}", elsewhere.join(", "));
        }
        let mut kinds: Vec<&str> = self.types.kinds().collect();
        kinds.sort_unstable();
        match nearest(&gvk.kind, kinds) {
            Some(near) => format!("{lack}; did you mean {near}?"),
            None if is_of_kubernetes(gvk) => format!("{lack} in Kubernetes 1.{release}"),
            None => lack,
        }
    }
}

fn joined((group, version): (&str, &str)) -> String {
    if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") }
}

/// Whether some release has kinds in this group.
fn is_of_kubernetes(gvk: &Gvk) -> bool {
    gvk.group.is_empty()
        || gvk.group.ends_with(".k8s.io")
        || Types::newest()
            .kinds()
            .any(|kind| Types::newest().api_versions(kind).iter().any(|(group, _)| *group == gvk.group))
}

fn custom(definition: &Definition) -> Rules {
    let Some(document) = &definition.schema else { return Rules::Free };
    let has_metadata = definition.dialect == Dialect::Structural;
    match Schema::compile_kind(document, definition.dialect) {
        Ok(schema) => Rules::Custom(schema, has_metadata),
        Err(why) => Rules::Broken(format!("the schema of {} cannot be read: {why}", definition.kind)),
    }
}
