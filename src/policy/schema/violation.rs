//! [`Violation`], what is wrong at a place of an object, and [`Report`], where validators put them with the work that they may do.

use std::collections::HashSet;
use std::fmt::Write;

/// How many violations of one object are told.
const MAX_VIOLATIONS: usize = 100;

/// How many steps the validation of one object may take: values looked at, and stretches of text that patterns read.
const MAX_STEPS: u64 = 5_000_000;

/// What is wrong at a place of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Violation {
    /// The sort of it: `type`, `required`, `unknown-field`.
    pub rule: &'static str,
    /// The JSON pointer of the field; of one that is missing, of the object that lacks it.
    pub pointer: String,
    /// What is wrong, with the nearest known name where there is one.
    pub message: String,
}

/// A place in an object, as a chain up to the top.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    /// The object itself.
    Top,
    /// A field of what is above.
    Field(&'p Path<'p>, &'p str),
    /// An item of the list above.
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// Its JSON pointer.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, pointer: &mut String) {
        match self {
            Path::Top => {}
            Path::Field(parent, name) => {
                parent.write(pointer);
                let _ = write!(pointer, "/{}", name.replace('~', "~0").replace('/', "~1"));
            }
            Path::Item(parent, index) => {
                parent.write(pointer);
                let _ = write!(pointer, "/{index}");
            }
        }
    }
}

/// Violations of one object, each told once.
pub(super) struct Report {
    violations: Vec<Violation>,
    seen: HashSet<(&'static str, String)>,
    /// How many steps are left.
    steps: u64,
    is_exhausted: bool,
}

impl Default for Report {
    fn default() -> Self {
        Report::limited(MAX_STEPS)
    }
}

impl Report {
    /// A report that allows for so many steps.
    pub fn limited(steps: u64) -> Self {
        Report { violations: Vec::new(), seen: HashSet::new(), steps, is_exhausted: false }
    }

    /// Adds a violation.
    pub fn add(&mut self, rule: &'static str, path: &Path<'_>, message: impl Into<String>) {
        if self.violations.len() >= MAX_VIOLATIONS {
            return;
        }
        let pointer = path.pointer();
        if rule != "required" && !self.seen.insert((rule, pointer.clone())) {
            return;
        }
        self.violations.push(Violation { rule, pointer, message: message.into() });
    }

    /// Adds a violation of a field below `path`, by its pointer from there.
    pub fn add_below(&mut self, rule: &'static str, path: &Path<'_>, pointer: &str, message: String) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation { rule, pointer: path.pointer() + pointer, message });
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    /// Counts work; false when there was too much of it, which is a violation too.
    pub fn spend(&mut self, steps: u64, path: &Path<'_>) -> bool {
        if steps > self.steps && !self.is_exhausted {
            self.is_exhausted = true;
            self.violations.push(Violation {
                rule: "limit",
                pointer: path.pointer(),
                message: "checking the object by its schema takes too many steps".to_owned(),
            });
        }
        self.steps = self.steps.saturating_sub(steps);
        !self.is_exhausted
    }

    /// A report for trying a schema out, with the work done so far.
    pub fn trial(&self) -> Report {
        Report { is_exhausted: self.is_exhausted, ..Report::limited(self.steps) }
    }

    /// Takes over the work of a trial, and that there was too much of it.
    pub fn account(&mut self, trial: &mut Report) {
        self.steps = trial.steps;
        if trial.is_exhausted && !self.is_exhausted {
            self.is_exhausted = true;
            self.violations.extend(trial.violations.drain(..).filter(|violation| violation.rule == "limit"));
        }
    }

    /// Takes over what a trial found.
    pub fn merge(&mut self, trial: Report) {
        let room = MAX_VIOLATIONS.saturating_sub(self.violations.len());
        self.violations.extend(trial.violations.into_iter().take(room));
    }

    /// What was found, in order.
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}
