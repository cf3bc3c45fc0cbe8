//! Storing blobs and manifests. An upload whose answer was lost may have succeeded, so each try begins by asking whether
//! the blob is there; a session that the registry has forgotten is begun anew.

use super::error::Error;
use super::registry::Registry;
use super::send::{Tries, refusal};
use super::transport::{Request, same_origin};
use crate::oci::Digest;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Url};
use std::sync::Arc;

impl Registry {
    /// Whether the registry has a blob.
    pub async fn has_blob(&self, digest: &Digest) -> Result<bool, Error> {
        let request = Request::new(Method::HEAD, self.url(&format!("blobs/{digest}"))?);
        let mut response = self.sender.send(&request, &mut Tries::default()).await?;
        match response.status {
            200 => Ok(true),
            404 => Ok(false),
            _ => Err(refusal(&request, &mut response).await),
        }
    }

    /// Stores a blob unless it is there.
    pub async fn put_blob(&self, bytes: Arc<[u8]>) -> Result<(), Error> {
        let digest = Digest::of(&bytes);
        let mut tries = Tries::default();
        loop {
            if self.has_blob(&digest).await? {
                return Ok(());
            }
            let Err(error) = self.upload(&digest, Arc::clone(&bytes), &mut tries).await else { return Ok(()) };
            self.sender.again(error, &mut tries).await?;
        }
    }

    async fn upload(&self, digest: &Digest, bytes: Arc<[u8]>, tries: &mut Tries) -> Result<(), Error> {
        let begin = Request::new(Method::POST, self.url("blobs/uploads/")?);
        let mut begun = self.sender.send(&begin, tries).await?;
        if begun.status != 202 {
            return Err(refusal(&begin, &mut begun).await);
        }
        let what = || format!("the upload to {}/{}", self.host(), self.repository());
        let location = begun.header("location").and_then(|location| begin.url.join(location).ok());
        let location =
            location.ok_or_else(|| Error::Malformed { what: what(), cause: "the registry gave no address".into() })?;
        let mut url = as_reached(location, &begin.url);
        url.query_pairs_mut().append_pair("digest", digest.as_str());
        let request = Request::new(Method::PUT, url).header(CONTENT_TYPE, "application/octet-stream").body(bytes);
        let mut answer = self.sender.send_once(&request).await?;
        match answer.status {
            201 | 204 => Ok(()),
            // The session is gone: as good as a fault that passes.
            404 | 416 => match refusal(&request, &mut answer).await {
                Error::Status { method, address, sentence, .. } => {
                    Err(Error::Status { method, address, status: 503, sentence, wait: None })
                }
                error => Err(error),
            },
            _ => Err(refusal(&request, &mut answer).await),
        }
    }

    /// Stores a manifest under a tag or digest.
    pub async fn put_manifest(&self, name: &str, media_type: &str, bytes: Arc<[u8]>) -> Result<(), Error> {
        let request = Request::new(Method::PUT, self.url(&format!("manifests/{name}"))?);
        let request = request.header(CONTENT_TYPE, media_type).body(bytes);
        let mut response = self.sender.send(&request, &mut Tries::default()).await?;
        match response.status {
            200..=204 => Ok(()),
            _ => Err(refusal(&request, &mut response).await),
        }
    }
}

/// Registries behind a proxy name themselves by the scheme that they see: the same host means the same server.
fn as_reached(location: Url, asked: &Url) -> Url {
    let same_host = location.host_str() == asked.host_str();
    let no_port = location.port().is_none() || location.port() == asked.port();
    if same_origin(&location, asked) || !same_host || !no_port {
        return location;
    }
    let mut reached = asked.clone();
    reached.set_path(location.path());
    reached.set_query(location.query());
    reached
}
