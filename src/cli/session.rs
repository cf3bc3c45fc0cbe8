//! From flags to [`render::Session`]: what `render` and `lint` load their inputs with.

use super::chart_input;
use super::command::Invocation;
use super::fetching::fetching_on_threads;
use super::world::{self, Declared};
use crate::diagnostic::Diagnostic;
use crate::helm::Selection;
use crate::helm::release::Action;
use crate::host::Host;
use crate::host::disk::Disk;
use crate::host::places;
use crate::host::remembered::Remembered;
use crate::kustomize;
use crate::render::{Dialect, ReleaseSettings, Session};

/// The name of a release that was given none, as `helm template` has it.
const RELEASE_NAME: &str = "release-name";

/// A session for the namespace `namespace`, whose releases get what `declared` says.
pub(super) fn session(
    invocation: &Invocation,
    declared: Declared,
    namespace: String,
    dialect: Dialect,
) -> Result<Session, Box<Diagnostic>> {
    let matches = &invocation.matches;
    // Not every command that loads inputs has every flag.
    let list = |name: &str| matches.list(name).iter().map(|text| text.to_string_lossy().into_owned()).collect();
    let text = |name: &str| matches.text(name).map(|text| text.to_string_lossy().into_owned());
    let release = ReleaseSettings {
        name: text("release").unwrap_or_else(|| RELEASE_NAME.to_owned()),
        namespace,
        action: if matches.has_switch("is-upgrade") { Action::Upgrade } else { Action::Install },
        kube_version: chart_input::kube_version(invocation)?,
        api_versions: list("api-versions"),
        values: chart_input::value_flags(invocation),
        skip_schema_validation: matches.has_switch("skip-schema-validation"),
        selection: Selection {
            include_crds: matches.has_switch("include-crds") && !matches.has_switch("skip-crds"),
            no_hooks: matches.has_switch("no-hooks"),
            skip_tests: matches.has_switch("skip-tests"),
            show_only: Vec::new(),
        },
    };
    let builds = kustomize::Options {
        unrestricted: matches.text("load-restrictor").is_some_and(|name| name == "LoadRestrictionsNone"),
        helm: matches.has_switch("enable-helm"),
        helm_api_versions: list("api-versions"),
        helm_kube_version: text("kube-version").unwrap_or_default(),
        offline: !matches.has_switch("fetch"),
        cache: places::cache(),
        ..kustomize::Options::default()
    };
    let host: Box<dyn Host + Send + Sync> = match builds.offline {
        true => Box::new(Remembered::new(Disk)),
        false => Box::new(Remembered::new(fetching_on_threads(invocation)?)),
    };
    Ok(Session {
        host,
        sources: invocation.sources.clone(),
        limits: world::limits(invocation),
        effects: Box::new(move |release, namespace, attempt| declared.answering(attempt).handler(release, namespace)),
        release,
        builds,
        dialect,
    })
}
