//! What a test of policies expects, and whether the findings are that: the rules by which `kyverno test` resolves its results. Pure:
//! files are read and verdicts printed elsewhere.

use super::{Finding, Outcome, Subject, World};
use smol_str::SmolStr;

/// What a test expects of one policy, rule and some objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// The policy's name, perhaps behind its namespace.
    pub policy: SmolStr,
    /// The rule's name; empty for policies without rules, and where any is meant.
    pub rule: SmolStr,
    /// Names of objects, perhaps behind their namespaces; every object where there are none.
    pub resources: Vec<SmolStr>,
    /// The outcome: `pass`, `fail`, `warn`, `error` or `skip`.
    pub result: SmolStr,
}

/// How an expectation turned out for one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The object as the test names it, or as it is named where the test names none.
    pub resource: String,
    /// The first finding that is another one than expected: its outcome and message. None where all is as expected.
    pub surprise: Option<(Outcome, String)>,
}

impl Expectation {
    /// Holds the findings to what is expected. Of a rule, what was made of it for pod controllers counts as well, and every finding
    /// has to be the expected one. A rule that says nothing of an object, as one that does not match it, is as expected whatever
    /// that is: so has Kyverno.
    pub fn judge(&self, findings: &[Finding], world: &World) -> Vec<Verdict> {
        let of_policy: Vec<&Finding> = findings.iter().filter(|finding| self.is_meant(finding)).collect();
        let verdict = |resource: String, is_one: &dyn Fn(&Subject) -> bool| {
            let about = of_policy.iter().filter(|finding| {
                let subject = finding.subject.and_then(|position| world.subjects.get(position));
                subject.is_some_and(is_one)
            });
            let surprise = about.into_iter().find(|finding| !self.fits(finding.outcome));
            let surprise = surprise.map(|finding| (finding.outcome, finding.message.clone()));
            Verdict { resource, surprise }
        };
        if self.resources.is_empty() {
            let subjects = world.subjects.iter();
            return subjects
                .map(|one| verdict(one.name.to_string(), &|other| other.position == one.position))
                .collect();
        }
        let named = self.resources.iter().map(|name| {
            let is_one = |subject: &Subject| is_named(subject, name);
            verdict(name.to_string(), &is_one)
        });
        named.collect()
    }

    /// Whether a finding is of this policy and rule.
    fn is_meant(&self, finding: &Finding) -> bool {
        let policy = self.policy.rsplit('/').next().unwrap_or_default();
        let rule = self.rule.as_str();
        let found = finding.rule.as_str();
        let plain = found.strip_prefix("autogen-").unwrap_or(found);
        finding.policy == policy
            && (rule.is_empty() || found == rule || plain == rule || plain.strip_prefix("cronjob-") == Some(rule))
    }

    /// A rule that only warns breaks an object as one that fails does.
    fn fits(&self, outcome: Outcome) -> bool {
        self.result == outcome.name() || (self.result == "fail" && outcome == Outcome::Warn)
    }
}

/// Whether a test's `name` or `namespace/name` is this object. One without a namespace is in `default`.
fn is_named(subject: &Subject, name: &str) -> bool {
    match name.split_once('/') {
        Some((namespace, name)) => {
            let own = if subject.namespace.is_empty() { "default" } else { subject.namespace.as_str() };
            subject.name == name && own == namespace
        }
        None => subject.name == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn world() -> World {
        let text = "kind: Pod\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: {name: b, namespace: x}\n";
        let trees = crate::yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        World::new(trees, None)
    }

    fn surprises(resources: &[&str], result: &str) -> Vec<bool> {
        let findings = [
            Finding::new("p", "autogen-r", 0, Outcome::Fail),
            Finding::new("p", "other", 0, Outcome::Pass),
            Finding::new("p", "r", 1, Outcome::Pass),
        ];
        let resources = resources.iter().map(SmolStr::new).collect();
        let expectation = Expectation { policy: "ns/p".into(), rule: "r".into(), resources, result: result.into() };
        expectation.judge(&findings, &world()).iter().map(|verdict| verdict.surprise.is_some()).collect()
    }

    #[test]
    fn automatic_rules_count_and_names_may_have_namespaces() {
        assert_eq!(surprises(&["a"], "fail"), [false]);
        assert_eq!(surprises(&["default/a", "x/b"], "pass"), [true, false]);
        assert_eq!(surprises(&[], "pass"), [true, false]);
    }

    #[test]
    fn what_no_rule_speaks_of_is_as_expected() {
        assert_eq!(surprises(&["y/b", "nobody"], "fail"), [false, false]);
    }
}
