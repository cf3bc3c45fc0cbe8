//! Chart.yaml (and requirements.yaml, which names dependencies for old charts): its fields, Helm's checks of them, and
//! the `.Chart` object that templates see.

use super::error::Error;
use super::typed::{Field, Mismatch};
use crate::go::{Map, MapType, Str, Value};
use crate::source::{SourceId, Span};
use crate::yaml::{self, Decoding, Numbers};

/// What Chart.yaml says.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The chart's name. An alias takes its place where the parent gives one.
    pub name: String,
    /// A project page.
    pub home: String,
    /// Where the source is.
    pub sources: Vec<String>,
    /// The chart's version.
    pub version: String,
    /// One sentence.
    pub description: String,
    /// Words to be found by.
    pub keywords: Vec<String>,
    /// Who looks after it.
    pub maintainers: Vec<Maintainer>,
    /// The address of a picture.
    pub icon: String,
    /// `v1` or `v2`.
    pub api_version: String,
    /// A condition to enable the chart.
    pub condition: String,
    /// Tags to enable the chart.
    pub tags: String,
    /// The version of what the chart installs.
    pub app_version: String,
    /// Whether the chart should no longer be used.
    pub deprecated: bool,
    /// Free text by key; `None` where there is no such field.
    pub annotations: Option<Vec<(String, String)>>,
    /// Which versions of Kubernetes the chart works with.
    pub kube_version: String,
    /// Charts that this one needs.
    pub dependencies: Vec<Dependency>,
    /// `application`, `library`, or empty for an application.
    pub chart_type: String,
    /// Whether there is a list of dependencies at all, if only an empty one: Helm tells them apart.
    pub(crate) lists_dependencies: bool,
    /// A list of the file that has a null among its objects: `maintainers` or `dependencies`.
    pub(crate) null_node: Option<&'static str>,
}

/// One of a chart's maintainers.
#[derive(Clone, Debug, Default)]
pub struct Maintainer {
    /// A person or organisation.
    pub name: String,
    /// An address to write to.
    pub email: String,
    /// An address to look at.
    pub url: String,
}

/// A chart that another needs.
#[derive(Clone, Debug, Default)]
pub struct Dependency {
    /// Its name; once dependencies were processed, its alias where it has one.
    pub name: String,
    /// Which versions will do.
    pub version: String,
    /// Where to fetch it.
    pub repository: String,
    /// Paths of values, separated by commas: the first that is a bool decides.
    pub condition: String,
    /// Names under `tags` in the values.
    pub tags: Vec<String>,
    /// Whether it is enabled.
    pub enabled: bool,
    /// Values to take over: strings, or maps with `child` and `parent`.
    pub import_values: Vec<Value>,
    /// Another name to be known by.
    pub alias: String,
}

/// The text of a file that is read into [`Metadata`].
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// `Chart.yaml` or `requirements.yaml`, for the error's sentence.
    pub file: &'static str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Their source.
    pub source: SourceId,
}

impl Text<'_> {
    pub(super) fn decode(&self) -> Result<Value, Error> {
        let decoding = Decoding { numbers: Numbers::Typed, ..Decoding::default() };
        yaml::decode_with(self.bytes, decoding).map_err(|error| {
            let error = error.in_source(self.source);
            Error::new("load::chart-yaml", format!("cannot load {}: {}", self.file, error.message()))
                .at(error.span(), "")
        })
    }

    pub(super) fn mismatch(&self, mismatch: &Mismatch) -> Error {
        let sentence =
            format!("cannot load {}: error unmarshaling JSON: while decoding JSON: {}", self.file, mismatch.sentence);
        let path: Vec<&str> = mismatch.path.iter().map(String::as_str).collect();
        Error::new("load::chart-yaml", sentence).at(place(self.bytes, self.source, &path), "this value")
    }
}

/// Where the value at `path` stands in a YAML text. Reads the text again, so it is for errors only.
pub(super) fn place(text: &[u8], source: SourceId, path: &[&str]) -> Option<Span> {
    let documents = yaml::parse(text, source).ok()?;
    let (_, value) = documents.first()?.root().find(path)?;
    Some(value.span())
}

