//! How objects and fields are chosen: [`Selector`] and [`FieldSpec`].

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

/// A field of objects of some kinds.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct FieldSpec {
    /// The group; empty for any.
    pub group: SmolStr,
    /// The version; empty for any.
    pub version: SmolStr,
    /// The kind; empty for any.
    pub kind: SmolStr,
    /// Names joined by `/`; a name that ends in `[]` is a list all of whose items are meant, and `\/` is a slash in a name.
    pub path: SmolStr,
    /// Whether the field is made where it is missing.
    pub create: bool,
}

impl FieldSpec {
    /// The group, version and kind as a selector.
    pub fn gvk(&self) -> Gvk {
        Gvk { group: self.group.clone(), version: self.version.clone(), kind: self.kind.clone() }
    }
}

/// `Deployment.[noVer].apps:true:metadata/labels`.
impl fmt::Display for FieldSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.gvk(), self.create, self.path)
    }
}
