//! A chart becomes an archive: the files that Helm packs, in bytes that depend on nothing but the files, the options and the
//! time that the caller gives.

mod archive;
mod contents;

pub use archive::REPRODUCIBLE_TIME;

use crate::chart::{self, Chart, Error};
use crate::go::Str;
use crate::go::semver::Version;

/// What changes a chart on its way into an archive.
#[derive(Clone, Debug)]
pub struct Options {
    /// Another version; it is checked whether it is one.
    pub version: Option<String>,
    /// Another version of what the chart installs.
    pub app_version: Option<String>,
    /// The time of all entries, in seconds since 1970.
    pub time: i64,
}

impl Default for Options {
    fn default() -> Self {
        Options { version: None, app_version: None, time: REPRODUCIBLE_TIME }
    }
}

/// A packed chart.
#[derive(Clone, Debug)]
pub struct Package {
    /// `NAME-VERSION.tgz`.
    pub file_name: String,
    /// The gzipped tar archive.
    pub archive: Vec<u8>,
    /// Chart.yaml's fields as YAML, for a provenance file.
    pub metadata: String,
}

/// Packs a chart as `helm package` does.
pub fn package(mut chart: Chart, options: &Options) -> Result<Package, Error> {
    if let Some(version) = &options.version {
        chart.metadata.version.clone_from(version);
    }
    Version::parse(&chart.metadata.version).map_err(|error| {
        let help = format!("`{}` is no version; give one such as 1.2.3", chart.metadata.version);
        Error::new("package::version", error.to_string()).help(help)
    })?;
    if let Some(version) = &options.app_version {
        chart.metadata.app_version.clone_from(version);
    }
    chart::check_dependencies(&chart)?;
    pack(&chart, options.time).map_err(|error| error.wrapped("failed to save"))
}

/// Packs a chart as it is.
pub(super) fn pack(chart: &Chart, time: i64) -> Result<Package, Error> {
    let entries = contents::entries(chart, time)?;
    Ok(Package {
        file_name: file_name(chart),
        archive: archive::write(entries, time)?,
        metadata: chart.metadata.to_yaml()?,
    })
}

/// An archive of files that are no chart, by the same rules: paths in order, no owner, one mode and one time.
pub fn pack_files(files: Vec<(Vec<u8>, Str)>, time: i64) -> Result<Vec<u8>, Error> {
    archive::write(files.into_iter().map(|(path, data)| archive::Entry { path, data }).collect(), time)
}

/// The name of a chart's archive.
fn file_name(chart: &Chart) -> String {
    format!("{}-{}.tgz", chart.name(), chart.metadata.version)
}
