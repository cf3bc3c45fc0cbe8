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
        Flag::new(
            "changed",
            Kind::Switch,
            "The paths are changed files: lint the chart, kustomization or file of each, once",
        ),
        Flag::new("enable-helm", Kind::Switch, "Render the charts that kustomizations name"),
        Flag::new("fetch", Kind::Switch, "Fetch the remote bases, files and charts that kustomizations name"),
    ],
};

/// What objects are judged by.
pub(crate) const POLICY: Group = Group {
    heading: "Policies and schemas",
    flags: &[
        Flag::new(
            "policy",
            Kind::Array("FILE|DIR"),
            "Judge by these policies: Kyverno, ValidatingAdmissionPolicy, Gatekeeper or .rego",
        )
        .short('p'),
        Flag::new(
            "policy-values",
            Kind::Array("FILE"),
            "Kyverno's Values: variables, ConfigMaps and answers of the API",
        ),
        Flag::alias("values-file", "policy-values"),
        Flag::new("user-info", Kind::Array("FILE"), "Who asks: Kyverno's UserInfo").short('u'),
        Flag::alias("userinfo", "user-info"),
        Flag::new("context", Kind::Array("FILE"), "Kyverno's Context: resources that CEL looks up"),
        Flag::alias("context-file", "context"),
        Flag::new("exceptions", Kind::Array("FILE|DIR"), "Kyverno's PolicyExceptions"),
        Flag::alias("exception", "exceptions"),
        Flag::new("params", Kind::Array("FILE|DIR"), "Objects that a ValidatingAdmissionPolicy's paramRef finds"),
        Flag::alias("parameter-resource", "params"),
        Flag::new("inventory", Kind::Array("FILE|DIR"), "Objects of the cluster for Gatekeeper's data.inventory"),
        Flag::new("data", Kind::Array("FILE|DIR"), "Documents for Rego's data").short('d'),
        Flag::new("combine", Kind::Switch, "Give Rego all files as one input"),
        Flag::new("rego-version", Kind::Choice(&["v0", "v1"]), "The version of Rego that .rego files are in"),
        Flag::new("rego-namespace", Kind::Slice("NAME"), "The packages whose rules are run"),
        Flag::new(
            "pod-security",
            Kind::Text("LEVEL[:VERSION]"),
            "Judge by a Pod Security Standard: baseline or restricted",
        ),
        Flag::new("schema", Kind::Text("VERSION"), "Check objects against the schemas of this version of Kubernetes"),
        Flag::new(
            "schema-location",
            Kind::Array("FILE|TEMPLATE"),
            "Schemas of other kinds: CRDs, JSON Schema, or a template of their names",
        ),
        Flag::alias("kubernetes-version", "schema"),
        Flag::new("ignore-missing-schemas", Kind::Switch, "Pass over kinds without a schema"),
        Flag::new("skip-kinds", Kind::Slice("KIND,..."), "Pass over objects of these kinds"),
        Flag::alias("skip", "skip-kinds"),
        Flag::new("target-versions", Kind::Slice("k8s=VERSION"), "Pluto's way to say --kube-version"),
    ],
};

/// How findings are reported.
pub(crate) const REPORT: Group = Group {
    heading: "Report",
    flags: &[
        Flag::new(
            "output",
            Kind::Choice(&["text", "json", "github", "sarif"]),
            "Print findings for people, as JSON, as annotations of a GitHub workflow or as SARIF",
        )
        .short('o'),
        Flag::alias("output-format", "output"),
        Flag::new("fail-on-warn", Kind::Switch, "The same as --fail-on warning"),
        Flag::new(
            "fail-on",
            Kind::Choice(&["error", "warning", "never"]),
            "The mildest finding that makes the command fail",
        ),
    ],
};
