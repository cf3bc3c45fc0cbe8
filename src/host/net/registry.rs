//! [`Registry`], a repository in a registry: its tags, manifests and blobs, by the distribution specification 1.1.

use super::Access;
use super::auth::{self, Authorizer};
use super::download::{self, Expected};
use super::error::Error;
use super::send::{Sender, Tries, refusal};
use super::transport::Request;
use crate::oci::{self, Descriptor, Digest, media, signature, tags};
use reqwest::header::ACCEPT;
use reqwest::{Method, Url};
use std::sync::Mutex;

/// The largest manifest that is read.
const MAX_MANIFEST: u64 = 4 << 20;

/// The largest page of tags that is read.
const MAX_PAGE: u64 = 32 << 20;

/// The most pages of tags that are read.
const MAX_PAGES: usize = 10_000;

/// What will be done in a repository: a token is asked for all of it at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actions {
    /// Reading.
    Pull,
    /// Reading and writing.
    PullAndPush,
}

impl Actions {
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Actions::Pull => &["pull"],
            Actions::PullAndPush => &["pull", "push"],
        }
    }
}

/// A manifest with the digest that it was found to have.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Its digest.
    pub digest: Digest,
    /// Its media type, as the registry says.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A repository in a registry.
#[derive(Clone, Debug)]
pub struct Registry {
    pub(super) sender: Sender,
    origin: Url,
    host: String,
    repository: String,
}

impl Registry {
    pub(super) fn new(
        sender: Sender,
        host: &str,
        repository: &str,
        actions: Actions,
        access: &Access,
    ) -> Result<Self, Error> {
        let scheme = if access.plain_http { "http" } else { "https" };
        // Docker Hub's registry answers under another name than the one that people use.
        let server = if host == "docker.io" || host == "index.docker.io" { "registry-1.docker.io" } else { host };
        let origin = Url::parse(&format!("{scheme}://{server}/v2/"))
            .map_err(|_| Error::Address(format!("invalid registry {host:?}")))?;
        let authorizer = auth::Registry {
            origin: origin.clone(),
            host: host.to_owned(),
            repository: repository.to_owned(),
            actions,
            credentials: access.credentials.clone(),
            header: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
        };
        let sender = sender.with_authorizer(Authorizer::Registry(authorizer));
        Ok(Registry { sender, origin, host: host.to_owned(), repository: repository.to_owned() })
    }

    /// The host, as it was named.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The repository's path.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The address of something in the repository: `manifests/1.0.0`.
    pub(super) fn url(&self, path: &str) -> Result<Url, Error> {
        let address = format!("{}{}/{path}", self.origin, self.repository);
        Url::parse(&address).map_err(|_| Error::Address(format!("invalid address {address:?}")))
    }

    /// Asks for the registry's root, which takes credentials where there are any to be taken.
    pub async fn ping(&self) -> Result<(), Error> {
        let request = Request::new(Method::GET, self.origin.clone());
        let mut response = self.sender.send(&request, &mut Tries::default()).await?;
        match response.status {
            200 => Ok(()),
            _ => Err(refusal(&request, &mut response).await),
        }
    }

