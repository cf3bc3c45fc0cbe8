//! From a reference to the one archive that it means, by Helm's rules: which repository, which version.

use super::super::session::{MAX_INDEX, Session};
use super::repository::{self, Archive};
use super::{Provenance, Pulled, Wanted, oci};
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::net::Access;
use crate::oci::reference;
use crate::repository::{Entry, Index, Missing, Repository, Text, resolve};
use reqwest::Url;
use std::cell::OnceCell;
use std::path::PathBuf;

/// A chart that is known by its place.
#[derive(Debug)]
pub(in crate::publish) enum Target {
    /// A manifest in a registry.
    Manifest(oci::Manifest),
    /// An archive at an address.
    Archive(Archive),
}

impl Target {
    /// The same, not from the cache where it is a repository's.
    pub(super) fn uncached(self) -> Self {
        match self {
            Target::Archive(archive) => Target::Archive(archive.uncached()),
            manifest => manifest,
        }
    }

    /// Fetches it.
    pub(in crate::publish) async fn download(self, provenance: Provenance) -> Result<Pulled, Box<Diagnostic>> {
        match self {
            Target::Manifest(manifest) => manifest.download(provenance).await,
            Target::Archive(archive) => archive.download(provenance).await,
        }
    }
}

impl Session {
    /// Finds out what `wanted` means.
    pub(in crate::publish) fn locate(&self, wanted: &Wanted) -> Result<Target, Box<Diagnostic>> {
        let chart = wanted.chart.trim();
        if reference::is_oci(&wanted.repository) {
            let whole = format!("{}/{chart}", wanted.repository.trim_end_matches('/'));
            return self.in_registry(&whole, &wanted.version).map(Target::Manifest);
        }
        if !wanted.repository.is_empty() {
            return self.in_repository_at(&wanted.repository, chart, &wanted.version).map(Target::Archive);
        }
        if reference::is_oci(chart) {
            return self.in_registry(chart, &wanted.version).map(Target::Manifest);
        }
        match Url::parse(chart) {
            Ok(url) if url.has_host() && !url.path().is_empty() => self.at_address(url).map(Target::Archive),
            _ => self.in_added_repository(chart, &wanted.version).map(Target::Archive),
        }
    }

    /// `--repo`: the index is fetched, and forgotten.
    fn in_repository_at(&self, address: &str, chart: &str, version: &str) -> Result<Archive, Box<Diagnostic>> {
        repository::check_address(address)?;
        let unreachable = |cause: &str| {
            format!("looks like \"{address}\" is not a valid chart repository or cannot be reached: {cause}")
        };
        let text = self.fetch_index(address, &self.access).map_err(|error| error.wrapped(unreachable))?;
        let index = Index::read(&text, Some(chart))
            .map_err(|cause| Box::new(Diagnostic::sentence("repository::index", unreachable(&cause))))?;
        let what = match version {
            "" => format!("chart \"{chart}\""),
            version => format!("chart \"{chart}\" version \"{version}\""),
        };
        let entry = index.find(chart, version).map_err(|_| {
            let sentence = format!("{what} not found in {address} repository");
            Box::new(
                Diagnostic::sentence("repository::missing", sentence)
                    .help("list what there is: `plimsoll search repo`"),
            )
        })?;
        self.archive(entry, address, self.access.clone(), &what)
    }

    /// `repository/chart`, where the index was fetched before.
    fn in_added_repository(&self, chart: &str, version: &str) -> Result<Archive, Box<Diagnostic>> {
        // What Go reads as `scheme:opaque` has no path.
        let is_opaque = crate::go::url::Url::parse(chart.as_bytes()).is_ok_and(|url| !url.scheme.is_empty());
        let Some((name, chart)) = chart.split_once('/').filter(|_| !is_opaque) else {
            let sentence = format!("non-absolute URLs should be in form of repo_name/path_to_chart, got: {chart}");
            let help = "name a chart's folder or its .tgz, `repository/chart`, or an oci:// reference";
            return Err(Box::new(Diagnostic::sentence("load::not-found", sentence).help(help)));
        };
        let list = self.list()?;
        let repository = list.get(name).ok_or_else(|| {
            let sentence = format!("repo {name} not found");
            Box::new(
                Diagnostic::sentence("load::not-found", sentence)
                    .help("add it with `plimsoll repo add`, or name a chart's folder or its .tgz"),
            )
        })?;
        if repository.url.is_empty() {
            let sentence = format!("no URL found for repository {name}");
            return Err(Box::new(Diagnostic::sentence("repository::list", sentence)));
        }
        let index = self.cached_index(name, Some(chart))?;
        self.in_index(&index, (name, &repository.url), (chart, version), self.access_to(repository))
    }

