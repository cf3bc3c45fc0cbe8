//! References to images in their parts, and the names that are looked for in them.

use crate::go::regexp::Regexp;
use std::convert::Infallible;

/// What may follow a name: Kustomize's expression.
const TAIL: &str = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$";

/// The name of an image: a regular expression, which most names need no automaton for.
pub(super) enum Name {
    /// Letters that stand for themselves, and dots for any letter.
    Plain(String),
    /// Anything else.
    Expression(Regexp),
}

impl Name {
    /// Reads a name. The error is what Go's compiler says.
    pub(super) fn compile(name: &str) -> Result<Name, String> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"./-_:@".contains(&byte);
        if name.bytes().all(is_plain) {
            return Ok(Name::Plain(name.to_owned()));
        }
        let expression = Regexp::compile(format!("^{name}{TAIL}").as_bytes());
        expression.map(Name::Expression).map_err(|error| error.to_string())
    }

    /// Whether an image has the name.
    pub(super) fn matches(&self, image: &str) -> bool {
        match self {
            Name::Plain(name) => after(image, name).is_some_and(is_tail),
            Name::Expression(expression) => {
                let Ok(matches) = expression.is_match(image.as_bytes(), &mut |_| Ok::<(), Infallible>(()));
                matches
            }
        }
    }
}

/// What follows a name, if the image begins with it.
fn after<'a>(image: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = image.chars();
    for wanted in name.chars() {
        let found = rest.next()?;
        if found != wanted && (wanted != '.' || found == '\n') {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether a text is a tag, a digest, both or nothing.
fn is_tail(text: &str) -> bool {
    let rest = match text.strip_prefix(':') {
        Some(tag) => tag.trim_start_matches(is_of_tag),
        None => text,
    };
    match rest.strip_prefix("@sha256:") {
        Some(digest) => digest.chars().all(is_of_tag),
        None => rest.is_empty(),
    }
}

fn is_of_tag(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_.{}-".contains(letter)
}

/// Name, tag and digest of an image; what is not there is empty. A colon before the first slash belongs to the registry.
pub(in crate::kustomize) fn split(image: &str) -> (&str, &str, &str) {
    let path = image.find('/').unwrap_or(0);
    let find = |sign: char| image.get(path..).and_then(|rest| rest.find(sign)).map(|at| at + path);
    let at = |start: usize, end: usize| image.get(start..end).unwrap_or_default();
    let end = image.len();
    match (find(':'), find('@')) {
        (None, None) => (image, "", ""),
        (Some(colon), Some(sign)) if colon < sign => (at(0, colon), at(colon + 1, sign), at(sign + 1, end)),
        (_, Some(sign)) => (at(0, sign), "", at(sign + 1, end)),
        (Some(colon), None) => (at(0, colon), at(colon + 1, end), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_split_behind_the_registry() {
        assert_eq!(split("a"), ("a", "", ""));
        assert_eq!(split("h:80/a"), ("h:80/a", "", ""));
        assert_eq!(split("h:80/a:1@sha256:x"), ("h:80/a", "1", "sha256:x"));
        assert_eq!(split("a@sha256:x"), ("a", "", "sha256:x"));
        assert_eq!(split("/a:1"), ("/a", "1", ""));
    }

    #[test]
    fn a_name_is_an_expression_for_all_but_the_tail() {
        let matches = |name: &str, image: &str| Name::compile(name).expect("a name").matches(image);
        assert!(matches("nginx", "nginx"));
        assert!(matches("nginx", "nginx:1.2@sha256:a{b}"));
        assert!(!matches("nginx", "nginx2"));
        assert!(!matches("nginx", "x/nginx"));
        assert!(matches("a.b/c", "axb/c:1"));
        assert!(matches(".*/nginx", "x/y/nginx:1"));
        assert!(!matches("nginx", "nginx:1:2"));
        assert!(!matches("nginx", "nginx@md5:1"));
        assert!(Name::compile("(").is_err());
    }

    #[test]
    fn plain_names_match_as_expressions_do() {
        for name in ["a", "a.b", "", "a:1", "a@sha256:b", "é.", "a-b_c/d"] {
            let expression =
                Regexp::compile(format!("^{name}{TAIL}").as_bytes()).map(Name::Expression).expect("compiles");
            for image in
                ["a", "a:1", "axb", "a.b:2", "", ":", "a:1@sha256:2", "a@sha256:b@sha256:c", "éx", "a-b_c/d:", "a:1:2"]
            {
                let plain = Name::Plain(name.to_owned());
                assert_eq!(plain.matches(image), expression.matches(image), "{name} in {image}");
            }
        }
    }
}
