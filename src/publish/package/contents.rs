//! Which files an archive of a chart has: Chart.yaml and Chart.lock as Helm writes them anew, and the others as they were
//! found. Charts below `charts/` are laid open in it, whatever they came in, but for those that share their name.

use super::archive::Entry;
use super::{file_name, pack};
use crate::chart::lock::Lock;
use crate::chart::{Chart, Error};
use crate::go::{Str, json};
use std::collections::HashMap;

/// The entries of the chart's archive, those of the charts in it included.
pub(super) fn entries(chart: &Chart, time: i64) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let mut pending = vec![(chart, chart.name().as_bytes().to_vec())];
    while let Some((chart, folder)) = pending.pop() {
        let below = |path: &[u8]| [folder.as_slice(), b"/", path].concat();
        let mut add = |path: &[u8], data: Str| entries.push(Entry { path: below(path), data });
        own_files(chart, &mut add)?;
        let mut names = Names::of(chart);
        for dependency in &chart.dependencies {
            match names.archive(dependency) {
                Some(name) => add(format!("charts/{name}").as_bytes(), pack(dependency, time)?.archive.into()),
                None => pending.push((dependency, below(&[b"charts/", dependency.name().as_bytes()].concat()))),
            }
        }
    }
    Ok(entries)
}

/// The chart's own files.
fn own_files(chart: &Chart, add: &mut impl FnMut(&[u8], Str)) -> Result<(), Error> {
    let mut metadata = chart.metadata.clone();
    // Charts of v1 name their dependencies in requirements.yaml alone.
    if metadata.api_version == "v1" {
        metadata.dependencies = Vec::new();
    }
    add(b"Chart.yaml", metadata.to_yaml()?.into());
    if chart.metadata.api_version == "v2"
        && let Some(lock) = Lock::of(chart)?
    {
        add(b"Chart.lock", lock.to_yaml()?.into());
    }
    for file in chart.raw.iter().filter(|file| file.path.as_bytes() == b"values.yaml") {
        add(b"values.yaml", file.data.clone());
    }
    if let Some(schema) = &chart.schema {
        if json::decode(&schema.data).is_err_and(|error| error.offset().is_some()) {
            let error = Error::new("package::schema", "invalid JSON in values.schema.json");
            return Err(error.help("mend the schema: what cannot be read would be in the way of everyone"));
        }
        add(b"values.schema.json", schema.data.clone());
    }
    for file in chart.templates.iter().chain(chart.files.iter()) {
        add(file.path.as_bytes(), file.data.clone());
    }
    Ok(())
}

/// The names of the charts below `charts/`. Several charts of one name (a parent may use two versions under aliases) do not go
/// into one folder, so they stay archives.
struct Names<'a> {
    charts: HashMap<&'a str, usize>,
    archives: HashMap<String, usize>,
}

impl<'a> Names<'a> {
    fn of(parent: &'a Chart) -> Self {
        let mut charts = HashMap::new();
        parent.dependencies.iter().for_each(|chart| *charts.entry(chart.name()).or_insert(0) += 1);
        Names { charts, archives: HashMap::new() }
    }

    /// The name of a chart's archive where it needs one.
    fn archive(&mut self, chart: &Chart) -> Option<String> {
        if self.charts.get(chart.name()).is_none_or(|&count| count < 2) {
            return None;
        }
        let name = file_name(chart);
        let earlier = self.archives.entry(name.clone()).or_insert(0);
        *earlier += 1;
        // Charts of one name and version that are not the same all the same.
        let another = || Some(format!("{}-{}.tgz", name.strip_suffix(".tgz")?, *earlier - 1));
        if *earlier == 1 { Some(name) } else { another() }
    }
}
