//! Chart repositories over HTTP: their indexes, and archives that are held against the digest in the index.

use super::super::session::{MAX_INDEX, Session, from_net};
use super::{MAX_ARCHIVE, MAX_PROVENANCE, Provenance, Pulled};
use crate::diagnostic::Diagnostic;
use crate::go::http;
use crate::host::net::cache::{Cache, Kind};
use crate::host::net::{self, Access, Expected, Request, Sender, Sink, Tries};
use crate::host::spool::Spool;
use crate::oci::Digest;
use crate::repository::{Text, resolve};
use reqwest::{Method, Url};

/// An index that was fetched, which lies on the disk without a name.
#[derive(Debug)]
pub(in crate::publish) struct Fetched(pub(in crate::publish) Spool);

impl Text for Fetched {
    fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), String> {
        self.0.pieces(take).map_err(|error| error.to_string())
    }
}

/// An archive at an address.
#[derive(Debug)]
pub(in crate::publish) struct Archive {
    url: Url,
    digest: Option<Digest>,
    file_name: String,
    sender: Sender,
    cache: Cache,
}

impl Archive {
    /// An archive at `url` that belongs to the repository at `base`, whose credentials `access` holds.
    pub(super) fn new(
        session: &Session,
        url: Url,
        digest: Option<Digest>,
        access: Access,
        base: &str,
    ) -> Result<Self, Box<Diagnostic>> {
        let file_name = file_name(&url)?;
        let sender = session.network.repository_sender(base, &access).map_err(from_net)?;
        Ok(Archive { url, digest, file_name, sender, cache: session.cache.clone() })
    }

    /// Where it is, without what may be secret in that.
    pub(super) fn address(&self) -> String {
        shown(&self.url)
    }

    /// The same without a cache.
    pub(super) fn uncached(self) -> Self {
        Archive { cache: Cache::default(), ..self }
    }

    /// Fetches it, from the cache where its digest is known.
    pub(super) async fn download(self, provenance: Provenance) -> Result<Pulled, Box<Diagnostic>> {
        let cached = self.digest.as_ref().and_then(|digest| self.cache.get(digest, Kind::Chart, MAX_ARCHIVE));
        let archive = match cached {
            Some(archive) => archive,
            None => self.fetch().await?,
        };
        let mut warnings = Vec::new();
        let provenance = match provenance {
            Provenance::Unwanted => None,
            wanted => {
                let mut url = self.url.clone();
                url.set_path(&format!("{}.prov", self.url.path()));
                match (get(&self.sender, &url, MAX_PROVENANCE, None).await, wanted) {
                    (Ok(text), _) => Some(text),
                    (Err(_), Provenance::Needed) => return Err(no_provenance(url.as_str())),
                    (Err(error), _) => {
                        let sentence = error.compat.clone().unwrap_or(error.message);
                        warnings.push(format!("WARNING: Verification not found for {}: {sentence}", self.url));
                        None
                    }
                }
            }
        };
        Ok(Pulled { file_name: self.file_name, archive, provenance, manifest: None, is_artifact: false, warnings })
    }

    async fn fetch(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let archive = get(&self.sender, &self.url, MAX_ARCHIVE, self.digest.clone()).await?;
        if let Some(digest) = &self.digest {
            self.cache.put(digest, Kind::Chart, &archive);
        }
        Ok(archive)
    }
}

/// The error of a signature that has to be there and is not.
pub(super) fn no_provenance(address: &str) -> Box<Diagnostic> {
    let sentence = format!("failed to fetch provenance \"{address}\"");
    Box::new(
        Diagnostic::sentence("verify::no-provenance", sentence)
            .help("the chart is not signed: pull it without --verify, or ask for a signed one"),
    )
}

/// Fetches what is at an address, with Helm's sentence for a refusal.
async fn get(sender: &Sender, url: &Url, limit: u64, digest: Option<Digest>) -> Result<Vec<u8>, Box<Diagnostic>> {
    get_into(sender, url, limit, digest, Tries::default(), Vec::new()).await.map_err(|error| refusal(url, error))
}

async fn get_into<S: Sink>(
    sender: &Sender,
    url: &Url,
    limit: u64,
    digest: Option<Digest>,
    tries: Tries,
    sink: S,
) -> Result<S, net::Error> {
    let name = file_name(url).unwrap_or_else(|_| url.path().to_owned());
    let expected = Expected { name, digest, size: None, limit };
    let request = Request::new(Method::GET, url.clone());
    net::get_into(sender, &request, &expected, tries, sink).await
}

