//! What came of the expectations of tests, whichever tool's they are.

use smol_str::SmolStr;

/// What came of one expectation.
pub(super) struct Tried {
    /// The policy's name; of a suite the name of the test.
    pub policy: SmolStr,
    /// The rule's name; of a suite the name of the case.
    pub rule: SmolStr,
    /// The kind of the objects, where the test says it.
    pub kind: SmolStr,
    /// What was expected.
    pub expected: SmolStr,
    pub outcome: Ended,
}

/// How an expectation ended.
pub(super) enum Ended {
    /// It was held against the findings, for each of its objects.
    Judged(Vec<Judged>),
    /// It was not, for this reason.
    Skipped(String),
}

/// How it turned out for one object.
pub(super) struct Judged {
    /// The object, as the test names it.
    pub resource: String,
    /// What is otherwise than expected.
    pub surprise: Option<String>,
}
