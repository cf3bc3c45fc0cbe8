//! Kubernetes' URLs: absolute ones, or absolute paths.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::{Opaque, Value};
use crate::go::url::Url;

type Outcome<'a> = Result<Value<'a>, Error>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Address(Url);

/// Go's `url.ParseRequestURI`, which is how Kubernetes reads a URL: it is absolute, and a fragment is part of the path.
pub(super) fn parse(text: &str) -> Result<Url, String> {
    if text.is_empty() {
        return Err("parse \"\": empty url".to_owned());
    }
    // A fragment is no part of a request: `#` is kept out of the reader's way and is part of the path then.
    let url = Url::parse(text.replace('#', "%23").as_bytes())?;
    let absolute = !url.scheme.is_empty() || url.path.starts_with(b"/");
    if !absolute || (!url.scheme.is_empty() && !url.opaque.is_empty() && url.host.is_empty()) {
        return Err(format!("parse {text:?}: invalid URI for request"));
    }
    Ok(url)
}

impl Opaque for Address {
    fn type_name(&self) -> &'static str {
        "kubernetes.URL"
    }

    fn text(&self) -> Option<String> {
        Some(lossy(&self.0.text()))
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) fn declare(environment: &mut Environment) {
    environment.function("url", "string -> kubernetes.URL", |runtime, arguments| {
        let text = arguments.text(0)?;
        runtime.spend_bytes(text.len())?;
        let url = parse(text)
            .map_err(|reason| Error::new(format!("URL parse error during conversion from string: {reason}")))?;
        Ok(Value::of_opaque(Address(url)))
    });
    environment.function("isURL", "string -> bool", |runtime, arguments| {
        runtime.spend_bytes(arguments.text(0)?.len())?;
        Ok(Value::Bool(parse(arguments.text(0)?).is_ok()))
    });
    let mut part = |name, body| environment.member(name, "kubernetes.URL -> string", body);
    part("getScheme", |runtime, arguments| part_of(runtime, arguments, |url| url.scheme.clone()));
    part("getHost", |runtime, arguments| part_of(runtime, arguments, |url| url.host.clone()));
    part("getHostname", |runtime, arguments| part_of(runtime, arguments, |url| url.hostname().to_vec()));
    part("getPort", |runtime, arguments| part_of(runtime, arguments, port));
    part("getEscapedPath", |runtime, arguments| part_of(runtime, arguments, escaped_path));
    environment.member("getQuery", "kubernetes.URL -> map<string,list<string>>", query);
}

fn part_of<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>, part: fn(&Url) -> Vec<u8>) -> Outcome<'a> {
    runtime.text(lossy(&part(&arguments.opaque::<Address>(0)?.0)))
}

fn port(url: &Url) -> Vec<u8> {
    let behind = match url.host.iter().rposition(|byte| *byte == b']') {
        Some(bracket) => &url.host[bracket..],
        None => &url.host[..],
    };
    let colon = behind.iter().rposition(|byte| *byte == b':');
    colon.map(|colon| behind[colon + 1..].to_vec()).unwrap_or_default()
}

fn escaped_path(url: &Url) -> Vec<u8> {
    Url { path: url.path.clone(), ..Url::default() }.text()
}

/// The query as lists of values by their names.
fn query<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let url = &arguments.opaque::<Address>(0)?.0;
    runtime.spend_text(url.query.len())?;
    let mut names: Vec<(String, Vec<Value<'a>>)> = Vec::new();
    for pair in url.query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let mut half = || halves.next().map(unescape).unwrap_or_default();
        let (name, value) = (half(), Value::text(half()));
        runtime.spend(names.len() as u64)?;
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => names.push((name, vec![value])),
        }
    }
    Ok(Value::map(names.into_iter().map(|(name, values)| (Value::text(name), Value::list(values)))))
}

fn unescape(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let code = text.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match (byte, code.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(code)) => {
                out.push(code);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    lossy(&out)
}
