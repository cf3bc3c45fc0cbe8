//! The flags of `pull`, `push`, `registry`, `repo` and `search`.

use super::{Flag, Group, Kind, shared};

/// Where `pull` puts what it fetches.
pub(crate) const PULL: Group = Group {
    heading: "Pull",
    flags: &[
        Flag::new("destination", Kind::Text("DIR"), "Where the archive is written").short('d'),
        Flag::new("untar", Kind::Switch, "Unpack the archive, and keep only the folder"),
        Flag::new("untardir", Kind::Text("DIR"), "Where --untar unpacks to, below --destination"),
        Flag::new("prov", Kind::Switch, "Fetch the provenance file too, without looking at it"),
    ],
};

/// How `push` stores.
pub(crate) const PUSH: Group = Group {
    heading: "Push",
    flags: &[
        Flag::new("overwrite", Kind::Switch, "Replace a tag that holds other content"),
        Flag::new("tag", Kind::Array("TAG"), "Let this tag lead to it too; may be repeated"),
        Flag::new(
            "artifact",
            Kind::Text("DIR"),
            "Store the manifests in this folder, as Flux takes them, instead of a chart",
        ),
        Flag::new("source", Kind::Text("URL"), "Where an artifact's manifests come from"),
        Flag::new("revision", Kind::Text("TEXT"), "Which revision an artifact's manifests are: main@sha1:COMMIT"),
        Flag::new("sign-key", Kind::Text("FILE"), "Sign the manifest as cosign does, with this key"),
        Flag::new(
            "passphrase-file",
            Kind::Text("FILE"),
            "The file with the key's passphrase; `-` for standard input [env: COSIGN_PASSWORD]",
        ),
        Flag::new("output", Kind::Choice(&["text", "json"]), "How the result is printed").short('o'),
    ],
};

/// What identifies the user to a registry, and certificates.
pub(crate) const LOGIN: Group = Group {
    heading: "Login",
    flags: &[
        Flag::new("username", Kind::Text("NAME"), "User name").short('u'),
        Flag::new("password", Kind::Text("SECRET"), "Password or token; others can see it in the list of processes")
            .short('p'),
        Flag::new("password-stdin", Kind::Switch, "Read the password or token from standard input"),
        shared::CA_FILE,
        shared::CERT_FILE,
        shared::KEY_FILE,
        Flag::new("insecure", Kind::Switch, "Accept any server certificate"),
        shared::PLAIN_HTTP,
    ],
};

/// How a repository is added.
pub(crate) const ADD: Group = Group {
    heading: "Repository",
    flags: &[
        Flag::new("username", Kind::Text("NAME"), "User name"),
        Flag::new("password", Kind::Text("SECRET"), "Password; others can see it in the list of processes"),
        Flag::new("password-stdin", Kind::Switch, "Read the password from standard input"),
        shared::PASS_CREDENTIALS,
        Flag::new("force-update", Kind::Switch, "Replace a repository of that name"),
        Flag::new("allow-deprecated-repos", Kind::Switch, "Add a repository that is known to be gone"),
        shared::CA_FILE,
        shared::CERT_FILE,
        shared::KEY_FILE,
        shared::INSECURE,
        shared::TIMEOUT,
        Flag::retired("no-update", "it has no effect"),
    ],
};

/// How repositories are listed.
pub(crate) const LIST: Group = Group {
    heading: "List",
    flags: &[shared::LIST_OUTPUT, Flag::new("no-headers", Kind::Switch, "Leave out the names of the columns")],
};

/// How indexes are fetched.
pub(crate) const UPDATE: Group = Group {
    heading: "Update",
    flags: &[
        shared::TIMEOUT,
        Flag::new("fail-on-repo-update-fail", Kind::Switch, "Always so: a repository that fails is an error"),
    ],
};

/// What is looked for.
pub(crate) const SEARCH: Group = Group {
    heading: "Search",
    flags: &[
        Flag::new("regexp", Kind::Switch, "The keyword is a regular expression").short('r'),
        Flag::new("versions", Kind::Switch, "List every version, not only the newest").short('l'),
        Flag::new("version", Kind::Text("RANGE"), "Look among these versions"),
        Flag::new("devel", Kind::Switch, "Consider pre-releases too"),
        shared::LIST_OUTPUT,
        Flag::new("max-col-width", Kind::Count, "The widest column [default: 50]"),
        Flag::new("fail-on-no-result", Kind::Switch, "Fail where nothing is found"),
    ],
};

/// Helm's flags of `search hub`, which is left out.
pub(crate) const HUB: Group = Group {
    heading: "Search",
    flags: &[
        Flag::new("endpoint", Kind::Text("URL"), "Without effect"),
        Flag::new("list-repo-url", Kind::Switch, "Without effect"),
        Flag::new("output", Kind::Choice(&["table", "json", "yaml"]), "Without effect").short('o'),
        Flag::new("max-col-width", Kind::Count, "Without effect"),
        Flag::new("fail-on-no-result", Kind::Switch, "Without effect"),
    ],
};

/// Whose signature `verify` wants on what is in a registry.
pub(crate) const SIGNED: Group = Group {
    heading: "Signature in a registry",
    flags: &[
        Flag::new("key", Kind::Text("FILE"), "The public key of cosign's signature, for an oci:// reference"),
        Flag::new("version", Kind::Text("RANGE"), "Which version of an oci:// reference is meant"),
    ],
};

/// How versions are listed.
pub(crate) const VERSIONS: Group = Group { heading: "List", flags: &[shared::LIST_OUTPUT] };
