//! Documents and digests: `json`, `yaml`, `hash`, `gzip`, `transform`, `user`.

use super::object;
use crate::go::hex;
use crate::policy::cel::{Arguments, Environment, Error, Runtime, Value};
use crate::policy::from_tree;
use crate::policy::jmespath::{Data, Env, Expression};
use crate::source::SourceId;
use crate::yaml;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

type Outcome<'a> = Result<Value<'a>, Error>;

/// The longest text that is unpacked, in bytes.
const MAX_UNPACKED: usize = 16 << 20;

pub(super) fn declare(environment: &mut Environment) {
    environment.member("unmarshal", "json.Json, dyn -> dyn", unmarshal);
    environment.member("marshal", "json.Json, dyn -> string", marshal);
    environment.member("parse", "yaml.Yaml, string -> dyn", parse_yaml);
    for prefix in ["", "hash."] {
        // Names have to live as long as the program.
        let name = |plain: &'static str, full: &'static str| if prefix.is_empty() { plain } else { full };
        environment.function(name("sha1", "hash.sha1"), "string -> string", |runtime, arguments| {
            digest(runtime, arguments, |bytes| hex::encode(&Sha1::digest(bytes)))
        });
        environment.function(name("sha256", "hash.sha256"), "string -> string", |runtime, arguments| {
            digest(runtime, arguments, |bytes| hex::encode(&Sha256::digest(bytes)))
        });
        environment.function(name("md5", "hash.md5"), "string -> string", |runtime, arguments| {
            digest(runtime, arguments, |bytes| hex::encode(&<Md5 as md5::Digest>::digest(bytes)))
        });
    }
    for name in ["listObjToMap", "transform.listObjToMap"] {
        environment.function(name, "list<dyn>, list<dyn>, string, string -> map<string,dyn>", list_to_map);
    }
    for name in ["parseServiceAccount", "user.parseServiceAccount"] {
        environment.function(name, "string -> map<string,string>", service_account);
    }
    environment.function("x509.decode", "string -> dyn", certificate);
    environment.function("gzip.compress", "dyn -> bytes", compress);
    environment.function("gzip.decompress", "bytes -> string", decompress);
    environment.function("math.round", "double, int -> double", round);
}

fn unmarshal<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(1)?;
    runtime.spend_text(text.len())?;
    let parsed: serde_json::Value = serde_json::from_str(text).map_err(|error| Error::new(error.to_string()))?;
    Ok(Value::of_owned_json(&parsed))
}

fn marshal<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let json = arguments.get(1)?.to_json().ok_or_else(|| Error::new("the value has no form in JSON"))?;
    runtime.text(json.to_string())
}

fn parse_yaml<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(1)?;
    runtime.spend_text(text.len().saturating_mul(4))?;
    let trees = yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).map_err(|error| Error::new(error.to_string()))?;
    Ok(trees.first().map_or(Value::Null, |tree| Value::of_owned_json(&from_tree(tree))))
}

fn digest<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>, of: fn(&[u8]) -> String) -> Outcome<'a> {
    let text = arguments.text(0)?;
    runtime.spend_text(text.len())?;
    runtime.text(of(text.as_bytes()))
}

/// A certificate or a request for one as an object, as Kyverno's JMESPath takes it apart.
fn certificate<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?;
    runtime.spend_text(text.len().saturating_mul(8))?;
    let failed = |reason: String| Error::new(format!("failed to decode the certificate: {reason}"));
    let decode = Expression::compile("x509_decode(@)").map_err(|error| failed(error.to_string()))?;
    let decoded = decode.search(&Data::text(text), &Env::new(None)).map_err(|fault| failed(fault.to_string()))?;
    let json: serde_json::Value =
        serde_json::from_str(&decoded.to_json()).map_err(|error| failed(error.to_string()))?;
    Ok(Value::of_owned_json(&json))
}

fn compress<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let bytes = match arguments.get(0)? {
        Value::String(text) => text.as_bytes(),
        _ => arguments.bytes(0)?,
    };
    runtime.spend_text(bytes.len().saturating_mul(8))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map(|packed| Value::Bytes(packed.into())).map_err(|error| Error::new(error.to_string()))
}

/// Unpacks a little at a time, so that a bomb meets the budget.
fn decompress<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let mut decoder = GzDecoder::new(arguments.bytes(0)?);
    let (mut out, mut buffer) = (Vec::new(), [0; 8 << 10]);
    loop {
        let count = decoder.read(&mut buffer).map_err(|error| Error::new(error.to_string()))?;
        if count == 0 {
            break;
        }
        out.extend_from_slice(buffer.get(..count).unwrap_or_default());
        runtime.spend_bytes(count)?;
        if out.len() > MAX_UNPACKED {
            return Err(Error::new("the text is too large to unpack"));
        }
    }
    String::from_utf8(out).map(Value::text).map_err(|_| Error::new("the text is not UTF-8"))
}

/// Pairs of objects as a map: the keys from one list, the values from the other.
fn list_to_map<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (keys, values) = (arguments.list(0)?, arguments.list(1)?);
    if keys.len() != values.len() {
        let (first, second) = (keys.len(), values.len());
        return Err(Error::new(format!(
            "listObjToMap must take lists of equal length. list1: {first}, list2: {second}"
        )));
    }
    runtime.spend_elements(keys.len())?;
    let (key_name, value_name) = (arguments.text(2)?, arguments.text(3)?);
    let mut entries = Vec::with_capacity(keys.len());
    for (key, value) in keys.iter().zip(values.iter()) {
        let (Value::Map(key), Value::Map(value)) = (key, value) else {
            return Err(Error::new("object cannot be handled as a map string to any in the value object list"));
        };
        let key = key
            .field(key_name)
            .filter(|key| key.as_str().is_some())
            .ok_or_else(|| Error::new("the passed key name cannot be handled as a string in the key object list"))?;
        entries.push((key, value.field(value_name).unwrap_or(Value::Null)));
    }
    Ok(Value::map(entries))
}

fn service_account<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let account = arguments.text(0)?.strip_prefix("system:serviceaccount:");
    let (namespace, name) = account.and_then(|account| account.split_once(':')).unwrap_or_default();
    Ok(object([("Name", Value::text(name)), ("Namespace", Value::text(namespace))]))
}

/// A number with so many digits behind the point.
fn round<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let digits = i32::try_from(arguments.int(1)?.clamp(-308, 308)).unwrap_or(0);
    let factor = 10_f64.powi(digits);
    Ok(Value::Double((arguments.double(0)? * factor).round() / factor))
}
