//! [`Authorizer`]: what identifies the user on a request. Credentials belong to one origin; a registry gets them only
//! after it has asked, and a token endpoint only over TLS or where the registry itself is spoken to without.

use super::error::Error;
use super::send::{Sender, Tries, refusal};
use super::transport::{Request, Response, same_origin};
use super::{Actions, Shared};
use crate::oci::challenge::{self, Challenge};
use crate::oci::credentials::Credentials;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use reqwest::{Method, Url};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// The most of a token endpoint's answer that is read.
const MAX_TOKEN: usize = 1 << 20;

/// Identifies the user.
pub(super) enum Authorizer {
    /// A name and a password for a chart repository's origin, sent without being asked for.
    Fixed {
        /// The repository.
        origin: Url,
        /// Whether every other host gets them too.
        everywhere: bool,
        /// The header's value.
        header: String,
    },
    /// A registry, which asks first.
    Registry(Registry),
}

/// What is known of a registry's wishes.
pub(super) struct Registry {
    /// Its address.
    pub origin: Url,
    /// Its name, under which credentials are kept.
    pub host: String,
    /// The repository that is worked on; empty for none.
    pub repository: String,
    /// What is done there.
    pub actions: Actions,
    /// Credentials that go before the stored ones.
    pub credentials: Option<Credentials>,
    /// The header's value, once it is known.
    pub header: Mutex<Option<String>>,
    /// Held while a token is fetched, so that parallel requests ask for one.
    pub asking: tokio::sync::Mutex<()>,
}

impl fmt::Debug for Authorizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Authorizer::Fixed { .. } => f.write_str("Fixed"),
            Authorizer::Registry(registry) => write!(f, "Registry({})", registry.host),
        }
    }
}

impl Authorizer {
    /// The header for a request to `url`, if there is one.
    pub(super) fn header(&self, url: &Url) -> Option<String> {
        match self {
            Authorizer::Fixed { origin, everywhere, header } => {
                (*everywhere || same_origin(origin, url)).then(|| header.clone())
            }
            Authorizer::Registry(registry) => same_origin(&registry.origin, url).then(|| registry.known()).flatten(),
        }
    }

    /// Who reacts to status 401 for a request to `url`: nobody but the registry that the user was to be identified to.
    pub(super) fn asked_by(&self, url: &Url) -> Option<&Registry> {
        match self {
            Authorizer::Registry(registry) => Some(registry).filter(|registry| same_origin(&registry.origin, url)),
            Authorizer::Fixed { .. } => None,
        }
    }
}

