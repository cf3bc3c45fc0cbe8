//! The flags that say where a chart comes from when it is not a local folder or archive.

use super::{Flag, Group, Kind, shared};

/// Repository, version, credentials and TLS.
pub(crate) const GROUP: Group = Group {
    heading: "Chart source",
    flags: &[
        Flag::new(
            "version",
            Kind::Text("RANGE"),
            "Take this version of the chart, or the highest one in a range such as ^2.0.0",
        ),
        Flag::new("devel", Kind::Switch, "Consider pre-releases too"),
        Flag::new("repo", Kind::Text("URL"), "Look for the chart in this repository"),
        shared::USERNAME,
        shared::PASSWORD,
        shared::PASS_CREDENTIALS,
        shared::CA_FILE,
        shared::CERT_FILE,
        shared::KEY_FILE,
        shared::INSECURE,
        shared::PLAIN_HTTP,
        Flag::new("verify", Kind::Switch, "Check the chart's signature before it is used"),
        Flag::new("keyring", Kind::Text("FILE"), "Public keys for --verify"),
    ],
};
