//! The addresses of schemas: `$id` and `$ref` as RFC 3986 resolves them. Addresses are names here; nothing is opened.

/// An address without its fragment, and the fragment with its escapes undone.
pub(super) fn split(reference: &str) -> (&str, String) {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    (address, decoded(fragment))
}

fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The parts of an address.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

fn parts(address: &str) -> Parts<'_> {
    let scheme_end = address.find([':', '/', '?']).filter(|&at| at > 0 && address.as_bytes()[at] == b':');
    let (scheme, rest) = match scheme_end {
        Some(at) if address.starts_with(|letter: char| letter.is_ascii_alphabetic()) => {
            (Some(&address[..at]), &address[at + 1..])
        }
        _ => (None, address),
    };
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, rest),
    };
    Parts { scheme, authority, path, query }
}

/// `reference`, which has no fragment, as seen from `base`.
pub(super) fn join(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    let relative = parts(reference);
    if relative.scheme.is_some() {
        return reference.to_owned();
    }
    let base = parts(base);
    let scheme = base.scheme.map_or_else(String::new, |scheme| format!("{scheme}:"));
    let (authority, path) = match relative.authority {
        Some(authority) => (Some(authority), without_dots(relative.path)),
        None if relative.path.is_empty() => (base.authority, base.path.to_owned()),
        None if relative.path.starts_with('/') => (base.authority, without_dots(relative.path)),
        None => {
            let folder = base.path.rfind('/').map_or("/", |at| &base.path[..=at]);
            (base.authority, without_dots(&format!("{folder}{}", relative.path)))
        }
    };
    let authority = authority.map_or_else(String::new, |authority| format!("//{authority}"));
    let query = relative.query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{scheme}{authority}{path}{query}")
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    kept.join("/")
}

/// A fragment as Go writes it into an address: what a path may not hold is escaped, slashes stay.
pub(super) fn escaped_fragment(fragment: &str) -> String {
    let mut out = String::new();
    for byte in fragment.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'~' | b'$' | b'&' | b'+' | b'=' | b':' | b'@' | b'/' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_joined_as_the_standard_has_it() {
        let base = "http://a/b/c/d";
        for (reference, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/g", "http://a/g"),
            ("//x/g", "http://x/g"),
            ("?y", "http://a/b/c/d?y"),
            ("urn:x:y", "urn:x:y"),
            ("", "http://a/b/c/d"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
        assert_eq!(join("file:///values.schema.json", "other.json"), "file:///other.json");
    }

    #[test]
    fn fragments_lose_their_escapes() {
        assert_eq!(split("a#/b%20c"), ("a", String::from("/b c")));
        assert_eq!(split("a"), ("a", String::new()));
        assert_eq!(split("#%zz"), ("", String::from("%zz")));
    }
}
