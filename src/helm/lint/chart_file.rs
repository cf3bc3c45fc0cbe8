//! What Chart.yaml has to say, and how.

use super::address::{is_email, is_request_url, is_url};
use super::{Entry, Findings, Folder, Severity};
use crate::chart::{Dependency, Maintainer, Metadata, read_metadata};
use crate::go::semver::{Constraints, Version};
use crate::go::{Map, Value, path, strconv};
use crate::helm::manifest::head;
use crate::source::{SourceId, Span};
use crate::yaml::{self, Decoding};

const FILE: &str = "Chart.yaml";

pub(super) fn check(folder: &Folder, findings: &mut Findings) {
    let (source, text) = match &folder.chart_yaml {
        Entry::File(source, text) => (*source, text),
        Entry::Folder => {
            findings.add(Severity::Error, FILE, "should be a file, not a directory");
            let cause = format!("read {}/{FILE}: is a directory", folder.path);
            return findings.add(Severity::Error, FILE, format!("unable to parse YAML\n\t{cause}"));
        }
        Entry::Missing => {
            let cause = format!("open {}/{FILE}: no such file or directory", folder.path);
            return findings.add(Severity::Error, FILE, format!("unable to parse YAML\n\t{cause}"));
        }
    };
    let metadata = match read_metadata(text, source) {
        Ok(metadata) => metadata,
        Err(error) => {
            let cause = error.sentence().strip_prefix("cannot load Chart.yaml: ").unwrap_or(error.sentence());
            return findings.add(Severity::Error, FILE, format!("unable to parse YAML\n\t{cause}"));
        }
    };
    let file =
        ChartFile { source, text, values: yaml::decode_map(text, Decoding::default()).unwrap_or_default(), metadata };
    if let Some(cause) = strict(text, &file.values) {
        findings.add(Severity::Warning, FILE, format!("failed to strictly parse chart metadata file\n\t{cause}"));
    }
    for (severity, field, rule) in RULES {
        if let Some(message) = rule(&file) {
            findings.add_at(severity, FILE, message, file.place(field));
        }
    }
}

/// Chart.yaml, read both ways.
struct ChartFile<'a> {
    source: SourceId,
    text: &'a [u8],
    /// Its fields under their types in YAML.
    values: Map,
    /// Its fields under the types that Helm wants.
    metadata: Metadata,
}

impl ChartFile<'_> {
    /// Where the value of a field stands. Reads the text again, so it is for findings only.
    fn place(&self, field: &str) -> Option<Span> {
        let documents = yaml::parse(self.text, self.source).ok()?;
        let (_, value) = documents.first()?.root().find(&[field])?;
        Some(value.span())
    }
}

