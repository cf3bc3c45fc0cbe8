//! Functions that read and write other languages: base64, JSON, YAML, checksums, paths, versions, images, URLs.

use super::{Arguments, Function, Kind, function};
use crate::go::hex;
use crate::go::{base64, path, url::Url};
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, Fault, image, version};
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

const TEXT: &[Kind] = &[Kind::Text];

pub(super) const FUNCTIONS: &[Function] = &[
    function("base64_decode", &[TEXT], decode_base64),
    function("base64_encode", &[TEXT], |call| made(call, STANDARD.encode(call.text(0).as_bytes()))),
    function("path_canonicalize", &[TEXT], canonicalize),
    function("semver_compare", &[TEXT, TEXT], compare_versions),
    function("parse_json", &[TEXT], parse_json),
    function("parse_yaml", &[TEXT], parse_yaml),
    function("sha256", &[TEXT], |call| made(call, hex::encode(&Sha256::digest(call.text(0).as_bytes())))),
    function("sha1", &[TEXT], |call| made(call, hex::encode(&Sha1::digest(call.text(0).as_bytes())))),
    function("md5", &[TEXT], md5_sum),
    function("image_normalize", &[TEXT], normalize_image),
    function("is_external_url", &[TEXT], is_external_url),
];

fn made(call: &Arguments<'_, '_>, text: String) -> Outcome {
    call.spend_text(text.len() + call.text(0).len())?;
    Ok(Data::text(text))
}

fn md5_sum(call: &Arguments<'_, '_>) -> Outcome {
    use md5::Digest as _;
    made(call, hex::encode(&Md5::digest(call.text(0).as_bytes())))
}

fn decode_base64(call: &Arguments<'_, '_>) -> Outcome {
    let bytes = base64::decode(call.text(0).as_bytes()).map_err(|error| Fault::failed(error.to_string()))?;
    made(call, String::from_utf8_lossy(&bytes).into_owned())
}

/// `filepath.Join` of the path alone.
fn canonicalize(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.text(0);
    if text.is_empty() {
        return Ok(Data::Text(text));
    }
    made(call, String::from_utf8_lossy(&path::clean(text.as_bytes())).into_owned())
}

/// Whether a version lies in a range. What is no version counts as 0.0.0, as in Kyverno.
fn compare_versions(call: &Arguments<'_, '_>) -> Outcome {
    let found = version::Version::parse(&call.text(0)).unwrap_or_default();
    let range = version::Range::parse(&call.text(1)).map_err(Fault::failed)?;
    Ok(Data::Bool(range.contains(&found)))
}

fn parse_json(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.text(0);
    call.env().spend(1 + text.len() as u64 / 8)?;
    Data::parse_json(&text).map_err(Fault::failed)
}

fn parse_yaml(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.text(0);
    call.env().spend(1 + text.len() as u64 / 4)?;
    let trees = crate::yaml::read_objects(text.as_bytes(), crate::source::SourceId::UNKNOWN)
        .map_err(|error| Fault::failed(error.to_string()))?;
    Ok(trees.first().map(|tree| Data::from(&crate::policy::from_tree(tree))).unwrap_or_default())
}

fn normalize_image(call: &Arguments<'_, '_>) -> Outcome {
    let image = image::Image::parse(&call.text(0)).map_err(|reason| call.fault(&reason))?;
    made(call, image.to_string())
}

/// Whether a URL leads out of private networks. Names would have to be resolved, which nothing here may do.
fn is_external_url(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.text(0);
    let url = Url::parse(text.as_bytes()).map_err(Fault::failed)?;
    let host = String::from_utf8_lossy(url.hostname()).into_owned();
    let private = match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_private(),
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.is_loopback() || address.is_private(),
            None => address.is_loopback() || address.is_unique_local(),
        },
        Err(_) => return Err(Fault::failed(format!("lookup {host}: names are not looked up without a network"))),
    };
    Ok(Data::Bool(!private))
}
