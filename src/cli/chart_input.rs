//! The chart and the values that a command names: located on disk as Helm locates them, and read.

use super::command::Invocation;
use super::flags::values::ValuesFlags;
use super::usage::UsageError;
use crate::chart::values::{UserValues, ValueFlags};
use crate::chart::{Chart, Loader, Notes, load};
use crate::diagnostic::Diagnostic;
use crate::helm::KubeVersion;
use crate::host::disk::Disk;
use crate::host::{Error as HostError, FileKind, Host};
use std::ffi::OsString;
use std::path::Path;

/// The values that the flags give.
pub(super) fn values(invocation: &Invocation) -> Result<UserValues, Box<Diagnostic>> {
    value_flags(invocation).read(&Disk, &invocation.sources).map_err(|error| Box::new(error.into()))
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

/// Makes sure that `reference` is a local folder or archive, which Helm does before it looks at values, and gives its
/// path.
pub(super) fn locate<'a>(invocation: &Invocation, reference: &'a str) -> Result<&'a Path, Box<Diagnostic>> {
    let path = reference.trim();
    let from_repository = invocation.matches.text("repo").is_some_and(|repository| !repository.is_empty());
    if from_repository || Disk.metadata(Path::new(path)).is_err() {
        return Err(not_local(path, from_repository));
    }
    match invocation.matches.switch("verify") {
        true => Err(unverified(path)),
        false => Ok(Path::new(path)),
    }
}

/// Loads the chart at `path`.
pub(super) fn chart(invocation: &Invocation, path: &Path, notes: &mut Notes) -> Result<Chart, Box<Diagnostic>> {
    let mut loader = Loader { host: &Disk, sources: &invocation.sources, notes };
    load(path, &mut loader).map_err(|error| Box::new(error.into()))
}

/// A path that cannot be read, in Go's words.
pub(super) fn unreadable(error: &HostError) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("load::unreadable", error.to_string()))
}

/// A signature that nothing here can check counts as a bad one.
fn unverified(path: &str) -> Box<Diagnostic> {
    let sentence = match Disk.metadata(Path::new(path)) {
        Ok(known) if known.kind == FileKind::Folder => String::from("unpacked charts cannot be verified"),
        _ => format!("could not load provenance file {path}.prov: plimsoll does not check signatures yet"),
    };
    let diagnostic = Diagnostic::sentence("load::unverified", sentence);
    Box::new(diagnostic.help("verify the archive with `helm verify`, then render it without --verify"))
}

fn not_local(path: &str, from_repository: bool) -> Box<Diagnostic> {
    let local = path.starts_with(['/', '.']) && !from_repository;
    let sentence = match path.split_once('/') {
        _ if local => format!("path \"{path}\" not found"),
        _ if from_repository => format!("chart \"{path}\" not found: plimsoll does not fetch charts from repositories"),
        None => format!("non-absolute URLs should be in form of repo_name/path_to_chart, got: {path}"),
        Some(_) if path.contains("://") => format!("chart \"{path}\" not found: plimsoll does not fetch charts"),
        Some((repository, _)) => format!("repo {repository} not found"),
    };
    let diagnostic = Diagnostic::sentence("load::not-found", sentence);
    Box::new(diagnostic.help("name a chart's folder or its .tgz on disk: plimsoll does not fetch charts"))
}
