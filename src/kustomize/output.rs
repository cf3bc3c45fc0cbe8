//! The text of a build: its objects as YAML documents, keys in order.

use super::Result;
use crate::diagnostic::Diagnostic;
use crate::go::strconv::{parse_float, parse_int};
use crate::go::{IntKind, List, Map, Str, Value};
use crate::resource::{Resource, ResourceSet};
use crate::yaml::tree::{Content, Scalar, Tag};
use crate::yaml::{self, Tree};

/// The objects as one stream of documents.
pub fn stream(set: &ResourceSet) -> Result<String> {
    let mut text = String::new();
    for (at, resource) in set.iter().enumerate() {
        if at > 0 {
            text.push_str("---\n");
        }
        text.push_str(&document(resource)?);
    }
    Ok(text)
}

/// One object.
pub fn document(resource: &Resource) -> Result<String> {
    yaml::to_yaml(&value(&resource.tree)).map_err(|error| {
        let diagnostic = Diagnostic::error("kustomize::unprintable", error.message()).compat(error.message());
        Box::new(diagnostic.label(resource.tree.origin, ""))
    })
}

fn value(tree: &Tree) -> Value {
    match &tree.content {
        Content::Scalar(scalar) => scalar_value(scalar),
        Content::Alias(_) => Value::Nil,
        Content::Sequence(sequence) => Value::List(List::new(sequence.items.iter().map(value).collect::<Vec<_>>())),
        Content::Mapping(mapping) => {
            let map = Map::new();
            for entry in &mapping.entries {
                let key = entry.key.text().map_or("", |text| text.as_str());
                map.insert(Str::from(key), value(&entry.value));
            }
            Value::Map(map)
        }
    }
}

fn scalar_value(scalar: &Scalar) -> Value {
    let plain = scalar.text.replace('_', "");
    match scalar.tag {
        Tag::Null => Value::Nil,
        Tag::Bool => Value::Bool(scalar.text.eq_ignore_ascii_case("true")),
        Tag::Int | Tag::Float => parse_int(plain.as_bytes(), 0, 64).map_or_else(
            |_| parse_float(plain.as_bytes()).map_or(Value::Nil, Value::Float),
            |number| Value::Int(number, IntKind::Int),
        ),
        _ => Value::Str(Str::from(scalar.text.as_str())),
    }
}

/// A file per object, for `-o FOLDER`: `apps_v1_deployment_web.yaml`, with the namespace in front where the objects are in
/// several.
pub fn files(set: &ResourceSet) -> Result<Vec<(String, String)>> {
    let ids: Vec<_> = set.iter().map(Resource::id).collect();
    let namespaces: std::collections::BTreeSet<&str> =
        ids.iter().filter(|id| !id.cluster_scoped).map(|id| id.effective_namespace()).collect();
    let file = |(resource, id): (&Resource, &crate::resource::ResourceId)| {
        let gvk = [&id.gvk.group, &id.gvk.version, &id.gvk.kind].map(|part| part.to_lowercase());
        let gvk = gvk.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("_");
        let name = format!("{gvk}_{}.yaml", id.name.to_lowercase());
        let several = namespaces.len() > 1 && !id.cluster_scoped;
        let name = if several { format!("{}_{name}", id.effective_namespace().to_lowercase()) } else { name };
        Ok((name, document(resource)?))
    };
    set.iter().zip(&ids).map(file).collect()
}
