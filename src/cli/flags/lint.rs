//! The flags of `lint` itself; values have a group of their own.

use super::{Flag, Group, Kind};

/// What is linted and what counts as failure.
pub(crate) const GROUP: Group = Group {
    heading: "Lint",
    flags: &[
        Flag::new("strict", Kind::Switch, "Fail on warnings too"),
        Flag::new("quiet", Kind::Switch, "Print warnings and errors only"),
        Flag::new("with-subcharts", Kind::Switch, "Lint the charts below charts/ as well"),
        Flag::new("kube-version", Kind::Text("VERSION"), "Kubernetes version for capabilities and deprecated APIs"),
    ],
};
