//! `image(text)`: references to images, with the defaults that registries have.

use crate::policy::cel::{Arguments, Environment, Error, Opaque, Runtime, Value};

type Outcome<'a> = Result<Value<'a>, Error>;

/// A reference, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reference {
    registry: String,
    repository: String,
    tag: String,
    digest: String,
}

impl Opaque for Reference {
    fn type_name(&self) -> &'static str {
        "kyverno.image"
    }
}

/// Reads a reference as registries' clients do: Docker Hub and `latest` stand where nothing is said.
fn parse(text: &str) -> Result<Reference, String> {
    let wrong = || format!("could not parse reference: {text}");
    let (rest, digest) = text.split_once('@').map_or((text, ""), |(rest, digest)| (rest, digest));
    if text.contains('@') && !is_digest(digest) {
        return Err(wrong());
    }
    // A colon behind the last slash is a tag's, one before it a port's.
    let (name, tag) = match rest.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (rest, ""),
    };
    let has_tag = name.len() != rest.len();
    if has_tag && !is_tag(tag) {
        return Err(wrong());
    }
    let (registry, path) = match name.split_once('/') {
        Some((first, path)) if first.contains(['.', ':']) || first == "localhost" => (first, path),
        _ => ("index.docker.io", name),
    };
    let registry = if registry == "docker.io" { "index.docker.io" } else { registry };
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte))
    };
    if !path.split('/').all(is_part) || path.len() > 255 {
        return Err(wrong());
    }
    let library = registry == "index.docker.io" && !path.contains('/');
    let repository = if library { format!("library/{path}") } else { path.to_owned() };
    let tag = match (has_tag, digest.is_empty()) {
        (_, false) => "",
        (true, true) => tag,
        (false, true) => "latest",
    };
    Ok(Reference { registry: registry.to_owned(), repository, tag: tag.to_owned(), digest: digest.to_owned() })
}

fn is_tag(tag: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    (1..=128).contains(&tag.len()) && tag.bytes().all(fits)
}

fn is_digest(digest: &str) -> bool {
    let hex = digest.strip_prefix("sha256:");
    hex.is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

pub(super) fn declare(environment: &mut Environment) {
    for name in ["image", "parseImageReference"] {
        environment.function(name, "string -> kyverno.image", |runtime, arguments| {
            runtime.spend_text(arguments.text(0)?.len())?;
            parse(arguments.text(0)?).map(Value::of_opaque).map_err(Error::new)
        });
    }
    environment.function("isImage", "string -> bool", |runtime, arguments| {
        runtime.spend_text(arguments.text(0)?.len())?;
        Ok(Value::Bool(parse(arguments.text(0)?).is_ok()))
    });
    environment.member("containsDigest", "kyverno.image -> bool", |_, arguments| {
        Ok(Value::Bool(!arguments.opaque::<Reference>(0)?.digest.is_empty()))
    });
    let mut part = |name, body| environment.member(name, "kyverno.image -> string", body);
    part("registry", |runtime, arguments| part_of(runtime, arguments, |image| &image.registry));
    part("repository", |runtime, arguments| part_of(runtime, arguments, |image| &image.repository));
    part("tag", |runtime, arguments| part_of(runtime, arguments, |image| &image.tag));
    part("digest", |runtime, arguments| part_of(runtime, arguments, |image| &image.digest));
    part("identifier", |runtime, arguments| {
        part_of(runtime, arguments, |image| if image.digest.is_empty() { &image.tag } else { &image.digest })
    });
}

fn part_of<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>, part: fn(&Reference) -> &String) -> Outcome<'a> {
    runtime.text(part(arguments.opaque::<Reference>(0)?).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_have_the_defaults_of_registries() {
        let parts = |text: &str| parse(text).map(|one| [one.registry, one.repository, one.tag]).ok();
        let expected = |parts: [&str; 3]| Some(parts.map(str::to_owned));
        assert_eq!(parts("nginx"), expected(["index.docker.io", "library/nginx", "latest"]));
        assert_eq!(parts("ghcr.io/a/b:1"), expected(["ghcr.io", "a/b", "1"]));
        assert_eq!(parts("localhost:5000/a"), expected(["localhost:5000", "a", "latest"]));
        assert_eq!(parts("Upper"), None);
        assert_eq!(parts("a@sha256:12"), None);
    }
}
