//! Evaluates `validate` rules: conditions, patterns, and steps over lists.

use super::condition::{Conditions, joined};
use super::pattern::{Mismatch, Pattern, fit};
use super::rule::{ForEach, Message, Overlay, Test};
use super::scope::{Fault, Scope};
use crate::policy::Outcome;
use crate::policy::jmespath::Data;

/// What a rule comes to.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    /// In Kyverno's words.
    pub(super) message: String,
    /// The JSON pointer of the field that is wrong, where that is known.
    pub(super) pointer: Option<String>,
}

impl Verdict {
    pub(super) fn new(outcome: Outcome, message: impl Into<String>) -> Self {
        Verdict { outcome, message: message.into(), pointer: None }
    }

    pub(super) fn error(words: &str, fault: Fault) -> Self {
        Verdict::new(Outcome::Error, fault.within(words).message)
    }
}

/// Why preconditions keep a rule from being evaluated; nothing where they are met.
pub(super) fn unmet(conditions: Option<&Conditions>, scope: &mut Scope<'_>) -> Option<Verdict> {
    match conditions?.judge(scope) {
        Err(fault) => Some(Verdict::error(PRECONDITIONS, fault)),
        Ok(judgement) if judgement.holds => None,
        Ok(judgement) => {
            Some(Verdict::new(Outcome::Skip, joined(&["preconditions not met", &judgement.message], "; ")))
        }
    }
}

const PRECONDITIONS: &str = "failed to evaluate preconditions";

/// A rule that is evaluated for one object.
pub(super) struct Validator<'r> {
    pub(super) rule: &'r str,
    pub(super) message: &'r Message,
}

/// What patterns are held against, and how deep `foreach` nests.
#[derive(Clone)]
pub(super) struct Target {
    /// The element, or the object.
    pub(super) data: Data,
    /// Whether it is an element.
    pub(super) is_element: bool,
    pub(super) nesting: usize,
}

