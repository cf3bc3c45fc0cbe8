//! From the flags about credentials, certificates and caches to a [`Session`], and what people see of the network: bars on
//! a terminal, and under `--debug` every exchange without its secrets.

use super::command::Invocation;
use super::provenance;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::escape;
use crate::host::net::credentials::Store;
use crate::host::net::{Access, Network, Progress, Tls, Unseen, Watch};
use crate::host::{clock, places};
use crate::oci::credentials::Credentials;
use crate::publish::provenance::verify;
use crate::publish::pull::Pulled;
use crate::publish::{Places, Session};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Smaller downloads are over before a bar could be read.
const WORTH_A_BAR: u64 = 256 << 10;

/// The way to repositories and registries that the flags ask for.
pub(super) fn session(invocation: &Invocation) -> Result<Session, Box<Diagnostic>> {
    registry_client(invocation)?;
    session_with(invocation, credentials(invocation))
}

/// Looks at the certificates that the flags name. Helm does so before anything else, whether they come to be used or not.
pub(super) fn registry_client(invocation: &Invocation) -> Result<(), Box<Diagnostic>> {
    let checked = access(invocation).tls.check();
    checked.map_err(|error| Box::new(error.to_diagnostic()).prefixed("missing registry client"))
}

/// The same for commands whose flags about names and passwords mean something else.
pub(super) fn session_without_credentials(invocation: &Invocation) -> Result<Session, Box<Diagnostic>> {
    session_with(invocation, None)
}

fn session_with(invocation: &Invocation, credentials: Option<Credentials>) -> Result<Session, Box<Diagnostic>> {
    let network = network(invocation)?;
    let globals = &invocation.globals;
    let places = Places {
        repository_config: globals.repository_config.clone(),
        repository_cache: globals.repository_cache.clone(),
        content_cache: globals.content_cache.clone(),
    };
    Ok(Session::new(network, places, Access { credentials, ..access(invocation) }))
}

/// Checks the signature of what was fetched, where `--verify` asks for that, and gives Helm's report of it.
pub(super) fn verified(invocation: &Invocation, pulled: &Pulled) -> Result<String, Box<Diagnostic>> {
    if !invocation.matches.has_switch("verify") {
        return Ok(String::new());
    }
    let keyring = provenance::keyring(invocation).map_err(|error| error.prefixed("failed to load keyring"))?;
    let text = pulled.provenance.as_deref().unwrap_or_default();
    let verified = verify(&pulled.archive, text, &pulled.file_name, &keyring, clock::now())?;
    Ok(provenance::report(&verified))
}

/// The network alone.
fn network(invocation: &Invocation) -> Result<Network, Box<Diagnostic>> {
    let store = Store { own: Some(invocation.globals.registry_config.clone()), docker: places::docker_config() };
    let watch = Watching { bars: bars(), debug: invocation.globals.debug };
    Network::new(store, Arc::new(watch)).map_err(|error| Box::new(error.to_diagnostic()))
}

/// The name and password of this command alone. One without the other counts for nothing, as with Helm.
fn credentials(invocation: &Invocation) -> Option<Credentials> {
    let word = |name: &str| invocation.matches.text(name).unwrap_or_default().to_string_lossy().into_owned();
    match (word("username"), word("password")) {
        (username, password) if username.is_empty() || password.is_empty() => None,
        (username, password) => Credentials::password(&username, &password),
    }
}

fn access(invocation: &Invocation) -> Access {
    let matches = &invocation.matches;
    let file = |name: &str| matches.text(name).filter(|text| !text.is_empty()).map(PathBuf::from);
    Access {
        tls: Tls {
            ca_file: file("ca-file"),
            cert_file: file("cert-file"),
            key_file: file("key-file"),
            insecure: matches.has_switch("insecure-skip-tls-verify") || matches.has_switch("insecure"),
        },
        plain_http: matches.has_switch("plain-http"),
        credentials: None,
        pass_credentials: matches.has_switch("pass-credentials"),
    }
}

/// Bars, where somebody can see them.
fn bars() -> Option<MultiProgress> {
    std::io::stderr().is_terminal().then(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr()))
}

/// Shows what happens.
#[derive(Debug)]
struct Watching {
    bars: Option<MultiProgress>,
    debug: bool,
}

impl Watching {
    fn say(&self, line: &str) {
        let print = || {
            // Nobody is left to tell when standard error itself is gone.
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        };
        match &self.bars {
            Some(bars) => bars.suspend(print),
            None => print(),
        }
    }

    fn debug(&self, line: &str) {
        if self.debug {
            self.say(&format!("debug: {}", escape(line)));
        }
    }
}

impl Watch for Watching {
    fn answered(&self, method: &str, address: &str, status: u16) {
        self.debug(&format!("{method} {address}: {status}"));
    }

    fn waits(&self, host: &str, time: Duration, cause: &str) {
        if self.debug || time >= Duration::from_secs(2) {
            let cause = escape(cause);
            self.say(&format!("note: trying {host} again in {:.1} s: {cause}", time.as_secs_f64()));
        }
    }

    fn asks_for_token(&self, registry: &str, realm_host: &str) {
        self.debug(&format!("{registry} has its tokens given out by {realm_host}"));
    }

    fn begins(&self, name: &str, size: u64) -> Box<dyn Progress> {
        let Some(bars) = self.bars.as_ref().filter(|_| size >= WORTH_A_BAR) else { return Box::new(Unseen) };
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(size).with_style(style).with_message(escape(name).into_owned());
        Box::new(Bar(bars.add(bar)))
    }
}

/// A bar, which goes away with the download.
struct Bar(ProgressBar);

impl Progress for Bar {
    fn reached(&mut self, bytes: u64) {
        self.0.set_position(bytes);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