/// The `apiVersion` alone, read before anything else to decide how a chart is read.
pub(super) fn read_api_version(text: Text<'_>) -> Result<String, Error> {
    let value = text.decode()?;
    let mut version = String::new();
    Field::root(&value)
        .fields("loader.chartBase", &["apiVersion"], |_, field| {
            if !field.is_null() {
                version = field.string()?;
            }
            Ok(())
        })
        .map_err(|mismatch| text.mismatch(&mismatch))?;
    Ok(version)
}

/// What the text of a Chart.yaml says, without the checks that loading a chart makes. An error's sentence starts with
/// `cannot load Chart.yaml: `.
pub fn read_metadata(bytes: &[u8], source: SourceId) -> Result<Metadata, Error> {
    let mut metadata = Metadata::default();
    metadata.read(Text { file: "Chart.yaml", bytes, source })?;
    Ok(metadata)
}

impl Metadata {
    /// What a mapping with the fields of Chart.yaml says, such as a version in a repository's index; other keys are left
    /// alone. `Err` is Go's sentence.
    pub fn from_value(value: &Value) -> Result<Self, String> {
        let mut metadata = Metadata::default();
        Field::root(value)
            .fields("v2.Metadata", Self::FIELDS, |name, field| metadata.set(name, field))
            .map_err(|mismatch| mismatch.sentence)?;
        Ok(metadata)
    }

    /// Cleans the texts and makes the checks that loading a chart makes. `Err` is Helm's sentence.
    pub fn check(&mut self) -> Result<(), String> {
        self.validate().map_err(|invalid| format!("validation: {}", invalid.sentence))
    }

    /// The fields of Chart.yaml, in the order in which Helm has them.
    pub(crate) const FIELDS: &[&str] = &[
        "name",
        "home",
        "sources",
        "version",
        "description",
        "keywords",
        "maintainers",
        "icon",
        "apiVersion",
        "condition",
        "tags",
        "appVersion",
        "deprecated",
        "annotations",
        "kubeVersion",
        "dependencies",
        "type",
    ];

    /// Reads the fields of a file into this: what the file does not name stays.
    pub(super) fn read(&mut self, text: Text<'_>) -> Result<(), Error> {
        let value = text.decode()?;
        Field::root(&value)
            .fields("v2.Metadata", Self::FIELDS, |name, field| self.set(name, field))
            .map_err(|mismatch| text.mismatch(&mismatch))
    }

    fn set(&mut self, name: &str, field: Field<'_>) -> Result<(), Mismatch> {
        let strings = |field: Field<'_>| field.list("[]string", |item| item.string());
        match name {
            "sources" => self.sources = strings(field)?,
            "keywords" => self.keywords = strings(field)?,
            "maintainers" => {
                let items = field.list("[]*v2.Maintainer", |item| item.present(Maintainer::read))?;
                self.maintainers = self.without_nulls("maintainers", items);
            }
            "dependencies" => {
                self.lists_dependencies = !field.is_null();
                let items = field.list("[]*v2.Dependency", |item| item.present(Dependency::read))?;
                self.dependencies = self.without_nulls("dependencies", items);
            }
            "annotations" => self.annotations = read_annotations(field)?,
            "deprecated" if !field.is_null() => self.deprecated = field.bool()?,
            _ if field.is_null() => {}
            _ => {
                if let Some(target) = self.text_field(name) {
                    *target = field.string()?;
                }
            }
        }
        Ok(())
    }

    /// The objects of a list; that there was a null among them is kept for the checks.
    fn without_nulls<T>(&mut self, list: &'static str, items: Vec<Option<T>>) -> Vec<T> {
        if items.iter().any(Option::is_none) {
            self.null_node.get_or_insert(list);
        }
        items.into_iter().flatten().collect()
    }

