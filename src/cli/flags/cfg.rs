//! The flags of `kustomize cfg` and `kustomize fn`.

use super::{Flag, Group, Kind};

/// Packages within packages.
pub(crate) const PACKAGES: Group = Group {
    heading: "Packages",
    flags: &[Flag::new("recurse-subpackages", Kind::Switch, "Also what is in folders with a Krmfile (default true)")
        .short('R')],
};

/// Objects for tools.
pub(crate) const LOCAL: Group = Group {
    heading: "Selection",
    flags: &[
        Flag::new("include-local", Kind::Switch, "Also objects with config.kubernetes.io/local-config"),
        Flag::new("exclude-non-local", Kind::Switch, "Without objects that lack it"),
    ],
};

/// Those of `cat`.
pub(crate) const CAT: Group = Group {
    heading: "Output",
    flags: &[
        Flag::new("format", Kind::Switch, "Bring fields into the usual order (default true)"),
        Flag::new("annotate", Kind::Switch, "Say by annotations where objects come from"),
        Flag::new("strip-comments", Kind::Switch, "Leave comments out"),
        Flag::new(
            "style",
            Kind::Slice("STYLES"),
            "TaggedStyle, DoubleQuotedStyle, LiteralStyle, FoldedStyle, FlowStyle",
        ),
        Flag::new("wrap-kind", Kind::Text("KIND"), "Put objects into a list of this kind"),
        Flag::new("wrap-version", Kind::Text("VERSION"), "The apiVersion of that list"),
        Flag::new("function-config", Kind::Text("FILE"), "The functionConfig of that list"),
        Flag::new("dest", Kind::Text("FILE"), "Write to this file"),
    ],
};

/// Those of `count`.
pub(crate) const COUNT: Group =
    Group { heading: "Output", flags: &[Flag::new("kind", Kind::Switch, "Count by kind (default true)")] };

/// Those of `grep`.
pub(crate) const GREP: Group = Group {
    heading: "Output",
    flags: &[
        Flag::new("annotate", Kind::Switch, "Say by annotations where objects come from (default true)"),
        Flag::new("invert-match", Kind::Switch, "The objects that do not match"),
    ],
};

/// Those of `tree`.
pub(crate) const TREE: Group = Group {
    heading: "Fields",
    flags: &[
        Flag::new("all", Kind::Switch, "Show all of these fields"),
        Flag::new("args", Kind::Switch, "Show arguments"),
        Flag::new("command", Kind::Switch, "Show commands"),
        Flag::new("env", Kind::Switch, "Show environment variables"),
        Flag::new("field", Kind::Slice("PATHS"), "Show the field at this path"),
        Flag::new("image", Kind::Switch, "Show images"),
        Flag::new("name", Kind::Switch, "Show names of containers"),
        Flag::new("ports", Kind::Switch, "Show ports"),
        Flag::new("replicas", Kind::Switch, "Show replicas"),
        Flag::new("resources", Kind::Switch, "Show resources"),
        Flag::new("graph-structure", Kind::Text("STRUCTURE"), "What the tree follows: owners or directory"),
    ],
};
