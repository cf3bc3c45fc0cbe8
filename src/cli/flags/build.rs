//! The flags of `build`, which are those of `kustomize build` and of `kubectl kustomize`.

use super::{Flag, Group, Kind, shared};

/// What is built and where it goes.
pub(crate) const GROUP: Group = Group {
    heading: "Build",
    flags: &[
        Flag::new("output", Kind::Text("PATH"), "Write to this file, or a file per object into this folder").short('o'),
        Flag::new(
            "load-restrictor",
            Kind::Text("NAME"),
            "LoadRestrictionsRootOnly, or LoadRestrictionsNone to let files lie outside the kustomization's folder",
        ),
        Flag::new("reorder", Kind::Text("ORDER"), "legacy or none; `sortOptions` in kustomization.yaml wins"),
        Flag::new("enable-managedby-label", Kind::Switch, "Add the label app.kubernetes.io/managed-by"),
        Flag::new(
            "warn-unused",
            Kind::Switch,
            "Warn of what changes nothing and of references that are not followed (default true)",
        ),
        Flag::new("strict", Kind::Switch, "Make these warnings errors"),
        Flag::new("offline", Kind::Switch, "Fail where something would have to be fetched"),
    ],
};

/// Charts in kustomizations.
pub(crate) const HELM: Group = Group {
    heading: "Helm",
    flags: &[
        shared::ENABLE_HELM,
        Flag::new("helm-command", Kind::Text("COMMAND"), "Accepted: charts are rendered by plimsoll itself"),
        Flag::new(
            "helm-api-versions",
            Kind::Array("VERSION"),
            "API versions that .Capabilities has besides the built-in ones",
        ),
        Flag::new("helm-kube-version", Kind::Text("VERSION"), "Kubernetes version that .Capabilities shows"),
        Flag::new("helm-debug", Kind::Switch, "Say more about charts"),
    ],
};

/// Functions and plugins.
pub(crate) const FUNCTIONS: Group = Group {
    heading: "Functions",
    flags: &[
        Flag::new("enable-alpha-plugins", Kind::Switch, "Allow plugins and functions"),
        Flag::new("enable-exec", Kind::Switch, "Allow functions that are programs"),
        Flag::new("env", Kind::Array("NAME[=VALUE]"), "An environment variable for functions").short('e'),
        Flag::new("as-current-user", Kind::Switch, "Run container functions as the current user"),
        Flag::new("network", Kind::Switch, "Allow the network to functions that ask for it"),
        Flag::new("network-name", Kind::Text("NAME"), "The network of container functions"),
        Flag::new("mount", Kind::Array("MOUNT"), "A mount of container functions"),
    ],
};
