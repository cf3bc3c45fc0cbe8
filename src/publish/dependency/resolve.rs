//! From ranges to versions: for each dependency the highest version that its repository, registry or folder has in its range.

use super::local::SCHEME;
use super::names::{Names, is_oci};
use super::{Failure, Manager, Repository, failed, locked};
use crate::chart::Dependency;
use crate::go::semver::{Constraints, Version};
use crate::go::strconv::quote;
use std::path::Path;

impl Manager<'_> {
    /// The dependencies with the versions that were chosen, in their order.
    pub(super) fn resolve(
        &mut self,
        folder: &Path,
        wanted: &[Dependency],
        names: &Names,
    ) -> Result<Vec<Dependency>, Failure> {
        let mut chosen = Vec::new();
        let mut missing = Vec::new();
        for dependency in wanted {
            match self.choose(folder, dependency, names)? {
                Some(version) => chosen.push(locked(dependency, &version)),
                None => {
                    let quoted = |text: &str| quote(text.as_bytes());
                    let (name, version) = (quoted(&dependency.name), quoted(&dependency.version));
                    let repository = quoted(&dependency.repository);
                    missing.push(format!("{name} (repository {repository}, version {version})"));
                }
            }
        }
        if missing.is_empty() {
            return Ok(chosen);
        }
        let (count, list) = (missing.len(), missing.join(", "));
        failed(
            "dependency::version",
            format!(
                "can't get a valid version for {count} subchart(s): {list}. Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml"
            ),
        )
    }

    /// The version for one dependency; `None` where none is in its range.
    fn choose(&mut self, folder: &Path, dependency: &Dependency, names: &Names) -> Result<Option<String>, Failure> {
        let range = Constraints::parse(&dependency.version).or_else(|error| {
            let name = quote(dependency.name.as_bytes());
            let sentence = format!("dependency {name} has an invalid version/constraint format: {error}");
            failed("dependency::range", sentence)
        })?;
        let address = dependency.repository.as_str();
        if address.is_empty() {
            self.local_path(&format!("charts/{}", dependency.name), folder)?;
            return Ok(Some(dependency.version.clone()));
        }
        if address.starts_with(SCHEME) {
            let place = self.local_path(address, folder)?;
            let version = self.load_folder(&place)?.metadata.version;
            return Ok(highest([version], &range));
        }
        if is_oci(address) {
            return self.choose_tag(dependency, &range);
        }
        let unnamed = || Repository { name: String::new(), url: address.to_owned() };
        let repository = names.get(&dependency.name).cloned().unwrap_or_else(unnamed);
        let name = &repository.name;
        let versions = self.remote.versions(&repository, &dependency.name).map_err(|error| {
            let missing = "no cached repo found. (try 'helm repo update'): ";
            error.wrapped(|cause| {
                let cause = cause.strip_prefix(missing).unwrap_or(cause);
                format!("no cached repository for {name} found. (try 'helm repo update'): {cause}")
            })
        })?;
        match versions {
            Some(versions) => Ok(highest(versions, &range)),
            None => failed("dependency::not-found", format!("{} chart not found in repo {address}", dependency.name)),
        }
    }

    /// A version that is one is taken at its word; a range is held against the tags. Where none fits, the registry is asked
    /// for the range itself and says so, as Helm has it.
    fn choose_tag(&mut self, dependency: &Dependency, range: &Constraints) -> Result<Option<String>, Failure> {
        if Version::parse(&dependency.version).is_ok() {
            return Ok(Some(dependency.version.clone()));
        }
        let address = &dependency.repository;
        let tags = self.remote.tags(&format!("{address}/{}", dependency.name));
        let tags =
            tags.map_err(|error| error.prefixed(&format!("could not retrieve list of tags for repository {address}")))?;
        Ok(highest(tags, range).or_else(|| Some(dependency.version.clone())))
    }
}

/// The first version in the range, of versions with the highest first.
fn highest(versions: impl IntoIterator<Item = String>, range: &Constraints) -> Option<String> {
    versions.into_iter().find(|version| Version::parse(version).is_ok_and(|version| range.check(&version)))
}
