//! What a server wants to see before it answers: the `WWW-Authenticate` headers of RFC 9110, of which registries use the
//! schemes `Basic` and `Bearer`.

/// A way to identify oneself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// A name and a password.
    Basic,
    /// A token from the address `realm`.
    Bearer {
        /// Where tokens are given: the registry's own word, so it is judged before anything is sent there.
        realm: String,
        /// Whom the token is for.
        service: String,
        /// What it has to allow: `repository:charts/demo:pull,push`.
        scope: String,
    },
}

/// The first challenge that can be answered in the headers' values.
pub fn parse<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Challenge> {
    let mut found: Vec<Challenge> = values.into_iter().flat_map(challenges).collect();
    // A token goes before a password: it opens less.
    found.sort_by_key(|challenge| matches!(challenge, Challenge::Basic));
    found.into_iter().next()
}

fn challenges(value: &str) -> Vec<Challenge> {
    let mut found = Vec::new();
    let mut rest = value.trim_start();
    while let Some((scheme, after)) = token(rest) {
        let (parameters, after) = parameters(after);
        let get = |name: &str| {
            let mut known = parameters.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
            known.next().map(|(_, value)| value.clone()).unwrap_or_default()
        };
        if scheme.eq_ignore_ascii_case("basic") {
            found.push(Challenge::Basic);
        } else if scheme.eq_ignore_ascii_case("bearer") && !get("realm").is_empty() {
            found.push(Challenge::Bearer { realm: get("realm"), service: get("service"), scope: get("scope") });
        }
        rest = after.trim_start_matches([',', ' ', '\t']);
    }
    found
}

/// `key=value` pairs up to the next scheme.
fn parameters(mut rest: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    loop {
        let start = rest.trim_start_matches([',', ' ', '\t']);
        let Some((key, after)) = token(start) else { return (found, start) };
        let Some(value) = after.trim_start().strip_prefix('=') else { return (found, start) };
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => token(value).map_or((String::new(), value), |(value, after)| (value.to_owned(), after)),
        };
        found.push((key.to_owned(), value));
        rest = after;
    }
}

/// The text up to the closing quote, with its backslashes resolved.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    (value, "")
}

fn token(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| letter.is_whitespace() || ",=\"".contains(letter)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bearer(realm: &str, service: &str, scope: &str) -> Option<Challenge> {
        Some(Challenge::Bearer { realm: realm.into(), service: service.into(), scope: scope.into() })
    }

    #[test]
    fn a_token_s_address_service_and_scope_are_found() {
        let value = r#"Bearer realm="https://auth.example.com/token",service="reg",scope="repository:a/b:pull,push""#;
        let expected = bearer("https://auth.example.com/token", "reg", "repository:a/b:pull,push");
        assert_eq!(parse([value]), expected);
        assert_eq!(parse([r#"bearer realm=https://x, service = "a \"b\"""#]), bearer("https://x", "a \"b\"", ""));
    }

    #[test]
    fn a_token_goes_before_a_password_and_unknown_schemes_are_passed_over() {
        assert_eq!(parse([r#"Basic realm="x", Bearer realm="y""#]), bearer("y", "", ""));
        assert_eq!(parse(["Negotiate", r#"Basic realm="x""#]), Some(Challenge::Basic));
        assert_eq!(parse(["Negotiate abc"]), None);
        assert_eq!(parse(["Bearer service=x"]), None);
    }

    proptest! {
        #[test]
        fn no_header_makes_it_stumble(value in "[A-Za-z=,\" \\\\]{0,40}") {
            parse([value.as_str()]);
        }
    }
}
