//! `data.inventory`, where Gatekeeper's templates look other objects up: `namespace[ns][apiVersion][kind][name]` and
//! `cluster[apiVersion][kind][name]`.

use serde_json::{Map, Value};

/// The inventory of these objects; the last of the same name stays.
pub(super) fn inventory<'v>(objects: impl Iterator<Item = &'v Value>) -> Value {
    let mut inventory = Map::new();
    for object in objects {
        let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let namespace = text("/metadata/namespace");
        let path = match namespace.is_empty() {
            true => vec![String::from("cluster")],
            false => vec![String::from("namespace"), namespace],
        };
        let mut path = path.into_iter().chain([text("/apiVersion"), text("/kind")]);
        let place = path.try_fold(&mut inventory, |map, key| {
            map.entry(key).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
        });
        if let Some(place) = place {
            place.insert(text("/metadata/name"), object.clone());
        }
    }
    Value::Object(inventory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_are_found_by_scope_version_kind_and_name() {
        let pod = json!({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "n"}});
        let role = json!({"apiVersion": "rbac/v1", "kind": "ClusterRole", "metadata": {"name": "r"}});
        let found = inventory([&pod, &role].into_iter());
        assert_eq!(found.pointer("/namespace/n/v1/Pod/p"), Some(&pod));
        assert_eq!(found["cluster"]["rbac/v1"]["ClusterRole"]["r"], role);
    }
}
