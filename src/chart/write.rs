//! Chart.yaml's fields as Helm writes them: with their names in JSON and without those that are empty, for YAML files, and
//! in the order of Go's structs for the digest of a lock file.

use super::error::Error;
use super::metadata::{Dependency, Maintainer, Metadata};
use crate::go::json::{Node, Object};
use crate::go::{Map, Value};
use crate::yaml;

impl Metadata {
    /// The fields of Chart.yaml and of an entry of index.yaml, without those that are empty.
    pub fn to_object(&self) -> Object {
        let annotations = self.annotations.iter().flatten();
        let annotations = Map::from_iter(annotations.map(|(key, value)| (key.as_str(), Value::str(value.as_str()))));
        let object = Object::default()
            .text("name", &self.name)
            .text("home", &self.home)
            .texts("sources", &self.sources)
            .text("version", &self.version)
            .text("description", &self.description)
            .texts("keywords", &self.keywords)
            .list("maintainers", self.maintainers.iter().map(Maintainer::to_node).collect())
            .text("icon", &self.icon)
            .text("apiVersion", &self.api_version)
            .text("condition", &self.condition)
            .text("tags", &self.tags)
            .text("appVersion", &self.app_version)
            .flag("deprecated", self.deprecated);
        let object = match annotations.is_empty() {
            true => object,
            false => object.always("annotations", Node::Value(Value::Map(annotations))),
        };
        object
            .text("kubeVersion", &self.kube_version)
            .list("dependencies", self.dependencies.iter().map(Dependency::to_node).collect())
            .text("type", &self.chart_type)
    }

    /// Chart.yaml as Helm writes it: keys in order, nothing that is empty, no comments.
    pub fn to_yaml(&self) -> Result<String, Error> {
        to_yaml(self.to_object())
    }
}

/// An object as a file of YAML, with Helm's sentence for what cannot be written.
pub(super) fn to_yaml(object: Object) -> Result<String, Error> {
    let written = yaml::to_yaml(&Value::Map(object.into_map()));
    written.map_err(|error| Error::new("load::unwritable", error.to_string()))
}

impl Maintainer {
    fn to_node(&self) -> Node {
        let fields = Object::default().text("name", &self.name).text("email", &self.email).text("url", &self.url);
        Node::Object(fields)
    }
}

impl Dependency {
    /// The fields in the order of Go's struct; `name` and `repository` are there even when they are empty.
    pub(super) fn to_node(&self) -> Node {
        let fields = Object::default()
            .always("name", Node::text(&self.name))
            .text("version", &self.version)
            .always("repository", Node::text(&self.repository))
            .text("condition", &self.condition)
            .texts("tags", &self.tags)
            .flag("enabled", self.enabled)
            .list("import-values", self.import_values.iter().cloned().map(Node::Value).collect())
            .text("alias", &self.alias);
        Node::Object(fields)
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
        assert_eq!(dependency.to_node().to_json(None).as_deref(), Ok(expected));
    }
}
