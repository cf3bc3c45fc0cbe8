//! [`Reference`]: which manifest in which repository of which registry. Read as Helm reads them: `oci://` in front, and a
//! `+` in a tag, which registries do not allow, stands for `_`.

use super::Digest;
use std::fmt;

/// The scheme of references to registries, with its slashes.
pub const SCHEME: &str = "oci://";

/// A place in a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The host, with its port.
    pub registry: String,
    /// The repository's path.
    pub repository: String,
    /// The tag as it was written, with `+`.
    pub tag: Option<String>,
    /// The manifest's digest.
    pub digest: Option<Digest>,
}

/// Why a text is no reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid reference: {}", self.0)
    }
}

impl std::error::Error for Invalid {}

/// Whether a chart's name points into a registry.
pub fn is_oci(text: &str) -> bool {
    text.starts_with(SCHEME)
}

/// A tag as registries take it.
pub fn tag_of_version(version: &str) -> String {
    version.replace('+', "_")
}

impl Reference {
    /// Reads `[oci://]host[:port]/repository[:tag][@digest]`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = text.strip_prefix(SCHEME).unwrap_or(text);
        let Some((registry, rest)) = plain.split_once('/') else {
            return Err(Invalid(String::from("missing registry or repository")));
        };
        check_host(registry)?;
        let (name, digest) = match rest.rsplit_once('@') {
            Some((name, digest)) => (name, Some(Digest::parse(digest).map_err(|error| Invalid(error.to_string()))?)),
            None => (rest, None),
        };
        let (repository, tag) = match name.rsplit_once(':') {
            Some((repository, tag)) => (repository, Some(tag)),
            None => (name, None),
        };
        let repository = repository.strip_suffix('/').unwrap_or(repository);
        // The grammar is the crate's; its idea of a host (docker.io where there is no dot) is not Helm's, so it sees
        // one that both agree about.
        let probe = |tag: &str| format!("registry.invalid/{repository}:{tag}").parse::<oci_distribution::Reference>();
        if probe("x").is_err() {
            return Err(Invalid(format!("invalid repository {repository:?}")));
        }
        if let Some(tag) = tag
            && probe(&tag_of_version(tag)).is_err()
        {
            return Err(Invalid(format!("invalid tag {tag:?}")));
        }
        Ok(Reference {
            registry: registry.to_owned(),
            repository: repository.to_owned(),
            tag: tag.map(str::to_owned),
            digest,
        })
    }

    /// The last part of the repository's path: a chart's name.
    pub fn base_name(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or_default()
    }

    /// The same repository with this tag alone.
    pub fn with_tag(&self, tag: &str) -> Reference {
        Reference { tag: Some(tag.to_owned()), digest: None, ..self.clone() }
    }

    /// What a request for the manifest names: the digest, else the tag.
    pub fn manifest_name(&self) -> Option<String> {
        match (&self.digest, &self.tag) {
            (Some(digest), _) => Some(digest.to_string()),
            (None, Some(tag)) => Some(tag_of_version(tag)),
            (None, None) => None,
        }
    }
}

/// Whether a text is a host, maybe with a port.
pub fn check_host(host: &str) -> Result<(), Invalid> {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let good_name = match address {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)),
    };
    if good_name && port.is_none_or(|port| port.parse::<u16>().is_ok()) {
        Ok(())
    } else {
        Err(Invalid(format!("invalid registry {host:?}")))
    }
}

/// As Helm prints it: without the scheme, the tag as the registry has it, a digest only where there is no tag.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.registry, self.repository)?;
        match (&self.tag, &self.digest) {
            (Some(tag), _) => write!(f, ":{}", tag_of_version(tag)),
            (None, Some(digest)) => write!(f, "@{digest}"),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reference_has_a_host_a_repository_a_tag_and_a_digest() {
        let digest = Digest::of(b"");
        let text = format!("oci://charts:5000/team/a_b.c/demo:1.2.3+build@{digest}");
        let reference = Reference::parse(&text).expect("a reference");
        assert_eq!((reference.registry.as_str(), reference.repository.as_str()), ("charts:5000", "team/a_b.c/demo"));
        assert_eq!((reference.tag.as_deref(), reference.base_name()), (Some("1.2.3+build"), "demo"));
        assert_eq!(reference.to_string(), "charts:5000/team/a_b.c/demo:1.2.3_build");
        assert_eq!(reference.manifest_name(), Some(digest.to_string()));
        assert_eq!(Reference::parse("localhost/x").expect("a reference").registry, "localhost");
        assert!(Reference::parse("[::1]:5000/x").is_ok());
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_reference() {
        for text in [
            "",
            "demo",
            "host/",
            "/demo",
            "host/../x",
            "host/A",
            "user@host/x",
            "host:x/y",
            "host/x:a/b",
            "host/x@sha256:1",
            "host/x?y",
            "ho st/x",
        ] {
            assert!(Reference::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_stumble(text in "(oci://)?[a-z0-9.:/@+_\\[\\]%-]{0,40}") {
            if let Ok(reference) = Reference::parse(&text) {
                prop_assert_eq!(Reference::parse(&reference.to_string()).map(|same| same.repository), Ok(reference.repository));
            }
        }
    }
}
