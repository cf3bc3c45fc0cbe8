//! The HTTP client: reqwest with rustls, the system's roots or those of `--ca-file`, proxies as the environment has them.
//! It neither follows redirects nor repeats anything, and bounds the time in which nothing moves, not the whole.

use super::error::{Error, Fault};
use super::transport::{Answer, Body, Request, Response, Transport};
use crate::go::strconv::quote;
use crate::host::{Host, disk::Disk};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Identity};
use std::error::Error as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(20);

/// How long nothing may move.
const IDLE: Duration = Duration::from_secs(60);

/// The slowest upload that is waited for, in bytes a second.
const SLOWEST: u64 = 8 << 10;

/// The largest certificate or key that is read.
const MAX_FILE: u64 = 16 << 20;

/// Whom to trust and how to identify the client.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tls {
    /// Certificate authorities to trust instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// A certificate to show.
    pub cert_file: Option<PathBuf>,
    /// Its key.
    pub key_file: Option<PathBuf>,
    /// Whether any certificate is accepted.
    pub insecure: bool,
}

impl Tls {
    /// Whether the files can be read and are what they should be.
    pub fn check(&self) -> Result<(), Error> {
        match (&self.ca_file, &self.cert_file, &self.key_file) {
            (None, None, None) => Ok(()),
            // Only the client sees whether a key belongs to its certificate.
            _ => Client::new(self).map(drop),
        }
    }

    fn authorities(&self) -> Result<Option<Vec<Certificate>>, Error> {
        let Some(file) = &self.ca_file else { return Ok(None) };
        let text = read("can't read CA file", file)?;
        match Certificate::from_pem_bundle(&text) {
            Ok(found) if !found.is_empty() => Ok(Some(found)),
            _ => Err(unusable(&format!("failed to append certificates from pem block: {}", file.display()))),
        }
    }

    /// A certificate without its key, or the other way round, is read and not used.
    fn identity(&self) -> Result<Option<Identity>, Error> {
        let text = |failure, file: &Option<PathBuf>| file.as_deref().map(|file| read(failure, file)).transpose();
        let certificate = text("unable to read cert file", &self.cert_file)?;
        let key = text("unable to read key file", &self.key_file)?;
        let (Some(certificate), Some(key)) = (certificate, key) else { return Ok(None) };
        let both = [certificate.as_slice(), b"\n", key.as_slice()].concat();
        let identity = Identity::from_pem(&both);
        identity
            .map(Some)
            .map_err(|_| unusable("unable to load cert from key pair: they are no PEM certificate and its key"))
    }
}

/// The client.
#[derive(Debug)]
pub(super) struct Client {
    inner: reqwest::Client,
}

impl Client {
    /// A client with these certificates, whose files are read now.
    pub(super) fn new(tls: &Tls) -> Result<Self, Error> {
        let agent = concat!("plimsoll/", env!("CARGO_PKG_VERSION"));
        let mut builder = reqwest::Client::builder()
            .user_agent(agent)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT);
        if let Some(authorities) = tls.authorities()? {
            builder = builder.tls_certs_only(authorities);
        }
        if let Some(identity) = tls.identity()? {
            builder = builder.identity(identity);
        }
        if tls.insecure {
            builder = builder.tls_danger_accept_invalid_certs(true);
        }
        let inner = builder.build().map_err(|error| {
            let cause = cause(&error);
            match cause.contains("KeyMismatch") {
                true => unusable("unable to load cert from key pair: tls: private key does not match public key"),
                false => Error::Settings(cause),
            }
        })?;
        Ok(Client { inner })
    }
}

fn read(failure: &str, file: &Path) -> Result<Vec<u8>, Error> {
    let name = quote(file.as_os_str().as_encoded_bytes());
    Disk.read(file, MAX_FILE).map_err(|error| unusable(&format!("{failure}: {name}: {error}")))
}

fn unusable(cause: &str) -> Error {
    Error::Settings(format!("can't create TLS config for client: {cause}"))
}

