//! The flags that every command takes, and what they and the environment come to together.

use super::{Flag, Group, Kind, Matches};
use crate::go::strconv;
use crate::host::{kubeconfig, places};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The groups that every command has besides its own.
pub(crate) const GROUPS: [&Group; 2] = [&GROUP, &CONNECTION];

/// Flags about the program itself.
const GROUP: Group = Group {
    heading: "Global",
    flags: &[
        Flag::new("help", Kind::Switch, "Print this help").short('h'),
        Flag::new("namespace", Kind::Text("NAME"), "Namespace of the release [env: HELM_NAMESPACE]").short('n'),
        Flag::new("debug", Kind::Switch, "Say more, and print invalid output too [env: HELM_DEBUG]"),
        Flag::new("color", Kind::Text("WHEN"), "Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]"),
        Flag::new("colour", Kind::Text("WHEN"), "The same as --color"),
        Flag::new(
            "error-format",
            Kind::Choice(&["text", "compat", "json"]),
            "How errors are printed: a report, Helm's one line, or JSON",
        ),
        Flag::new("strict-flags", Kind::Switch, "Refuse flags that have no effect here"),
        Flag::new("kubeconfig", Kind::Text("FILE"), "Take the default namespace from this file [env: KUBECONFIG]"),
        Flag::new("kube-context", Kind::Text("NAME"), "Take it from this context [env: HELM_KUBECONTEXT]"),
    ],
};

/// Flags about caches and other people's clusters.
const CONNECTION: Group = Group {
    heading: "Connection",
    flags: &[
        Flag::new("registry-config", Kind::Text("FILE"), "Registry credentials [env: HELM_REGISTRY_CONFIG]"),
        Flag::new(
            "repository-config",
            Kind::Text("FILE"),
            "The list of chart repositories [env: HELM_REPOSITORY_CONFIG]",
        ),
        Flag::new("repository-cache", Kind::Text("DIR"), "Cached repository indexes [env: HELM_REPOSITORY_CACHE]"),
        Flag::new("content-cache", Kind::Text("DIR"), "Cached charts [env: HELM_CONTENT_CACHE]"),
        Flag::new("kube-apiserver", Kind::Text("URL"), "Address of a cluster").cluster(),
        Flag::new("kube-as-user", Kind::Text("NAME"), "User to impersonate").cluster(),
        Flag::new("kube-as-group", Kind::Array("NAME"), "Group to impersonate").cluster(),
        Flag::new("kube-ca-file", Kind::Text("FILE"), "Certificate authorities of a cluster").cluster(),
        Flag::new("kube-insecure-skip-tls-verify", Kind::Switch, "Accept a cluster's certificate unseen").cluster(),
        Flag::new("kube-tls-server-name", Kind::Text("NAME"), "Name in a cluster's certificate").cluster(),
        Flag::new("kube-token", Kind::Text("TOKEN"), "Bearer token for a cluster").cluster(),
        Flag::new("qps", Kind::Float, "Requests a second to a cluster").cluster(),
        Flag::new("burst-limit", Kind::Integer, "Requests at once to a cluster").cluster(),
    ],
};

/// When reports are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// On a terminal that can show it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    fn from_name(name: &[u8]) -> Option<Color> {
        match name {
            b"auto" => Some(Color::Auto),
            b"always" => Some(Color::Always),
            b"never" => Some(Color::Never),
            _ => None,
        }
    }
}

/// How errors are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorFormat {
    /// A report with the user's lines.
    #[default]
    Text,
    /// The reference tool's line alone.
    Compat,
    /// The whole diagnostic as JSON, one object a line.
    Json,
}

impl ErrorFormat {
    /// The format of that name; anything else, as a command line that failed to parse may hold, is text.
    pub fn from_name(name: &OsStr) -> Self {
        match name.as_encoded_bytes() {
            b"compat" => ErrorFormat::Compat,
            b"json" => ErrorFormat::Json,
            _ => ErrorFormat::Text,
        }
    }
}

