//! A chart in memory: Chart.yaml, dependencies, values and their coalescing, schema, files, ignore rules, archives.
//! Charts come from [`load`]; values from [`values`]; nothing here renders or prints.

mod dependencies;
mod error;
mod ignore;
mod load;
pub mod lock;
mod metadata;
pub mod schema;
mod typed;
mod validate;
pub mod values;
mod version;
mod write;

pub use dependencies::{check_dependencies, check_kube_version, process_dependencies};
pub use error::Error;
pub use load::{Loader, load, load_any_version, may_be_template};
pub use metadata::{Dependency, Maintainer, Metadata, read_metadata};

use crate::diagnostic::Diagnostic;
use crate::go::{Map, Str};
use crate::host::TreePath;
use crate::source::SourceId;
use std::rc::Rc;

/// One file of a chart.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path in the chart's folder: `templates/web.yaml`.
    pub path: TreePath,
    /// What is in it.
    pub data: Str,
    /// Its text for reports.
    pub source: SourceId,
}

/// A chart with the charts in it. Clones share the files; an alias makes one.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Its place in the tree as the names of its templates have it: `web/charts/database`. Below an alias it may lead
    /// through the name that the alias stands for, as Helm's does. Until [`process_dependencies`] has run, its name alone.
    pub path: String,
    /// What Chart.yaml says.
    pub metadata: Metadata,
    /// The files under `templates/`, in order.
    pub templates: Rc<[File]>,
    /// The default values. Never handed to a template as they are: see [`values::coalesce`].
    pub values: Map,
    /// `values.schema.json`.
    pub schema: Option<File>,
    /// All files that have no meaning of their own: what templates see as `.Files`.
    pub files: Rc<[File]>,
    /// Every file as it was found, Chart.yaml and values.yaml included.
    pub raw: Rc<[File]>,
    /// The charts under `charts/`.
    pub dependencies: Vec<Chart>,
}

impl Chart {
    /// The name, or the alias that a parent gave.
    pub fn name(&self) -> &str {
        &self.metadata.name
    }

    /// The file at `path`, as it was found.
    pub fn raw_file(&self, path: &str) -> Option<&File> {
        self.raw.iter().rev().find(|file| file.path.as_bytes() == path.as_bytes())
    }

    /// The charts of the tree, parents first.
    pub fn walk(&self) -> Vec<&Chart> {
        let mut found = Vec::new();
        let mut pending = vec![self];
        while let Some(chart) = pending.pop() {
            pending.extend(chart.dependencies.iter().rev());
            found.push(chart);
        }
        found
    }

    /// The manifests under `crds/` of this chart, then of the charts in it, each with its path from the root chart's
    /// name on.
    pub fn custom_resource_definitions(&self) -> Vec<(String, &File)> {
        let charts = self.walk();
        let found = charts.iter().flat_map(|chart| {
            let files = chart.files.iter().filter(|file| file.path.as_bytes().starts_with(b"crds/"));
            files.filter(|file| is_manifest(&file.path)).map(|file| (format!("{}/{}", chart.path, file.path), file))
        });
        found.collect()
    }
}

fn is_manifest(path: &TreePath) -> bool {
    let extension = path.base().rsplit(|&byte| byte == b'.').next().unwrap_or_default();
    path.base().contains(&b'.')
        && [b"yaml".as_slice(), b"yml", b"json"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Where warnings and notes go: things that a user should see and that change nothing.
pub type Notes = Vec<Diagnostic>;
