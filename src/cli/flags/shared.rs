//! Flags that several commands have in the same words.

use super::{Flag, Kind};

/// Who the user is at a registry or repository.
pub(super) const USERNAME: Flag = Flag::new("username", Kind::Text("NAME"), "User name for the repository");

/// The password that goes with it.
pub(super) const PASSWORD: Flag = Flag::new("password", Kind::Text("SECRET"), "Password for the repository");

/// Whether other hosts get both.
pub(super) const PASS_CREDENTIALS: Flag =
    Flag::new("pass-credentials", Kind::Switch, "Send the credentials to other hosts as well");

/// Whom to trust.
pub(super) const CA_FILE: Flag =
    Flag::new("ca-file", Kind::Text("FILE"), "Trust the certificate authorities in this file");

/// The client's certificate.
pub(super) const CERT_FILE: Flag = Flag::new("cert-file", Kind::Text("FILE"), "Present this client certificate");

/// Its key.
pub(super) const KEY_FILE: Flag = Flag::new("key-file", Kind::Text("FILE"), "The key of the client certificate");

/// TLS that trusts anybody.
pub(super) const INSECURE: Flag = Flag::new("insecure-skip-tls-verify", Kind::Switch, "Accept any server certificate");

/// No TLS.
pub(super) const PLAIN_HTTP: Flag = Flag::new("plain-http", Kind::Switch, "Speak HTTP to the registry");

/// Public keys.
pub(super) const KEYRING: Flag = Flag::new(
    "keyring",
    Kind::Text("FILE"),
    "The keyring with public keys, as gpg exports it [default: ~/.gnupg/pubring.gpg]",
);

/// Helm's formats of lists.
pub(super) const LIST_OUTPUT: Flag =
    Flag::new("output", Kind::Choice(&["table", "json", "yaml"]), "How the list is printed").short('o');

/// What bounds requests in Helm.
pub(super) const TIMEOUT: Flag =
    Flag::new("timeout", Kind::Duration, "Without effect: what is bounded is the time in which nothing moves");

/// The release that templates see.
pub(super) const IS_UPGRADE: Flag =
    Flag::new("is-upgrade", Kind::Switch, "Set .Release.IsUpgrade instead of .Release.IsInstall");

/// The cluster that templates see.
pub(super) const KUBE_VERSION: Flag =
    Flag::new("kube-version", Kind::Text("VERSION"), "Kubernetes version that .Capabilities shows");

/// Its APIs.
pub(super) const API_VERSIONS: Flag = Flag::new(
    "api-versions",
    Kind::Slice("VERSION,..."),
    "API versions that .Capabilities has besides the built-in ones",
)
.short('a');

/// Custom resource definitions stay out.
pub(super) const SKIP_CRDS: Flag =
    Flag::new("skip-crds", Kind::Switch, "Leave crds/ out, as is the case without --include-crds");

/// Test hooks stay out.
pub(super) const SKIP_TESTS: Flag = Flag::new("skip-tests", Kind::Switch, "Leave test hooks out");

/// Hooks stay out.
pub(super) const NO_HOOKS: Flag = Flag::new("no-hooks", Kind::Switch, "Leave all hooks out");

/// Charts in kustomizations.
pub(super) const ENABLE_HELM: Flag =
    Flag::new("enable-helm", Kind::Switch, "Render the charts that kustomizations name");
