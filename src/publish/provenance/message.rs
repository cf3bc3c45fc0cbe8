//! The text of a provenance file: Chart.yaml, a line of three dots, and the digests of files.

use crate::go::hex;
use crate::go::{Map, Value};
use crate::yaml;
use sha2::{Digest, Sha256};

/// The end of a YAML document, which parts the text. (Three dashes would be escaped in a signed text.)
const SEPARATOR: &str = "\n...\n";

/// The text for an archive.
pub(super) fn compose(metadata: &str, file_name: &str, archive: &[u8]) -> Result<String, yaml::Error> {
    let files = Map::from_iter([(file_name, Value::str(digest(archive)))]);
    let sums = yaml::to_yaml(&Value::Map(Map::from_iter([("files", Value::Map(files))])))?;
    Ok(format!("{metadata}{SEPARATOR}{sums}"))
}

/// The digest that a text gives for a file, if any. An error is Helm's sentence about a text that cannot be read.
pub(super) fn digest_of(text: &str, file_name: &str) -> Result<Option<String>, String> {
    let Some(sums) = text.split(SEPARATOR).nth(1) else {
        return Err(String::from("message block must have at least two parts"));
    };
    let sums = yaml::decode_map(sums.as_bytes(), yaml::Decoding::default()).map_err(|error| error.to_string())?;
    let Some(Value::Map(files)) = sums.get(b"files") else { return Ok(None) };
    match files.get(file_name.as_bytes()) {
        Some(Value::Str(digest)) => Ok(Some(digest.lossy().into_owned())),
        _ => Ok(None),
    }
}

/// The digest of an archive as provenance files have it.
pub(super) fn digest(archive: &[u8]) -> String {
    format!("sha256:{}", hex::encode(&Sha256::digest(archive)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gives_back_the_digest_that_it_was_made_with() {
        let text = compose("name: web\n", "web-1.0.0.tgz", b"").expect("written");
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(text, format!("name: web\n\n...\nfiles:\n  web-1.0.0.tgz: {empty}\n"));
        assert_eq!(digest_of(&text, "web-1.0.0.tgz"), Ok(Some(String::from(empty))));
        assert_eq!(digest_of(&text, "other.tgz"), Ok(None));
        assert!(digest_of("name: web\n", "web").is_err());
    }
}
