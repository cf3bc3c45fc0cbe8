//! Go's package `net/url`: taking URLs apart and putting them together, with its rules for what is escaped where and its
//! sentences for errors.

use super::strconv::quote;
use super::strings;
use core::net::Ipv6Addr;

/// The parts of a URL, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    /// The scheme in small letters, without its colon.
    pub scheme: Vec<u8>,
    /// What follows the scheme where that is no path.
    pub opaque: Vec<u8>,
    /// Who asks.
    pub user: Option<User>,
    /// The host with its port.
    pub host: Vec<u8>,
    /// The path.
    pub path: Vec<u8>,
    /// The query as it is written.
    pub query: Vec<u8>,
    /// The fragment.
    pub fragment: Vec<u8>,
}

/// A user and, after a colon, a password; both decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    name: Vec<u8>,
    password: Option<Vec<u8>>,
}

/// The part of a URL that a text is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    User,
    Host,
    /// The zone of an IPv6 address.
    HostZone,
    Path,
    Fragment,
}

impl Url {
    /// `url.Parse`. The error is Go's sentence, with the URL that it is about.
    pub fn parse(text: &[u8]) -> Result<Url, String> {
        let failure = |text: &[u8], reason: String| format!("parse {}: {reason}", quote(text));
        let (main, fragment) = cut(text, b'#');
        let mut url = parse_main(main).map_err(|reason| failure(main, reason))?;
        if let Some(fragment) = fragment {
            url.fragment = unescape(fragment, Place::Fragment).map_err(|reason| failure(text, reason))?;
        }
        Ok(url)
    }

    /// `url.ParseRequestURI` of a text with a scheme: a `#` in it starts no fragment.
    pub fn parse_request(text: &[u8]) -> Result<Url, String> {
        parse_main(text).map_err(|reason| format!("parse {}: {reason}", quote(text)))
    }

    /// The host without its port, and without the brackets of an IPv6 address.
    pub fn hostname(&self) -> &[u8] {
        let host = match memchr::memrchr(b':', &self.host) {
            Some(colon) if is_port(&self.host[colon..]) => &self.host[..colon],
            _ => &self.host,
        };
        host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]")).unwrap_or(host)
    }

    /// `URL.String`.
    pub fn text(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if !self.scheme.is_empty() {
            out.extend_from_slice(&self.scheme);
            out.push(b':');
        }
        if self.opaque.is_empty() {
            self.write_hierarchy(&mut out);
        } else {
            out.extend_from_slice(&self.opaque);
        }
        if !self.query.is_empty() {
            out.push(b'?');
            out.extend_from_slice(&self.query);
        }
        if !self.fragment.is_empty() {
            out.push(b'#');
            escape(&mut out, &self.fragment, Place::Fragment);
        }
        out
    }

    fn write_hierarchy(&self, out: &mut Vec<u8>) {
        let authority = !self.host.is_empty() || self.user.is_some();
        if authority || (!self.scheme.is_empty() && !self.path.is_empty()) {
            out.extend_from_slice(b"//");
        }
        if let Some(user) = &self.user {
            out.extend_from_slice(&user.text());
            out.push(b'@');
        }
        escape(out, &self.host, Place::Host);
        if !self.host.is_empty() && !self.path.is_empty() && !self.path.starts_with(b"/") {
            out.push(b'/');
        }
        // A first segment with a colon would be read as a scheme.
        if out.is_empty() && cut(&self.path, b'/').0.contains(&b':') {
            out.extend_from_slice(b"./");
        }
        if self.path == b"*" {
            out.push(b'*');
        } else {
            escape(out, &self.path, Place::Path);
        }
    }
}

impl User {
    /// `Userinfo.String`.
    pub fn text(&self) -> Vec<u8> {
        let mut out = Vec::new();
        escape(&mut out, &self.name, Place::User);
        if let Some(password) = &self.password {
            out.push(b':');
            escape(&mut out, password, Place::User);
        }
        out
    }
}

