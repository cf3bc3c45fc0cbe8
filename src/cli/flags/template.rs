//! The flags of `template` itself; values and chart source have groups of their own.

use super::{Flag, Group, Kind, shared};

/// What the release is called and which cluster it is made for.
pub(crate) const RELEASE: Group = Group {
    heading: "Release",
    flags: &[
        Flag::new("generate-name", Kind::Switch, "Make up a release name; the only argument is the chart").short('g'),
        Flag::new("name-template", Kind::Text("TEMPLATE"), "Make the release name with a template"),
        shared::IS_UPGRADE,
        shared::KUBE_VERSION,
        shared::API_VERSIONS,
        Flag::new("labels", Kind::Pairs, "Labels of the release; no template sees them").short('l'),
        Flag::new("description", Kind::Text("TEXT"), "Description of the release; no template sees it"),
        Flag::new("dependency-update", Kind::Switch, "Fetch missing dependencies first"),
        Flag::new("enable-dns", Kind::Switch, "Let getHostByName ask the network"),
    ],
};

/// What is printed and where.
pub(crate) const OUTPUT: Group = Group {
    heading: "Output",
    flags: &[
        Flag::new(
            "show-only",
            Kind::Array("PATTERN"),
            "Print only what these templates made, such as templates/web.yaml",
        )
        .short('s'),
        Flag::new("include-crds", Kind::Switch, "Print the chart's crds/ too"),
        shared::SKIP_CRDS,
        shared::SKIP_TESTS,
        shared::NO_HOOKS,
        Flag::new("output-dir", Kind::Text("DIR"), "Write a file for each template below this folder"),
        Flag::new("release-name", Kind::Switch, "Put a folder with the release's name into --output-dir"),
        Flag::new(
            "post-renderer",
            Kind::Text("NAME"),
            "Send the output through a post-renderer plugin or an executable",
        ),
        Flag::new("post-renderer-args", Kind::Array("ARGUMENT"), "An argument for the post-renderer"),
    ],
};

/// What makes a render repeatable to the byte.
pub(crate) const EFFECTS: Group = Group {
    heading: "Repeatability",
    flags: &[
        Flag::new("seed-file", Kind::Text("FILE"), "Derive all randomness from this secret file"),
        Flag::new("clock", Kind::Text("TIME"), "The time that templates see; `epoch` reads SOURCE_DATE_EPOCH"),
        Flag::new("lookup-dir", Kind::Text("DIR"), "Answer `lookup` from the manifests in this folder"),
        Flag::new("entropy", Kind::Choice(&["os", "none"]), "`none` refuses templates that ask for randomness"),
    ],
};

/// What only `helm install` has a use for.
pub(crate) const CLUSTER: Group = Group {
    heading: "Without effect",
    flags: &[
        Flag::new("dry-run", Kind::Optional("unset"), "Accepted: nothing is ever installed"),
        Flag::new("create-namespace", Kind::Switch, "For a cluster").cluster(),
        Flag::new("disable-openapi-validation", Kind::Switch, "For a cluster").cluster(),
        Flag::new("force-conflicts", Kind::Switch, "For a cluster").cluster(),
        Flag::new("force-replace", Kind::Switch, "For a cluster").cluster(),
        Flag::new("replace", Kind::Switch, "For a cluster").cluster(),
        Flag::new("rollback-on-failure", Kind::Switch, "For a cluster").cluster(),
        Flag::new("server-side", Kind::Switch, "For a cluster").cluster(),
        Flag::new("take-ownership", Kind::Switch, "For a cluster").cluster(),
        Flag::new("timeout", Kind::Duration, "For a cluster").cluster(),
        Flag::new("wait", Kind::Wait, "For a cluster").cluster(),
        Flag::new("wait-for-jobs", Kind::Switch, "For a cluster").cluster(),
        Flag::retired("atomic", "use --rollback-on-failure instead"),
        Flag::retired("force", "use --force-replace instead"),
        Flag::retired("validate", "use '--dry-run=server' instead"),
        Flag::retired("hide-notes", "this flag has no effect for 'helm template' and will be removed in Helm 5"),
        Flag::retired(
            "render-subchart-notes",
            "this flag has no effect for 'helm template' and will be removed in Helm 5",
        ),
    ],
};