impl Registry {
    fn known(&self) -> Option<String> {
        self.header.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reacts to status 401 for a request that had the header `used`: whether it is worth sending again.
    pub(super) async fn answer(
        &self,
        sender: &Sender,
        request: &Request,
        response: &mut Response,
        used: Option<&str>,
    ) -> Result<bool, Error> {
        let _asking = self.asking.lock().await;
        let known = self.known();
        if known.is_some() && known.as_deref() != used {
            return Ok(true);
        }
        let challenge = challenge_of(response);
        let credentials = self.credentials(&sender.shared);
        let header = match (challenge, credentials) {
            (Some(Challenge::Bearer { realm, service, scope }), credentials) => {
                let token = self.token(sender, &realm, &service, &self.scope(&scope), credentials).await?;
                format!("Bearer {token}")
            }
            (Some(Challenge::Basic), Some(Credentials::Password { username, password })) => {
                Credentials::basic(&username, &password)
            }
            (Some(Challenge::Basic), _) => return Err(without_credentials(request, response).await),
            (None, _) => return Ok(false),
        };
        if used == Some(header.as_str()) {
            return Ok(false);
        }
        *self.header.lock().unwrap_or_else(PoisonError::into_inner) = Some(header);
        Ok(true)
    }

    fn credentials(&self, shared: &Shared) -> Option<Credentials> {
        self.credentials.clone().or_else(|| shared.credentials(&self.host))
    }

    /// The scope that is asked for: the challenge's, widened to all that will be done in the repository.
    fn scope(&self, asked: &str) -> String {
        let own = format!("repository:{}:", self.repository);
        if self.repository.is_empty() || !(asked.is_empty() || asked.starts_with(&own)) {
            return asked.to_owned();
        }
        let asked = asked.strip_prefix(&own).unwrap_or_default();
        let actions: BTreeSet<&str> =
            asked.split(',').chain(self.actions.words().iter().copied()).filter(|word| !word.is_empty()).collect();
        own + &actions.into_iter().collect::<Vec<_>>().join(",")
    }

    async fn token(
        &self,
        sender: &Sender,
        realm: &str,
        service: &str,
        scope: &str,
        credentials: Option<Credentials>,
    ) -> Result<String, Error> {
        if let Some(Credentials::Access(token)) = credentials {
            return Ok(token);
        }
        let what = format!("the token endpoint of {}", self.host);
        let malformed = |cause: &str| Error::Malformed { what: what.clone(), cause: cause.to_owned() };
        let realm = Url::parse(realm).map_err(|_| malformed("it has no address"))?;
        let host = realm.host_str().unwrap_or_default().to_owned();
        match (self.origin.scheme(), realm.scheme()) {
            (_, "https") | ("http", "http") => {}
            _ => return Err(Error::Realm { registry: self.host.clone(), realm: host }),
        }
        if credentials.is_some() && !same_origin(&self.origin, &realm) {
            sender.shared.watch.asks_for_token(&self.host, &host);
        }
        let request = token_request(realm, service, scope, credentials);
        let plain = sender.without_authorizer();
        // This is called while a request is being sent, and sends one: the future has to be boxed somewhere.
        let mut response = Box::pin(async { plain.send(&request, &mut Tries::default()).await }).await?;
        if response.status != 200 {
            return Err(refusal(&request, &mut response).await);
        }
        let (body, _) = response.bytes(MAX_TOKEN).await.map_err(|fault| malformed(&fault.to_string()))?;
        let token: Token = serde_json::from_slice(&body).map_err(|_| malformed("its answer is no token"))?;
        let token = token.access_token.or(token.token).filter(|token| !token.is_empty());
        token.ok_or_else(|| malformed("its answer has no token"))
    }
}

#[derive(Deserialize)]
struct Token {
    token: Option<String>,
    access_token: Option<String>,
}

/// A password goes by GET with Basic, as every endpoint takes it; an identity token by POST, as OAuth 2 has it.
fn token_request(realm: Url, service: &str, scope: &str, credentials: Option<Credentials>) -> Request {
    let scopes = scope.split(' ').filter(|scope| !scope.is_empty());
    if let Some(Credentials::Identity(token)) = credentials {
        let mut form = Url::parse("form:").unwrap_or_else(|_| realm.clone());
        form.query_pairs_mut()
            .append_pair("grant_type", "refresh_token")
            .append_pair("service", service)
            .append_pair("client_id", "plimsoll")
            .append_pair("scope", scope)
            .append_pair("refresh_token", &token);
        let body = form.query().unwrap_or_default().as_bytes().into();
        let request = Request::new(Method::POST, realm).body(body);
        return request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let mut url = realm;
    {
        let mut query = url.query_pairs_mut();
        if !service.is_empty() {
            query.append_pair("service", service);
        }
        for scope in scopes {
            query.append_pair("scope", scope);
        }
    }
    let request = Request::new(Method::GET, url);
    match credentials {
        Some(Credentials::Password { username, password }) => {
            request.header(AUTHORIZATION, &Credentials::basic(&username, &password))
        }
        _ => request,
    }
}

fn challenge_of(response: &Response) -> Option<Challenge> {
    let values = response.headers.get_all(WWW_AUTHENTICATE);
    challenge::parse(values.iter().filter_map(|value| value.to_str().ok()))
}

/// Status 401 where nobody is logged in, with oras' words for it.
async fn without_credentials(request: &Request, response: &mut Response) -> Error {
    match refusal(request, response).await {
        Error::Status { method, address, status, sentence, .. } => {
            let sentence = format!("{sentence}: basic credential not found");
            Error::Status { method, address, status, sentence, wait: None }
        }
        error => error,
    }
}
