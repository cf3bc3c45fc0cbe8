//! Which texts Helm takes for e-mail addresses and URLs in Chart.yaml: the patterns of govalidator and the checks of Go's
//! net/url.

use crate::go::url::Url;
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

static URL_PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
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
    let bare = text.contains(':') && !text.contains("://");
    let parsed = if bare { Url::parse(format!("http://{text}").as_bytes()) } else { Url::parse(text.as_bytes()) };
    let Ok(url) = parsed else { return false };
    let nameless = url.host.is_empty() && !url.path.is_empty() && !url.path.contains(&b'.');
    !url.host.starts_with(b".") && !nameless && URL_PATTERN.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Whether `text` is a URL with a scheme, as a request line would have it.
pub(super) fn is_request_url(text: &str) -> bool {
    Url::parse_request(text.as_bytes()).is_ok_and(|url| !url.scheme.is_empty())
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
        for text in
            ["http://x", "https://example.com/icon.png", "oci://x/y", "file:///a", "data:image/png;base64,AA", "x:"]
        {
            assert!(is_request_url(text), "{text}");
        }
        for text in ["", "not a url", "example.com/x", "/icon.png", "http://x y", "http://a#b", "http://u%zz@h/"] {
            assert!(!is_request_url(text), "{text}");
        }
    }
}