    /// All tags, in the registry's order.
    pub async fn tags(&self) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let mut url = self.url("tags/list")?;
        for _ in 0..MAX_PAGES {
            let what = format!("the tags of {}/{}", self.host, self.repository);
            let request = Request::new(Method::GET, url.clone()).header(ACCEPT, "application/json");
            let mut response = self.sender.send(&request, &mut Tries::default()).await?;
            if response.status != 200 {
                return Err(refusal(&request, &mut response).await);
            }
            let next = response.header("link").and_then(tags::next_page).map(str::to_owned);
            let page = response.bytes(MAX_PAGE as usize).await;
            let (page, _) = page.map_err(|fault| Error::no_answer(&request.method, &request.url, fault))?;
            found.extend(tags::read_page(&page).map_err(|cause| Error::Malformed { what: what.clone(), cause })?);
            let Some(next) = next else { return Ok(found) };
            let next =
                url.join(&next).map_err(|_| Error::Malformed { what, cause: "the next page has no address".into() })?;
            if next == url {
                return Ok(found);
            }
            url = next;
        }
        Ok(found)
    }

    /// The manifest under a tag or digest (`name`), checked against its digest where that is known.
    pub async fn manifest(&self, name: &str) -> Result<Resolved, Error> {
        self.find_manifest(name).await?.ok_or_else(|| {
            let separator = if name.contains(':') { '@' } else { ':' };
            Error::NotFound(format!("{}/{}{separator}{name}", self.host, self.repository))
        })
    }

    /// The same; `None` where the registry has none under that name.
    pub async fn find_manifest(&self, name: &str) -> Result<Option<Resolved>, Error> {
        let request = Request::new(Method::GET, self.url(&format!("manifests/{name}"))?);
        let request = request.header(ACCEPT, media::ACCEPTED_MANIFESTS);
        let mut tries = Tries::default();
        loop {
            let mut response = self.sender.send(&request, &mut tries).await?;
            match response.status {
                200 => {}
                404 => return Ok(None),
                _ => return Err(refusal(&request, &mut response).await),
            }
            let what = format!("the manifest {name} of {}/{}", self.host, self.repository);
            let read = response.bytes(MAX_MANIFEST as usize).await;
            let error = match read {
                Err(fault) => Error::no_answer(&request.method, &request.url, fault),
                Ok((_, true)) => return Err(Error::TooLarge { what, limit: MAX_MANIFEST }),
                Ok((bytes, false)) => {
                    let digest = Digest::of(&bytes);
                    let asked = Digest::parse(name).ok();
                    let told = response.header("docker-content-digest").and_then(|text| Digest::parse(text).ok());
                    match asked.or(told).filter(|expected| *expected != digest) {
                        Some(expected) => {
                            Error::WrongContent { what, expected: expected.to_string(), found: digest.to_string() }
                        }
                        None => {
                            let media_type = response.header("content-type").unwrap_or_default();
                            let media_type = media_type.split(';').next().unwrap_or_default().trim().to_owned();
                            return Ok(Some(Resolved { digest, media_type, bytes }));
                        }
                    }
                }
            };
            self.sender.again(error, &mut tries).await?;
        }
    }

    /// What refers to a manifest: by the registry's own list, else by the one under the tag that stands for it.
    pub async fn referrers(&self, digest: &Digest) -> Result<Vec<Digest>, Error> {
        let request = Request::new(Method::GET, self.url(&format!("referrers/{digest}"))?).header(ACCEPT, media::INDEX);
        let mut response = self.sender.send(&request, &mut Tries::default()).await?;
        let text = match response.status {
            200 => {
                let read = response.bytes(MAX_MANIFEST as usize).await;
                read.map_err(|fault| Error::no_answer(&request.method, &request.url, fault))?.0
            }
            // Registries answer what they do not know in many ways.
            _ => match self.find_manifest(&signature::referrers_tag(digest)).await? {
                Some(found) => found.bytes,
                None => return Ok(Vec::new()),
            },
        };
        let index: oci::Index = serde_json::from_slice(&text).map_err(|error| Error::Malformed {
            what: format!("the list of what refers to {digest}"),
            cause: error.to_string(),
        })?;
        Ok(index.manifests.iter().filter_map(|entry| Digest::parse(&entry.digest).ok()).collect())
    }

    /// A blob of at most `limit` bytes, of the size and digest that its descriptor says.
    pub async fn blob(&self, descriptor: &Descriptor, name: &str, limit: u64) -> Result<Vec<u8>, Error> {
        let malformed = |cause: String| Error::Malformed { what: name.to_owned(), cause };
        let digest = Digest::parse(&descriptor.digest).map_err(|error| malformed(error.to_string()))?;
        let size = u64::try_from(descriptor.size).map_err(|_| malformed(String::from("it has a negative size")))?;
        let request = Request::new(Method::GET, self.url(&format!("blobs/{digest}"))?);
        let expected = Expected { name: name.to_owned(), digest: Some(digest), size: Some(size), limit };
        download::get(&self.sender, &request, &expected).await
    }
}

/// Reads an image manifest whose digests are digests.
pub fn read_manifest(resolved: &Resolved, name: &str) -> Result<oci::Manifest, Error> {
    let malformed = |cause: String| Error::Malformed { what: format!("the manifest of {name}"), cause };
    let manifest: oci::Manifest =
        serde_json::from_slice(&resolved.bytes).map_err(|error| malformed(error.to_string()))?;
    for descriptor in manifest.layers.iter().chain([&manifest.config]) {
        Digest::parse(&descriptor.digest).map_err(|error| malformed(error.to_string()))?;
    }
    Ok(manifest)
}
