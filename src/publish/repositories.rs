//! Adding, updating and removing chart repositories: the list and the cached indexes that are shared with Helm.

use super::pull::{FetchedIndex, check_address};
use super::session::Session;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::private;
use crate::repository::{Index, List, Repository};

/// How many indexes are fetched at once.
const AT_ONCE: usize = 8;

/// Repositories that are gone for good, and what to take instead.
const GONE: [(&str, &str); 2] = [
    ("//kubernetes-charts.storage.googleapis.com", "https://charts.helm.sh/stable"),
    ("//kubernetes-charts-incubator.storage.googleapis.com", "https://charts.helm.sh/incubator"),
];

/// What adding a repository came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is on the list now.
    New,
    /// It was there just so.
    Known,
}

/// What updating an index came to.
#[derive(Clone, Debug)]
pub struct Updated {
    /// The repository's name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Helm's sentence for what went wrong.
    pub failure: Option<String>,
}

/// What a repository answered; nothing where the download ended before.
pub(super) type Answer = Option<Result<FetchedIndex, Box<Diagnostic>>>;

#[allow(clippy::boxed_local, reason = "errors come boxed")]
fn sentence(error: Box<Diagnostic>) -> String {
    error.compat.clone().unwrap_or(error.message)
}

fn refuse(code: &'static str, sentence: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence(code, sentence))
}

impl Session {
    /// The added repositories.
    pub fn repositories(&self) -> Result<List, Box<Diagnostic>> {
        self.list()
    }

    /// Adds a repository whose index can be fetched. Another one under its name is only replaced by `force`.
    pub fn add_repository(&self, repository: &Repository, force: bool) -> Result<Added, Box<Diagnostic>> {
        if repository.name.contains('/') {
            let name = &repository.name;
            let sentence =
                format!("repository name ({name}) contains '/', please specify a different name without '/'");
            return Err(refuse("repository::name", sentence));
        }
        if matches!(repository.name.as_str(), "" | "." | "..") || repository.name.contains(['\\', '\0']) {
            return Err(refuse("repository::name", format!("repository name ({}) is no name", repository.name)));
        }
        let list = self.list()?;
        match list.get(&repository.name).filter(|_| !force) {
            Some(known) if known == repository => return Ok(Added::Known),
            Some(_) => {
                let name = &repository.name;
                let sentence = format!("repository name ({name}) already exists, please specify a different name");
                let help = "replace it with --force-update";
                return Err(Box::new(Diagnostic::sentence("repository::exists", sentence).help(help)));
            }
            None => {}
        }
        let url = &repository.url;
        check_address(url)?;
        let unreachable =
            |cause: &str| format!("looks like \"{url}\" is not a valid chart repository or cannot be reached: {cause}");
        let text = self.fetch_index(url, &self.access_to(repository)).map_err(|error| error.wrapped(unreachable))?;
        let charts = Index::names(&text).map_err(|cause| refuse("repository::index", unreachable(&cause)))?;
        self.keep_index(&repository.name, &text, &charts)?;
        self.change_list(true, |list| {
            list.insert(repository.clone());
            Ok(())
        })?;
        Ok(Added::New)
    }

    /// What to take instead of a repository that is gone for good.
    pub fn successor(url: &str) -> Option<&'static str> {
        GONE.iter().find(|(gone, _)| url.contains(gone)).map(|(_, instead)| *instead)
    }

    /// Takes repositories off the list, and their indexes out of the cache; `each` is told of every one.
    pub fn remove_repositories(&self, names: &[String], mut each: impl FnMut(&str)) -> Result<(), Box<Diagnostic>> {
        if self.list()?.repositories.is_empty() {
            return Err(refuse("repository::none", String::from("no repositories configured")));
        }
        for name in names {
            self.change_list(false, |list| match list.remove(name) {
                true => Ok(()),
                false => Err(refuse("repository::missing", format!("no repo named \"{name}\" found"))),
            })?;
            for place in [self.names_place(name), self.index_place(name)] {
                private::remove_if_there(&place).map_err(|error| {
                    let sentence = format!("can't remove index file {}: {error}", place.display());
                    Box::new(Diagnostic::sentence("repository::list", sentence).fault(Fault::Outside))
                })?;
            }
            each(name);
        }
        Ok(())
    }

    /// Fetches the indexes of these repositories anew, or of all where none is named, several at a time.
    pub fn update_repositories(&self, names: &[String]) -> Result<Vec<Updated>, Box<Diagnostic>> {
        let list = self.list()?;
        if list.repositories.is_empty() {
            let sentence = "no repositories found. You must add one before updating";
            return Err(Box::new(
                Diagnostic::sentence("repository::none", sentence).help("add one with `plimsoll repo add`"),
            ));
        }
        if let Some(name) = names.iter().find(|name| list.get(name).is_none()) {
            let sentence = format!("no repositories found matching '{name}'.  Nothing will be updated");
            return Err(refuse("repository::missing", sentence));
        }
        let chosen = |repository: &&Repository| names.is_empty() || names.contains(&repository.name);
        let repositories: Vec<&Repository> = list.repositories.iter().filter(chosen).collect();
        let requests = repositories.iter().map(|repository| {
            let request = self.index_request(&repository.url, &self.access_to(repository));
            async move {
                match request {
                    Ok(request) => request.await,
                    Err(error) => Err(error),
                }
            }
        });
        let answers = self.network.wait_for_all(requests.collect(), AT_ONCE);
        let update = |(repository, answer): (&&Repository, Answer)| {
            let kept = answer.unwrap_or_else(|| Err(refuse("net::disk", String::from("the download ended"))));
            let kept = kept.map_err(sentence).and_then(|text| {
                let charts = Index::names(&text)?;
                self.keep_index(&repository.name, &text, &charts).map_err(sentence)
            });
            Updated { name: repository.name.clone(), url: repository.url.clone(), failure: kept.err() }
        };
        Ok(repositories.iter().zip(answers).map(update).collect())
    }

    /// Changes the list. `shared`: under Helm's lock too, which Helm takes to add to the list and not to remove from it.
    fn change_list(
        &self,
        shared: bool,
        change: impl FnOnce(&mut List) -> Result<(), Box<Diagnostic>>,
    ) -> Result<(), Box<Diagnostic>> {
        let path = &self.places.repository_config;
        let lock = shared.then(|| path.with_extension("lock"));
        let mut outcome = Ok(());
        private::change(path, lock.as_deref(), || {
            let mut list = match self.list() {
                Ok(list) => list,
                Err(error) => {
                    outcome = Err(error);
                    return None;
                }
            };
            outcome = change(&mut list);
            outcome.is_ok().then(|| list.text().into_bytes())
        })
        .map_err(|error| {
            let sentence = format!("cannot write {}: {error}", path.display());
            Box::new(Diagnostic::sentence("repository::list", sentence).fault(Fault::Outside))
        })?;
        outcome
    }
}