/// A rule gives a finding's message.
type Rule = fn(&ChartFile<'_>) -> Option<String>;

/// The rules in Helm's order, each with the field that it is about.
const RULES: [(Severity, &str, Rule); 12] = [
    (Severity::Error, "name", name),
    (Severity::Error, "apiVersion", api_version),
    (Severity::Error, "version", |file| not_a_string(file, "version")),
    (Severity::Error, "version", version),
    (Severity::Error, "appVersion", |file| not_a_string(file, "appVersion")),
    (Severity::Error, "maintainers", maintainers),
    (Severity::Error, "sources", sources),
    (Severity::Info, "icon", |file| file.metadata.icon.is_empty().then(|| String::from("icon is recommended"))),
    (Severity::Error, "icon", icon),
    (Severity::Error, "type", chart_type),
    (Severity::Error, "dependencies", dependencies),
    (Severity::Warning, "version", strict_version),
];

fn name(file: &ChartFile<'_>) -> Option<String> {
    let name = file.metadata.name.as_str();
    if name.is_empty() {
        return Some(String::from("name is required"));
    }
    let quoted = || format!("chart name {} is invalid", strconv::quote(name.as_bytes()));
    (path::base(name.as_bytes()) != name.as_bytes()).then(quoted)
}

fn api_version(file: &ChartFile<'_>) -> Option<String> {
    match file.metadata.api_version.as_str() {
        "v1" | "v2" => None,
        "" => Some(String::from(r#"apiVersion is required. The value must be either "v1" or "v2""#)),
        other => Some(format!(r#"apiVersion '{other}' is not valid. The value must be either "v1" or "v2""#)),
    }
}

fn not_a_string(file: &ChartFile<'_>, field: &str) -> Option<String> {
    match file.values.get(field.as_bytes())? {
        Value::Str(_) => None,
        other => Some(format!("{field} should be of type string but it's of type {}", other.type_name())),
    }
}

fn version(file: &ChartFile<'_>) -> Option<String> {
    let text = file.metadata.version.as_str();
    if text.is_empty() {
        return Some(String::from("version is required"));
    }
    let Ok(version) = Version::parse(text) else { return Some(format!("version '{text}' is not a valid SemVer")) };
    let causes = Constraints::parse(">0.0.0-0").ok()?.validate(&version).err()?;
    causes.first().map(|cause| format!("version {cause}"))
}

fn strict_version(file: &ChartFile<'_>) -> Option<String> {
    let version = file.metadata.version.as_str();
    Version::parse_strict(version).is_err().then(|| format!("version '{version}' is not a valid SemVerV2"))
}

/// The first of the maintainers that is not as it should be.
fn maintainers(file: &ChartFile<'_>) -> Option<String> {
    let key = file.values.keys().into_iter().rfind(|key| key.eq_ignore_ascii_case(b"maintainers"))?;
    let Some(Value::List(entries)) = file.values.get(&key) else { return None };
    entries.iter().find_map(|entry| match entry {
        Value::Map(entry) => maintainer(entry),
        _ => Some(String::from("a maintainer entry is empty")),
    })
}

fn maintainer(entry: &Map) -> Option<String> {
    let text = |field: &str| {
        let found = entry.entries().into_iter().rfind(|(key, _)| key.eq_ignore_ascii_case(field.as_bytes()));
        found.and_then(|(_, value)| head::scalar(&value)).unwrap_or_default()
    };
    let (name, email, url) = (text("name"), text("email"), text("url"));
    if name.is_empty() {
        Some(String::from("each maintainer requires a name"))
    } else if !email.is_empty() && !is_email(&email) {
        Some(format!("invalid email '{email}' for maintainer '{name}'"))
    } else if !url.is_empty() && !is_url(&url) {
        Some(format!("invalid url '{url}' for maintainer '{name}'"))
    } else {
        None
    }
}

fn sources(file: &ChartFile<'_>) -> Option<String> {
    let bad = file.metadata.sources.iter().find(|source| !is_request_url(source))?;
    Some(format!("invalid source URL '{bad}'"))
}

fn icon(file: &ChartFile<'_>) -> Option<String> {
    let icon = file.metadata.icon.as_str();
    (!icon.is_empty() && !is_request_url(icon)).then(|| format!("invalid icon URL '{icon}'"))
}

fn chart_type(file: &ChartFile<'_>) -> Option<String> {
    let version = file.metadata.api_version.as_str();
    let bad = !file.metadata.chart_type.is_empty() && version != "v2";
    bad.then(|| format!("chart type is not valid in apiVersion '{version}'. It is valid in apiVersion 'v2'"))
}

fn dependencies(file: &ChartFile<'_>) -> Option<String> {
    let version = file.metadata.api_version.as_str();
    let listed = match file.values.get(b"dependencies") {
        Some(Value::List(entries)) => !entries.is_empty(),
        _ => !file.metadata.dependencies.is_empty(),
    };
    (listed && version != "v2").then(|| {
        format!(
            "dependencies are not valid in the Chart file with apiVersion '{version}'. They are valid in apiVersion 'v2'"
        )
    })
}

/// Why a strict reader refuses the file: a key that comes twice, or one that Helm does not know.
fn strict(text: &[u8], values: &Map) -> Option<String> {
    let decoding = Decoding { strict: true, ..Decoding::default() };
    if let Err(error) = yaml::decode_with(text, decoding) {
        return Some(error.message().to_owned());
    }
    let field = unknown_field(values)?;
    let quoted = strconv::quote(field.as_bytes());
    Some(format!("error unmarshaling JSON: while decoding JSON: json: unknown field {quoted}"))
}

/// The fields of Chart.yaml whose values are lists of objects, with the objects' fields.
const NESTED: [(&str, &[&str]); 2] = [("maintainers", Maintainer::FIELDS), ("dependencies", Dependency::FIELDS)];

/// The first field in the order of JSON that Helm does not know.
fn unknown_field(values: &Map) -> Option<String> {
    let among = |key: &[u8], fields: &[&str]| fields.iter().any(|field| field.as_bytes().eq_ignore_ascii_case(key));
    values.entries().into_iter().find_map(|(key, value)| {
        let Some((_, fields)) = NESTED.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(&key)) else {
            return (!among(&key, Metadata::FIELDS)).then(|| key.to_string());
        };
        let Value::List(entries) = value else { return None };
        let keys = entries.iter().flat_map(|entry| match entry {
            Value::Map(entry) => entry.keys(),
            _ => Vec::new(),
        });
        keys.into_iter().find(|key| !among(key, fields)).map(|key| key.to_string())
    })
}
