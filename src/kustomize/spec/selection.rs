//! How objects are chosen: [`Selector`], and what a [`FieldSpec`] says of them.

use crate::kubernetes::FieldSpec;
use crate::resource::Gvk;
use serde::Deserialize;
use smol_str::SmolStr;
use std::fmt;

/// Chooses objects: each part that is not empty must fit. The first five are regular expressions for the whole text.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Selector {
    /// The group.
    pub group: SmolStr,
    /// The version.
    pub version: SmolStr,
    /// The kind.
    pub kind: SmolStr,
    /// The name.
    pub name: SmolStr,
    /// The namespace.
    pub namespace: SmolStr,
    /// A label selector over the annotations.
    pub annotation_selector: SmolStr,
    /// A label selector.
    pub label_selector: SmolStr,
}

impl FieldSpec {
    /// The group, version and kind as a selector.
    pub fn gvk(&self) -> Gvk {
        Gvk { group: self.group.clone(), version: self.version.clone(), kind: self.kind.clone() }
    }

    /// Whether it is for objects of a group, version and kind.
    pub fn selects(&self, group: &str, version: &str, kind: &str) -> bool {
        Gvk::fits([&self.group, &self.version, &self.kind], [group, version, kind])
    }
}

/// `Deployment.[noVer].apps:true:metadata/labels`.
impl fmt::Display for FieldSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.gvk(), self.create, self.path)
    }
}
