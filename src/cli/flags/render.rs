//! The flags of `render` itself; values, effects and limits have groups of their own.

use super::{Flag, Group, Kind, shared};

/// What is printed, and where.
pub(crate) const GROUP: Group = Group {
    heading: "Render",
    flags: &[
        Flag::new("output", Kind::Choice(&["yaml", "json"]), "Print YAML documents, or one List in JSON").short('o'),
        Flag::new(
            "only",
            Kind::Array("CONDITION,..."),
            "Only objects that meet all of kind=, name=, namespace=, label=; a repetition adds others",
        ),
        Flag::new(
            "output-dir",
            Kind::Text("DIR"),
            "Write a file per object, and remove those of objects that are gone",
        ),
        Flag::new(
            "layout",
            Kind::Text("TEMPLATE"),
            "The paths below --output-dir, by {namespace}, {kind}, {Kind}, {name}, {group} and {version}",
        ),
        Flag::new("fetch", Kind::Switch, "Fetch the remote bases, files and charts that kustomizations name"),
    ],
};

/// What charts are rendered for, in the words of `template`.
pub(crate) const CHARTS: Group = Group {
    heading: "Charts",
    flags: &[
        Flag::new("release", Kind::Text("NAME"), "Name of the releases; `release-name` without it, as in `template`"),
        shared::IS_UPGRADE,
        shared::KUBE_VERSION,
        shared::API_VERSIONS,
        Flag::new("include-crds", Kind::Switch, "Print what charts have in crds/ too"),
        shared::SKIP_CRDS,
        shared::SKIP_TESTS,
        shared::NO_HOOKS,
    ],
};

/// How kustomizations are built, in the words of `build`.
pub(crate) const KUSTOMIZATIONS: Group = Group {
    heading: "Kustomizations",
    flags: &[
        shared::ENABLE_HELM,
        Flag::new(
            "load-restrictor",
            Kind::Choice(&["LoadRestrictionsRootOnly", "LoadRestrictionsNone"]),
            "LoadRestrictionsNone lets files lie outside a kustomization's folder",
        ),
    ],
};
