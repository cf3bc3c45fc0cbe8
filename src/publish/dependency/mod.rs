//! What a chart depends on: resolved to versions, locked, and brought into `charts/`, as `helm dependency` does. Charts on
//! the disk are packed here; what is in repositories and registries comes through [`Remote`].

mod list;
mod local;
mod names;
mod remote;
mod resolve;
mod save;

pub use list::{Listing, Row, list};
pub use remote::{Fetched, Offline, Remote, Repository, Wanted};

use crate::chart::lock::{self, Lock};
use crate::chart::{Chart, Dependency, Error, Loader, Notes, load_any_version};
use crate::diagnostic::Diagnostic;
use crate::host::{FileKind, Host};
use crate::publish::provenance::Keyring;
use crate::source::Sources;
use std::path::Path;

/// What is wrong with a chart's dependencies.
type Failure = Box<Diagnostic>;

fn failure(error: Error) -> Failure {
    Box::new(error.into())
}

fn failed<T>(code: &'static str, sentence: impl Into<String>) -> Result<T, Failure> {
    Err(Box::new(Diagnostic::sentence(code, sentence)))
}

/// Which archives have to be signed.
#[derive(Clone, Debug, Default)]
pub enum Verification {
    /// None.
    #[default]
    Never,
    /// Those that have a provenance file.
    IfPossible(Keyring),
    /// All that are fetched.
    Always(Keyring),
}

/// How dependencies are brought up to date.
#[derive(Clone, Debug)]
pub struct Options {
    /// Take repositories' indexes as they are cached.
    pub skip_refresh: bool,
    /// Which archives have to be signed.
    pub verification: Verification,
    /// Say more.
    pub debug: bool,
    /// The time of entries in archives of local charts, in seconds since 1970.
    pub time: i64,
    /// The time for the lock file, in seconds since 1970.
    pub now: i64,
}

/// What the work on a chart's dependencies needs, and where it leaves its words.
pub struct Manager<'a> {
    /// Where charts are read.
    pub host: &'a dyn Host,
    /// Where their texts are kept for reports.
    pub sources: &'a Sources,
    /// What the user should know.
    pub notes: &'a mut Notes,
    /// Repositories and registries.
    pub remote: &'a mut dyn Remote,
    /// Takes each line of Helm's output as soon as it is known, without its end.
    pub say: &'a mut dyn FnMut(&str),
}

impl Manager<'_> {
    /// Brings `charts/` of the chart in `folder` to what Chart.yaml asks for, and locks the versions.
    pub fn update(&mut self, folder: &Path, options: &Options) -> Result<(), Failure> {
        let chart = self.chart(folder)?;
        self.update_chart(folder, &chart, options)
    }

    fn update_chart(&mut self, folder: &Path, chart: &Chart, options: &Options) -> Result<(), Failure> {
        if !chart.metadata.lists_dependencies() {
            return Ok(());
        }
        let mut wanted = chart.metadata.dependencies.clone();
        let mut names = self.repository_names(folder, &mut wanted, options)?;
        self.name_unknown_repositories(&mut names, &wanted, options);
        if !options.skip_refresh {
            self.refresh_known_repositories()?;
        }
        let mut locked = self.resolve(folder, &wanted, &names)?;
        let archives = self.archives(folder, &mut locked, options)?;
        let digest = lock::digest(&wanted, &locked).map_err(failure)?;
        let old = Lock::of(chart).map_err(failure)?;
        let lock = match old {
            Some(old) if old.digest == digest => None,
            _ => Some(Lock { generated: lock::timestamp(options.now), digest, dependencies: locked.clone() }),
        };
        let name = Lock::file_name(&chart.metadata.api_version);
        let text = lock.map(|lock| lock.to_yaml().map_err(failure)).transpose()?;
        self.save(folder, &locked, archives, text.as_deref().map(|text| (name, text)))
    }

    /// Brings `charts/` of the chart in `folder` to what the lock file says; without one, [`Manager::update`]s it.
    pub fn build(&mut self, folder: &Path, options: &Options) -> Result<(), Failure> {
        let chart = self.chart(folder)?;
        let Some(lock) = Lock::of(&chart).map_err(failure)? else {
            return self.update_chart(folder, &chart, options);
        };
        let mut wanted = chart.metadata.dependencies.clone();
        let is_v1 = chart.metadata.api_version == "v1";
        let of_helm_2 = is_v1.then(|| lock::digest_of_helm_2(&wanted)).transpose().map_err(failure)?;
        self.repository_names(folder, &mut wanted, options)?;
        if lock::digest(&wanted, &lock.dependencies).map_err(failure)? != lock.digest
            && of_helm_2.as_ref() != Some(&lock.digest)
        {
            return out_of_sync(&chart);
        }
        self.check_repositories(&lock.dependencies)?;
        if !options.skip_refresh {
            self.refresh_known_repositories()?;
        }
        let mut locked = lock.dependencies;
        let archives = self.archives(folder, &mut locked, options)?;
        self.save(folder, &locked, archives, None)
    }

    /// The chart in a folder, whose dependencies are to be changed.
    fn chart(&mut self, folder: &Path) -> Result<Chart, Failure> {
        match self.host.metadata(folder) {
            Err(error) => failed("dependency::not-found", format!("could not find {}: {error}", folder.display())),
            Ok(known) if known.kind != FileKind::Folder => {
                failed("dependency::not-a-folder", "only unpacked charts can be updated")
            }
            Ok(_) => self.load_folder(folder),
        }
    }

    /// A chart's folder, whatever its `apiVersion` is.
    fn load_folder(&mut self, folder: &Path) -> Result<Chart, Failure> {
        let is_file = self.host.metadata(folder).is_ok_and(|known| known.kind != FileKind::Folder);
        if is_file || self.host.metadata(&folder.join("Chart.yaml")).is_err() {
            let error = Error::new("load::chart-yaml-missing", "Chart.yaml file is missing");
            return Err(failure(error.help(format!("there has to be a chart's folder at {}", folder.display()))));
        }
        self.load(folder).map_err(failure)
    }

    fn load(&mut self, path: &Path) -> Result<Chart, Error> {
        let mut loader = Loader { host: self.host, sources: self.sources, notes: self.notes, seen: None };
        load_any_version(path, &mut loader)
    }

    fn say(&mut self, line: &str) {
        (self.say)(line);
    }
}

fn out_of_sync<T>(chart: &Chart) -> Result<T, Failure> {
    let (lock, file, advice) = match chart.metadata.api_version.as_str() {
        "v1" => ("requirements.lock", "requirements.yaml", ""),
        _ => ("Chart.lock", "Chart.yaml", " with 'helm dependency update'"),
    };
    let sentence = format!(
        "the lock file ({lock}) is out of sync with the dependencies file ({file}). Please update the dependencies{advice}"
    );
    let diagnostic = Diagnostic::sentence("dependency::out-of-sync", sentence);
    Err(Box::new(diagnostic.help("run `plimsoll dependency update` and commit the lock file that it writes")))
}

/// A dependency as a lock file has it.
fn locked(dependency: &Dependency, version: &str) -> Dependency {
    Dependency {
        name: dependency.name.clone(),
        version: version.to_owned(),
        repository: dependency.repository.clone(),
        ..Dependency::default()
    }
}
