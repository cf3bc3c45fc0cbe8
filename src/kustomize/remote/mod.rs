//! What a kustomization names by an address: git repositories, fetched once in a build and kept by their commits, and files at
//! plain http addresses.

mod repository;

pub use repository::RepositorySpec;
pub(super) use repository::leaves;

use super::{Context, Result};
use crate::diagnostic::{Diagnostic, Fault};
use crate::go::http;
use crate::host::{
    self,
    git::{self, Request},
};
use crate::source::Span;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many repositories are fetched at a time.
const AT_A_TIME: usize = 8;

/// Repository, revision, and whether submodules are there.
type Key = (String, String, bool);

/// What a fetch gave: the folder of the tree, or the cause.
type Outcome = std::result::Result<PathBuf, String>;

/// The repositories of a build. Clones share what was fetched.
#[derive(Clone, Debug, Default)]
pub struct Repositories(Arc<Mutex<BTreeMap<Key, Outcome>>>);

/// Whether a path is the address of a file rather than of a repository: it says http, none of the marks of a repository is in
/// it, and its last part looks like a file's name.
pub fn is_file(path: &str) -> bool {
    let Some(rest) = after_scheme(path) else { return false };
    let address = rest.split_once('?').map_or(rest, |(address, _)| address);
    let named = [".yaml", ".yml", ".json", ".txt"].iter().any(|suffix| address.to_ascii_lowercase().ends_with(suffix));
    RepositorySpec::parse(path).is_none() || (named && may_be_file(path))
}

/// Whether a path is an http address, which is read as a file wherever no folder may be named.
pub fn is_address(path: &str) -> bool {
    after_scheme(path).is_some()
}

/// Whether an http address has none of the marks of a repository: Kustomize asks for a file there before it asks git.
pub fn may_be_file(path: &str) -> bool {
    let Some(rest) = after_scheme(path) else { return false };
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let marked = ["_git/", "//", ".git/"].iter().any(|mark| address.contains(mark)) || address.ends_with(".git");
    let revised = query.split('&').any(|pair| pair.starts_with("ref=") || pair.starts_with("version="));
    !marked && !revised
}

/// What follows `http://` or `https://`.
fn after_scheme(path: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter();
    let of_scheme = |scheme: &str| path.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    scheme.into_iter().find(|scheme| of_scheme(scheme)).map(|scheme| &path[scheme.len()..])
}

/// The text of a file at an address.
pub fn file(address: &str, limit: u64, origin: Option<Span>, context: &Context<'_>) -> Result<Vec<u8>> {
    let diagnostic = match context.options.offline {
        true => Diagnostic::sentence("remote::file", format!("cannot fetch {address}: --offline forbids it")),
        false => match context.host.fetch(address, limit) {
            Ok(text) => return Ok(text),
            Err(error) => {
                let (code, cause) = not_a_file(address, &error);
                Diagnostic::error(code, format!("cannot fetch {address}: {cause}")).compat(cause)
            }
        },
    };
    let diagnostic = diagnostic.fault(Fault::Outside).label_known(origin, "named here");
    Err(Box::new(diagnostic.help("check the address, or save the file beside the kustomization")))
}

/// What Kustomize says where there is no file at an address, and the code: a server's refusal of what can be nothing else
/// ends the build at once.
fn not_a_file(address: &str, error: &host::Error) -> (&'static str, String) {
    match error.status() {
        Some(_) if RepositorySpec::parse(address).is_some() => {
            ("remote::file", String::from("URL is a git repository"))
        }
        Some(status) => ("remote::http", format!("HTTP Error: status code {status} ({})", http::status_text(status))),
        None => ("remote::file", error.to_string()),
    }
}

impl Repositories {
    /// The folder of a repository's tree, fetched if it was not yet.
    pub fn tree(&self, spec: &RepositorySpec, origin: Option<Span>, context: &Context<'_>) -> Result<PathBuf> {
        let refused = |code: &'static str, cause: &str, help: &str| {
            let message = format!("cannot fetch {}: {cause}", spec.url);
            let sentence = if code == "remote::fetch" { cause.to_owned() } else { message.clone() };
            let diagnostic = Diagnostic::error(code, message).compat(sentence).fault(Fault::Outside);
            let diagnostic =
                origin.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.label(span, "named here"));
            Err(Box::new(diagnostic.help(help)))
        };
        let Some(cache) = &context.options.cache else {
            return refused("remote::cache", "there is no place to keep it", "set HOME or XDG_CACHE_HOME");
        };
        let request = request(spec);
        if context.options.offline {
            let help = "name a commit by its full id that was fetched before, or build without --offline";
            return git::cached(&request, cache)
                .map_or_else(|| refused("remote::offline", "--offline forbids it", help), Ok);
        }
        let known = self.lock().get(&key(spec)).cloned();
        let outcome = known.unwrap_or_else(|| {
            let outcome = git::fetch(&request, cache).map_err(|error| error.to_string());
            self.lock().insert(key(spec), outcome.clone());
            outcome
        });
        outcome
            .or_else(|cause| refused("remote::fetch", &cause, "check the address, the revision and your access to it"))
    }

    /// Fetches what these paths name, several at a time. What goes wrong is kept until the repository is asked for.
    pub fn prefetch<'p>(&self, paths: impl Iterator<Item = &'p str>, context: &Context<'_>) {
        let Some(cache) = context.options.cache.as_ref().filter(|_| !context.options.offline) else { return };
        let mut wanted = BTreeMap::new();
        for spec in paths.filter(|path| !is_file(path)).filter_map(RepositorySpec::parse) {
            wanted.entry(key(&spec)).or_insert(spec);
        }
        wanted.retain(|key, _| !self.lock().contains_key(key));
        // One alone is fetched when it is asked for.
        if wanted.len() < 2 {
            return;
        }
        let wanted: Vec<(Key, RepositorySpec)> = wanted.into_iter().collect();
        for some in wanted.chunks(AT_A_TIME) {
            thread::scope(|scope| {
                for (key, spec) in some {
                    scope.spawn(move || {
                        let outcome = git::fetch(&request(spec), cache).map_err(|error| error.to_string());
                        self.lock().insert(key.clone(), outcome);
                    });
                }
            });
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Key, Outcome>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(spec: &RepositorySpec) -> Key {
    (spec.url.clone(), spec.reference.clone(), spec.submodules)
}

fn request(spec: &RepositorySpec) -> Request<'_> {
    let RepositorySpec { url, reference, submodules, time, .. } = spec;
    Request { url, reference, submodules: *submodules, time: *time }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_repositories_are_told_apart_by_their_addresses() {
        for path in ["https://raw.h.xz/o/r/main/a.yaml", "http://127.0.0.1:9/a.yaml", "https://h.xz/a.json"] {
            assert!(is_file(path), "{path}");
        }
        for (path, unmarked) in [
            ("https://h.xz/o/r/a", true),
            ("https://h.xz/o/r//a", false),
            ("https://h.xz/o/r.git", false),
            ("o/r", false),
        ] {
            assert!(may_be_file(path) == unmarked && !is_file(path), "{path}");
        }
        for path in ["https://h.xz/o/r", "https://h.xz/o/r//a.yaml", "https://h.xz/o/r/a.yaml?ref=v1", "a.yaml"] {
            assert!(!is_file(path), "{path}");
        }
    }
}
