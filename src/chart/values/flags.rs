//! The values that a user gives on the command line: files and the `--set` family, in Helm's order, whatever the order
//! in which they were typed.

use super::file::read_values;
use super::set::{self, Style};
use super::tree::merge_maps;
use crate::chart::Error;
use crate::go::url::Url;
use crate::go::{Map, Value, json};
use crate::host::Host;
use crate::source::{SourceId, Sources, Span};
use std::path::Path;

/// The largest values file that is read.
pub const MAX_VALUES_FILE: u64 = 32 * 1024 * 1024;

/// What was typed, each list in the order in which it was.
#[derive(Clone, Debug, Default)]
pub struct ValueFlags {
    /// `-f`, `--values`: paths, or `-` for standard input.
    pub files: Vec<String>,
    /// `--set-json`.
    pub json: Vec<String>,
    /// `--set`.
    pub typed: Vec<String>,
    /// `--set-string`.
    pub strings: Vec<String>,
    /// `--set-file`.
    pub from_files: Vec<String>,
    /// `--set-literal`.
    pub literals: Vec<String>,
}

/// The user's values, with the texts that they came from.
#[derive(Clone, Debug, Default)]
pub struct UserValues {
    /// All of it merged. Not coalesced with any chart's defaults.
    pub values: Map,
    /// The texts in the order in which they were applied: what comes later wins.
    pub(in crate::chart) layers: Vec<Layer>,
}

/// One text that values came from.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Layer {
    pub source: SourceId,
    pub kind: LayerKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum LayerKind {
    File,
    Json,
    Typed,
    Literal,
}

impl ValueFlags {
    /// Reads and merges everything: files first, then `--set-json`, `--set`, `--set-string`, `--set-file` and
    /// `--set-literal`.
    pub fn read(&self, host: &dyn Host, sources: &Sources) -> Result<UserValues, Error> {
        let mut reader = Reader { host, sources, user: UserValues::default() };
        self.files.iter().try_for_each(|path| reader.file(path))?;
        self.json.iter().try_for_each(|text| reader.json(text))?;
        self.typed.iter().try_for_each(|text| reader.set("--set", text, Style::Typed))?;
        self.strings.iter().try_for_each(|text| reader.set("--set-string", text, Style::String))?;
        for text in &self.from_files {
            let mut content = |path: &str| {
                let bytes = read_named(host, path).map_err(|error| error.sentence().to_owned())?;
                Ok(Value::str(bytes))
            };
            reader.set("--set-file", text, Style::File(&mut content))?;
        }
        self.literals.iter().try_for_each(|text| reader.set("--set-literal", text, Style::Literal))?;
        Ok(reader.user)
    }
}

struct Reader<'a> {
    host: &'a dyn Host,
    sources: &'a Sources,
    user: UserValues,
}

impl Reader<'_> {
    fn layer(&mut self, name: &str, text: impl Into<std::sync::Arc<[u8]>>, kind: LayerKind) -> SourceId {
        let source = self.sources.add(name, text);
        self.user.layers.push(Layer { source, kind });
        source
    }

    fn file(&mut self, path: &str) -> Result<(), Error> {
        let bytes = read_named(self.host, path)?;
        let shown = if path.trim() == "-" { "<stdin>" } else { path };
        let source = self.layer(shown, bytes.clone(), LayerKind::File);
        let values = read_values(&bytes, source).map_err(|error| error.wrapped(format!("failed to parse {path}")))?;
        self.user.values = merge_maps(&self.user.values, &values);
        Ok(())
    }

    fn json(&mut self, text: &str) -> Result<(), Error> {
        let source = self.layer("--set-json", text.as_bytes().to_vec(), LayerKind::Json);
        let failed = |form: &str, cause: String| {
            let span = Span::new(source, 0..text.len());
            Error::new("values::set", format!("failed parsing --set-json data {form}{text}")).at(Some(span), cause)
        };
        if text.trim().starts_with('{') {
            let map = json::decode_map(text.trim().as_bytes()).map_err(|error| failed("JSON: ", error.to_string()))?;
            self.user.values = merge_maps(&self.user.values, &map.unwrap_or_default());
            return Ok(());
        }
        set::set(text, &self.user.values, Style::Json).map_err(|cause| failed("", cause))
    }

    fn set(&mut self, flag: &str, text: &str, style: Style<'_>) -> Result<(), Error> {
        let kind = if matches!(style, Style::Literal) { LayerKind::Literal } else { LayerKind::Typed };
        let source = self.layer(flag, text.as_bytes().to_vec(), kind);
        set::set(text, &self.user.values, style).map_err(|sentence| {
            let span = Span::new(source, 0..text.len());
            Error::new("values::set", format!("failed parsing {flag} data: {sentence}")).at(Some(span), "")
        })
    }
}

/// The bytes of a file that the user named, or of standard input for `-`.
fn read_named(host: &dyn Host, path: &str) -> Result<Vec<u8>, Error> {
    if path.trim() == "-" {
        return host.read_stdin(MAX_VALUES_FILE).map_err(|error| Error::new("values::unreadable", error.to_string()));
    }
    let address = Url::parse(path.as_bytes()).map_err(|cause| Error::new("values::unreadable", cause))?;
    if matches!(address.scheme.as_slice(), b"http" | b"https" | b"oci") {
        let fetched = host.fetch(path, MAX_VALUES_FILE);
        return fetched.map_err(|error| Error::new("values::remote", error.to_string()).outside());
    }
    host.read_any(Path::new(path), MAX_VALUES_FILE).map_err(|error| Error::new("values::unreadable", error.to_string()))
}
