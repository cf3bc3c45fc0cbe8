//! Which APIs were deprecated and removed, in which release, and what to use instead. Facts alone.

#[rustfmt::skip]
mod table;

use table::TABLE;

/// A release: major and minor.
pub type Release = (u32, u32);

/// How long an API lives.
#[derive(Debug)]
pub struct Lifecycle {
    /// `apps/v1beta1`.
    pub api_version: &'static str,
    /// The kind, or empty for all kinds of the API.
    pub kind: &'static str,
    /// What it is a part of: `istio`; empty for Kubernetes itself.
    pub component: &'static str,
    /// The release of the component that deprecated it.
    pub deprecated: Option<Release>,
    /// The release of the component that serves it no more.
    pub removed: Option<Release>,
    /// The apiVersion to use instead, or empty.
    pub replacement: &'static str,
}

impl Lifecycle {
    /// What is known of an API, where it was deprecated or removed ever.
    pub fn of_api(api_version: &str, kind: &str) -> Option<&'static Lifecycle> {
        let find = |kind: &str| {
            let place = TABLE.binary_search_by(|row| (row.api_version, row.kind).cmp(&(api_version, kind)));
            place.ok().and_then(|place| TABLE.get(place))
        };
        find(kind).or_else(|| find(""))
    }

    const fn of(mut self, component: &'static str) -> Self {
        self.component = component;
        self
    }
}

const fn row(
    api_version: &'static str,
    kind: &'static str,
    deprecated: Option<Release>,
    removed: Option<Release>,
    replacement: &'static str,
) -> Lifecycle {
    Lifecycle { api_version, kind, component: "", deprecated, removed, replacement }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted_by(|one, other| (one.api_version, one.kind) < (other.api_version, other.kind)));
    }

    #[test]
    fn an_api_without_kinds_means_all_of_them() {
        let policy = Lifecycle::of_api("authentication.istio.io/v1alpha1", "Policy").expect("it was removed");
        assert_eq!((policy.component, policy.replacement), ("istio", "security.istio.io/v1beta1"));
        assert!(Lifecycle::of_api("apps/v1", "Deployment").is_none());
        assert_eq!(Lifecycle::of_api("apps/v1beta1", "Deployment").and_then(|api| api.removed), Some((1, 16)));
    }
}
