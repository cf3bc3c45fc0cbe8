//! `images`: the images of an object's containers by the sort of container, as policies for images get them.

use serde_json::{Map, Value};

/// The images of a pod, or of the template of what makes pods.
pub(super) fn images(kind: &str, object: &Value) -> Value {
    let pointer = match kind {
        "Pod" => "/spec",
        "CronJob" => "/spec/jobTemplate/spec/template/spec",
        _ => "/spec/template/spec",
    };
    let mut found = Map::new();
    let spec = object.pointer(pointer);
    for sort in ["containers", "initContainers", "ephemeralContainers"] {
        let containers = spec.and_then(|spec| spec.get(sort)).and_then(Value::as_array);
        let images = containers.into_iter().flatten().filter_map(|container| container.get("image").cloned());
        found.insert(sort.to_owned(), Value::Array(images.collect()));
    }
    Value::Object(found)
}
