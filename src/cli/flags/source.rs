//! The flags that say where a chart comes from when it is not a local folder or archive.

use super::{Flag, Group, Kind};

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
        Flag::new("username", Kind::Text("NAME"), "User name for the repository"),
        Flag::new("password", Kind::Text("SECRET"), "Password for the repository"),
        Flag::new("pass-credentials", Kind::Switch, "Send the credentials to other hosts as well"),
        Flag::new("ca-file", Kind::Text("FILE"), "Trust the certificate authorities in this file"),
        Flag::new("cert-file", Kind::Text("FILE"), "Present this client certificate"),
        Flag::new("key-file", Kind::Text("FILE"), "The key of the client certificate"),
        Flag::new("insecure-skip-tls-verify", Kind::Switch, "Accept any server certificate"),
        Flag::new("plain-http", Kind::Switch, "Speak HTTP to the registry"),
        Flag::new("verify", Kind::Switch, "Check the chart's signature before it is used"),
        Flag::new("keyring", Kind::Text("FILE"), "Public keys for --verify"),
    ],
};
