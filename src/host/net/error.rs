//! [`Error`], why nothing was fetched or stored: in Helm's and its libraries' words where they have some, and never with
//! a credential or the query of an address.

use super::transport::shown;
use crate::diagnostic::{Diagnostic, Fault as Blame};
use crate::oci::failure;
use reqwest::{Method, Url};
use std::fmt;
use std::time::Duration;

/// What went wrong between this machine and a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody listens, or the name has no address.
    Unreachable(String),
    /// TLS failed, so asking again would not help.
    Tls(String),
    /// The connection broke or stood still.
    Broken(String),
    /// The request cannot be sent.
    Impossible(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Unreachable(text) | Fault::Tls(text) | Fault::Broken(text) | Fault::Impossible(text) => {
                f.write_str(text)
            }
        }
    }
}

/// Why nothing was fetched or stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A text that is no address of a server.
    Address(String),
    /// No answer, or none that was whole.
    NoAnswer {
        /// GET, PUT and so on.
        method: String,
        /// The address without its query.
        address: String,
        /// What happened.
        fault: Fault,
    },
    /// An answer that is a refusal or a fault.
    Status {
        /// GET, PUT and so on.
        method: String,
        /// The address without its query.
        address: String,
        /// The status.
        status: u16,
        /// What the server says about it.
        sentence: String,
        /// How long the server asks to wait.
        wait: Option<Duration>,
    },
    /// A manifest that is not there: its reference.
    NotFound(String),
    /// Content that is not what its digest says.
    WrongContent {
        /// What was fetched.
        what: String,
        /// What it should have been.
        expected: String,
        /// What it was.
        found: String,
    },
    /// More bytes than are taken.
    TooLarge {
        /// What was fetched.
        what: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// An answer that makes no sense.
    Malformed {
        /// What was fetched.
        what: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A token endpoint that gets no password.
    Realm {
        /// The registry that named it.
        registry: String,
        /// The endpoint's host.
        realm: String,
    },
    /// A certificate, key or file of credentials that cannot be used, with Go's or our sentence.
    Settings(String),
    /// The disk or the system said no.
    Disk(String),
}

impl Error {
    /// No answer to a request.
    pub(super) fn no_answer(method: &Method, url: &Url, fault: Fault) -> Self {
        Error::NoAnswer { method: method.to_string(), address: shown(url), fault }
    }

    /// A refusal, with the words in its body.
    pub(super) fn status(method: &Method, url: &Url, status: u16, body: &[u8], wait: Option<Duration>) -> Self {
        let sentence = failure::sentence(status, body);
        Error::Status { method: method.to_string(), address: shown(url), status, sentence, wait }
    }

    /// The status of an answer that refuses.
    pub fn status_code(&self) -> Option<u16> {
        match self {
            Error::Status { status, .. } => Some(*status),
            Error::NotFound(_) => Some(404),
            _ => None,
        }
    }

    /// The error as a diagnostic.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let (code, blame, help) = self.nature();
        let diagnostic = Diagnostic::sentence(code, self.to_string()).fault(blame);
        match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    fn nature(&self) -> (&'static str, Blame, Option<&'static str>) {
        match self {
            Error::Address(_) => ("net::address", Blame::Input, None),
            Error::NoAnswer { fault: Fault::Tls(text), .. } if text.contains("HTTP response") => {
                ("net::tls", Blame::Outside, Some("add --plain-http if the registry speaks plain HTTP"))
            }
            Error::NoAnswer { fault: Fault::Tls(_), .. } => {
                ("net::tls", Blame::Outside, Some("name the authority that signed the certificate with --ca-file"))
            }
            Error::NoAnswer { .. } => ("net::no-answer", Blame::Outside, None),
            Error::Status { status: 401, .. } => (
                "net::refused",
                Blame::Outside,
                Some("log in with `plimsoll registry login`, or give --username and --password"),
            ),
            Error::Status { wait: Some(_), .. } => ("net::status", Blame::Outside, Some("try again later")),
            Error::Status { status: 403, .. } => ("net::refused", Blame::Outside, None),
            Error::Status { status: 404, .. } | Error::NotFound(_) => ("net::not-found", Blame::Input, None),
            Error::Status { .. } => ("net::status", Blame::Outside, None),
            Error::WrongContent { .. } => (
                "net::digest",
                Blame::Outside,
                Some("ask whoever runs the server: the content is not what its digest names"),
            ),
            Error::TooLarge { .. } => ("net::too-large", Blame::Input, None),
            Error::Malformed { .. } => ("net::malformed", Blame::Outside, None),
            Error::Realm { .. } => ("net::realm", Blame::Outside, None),
            Error::Settings(_) => ("net::settings", Blame::Input, None),
            Error::Disk(_) => ("net::disk", Blame::Outside, None),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Address(text) => f.write_str(text),
            Error::NoAnswer { method, address, fault } => write!(f, "{} \"{address}\": {fault}", capitalized(method)),
            Error::Status { method, address, status, sentence, wait } => {
                write!(f, "{method} \"{address}\": response status code {status}: {sentence}")?;
                match wait {
                    Some(wait) => write!(f, " (the server asks to wait {} seconds)", wait.as_secs()),
                    None => Ok(()),
                }
            }
            Error::NotFound(reference) => {
                write!(f, "failed to perform \"FetchReference\" on source: {reference}: not found")
            }
            Error::WrongContent { what, expected, found } => {
                write!(f, "{what}: digest mismatch: expected {expected}, got {found}")
            }
            Error::TooLarge { what, limit } => write!(f, "{what} is larger than the limit of {limit} bytes"),
            Error::Malformed { what, cause } => write!(f, "{what}: {cause}"),
            Error::Realm { registry, realm } => {
                write!(f, "{registry} asks for credentials to be sent to {realm} without TLS, which is refused")
            }
            Error::Settings(text) | Error::Disk(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

/// Go's errors of requests begin with `Get`, those of answers with `GET`.
fn capitalized(method: &str) -> String {
    let mut letters = method.chars();
    letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_ascii_lowercase())
}
