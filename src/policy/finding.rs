//! [`Finding`], what a policy says of an object.

use smol_str::SmolStr;

/// How a rule ended for an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The rule was evaluated and has nothing to say.
    Pass,
    /// The rule does not apply, or was told not to.
    Skip,
    /// The object breaks the rule, which only warns.
    Warn,
    /// The object breaks the rule.
    Fail,
    /// The rule could not be evaluated.
    Error,
}

impl Outcome {
    /// The word for it in machine-readable output, as policy reports have it.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Skip => "skip",
            Outcome::Warn => "warn",
            Outcome::Fail => "fail",
            Outcome::Error => "error",
        }
    }
}

/// What one rule of one policy says of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The policy's name; for what is no policy's own, the name of the check: `schema`, `pod-security`.
    pub policy: SmolStr,
    /// The rule's name within the policy, or empty.
    pub rule: SmolStr,
    /// The position of the object in [`super::World::subjects`]; none where all objects are meant.
    pub subject: Option<usize>,
    /// How it ended.
    pub outcome: Outcome,
    /// What is wrong, in the policy's own words; empty for a pass.
    pub message: String,
    /// The JSON pointer of the field that is wrong, where the rule knows it: `/spec/replicas`.
    pub path: Option<String>,
    /// What to use instead, of a removed API: `apps/v1`.
    pub replacement: Option<SmolStr>,
    /// Whether the same was said of an earlier object: programs are told of each, people once.
    pub repeats: bool,
}

impl Finding {
    /// What `rule` of `policy` says of the object at `subject`.
    pub fn new(policy: impl Into<SmolStr>, rule: impl Into<SmolStr>, subject: usize, outcome: Outcome) -> Self {
        let (policy, rule) = (policy.into(), rule.into());
        Finding {
            policy,
            rule,
            subject: Some(subject),
            outcome,
            message: String::new(),
            path: None,
            replacement: None,
            repeats: false,
        }
    }

    /// Says what is wrong.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Names the field by its JSON pointer.
    pub fn path(mut self, pointer: impl Into<String>) -> Self {
        self.path = Some(pointer.into());
        self
    }
}
