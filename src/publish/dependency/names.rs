//! Which repository a dependency means: one that the user has added, by name or address, or one that only the chart names.

use super::local::SCHEME;
use super::{Failure, Manager, Options, Repository, failed};
use crate::chart::Dependency;
use crate::diagnostic::Diagnostic;
use crate::go::hex;
use crate::go::path;
use crate::go::url::Url;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;

/// Repositories by the names of the dependencies that they are for.
pub(super) type Names = HashMap<String, Repository>;

/// In front of the names of indexes of repositories that the user has not added; Helm shares its cache by them.
const UNKNOWN_PREFIX: &str = "helm-manager-";

/// What Helm adds where the name of a repository stands for its address.
const NOT_AN_ADDRESS: &str = "\nNote that repositories must be URLs or aliases. For example, to refer to the \"example\"\n\
    repository, use \"https://charts.example.com/\" or \"@example\" instead of\n\
    \"example\". Don't forget to add the repo, too ('helm repo add').";

impl Manager<'_> {
    /// The repositories of dependencies, as far as the user has added them. Aliases among the dependencies get addresses.
    pub(super) fn repository_names(
        &mut self,
        folder: &Path,
        wanted: &mut [Dependency],
        options: &Options,
    ) -> Result<Names, Failure> {
        let known = self.remote.repositories()?;
        let mut names = Names::new();
        let mut missing = Vec::new();
        for dependency in wanted.iter_mut().filter(|dependency| !dependency.repository.is_empty()) {
            let address = dependency.repository.clone();
            if address.starts_with(SCHEME) {
                self.local_path(&address, folder)?;
                if options.debug {
                    self.say(&format!("Repository from local path: {address}"));
                }
            }
            if address.starts_with(SCHEME) || is_oci(&address) {
                let repository = Repository { name: address.clone(), url: address };
                names.insert(dependency.name.clone(), repository);
                continue;
            }
            let alias = address.strip_prefix('@').or_else(|| address.strip_prefix("alias:"));
            let found = known.iter().find(|one| alias == Some(&one.name) || same_address(&one.url, &address));
            match found {
                Some(repository) => {
                    if alias == Some(&repository.name) {
                        dependency.repository.clone_from(&repository.url);
                    }
                    names.insert(dependency.name.clone(), repository.clone());
                }
                None if is_address(&address) => {}
                None => missing.push(address),
            }
        }
        if missing.is_empty() { Ok(names) } else { undefined(&missing) }
    }

    /// Names the repositories that only the chart knows, and fetches their indexes.
    pub(super) fn name_unknown_repositories(&mut self, names: &mut Names, wanted: &[Dependency], options: &Options) {
        let mut unknown: Vec<Repository> = Vec::new();
        for dependency in wanted.iter().filter(|dependency| !dependency.repository.is_empty()) {
            if names.contains_key(&dependency.name) {
                continue;
            }
            let digest = hex::encode(&Sha256::digest(&dependency.repository));
            let repository =
                Repository { name: format!("{UNKNOWN_PREFIX}{digest}"), url: dependency.repository.clone() };
            unknown.push(repository.clone());
            names.insert(dependency.name.clone(), repository);
        }
        if !options.skip_refresh && !unknown.is_empty() {
            self.say("Getting updates for unmanaged Helm repositories...");
            self.refresh(unknown);
        }
    }

    /// Fetches the indexes of the repositories that the user has added.
    pub(super) fn refresh_known_repositories(&mut self) -> Result<(), Failure> {
        let known = self.remote.repositories()?;
        if !known.is_empty() {
            self.say("Hang tight while we grab the latest from your chart repositories...");
            self.refresh(known);
            self.say("Update Complete. ⎈Happy Helming!⎈");
        }
        Ok(())
    }

    /// Fetches indexes, each address once. What cannot be fetched is said and stops nothing: the cached one may do.
    fn refresh(&mut self, mut repositories: Vec<Repository>) {
        let mut seen = std::collections::HashSet::new();
        repositories.retain(|one| seen.insert(one.url.trim_end_matches('/').to_owned()));
        let outcomes = self.remote.refresh(&repositories);
        for (repository, outcome) in repositories.iter().zip(outcomes) {
            let Repository { name, url } = repository;
            let is_unknown = name.starts_with(UNKNOWN_PREFIX);
            let shown = if is_unknown { url } else { name };
            let line = match outcome {
                Ok(()) => format!("...Successfully got an update from the \"{shown}\" chart repository"),
                Err(cause) => {
                    let place = if is_unknown { String::new() } else { format!(" ({url})") };
                    format!("...Unable to get an update from the \"{shown}\" chart repository{place}:\n\t{cause}")
                }
            };
            self.say(&line);
        }
    }

    /// Whether the user has added the repositories that a lock file names.
    pub(super) fn check_repositories(&mut self, locked: &[Dependency]) -> Result<(), Failure> {
        let known = self.remote.repositories()?;
        let addresses = locked.iter().map(|dependency| dependency.repository.as_str());
        let remote = addresses.filter(|one| !one.is_empty() && !one.starts_with(SCHEME) && !is_oci(one));
        let is_known = |address: &str| known.iter().any(|one| same_address(&one.url, address.trim_end_matches('/')));
        let missing: Vec<&str> = remote.filter(|address| !is_known(address)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let list = missing.join(", ");
        failed(
            "dependency::repository",
            format!("no repository definition for {list}. Please add the missing repos via 'helm repo add'"),
        )
    }
}

fn undefined<T>(missing: &[String]) -> Result<T, Failure> {
    let list = missing.join(", ");
    let sentence = format!("no repository definition for {list}. Please add them via 'helm repo add'");
    let is_bare = |one: &String| !one.contains("//") && !one.starts_with('@') && !one.starts_with("alias:");
    let diagnostic = Diagnostic::sentence("dependency::repository", sentence.clone());
    Err(Box::new(match missing.iter().any(is_bare) {
        true => diagnostic
            .compat(sentence + NOT_AN_ADDRESS)
            .help("a repository is named by its address, or as `@example` once it has been added"),
        false => diagnostic,
    }))
}

/// Whether the address is of a registry.
pub(super) fn is_oci(address: &str) -> bool {
    address.starts_with("oci://")
}

/// Whether Go's `ParseRequestURI` takes it: an absolute URL, or a path from the root.
fn is_address(text: &str) -> bool {
    Url::parse(text.as_bytes()).is_ok_and(|url| !url.scheme.is_empty() || text.starts_with('/'))
}

/// Whether two addresses are the same but for what cleaning their paths changes.
fn same_address(one: &str, other: &str) -> bool {
    let cleaned = |text: &str| {
        let mut url = Url::parse(text.as_bytes()).ok()?;
        if url.path.is_empty() {
            url.path = b"/".to_vec();
        }
        url.path = path::clean(&url.path);
        Some(url.text())
    };
    match (cleaned(one), cleaned(other)) {
        (Some(one), Some(other)) => one == other,
        (None, _) => path::clean(one.as_bytes()) == path::clean(other.as_bytes()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_the_same_whatever_slash_is_at_their_end() {
        assert!(same_address("https://h/charts/", "https://h/charts"));
        assert!(same_address("https://h", "https://h/"));
        assert!(!same_address("https://h/a", "https://h/b"));
        assert!(is_address("https://h/a") && is_address("/srv") && !is_address("stable") && !is_address("@stable"));
    }
}
