//! [`Image`], a reference to a container image as Kyverno takes it apart: with the registry, the path and the tag that a short
//! name leaves out.

use super::{Data, Entries};
use regex::Regex;
use smol_str::SmolStr;
use std::fmt;
use std::sync::LazyLock;

/// The registry of names that have none.
const DEFAULT_REGISTRY: &str = "docker.io";

/// A reference in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// `docker.io`.
    pub registry: SmolStr,
    /// `library/nginx`.
    pub path: SmolStr,
    /// Empty where there is a digest and no tag.
    pub tag: SmolStr,
    /// `sha256:…`, or empty.
    pub digest: SmolStr,
}

/// The grammar of github.com/distribution/reference.
static GRAMMAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let part = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    let domain = format!(r"(?:{part}(?:\.{part})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?");
    let component = "[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*";
    let path = format!("{component}(?:/{component})*");
    let tag = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    let digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
    Regex::new(&format!("^(?:({domain})/)?({path})(?::({tag}))?(?:@({digest}))?$")).ok()
});

impl Image {
    /// Takes a reference apart. The error is Kyverno's sentence.
    pub fn parse(text: &str) -> Result<Image, String> {
        let full = with_registry(text);
        let bad = || {
            format!(
                "bad image: {full}, defaultRegistry: {DEFAULT_REGISTRY}, enableDefaultRegistryMutation: true: \
                 invalid reference format"
            )
        };
        let captures = GRAMMAR.as_ref().and_then(|grammar| grammar.captures(&full)).ok_or_else(bad)?;
        let group = |index| captures.get(index).map_or("", |group| group.as_str());
        let (tag, digest) = (group(3), group(4));
        let tag = if tag.is_empty() && digest.is_empty() { "latest" } else { tag };
        Ok(Image { registry: group(1).into(), path: group(2).into(), tag: tag.into(), digest: digest.into() })
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// As policies see it in `images`; `pointer` is the place of the reference in the object.
    pub fn to_data(&self, pointer: &str) -> Data {
        let mut entries = Entries::new();
        let mut add = |key: &str, value: &str| {
            if !value.is_empty() {
                entries.insert(key.into(), Data::text(value));
            }
        };
        add("registry", &self.registry);
        add("name", self.name());
        add("path", &self.path);
        add("tag", &self.tag);
        add("digest", &self.digest);
        add("reference", &self.to_string());
        add("referenceWithTag", &format!("{}/{}:{}", self.registry, self.path, self.tag));
        add("jsonPointer", pointer);
        Data::map(entries)
    }
}

impl fmt::Display for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.registry, self.path)?;
        if self.digest.is_empty() { write!(f, ":{}", self.tag) } else { write!(f, "@{}", self.digest) }
    }
}

/// The name with a registry: what stands before the first slash is one where it looks like a host.
fn with_registry(text: &str) -> String {
    let is_host = |first: &str| first.contains(['.', ':']) || first == "localhost" || first.to_lowercase() != first;
    match text.split_once('/') {
        Some((first, _)) if is_host(first) => text.to_owned(),
        _ => format!("{DEFAULT_REGISTRY}/{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Image;

    #[test]
    fn short_names_are_completed() {
        let digest = "sha256:128c6e3534b842a2eec139999b8ce8aa9a2af9907e2b9269550809d18cd832a3";
        for (text, full, path, tag) in [
            ("nginx", "docker.io/nginx:latest", "nginx", "latest"),
            ("library/nginx:1.0", "docker.io/library/nginx:1.0", "library/nginx", "1.0"),
            ("ghcr.io/a/b:v1", "ghcr.io/a/b:v1", "a/b", "v1"),
            ("localhost:5000/a", "localhost:5000/a:latest", "a", "latest"),
            (&format!("a@{digest}"), &format!("docker.io/a@{digest}"), "a", ""),
        ] {
            let image = Image::parse(text).expect("it is an image");
            assert_eq!((image.to_string().as_str(), image.path.as_str(), image.tag.as_str()), (full, path, tag));
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in ["", "Nginx", "a b", "nginx:", "a//b", "https://ghcr.io/a"] {
            assert!(Image::parse(text).is_err(), "{text}");
        }
    }
}