/// Helm's sentence for what was not fetched.
fn refusal(url: &Url, error: net::Error) -> Box<Diagnostic> {
    let Some(status) = error.status_code() else { return from_net(error) };
    let sentence = format!("failed to fetch {} : {status} {}", shown(url), http::status_text(status));
    let mut diagnostic = error.to_diagnostic();
    diagnostic.message = sentence.clone();
    Box::new(diagnostic.compat(sentence))
}

/// Why a text was not fetched.
#[derive(Debug)]
pub struct Unfetched {
    /// The status of an answer that refuses, where there was one.
    pub status: Option<u16>,
    /// The whole story, with Helm's sentence.
    pub diagnostic: Box<Diagnostic>,
}

impl From<Box<Diagnostic>> for Unfetched {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Unfetched { status: None, diagnostic }
    }
}

/// An address without what may be secret in it.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.to_string()
}

impl Session {
    /// The text of a repository's index.
    pub(in crate::publish) fn fetch_index(&self, address: &str, access: &Access) -> Result<Fetched, Box<Diagnostic>> {
        self.network.wait(self.index_request(address, access)?)
    }

    /// A text from an address that the user named, such as a values file; at most `limit` bytes. A server that stumbles is asked
    /// again for a few seconds.
    pub fn fetch_text(&self, address: &str, limit: u64) -> Result<Vec<u8>, Unfetched> {
        let url = Url::parse(address).map_err(|_| {
            let sentence = format!("invalid URL format: {address}");
            Box::new(Diagnostic::sentence("repository::address", sentence))
        })?;
        let sender = self.network.repository_sender(address, &self.access).map_err(from_net)?;
        let fetched = self.network.wait(get_into(&sender, &url, limit, None, Tries::few(), Vec::new()));
        fetched.map_err(|error| Unfetched { status: error.status_code(), diagnostic: refusal(&url, error) })
    }

    /// The index's text as something to wait for.
    pub(in crate::publish) fn index_request(
        &self,
        address: &str,
        access: &Access,
    ) -> Result<impl Future<Output = Result<Fetched, Box<Diagnostic>>> + Send + use<>, Box<Diagnostic>> {
        let bad = |cause: String| Box::new(Diagnostic::sentence("repository::address", cause));
        check_address(address)?;
        let url = resolve(address, "index.yaml").map_err(bad)?;
        let sender = self.network.repository_sender(address, access).map_err(from_net)?;
        let spool = Spool::new().map_err(|error| from_net(net::Error::Disk(error.to_string())))?;
        Ok(async move {
            let fetched = get_into(&sender, &url, MAX_INDEX, None, Tries::default(), spool).await;
            fetched.map(Fetched).map_err(|error| refusal(&url, error))
        })
    }
}

/// Refuses what is no address of a repository.
pub(in crate::publish) fn check_address(address: &str) -> Result<(), Box<Diagnostic>> {
    let refuse = |sentence: String| {
        let diagnostic = Diagnostic::sentence("repository::address", sentence);
        Err(Box::new(diagnostic.help("give the address of a repository: https://host/path")))
    };
    match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(()),
        Ok(url) => refuse(format!("could not find protocol handler for: {}", url.scheme())),
        Err(_) => match crate::go::url::Url::parse(address.as_bytes()) {
            Ok(url) if url.scheme.is_empty() => refuse(String::from("could not find protocol handler for: ")),
            _ => refuse(format!("invalid chart URL format: {address}")),
        },
    }
}

/// The last part of an address's path as the name of a file.
fn file_name(url: &Url) -> Result<String, Box<Diagnostic>> {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let name = String::from_utf8(unescaped(last)).unwrap_or_default();
    let usable = !matches!(name.as_str(), "" | "." | "..")
        && !name.contains(['/', '\\', '\0'])
        && !name.contains(char::is_control);
    if usable {
        return Ok(name);
    }
    let sentence = format!("{}: the address does not end in the name of an archive", shown(url));
    Err(Box::new(Diagnostic::sentence("repository::address", sentence)))
}

/// `%41` is `A`.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().iter();
    let mut found = Vec::with_capacity(text.len());
    while let Some(&byte) = bytes.next() {
        let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
        let rest = bytes.as_slice();
        match (byte, digit(rest.first()), digit(rest.get(1))) {
            (b'%', Some(high), Some(low)) => {
                found.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                bytes.nth(1);
            }
            _ => found.push(byte),
        }
    }
    found
}
