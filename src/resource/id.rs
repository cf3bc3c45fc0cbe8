//! [`ResourceId`], what names an object within a build, with Kustomize's rules for when two of them mean the same object; and
//! [`IdRef`], the same borrowed from an object, for whoever only looks.

use super::Gvk;
use smol_str::SmolStr;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The namespace of cluster-scoped objects in comparisons: no real one has this name.
const NOT_IN_A_NAMESPACE: &str = "_non_namespaceable_";

/// The namespace of objects that name none.
pub const DEFAULT_NAMESPACE: &str = "default";

/// Group, version, kind, name and namespace.
#[derive(Clone, Debug, Default)]
pub struct ResourceId {
    /// Group, version and kind.
    pub gvk: Gvk,
    /// The name.
    pub name: SmolStr,
    /// The namespace as it is written; empty where there is none.
    pub namespace: SmolStr,
    /// Whether objects of this kind are known to have no namespace.
    pub cluster_scoped: bool,
}

/// An id whose parts are an object's.
#[derive(Clone, Copy, Debug)]
pub struct IdRef<'r> {
    /// The group; empty for the core group.
    pub group: &'r str,
    /// The version.
    pub version: &'r str,
    /// The kind.
    pub kind: &'r str,
    /// The name.
    pub name: &'r str,
    /// The namespace as it is written; empty where there is none.
    pub namespace: &'r str,
    /// Whether objects of this kind are known to have no namespace.
    pub cluster_scoped: bool,
}

impl<'r> IdRef<'r> {
    /// The id for itself.
    pub fn to_owned(self) -> ResourceId {
        let gvk = Gvk { group: self.group.into(), version: self.version.into(), kind: self.kind.into() };
        let (name, namespace) = (self.name.into(), self.namespace.into());
        ResourceId { gvk, name, namespace, cluster_scoped: self.cluster_scoped }
    }

    /// The namespace that counts: `default` where none is written, and one of its own for cluster-scoped kinds.
    pub fn effective_namespace(self) -> &'r str {
        match self.namespace {
            _ if self.cluster_scoped => NOT_IN_A_NAMESPACE,
            "" => DEFAULT_NAMESPACE,
            written => written,
        }
    }

    /// Group, version, kind and name.
    pub fn anywhere(self) -> [&'r str; 4] {
        [self.group, self.version, self.kind, self.name]
    }

    /// Whether each part of the group, version and kind that `selector` has is this one's.
    pub fn is_of(self, selector: &Gvk) -> bool {
        selector.selects(self.group, self.version, self.kind)
    }
}

/// Two ids are equal where they mean the same object.
impl PartialEq for IdRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.anywhere() == other.anywhere() && self.effective_namespace() == other.effective_namespace()
    }
}

impl Eq for IdRef<'_> {}

impl Hash for IdRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.name, self.kind, self.effective_namespace(), self.group, self.version).hash(state);
    }
}

impl ResourceId {
    /// The same, borrowed.
    pub fn as_ref(&self) -> IdRef<'_> {
        let Gvk { group, version, kind } = &self.gvk;
        let (name, namespace) = (&self.name, &self.namespace);
        IdRef { group, version, kind, name, namespace, cluster_scoped: self.cluster_scoped }
    }

    /// The namespace that counts: see [`IdRef::effective_namespace`].
    pub fn effective_namespace(&self) -> &str {
        self.as_ref().effective_namespace()
    }
}

/// Two ids are equal where they mean the same object.
impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl Eq for ResourceId {}

/// `Deployment.v1.apps/web.default`, as Kustomize's messages have it.
impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.name.is_empty() { "[noName]" } else { &self.name };
        let namespace = if self.namespace.is_empty() { "[noNs]" } else { &self.namespace };
        write!(f, "{}/{name}.{namespace}", self.gvk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(namespace: &str, cluster_scoped: bool) -> ResourceId {
        let gvk = Gvk::new("v1", "ConfigMap");
        ResourceId { gvk, name: "a".into(), namespace: namespace.into(), cluster_scoped }
    }

    #[test]
    fn no_namespace_is_the_default_one() {
        assert_eq!(id("", false), id("default", false));
        assert_ne!(id("", false), id("x", false));
        assert_eq!(id("x", true), id("y", true));
        assert_eq!(id("", false).to_string(), "ConfigMap.v1.[noGrp]/a.[noNs]");
    }
}
