//! [`Index`], what index.yaml says: the versions of each chart, highest first. Reading may be for one chart alone, which
//! saves the work for the others.

use super::scan::{Scan, Scanned, Unusual, Wanted};
use crate::chart::Metadata;
use crate::go::semver::{Constraints, Version};
use crate::go::{Map, Value};
use crate::yaml::{self, Decoding};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

/// The text of an index, which may be larger than one likes to hold.
pub trait Text {
    /// Gives the text in pieces, from its beginning until `take` has enough. `Err` says why it cannot be had.
    fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), String>;
}

impl Text for [u8] {
    fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), String> {
        take(self);
        Ok(())
    }
}

impl Text for Vec<u8> {
    fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), String> {
        self.as_slice().pieces(take)
    }
}

/// A version of a chart.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What its Chart.yaml says.
    pub metadata: Metadata,
    /// Where its archive is: addresses, maybe relative to the repository's.
    pub urls: Vec<String>,
    /// When it was added to the index, as it is written there.
    pub created: String,
    /// Whether it is marked as removed.
    pub removed: bool,
    /// The SHA-256 of its archive in hexadecimal digits; empty where the index does not say.
    pub digest: String,
}

/// An index.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The versions of each chart, highest first.
    pub entries: BTreeMap<String, Vec<Entry>>,
    /// Entries that were passed over because they are no charts: the chart's name and the reason.
    pub skipped: Vec<(String, String)>,
}

/// Why an index has no such version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No chart of that name.
    Name,
    /// No version at all.
    Versions,
    /// The range is none.
    Range(String),
    /// No version in the range.
    Version(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missing::Name => f.write_str("no chart name found"),
            Missing::Versions => f.write_str("no chart version found"),
            Missing::Range(sentence) => f.write_str(sentence),
            Missing::Version(what) => write!(f, "no chart version found for {what}"),
        }
    }
}

impl std::error::Error for Missing {}

impl Index {
    /// Reads an index, for the chart `only` where one is named: then by a scan that passes over the others, if the file is
    /// of an ordinary shape. `Err` is Helm's sentence.
    pub fn read(text: &(impl Text + ?Sized), only: Option<&str>) -> Result<Self, String> {
        if let Some(only) = only
            && let Ok(scanned) = scan(text, Wanted::One(only), &mut |_| {})?
        {
            return Self::parse(&scanned.text, Some(only));
        }
        match whole(text)? {
            text if text.is_empty() => Err(String::from("empty index.yaml file")),
            text => Self::parse(&text, only),
        }
    }

    pub(super) fn parse(text: &[u8], only: Option<&str>) -> Result<Self, String> {
        // A repeated key would let two readers see different charts.
        let decoding = Decoding { strict: true, ..Decoding::default() };
        let value = yaml::decode_with(text, decoding).map_err(|error| error.message().to_owned())?;
        let root = match value {
            Value::Map(root) => root,
            Value::Nil => Map::new(),
            other => return Err(not_decoded(&other, "value of type repo.IndexFile")),
        };
        let mut index = Index::default();
        match root.get(b"entries") {
            Some(Value::Map(entries)) => {
                for (name, versions) in entries.entries() {
                    let name = name.lossy().into_owned();
                    if only.is_none_or(|only| only == name) {
                        index.add(&name, &versions)?;
                    }
                }
            }
            None | Some(Value::Nil) => {}
            Some(other) => {
                let place = "struct field IndexFile.entries of type map[string]repo.ChartVersions";
                return Err(not_decoded(&other, place));
            }
        }
        if text_of(&root, "apiVersion").is_empty() {
            return Err(String::from("no API version specified"));
        }
        Ok(index)
    }

    /// The names of the charts in an index that is a good one, sorted.
    pub fn names(text: &(impl Text + ?Sized)) -> Result<Vec<String>, String> {
        match scan(text, Wanted::Names, &mut |_| {})? {
            Ok(mut scanned) => {
                Self::parse(&scanned.text, None)?;
                scanned.names.sort();
                Ok(scanned.names)
            }
            Err(Unusual) => Index::read(text, None).map(|index| index.entries.into_keys().collect()),
        }
    }

    /// Takes the versions of a chart in.
    pub(super) fn add(&mut self, name: &str, versions: &Value) -> Result<(), String> {
        let versions = match versions {
            Value::List(versions) => versions.clone(),
            Value::Nil => crate::go::List::new(Vec::new()),
            other => return Err(not_decoded(other, "struct field IndexFile.entries of type repo.ChartVersions")),
        };
        let mut found: Vec<(Option<Version>, Entry)> = Vec::new();
        for version in versions.iter() {
            match Entry::read(version)? {
                Ok(entry) => found.push((Version::parse(&entry.metadata.version).ok(), entry)),
                Err(reason) => self.skipped.push((name.to_owned(), reason)),
            }
        }
        found.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) => b.compare(a),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        self.entries.insert(name.to_owned(), found.into_iter().map(|(_, entry)| entry).collect());
        Ok(())
    }

    /// The version of a chart that `wanted` means: itself, or the highest in a range; the highest stable one where nothing
    /// is wanted.
    pub fn find(&self, name: &str, wanted: &str) -> Result<&Entry, Missing> {
        let versions = self.entries.get(name).ok_or(Missing::Name)?;
        if versions.is_empty() {
            return Err(Missing::Versions);
        }
        let range = if wanted.is_empty() { "*" } else { wanted };
        let constraints = Constraints::parse(range).map_err(|error| Missing::Range(error.to_string()))?;
        if let Some(exact) = versions.iter().find(|entry| !wanted.is_empty() && entry.metadata.version == wanted) {
            return Ok(exact);
        }
        let fits =
            |entry: &&Entry| Version::parse(&entry.metadata.version).is_ok_and(|version| constraints.check(&version));
        versions.iter().find(fits).ok_or_else(|| Missing::Version(format!("{name}-{wanted}")))
    }
}

