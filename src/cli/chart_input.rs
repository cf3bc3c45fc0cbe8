//! The chart and the values that a command names: located on disk as Helm locates them, and read.

use super::command::Invocation;
use super::fetching::fetching;
use super::flags::values::ValuesFlags;
use super::provenance;
use super::usage::UsageError;
use super::{network, pull};
use crate::chart::values::{UserValues, ValueFlags};
use crate::chart::{Chart, File, Loader, Notes, load, load_any_version};
use crate::diagnostic::Diagnostic;
use crate::helm::KubeVersion;
use crate::host::disk::Disk;
use crate::host::memory::Memory;
use crate::host::{Error as HostError, Host};
use crate::publish::pull::Wanted;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The values that the flags give.
pub(super) fn values(invocation: &Invocation) -> Result<UserValues, Box<Diagnostic>> {
    let host = fetching(invocation);
    value_flags(invocation).read(&host, &invocation.sources).map_err(|error| Box::new(error.into()))
}

/// What the flags about values say, before anything is read.
pub(super) fn value_flags(invocation: &Invocation) -> ValueFlags {
    let flags = ValuesFlags::from_matches(&invocation.matches);
    let texts = |list: &[OsString]| list.iter().map(|text| text.to_string_lossy().into_owned()).collect();
    ValueFlags {
        files: texts(&flags.files),
        json: texts(&flags.set_json),
        typed: texts(&flags.set),
        strings: texts(&flags.set_string),
        from_files: texts(&flags.set_file),
        literals: texts(&flags.set_literal),
    }
}

/// The version that `--kube-version` names, or Helm's own.
pub(super) fn kube_version(invocation: &Invocation) -> Result<KubeVersion, Box<Diagnostic>> {
    let text = invocation.matches.text("kube-version").unwrap_or_default();
    if text.is_empty() {
        return Ok(KubeVersion::default());
    }
    let text = text.to_string_lossy();
    KubeVersion::parse(&text).map_err(|error| {
        let sentence = format!("invalid kube version '{text}': {error}");
        Box::new(UsageError::flag_value(&sentence).into_diagnostic())
    })
}

/// A chart that was found: on the disk, or fetched and in memory.
pub(super) struct Located {
    host: Box<dyn Host>,
    path: PathBuf,
    fetched: bool,
}

impl Located {
    /// Where the chart is, unless it was fetched.
    pub fn on_disk(&self) -> Option<&Path> {
        (!self.fetched).then_some(&self.path)
    }
}

/// Finds the chart that `reference` names, which Helm does before it looks at values: a local folder or archive, or what a
/// registry or repository has. What is fetched is told on standard error, as standard output is for the chart.
pub(super) fn locate(invocation: &mut Invocation, reference: &str) -> Result<Located, Box<Diagnostic>> {
    network::registry_client(invocation)?;
    let name = reference.trim();
    let from_repository = invocation.matches.text("repo").is_some_and(|repository| !repository.is_empty());
    if !from_repository {
        if Disk.metadata(Path::new(name)).is_ok() {
            if invocation.matches.switch("verify") {
                provenance::verify(invocation, Path::new(name))?;
            }
            return Ok(Located { host: Box::new(Disk), path: PathBuf::from(name), fetched: false });
        }
        if name.starts_with(['/', '.']) {
            let diagnostic = Diagnostic::sentence("load::not-found", format!("path \"{name}\" not found"));
            return Err(Box::new(diagnostic.help("name a chart's folder or its .tgz")));
        }
    }
    let session = network::session(invocation)?;
    let pulled = session.pull(&Wanted { cached: true, ..pull::wanted(invocation, name) })?;
    for line in [pull::summary(&pulled)].iter().chain(&pulled.warnings).filter(|line| !line.is_empty()) {
        invocation.printer.aside(line);
    }
    network::verified(invocation, &pulled)?;
    let path = PathBuf::from(format!("/{}", pulled.file_name));
    let host = Memory::new().with(&pulled.file_name, pulled.archive);
    Ok(Located { host: Box::new(host), path, fetched: true })
}

/// Loads a chart that was found, and tells `seen` of every file as soon as it is read.
pub(super) fn located_seen(
    invocation: &Invocation,
    located: &Located,
    notes: &mut Notes,
    seen: &mut dyn FnMut(&File),
) -> Result<Chart, Box<Diagnostic>> {
    let mut loader = Loader { host: &*located.host, sources: &invocation.sources, notes, seen: Some(seen) };
    load(&located.path, &mut loader).map_err(|error| Box::new(error.into()))
}

/// Loads a chart that was found.
pub(super) fn located(invocation: &Invocation, located: &Located, notes: &mut Notes) -> Result<Chart, Box<Diagnostic>> {
    let mut loader = Loader { host: &*located.host, sources: &invocation.sources, notes, seen: None };
    load(&located.path, &mut loader).map_err(|error| Box::new(error.into()))
}

/// Loads a chart that was found, whatever its `apiVersion` is.
pub(super) fn located_as_it_is(
    invocation: &Invocation,
    located: &Located,
    notes: &mut Notes,
) -> Result<Chart, Box<Diagnostic>> {
    let mut loader = Loader { host: &*located.host, sources: &invocation.sources, notes, seen: None };
    load_any_version(&located.path, &mut loader).map_err(|error| Box::new(error.into()))
}

/// Loads the chart at `path`.
pub(super) fn chart(invocation: &Invocation, path: &Path, notes: &mut Notes) -> Result<Chart, Box<Diagnostic>> {
    let mut loader = Loader { host: &Disk, sources: &invocation.sources, notes, seen: None };
    load(path, &mut loader).map_err(|error| Box::new(error.into()))
}

/// A path that cannot be read, in Go's words.
pub(super) fn unreadable(error: &HostError) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("load::unreadable", error.to_string()))
}
