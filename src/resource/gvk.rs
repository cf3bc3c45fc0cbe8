//! [`Gvk`], the group, version and kind of an object. It knows how Kustomize prints, selects and orders them, and nothing of
//! what the API has.

use smol_str::SmolStr;
use std::cmp::Ordering;
use std::fmt;

/// A group, version and kind. In a selector an empty part stands for any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Gvk {
    /// `apps`; empty for the core group.
    pub group: SmolStr,
    /// `v1`.
    pub version: SmolStr,
    /// `Deployment`.
    pub kind: SmolStr,
}

impl Gvk {
    /// The parts of an object's `apiVersion` and its kind.
    pub fn new(api_version: &str, kind: impl Into<SmolStr>) -> Self {
        let (group, version) = Gvk::split(api_version);
        Gvk { group: group.into(), version: version.into(), kind: kind.into() }
    }

    /// `apps/v1`.
    pub fn api_version(&self) -> String {
        if self.group.is_empty() { self.version.to_string() } else { format!("{}/{}", self.group, self.version) }
    }

    /// The group and the version of an `apiVersion`.
    pub fn split(api_version: &str) -> (&str, &str) {
        // The text is short: a loop is quicker than what is made to search long ones.
        match api_version.bytes().position(|byte| byte == b'/') {
            Some(at) => (&api_version[..at], &api_version[at + 1..]),
            None => ("", api_version),
        }
    }

    /// Whether this, as a selector, selects a group, version and kind: each part that it has is theirs.
    pub fn selects(&self, group: &str, version: &str, kind: &str) -> bool {
        Gvk::fits([&self.group, &self.version, &self.kind], [group, version, kind])
    }

    /// Whether each part of a selector that is not empty is that of a group, version and kind.
    pub fn fits(selector: [&str; 3], own: [&str; 3]) -> bool {
        // Kinds differ most.
        selector.into_iter().zip(own).rev().all(|(wanted, own)| wanted.is_empty() || wanted == own)
    }

    /// Whether each part that `selector` has is this one's.
    pub fn is_selected(&self, selector: &Gvk) -> bool {
        selector.selects(&self.group, &self.version, &self.kind)
    }

    /// The order of kinds that cannot be told apart by their place in the list: by `group_version_kind`, where what is
    /// missing counts as `~G`, `~V`, `~K`.
    pub fn compare_names(&self, other: &Gvk) -> Ordering {
        self.sort_key().cmp(other.sort_key())
    }

    /// The bytes of what kinds are ordered by.
    fn sort_key(&self) -> impl Iterator<Item = u8> + '_ {
        fn or<'t>(part: &'t str, missing: &'static str) -> &'t str {
            if part.is_empty() { missing } else { part }
        }
        let parts = [or(&self.group, "~G"), "_", or(&self.version, "~V"), "_", or(&self.kind, "~K")];
        parts.into_iter().flat_map(str::bytes)
    }
}

/// `Deployment.v1.apps`, as Kustomize's messages have it.
impl fmt::Display for Gvk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = |part: &'_ SmolStr, missing: &'static str| if part.is_empty() { missing.into() } else { part.clone() };
        write!(f, "{}.{}.{}", or(&self.kind, "[noKind]"), or(&self.version, "[noVer]"), or(&self.group, "[noGrp]"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_what_stands_before_the_slash() {
        let gvk = Gvk::new("apps/v1", "Deployment");
        assert_eq!((gvk.group.as_str(), gvk.version.as_str()), ("apps", "v1"));
        assert_eq!(gvk.to_string(), "Deployment.v1.apps");
        assert_eq!(Gvk::new("v1", "Pod").to_string(), "Pod.v1.[noGrp]");
        assert_eq!(Gvk::new("v1", "Pod").api_version(), "v1");
    }

    #[test]
    fn an_empty_part_selects_any() {
        let gvk = Gvk::new("apps/v1", "Deployment");
        assert!(gvk.is_selected(&Gvk::default()));
        assert!(gvk.is_selected(&Gvk { kind: "Deployment".into(), ..Gvk::default() }));
        assert!(!gvk.is_selected(&Gvk { group: "batch".into(), ..Gvk::default() }));
    }
}
