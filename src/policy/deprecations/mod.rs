//! Removed and deprecated APIs: every object is held against [`Lifecycle`]s for a target release of Kubernetes. What is no part
//! of Kubernetes has releases of its own, which nothing names here: its newest is meant.

use super::{Compiled, Engine, Finding, Outcome, Subject, World};
use crate::diagnostic::{Diagnostic, Fault};
use crate::kubernetes::{Lifecycle, Release};

const POLICY: &str = "deprecated-api";

/// The engine.
pub(crate) struct Deprecations {
    target: Release,
}

impl Deprecations {
    /// Judges for the release that a flag named: `1.33`, `v1.33.2`.
    pub fn new(flag: &str, version: &str) -> Compiled<Deprecations> {
        release(version).map(|target| Deprecations { target }).ok_or_else(|| {
            let sentence =
                format!("invalid argument \"{version}\" for \"--{flag}\" flag: it is no version of Kubernetes");
            let error = Diagnostic::error("usage::flag-value", sentence).fault(Fault::Usage);
            Box::new(error.help("give a version with its major and minor number, as in 1.33"))
        })
    }

    /// Whether `since` has come.
    fn has_come(&self, api: &Lifecycle, since: Option<Release>) -> bool {
        since.is_some_and(|since| !api.component.is_empty() || since <= self.target)
    }

    /// The rule that an API breaks, with what happened to it.
    fn broken(&self, api: &Lifecycle) -> Option<(&'static str, Outcome, Release)> {
        let broken = |since| if self.has_come(api, since) { since } else { None };
        let removed = broken(api.removed).map(|since| ("removed", Outcome::Fail, since));
        removed.or_else(|| broken(api.deprecated).map(|since| ("deprecated", Outcome::Warn, since)))
    }
}

impl Engine for Deprecations {
    fn check(&self, subject: &Subject, _: &World, findings: &mut Vec<Finding>) {
        if subject.gvk.kind.is_empty() {
            return;
        }
        let api_version = subject.gvk.api_version();
        let api = Lifecycle::of_api(&api_version, &subject.gvk.kind);
        let Some((api, (rule, outcome, since))) = api.and_then(|api| Some((api, self.broken(api)?))) else {
            return findings.push(Finding::new(POLICY, "", subject.position, Outcome::Pass));
        };
        let component = if api.component.is_empty() { "Kubernetes" } else { api.component };
        let mut message =
            format!("{} of {api_version} is {rule} since {component} {}.{}", subject.gvk.kind, since.0, since.1);
        if api.replacement.is_empty() {
            message.push_str("; nothing takes its place");
        } else {
            message.push_str(&format!(": use {}", api.replacement));
        }
        let mut finding = Finding::new(POLICY, rule, subject.position, outcome).message(message).path("/apiVersion");
        finding.replacement = Some(api.replacement.into()).filter(|api: &smol_str::SmolStr| !api.is_empty());
        findings.push(finding);
    }
}

/// Major and minor of a version as people write it.
fn release(text: &str) -> Option<Release> {
    let mut parts = text.strip_prefix('v').unwrap_or(text).splitn(3, '.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next()?;
    let digits = minor.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(minor.len());
    Some((major, minor.get(..digits)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn verdict(version: &str, api_version: &str, kind: &str) -> (String, Outcome) {
        let text = format!("apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: x}}\n");
        let trees = crate::yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        let world = World::new(trees, None);
        let mut findings = Vec::new();
        let engine = Deprecations::new("kube-version", version).expect("it is a version");
        engine.check(&world.subjects[0], &world, &mut findings);
        (findings[0].rule.to_string(), findings[0].outcome)
    }

    #[test]
    fn the_target_decides() {
        assert_eq!(verdict("1.18", "networking.k8s.io/v1beta1", "Ingress"), (String::new(), Outcome::Pass));
        assert_eq!(verdict("v1.19.4", "networking.k8s.io/v1beta1", "Ingress"), ("deprecated".into(), Outcome::Warn));
        assert_eq!(verdict("1.22+", "networking.k8s.io/v1beta1", "Ingress"), ("removed".into(), Outcome::Fail));
    }

    #[test]
    fn components_are_at_their_newest() {
        assert_eq!(verdict("1.20", "cert-manager.io/v1alpha2", "Issuer"), ("removed".into(), Outcome::Fail));
        assert_eq!(verdict("1.20", "cert-manager.io/v1", "Issuer"), (String::new(), Outcome::Pass));
    }

    #[test]
    fn a_version_needs_two_numbers() {
        for wrong in ["", "1", "latest", "1.", "v", "1.x"] {
            assert!(Deprecations::new("kube-version", wrong).is_err(), "{wrong}");
        }
    }
}