impl Transport for Client {
    fn send<'a>(&'a self, request: &'a Request) -> Answer<'a> {
        Box::pin(async move {
            let mut sent = self.inner.request(request.method.clone(), request.url.clone());
            sent = sent.headers(request.headers.clone());
            let mut time = IDLE;
            if let Some(body) = &request.body {
                time += Duration::from_secs(body.len() as u64 / SLOWEST);
                sent = sent.body(body.to_vec());
            }
            let answer = tokio::time::timeout(time, sent.send()).await;
            let answer = answer
                .map_err(|_| Fault::Broken(String::from("i/o timeout")))?
                .map_err(|error| unreachable(&error, &request.url).unwrap_or_else(|| fault(&error)))?;
            Ok(Response {
                status: answer.status().as_u16(),
                headers: answer.headers().clone(),
                url: answer.url().clone(),
                body: Body::Coming(Box::new(answer)),
            })
        })
    }
}

/// The next piece of a body.
pub(super) async fn chunk(response: &mut reqwest::Response) -> Result<Option<Vec<u8>>, Fault> {
    match tokio::time::timeout(IDLE, response.chunk()).await {
        Ok(Ok(chunk)) => Ok(chunk.map(|bytes| bytes.to_vec())),
        Ok(Err(error)) => Err(fault(&error)),
        Err(_) => Err(Fault::Broken(String::from("i/o timeout"))),
    }
}

/// That nobody is at the address, in Go's words.
fn unreachable(error: &reqwest::Error, url: &reqwest::Url) -> Option<Fault> {
    let host = url.host_str().unwrap_or_default();
    let chain = chain(error);
    let refused = |cause: &&io::Error| cause.kind() == io::ErrorKind::ConnectionRefused;
    if chain.iter().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|cause| refused(&cause)) {
        let port = url.port_or_known_default().unwrap_or_default();
        return Some(Fault::Unreachable(format!("dial tcp {host}:{port}: connect: connection refused")));
    }
    let unknown = chain.iter().any(|cause| cause.to_string().contains("failed to lookup address information"));
    unknown.then(|| Fault::Unreachable(format!("dial tcp: lookup {host}: no such host ({})", cause(error))))
}

fn fault(error: &reqwest::Error) -> Fault {
    let text = cause(error);
    if error.is_builder() || error.is_request() && error.source().is_none() {
        return Fault::Impossible(text);
    }
    // The TLS library's errors come as invalid data.
    let chain = chain(error);
    let systems = chain.iter().filter_map(|cause| cause.downcast_ref::<io::Error>());
    let kinds: Vec<io::ErrorKind> = systems.map(io::Error::kind).collect();
    if text.contains("InvalidContentType") {
        return Fault::Tls(format!("http: server gave HTTP response to HTTPS client ({text})"));
    }
    if kinds.contains(&io::ErrorKind::InvalidData) || text.contains("certificate") || text.contains("Certificate") {
        return Fault::Tls(in_go_s_words(text));
    }
    if error.is_connect() && !error.is_timeout() && !kinds.contains(&io::ErrorKind::ConnectionReset) {
        return Fault::Unreachable(text);
    }
    Fault::Broken(text)
}

/// What is wrong with a certificate, by the words that Go has for it, with the TLS library's behind them.
fn in_go_s_words(text: String) -> String {
    let words = [
        ("UnknownIssuer", "tls: failed to verify certificate: x509: certificate signed by unknown authority"),
        ("Expired", "tls: failed to verify certificate: x509: certificate has expired or is not yet valid"),
        ("NotValidYet", "tls: failed to verify certificate: x509: certificate has expired or is not yet valid"),
        ("certificate expired", "tls: failed to verify certificate: x509: certificate has expired or is not yet valid"),
        ("not valid for name", "tls: failed to verify certificate: x509: certificate is valid for other names"),
        ("CertificateRequired", "remote error: tls: certificate required"),
        ("BadCertificate", "remote error: tls: bad certificate"),
        ("UnknownCA", "remote error: tls: unknown certificate authority"),
    ];
    match words.into_iter().find(|(ours, _)| text.contains(ours)) {
        Some((_, words)) => format!("{words} ({text})"),
        None => text,
    }
}

/// An error with what caused it, outermost first.
fn chain<'a>(error: &'a (dyn std::error::Error + 'static)) -> Vec<&'a (dyn std::error::Error + 'static)> {
    let mut found = vec![error];
    let mut next = error.source();
    while let Some(error) = next {
        found.push(error);
        next = error.source();
    }
    found
}

/// The innermost reason: what wraps it repeats the address.
fn cause(error: &reqwest::Error) -> String {
    let texts: Vec<String> = chain(error).iter().skip(1).map(ToString::to_string).collect();
    match texts.last() {
        Some(last) => last.clone(),
        None => String::from(if error.is_timeout() { "i/o timeout" } else { "the request failed" }),
    }
}
