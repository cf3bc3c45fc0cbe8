//! Lists for programs: JSON and YAML as Go writes them.

use super::command::Invocation;
use crate::go::{Map, Value, json};
use crate::yaml;
use std::ffi::OsStr;

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// Columns.
    #[default]
    Table,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

impl Format {
    /// What `--output` asks for.
    pub fn of(invocation: &Invocation) -> Self {
        match invocation.matches.text("output").as_deref().and_then(OsStr::to_str) {
            Some("json") => Format::Json,
            Some("yaml") => Format::Yaml,
            _ => Format::Table,
        }
    }
}

/// A list of objects as JSON, with the fields in the order in which they are given.
pub(super) fn json_list(items: &[Vec<(&str, &str)>]) -> String {
    let text = |text: &str| json::encode(&Value::str(text), json::Options::default()).unwrap_or_default();
    let object = |fields: &Vec<(&str, &str)>| {
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\":{}", text(value))).collect();
        format!("{{{}}}", fields.join(","))
    };
    format!("[{}]\n", items.iter().map(object).collect::<Vec<_>>().join(","))
}

/// The same as YAML.
pub(super) fn yaml_list(items: &[Vec<(&str, &str)>]) -> String {
    let object = |fields: &Vec<(&str, &str)>| {
        Value::Map(Map::from_iter(fields.iter().map(|(name, value)| (*name, Value::str(*value)))))
    };
    // Texts have no way to fail.
    yaml::to_yaml(&Value::list(items.iter().map(object).collect())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_get_json_and_yaml() {
        let items = [vec![("name", "a<b"), ("url", "1")]];
        assert_eq!(json_list(&items), "[{\"name\":\"a\\u003cb\",\"url\":\"1\"}]\n");
        assert_eq!(yaml_list(&items), "- name: a<b\n  url: \"1\"\n");
        assert_eq!((json_list(&[]), yaml_list(&[])), ("[]\n".into(), "[]\n".into()));
    }
}
