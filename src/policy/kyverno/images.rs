//! `images`: the references to container images in an object, taken apart, as Kyverno offers them to expressions.

use crate::policy::jmespath::image::Image;
use crate::policy::jmespath::{Data, Entries};

/// Where the containers of each kind lie.
const SPECS: [(&str, &[&str]); 8] = [
    ("Pod", &["spec"]),
    ("DaemonSet", &["spec", "template", "spec"]),
    ("Deployment", &["spec", "template", "spec"]),
    ("ReplicaSet", &["spec", "template", "spec"]),
    ("ReplicationController", &["spec", "template", "spec"]),
    ("StatefulSet", &["spec", "template", "spec"]),
    ("Job", &["spec", "template", "spec"]),
    ("CronJob", &["spec", "jobTemplate", "spec", "template", "spec"]),
];

const LISTS: [&str; 3] = ["initContainers", "containers", "ephemeralContainers"];

/// The images by the sort of container and its name. The error is Kyverno's sentence.
pub(super) fn of(object: &Data) -> Result<Data, String> {
    let kind = object.get("kind").and_then(Data::as_str).unwrap_or_default();
    let mut found = Entries::new();
    let Some((_, path)) = SPECS.iter().find(|(known, _)| *known == kind) else { return Ok(Data::map(found)) };
    let Some(spec) = object.at(path) else { return Ok(Data::map(found)) };
    for list in LISTS {
        let Some(containers) = spec.get(list).and_then(Data::as_list) else { continue };
        let mut images = Entries::new();
        for (index, container) in containers.iter().enumerate() {
            let name = container.get("name").and_then(Data::as_str).ok_or("invalid key")?;
            let Some(text) = container.get("image").and_then(Data::as_str) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            let image = Image::parse(text).map_err(|reason| format!("invalid image '{text}' ({reason})"))?;
            images.insert(name.into(), image.to_data(&format!("/{}/{list}/{index}/image", path.join("/"))));
        }
        if !images.is_empty() {
            found.insert(list.into(), Data::map(images));
        }
    }
    Ok(Data::map(found))
}
