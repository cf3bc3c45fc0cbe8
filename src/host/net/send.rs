//! Sending a request as often as the policy of [`crate::oci::retry`] allows, and following redirects without handing
//! credentials to another origin.

use super::Shared;
use super::auth::Authorizer;
use super::error::{Error, Fault};
use super::transport::{Request, Response, Transport, same_origin, shown};
use crate::oci::retry;
use reqwest::header::AUTHORIZATION;
use reqwest::{Method, Url};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::Instant;

/// The most redirects that are followed in a row; Go's number.
const MAX_REDIRECTS: usize = 10;

/// How often a request is sent with a better token: an old one may have run out, a new one may allow too little.
const MAX_RENEWALS: usize = 2;

/// The most of an error's body that is read.
const MAX_ERROR_BODY: usize = 64 << 10;

/// Until when nobody asks a host, because it wants to be left alone.
#[derive(Debug, Default)]
pub(super) struct Gates(Mutex<BTreeMap<String, Instant>>);

impl Gates {
    async fn pass(&self, host: &str) {
        let until = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(host).copied();
        if let Some(until) = until {
            tokio::time::sleep_until(until).await;
        }
    }

    fn close(&self, host: &str, time: Duration) {
        let until = Instant::now() + time;
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates.entry(host.to_owned()).or_insert(until);
        *gate = (*gate).max(until);
    }
}

/// How often something was tried in vain, and how often it may be.
#[derive(Debug)]
pub struct Tries {
    faults: usize,
    unreachable: usize,
    wrong: usize,
    /// The most faults that may pass.
    most: usize,
    /// The longest wait that a server may ask for.
    longest: Duration,
}

impl Default for Tries {
    fn default() -> Self {
        Tries { faults: 0, unreachable: 0, wrong: 0, most: retry::DELAYS.len(), longest: retry::MAX_WAIT }
    }
}

impl Tries {
    /// The tries for a small file that somebody waits for: a few seconds in all.
    pub fn few() -> Self {
        Tries { most: retry::FEW_TRIES, longest: retry::SHORT_WAIT, ..Tries::default() }
    }
}

/// Sends requests.
#[derive(Clone, Debug)]
pub struct Sender {
    transport: Arc<dyn Transport>,
    pub(super) shared: Arc<Shared>,
    authorizer: Option<Arc<Authorizer>>,
}

impl Sender {
    pub(super) fn new(transport: Arc<dyn Transport>, shared: Arc<Shared>) -> Self {
        Sender { transport, shared, authorizer: None }
    }

    /// The same, identifying the user.
    pub(super) fn with_authorizer(&self, authorizer: Authorizer) -> Self {
        Sender { authorizer: Some(Arc::new(authorizer)), ..self.clone() }
    }

    /// The same without identifying anybody.
    pub(super) fn without_authorizer(&self) -> Self {
        Sender { authorizer: None, ..self.clone() }
    }

