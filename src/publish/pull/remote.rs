//! Repositories and registries as dependencies ask for them: [`Remote`] for a [`Session`].

use super::super::dependency::{Fetched, Remote, Repository, Wanted};
use super::super::repositories::Answer;
use super::super::session::Session;
use super::locate::Target;
use super::{Provenance, Pulled};
use crate::diagnostic::Diagnostic;
use crate::host::net::Access;
use crate::repository::Index;
use std::collections::BTreeMap;

/// How many requests are under way at once.
const AT_ONCE: usize = 8;

/// A session that remembers which repositories it was told about.
#[derive(Debug)]
pub struct Dependencies<'a> {
    session: &'a Session,
    /// The name under which the index of an address is cached.
    names: BTreeMap<String, String>,
}

impl<'a> Dependencies<'a> {
    /// Dependencies that are fetched with `session`.
    pub fn new(session: &'a Session) -> Self {
        Dependencies { session, names: BTreeMap::new() }
    }

    fn learn(&mut self, repository: &Repository) {
        self.names.entry(address(&repository.url).to_owned()).or_insert_with(|| repository.name.clone());
    }

    fn access(&self, name: &str, url: &str) -> Access {
        let list = self.session.list().unwrap_or_default();
        let added =
            list.get(name).or_else(|| list.repositories.iter().find(|known| address(&known.url) == address(url)));
        added.map_or_else(|| self.session.access.clone(), |repository| self.session.access_to(repository))
    }

    fn locate(&self, wanted: &Wanted) -> Result<Target, Box<Diagnostic>> {
        let known = self.names.get(address(&wanted.repository)).cloned();
        let list = self.session.list()?;
        let added = || list.repositories.iter().find(|known| address(&known.url) == address(&wanted.repository));
        let name = known.or_else(|| added().map(|repository| repository.name.clone()));
        match name {
            Some(name) if !crate::oci::reference::is_oci(&wanted.repository) => {
                let access = self.access(&name, &wanted.repository);
                let index = self.session.cached_index(&name, Some(&wanted.chart))?;
                let chart = (wanted.chart.as_str(), wanted.version.as_str());
                self.session.in_index(&index, (&name, &wanted.repository), chart, access).map(Target::Archive)
            }
            _ => self.session.locate(&super::Wanted {
                chart: wanted.chart.clone(),
                version: wanted.version.clone(),
                repository: wanted.repository.clone(),
                provenance: Provenance::Unwanted,
                cached: true,
            }),
        }
    }
}

/// An address as repositories are compared by it.
fn address(url: &str) -> &str {
    url.trim_end_matches('/')
}

impl Remote for Dependencies<'_> {
    fn repositories(&mut self) -> Result<Vec<Repository>, Box<Diagnostic>> {
        let list = self.session.list()?;
        let repositories = list.repositories.into_iter();
        Ok(repositories.map(|known| Repository { name: known.name, url: known.url }).collect())
    }

    fn refresh(&mut self, repositories: &[Repository]) -> Vec<Result<(), String>> {
        repositories.iter().for_each(|repository| self.learn(repository));
        let requests: Vec<_> = repositories
            .iter()
            .map(|repository| {
                let access = self.access(&repository.name, &repository.url);
                self.session.index_request(&repository.url, &access)
            })
            .map(|request| async move {
                match request {
                    Ok(request) => request.await,
                    Err(error) => Err(error),
                }
            })
            .collect();
        let answers = self.session.network.wait_for_all(requests, AT_ONCE);
        let sentence = |error: Box<Diagnostic>| error.compat.clone().unwrap_or(error.message);
        let keep = |(repository, answer): (&Repository, Answer)| {
            let text = answer.unwrap_or_else(lost).map_err(sentence)?;
            let charts = Index::names(&text)?;
            self.session.keep_index(&repository.name, &text, &charts).map_err(sentence)
        };
        repositories.iter().zip(answers).map(keep).collect()
    }

    fn versions(&mut self, repository: &Repository, chart: &str) -> Result<Option<Vec<String>>, Box<Diagnostic>> {
        self.learn(repository);
        let index = self.session.cached_index(&repository.name, Some(chart))?;
        let entries = index.entries.get(chart);
        let with_address = entries.map(|entries| entries.iter().filter(|entry| !entry.urls.is_empty()));
        Ok(with_address.map(|entries| entries.map(|entry| entry.metadata.version.clone()).collect()))
    }

    fn tags(&mut self, reference: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        let versions = self.session.versions_in_registry(reference)?;
        Ok(versions.into_iter().map(|version| version.original).collect())
    }

    fn fetch(&mut self, wanted: &[Wanted]) -> Vec<Result<Fetched, Box<Diagnostic>>> {
        let downloads: Vec<_> = wanted
            .iter()
            .map(|one| {
                let target = self.locate(one);
                let provenance = if one.provenance { Provenance::IfThere } else { Provenance::Unwanted };
                let place = match &target {
                    Ok(Target::Archive(archive)) => archive.address(),
                    _ => format!("{}/{}", one.repository, one.chart),
                };
                async move {
                    let downloaded = match target {
                        Ok(target) => target.download(provenance).await,
                        Err(error) => Err(error),
                    };
                    downloaded.map_err(|error| error.prefixed(&format!("could not download {place}")))
                }
            })
            .collect();
        let answers = self.session.network.wait_for_all(downloads, AT_ONCE);
        answers.into_iter().map(|answer| answer.unwrap_or_else(lost).map(fetched)).collect()
    }
}

/// What a download that ended without an answer comes to.
fn lost<T>() -> Result<T, Box<Diagnostic>> {
    Err(Box::new(
        Diagnostic::error("net::disk", "the download ended without an answer").fault(crate::diagnostic::Fault::Outside),
    ))
}

fn fetched(pulled: Pulled) -> Fetched {
    let Pulled { file_name, archive, provenance, manifest, .. } = pulled;
    Fetched { file_name, archive, provenance, manifest }
}
