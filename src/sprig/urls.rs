//! URLs as dicts of their parts.

use super::lists::NIL_DEREFERENCE;
use super::{Outcome, function, steps, text_result};
use crate::go::url::Url;
use crate::go::{Map, Value};
use crate::gotemplate::{Call, Error, Function, Param};

pub(super) const FUNCTIONS: &[Function] =
    &[function("urlParse", &[Param::String], parse), function("urlJoin", &[Param::Map], join)];

fn parse(call: &mut Call<'_>) -> Outcome {
    let text = call.str(0);
    call.runtime.charge(steps(text.len()))?;
    call.runtime.allocate(text.len().saturating_mul(2))?;
    let url = Url::parse(&text).map_err(|reason| Error::new(format!("unable to parse url: {reason}")))?;
    let hostname = url.hostname().to_vec();
    let user = url.user.map(|user| user.text()).unwrap_or_default();
    Ok(Value::Map(Map::from_iter([
        ("scheme", Value::str(url.scheme)),
        ("host", Value::str(url.host)),
        ("hostname", Value::str(hostname)),
        ("path", Value::str(url.path)),
        ("query", Value::str(url.query)),
        ("opaque", Value::str(url.opaque)),
        ("fragment", Value::str(url.fragment)),
        ("userinfo", Value::str(user)),
    ])))
}

/// The text at a key of the dict; empty where the key is absent.
fn part(map: &Map, key: &str) -> Result<Vec<u8>, Error> {
    match map.get(key.as_bytes()) {
        None => Ok(Vec::new()),
        Some(Value::Str(text)) => Ok(text.to_vec()),
        Some(Value::Nil) => Err(Error::new(NIL_DEREFERENCE)),
        Some(other) => Err(Error::new(format!(
            "unable to parse {key} key, must be of type string, but {} found",
            other.kind().name()
        ))),
    }
}

fn join(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    let mut url = Url {
        scheme: part(&map, "scheme")?,
        host: part(&map, "host")?,
        path: part(&map, "path")?,
        query: part(&map, "query")?,
        opaque: part(&map, "opaque")?,
        fragment: part(&map, "fragment")?,
        user: None,
    };
    let user = part(&map, "userinfo")?;
    if !user.is_empty() {
        let whole = [b"proto://".as_slice(), &user, b"@host"].concat();
        let parsed =
            Url::parse(&whole).map_err(|reason| Error::new(format!("unable to parse userinfo in dict: {reason}")))?;
        url.user = parsed.user;
    }
    let parts = [&url.scheme, &url.host, &url.path, &url.query, &url.opaque, &url.fragment];
    let size = parts.iter().map(|part| part.len()).fold(user.len(), usize::saturating_add);
    call.runtime.allocate(size.saturating_mul(3))?;
    let text = url.text();
    text_result(call, text)
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, s, text};
    use super::*;

    fn dict(entries: &[(&str, Value)]) -> Value {
        Value::Map(entries.iter().cloned().collect())
    }

    #[test]
    fn urls_are_taken_apart_and_put_together() {
        assert_eq!(
            text("urlParse", &[s("http://u@h:80/p?q#f")]),
            "map[fragment:f host:h:80 hostname:h opaque: path:/p query:q scheme:http userinfo:u]"
        );
        assert_eq!(
            text("urlJoin", &[dict(&[("scheme", s("http")), ("host", s("h")), ("path", s("p"))])]),
            "http://h/p"
        );
        assert_eq!(text("urlJoin", &[dict(&[("host", s("h")), ("userinfo", s("u:p@x"))])]), "//u:p%40x@h");
    }

    #[test]
    fn what_is_no_url_is_an_error() {
        assert_eq!(text("urlParse", &[s(":")]), "error: unable to parse url: parse \":\": missing protocol scheme");
        assert_eq!(
            text("urlJoin", &[dict(&[("scheme", i(1))])]),
            "error: unable to parse scheme key, must be of type string, but int found"
        );
        assert_eq!(
            text("urlJoin", &[dict(&[("userinfo", s("a b"))])]),
            "error: unable to parse userinfo in dict: parse \"proto://a b@host\": net/url: invalid userinfo"
        );
    }
}
