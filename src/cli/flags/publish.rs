//! The flags of the commands around packages and repositories.

use super::{Flag, Group, Kind, shared};

/// Credentials and TLS of what is fetched.
pub(crate) const CONNECTION: Group = Group {
    heading: "Connection to registries and repositories",
    flags: &[
        shared::USERNAME,
        shared::PASSWORD,
        shared::CA_FILE,
        shared::CERT_FILE,
        shared::KEY_FILE,
        shared::INSECURE,
        shared::PLAIN_HTTP,
    ],
};

/// What `package` makes.
pub(crate) const PACKAGE: Group = Group {
    heading: "Package",
    flags: &[
        Flag::new("destination", Kind::Text("DIR"), "Where the archive is written").short('d'),
        Flag::new("version", Kind::Text("VERSION"), "Give the chart this version"),
        Flag::new("app-version", Kind::Text("VERSION"), "Give the chart this appVersion"),
        Flag::new("dependency-update", Kind::Switch, "Bring charts/ up to date with Chart.yaml first").short('u'),
        Flag::new(
            "date",
            Kind::Text("TIME"),
            "The time of the archive's entries: `git` for the chart's newest commit, or a time; else SOURCE_DATE_EPOCH's, else 1980-01-01",
        ),
    ],
};

/// How `package` signs.
pub(crate) const SIGN: Group = Group {
    heading: "Signature",
    flags: &[
        Flag::new("sign", Kind::Switch, "Sign the package with a PGP key and write a provenance file"),
        Flag::new("key", Kind::Text("NAME"), "The key, by its user id or a part of it"),
        Flag::new("keyring", Kind::Text("FILE"), "The keyring, as gpg exports it [default: ~/.gnupg/pubring.gpg]"),
        Flag::new("passphrase-file", Kind::Text("FILE"), "The file with the key's passphrase; `-` for standard input"),
    ],
};

/// What `verify` trusts.
pub(crate) const VERIFY: Group = Group { heading: "Verification", flags: &[shared::KEYRING] };

/// How `dependency build` and `update` go about it.
pub(crate) const DEPENDENCY: Group = Group {
    heading: "Dependencies",
    flags: &[
        Flag::new("skip-refresh", Kind::Switch, "Take the indexes of repositories as they are cached"),
        Flag::new("verify", Kind::Switch, "Check the signatures of what is fetched"),
        shared::KEYRING,
    ],
};

/// How `dependency list` prints.
pub(crate) const DEPENDENCY_LIST: Group = Group {
    heading: "Output",
    flags: &[Flag::new("max-col-width", Kind::Count, "The widest that a column gets [default: 80]")],
};

/// What `show values` prints of the values.
pub(crate) const SHOW_VALUES: Group = Group {
    heading: "Output",
    flags: &[Flag::new("jsonpath", Kind::Text("TEMPLATE"), "Print what this JSONPath template picks from the values")],
};

/// What `create` starts from.
pub(crate) const CREATE: Group = Group {
    heading: "New chart",
    flags: &[
        Flag::new("starter", Kind::Text("NAME"), "Start from this chart in Helm's folder of starters, or at this path")
            .short('p'),
        Flag::new("engine", Kind::Text("NAME"), "The language of the templates: gotpl or minijinja [default: gotpl]"),
        Flag::new("chart-api-version", Kind::Text("VERSION"), "The chart's apiVersion: v2"),
    ],
};

/// What `repo index` writes.
pub(crate) const INDEX: Group = Group {
    heading: "Index",
    flags: &[
        Flag::new("url", Kind::Text("URL"), "The address of the repository, for the addresses of archives"),
        Flag::new("merge", Kind::Text("FILE"), "Keep the entries of this index that the folder has no version for"),
        Flag::new("json", Kind::Switch, "Write JSON"),
    ],
};
