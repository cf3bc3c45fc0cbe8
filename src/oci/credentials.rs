//! Docker's file of credentials, `config.json`, which Helm keeps as well: who is logged in where, and which helper
//! program knows it. What the file holds beside that is kept as it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use std::fmt;

/// What identifies a user to one registry. Its text is never printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A name and a password.
    Password {
        /// The name.
        username: String,
        /// The password.
        password: String,
    },
    /// A token that is traded for access tokens.
    Identity(String),
    /// A token to be sent as it is.
    Access(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Credentials::Password { .. } => "Password",
            Credentials::Identity(_) => "Identity",
            Credentials::Access(_) => "Access",
        })
    }
}

impl Credentials {
    /// A name and a password, which are none where both are empty.
    pub fn password(username: &str, password: &str) -> Option<Self> {
        let known = !username.is_empty() || !password.is_empty();
        known.then(|| Credentials::Password { username: username.to_owned(), password: password.to_owned() })
    }

    /// What a helper program gave: the name `<token>` says that the secret is an identity token.
    pub fn from_helper(username: &str, secret: &str) -> Option<Self> {
        match username {
            "<token>" => Some(Credentials::Identity(secret.to_owned())),
            _ => Credentials::password(username, secret),
        }
    }

    /// The value of an `Authorization` header of the scheme Basic.
    pub fn basic(username: &str, password: &str) -> String {
        format!("Basic {}", STANDARD.encode(format!("{username}:{password}")))
    }
}

/// The name under which a registry's credentials are kept: Docker Hub has one of its own.
pub fn server_key(host: &str) -> &str {
    match host {
        "docker.io" | "registry-1.docker.io" | "index.docker.io" => "https://index.docker.io/v1/",
        host => host,
    }
}

/// A `config.json`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    content: Map<String, Value>,
}

impl Config {
    /// Reads the file's text; an empty one is a file without anything in it.
    pub fn parse(text: &[u8]) -> Result<Self, String> {
        if text.trim_ascii().is_empty() {
            return Ok(Self::default());
        }
        let content = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        Ok(Config { content })
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut out = Vec::new();
        let mut writer =
            serde_json::Serializer::with_formatter(&mut out, serde_json::ser::PrettyFormatter::with_indent(b"\t"));
        // Writing maps of JSON to memory has no way to fail.
        let _ = serde::Serialize::serialize(&self.content, &mut writer);
        String::from_utf8(out).unwrap_or_default()
    }

    /// The helper program that knows the host's credentials: its name after `docker-credential-`.
    pub fn helper(&self, host: &str) -> Option<&str> {
        let own = self.content.get("credHelpers").and_then(|helpers| helpers.get(server_key(host)));
        let all = self.content.get("credsStore");
        own.or(all).and_then(Value::as_str).filter(|name| !name.is_empty())
    }

    /// Whether the file says anything about logging in.
    pub fn is_empty(&self) -> bool {
        let holds = |name: &str| match self.content.get(name) {
            Some(Value::Object(map)) => !map.is_empty(),
            Some(Value::String(text)) => !text.is_empty(),
            _ => false,
        };
        !["auths", "credHelpers", "credsStore"].into_iter().any(holds)
    }

    /// The credentials that the file itself has for the host.
    pub fn get(&self, host: &str) -> Option<Credentials> {
        let entry = self.content.get("auths")?.as_object()?;
        let key = server_key(host);
        let entry =
            entry.get(key).or_else(|| entry.iter().find(|(name, _)| bare_host(name) == key).map(|(_, entry)| entry))?;
        let text = |name: &str| entry.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        if let Some(token) = text("identitytoken") {
            return Some(Credentials::Identity(token.to_owned()));
        }
        if let Some(token) = text("registrytoken") {
            return Some(Credentials::Access(token.to_owned()));
        }
        if let Some(auth) = text("auth") {
            let decoded = String::from_utf8(STANDARD.decode(auth).ok()?).ok()?;
            let (username, password) = decoded.split_once(':')?;
            return Credentials::password(username, password.trim_end_matches('\0'));
        }
        Credentials::password(text("username").unwrap_or_default(), text("password").unwrap_or_default())
    }

    /// Keeps a name and a password for the host.
    pub fn insert(&mut self, host: &str, username: &str, password: &str) {
        let auth = STANDARD.encode(format!("{username}:{password}"));
        let entry = Value::Object(Map::from_iter([(String::from("auth"), Value::String(auth))]));
        if let Some(auths) = self.auths() {
            auths.insert(server_key(host).to_owned(), entry);
        }
    }

    /// Notes that a helper program knows the host's credentials.
    pub fn mention(&mut self, host: &str) {
        if let Some(auths) = self.auths() {
            auths.insert(server_key(host).to_owned(), Value::Object(Map::new()));
        }
    }

    /// Forgets the host; whether it was known.
    pub fn remove(&mut self, host: &str) -> bool {
        self.auths().is_some_and(|auths| auths.remove(server_key(host)).is_some())
    }

    fn auths(&mut self) -> Option<&mut Map<String, Value>> {
        let auths = self.content.entry("auths").or_insert_with(|| Value::Object(Map::new()));
        if auths.is_null() {
            *auths = Value::Object(Map::new());
        }
        auths.as_object_mut()
    }
}

/// The host of a key that docker wrote as an address: `https://host/v2/`.
fn bare_host(key: &str) -> &str {
    let rest = key.strip_prefix("https://").or_else(|| key.strip_prefix("http://")).unwrap_or(key);
    rest.split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_keeps_what_else_is_in_the_file() {
        let text = br#"{"HttpHeaders": {"X": "y"}, "auths": {"other": {"auth": "Ym9iOng="}}, "credHelpers": {"gcr": "gcloud"}}"#;
        let mut config = Config::parse(text).expect("a file");
        config.insert("host:5000", "alice", "se:cret");
        let config = Config::parse(config.text().as_bytes()).expect("a file");
        assert_eq!(config.get("host:5000"), Credentials::password("alice", "se:cret"));
        assert_eq!(config.get("other"), Credentials::password("bob", "x"));
        assert_eq!((config.helper("gcr"), config.helper("other")), (Some("gcloud"), None));
        assert!(config.text().contains("HttpHeaders"));
    }

    #[test]
    fn tokens_go_before_names_and_a_secret_is_never_shown() {
        let text = br#"{"auths": {"h": {"auth": "MDA6", "identitytoken": "t"}, "https://old/v2/": {"username": "u", "password": "p"}}}"#;
        let config = Config::parse(text).expect("a file");
        assert_eq!(config.get("h"), Some(Credentials::Identity(String::from("t"))));
        assert_eq!(config.get("old"), Credentials::password("u", "p"));
        assert_eq!(format!("{:?}", config.get("old")), "Some(Password)");
        assert_eq!(Credentials::from_helper("<token>", "t"), Some(Credentials::Identity(String::from("t"))));
    }

    #[test]
    fn what_is_no_object_is_an_error_and_not_written_over() {
        assert!(Config::parse(b"[]").is_err());
        let mut config = Config::parse(br#"{"auths": []}"#).expect("a file");
        config.insert("h", "u", "p");
        assert_eq!(config.get("h"), None);
    }
}
