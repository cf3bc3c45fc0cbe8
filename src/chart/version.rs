//! What charts ask of versions: whether a text is one, and whether one is in a range.

use crate::go::semver::{Constraints, Version};

/// Whether Helm reads `text` as a version: up to three numbers, with or without `v`, a pre-release and build data.
pub(super) fn is_version(text: &str) -> bool {
    Version::parse(text).is_ok()
}

/// Whether `version` is in the range that `constraint` names; what is no version or no range is not.
pub(super) fn is_compatible(constraint: &str, version: &str) -> bool {
    let (Ok(constraints), Ok(version)) = (Constraints::parse(constraint), Version::parse(version)) else {
        return false;
    };
    constraints.check(&version)
}
