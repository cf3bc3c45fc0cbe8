//! What `schema add` keeps of documents: those that declare kinds, each under a name from which its kind can be told.

use super::definitions::declared_by;
use super::locations::{declared_kinds, is_schema, kind_of_path};
use crate::resource::Gvk;
use serde_json::Value;

/// A document for the user's folder of schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The path of its file below the folder: `example.com/widget_v1.json`.
    pub path: String,
    /// The text of its file.
    pub text: String,
    /// What it declares: `example.com/v1 Widget`.
    pub kinds: Vec<String>,
}

/// What is kept of `document`, which lies at `path`; nothing where it declares no kind.
pub fn kept(document: &Value, path: &str) -> Option<Kept> {
    let declared: Vec<Gvk> = match declared_by(document) {
        definitions if !definitions.is_empty() => {
            let gvk =
                |one: &super::definitions::Definition| Gvk::new(&format!("{}/{}", one.group, one.version), &one.kind);
            definitions.iter().filter(|one| one.schema.is_some()).map(gvk).collect()
        }
        _ if !is_schema(document) => Vec::new(),
        _ => match declared_kinds(document) {
            kinds if kinds.is_empty() => kind_of_path(path).into_iter().collect(),
            kinds => kinds,
        },
    };
    let first = declared.first()?;
    let group = if first.group.is_empty() { "core" } else { first.group.as_str() };
    let (kind, version) = (first.kind.to_lowercase(), first.version.as_str());
    // The name becomes a path: nothing but names of kinds and groups may lead into it.
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
            && !name.contains("..")
    };
    if ![group, &kind, version].into_iter().all(is_name) {
        return None;
    }
    Some(Kept {
        path: format!("{group}/{kind}_{version}.json"),
        text: serde_json::to_string(document).unwrap_or_default(),
        kinds: declared.iter().map(|gvk| format!("{} {}", gvk.api_version(), gvk.kind)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn documents_are_kept_under_the_names_of_their_kinds() {
        let schema = json!({"type": "object"});
        let kept_at = |path: &str| kept(&schema, path).map(|kept| kept.path);
        assert_eq!(kept_at("catalog/x.io/widget_v1.json").as_deref(), Some("x.io/widget_v1.json"));
        assert_eq!(kept_at("widget.json"), None);
        let version = json!({"name": "v1", "schema": {"openAPIV3Schema": {"type": "object"}}});
        let spec = json!({"group": "x.io", "names": {"kind": "Widget"}, "versions": [version]});
        let definition =
            json!({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "spec": spec});
        let found = kept(&definition, "any.yaml").expect("it declares a kind");
        assert_eq!((found.path.as_str(), found.kinds), ("x.io/widget_v1.json", vec!["x.io/v1 Widget".to_owned()]));
        assert_eq!(kept(&json!({"apiVersion": "v1", "kind": "Pod"}), "pod.yaml"), None);
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_folder() {
        let schema = json!({"x-kubernetes-group-version-kind": [{"group": "../..", "version": "v1", "kind": "A"}], "type": "object"});
        assert_eq!(kept(&schema, "a.json"), None);
    }
}
