//! Wildcards in the names of labels and annotations: they stand for the first name of the resource that fits, as Kyverno replaces
//! them before it looks at values. Of such a map, patterns that are no texts are left out.

use crate::policy::jmespath::{Data, Entries, wildcard};
use crate::policy::kyverno::anchor::{Anchor, Anchored};
use smol_str::SmolStr;

const TAGS: [&str; 2] = ["labels", "annotations"];

/// The entry of a map whose key, without its anchor, is `name`.
fn entry<'e>(entries: &'e Entries, name: &str) -> Option<(&'e SmolStr, &'e Data)> {
    let exact = entries.get_key_value(name);
    exact.or_else(|| {
        let anchored = |key: &str| {
            let parsed = Anchored::parse(key);
            parsed.anchor.is_some() && parsed.key == name
        };
        entries.iter().find(|(key, _)| anchored(key))
    })
}

/// Whether the pattern has to be made anew for each resource.
pub(super) fn depends_on_resource(pattern: &Entries) -> bool {
    let Some((_, Data::Map(metadata))) = entry(pattern, "metadata") else { return false };
    TAGS.iter().any(|tag| match entry(metadata, tag) {
        Some((_, Data::Map(map))) => {
            map.iter().any(|(key, value)| wildcard::has_wildcard(key) || value.as_str().is_none())
        }
        _ => false,
    })
}

/// The pattern for a resource.
pub(super) fn expand(pattern: &Entries, resource: &Entries) -> Entries {
    let mut expanded = pattern.clone();
    let Some((metadata_key, Data::Map(metadata))) = entry(pattern, "metadata") else { return expanded };
    let Some(Data::Map(found)) = resource.get("metadata") else { return expanded };
    let mut metadata = metadata.as_ref().clone();
    for tag in TAGS {
        let Some((tag_key, Data::Map(wanted))) = entry(&metadata, tag) else { continue };
        let Some(Data::Map(names)) = found.get(tag) else { continue };
        let texts = wanted.iter().filter(|(_, value)| value.as_str().is_some());
        let renamed = texts.map(|(key, value)| (rename(key, names), value.clone())).collect();
        let tag_key = tag_key.clone();
        metadata.insert(tag_key, Data::map(renamed));
    }
    expanded.insert(metadata_key.clone(), Data::map(metadata));
    expanded
}

/// The key with its wildcards replaced by a name that fits, if there is one.
fn rename(key: &SmolStr, names: &Entries) -> SmolStr {
    if !wildcard::has_wildcard(key) {
        return key.clone();
    }
    let parsed = Anchored::parse(key);
    let found = names.keys().find(|name| wildcard::matches(parsed.key, name));
    let Some(name) = found else { return key.clone() };
    match parsed.anchor {
        Some(anchor) => format!("{}({name})", Anchor::sign(anchor)).into(),
        None => name.clone(),
    }
}
