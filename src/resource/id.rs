//! [`ResourceId`], what names an object within a build, with Kustomize's rules for when two of them mean the same object.

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

impl ResourceId {
    /// The namespace that counts: `default` where none is written, and one of its own for cluster-scoped kinds.
    pub fn effective_namespace(&self) -> &str {
        match self.namespace.as_str() {
            _ if self.cluster_scoped => NOT_IN_A_NAMESPACE,
            "" => DEFAULT_NAMESPACE,
            written => written,
        }
    }

    /// Whether both are of the same group, version, kind and name.
    pub fn same_name(&self, other: &ResourceId) -> bool {
        self.name == other.name && self.gvk == other.gvk
    }

    /// Whether both are in the same namespace.
    pub fn same_namespace(&self, other: &ResourceId) -> bool {
        self.effective_namespace() == other.effective_namespace()
    }

    /// Whether `selector`'s parts, where they are not empty, are this one's.
    pub fn is_selected(&self, selector: &ResourceId) -> bool {
        (selector.name.is_empty() || selector.name == self.name)
            && (selector.namespace.is_empty() || selector.same_namespace(self))
            && self.gvk.is_selected(&selector.gvk)
    }
}

/// Two ids are equal where they mean the same object.
impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.same_name(other) && self.same_namespace(other)
    }
}

impl Eq for ResourceId {}

impl Hash for ResourceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.gvk, &self.name, self.effective_namespace()).hash(state);
    }
}

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
