//! The flags of `policy test`.

use super::{Flag, Group, Kind};

/// Which tests are run and what is printed of them.
pub(crate) const TEST: Group = Group {
    heading: "Tests",
    flags: &[
        Flag::new(
            "file-name",
            Kind::Text("NAME"),
            "The name of the files with tests; without it kyverno-test.yaml, and any for suites",
        )
        .short('f'),
        Flag::new("fail-only", Kind::Switch, "Print only what is not as expected"),
        Flag::new("require-tests", Kind::Switch, "Fail where there are no tests"),
        Flag::new("output", Kind::Choice(&["text", "json"]), "Print lines for people, or all verdicts as JSON")
            .short('o'),
    ],
};
