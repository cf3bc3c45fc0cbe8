//! Responses of services: what a test says that a request with a method to an address gives.

use super::{Place, text};
use crate::policy::Compiled;
use serde_json::Value as Json;

/// A response.
#[derive(Debug)]
pub(in crate::policy) struct Response {
    /// The status of HTTP, 200 where nothing is said.
    pub(in crate::policy) status: u64,
    /// The body, an object.
    pub(in crate::policy) body: Json,
}

impl Response {
    /// The response that an entry, the `number`th of its list, describes, with its method (empty for any) and address.
    pub(super) fn read(entry: &Json, place: &Place<'_>, number: usize) -> Compiled<((String, String), Response)> {
        let wrong = |reason: &str| place.wrong(&format!("apiCallResponses[{number}]: {reason}"));
        let address = match (text(entry, "url"), text(entry, "urlPath")) {
            ("", "") => return Err(wrong("either url or urlPath is required")),
            (url, "") if is_address(url) => url,
            (url, "") => return Err(wrong(&format!("url {url:?} must be an absolute https/http URL"))),
            ("", path) if path.starts_with('/') => path,
            ("", path) => return Err(wrong(&format!("urlPath {path:?} must be an absolute path starting with '/'"))),
            _ => return Err(wrong("url and urlPath are mutually exclusive")),
        };
        let method = text(entry, "method").to_ascii_uppercase();
        if !matches!(method.as_str(), "" | "GET" | "POST") {
            return Err(wrong("method must be GET or POST"));
        }
        let response = entry.get("response").unwrap_or(&Json::Null);
        let status = match response.get("statusCode").and_then(Json::as_u64).unwrap_or(0) {
            0 => 200,
            status @ 100..=599 => status,
            status => return Err(wrong(&format!("statusCode {status} must be between 100 and 599"))),
        };
        let body = match response.get("body") {
            Some(body @ Json::Object(_)) => body.clone(),
            None | Some(Json::Null) => return Err(wrong("response.body is required")),
            Some(_) => return Err(wrong("response.body must be a JSON object")),
        };
        Ok(((method, address.to_owned()), Response { status, body }))
    }
}

fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', ':', '?', '#']))
}
