//! Functions of Rego beside those of the interpreter: what it lacks, what it computes otherwise than OPA, what could take
//! endless memory, and what must not differ from run to run. What cannot be evaluated here is an error that names the function,
//! never an undefined value that a policy would take for an answer.

mod bounded;
mod collections;
mod hashes;
mod jwt;
mod networks;
mod printing;
mod strings;

use regorus::{Engine, Value};
use std::collections::BTreeSet;

/// What a function gives: undefined where its arguments are not what it takes, as OPA has it. The error is one of the policy.
type Given = Result<Value, String>;

/// A function with its name and the number of its arguments.
struct Function {
    name: &'static str,
    arity: u8,
    body: fn(&[Value]) -> Given,
}

const fn function(name: &'static str, arity: u8, body: fn(&[Value]) -> Given) -> Function {
    Function { name, arity, body }
}

/// The functions of all versions of the language.
const FUNCTIONS: [&[Function]; 7] = [
    printing::FUNCTIONS,
    strings::FUNCTIONS,
    bounded::FUNCTIONS,
    hashes::FUNCTIONS,
    jwt::FUNCTIONS,
    networks::FUNCTIONS,
    collections::FUNCTIONS,
];

/// The function that tells the time, which the caller of an evaluation knows.
pub(super) const NOW: &str = "time.now_ns";

/// Functions of OPA that are not evaluated, with the number of their arguments and the reason.
const REFUSED: [(&str, u8, &str); 24] = [
    ("http.send", 1, NETWORK),
    ("net.lookup_ip_addr", 1, NETWORK),
    ("external_data", 1, NETWORK),
    ("rego.parse_module", 2, UNKNOWN),
    ("rego.metadata.chain", 0, UNKNOWN),
    ("strings.render_template", 2, UNKNOWN),
    ("graphql.parse", 2, UNKNOWN),
    ("graphql.parse_and_verify", 2, UNKNOWN),
    ("graphql.parse_query", 1, UNKNOWN),
    ("graphql.parse_schema", 1, UNKNOWN),
    ("graphql.is_valid", 2, UNKNOWN),
    ("graphql.schema_is_valid", 1, UNKNOWN),
    ("providers.aws.sign_req", 3, UNKNOWN),
    ("crypto.parse_private_keys", 1, UNKNOWN),
    ("crypto.x509.parse_certificates", 1, UNKNOWN),
    ("crypto.x509.parse_and_verify_certificates", 1, UNKNOWN),
    ("crypto.x509.parse_and_verify_certificates_with_options", 2, UNKNOWN),
    ("crypto.x509.parse_certificate_request", 1, UNKNOWN),
    ("crypto.x509.parse_rsa_private_key", 1, UNKNOWN),
    ("crypto.x509.parse_keypair", 2, UNKNOWN),
    ("io.jwt.decode_verify", 2, UNKNOWN),
    ("io.jwt.encode_sign", 3, UNKNOWN),
    ("io.jwt.encode_sign_raw", 3, UNKNOWN),
    ("regex.globs_match", 2, UNKNOWN),
];

const NETWORK: &str = "nothing is asked of the network";
const UNKNOWN: &str = "it is not among the functions that are known here";

/// The names of the functions here that occur in `text`, with the number of their arguments.
pub(super) fn used(text: &str, is_v0: bool) -> impl Iterator<Item = (&'static str, u8)> {
    let older = collections::OLDER.iter().filter(move |_| is_v0);
    let known = FUNCTIONS.into_iter().flatten().chain(older).map(|function| (function.name, function.arity));
    let all = known.chain(REFUSED.into_iter().map(|(name, arity, _)| (name, arity))).chain([(NOW, 0)]);
    // Names may be written with spaces around their dots.
    all.filter(|(name, _)| name.rsplit('.').next().is_some_and(|last| text.contains(last)))
}

/// Teaches an engine the functions that occur in `text`; `taught` are those that it knows already.
pub(super) fn teach(engine: &mut Engine, text: &str, is_v0: bool, taught: &mut BTreeSet<&'static str>) {
    for (name, arity) in used(text, is_v0) {
        if name == NOW || !taught.insert(name) {
            continue;
        }
        let all = FUNCTIONS.into_iter().flatten().chain(collections::OLDER);
        let body = all.into_iter().find(|function| function.name == name).map(|function| function.body);
        let reason = REFUSED.iter().find(|(refused, _, _)| *refused == name).map_or(UNKNOWN, |(_, _, reason)| reason);
        let extension = move |arguments: Vec<Value>| match body {
            Some(body) => body(&arguments).map_err(|error| std::io::Error::other(format!("{name}: {error}")).into()),
            None => Err(std::io::Error::other(format!("{name} is not evaluated: {reason}")).into()),
        };
        // It fails where the name is taught twice alone.
        drop(engine.add_extension(name.to_owned(), arity, Box::new(extension)));
    }
}

/// Tells an engine the time, in nanoseconds since 1970; without one, asking is an error.
pub(super) fn tell_time(engine: &mut Engine, now: Option<i128>) {
    let now = now.and_then(|now| i64::try_from(now).ok());
    let extension = move |_: Vec<Value>| {
        now.map(Value::from).ok_or_else(|| std::io::Error::other("time.now_ns: the time is not known").into())
    };
    drop(engine.add_extension(NOW.to_owned(), 0, Box::new(extension)));
}

/// The text that an argument is.
fn text(value: &Value) -> Option<&str> {
    value.as_string().ok().map(AsRef::as_ref)
}

/// The elements of a list or a set.
fn elements(value: &Value) -> Option<Vec<&Value>> {
    match value {
        Value::Array(items) => Some(items.iter().collect()),
        Value::Set(items) => Some(items.iter().collect()),
        _ => None,
    }
}

/// What is undefined where there is nothing.
fn or_undefined(value: Option<Value>) -> Given {
    Ok(value.unwrap_or(Value::Undefined))
}
