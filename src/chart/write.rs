//! Chart.yaml's fields as Helm writes them: with their names in JSON and without those that are empty, for YAML files, and
//! in the order of Go's structs for the digest of a lock file.

use super::error::Error;
use super::metadata::{Dependency, Maintainer, Metadata};
use crate::go::{Map, Str, Value, json};
use crate::yaml;

/// The fields of an object that is being written; empty ones are left out.
#[derive(Default)]
struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    fn text(mut self, name: &'static str, text: &str) -> Self {
        if !text.is_empty() {
            self.0.push((name, Value::str(text)));
        }
        self
    }

    fn texts(self, name: &'static str, texts: &[String]) -> Self {
        self.list(name, texts.iter().map(|text| Value::str(text.as_str())).collect())
    }

    fn list(mut self, name: &'static str, items: Vec<Value>) -> Self {
        if !items.is_empty() {
            self.0.push((name, Value::list(items)));
        }
        self
    }

    fn flag(mut self, name: &'static str, on: bool) -> Self {
        if on {
            self.0.push((name, Value::Bool(true)));
        }
        self
    }

    fn always(mut self, name: &'static str, value: Value) -> Self {
        self.0.push((name, value));
        self
    }

    fn into_map(self) -> Map {
        Map::from_iter(self.0)
    }
}

impl Metadata {
    /// The fields as an entry of index.yaml and Chart.yaml have them.
    pub fn to_fields(&self) -> Map {
        let annotations = self.annotations.iter().flatten();
        let annotations = Map::from_iter(annotations.map(|(key, value)| (key.as_str(), Value::str(value.as_str()))));
        let mut fields = Fields::default()
            .text("name", &self.name)
            .text("home", &self.home)
            .texts("sources", &self.sources)
            .text("version", &self.version)
            .text("description", &self.description)
            .texts("keywords", &self.keywords)
            .list("maintainers", self.maintainers.iter().map(Maintainer::to_fields).collect())
            .text("icon", &self.icon)
            .text("apiVersion", &self.api_version)
            .text("condition", &self.condition)
            .text("tags", &self.tags)
            .text("appVersion", &self.app_version)
            .flag("deprecated", self.deprecated);
        if !annotations.is_empty() {
            fields = fields.always("annotations", Value::Map(annotations));
        }
        fields
            .text("kubeVersion", &self.kube_version)
            .list(
                "dependencies",
                self.dependencies.iter().map(|dependency| Value::Map(dependency.to_fields().into_map())).collect(),
            )
            .text("type", &self.chart_type)
            .into_map()
    }

    /// Chart.yaml as Helm writes it: keys in order, nothing that is empty, no comments.
    pub fn to_yaml(&self) -> Result<String, Error> {
        to_yaml(self.to_fields())
    }
}

/// A mapping as a file of YAML, with Helm's sentence for what cannot be written.
pub(super) fn to_yaml(map: Map) -> Result<String, Error> {
    yaml::to_yaml(&Value::Map(map)).map_err(|error| Error::new("load::unwritable", error.to_string()))
}

impl Maintainer {
    fn to_fields(&self) -> Value {
        let fields = Fields::default().text("name", &self.name).text("email", &self.email).text("url", &self.url);
        Value::Map(fields.into_map())
    }
}

impl Dependency {
    /// In the order of Go's struct; `name` and `repository` are there even when they are empty.
    fn to_fields(&self) -> Fields {
        Fields::default()
            .always("name", Value::str(self.name.as_str()))
            .text("version", &self.version)
            .always("repository", Value::str(self.repository.as_str()))
            .text("condition", &self.condition)
            .texts("tags", &self.tags)
            .flag("enabled", self.enabled)
            .list("import-values", self.import_values.clone())
            .text("alias", &self.alias)
    }

    /// As an entry of a lock file.
    pub(super) fn to_map(&self) -> Map {
        self.to_fields().into_map()
    }

    /// What Go's `encoding/json` writes for it.
    pub(super) fn to_json(&self) -> Result<String, json::Error> {
        let mut text = String::from("{");
        for (name, value) in self.to_fields().0 {
            if text.len() > 1 {
                text.push(',');
            }
            json::write_string(&mut text, &Str::from(name), true);
            text.push(':');
            text.push_str(&json::encode(&value, json::Options::default())?);
        }
        text.push('}');
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chart_yaml_is_written_without_what_is_empty() {
        let metadata = Metadata {
            api_version: String::from("v2"),
            name: String::from("web"),
            version: String::from("1.0"),
            app_version: String::from("1e3"),
            annotations: Some(vec![(String::from("a"), String::from("true"))]),
            dependencies: vec![Dependency { name: String::from("db"), ..Dependency::default() }],
            ..Metadata::default()
        };
        let expected = "annotations:\n  a: \"true\"\napiVersion: v2\nappVersion: \"1e3\"\ndependencies:\n\
                        - name: db\n  repository: \"\"\nname: web\nversion: \"1.0\"\n";
        assert_eq!(metadata.to_yaml().expect("written"), expected);
    }

    #[test]
    fn a_dependency_is_json_in_the_order_of_its_fields() {
        let dependency = Dependency {
            name: String::from("db"),
            version: String::from(">=1 <2"),
            repository: String::from("@a&b"),
            tags: vec![String::from("x")],
            ..Dependency::default()
        };
        let expected = r#"{"name":"db","version":"\u003e=1 \u003c2","repository":"@a\u0026b","tags":["x"]}"#;
        assert_eq!(dependency.to_json().expect("written"), expected);
    }
}
