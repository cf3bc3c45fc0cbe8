//! The standards as engines: [`ByFlag`] holds all objects to one standard, [`ByLabels`] those of a namespace to what its
//! labels ask for. They report one finding for each control that is broken, or that all were kept.

use super::standard::{Level, Standard, Version};
use super::{Breach, Pod, evaluate};
use crate::diagnostic::{Diagnostic, Fault};
use crate::policy::{Compiled, Engine, Finding, Outcome, Subject, World};

const POLICY: &str = "pod-security";

/// `--pod-security LEVEL[:VERSION]`.
pub(crate) struct ByFlag(Standard);

impl ByFlag {
    /// The standard that the flag names.
    pub fn new(text: &str) -> Compiled<ByFlag> {
        Standard::parse(text).map(ByFlag).ok_or_else(|| {
            let sentence =
                format!("invalid argument \"{text}\" for \"--pod-security\" flag: there is no such standard");
            let help =
                "give privileged, baseline or restricted, and a version behind a colon if need be: restricted:v1.33";
            Box::new(Diagnostic::error("usage::flag-value", sentence).fault(Fault::Usage).help(help))
        })
    }
}

impl Engine for ByFlag {
    fn check(&self, subject: &Subject, _: &World, findings: &mut Vec<Finding>) {
        let Some(pod) = Pod::of(&subject.gvk.group, &subject.gvk.kind, &subject.value) else { return };
        report(evaluate(self.0, &pod).iter().map(|breach| finding(breach, subject, Outcome::Fail)), subject, findings);
    }
}

/// The labels of Namespaces: `pod-security.kubernetes.io/enforce`, `warn` and `audit`, each with its `-version`. What breaks
/// the standard that is enforced fails; what breaks one of the others warns.
pub(crate) struct ByLabels;

impl Engine for ByLabels {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        if subject.gvk.kind == "Namespace" && subject.gvk.group.is_empty() {
            return findings.extend(Labels::of(subject).mistakes());
        }
        let name = if subject.namespace.is_empty() { "default" } else { &subject.namespace };
        let Some(labels) = world.namespace(name).map(Labels::of).filter(|labels| labels.are_any()) else { return };
        let Some(pod) = Pod::of(&subject.gvk.group, &subject.gvk.kind, &subject.value) else { return };
        let mut broken: Vec<Finding> = Vec::new();
        for (mode, standard) in labels.standards() {
            let outcome = if mode == "enforce" { Outcome::Fail } else { Outcome::Warn };
            for breach in evaluate(standard, &pod) {
                if broken.iter().all(|known| known.rule != breach.control.id) {
                    broken.push(finding(&breach, subject, outcome));
                }
            }
        }
        report(broken.into_iter(), subject, findings);
    }
}

/// Adds what was broken, or that nothing was.
fn report(broken: impl Iterator<Item = Finding>, subject: &Subject, findings: &mut Vec<Finding>) {
    let before = findings.len();
    findings.extend(broken);
    if findings.len() == before {
        findings.push(Finding::new(POLICY, "", subject.position, Outcome::Pass));
    }
}

fn finding(breach: &Breach<'_>, subject: &Subject, outcome: Outcome) -> Finding {
    let finding = Finding::new(POLICY, breach.control.id, subject.position, outcome).message(breach.message());
    match breach.fields.first() {
        Some(field) => finding.path(field.pointer.clone()),
        None => finding,
    }
}

const PREFIX: &str = "pod-security.kubernetes.io/";

/// The modes, strictest first.
const MODES: [&str; 3] = ["enforce", "warn", "audit"];

/// The labels of a Namespace that name standards.
struct Labels<'a>(&'a Subject);

impl<'a> Labels<'a> {
    fn of(namespace: &'a Subject) -> Self {
        Labels(namespace)
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.labels()?.get(&format!("{PREFIX}{name}"))?.as_str()
    }

    fn are_any(&self) -> bool {
        MODES.iter().any(|mode| self.get(mode).is_some())
    }

    /// What each mode asks for. As in a cluster, what cannot be read is restricted where it is enforced and nothing elsewhere,
    /// and an unreadable version is the latest.
    fn standards(&self) -> impl Iterator<Item = (&'static str, Standard)> {
        MODES.into_iter().filter_map(|mode| {
            let unreadable = if mode == "enforce" { Level::Restricted } else { Level::Privileged };
            let level = Level::named(self.get(mode)?).unwrap_or(unreadable);
            let version = self.get(&format!("{mode}-version")).and_then(Version::parse_label);
            Some((mode, Standard { level, version: version.unwrap_or(Version::Latest) }))
        })
    }

    /// Labels that a cluster refuses.
    fn mistakes(&self) -> Vec<Finding> {
        let mut mistakes = Vec::new();
        for mode in MODES {
            let version = format!("{mode}-version");
            let wrong_level = self.get(mode).filter(|level| Level::named(level).is_none());
            let wrong_version = self.get(&version).filter(|version| Version::parse_label(version).is_none());
            let levels = "must be one of privileged, baseline, restricted";
            mistakes.extend(wrong_level.map(|value| self.mistake(mode, value, levels)));
            mistakes.extend(wrong_version.map(|value| self.mistake(&version, value, "must be \"latest\" or \"v1.x\"")));
        }
        mistakes
    }

    fn mistake(&self, name: &str, value: &str, rule: &str) -> Finding {
        let message = format!("metadata.labels[{PREFIX}{name}]: Invalid value: {value:?}: {rule}");
        let pointer = format!("/metadata/labels/{}~1{name}", PREFIX.trim_end_matches('/'));
        Finding::new(POLICY, "labels", self.0.position, Outcome::Fail).message(message).path(pointer)
    }
}
