//! Storing charts and manifests in registries. A tag that holds other content is left alone, what is there already is not sent
//! again, and the same archive gives the same manifest.

mod artifact;
mod chart;
mod store;

pub use artifact::read_folder;
pub use store::check_remote;

use crate::diagnostic::Diagnostic;
use crate::oci::{Descriptor, Digest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something to be stored: a manifest's parts.
#[derive(Clone, Debug)]
pub struct Content {
    /// The name below the repository that was named; empty where that is the whole.
    pub name: String,
    /// The tag, as the version has it, with `+`.
    pub tag: String,
    /// The media type and bytes of the configuration.
    config: (&'static str, Arc<[u8]>),
    /// The media types and bytes of the layers.
    layers: Vec<(&'static str, Arc<[u8]>)>,
    /// The annotations; `created` is among them.
    annotations: BTreeMap<String, String>,
}

/// What the command line says beside that.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether a tag that holds other content is replaced.
    pub overwrite: bool,
    /// More tags for the same manifest.
    pub tags: Vec<String>,
}

/// What pushing came to.
#[derive(Clone, Debug)]
pub struct Pushed {
    /// The reference without its scheme, with the tag as the registry has it.
    pub reference: String,
    /// The manifest's digest.
    pub digest: Digest,
    /// The manifest's size in bytes.
    pub size: u64,
    /// The manifest's annotations.
    pub annotations: BTreeMap<String, String>,
    /// Whether it was there already.
    pub was_there: bool,
    /// The references of further tags that lead to it now.
    pub tagged: Vec<String>,
}

/// A descriptor of bytes.
pub(in crate::publish) fn descriptor(media_type: &str, bytes: &[u8]) -> Descriptor {
    Descriptor {
        media_type: media_type.to_owned(),
        digest: Digest::of(bytes).to_string(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        ..Descriptor::default()
    }
}

fn refuse(code: &'static str, sentence: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence(code, sentence))
}

/// A time in RFC 3339, in UTC.
fn rfc3339(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