    fn text_field(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "name" => &mut self.name,
            "home" => &mut self.home,
            "version" => &mut self.version,
            "description" => &mut self.description,
            "icon" => &mut self.icon,
            "apiVersion" => &mut self.api_version,
            "condition" => &mut self.condition,
            "tags" => &mut self.tags,
            "appVersion" => &mut self.app_version,
            "kubeVersion" => &mut self.kube_version,
            "type" => &mut self.chart_type,
            _ => return None,
        })
    }

    /// Whether there is a list of dependencies at all, if only an empty one: Helm tells them apart.
    pub fn lists_dependencies(&self) -> bool {
        self.lists_dependencies
    }

    /// Whether the chart only has templates for others.
    pub fn is_library(&self) -> bool {
        self.chart_type.eq_ignore_ascii_case("library")
    }

    /// The fields under their names in Go, as templates see them in `.Chart`; `IsRoot` is the engine's to add.
    pub fn to_map(&self) -> Map {
        let text = |text: &str| Value::str(text);
        let texts = |texts: &[String]| Value::list(texts.iter().map(|text| Value::str(text.as_str())).collect());
        let annotations = self.annotations.as_ref().map_or_else(
            || Map::nil(MapType::Strings),
            |annotations| {
                let entries =
                    annotations.iter().map(|(key, value)| (Str::from(key.as_str()), Value::str(value.as_str())));
                Map::typed(MapType::Strings, entries.collect())
            },
        );
        Map::from_iter([
            ("Name", text(&self.name)),
            ("Home", text(&self.home)),
            ("Sources", texts(&self.sources)),
            ("Version", text(&self.version)),
            ("Description", text(&self.description)),
            ("Keywords", texts(&self.keywords)),
            ("Maintainers", Value::list(self.maintainers.iter().map(Maintainer::to_value).collect())),
            ("Icon", text(&self.icon)),
            ("APIVersion", text(&self.api_version)),
            ("Condition", text(&self.condition)),
            ("Tags", text(&self.tags)),
            ("AppVersion", text(&self.app_version)),
            ("Deprecated", Value::Bool(self.deprecated)),
            ("Annotations", Value::Map(annotations)),
            ("KubeVersion", text(&self.kube_version)),
            ("Dependencies", Value::list(self.dependencies.iter().map(Dependency::to_value).collect())),
            ("Type", text(&self.chart_type)),
        ])
    }
}

fn read_annotations(field: Field<'_>) -> Result<Option<Vec<(String, String)>>, Mismatch> {
    if field.is_null() {
        return Ok(None);
    }
    let mut annotations = Vec::new();
    field.entries("map[string]string", |key, value| {
        annotations.push((key.to_owned(), value.string()?));
        Ok(())
    })?;
    Ok(Some(annotations))
}

impl Maintainer {
    /// The fields of an entry of `maintainers`.
    pub(crate) const FIELDS: &[&str] = &["name", "email", "url"];

    fn read(field: Field<'_>) -> Result<Self, Mismatch> {
        let mut maintainer = Maintainer::default();
        field.fields("v2.Maintainer", Self::FIELDS, |name, field| {
            let text = field.string()?;
            match name {
                "name" => maintainer.name = text,
                "email" => maintainer.email = text,
                _ => maintainer.url = text,
            }
            Ok(())
        })?;
        Ok(maintainer)
    }

    fn to_value(&self) -> Value {
        let fields = [("Name", &self.name), ("Email", &self.email), ("URL", &self.url)];
        Value::Map(Map::from_iter(fields.map(|(name, text)| (name, Value::str(text.as_str())))))
    }
}

impl Dependency {
    /// The fields of an entry of `dependencies`.
    pub(crate) const FIELDS: &[&str] =
        &["name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias"];

    pub(super) fn read(field: Field<'_>) -> Result<Self, Mismatch> {
        let mut dependency = Dependency::default();
        field.fields("v2.Dependency", Self::FIELDS, |name, field| {
            match name {
                "name" => dependency.name = field.string()?,
                "version" => dependency.version = field.string()?,
                "repository" => dependency.repository = field.string()?,
                "condition" => dependency.condition = field.string()?,
                "tags" => dependency.tags = field.list("[]string", |item| item.string())?,
                "enabled" => dependency.enabled = field.bool()?,
                "import-values" => dependency.import_values = field.list("[]interface {}", |item| Ok(item.any()))?,
                _ => dependency.alias = field.string()?,
            }
            Ok(())
        })?;
        Ok(dependency)
    }

    fn to_value(&self) -> Value {
        let tags = self.tags.iter().map(|tag| Value::str(tag.as_str())).collect();
        Value::Map(Map::from_iter([
            ("Name", Value::str(self.name.as_str())),
            ("Version", Value::str(self.version.as_str())),
            ("Repository", Value::str(self.repository.as_str())),
            ("Condition", Value::str(self.condition.as_str())),
            ("Tags", Value::list(tags)),
            ("Enabled", Value::Bool(self.enabled)),
            ("ImportValues", Value::list(self.import_values.clone())),
            ("Alias", Value::str(self.alias.as_str())),
        ]))
    }
}
