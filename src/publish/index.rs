//! `helm repo index`: index.yaml of a folder of archives, and what an older index adds to it.

use crate::chart::lock::timestamp;
use crate::chart::{Error, Loader, Notes, load_any_version};
use crate::diagnostic::Diagnostic;
use crate::go::hex;
use crate::go::json::{Node, Object};
use crate::go::path;
use crate::go::semver::Version;
use crate::go::time::Time;
use crate::go::url::Url;
use crate::host::walk::Budget;
use crate::host::{FileKind, Host};
use crate::repository::{Entry, Index};
use crate::source::Sources;
use crate::yaml;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// How an index is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The address of the repository, for the addresses of archives; empty for relative ones.
    pub url: String,
    /// The time of the index and of its entries, in seconds since 1970.
    pub now: i64,
}

/// The index of the archives in `folder` and in the folders in it. What is no chart is passed over.
pub fn index(folder: &Path, options: &Options, host: &dyn Host, notes: &mut Notes) -> Result<Index, Box<Diagnostic>> {
    let mut index = Index::default();
    for archive in archives(folder, host) {
        // A source for each archive would keep all of them in memory.
        let sources = Sources::new();
        let mut loader = Loader { host, sources: &sources, notes, seen: None };
        let Ok(chart) = load_any_version(&archive, &mut loader) else { continue };
        let bytes = host
            .read(&archive, Budget::CHART)
            .map_err(|error| Box::new(Diagnostic::sentence("load::unreadable", error.to_string())))?;
        let entry = Entry {
            urls: vec![address(&options.url, folder, &archive)],
            created: timestamp(options.now),
            removed: false,
            digest: hex::encode(&Sha256::digest(&bytes)),
            metadata: chart.metadata,
        };
        index.entries.entry(entry.metadata.name.clone()).or_default().push(entry);
    }
    sort(&mut index);
    Ok(index)
}

/// Adds those entries of an older index that the new one has no version for.
pub fn merge(index: &mut Index, older: Index) {
    for entry in older.entries.into_values().flatten() {
        let Entry { metadata, .. } = &entry;
        if index.find(&metadata.name, &metadata.version).is_err() {
            index.entries.entry(metadata.name.clone()).or_default().push(entry);
        }
    }
    sort(index);
}

/// The text of index.yaml, in YAML or in JSON.
pub fn write(index: Index, now: i64, as_json: bool) -> Result<String, Error> {
    let entries = index.entries.into_iter().fold(Object::default(), |entries, (name, versions)| {
        entries.always(name, Node::List(versions.into_iter().map(to_node).collect()))
    });
    let root = Object::default()
        .always("apiVersion", Node::text("v1"))
        .always("generated", Node::text(&timestamp(now)))
        .always("entries", Node::Object(entries));
    let root = Node::Object(root);
    let text = match as_json {
        true => root.to_json(Some("  ")).map_err(|error| error.to_string()),
        false => yaml::to_yaml(&root.into_value()).map_err(|error| error.to_string()),
    };
    text.map_err(|cause| Error::new("load::unwritable", cause))
}

fn to_node(entry: Entry) -> Node {
    let zero = || String::from_utf8_lossy(&Time::zero().format(b"2006-01-02T15:04:05Z07:00")).into_owned();
    let created = if entry.created.is_empty() { zero() } else { entry.created };
    let urls = entry.urls.iter().map(|url| Node::text(url)).collect();
    let object = entry.metadata.to_object().always("urls", Node::List(urls)).always("created", Node::text(&created));
    Node::Object(object.flag("removed", entry.removed).text("digest", &entry.digest))
}

/// The archives in a folder, then those in the folders in it, by their names.
fn archives(folder: &Path, host: &dyn Host) -> Vec<PathBuf> {
    let listed = |folder: &Path| -> Vec<PathBuf> {
        host.list(folder).unwrap_or_default().into_iter().map(|name| folder.join(name)).collect()
    };
    let is_archive = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tgz");
    let here = listed(folder);
    let is_folder = |path: &&PathBuf| host.metadata(path).is_ok_and(|known| known.kind == FileKind::Folder);
    let below = here.iter().filter(is_folder).flat_map(|path| listed(path)).filter(is_archive);
    let below: Vec<PathBuf> = below.collect();
    here.iter().filter(|path| is_archive(path)).cloned().chain(below).collect()
}

/// The address of an archive: below the repository's, or its name where there is none. Of a folder between them only a
/// repository's address, or the folder itself, can tell.
fn address(repository: &str, folder: &Path, archive: &Path) -> String {
    let below = archive.strip_prefix(folder).unwrap_or(archive);
    let parent = below.parent().map(|parent| parent.to_string_lossy().into_owned()).unwrap_or_default();
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    match join(repository, &parent) {
        base if base.is_empty() => name.into_owned(),
        base => join(&base, &name),
    }
}

/// An address with a part added to its path, as Helm adds it.
fn join(base: &str, part: &str) -> String {
    let joined = |path: &[u8]| -> Vec<u8> {
        let parts: Vec<&[u8]> = [path, part.as_bytes()].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { Vec::new() } else { path::clean(&parts.join(&b'/')) }
    };
    let text = match Url::parse(base.as_bytes()) {
        Ok(url) => Url { path: joined(&url.path), ..url }.text(),
        Err(_) => joined(base.as_bytes()),
    };
    String::from_utf8_lossy(&text).into_owned()
}

/// Highest versions first; what is no version comes last.
fn sort(index: &mut Index) {
    for versions in index.entries.values_mut() {
        versions.sort_by_cached_key(|entry| std::cmp::Reverse(Rank(Version::parse(&entry.metadata.version).ok())));
    }
}

/// A version by its rank; none is below all.
struct Rank(Option<Version>);

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => one.compare(other),
            (one, other) => one.is_some().cmp(&other.is_some()),
        }
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rank {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_have_addresses_below_the_repository_s() {
        let of = |url: &str, archive: &str| address(url, Path::new("/site"), &Path::new("/site").join(archive));
        assert_eq!(of("", "a-1.tgz"), "a-1.tgz");
        assert_eq!(of("", "deep/a-1.tgz"), "deep/a-1.tgz");
        assert_eq!(of("https://h/charts/", "a-1.tgz"), "https://h/charts/a-1.tgz");
        assert_eq!(of("https://h", "deep/a-1+b.tgz"), "https://h/deep/a-1+b.tgz");
    }
}
