//! [`List`], the repositories that were added: Helm's `repositories.yaml`, which both programs read and write.

use crate::go::{Map, Value};
use crate::yaml;
use std::fmt;

/// An added repository.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Repository {
    /// The name that it was given.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Who the user is there.
    pub username: String,
    /// The password, which is never printed.
    pub password: String,
    /// A client's certificate.
    pub cert_file: String,
    /// The certificate's key.
    pub key_file: String,
    /// Certificate authorities to trust.
    pub ca_file: String,
    /// Whether any certificate is accepted.
    pub insecure: bool,
    /// Whether other hosts get the password too.
    pub pass_credentials: bool,
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.url)
    }
}

/// The file's content.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The repositories in their order.
    pub repositories: Vec<Repository>,
    /// When the file was made, as it says; Helm keeps it.
    generated: Option<String>,
}

impl List {
    /// Reads the file. `Err` is a sentence.
    pub fn parse(text: &[u8]) -> Result<Self, String> {
        let root = match yaml::decode(text).map_err(|error| error.message().to_owned())? {
            Value::Map(root) => root,
            Value::Nil => return Ok(Self::default()),
            _ => return Err(String::from("it is no mapping")),
        };
        let repositories = match root.get(b"repositories") {
            Some(Value::List(items)) => items.iter().filter_map(Repository::read).collect(),
            _ => Vec::new(),
        };
        let generated = match root.get(b"generated") {
            Some(Value::Str(text)) => Some(text.lossy().into_owned()),
            _ => None,
        };
        Ok(List { repositories, generated })
    }

    /// The repository of that name.
    pub fn get(&self, name: &str) -> Option<&Repository> {
        self.repositories.iter().find(|repository| repository.name == name)
    }

    /// Puts a repository in, in place of one of the same name.
    pub fn insert(&mut self, repository: Repository) {
        match self.repositories.iter_mut().find(|known| known.name == repository.name) {
            Some(known) => *known = repository,
            None => self.repositories.push(repository),
        }
    }

    /// Takes a repository out; whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.repositories.len();
        self.repositories.retain(|repository| repository.name != name);
        self.repositories.len() < before
    }

    /// The file's text, as Helm writes it.
    pub fn text(&self) -> String {
        let generated = self.generated.as_deref().unwrap_or("0001-01-01T00:00:00Z");
        let items = self.repositories.iter().map(Repository::to_value).collect();
        let root = Map::from_iter([
            ("apiVersion", Value::str("")),
            ("generated", Value::str(generated)),
            ("repositories", Value::list(items)),
        ]);
        // Texts and lists of them have no way to fail.
        yaml::to_yaml(&Value::Map(root)).unwrap_or_default()
    }
}

impl Repository {
    fn read(value: &Value) -> Option<Self> {
        let Value::Map(map) = value else { return None };
        let text = |key: &str| match map.get(key.as_bytes()) {
            Some(Value::Str(text)) => text.lossy().into_owned(),
            Some(value) if !value.is_nil() => String::from_utf8_lossy(&crate::go::fmt::sprint(&[value])).into_owned(),
            _ => String::new(),
        };
        let flag = |key: &str| matches!(map.get(key.as_bytes()), Some(Value::Bool(true)));
        Some(Repository {
            name: text("name"),
            url: text("url"),
            username: text("username"),
            password: text("password"),
            cert_file: text("certFile"),
            key_file: text("keyFile"),
            ca_file: text("caFile"),
            insecure: flag("insecure_skip_tls_verify"),
            pass_credentials: flag("pass_credentials_all"),
        })
    }

    fn to_value(&self) -> Value {
        let text = |text: &String| Value::str(text.as_str());
        Value::Map(Map::from_iter([
            ("name", text(&self.name)),
            ("url", text(&self.url)),
            ("username", text(&self.username)),
            ("password", text(&self.password)),
            ("certFile", text(&self.cert_file)),
            ("keyFile", text(&self.key_file)),
            ("caFile", text(&self.ca_file)),
            ("insecure_skip_tls_verify", Value::Bool(self.insecure)),
            ("pass_credentials_all", Value::Bool(self.pass_credentials)),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_as_it_is_written() {
        let mut list = List::default();
        let repository =
            Repository { name: "a".into(), url: "http://x".into(), password: "1".into(), ..Repository::default() };
        list.insert(repository.clone());
        list.insert(Repository { name: "b".into(), insecure: true, ..Repository::default() });
        let text = list.text();
        assert!(
            text.starts_with("apiVersion: \"\"\ngenerated: \"0001-01-01T00:00:00Z\"\nrepositories:\n- caFile: \"\"\n")
        );
        let mut read = List::parse(text.as_bytes()).expect("a list");
        assert_eq!((read.get("a"), read.repositories.len()), (Some(&repository), 2));
        assert!(read.remove("a") && !read.remove("a"));
        assert!(List::parse(b"").is_ok_and(|list| list.repositories.is_empty()));
    }
}
