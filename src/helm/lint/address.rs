//! Which texts Helm takes for e-mail addresses and URLs in Chart.yaml: the patterns of govalidator and the checks of Go's
//! net/url.

use regex::Regex;
use std::sync::LazyLock;

/// Letters beyond ASCII that govalidator lets into e-mail addresses.
const BEYOND_ASCII: &str = r"\u{A0}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFEF}";

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let atom = format!(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{{|}}~{BEYOND_ASCII}]+");
    let letter = format!(r"[A-Za-z{BEYOND_ASCII}]");
    let alphanumeric = format!(r"[A-Za-z0-9{BEYOND_ASCII}]");
    let blanks = r"(?:(?:[ \t]*\r\n)?[ \t]+)";
    let quoted =
        format!(r#""(?:{blanks}?[\x01-\x08\x0B\x0C\x0E-\x1F\x7F\x21\x23-\x5B\x5D-\x7E{BEYOND_ASCII}])*{blanks}?""#);
    let label = format!(r"(?:{alphanumeric}|{alphanumeric}[A-Za-z0-9\-._~{BEYOND_ASCII}]*{alphanumeric})");
    let last = format!(r"(?:{letter}|{letter}[A-Za-z0-9\-._~{BEYOND_ASCII}]*{letter})");
    Regex::new(&format!(r"^(?:{atom}(?:\.{atom})*|{quoted})@(?:{label}\.)+{last}\.?$")).ok()
});

static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let byte = "(?:[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    let ip = format!(r"(?:[1-9][0-9]?|1[0-9]{{2}}|2[01][0-9]|22[0-3]|24[0-9]|25[0-5])(?:\.{byte}){{3}}");
    let ip6 = r"\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z]+)?\]";
    let words = r"[A-Za-z0-9](?:[A-Za-z0-9_\-]+)?[A-Za-z0-9](?:[-.][A-Za-z0-9]+)*";
    let subdomain = r"(?:www\.|[A-Za-z0-9]+(?:[-_.]?[A-Za-z0-9])*[A-Za-z0-9]\.[A-Za-z0-9]+)?";
    let letters = r"A-Za-z\u{A1}-\u{FFFF}";
    let name = format!(r"(?:{words}|{subdomain})?(?:[{letters}0-9]+-?-?)*[{letters}0-9]+(?:\.[{letters}]+)?");
    let blank = r"\t\n\x0C\r ";
    let scheme = "(?:(?:ftp|tcp|udp|wss?|https?)://)?";
    let user = format!("(?:[^{blank}]+(?::[^{blank}]*)?@)?");
    let path = format!("(?:[/?#][^{blank}]*)?");
    Regex::new(&format!(r"^{scheme}{user}(?:{ip}|{ip6}|{name})\.?(?::[0-9]{{1,5}})?{path}$")).ok()
});

/// Whether `text` is an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    EMAIL.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Whether `text` is a URL, with or without a scheme.
pub(super) fn is_url(text: &str) -> bool {
    if text.chars().count() >= 2083 || text.len() <= 3 || text.starts_with('.') {
        return false;
    }
    let parsed =
        if text.contains(':') && !text.contains("://") { parse(&format!("http://{text}")) } else { parse(text) };
    let Some(url) = parsed else { return false };
    let nameless = url.host.is_empty() && !url.path.is_empty() && !url.path.contains('.');
    !url.host.starts_with('.') && !nameless && URL.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Whether `text` is a URL with a scheme, as a request line would have it.
pub(super) fn is_request_url(text: &str) -> bool {
    let body = text.strip_prefix('/').is_none() && !text.is_empty();
    body && parse(text).is_some_and(|url| !url.scheme.is_empty() && !url.opaque)
}

/// What the checks look at of a URL.
struct Url {
    scheme: String,
    host: String,
    path: String,
    /// Whether what follows the scheme is neither a host nor a path: `mailto:x`.
    opaque: bool,
}

/// Takes a URL apart as Go's `url.Parse` does; `None` where Go reports an error.
fn parse(text: &str) -> Option<Url> {
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7F) {
        return None;
    }
    let text = text.split('#').next().unwrap_or_default();
    let (scheme, rest) = scheme(text)?;
    let rest = rest.split('?').next().unwrap_or_default();
    if !scheme.is_empty() && !rest.starts_with('/') {
        return Some(Url { scheme: scheme.to_owned(), host: String::new(), path: String::new(), opaque: true });
    }
    if scheme.is_empty() && !rest.starts_with('/') && rest.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let host = host(authority)?;
    escapes_are_good(path).then(|| Url { scheme: scheme.to_owned(), host, path: path.to_owned(), opaque: false })
}

/// The scheme and what follows its colon.
fn scheme(text: &str) -> Option<(&str, &str)> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' => return (at > 0).then(|| (&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Some(("", text))
}

/// The host with its port, if Go takes them.
fn host(authority: &str) -> Option<String> {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let after = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.1,
        None => host.find(':').map_or("", |at| &host[at..]),
    };
    let port_is_good = match after.strip_prefix(':') {
        Some(port) => port.bytes().all(|byte| byte.is_ascii_digit()),
        None => after.is_empty(),
    };
    let allowed = |byte: u8| byte >= 0x80 || byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:[]<>\"%".contains(&byte);
    (port_is_good && host.bytes().all(allowed) && escapes_are_good(host)).then(|| host.to_owned())
}

/// Whether every `%` has two hexadecimal digits behind it.
fn escapes_are_good(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_addresses() {
        for text in ["a@b.co", "first.last+tag@sub.example.com", "ü@exämple.de"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["a", "a@b", "a@b.", "@b.co", "a b@c.de", "a@b..c1"] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn urls_need_no_scheme() {
        for text in
            ["example.com", "https://example.com/a?b#c", "localhost:8080", "http://1.2.3.4:80/", "http://[::1]:80"]
        {
            assert!(is_url(text), "{text}");
        }
        for text in ["", "a", "not a url", "gopher://x.y", "/path", ".example.com"] {
            assert!(!is_url(text), "{text}");
        }
    }

    #[test]
    fn request_urls_need_a_scheme() {
        for text in ["http://x", "https://example.com/icon.png", "oci://x/y", "file:///a"] {
            assert!(is_request_url(text), "{text}");
        }
        for text in ["", "not a url", "example.com/x", "/icon.png", "http://x y"] {
            assert!(!is_request_url(text), "{text}");
        }
    }
}