    /// A chart in the index of the repository `name` at the address `url`.
    pub(super) fn in_index(
        &self,
        index: &Index,
        (name, url): (&str, &str),
        (chart, version): (&str, &str),
        access: Access,
    ) -> Result<Archive, Box<Diagnostic>> {
        let entry = index.find(chart, version).map_err(|missing| not_in_index(chart, version, name, &missing))?;
        self.archive(entry, url, access, &format!("chart \"{name}/{chart}\""))
    }

    /// A chart's own address. Credentials are those of the repository that has it, if one was added.
    fn at_address(&self, url: Url) -> Result<Archive, Box<Diagnostic>> {
        if !matches!(url.scheme(), "http" | "https") {
            let sentence = format!("scheme \"{}\" not supported", url.scheme());
            return Err(Box::new(Diagnostic::sentence("repository::scheme", sentence)));
        }
        let list = self.list()?;
        let owner = list.repositories.iter().find(|repository| self.owns(repository, &url));
        let (access, base) = match owner {
            Some(repository) => (self.access_to(repository), repository.url.clone()),
            None => (self.access.clone(), url.to_string()),
        };
        repository::Archive::new(self, url, None, access, &base)
    }

    /// Whether the address lies in a repository's folder or on its list. Indexes are large, so the folder is looked at
    /// first.
    fn owns(&self, repository: &Repository, url: &Url) -> bool {
        if url.as_str().starts_with(&format!("{}/", repository.url.trim_end_matches('/'))) {
            return true;
        }
        let finder = memchr::memmem::Finder::new(url.as_str());
        let (mut found, mut window) = (false, Vec::new());
        let read = Disk.read_in_pieces(&self.index_place(&repository.name), MAX_INDEX, &mut |piece| {
            window.extend_from_slice(piece);
            found = finder.find(&window).is_some();
            // An address may begin at the end of a piece.
            window.drain(..window.len().saturating_sub(url.as_str().len()));
            !found
        });
        read.is_ok() && found
    }

    fn archive(&self, entry: &Entry, base: &str, access: Access, what: &str) -> Result<Archive, Box<Diagnostic>> {
        let Some(first) = entry.urls.first() else {
            let sentence = format!("{what} has no downloadable URLs");
            return Err(Box::new(Diagnostic::sentence("repository::index", sentence)));
        };
        let bad = |cause: String| Box::new(Diagnostic::sentence("repository::index", cause));
        let url = resolve(base, first).map_err(bad)?;
        let digest = match entry.digest.as_str() {
            "" => None,
            digest => {
                let read = crate::oci::Digest::from_hex(digest);
                Some(read.map_err(|error| bad(format!("{what}: {error}")))?)
            }
        };
        repository::Archive::new(self, url, digest, access, base)
    }

    /// The index of an added repository, for one chart where one is named.
    pub(in crate::publish) fn cached_index(&self, name: &str, only: Option<&str>) -> Result<Index, Box<Diagnostic>> {
        self.in_cached_index(name, |text| Index::read(text, only))
    }

    /// What `read` makes of the index of an added repository.
    pub(in crate::publish) fn in_cached_index<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Kept) -> Result<T, String>,
    ) -> Result<T, Box<Diagnostic>> {
        let kept = Kept { path: self.index_place(name), failure: OnceCell::new() };
        read(&kept).map_err(|cause| {
            let (cause, blame) = match kept.failure.get() {
                Some(_) => (cause, Fault::Outside),
                None => (format!("error loading {}: {cause}", kept.path.display()), Fault::Input),
            };
            let sentence = format!("no cached repo found. (try 'helm repo update'): {cause}");
            let diagnostic = Diagnostic::sentence("repository::no-index", sentence).fault(blame);
            Box::new(diagnostic.help("fetch the index with `plimsoll repo update`"))
        })
    }
}

/// The index of an added repository as it was kept.
pub(in crate::publish) struct Kept {
    path: PathBuf,
    /// That the disk failed, and not the text.
    failure: OnceCell<()>,
}

impl Text for Kept {
    fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), String> {
        Disk.read_in_pieces(&self.path, MAX_INDEX, take).map_err(|error| {
            // The first failure is the one that is told.
            let _ = self.failure.set(());
            error.to_string()
        })
    }
}

fn not_in_index(chart: &str, version: &str, repository: &str, missing: &Missing) -> Box<Diagnostic> {
    let sentence = format!(
        "chart \"{chart}\" matching {version} not found in {repository} index. (try 'helm repo update'): {missing}"
    );
    let help = "fetch the index again with `plimsoll repo update`, or list what there is with `plimsoll search repo --versions`";
    Box::new(Diagnostic::sentence("repository::missing", sentence).help(help))
}
