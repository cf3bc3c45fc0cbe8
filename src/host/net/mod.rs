//! The network: one HTTP client behind [`Transport`], a runtime on the calling thread that lives as long as the
//! [`Network`] that fetches, one backoff for each host, credentials that stay with the origin that asked for them, and
//! the cache by digest. What is asked and what an answer means is data of `oci` and `repository`.

mod auth;
pub mod cache;
pub mod credentials;
mod download;
mod error;
mod http;
mod interrupt;
mod registry;
mod send;
mod transport;
mod upload;

pub use download::{Expected, Sink, get, get_into};
pub use error::{Error, Fault};
pub use http::Tls;
pub use interrupt::hold as hold_interrupt;
pub use registry::{Actions, Registry, Resolved, read_manifest};
pub use send::{Sender, Tries};
pub use transport::{Request, Response, Transport};

use crate::oci::credentials::Credentials;
use credentials::Store;
use send::Gates;
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// Whoever is told what happens on the network. Nothing that it is told holds a credential.
pub trait Watch: Send + Sync + std::fmt::Debug {
    /// A request was answered; the address is without its query.
    fn answered(&self, _method: &str, _address: &str, _status: u16) {}

    /// A fault is waited out.
    fn waits(&self, _host: &str, _time: Duration, _cause: &str) {}

    /// A token or a password is about to be given to another host than the registry's own.
    fn asks_for_token(&self, _registry: &str, _realm_host: &str) {}

    /// A content of so many bytes begins to come in.
    fn begins(&self, _name: &str, _size: u64) -> Box<dyn Progress> {
        Box::new(Unseen)
    }
}

/// Whoever shows how far a download is. It is over when the value is dropped.
pub trait Progress: Send {
    /// So many bytes are there.
    fn reached(&mut self, bytes: u64);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unseen;

impl Watch for Unseen {}

impl Progress for Unseen {
    fn reached(&mut self, _bytes: u64) {}
}

/// How servers are reached, and what identifies the user to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Certificates.
    pub tls: Tls,
    /// Whether registries are spoken to without TLS.
    pub plain_http: bool,
    /// A name and a password for this command alone.
    pub credentials: Option<Credentials>,
    /// Whether they go to other hosts too.
    pub pass_credentials: bool,
}

/// What all requests of a command share.
#[derive(Debug)]
struct Shared {
    watch: Arc<dyn Watch>,
    gates: Gates,
    transports: Mutex<BTreeMap<Tls, Arc<dyn Transport>>>,
    /// What the store knows, so that a helper program is asked once.
    known: Mutex<BTreeMap<String, Option<Credentials>>>,
    store: Store,
}

/// The network of a command.
#[derive(Debug)]
pub struct Network {
    runtime: Runtime,
    shared: Arc<Shared>,
}

impl Network {
    /// A network with nothing open yet.
    pub fn new(store: Store, watch: Arc<dyn Watch>) -> Result<Self, Error> {
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|error| Error::Disk(error.to_string()))?;
        interrupt::listen();
        let shared =
            Shared { watch, gates: Gates::default(), transports: Mutex::default(), known: Mutex::default(), store };
        Ok(Network { runtime, shared: Arc::new(shared) })
    }

    /// Waits for what `future` fetches.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// Waits for all of `futures`, which run at the same time, at most `most` of them. The results come in their order.
    pub fn wait_for_all<T, F>(&self, futures: Vec<F>, most: usize) -> Vec<Option<T>>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        self.runtime.block_on(all_at_once(futures, most))
    }

    /// A way to send requests with these certificates.
    pub fn sender(&self, tls: &Tls) -> Result<Sender, Error> {
        let mut transports = self.shared.transports.lock().unwrap_or_else(PoisonError::into_inner);
        let transport = match transports.get(tls) {
            Some(transport) => Arc::clone(transport),
            None => {
                let made: Arc<dyn Transport> = Arc::new(http::Client::new(tls)?);
                transports.insert(tls.clone(), Arc::clone(&made));
                made
            }
        };
        Ok(Sender::new(transport, Arc::clone(&self.shared)))
    }

    /// Where credentials are kept.
    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// A way to send requests to a chart repository, which gets the access's name and password without asking.
    pub fn repository_sender(&self, repository: &str, access: &Access) -> Result<Sender, Error> {
        let sender = self.sender(&access.tls)?;
        let Some(Credentials::Password { username, password }) = &access.credentials else { return Ok(sender) };
        let origin =
            reqwest::Url::parse(repository).map_err(|error| Error::Address(format!("{repository}: {error}")))?;
        let header = Credentials::basic(username, password);
        Ok(sender.with_authorizer(auth::Authorizer::Fixed { origin, everywhere: access.pass_credentials, header }))
    }

    /// A repository of a registry, for `actions`.
    pub fn registry(&self, host: &str, repository: &str, actions: Actions, access: &Access) -> Result<Registry, Error> {
        let sender = self.sender(&access.tls)?;
        Registry::new(sender, host, repository, actions, access)
    }
}

impl Shared {
    /// What the store knows of a host; it is asked once.
    fn credentials(&self, host: &str) -> Option<Credentials> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(host.to_owned()).or_insert_with(|| self.store.get(host)).clone()
    }
}

/// The results of `futures` in their order; `None` for one that panicked.
pub(crate) async fn all_at_once<T, F>(futures: Vec<F>, most: usize) -> Vec<Option<T>>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut results: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    let mut pending = futures.into_iter().enumerate();
    let mut running = tokio::task::JoinSet::new();
    loop {
        while running.len() < most.max(1)
            && let Some((at, future)) = pending.next()
        {
            running.spawn(async move { (at, future.await) });
        }
        let Some(done) = running.join_next().await else { return results };
        if let Ok((at, result)) = done
            && let Some(place) = results.get_mut(at)
        {
            *place = Some(result);
        }
    }
}
