//! Dependencies on the disk: where `file://` leads, and the chart there as an archive.

use super::{Failure, Manager, Options, failed, failure};
use crate::chart::Dependency;
use crate::go::path;
use crate::go::semver::{Constraints, Version};
use crate::publish::package::{self, Package};
use std::path::{Path, PathBuf};

/// The prefix of repositories that are folders.
pub(super) const SCHEME: &str = "file://";

impl Manager<'_> {
    /// The folder that `repository` leads to: from the root of the file system, or from the chart's folder.
    pub(super) fn local_path(&self, repository: &str, folder: &Path) -> Result<PathBuf, Failure> {
        let named = repository.strip_prefix(SCHEME).unwrap_or(repository);
        let place = if named.starts_with('/') { PathBuf::from(named) } else { folder.join(named) };
        let place = PathBuf::from(String::from_utf8_lossy(&path::clean(place.as_os_str().as_encoded_bytes())).as_ref());
        match self.host.metadata(&place) {
            Ok(_) => Ok(place),
            Err(error) if error.is_not_found() => {
                failed("dependency::not-found", format!("directory {} not found", place.display()))
            }
            Err(error) => failed("dependency::not-found", error.to_string()),
        }
    }

    /// Packs the chart that a dependency names by its folder, and says its version.
    pub(super) fn local_archive(
        &mut self,
        dependency: &Dependency,
        folder: &Path,
        options: &Options,
    ) -> Result<(Package, String), Failure> {
        let place = self.local_path(&dependency.repository, folder)?;
        let chart = self.load_folder(&place)?;
        let range = constraint(dependency)?;
        let version = Version::parse(&chart.metadata.version)
            .or_else(|error| failed("dependency::version", error.to_string()))?;
        if !range.check(&version) {
            return failed(
                "dependency::version",
                format!("can't get a valid version for dependency {}", dependency.name),
            );
        }
        let package = package::pack(&chart, options.time).map_err(failure)?;
        Ok((package, chart.metadata.version))
    }
}

/// The range of versions that will do, with Helm's words for one that cannot be read.
pub(super) fn constraint(dependency: &Dependency) -> Result<Constraints, Failure> {
    let name = &dependency.name;
    Constraints::parse(&dependency.version).or_else(|error| {
        failed("dependency::range", format!("dependency {name} has an invalid version/constraint format: {error}"))
    })
}