impl<'r> Validator<'r> {
    /// What the test comes to; nothing where there was nothing to test.
    pub(super) fn validate<'a>(&self, test: &'a Test, target: &Target, scope: &mut Scope<'a>) -> Option<Verdict> {
        match test {
            Test::Deny(conditions) => Some(self.deny(conditions, scope)),
            // Of an object that goes, patterns have nothing to say.
            Test::Pattern(_) | Test::AnyPattern(_) if scope.request.deletes && !target.is_element => None,
            Test::Pattern(overlay) => Some(self.pattern(overlay, target, scope)),
            Test::AnyPattern(overlays) => Some(self.any_pattern(overlays, target, scope)),
            Test::ForEach(steps) => self.steps(steps, target, scope),
            Test::Nothing => None,
        }
    }

    fn deny(&self, conditions: &Conditions, scope: &mut Scope<'_>) -> Verdict {
        let judgement = match conditions.judge(scope) {
            Ok(judgement) => judgement,
            Err(fault) => return Verdict::error("failed to check deny conditions", fault),
        };
        if !judgement.holds {
            return self.passed();
        }
        if self.message.raw.is_empty() && judgement.message.is_empty() {
            return Verdict::new(Outcome::Fail, format!("validation error: rule {} failed", self.rule));
        }
        let message = if judgement.message.is_empty() {
            self.message.text.resolve(scope)
        } else {
            let text = joined(&[&self.message.raw, &judgement.message], "; ");
            super::template::Template::of_text(&text).resolve(scope)
        };
        Verdict::new(
            Outcome::Fail,
            match message {
                Ok(Data::Text(text)) => text.to_string(),
                Ok(_) => "the produced message didn't resolve to a string, check your policy definition.".into(),
                Err(_) => judgement.message,
            },
        )
    }

    fn passed(&self) -> Verdict {
        Verdict::new(Outcome::Pass, format!("validation rule '{}' passed.", self.rule))
    }

    fn pattern(&self, overlay: &Overlay, target: &Target, scope: &mut Scope<'_>) -> Verdict {
        let mismatch = match held(overlay, target, scope) {
            Err(fault) => return Verdict::error("variable substitution failed", fault),
            Ok(None) => return self.passed(),
            Ok(Some(mismatch)) => mismatch,
        };
        if mismatch.skips {
            return Verdict::new(Outcome::Skip, mismatch.message);
        }
        let outcome = if mismatch.path.is_empty() { Outcome::Error } else { Outcome::Fail };
        let message = self.mismatch_message(&mismatch, scope);
        let pointer = Some(mismatch.pointer).filter(|_| !target.is_element);
        Verdict { outcome, message, pointer }
    }

    /// Kyverno's sentence for a pattern that does not fit.
    fn mismatch_message(&self, mismatch: &Mismatch, scope: &mut Scope<'_>) -> String {
        let rule = self.rule;
        let reason = match mismatch.path.as_str() {
            "" => format!("rule {rule} execution error: {}", mismatch.message),
            path => format!("rule {rule} failed at path {path}"),
        };
        if self.message.raw.is_empty() {
            return format!("validation error: {reason}");
        }
        match self.message.text.resolve_text(scope) {
            Ok(text) if text.ends_with('.') => format!("validation error: {text} {reason}"),
            Ok(text) => format!("validation error: {text}. {reason}"),
            Err(_) => {
                let cause = &mismatch.message;
                format!("validation error: variables substitution error in rule {rule} execution error: {cause}")
            }
        }
    }

    /// One pattern has to fit. The rule is skipped where none fits and all were skipped.
    fn any_pattern(&self, overlays: &[Overlay], target: &Target, scope: &mut Scope<'_>) -> Verdict {
        let (mut skipped, mut failed) = (Vec::new(), Vec::new());
        let mut pointer = None;
        for (index, overlay) in overlays.iter().enumerate() {
            let name = format!("{}[{index}]", self.rule);
            match held(overlay, target, scope) {
                Err(fault) => return Verdict::error("variable substitution failed", fault),
                Ok(None) => {
                    let message = format!("validation rule '{}' anyPattern[{index}] passed.", self.rule);
                    return Verdict::new(Outcome::Pass, message);
                }
                Ok(Some(mismatch)) if mismatch.skips => {
                    skipped.push(format!("rule {name} skipped: {}", mismatch.message));
                }
                Ok(Some(mismatch)) if mismatch.path.is_empty() => {
                    failed.push(format!("rule {name} failed: {}", mismatch.message));
                }
                Ok(Some(mismatch)) => {
                    failed.push(format!("rule {name} failed at path {}", mismatch.path));
                    pointer = pointer.or(Some(mismatch.pointer));
                }
            }
        }
        if failed.is_empty() && skipped.is_empty() {
            return self.passed();
        }
        if failed.is_empty() {
            return Verdict::new(Outcome::Skip, skipped.join(" "));
        }
        let message = self.any_message(&failed.join(" "), scope);
        Verdict { outcome: Outcome::Fail, message, pointer: pointer.filter(|_| !target.is_element) }
    }

    fn any_message(&self, reasons: &str, scope: &mut Scope<'_>) -> String {
        if self.message.raw.is_empty() {
            return format!("validation error: {reasons}");
        }
        match self.message.text.resolve_text(scope) {
            Ok(text) if text.ends_with('.') => format!("validation error: {text} {reasons}"),
            Ok(text) => format!("validation error: {text}. {reasons}"),
            Err(_) => {
                let rule = self.rule;
                format!("validation error: variables substitution error in rule {rule} execution error: {reasons}")
            }
        }
    }

    /// Every element of every list; nothing where there was none.
    fn steps<'a>(&self, steps: &'a [ForEach], target: &Target, scope: &mut Scope<'a>) -> Option<Verdict> {
        let (mut applied, mut unread) = (0, None);
        for step in steps {
            let elements = match scope.query(&step.list) {
                Ok(Data::List(items)) => items.to_vec(),
                Ok(value) => vec![value],
                Err(fault) if fault.missing => continue,
                Err(fault) => {
                    unread = Some(fault);
                    continue;
                }
            };
            match self.elements(step, &elements, target, scope) {
                Ok(count) => applied += count,
                Err(verdict) => return Some(verdict),
            }
        }
        match (applied, unread) {
            (0, Some(fault)) => Some(Verdict::error("failed to evaluate list", fault)),
            (0, None) => None,
            _ => Some(Verdict::new(Outcome::Pass, "rule passed")),
        }
    }

    /// How many elements were tested; the verdict of the first that is wrong.
    fn elements<'a>(
        &self,
        step: &'a ForEach,
        elements: &[Data],
        target: &Target,
        scope: &Scope<'a>,
    ) -> Result<usize, Verdict> {
        let mut applied = 0;
        for (index, element) in elements.iter().enumerate().filter(|(_, element)| !element.is_null()) {
            let mut inner = scope.clone();
            if let Err(fault) = inner.spend(1) {
                return Err(Verdict::error("failed to process foreach", fault));
            }
            inner.set_element(element, index, target.nesting);
            let target =
                step.target(element, target).map_err(|fault| Verdict::error("failed to process foreach", fault))?;
            inner.add_entries(&step.context);
            let verdict = match unmet(step.preconditions.as_ref(), &mut inner) {
                // What cannot be said of an element passes it over.
                Some(_) => continue,
                None => self.validate(&step.test, &target, &mut inner),
            };
            match verdict {
                None => {}
                Some(verdict) if verdict.outcome == Outcome::Skip => {}
                Some(verdict) if verdict.outcome == Outcome::Pass => applied += 1,
                Some(verdict) if verdict.message.contains(PRECONDITIONS) => {}
                Some(verdict) => {
                    let message = format!("validation failure: {}", verdict.message);
                    return Err(Verdict { message, ..verdict });
                }
            }
        }
        Ok(applied)
    }
}

impl ForEach {
    /// What patterns of the step are held against.
    fn target(&self, element: &Data, outer: &Target) -> Result<Target, Fault> {
        let is_map = element.as_map().is_some();
        if self.element_scope == Some(true) && !is_map {
            let message = "cannot use elementScope=true foreach rules for elements that are not maps";
            return Err(Fault::plain(format!("{message}, expected type=map got type={}", element.type_name())));
        }
        let nesting = outer.nesting + 1;
        if self.element_scope.unwrap_or(is_map) {
            return Ok(Target { data: element.clone(), is_element: true, nesting });
        }
        Ok(Target { nesting, ..outer.clone() })
    }
}

/// How an object misses a pattern; nothing where it fits.
fn held(overlay: &Overlay, target: &Target, scope: &mut Scope<'_>) -> Result<Option<Mismatch>, Fault> {
    Ok(match overlay {
        Overlay::Fixed(pattern) => fit(pattern, &target.data).err(),
        Overlay::Variable(template) => {
            let pattern = Pattern::compile(&template.resolve(scope)?);
            fit(&pattern, &target.data).err()
        }
    })
}
