//! The flags of `kustomize fn run`.

use super::{Flag, Group, Kind};

/// All of them.
pub(crate) const GROUP: Group = Group {
    heading: "Functions",
    flags: &[
        Flag::new("dry-run", Kind::Switch, "Print the objects and leave the package as it is"),
        Flag::new("global-scope", Kind::Switch, "Let each function see all objects"),
        Flag::new("fn-path", Kind::Slice("DIRS"), "Run the functions in these folders, not those of the package"),
        Flag::new("image", Kind::Text("IMAGE"), "Run this image as a function"),
        Flag::new("enable-exec", Kind::Switch, "Allow functions that are programs"),
        Flag::new("exec-path", Kind::Text("PROGRAM"), "Run this program as a function"),
        Flag::new("results-dir", Kind::Text("DIR"), "Write the results of functions into this folder"),
        Flag::new("log-steps", Kind::Switch, "Say which functions ran"),
        Flag::new("include-subpackages", Kind::Switch, "Accepted: packages within are always included"),
        Flag::new("env", Kind::Array("NAME[=VALUE]"), "An environment variable for functions").short('e'),
        Flag::new("as-current-user", Kind::Switch, "Run container functions as the current user"),
        Flag::new("network", Kind::Switch, "Allow the network to functions that ask for it"),
        Flag::new("mount", Kind::Array("MOUNT"), "A mount of container functions"),
    ],
};
