//! What a registry says about a request that it refuses: the JSON of the distribution specification, in the words that
//! Helm prints.

use crate::go::http;
use serde::Deserialize;

/// The most that is passed on of one message.
const MAX_MESSAGE: usize = 500;

#[derive(Deserialize)]
struct Envelope {
    errors: Vec<Entry>,
}

// The crate's own type knows a closed list of codes, and registries have more.
#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// The errors in an answer's body, `denied: quota exceeded`, or the words for the status where it holds none.
pub fn sentence(status: u16, body: &[u8]) -> String {
    let envelope = serde_json::from_slice::<Envelope>(body).ok();
    let entries = envelope.map(|envelope| envelope.errors).unwrap_or_default();
    let said: Vec<String> = entries.iter().map(Entry::sentence).filter(|text| !text.is_empty()).collect();
    if said.is_empty() { http::status_text(status).to_owned() } else { said.join("; ") }
}

/// The codes in an answer's body.
pub fn codes(body: &[u8]) -> Vec<String> {
    let envelope = serde_json::from_slice::<Envelope>(body).ok();
    envelope.map(|envelope| envelope.errors.into_iter().map(|entry| entry.code).collect()).unwrap_or_default()
}

impl Entry {
    fn sentence(&self) -> String {
        let code = self.code.to_ascii_lowercase().replace('_', " ");
        let message: String = self.message.chars().take(MAX_MESSAGE).collect();
        match (code.is_empty(), message.is_empty()) {
            (false, false) => format!("{code}: {message}"),
            _ => format!("{code}{message}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_s_words_are_passed_on() {
        let body = br#"{"errors": [{"code": "DENIED", "message": "quota of the moon exceeded", "detail": {"a": 1}}]}"#;
        assert_eq!(sentence(403, body), "denied: quota of the moon exceeded");
        assert_eq!(sentence(404, b"<html>"), "Not Found");
        assert_eq!(codes(br#"{"errors": [{"code": "BLOB_UPLOAD_UNKNOWN"}]}"#), ["BLOB_UPLOAD_UNKNOWN"]);
    }
}
