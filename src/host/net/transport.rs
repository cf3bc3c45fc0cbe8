//! [`Transport`], the one door to the network: a request goes out, an answer begins. It follows no redirect, repeats
//! nothing and knows no credentials; that is [`super::send`]'s and [`super::auth`]'s.

use super::error::Fault;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What is asked.
#[derive(Clone)]
pub struct Request {
    /// GET, HEAD, POST, PUT, DELETE.
    pub method: Method,
    /// The address.
    pub url: Url,
    /// The headers.
    pub headers: HeaderMap,
    /// What is sent along.
    pub body: Option<Arc<[u8]>>,
}

/// Without its headers, which may hold credentials, and without the query, which may hold a signature.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, shown(&self.url))
    }
}

impl Request {
    /// A request without headers and body.
    pub fn new(method: Method, url: Url) -> Self {
        Request { method, url, headers: HeaderMap::new(), body: None }
    }

    /// The same with a header; a value that cannot be one is left out.
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(mut value) = HeaderValue::from_str(value) {
            value.set_sensitive(name == reqwest::header::AUTHORIZATION);
            self.headers.insert(name, value);
        }
        self
    }

    /// The same with a body.
    pub fn body(mut self, body: Arc<[u8]>) -> Self {
        self.body = Some(body);
        self
    }
}

/// An answer whose body may still be coming.
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// Where the answer came from in the end.
    pub url: Url,
    /// The rest.
    pub body: Body,
}

/// The body of an answer.
pub enum Body {
    /// It comes over the network.
    Coming(Box<reqwest::Response>),
    /// It is there: pieces, and what happens after them. For tests.
    There(std::collections::VecDeque<Result<Vec<u8>, Fault>>),
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.status, shown(&self.url))
    }
}

impl Response {
    /// The text of a header; `None` where it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The next piece of the body; `None` at its proper end.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        match &mut self.body {
            Body::Coming(response) => super::http::chunk(response).await,
            Body::There(pieces) => pieces.pop_front().transpose(),
        }
    }

    /// The body as far as `limit` bytes; whether it was longer.
    pub async fn bytes(&mut self, limit: usize) -> Result<(Vec<u8>, bool), Fault> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > limit {
                bytes.truncate(limit);
                return Ok((bytes, true));
            }
        }
        Ok((bytes, false))
    }
}

/// The beginning of an answer, at some time.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, Fault>> + Send + 'a>>;

/// A way to servers.
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends a request and waits for the head of its answer, whatever the status.
    fn send<'a>(&'a self, request: &'a Request) -> Answer<'a>;
}

/// An address for people: no password, no query, no fragment.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Addresses without a host have nothing to take away.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

/// Whether two addresses have the same scheme, host and port, so that what is known at one may be sent to the other.
pub fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}
