//! The fields that Kustomize's transformers change by default, and those that hold names of other objects. Facts alone: what
//! a transformer does with a field is its own matter, and so is a configuration that adds fields.

#[rustfmt::skip]
mod table;

use serde::Deserialize;
use smol_str::SmolStr;
use std::borrow::Cow;
pub use table::*;

/// A field of the objects of some kinds. An empty part of group, version and kind stands for any.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct FieldSpec {
    /// The group.
    pub group: SmolStr,
    /// The version.
    pub version: SmolStr,
    /// The kind.
    pub kind: SmolStr,
    /// Keys joined by `/`; a key followed by `[]` holds a list, and `\/` is a slash within a key.
    pub path: SmolStr,
    /// Whether the field is made where it is missing.
    pub create: bool,
}

/// The fields that hold names of objects of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameReference {
    /// The group of the objects that are named; empty stands for any.
    pub group: SmolStr,
    /// Their version; empty stands for any.
    pub version: SmolStr,
    /// Their kind.
    pub kind: SmolStr,
    /// Where their names are held.
    pub referrers: Cow<'static, [FieldSpec]>,
}

const fn spec(
    group: &'static str,
    version: &'static str,
    kind: &'static str,
    path: &'static str,
    create: bool,
) -> FieldSpec {
    FieldSpec {
        group: SmolStr::new_static(group),
        version: SmolStr::new_static(version),
        kind: SmolStr::new_static(kind),
        path: SmolStr::new_static(path),
        create,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_selects_by_common_labels() {
        let service = spec("", "v1", "Service", "spec/selector", true);
        assert!(COMMON_LABELS.contains(&service));
    }

    #[test]
    fn pods_hold_names_of_config_maps() {
        let config_map = NAME_REFERENCES.iter().find(|target| target.kind == "ConfigMap").expect("it is known");
        let volume = spec("", "v1", "Pod", "spec/volumes/configMap/name", false);
        assert!(config_map.referrers.contains(&volume));
    }
}