    /// Sends a request until there is an answer that is no passing fault, or the tries are used up.
    pub async fn send(&self, request: &Request, tries: &mut Tries) -> Result<Response, Error> {
        loop {
            let error = match self.send_once(request).await {
                Ok(mut response) if retry::is_transient(response.status) => refusal(request, &mut response).await,
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            self.again(error, tries).await?;
        }
    }

    /// Sends a request and follows redirects; any answer counts.
    pub(super) async fn send_once(&self, request: &Request) -> Result<Response, Error> {
        let mut request = request.clone();
        for _ in 0..=MAX_REDIRECTS {
            let response = self.authorized(&request).await?;
            match redirect(&request, &response)? {
                Some(next) => request = next,
                None => return Ok(response),
            }
        }
        let fault = Fault::Impossible(format!("stopped after {MAX_REDIRECTS} redirects"));
        Err(Error::no_answer(&request.method, &request.url, fault))
    }

    /// Sends a request with what identifies the user, and once more with something better where the server asks for it.
    async fn authorized(&self, request: &Request) -> Result<Response, Error> {
        let mut renewals = 0;
        loop {
            let header = self.authorizer.as_ref().and_then(|authorizer| authorizer.header(&request.url));
            let sent = match &header {
                Some(header) => request.clone().header(AUTHORIZATION, header),
                None => request.clone(),
            };
            let mut response = self.exchange(&sent).await?;
            let asked_by = self.authorizer.as_ref().and_then(|authorizer| authorizer.asked_by(&request.url));
            let Some(registry) = asked_by.filter(|_| response.status == 401) else { return Ok(response) };
            renewals += 1;
            if renewals > MAX_RENEWALS || !registry.answer(self, request, &mut response, header.as_deref()).await? {
                return Ok(response);
            }
        }
    }

    async fn exchange(&self, request: &Request) -> Result<Response, Error> {
        self.shared.gates.pass(&host_of(&request.url)).await;
        let answer = self.transport.send(request).await;
        let response = answer.map_err(|fault| Error::no_answer(&request.method, &request.url, fault))?;
        self.shared.watch.answered(request.method.as_str(), &shown(&request.url), response.status);
        Ok(response)
    }

    /// Waits for the next try; gives the error back where there is none.
    pub async fn again(&self, error: Error, tries: &mut Tries) -> Result<(), Error> {
        let (count, most) = match &error {
            Error::NoAnswer { fault: Fault::Unreachable(_), .. } => (&mut tries.unreachable, retry::UNREACHABLE_TRIES),
            Error::NoAnswer { fault: Fault::Broken(_), .. } => (&mut tries.faults, tries.most),
            Error::Status { status, .. } if retry::is_transient(*status) => (&mut tries.faults, tries.most),
            Error::WrongContent { .. } => (&mut tries.wrong, retry::WRONG_CONTENT_TRIES),
            _ => return Err(error),
        };
        let Some(delay) = retry::DELAYS.get(*count).filter(|_| *count < most) else { return Err(error) };
        *count += 1;
        let (asked, address) = match &error {
            Error::Status { wait, address, .. } => (*wait, address.as_str()),
            Error::NoAnswer { address, .. } => (None, address.as_str()),
            _ => (None, ""),
        };
        if asked.is_some_and(|wait| wait > tries.longest) {
            return Err(error);
        }
        let host = Url::parse(address).map(|url| host_of(&url)).unwrap_or_default();
        if let Some(wait) = asked {
            self.shared.gates.close(&host, wait);
        }
        let wait = asked.unwrap_or(*delay).mul_f64(1.0 + jitter() / 10.0);
        self.shared.watch.waits(&host, wait, &error.to_string());
        tokio::time::sleep(wait).await;
        Ok(())
    }
}

/// A refusal as an error, with the words in its body.
pub(super) async fn refusal(request: &Request, response: &mut Response) -> Error {
    // A body that breaks off says less; the status counts.
    let body = response.bytes(MAX_ERROR_BODY).await.map(|(bytes, _)| bytes).unwrap_or_default();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let wait = response.header("retry-after").and_then(|value| retry::retry_after(value, now));
    Error::status(&request.method, &request.url, response.status, &body, wait)
}

/// The request that a redirect asks for. Bodies are never sent anywhere else.
fn redirect(request: &Request, response: &Response) -> Result<Option<Request>, Error> {
    let follows = matches!(response.status, 301 | 302 | 303 | 307 | 308)
        && (request.method == Method::GET || request.method == Method::HEAD);
    let Some(location) = response.header("location").filter(|_| follows) else { return Ok(None) };
    let failed = |cause: &str| {
        let fault = Fault::Impossible(format!("the redirect {cause}"));
        Error::no_answer(&request.method, &request.url, fault)
    };
    let url = request.url.join(location).map_err(|_| failed("leads to no address"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(failed("leads to another scheme"));
    }
    // A token request brings its own password, which goes nowhere else.
    let mut next = Request { url, ..request.clone() };
    if !same_origin(&request.url, &next.url) {
        next.headers.remove(AUTHORIZATION);
    }
    Ok(Some(next))
}

fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// A number from 0 to 1, so that many who failed at once do not come back at once.
fn jitter() -> f64 {
    let mut byte = [0];
    // Without randomness all come back at once.
    let _ = getrandom::fill(&mut byte);
    f64::from(byte[0]) / 255.0
}
