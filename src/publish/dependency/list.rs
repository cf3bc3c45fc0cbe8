//! `helm dependency list`: what Chart.yaml asks for, and what of it is in `charts/`.

use super::{Failure, failure};
use crate::chart::{Chart, Dependency, Error, Loader, Notes, load_any_version};
use crate::go::pattern::Pattern;
use crate::go::semver::{Constraints, Version};
use crate::host::{FileKind, Host};
use crate::source::Sources;
use std::path::{Path, PathBuf};

/// What a chart depends on.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// A line for each dependency of Chart.yaml; `None` where Chart.yaml has no list of them.
    pub rows: Option<Vec<Row>>,
    /// Helm's lines about what is in `charts/` and should not be.
    pub warnings: Vec<String>,
}

/// One dependency and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The range.
    pub version: String,
    /// Its repository.
    pub repository: String,
    /// `ok`, `unpacked`, `missing`, `wrong version` and so on.
    pub status: &'static str,
}

/// Lists the dependencies of the chart at `path`, a folder or an archive.
pub fn list(path: &Path, host: &dyn Host, sources: &Sources, notes: &mut Notes) -> Result<Listing, Failure> {
    let mut shelf = Shelf { host, sources, notes, charts: path.join("charts") };
    let chart = shelf.load(path).map_err(failure)?;
    if !chart.metadata.lists_dependencies() {
        return Ok(Listing::default());
    }
    let wanted = &chart.metadata.dependencies;
    let row = |dependency: &Dependency| Row {
        name: dependency.name.clone(),
        version: dependency.version.clone(),
        repository: dependency.repository.clone(),
        status: shelf.status(dependency, &chart),
    };
    let rows = wanted.iter().map(row).collect();
    Ok(Listing { rows: Some(rows), warnings: shelf.undeclared(wanted) })
}

/// The folder `charts/` of a chart.
struct Shelf<'a> {
    host: &'a dyn Host,
    sources: &'a Sources,
    notes: &'a mut Notes,
    charts: PathBuf,
}

impl Shelf<'_> {
    fn load(&mut self, path: &Path) -> Result<Chart, Error> {
        let mut loader = Loader { host: self.host, sources: self.sources, notes: self.notes, seen: None };
        load_any_version(path, &mut loader)
    }

    /// The names in the folder that a glob matches, in order.
    fn names(&self, pattern: &Pattern) -> Vec<String> {
        let names = self.host.list(&self.charts).unwrap_or_default();
        let names = names.iter().map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| pattern.matches(name.as_bytes())).collect()
    }

    fn status(&mut self, dependency: &Dependency, chart: &Chart) -> &'static str {
        let Ok(pattern) = Pattern::new(&format!("{}-*.tgz", dependency.name)) else { return "bad pattern" };
        let archives = self.names(&pattern);
        // Archives of other charts may begin with this name too; what follows it has to be a version.
        let is_version = |archive: &&String| {
            let rest = archive.strip_suffix(".tgz").and_then(|stem| stem.strip_prefix(&dependency.name));
            rest.and_then(|rest| rest.strip_prefix('-')).is_some_and(|text| Version::parse_strict(text).is_ok())
        };
        let found = match archives.as_slice() {
            [archive] => Some(archive),
            archives => {
                let versions: Vec<&String> = archives.iter().filter(is_version).collect();
                match versions.as_slice() {
                    [_, _, ..] => return "too many matches",
                    versions => versions.first().copied(),
                }
            }
        };
        match found {
            Some(archive) if self.host.metadata(&self.charts.join(archive)).is_ok() => {
                self.archive_status(&self.charts.join(archive), dependency)
            }
            _ => unpacked_status(dependency, chart),
        }
    }

    fn archive_status(&mut self, archive: &Path, dependency: &Dependency) -> &'static str {
        match self.load(archive) {
            Err(_) => "corrupt",
            Ok(chart) if chart.name() != dependency.name => "misnamed",
            Ok(chart) => version_status(&chart, dependency).unwrap_or("ok"),
        }
    }

    /// Charts that Chart.yaml does not name, and what is no chart at all.
    fn undeclared(&mut self, wanted: &[Dependency]) -> Vec<String> {
        let names = self.host.list(&self.charts).unwrap_or_default();
        let mut warnings = Vec::new();
        for name in names {
            let place = self.charts.join(&name);
            let is_folder = self.host.metadata(&place).is_ok_and(|known| known.kind == FileKind::Folder);
            if !is_folder && place.extension().is_none_or(|extension| extension != "tgz") {
                continue;
            }
            let shown = crate::go::strconv::quote(place.as_os_str().as_encoded_bytes());
            match self.load(&place) {
                Err(_) => warnings.push(format!("WARNING: {shown} is not a chart.")),
                Ok(chart) if wanted.iter().any(|dependency| dependency.name == chart.name()) => {}
                Ok(_) => warnings.push(format!("WARNING: {shown} is not in Chart.yaml.")),
            }
        }
        warnings
    }
}

/// The state of a dependency that is laid open in `charts/`, or packed inside of the chart's archive.
fn unpacked_status(dependency: &Dependency, chart: &Chart) -> &'static str {
    match chart.dependencies.iter().rev().find(|one| one.name() == dependency.name) {
        None => "missing",
        Some(found) => version_status(found, dependency).unwrap_or("unpacked"),
    }
}

/// What is wrong with a chart's version.
fn version_status(chart: &Chart, dependency: &Dependency) -> Option<&'static str> {
    let version = &chart.metadata.version;
    if *version == dependency.version {
        return None;
    }
    let (Ok(range), Ok(version)) = (Constraints::parse(&dependency.version), Version::parse(version)) else {
        return Some("invalid version");
    };
    (!range.check(&version)).then_some("wrong version")
}