/// Scans a text; `each` is told of every chart where each is wanted. The outer error is that the text cannot be had.
pub(super) fn scan(
    text: &(impl Text + ?Sized),
    wanted: Wanted<'_>,
    each: &mut dyn FnMut(Vec<u8>),
) -> Result<Result<Scanned, Unusual>, String> {
    let mut scan = Scan::new(wanted);
    text.pieces(&mut |piece| {
        let ordinary = scan.feed(piece).is_ok();
        scan.ready().into_iter().for_each(&mut *each);
        ordinary
    })?;
    let scanned = scan.finish();
    scan.ready().into_iter().for_each(each);
    Ok(scanned)
}

fn whole(text: &(impl Text + ?Sized)) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    text.pieces(&mut |piece| {
        bytes.extend_from_slice(piece);
        true
    })?;
    Ok(bytes)
}

/// Go's sentence for a value that does not fit where it is.
fn not_decoded(value: &Value, place: &str) -> String {
    let kind = match value {
        Value::Map(_) => "object",
        Value::List(_) => "array",
        Value::Bool(_) => "bool",
        Value::Str(_) => "string",
        _ => "number",
    };
    format!("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {kind} into Go {place}")
}

impl Entry {
    /// Reads a version; the inner `Err` says why it is none and is passed over.
    fn read(value: &Value) -> Result<Result<Self, String>, String> {
        let Value::Map(map) = value else { return Ok(Err(String::from("empty entry"))) };
        let mut metadata = Metadata::from_value(value)?;
        if metadata.api_version.is_empty() {
            metadata.api_version = String::from("v1");
        }
        // Some servers lose aliases, so what looks like a repeated dependency may be none.
        match metadata.check() {
            Err(reason) if !reason.starts_with("validation: more than one dependency with name or alias") => {
                return Ok(Err(reason));
            }
            _ => {}
        }
        let urls = match map.get(b"urls") {
            Some(Value::List(urls)) => urls.iter().map(text).collect(),
            _ => Vec::new(),
        };
        Ok(Ok(Entry {
            metadata,
            urls,
            created: text_of(map, "created"),
            removed: matches!(map.get(b"removed"), Some(Value::Bool(true))),
            digest: text_of(map, "digest"),
        }))
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Str(text) => text.lossy().into_owned(),
        Value::Nil => String::new(),
        other => String::from_utf8_lossy(&crate::go::fmt::sprint(std::slice::from_ref(other))).into_owned(),
    }
}

fn text_of(map: &Map, key: &str) -> String {
    map.get(key.as_bytes()).as_ref().map(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "apiVersion: v1\nentries:\n  demo:\n  - name: demo\n    version: 1.9.0\n    urls: [a.tgz]\n    \
        digest: abc\n  - name: demo\n    version: 1.10.0\n  - name: demo\n    version: 2.0.0-rc.1\n  - name: demo\n    \
        version: bad\n  other:\n  - {name: other, version: 0.1.0}\n";

    #[test]
    fn versions_are_found_highest_first() {
        let index = Index::read(TEXT.as_bytes(), None).expect("an index");
        let find = |wanted: &str| index.find("demo", wanted).map(|entry| entry.metadata.version.as_str());
        assert_eq!(find(""), Ok("1.10.0"));
        assert_eq!(find("<1.10"), Ok("1.9.0"));
        assert_eq!(find(">0.0.0-0"), Ok("2.0.0-rc.1"));
        assert_eq!(find("9.9.9"), Err(Missing::Version(String::from("demo-9.9.9"))));
        assert_eq!(index.find("nope", "").map(|_| ()), Err(Missing::Name));
        assert_eq!(index.skipped.len(), 1);
    }

    #[test]
    fn one_chart_alone_can_be_read() {
        let index = Index::read(TEXT.as_bytes(), Some("other")).expect("an index");
        assert_eq!(index.entries.keys().collect::<Vec<_>>(), ["other"]);
    }

    #[test]
    fn what_is_no_index_is_refused() {
        for text in ["", "- a\n", "<html>not found</html>", "entries: {}\n", "apiVersion: v1\nentries: 1\n"] {
            assert!(Index::read(text.as_bytes(), None).is_err(), "{text}");
        }
        let twice = "apiVersion: v1\nentries:\n  a: []\n  a: []\n";
        assert!(Index::read(twice.as_bytes(), None).is_err());
    }
}