/// The text before and after the first `separator`.
fn cut(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(separator, text) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// A URL without its fragment.
fn parse_main(text: &[u8]) -> Result<Url, String> {
    if text.iter().any(|&byte| byte < b' ' || byte == 0x7f) {
        return Err(String::from("net/url: invalid control character in URL"));
    }
    let mut url = Url::default();
    if text == b"*" {
        url.path = b"*".to_vec();
        return Ok(url);
    }
    let (scheme, rest) = split_scheme(text)?;
    url.scheme = strings::to_lower(scheme);
    let (mut rest, query) = cut(rest, b'?');
    url.query = query.unwrap_or_default().to_vec();
    if !rest.starts_with(b"/") {
        if !url.scheme.is_empty() {
            url.opaque = rest.to_vec();
            return Ok(url);
        }
        if cut(rest, b'/').0.contains(&b':') {
            return Err(String::from("first path segment in URL cannot contain colon"));
        }
    }
    if (!url.scheme.is_empty() || !rest.starts_with(b"///"))
        && let Some(after) = rest.strip_prefix(b"//")
    {
        let end = memchr::memchr(b'/', after).unwrap_or(after.len());
        (url.user, url.host) = parse_authority(&url.scheme, &after[..end])?;
        rest = &after[end..];
    }
    url.path = unescape(rest, Place::Path)?;
    Ok(url)
}

fn split_scheme(text: &[u8]) -> Result<(&[u8], &[u8]), String> {
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return Err(String::from("missing protocol scheme")),
            b':' => return Ok((&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Ok((b"", text))
}

fn parse_authority(scheme: &[u8], authority: &[u8]) -> Result<(Option<User>, Vec<u8>), String> {
    let Some(at) = memchr::memrchr(b'@', authority) else {
        return Ok((None, parse_host(scheme, authority)?));
    };
    let host = parse_host(scheme, &authority[at + 1..])?;
    let user = &authority[..at];
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(byte);
    if !user.iter().all(allowed) {
        return Err(String::from("net/url: invalid userinfo"));
    }
    let (name, password) = cut(user, b':');
    let name = unescape(name, Place::User)?;
    let password = password.map(|password| unescape(password, Place::User)).transpose()?;
    Ok((Some(User { name, password }), host))
}

fn parse_host(scheme: &[u8], host: &[u8]) -> Result<Vec<u8>, String> {
    let invalid_port = |port: &[u8]| format!("invalid port {} after host", quote(port));
    if let Some(open) = memchr::memrchr(b'[', host) {
        return parse_ip_literal(host, open);
    }
    // Schemes other than these may list several hosts with ports.
    let strict = matches!(scheme, b"http" | b"https");
    let colon = if strict { memchr::memchr(b':', host) } else { memchr::memrchr(b':', host) };
    if let Some(port) = colon.map(|colon| &host[colon..])
        && !is_port(port)
    {
        return Err(invalid_port(port));
    }
    unescape(host, Place::Host)
}

/// `[fe80::1%25en0]:80`, whose bracket opens at `open`.
fn parse_ip_literal(host: &[u8], open: usize) -> Result<Vec<u8>, String> {
    if open > 0 {
        return Err(String::from("invalid IP-literal"));
    }
    let Some(close) = memchr::memrchr(b']', host) else {
        return Err(String::from("missing ']' in host"));
    };
    let port = &host[close + 1..];
    if !port.is_empty() && !is_port(port) {
        return Err(format!("invalid port {} after host", quote(port)));
    }
    let name = host.get(open + 1..close).unwrap_or_default();
    let name = match memchr::memmem::find(name, b"%25") {
        Some(zone) => [unescape(&name[..zone], Place::Host)?, unescape(&name[zone..], Place::HostZone)?].concat(),
        None => unescape(name, Place::Host)?,
    };
    check_ip_literal(&name)?;
    Ok([b"[".as_slice(), &name, b"]", port].concat())
}

fn check_ip_literal(name: &[u8]) -> Result<(), String> {
    let failure = |reason: &str| Err(format!("invalid host: ParseAddr({}): {reason}", quote(name)));
    let (address, zone) = cut(name, b'%');
    if zone.is_some_and(<[u8]>::is_empty) {
        return failure("zone must be a non-empty string");
    }
    let text = std::str::from_utf8(address).unwrap_or("");
    match name.iter().find(|byte| matches!(byte, b'.' | b':' | b'%')) {
        Some(b'.') if text.parse::<core::net::Ipv4Addr>().is_ok() => Err(String::from("invalid IP-literal")),
        Some(b':') if text.parse::<Ipv6Addr>().is_ok() => Ok(()),
        Some(b'%') => failure("missing IPv6 address"),
        _ => failure("unable to parse IP"),
    }
}

/// Whether this is a colon with digits or nothing after it.
fn is_port(text: &[u8]) -> bool {
    text.strip_prefix(b":").is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
}

/// Whether a byte is written as `%` and two digits at this place.
fn is_escaped(byte: u8, place: Place) -> bool {
    let plain: &[u8] = match place {
        Place::Host | Place::HostZone => b"-_.~!$&'()*+,;=:[]<>\"",
        Place::User => b"-_.~$&+,;=",
        Place::Path => b"-_.~$&+,/:;=@",
        Place::Fragment => b"-_.~$&+,/:;=?@!()*",
    };
    !byte.is_ascii_alphanumeric() && !plain.contains(&byte)
}

fn escape(out: &mut Vec<u8>, text: &[u8], place: Place) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text {
        if is_escaped(byte, place) {
            out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        } else {
            out.push(byte);
        }
    }
}

fn unescape(text: &[u8], place: Place) -> Result<Vec<u8>, String> {
    let in_host = matches!(place, Place::Host | Place::HostZone);
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if byte != b'%' {
            if in_host && byte.is_ascii() && is_escaped(byte, place) {
                return Err(format!("invalid character {} in host name", quote(&[byte])));
            }
            out.push(byte);
            rest = after;
            continue;
        }
        let written = rest.get(..3).unwrap_or(rest);
        let invalid = || format!("invalid URL escape {}", quote(written));
        let value = match after {
            [high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        let value = value.ok_or_else(invalid)?;
        // In a host only what is no ASCII may be escaped, and the percent sign before a zone.
        let allowed = match place {
            Place::Host => value >= 0x80 || value == b'%',
            Place::HostZone => value == b'%' || value == b' ' || !is_escaped(value, Place::Host),
            _ => true,
        };
        if !allowed {
            return Err(invalid());
        }
        out.push(value);
        rest = &rest[3..];
    }
    Ok(out)
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(text: &str) -> String {
        Url::parse(text.as_bytes()).map_or_else(|error| error, |_| String::from("fine"))
    }

    #[test]
    fn parts_are_decoded() {
        let url = Url::parse("HTTP://u:p%40@[::1%25en0]:80/a%2fb c?x y#z%41".as_bytes()).unwrap_or_default();
        assert_eq!(url.scheme, b"http");
        assert_eq!(url.host, b"[::1%en0]:80");
        assert_eq!(url.hostname(), b"::1%en0");
        assert_eq!(url.path, b"/a/b c");
        assert_eq!(url.fragment, b"zA");
        assert_eq!(url.user.map(|user| user.text()), Some(b"u:p%40".to_vec()));
    }

    #[test]
    fn errors_are_gos() {
        for (text, message) in [
            (":", "parse \":\": missing protocol scheme"),
            ("http://h/\n", "parse \"http://h/\\n\": net/url: invalid control character in URL"),
            ("1a:b", "parse \"1a:b\": first path segment in URL cannot contain colon"),
            ("http://a:b:c/", "parse \"http://a:b:c/\": invalid port \":b:c\" after host"),
            ("http://a b/", "parse \"http://a b/\": invalid character \" \" in host name"),
            ("http://a%20b/", "parse \"http://a%20b/\": invalid URL escape \"%20\""),
            ("http://[::1/", "parse \"http://[::1/\": missing ']' in host"),
            ("http://x[::1]/", "parse \"http://x[::1]/\": invalid IP-literal"),
            ("http://h#%zz", "parse \"http://h#%zz\": invalid URL escape \"%zz\""),
            ("http://a b@h", "parse \"http://a b@h\": net/url: invalid userinfo"),
            ("postgres://u:p@h1:1,h2:2/db", "fine"),
        ] {
            assert_eq!(error(text), message, "{text}");
        }
    }

    #[test]
    fn texts_are_put_together() {
        let joined = |url: Url| String::from_utf8_lossy(&url.text()).into_owned();
        let path = |path: &str| Url { path: path.as_bytes().to_vec(), ..Url::default() };
        assert_eq!(joined(path("a:b")), "./a:b");
        assert_eq!(joined(path("/a!*")), "/a%21%2A");
        assert_eq!(joined(Url { scheme: b"file".to_vec(), ..path("/a") }), "file:///a");
        assert_eq!(joined(Url { host: b"h".to_vec(), ..path("a b") }), "//h/a%20b");
    }

    proptest! {
        #[test]
        fn nothing_is_too_odd(text in "[a%:/@\\[\\]?#0-9 .é]{0,30}") {
            if let Ok(url) = Url::parse(text.as_bytes()) {
                let _ = (url.text(), url.hostname().len());
            }
        }
    }
}
