//! What a kustomization says of a patch.

use super::Selector;
use serde::Deserialize;
use smol_str::SmolStr;

/// A patch, inline or in a file, and the objects that it is for.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Patch {
    /// A file.
    pub path: SmolStr,
    /// The patch itself.
    pub patch: SmolStr,
    /// The objects; without it the patch names its own.
    pub target: Option<Selector>,
    /// What else it may do.
    pub options: Option<PatchOptions>,
}

/// What else a patch may do.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, rename_all = "camelCase")]
pub struct PatchOptions {
    /// Rename its target.
    pub allow_name_change: bool,
    /// Change its target's kind.
    pub allow_kind_change: bool,
}
