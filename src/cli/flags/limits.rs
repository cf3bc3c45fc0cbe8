//! The flags that raise what bounds a render. docs/limits.md has the bounds themselves.

use super::{Flag, Group, Kind};

/// Budgets of a render, counted in work.
pub(crate) const GROUP: Group = Group {
    heading: "Limits",
    flags: &[
        Flag::new("max-steps", Kind::Count, "Steps that a render may take"),
        Flag::new("max-output", Kind::Count, "Bytes that a render may print"),
        Flag::new("max-allocation", Kind::Count, "Bytes that functions may allocate for their results"),
        Flag::new("max-include-depth", Kind::Count, "Includes inside of one another"),
        Flag::new("max-tpl-depth", Kind::Count, "`tpl` calls inside of one another"),
    ],
};
