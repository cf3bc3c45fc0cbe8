//! What every step of a build is handed beside its objects: the outside, the texts, the options, and where to leave notes.

use crate::diagnostic::Diagnostic;
use crate::gotemplate::Effects;
use crate::gotemplate::Limits;
use crate::host::Host;
use crate::kubernetes::Schema;
use crate::resource::ResourceSet;
use crate::source::{SourceId, Sources, Span};

/// What a step gives, or the one thing that is wrong.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// The flags of `kustomize build`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files may lie outside a kustomization's root: `--load-restrictor LoadRestrictionsNone`.
    pub unrestricted: bool,
    /// Charts are rendered: `--enable-helm`.
    pub helm: bool,
    /// API versions that charts see: `--helm-api-versions`.
    pub helm_api_versions: Vec<String>,
    /// The Kubernetes version that charts see: `--helm-kube-version`.
    pub helm_kube_version: String,
    /// `--helm-debug`.
    pub helm_debug: bool,
    /// The order where kustomization.yaml names none: `--reorder`.
    pub reorder: Option<Reorder>,
    /// `--enable-managedby-label`.
    pub managed_by_label: bool,
    /// Plugins and functions: `--enable-alpha-plugins`.
    pub plugins: bool,
    /// Functions that are programs: `--enable-exec`.
    pub exec: bool,
    /// Nothing is fetched: `--offline`.
    pub offline: bool,
    /// What functions and plugins may have.
    pub functions: FunctionOptions,
    /// The folder for what was fetched; without one nothing can be.
    pub cache: Option<std::path::PathBuf>,
}

/// What functions and plugins may have, where they are allowed at all.
#[derive(Clone, Debug, Default)]
pub struct FunctionOptions {
    /// Variables: `NAME=VALUE`, or `NAME` for containers to take over: `--env`.
    pub variables: Vec<String>,
    /// Containers that ask for the network get it: `--network`.
    pub network: bool,
    /// Mounts of containers, as docker's `--mount` has them: `--mount`.
    pub mounts: Vec<String>,
    /// The user and group that containers run as, `nobody` where none is given: `--as-current-user`.
    pub user: Option<String>,
    /// The folders that may hold plugins, the one that counts first.
    pub plugin_homes: Vec<std::path::PathBuf>,
}

/// The order of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reorder {
    /// By kind, group, version, name and namespace.
    Legacy,
    /// As accumulated.
    None,
}

/// What was done with the types that are compiled in: Kustomize then keeps them beside those that a base or component names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BuiltIn {
    /// Nothing.
    #[default]
    Untouched,
    /// A kind was looked for that is not among the well-known ones: they are read after the named ones, and count more.
    Asked,
    /// A strategic merge went by them: the named ones come after them, and count more.
    Used,
}

/// What every step is handed.
pub struct Context<'a> {
    /// Files.
    pub host: &'a dyn Host,
    /// The texts that reports refer to.
    pub sources: &'a Sources,
    /// The flags.
    pub options: &'a Options,
    /// What charts ask of the world.
    pub effects: &'a mut dyn Effects,
    /// What a chart's render may use up.
    pub limits: &'a Limits,
    /// The types that strategic merges go by, once a kustomization has named them: Kustomize keeps what the first one names
    /// for the whole build, the outermost before all others.
    pub schema: Option<Schema>,
    /// Whether the types that are compiled in were used or asked for before a kustomization named others.
    pub builtin_schema: BuiltIn,
    /// What the user should know and that changes nothing.
    pub notes: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// The context of a build that has not begun.
    pub fn new(
        host: &'a dyn Host,
        sources: &'a Sources,
        options: &'a Options,
        effects: &'a mut dyn Effects,
        limits: &'a Limits,
    ) -> Self {
        let (schema, builtin_schema, notes) = (None, BuiltIn::default(), Vec::new());
        Context { host, sources, options, effects, limits, schema, builtin_schema, notes }
    }

    /// Adds a text that stands in a field at `origin` as a source of its own, since its lines are not those of the file. Gives
    /// the source, and its name: `kustomization.yaml (patch in line 7)`.
    pub(super) fn add_inline(&self, what: &str, origin: Option<Span>, text: &[u8]) -> (SourceId, String) {
        let place = origin.and_then(|span| Some((self.sources.get(span.source)?, span)));
        let name = place.map_or_else(
            || what.to_owned(),
            |(source, span)| format!("{} ({what} in line {})", source.name(), source.position(span.range().start).line),
        );
        (self.sources.add(name.clone(), text), name)
    }
}

/// A step that changes the objects of a build.
pub trait Transformer {
    /// Changes the objects.
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()>;

    /// Whether it may change an entry of this key and leave others as they are that are one with it: see
    /// [`crate::resource::Resource::settle_shared`].
    fn may_change(&self, _key: &str) -> bool {
        true
    }
}

/// A step that makes objects.
pub trait Generator {
    /// Makes objects.
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet>;
}
