//! The archives of dependencies, in memory, and how `charts/` becomes what they say: all new archives and the lock file at
//! once or nothing, and only then is what is out of date removed.

use super::local::{SCHEME, constraint};
use super::{Failure, Fetched, Manager, Options, Verification, Wanted, failed};
use crate::chart::Dependency;
use crate::go::semver::Version;
use crate::host::archive::is_gzip;
use crate::host::{FileKind, output};
use crate::publish::provenance;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Archives by their file names.
pub(super) type Archives = BTreeMap<String, Vec<u8>>;

/// The folder of a chart's dependencies.
const CHARTS: &str = "charts";

impl Manager<'_> {
    /// Packs and fetches what was chosen. Local charts tell their versions, which may be written otherwise.
    pub(super) fn archives(
        &mut self,
        folder: &Path,
        locked: &mut [Dependency],
        options: &Options,
    ) -> Result<Archives, Failure> {
        let charts = folder.join(CHARTS);
        if self.host.metadata(&charts).is_ok_and(|known| known.kind != FileKind::Folder) {
            let sentence = format!("\"{}\" is not a directory", charts.display());
            return failed("dependency::charts-folder", sentence);
        }
        self.say(&format!("Saving {} charts", locked.len()));
        let mut archives = Archives::new();
        let outcome = self.collect(folder, locked, options, &mut archives);
        outcome.map(|()| archives).inspect_err(|error| {
            let sentence = error.compat.as_ref().unwrap_or(&error.message);
            (self.say)(&format!("Save error occurred:  {sentence}"));
        })
    }

    fn collect(
        &mut self,
        folder: &Path,
        locked: &mut [Dependency],
        options: &Options,
        archives: &mut Archives,
    ) -> Result<(), Failure> {
        let mut fetched = self.fetch(locked, options).into_iter();
        let mut seen = HashSet::new();
        for dependency in locked {
            let Dependency { name, version, repository, .. } = &*dependency;
            if repository.is_empty() {
                self.say(&format!(
                    "Dependency {name} did not declare a repository. Assuming it exists in the charts directory"
                ));
                self.check_present(folder, dependency)?;
            } else if repository.starts_with(SCHEME) {
                if options.debug {
                    self.say(&format!("Archiving {name} from repo {repository}"));
                }
                let (package, version) = self.local_archive(dependency, folder, options)?;
                archives.insert(package.file_name, package.archive);
                dependency.version = version;
            } else if seen.insert((name.clone(), version.clone(), repository.clone())) {
                self.say(&format!("Downloading {name} from repo {repository}"));
                let Some(fetched) = fetched.next() else { continue };
                let fetched = fetched?;
                if let Some((reference, digest)) = &fetched.manifest {
                    self.say(&format!("Pulled: {reference}\nDigest: {digest}"));
                }
                verify(&fetched, options)?;
                self.take(fetched, archives)?;
            } else {
                self.say(&format!("Already downloaded {name} from repo {repository}"));
            }
        }
        Ok(())
    }

    /// Fetches what is not on the disk, all at once and each chart once, in the order in which it is needed.
    fn fetch(&mut self, locked: &[Dependency], options: &Options) -> Vec<Result<Fetched, Failure>> {
        let is_remote = |one: &&Dependency| !one.repository.is_empty() && !one.repository.starts_with(SCHEME);
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut seen = HashSet::new();
        for Dependency { name, version, repository, .. } in locked.iter().filter(is_remote) {
            if seen.insert((name, version, repository)) {
                wanted.push(Wanted {
                    chart: name.clone(),
                    version: version.clone(),
                    repository: repository.clone(),
                    provenance: !matches!(options.verification, Verification::Never),
                });
            }
        }
        if wanted.is_empty() { Vec::new() } else { self.remote.fetch(&wanted) }
    }

    /// A chart without a repository has to be in `charts/`, in a version that will do.
    fn check_present(&mut self, folder: &Path, dependency: &Dependency) -> Result<(), Failure> {
        let place = folder.join(CHARTS).join(&dependency.name);
        let chart = self.load_folder(&place);
        let chart = chart.map_err(|error| error.prefixed(&format!("unable to load chart '{}'", place.display())))?;
        let range = constraint(dependency)?;
        let (name, version, wanted) = (&dependency.name, &chart.metadata.version, &dependency.version);
        let parsed = Version::parse(version).or_else(|error| {
            failed("dependency::version", format!("invalid version {wanted} for dependency {name}: {error}"))
        })?;
        if range.check(&parsed) {
            return Ok(());
        }
        failed(
            "dependency::version",
            format!("dependency {name} at version {version} does not satisfy the constraint {wanted}"),
        )
    }

    /// Takes in what was fetched, where it is an archive at all.
    fn take(&mut self, fetched: Fetched, archives: &mut Archives) -> Result<(), Failure> {
        let Fetched { file_name, archive, .. } = fetched;
        if file_name.contains(['/', '\\']) || !is_gzip(&archive) {
            return failed("dependency::archive", format!("what was fetched as {file_name} is no archive of a chart"));
        }
        archives.insert(file_name, archive);
        Ok(())
    }

    /// Writes the archives and the lock file, and removes archives that are out of date.
    pub(super) fn save(
        &mut self,
        folder: &Path,
        locked: &[Dependency],
        archives: Archives,
        lock: Option<(&str, &str)>,
    ) -> Result<(), Failure> {
        if let Some((name, _)) = lock {
            self.check_lock_place(&folder.join(name), name)?;
        }
        let written = |error: output::Error| Box::new(error.to_diagnostic());
        output::make_folder(&folder.join(CHARTS)).map_err(written)?;
        let paths: Vec<(String, &[u8])> =
            archives.iter().map(|(name, bytes)| (format!("{CHARTS}/{name}"), bytes.as_slice())).collect();
        let lock = lock.map(|(name, text)| (name, text.as_bytes()));
        let files = paths.iter().map(|(path, bytes)| (path.as_str(), *bytes)).chain(lock);
        output::write_files(folder, files).map_err(written)?;
        self.say("Deleting outdated charts");
        self.remove_outdated(&folder.join(CHARTS), locked, &archives)
    }

    /// A lock file that is a link could make us write anywhere.
    fn check_lock_place(&self, place: &Path, name: &str) -> Result<(), Failure> {
        if self.host.link_metadata(place).is_ok_and(|known| known.kind == FileKind::Link) {
            let target = self.host.resolve(place).unwrap_or_default();
            let sentence = format!("the {name} file is a symlink to \"{}\"", target.display());
            return failed("dependency::lock-link", sentence);
        }
        Ok(())
    }

    /// Removes the archives of charts that are neither new nor expected to be in `charts/`. Everything else stays.
    fn remove_outdated(&mut self, charts: &Path, locked: &[Dependency], archives: &Archives) -> Result<(), Failure> {
        let names = self.host.list(charts).or_else(|error| failed("load::unreadable", error.to_string()))?;
        let kept: HashSet<&str> = locked
            .iter()
            .filter(|dependency| dependency.repository.is_empty())
            .map(|dependency| dependency.name.as_str())
            .collect();
        for name in names {
            let place = charts.join(&name);
            let is_folder = self.host.link_metadata(&place).is_ok_and(|known| known.kind == FileKind::Folder);
            if is_folder || archives.contains_key(name.to_string_lossy().as_ref()) {
                continue;
            }
            match self.load(&place) {
                Err(error) => {
                    let place = place.display();
                    self.say(&format!("Could not verify {place} for deletion: {error} (Skipping)"));
                }
                Ok(chart) if kept.contains(chart.name()) => {}
                Ok(_) => {
                    if let Err(error) = output::remove_file(&place) {
                        let place = place.display();
                        self.say(&format!("Could not delete {place}: {error} (Skipping)"));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Holds what was fetched against its signature, where that is asked for.
fn verify(fetched: &Fetched, options: &Options) -> Result<(), Failure> {
    let keyring = match (&options.verification, &fetched.provenance) {
        (Verification::Never, _) | (Verification::IfPossible(_), None) => return Ok(()),
        (Verification::IfPossible(keyring) | Verification::Always(keyring), Some(_)) => keyring,
        (Verification::Always(_), None) => {
            let sentence = format!("failed to fetch provenance \"{}.prov\"", fetched.file_name);
            return failed("provenance::missing", sentence);
        }
    };
    let text = fetched.provenance.as_deref().unwrap_or_default();
    provenance::verify(&fetched.archive, text, &fetched.file_name, keyring, options.now).map(drop)
}