/// What a variable of the environment holds, if it is set. Tests hand in their own.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// What the global flags and the environment say; a flag goes before its variable.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globals {
    /// `-n` or HELM_NAMESPACE; `None` where the kubeconfig decides.
    pub namespace: Option<OsString>,
    /// `--kubeconfig`: one file that must exist. `None`: KUBECONFIG's list or the file in the home folder.
    pub kubeconfig: Option<OsString>,
    /// `--kube-context` or HELM_KUBECONTEXT.
    pub kube_context: Option<OsString>,
    /// `--debug` or HELM_DEBUG.
    pub debug: bool,
    /// `--color`, NO_COLOR or HELM_COLOR.
    pub color: Color,
    /// `--error-format`.
    pub error_format: ErrorFormat,
    /// `--strict-flags`.
    pub strict_flags: bool,
    /// `--registry-config` or HELM_REGISTRY_CONFIG: credentials of registries.
    pub registry_config: PathBuf,
    /// `--repository-config` or HELM_REPOSITORY_CONFIG: the list of chart repositories.
    pub repository_config: PathBuf,
    /// `--repository-cache` or HELM_REPOSITORY_CACHE: the folder of the repositories' indexes.
    pub repository_cache: PathBuf,
    /// `--content-cache` or HELM_CONTENT_CACHE: the folder of what was fetched, by its digest.
    pub content_cache: PathBuf,
}

impl Globals {
    /// The namespace to render for: the one that was typed, else the kubeconfig's, which is read only then.
    pub fn namespace(&self) -> String {
        match &self.namespace {
            Some(name) => name.to_string_lossy().into_owned(),
            None => kubeconfig::namespace(self.kubeconfig.as_deref(), self.kube_context.as_deref()),
        }
    }

    /// Resolves the flags against the environment as Helm does. `Err` is Helm's sentence about a bad `--color`.
    pub fn resolve(matches: &Matches, environment: Environment<'_>) -> Result<Self, String> {
        let set = |name: &str| environment(name).filter(|value| !value.is_empty());
        let given = |flag: &str, variable: &str| match matches.text(flag) {
            Some(value) => Some(value).filter(|value| !value.is_empty()),
            None => set(variable),
        };
        let path = |flag: &str, variable: &str, default: &dyn Fn() -> PathBuf| {
            given(flag, variable).map_or_else(default, PathBuf::from)
        };
        let debug = set("HELM_DEBUG").is_some_and(|text| strconv::parse_bool(text.as_encoded_bytes()) == Ok(true));
        Ok(Globals {
            namespace: given("namespace", "HELM_NAMESPACE"),
            kubeconfig: matches.text("kubeconfig").filter(|value| !value.is_empty()),
            kube_context: given("kube-context", "HELM_KUBECONTEXT"),
            debug: matches.given_switch("debug").unwrap_or(debug),
            color: color(matches, environment)?,
            error_format: ErrorFormat::from_name(&matches.text("error-format").unwrap_or_default()),
            strict_flags: matches.switch("strict-flags"),
            registry_config: path("registry-config", "HELM_REGISTRY_CONFIG", &|| {
                places::helm_config().join("registry/config.json")
            }),
            repository_config: path("repository-config", "HELM_REPOSITORY_CONFIG", &|| {
                places::helm_config().join("repositories.yaml")
            }),
            repository_cache: path("repository-cache", "HELM_REPOSITORY_CACHE", &|| {
                places::helm_cache().join("repository")
            }),
            content_cache: path("content-cache", "HELM_CONTENT_CACHE", &|| places::helm_cache().join("content")),
        })
    }
}

/// `--color` and `--colour` set the same thing in Helm, so the one typed last counts.
fn color(matches: &Matches, environment: Environment<'_>) -> Result<Color, String> {
    let Some(name) = matches.last_text(&["color", "colour"]) else { return Ok(color_from_environment(environment)) };
    let name = name.as_encoded_bytes();
    Color::from_name(name)
        .ok_or_else(|| format!("invalid color mode {}: must be one of: never, auto, always", strconv::quote(name)))
}

/// NO_COLOR goes before HELM_COLOR, whose unknown words are ignored, as in Helm.
fn color_from_environment(environment: Environment<'_>) -> Color {
    if environment("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return Color::Never;
    }
    let name = environment("HELM_COLOR").unwrap_or_default().to_ascii_lowercase();
    Color::from_name(name.as_encoded_bytes()).unwrap_or_default()
}
