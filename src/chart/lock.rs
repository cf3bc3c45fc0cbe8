//! Chart.lock (and requirements.lock, which old charts have): the versions that dependencies were resolved to, and the digest
//! that ties them to Chart.yaml.

use super::error::Error;
use super::metadata::{Dependency, Text};
use super::typed::{Field, Mismatch};
use super::write::to_yaml;
use super::{Chart, File};
use crate::go::Value;
use crate::go::hex;
use crate::go::json::{Node, Object};
use crate::go::time::{Time, Zone};
use sha2::{Digest, Sha256};

/// RFC 3339 as Go reads it and as it writes it, without zeros at the end of a fraction.
const READ_LAYOUT: &[u8] = b"2006-01-02T15:04:05Z07:00";
const WRITE_LAYOUT: &[u8] = b"2006-01-02T15:04:05.999999999Z07:00";

/// What a lock file says.
#[derive(Clone, Debug)]
pub struct Lock {
    /// When it was made, in RFC 3339.
    pub generated: String,
    /// `sha256:` and the digest that [`digest`] gives.
    pub digest: String,
    /// The dependencies with the versions that they were resolved to.
    pub dependencies: Vec<Dependency>,
}

impl Lock {
    /// The name of the file in which a chart of this `apiVersion` keeps its lock.
    pub fn file_name(api_version: &str) -> &'static str {
        if api_version == "v1" { "requirements.lock" } else { "Chart.lock" }
    }

    /// The lock of a chart that was loaded: Helm prefers requirements.lock where there are both.
    pub fn of(chart: &Chart) -> Result<Option<Lock>, Error> {
        let named = |name: &'static str| chart.raw_file(name).map(|file| (name, file));
        let found = named("requirements.lock").or_else(|| named("Chart.lock"));
        found.map_or(Ok(None), |(name, file)| Self::read(name, file))
    }

    /// Reads a lock file, which is as good as none where nothing is in it; `name` is for the error's sentence.
    pub(super) fn read(name: &'static str, file: &File) -> Result<Option<Lock>, Error> {
        let text = Text { file: name, bytes: &file.data, source: file.source };
        let value = text.decode()?;
        let mut lock = Lock { generated: written(&Time::zero()), digest: String::new(), dependencies: Vec::new() };
        let fields = ["generated", "digest", "dependencies"];
        let outcome = Field::root(&value).fields("v2.Lock", &fields, |name, field| {
            match name {
                "generated" if field.is_null() => {}
                "generated" => lock.generated = generated(&field)?,
                "digest" => lock.digest = field.string()?,
                _ => {
                    let items = field.list("[]*v2.Dependency", |item| item.present(Dependency::read))?;
                    lock.dependencies = items.into_iter().flatten().collect();
                }
            }
            Ok(())
        });
        outcome.map(|()| (!value.is_nil()).then_some(lock)).map_err(|mismatch| text.mismatch(&mismatch))
    }

    /// The file's text.
    pub fn to_yaml(&self) -> Result<String, Error> {
        let dependencies = self.dependencies.iter().map(Dependency::to_node).collect();
        to_yaml(
            Object::default()
                .always("generated", Node::text(&self.generated))
                .always("digest", Node::text(&self.digest))
                .always("dependencies", Node::List(dependencies)),
        )
    }
}

/// The time in a lock file, as Go would write it again.
fn generated(field: &Field<'_>) -> Result<String, Mismatch> {
    let Value::Str(text) = field.any() else {
        return Err(Mismatch::at(field, "Time.UnmarshalJSON: input is not a JSON string"));
    };
    match Time::parse(READ_LAYOUT, &text, &Zone::Utc) {
        Ok(time) => Ok(written(&time)),
        Err(sentence) => Err(Mismatch::at(field, sentence)),
    }
}

/// A time as Go's JSON has it.
fn written(time: &Time) -> String {
    String::from_utf8_lossy(&time.format(WRITE_LAYOUT)).into_owned()
}

/// The time so many seconds after 1970, as lock files and indexes have it.
pub fn timestamp(seconds: i64) -> String {
    written(&Time::unix(seconds, Zone::Utc))
}

/// Helm's digest of what Chart.yaml asks for and what that was resolved to: of both lists in Go's JSON.
pub fn digest(wanted: &[Dependency], locked: &[Dependency]) -> Result<String, Error> {
    sha256(&Node::List(vec![list(wanted), list(locked)]))
}

/// The digest that Helm 2 wrote into requirements.lock.
pub fn digest_of_helm_2(wanted: &[Dependency]) -> Result<String, Error> {
    sha256(&Node::Object(Object::default().always("dependencies", list(wanted))))
}

fn list(dependencies: &[Dependency]) -> Node {
    Node::List(dependencies.iter().map(Dependency::to_node).collect())
}

fn sha256(node: &Node) -> Result<String, Error> {
    let text = node.to_json(None).map_err(|error| Error::new("load::unwritable", error.message()))?;
    Ok(format!("sha256:{}", hex::encode(&Sha256::digest(text))))
}
