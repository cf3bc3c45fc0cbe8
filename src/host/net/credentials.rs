//! Where logins are kept: Helm's `registry/config.json`, then docker's `config.json`, and the helper programs that either
//! names. Writing takes a lock, goes beside and renames, so parallel logins lose nothing; what is written is private.

use super::error::Error;
use crate::host::private;
use crate::host::process::{Error as ProcessError, Program};
use crate::host::{Host, disk::Disk};
use crate::oci::credentials::{Config, Credentials, server_key};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The largest file of credentials that is read.
const MAX_FILE: u64 = 16 << 20;

/// The most that a helper program may say.
const MAX_ANSWER: u64 = 1 << 20;

/// How long a helper program may take: it may ask a person.
const HELPER_TIME: Duration = Duration::from_secs(120);

/// The files of credentials.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Helm's, which is written to.
    pub own: Option<PathBuf>,
    /// Docker's, which is only read.
    pub docker: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct HelperAnswer {
    #[serde(default)]
    username: String,
    #[serde(default)]
    secret: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct HelperEntry<'a> {
    #[serde(rename = "ServerURL")]
    server_url: &'a str,
    username: &'a str,
    secret: &'a str,
}

impl Store {
    /// What is known for a registry's host. A file that cannot be read knows nothing, as does a helper that fails.
    pub fn get(&self, host: &str) -> Option<Credentials> {
        [&self.own, &self.docker].into_iter().flatten().find_map(|path| {
            let config = read(path).ok()?;
            match config.helper(host) {
                Some(helper) => ask_helper(helper, host),
                None => config.get(host),
            }
        })
    }

    /// Keeps a name and a password: with the helper that the file names for the host, else in the file.
    pub fn put(&self, host: &str, username: &str, password: &str) -> Result<(), Error> {
        self.change(|config| {
            let Some(helper) = config.helper(host).map(str::to_owned) else {
                config.insert(host, username, password);
                return Ok(true);
            };
            let entry = HelperEntry { server_url: server_key(host), username, secret: password };
            let entry = serde_json::to_vec(&entry).map_err(|error| Error::Disk(error.to_string()))?;
            run_helper(&helper, "store", entry).map_err(|error| helper_failed(&helper, &error))?;
            config.mention(host);
            Ok(true)
        })
    }

    /// Forgets a host; that it was unknown is no error.
    pub fn remove(&self, host: &str) -> Result<(), Error> {
        if self.own.as_ref().is_none_or(|path| Disk.metadata(path).is_err()) {
            return Ok(());
        }
        self.change(|config| {
            if let Some(helper) = config.helper(host) {
                // Helpers report what they do not know as an error.
                let _ = run_helper(helper, "erase", server_key(host).as_bytes().to_vec());
            }
            Ok(config.remove(host))
        })
    }

    /// Changes the file under its lock, if `change` says that there is something to write.
    fn change(&self, change: impl FnOnce(&mut Config) -> Result<bool, Error>) -> Result<(), Error> {
        let none = || Error::Disk(String::from("there is no home folder to keep the login in"));
        let path = self.own.as_ref().ok_or_else(none)?;
        let mut lock = path.as_os_str().to_owned();
        lock.push(".lock");
        let mut outcome = Ok(());
        private::change(path, Some(Path::new(&lock)), || {
            let changed =
                read(path).and_then(|mut config| Ok(change(&mut config)?.then(|| config.text().into_bytes())));
            changed.unwrap_or_else(|error| {
                outcome = Err(error);
                None
            })
        })
        .map_err(|error| Error::Disk(format!("cannot write {}: {error}", path.display())))?;
        outcome
    }
}

fn read(path: &Path) -> Result<Config, Error> {
    match Disk.read(path, MAX_FILE) {
        Ok(text) => Config::parse(&text)
            .map_err(|cause| Error::Settings(format!("{} is no file of credentials: {cause}", path.display()))),
        Err(error) if error.is_not_found() => Ok(Config::default()),
        Err(error) => Err(Error::Disk(error.to_string())),
    }
}

fn ask_helper(helper: &str, host: &str) -> Option<Credentials> {
    let answer = run_helper(helper, "get", server_key(host).as_bytes().to_vec()).ok()?;
    let answer: HelperAnswer = serde_json::from_slice(&answer).ok()?;
    Credentials::from_helper(&answer.username, &answer.secret)
}

/// Runs `docker-credential-NAME`; a name with a path in it is none.
fn run_helper(helper: &str, action: &str, input: Vec<u8>) -> Result<Vec<u8>, ProcessError> {
    if helper.contains(['/', '\\']) {
        return Err(ProcessError::Start(io::ErrorKind::InvalidInput.into()));
    }
    let program = Program {
        program: format!("docker-credential-{helper}").into(),
        arguments: vec![action.into()],
        time: Some(HELPER_TIME),
        ..Program::default()
    };
    program.run(input, MAX_ANSWER).map(|output| output.bytes)
}

fn helper_failed(helper: &str, error: &ProcessError) -> Error {
    Error::Disk(format!("docker-credential-{helper} does not keep the credentials: {error}"))
}
