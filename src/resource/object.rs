//! [`Resource`], one Kubernetes object with what a build has to remember about it: its earlier names, whether it needs a
//! hash, who refers to it. Kustomize keeps that in annotations of the object; here it is data beside the tree.

use super::{Gvk, IdRef, ResourceId, Shared};
use crate::kubernetes;
use crate::yaml::Tree;
use crate::yaml::tree::{Entry, NOWHERE};
use smol_str::SmolStr;

/// An object of a build.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The object, a mapping. Replaced by null where a patch deleted it.
    pub tree: Tree,
    /// What the build remembers of it.
    pub build: Build,
}

/// What a build remembers of an object.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// The names it had, oldest first.
    pub previous: Vec<Previous>,
    /// The prefixes that its name was given, innermost first.
    pub prefixes: Vec<SmolStr>,
    /// The suffixes that its name was given, innermost first.
    pub suffixes: Vec<SmolStr>,
    /// Whether a hash of its content is appended to its name.
    pub needs_hash: bool,
    /// What a generator asked for where the object exists already.
    pub behavior: Behavior,
    /// Of a patch: it may rename its target.
    pub allow_name_change: bool,
    /// Of a patch: it may change its target's kind.
    pub allow_kind_change: bool,
    /// The objects that refer to it.
    pub referrers: Vec<ResourceId>,
    /// The variables whose values it holds.
    pub variables: Vec<SmolStr>,
    /// Where it came from, where the build records origins.
    pub origin: Option<Box<Origin>>,
    /// What changed it, where the build records that.
    pub transformations: Vec<Origin>,
    /// Whether a generator made it, in whose annotations Kustomize notes even that no behavior was asked for.
    pub generated: bool,
    /// Whether it was read with comments, since schemas of fields may be among them.
    pub commented: bool,
    /// Whether a schema of the user's says that its kind has no namespace.
    pub cluster_scoped: bool,
    /// Entries of it that are one in Kustomize: see [`Resource::settle_shared`].
    pub shared: Vec<Shared>,
}

/// What an object was called before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Its kind.
    pub kind: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// The namespace that counted: see [`ResourceId::effective_namespace`].
    pub namespace: SmolStr,
}

/// What a generated object does where one of its name exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behavior {
    /// Nothing was asked for: there must be none.
    #[default]
    Unspecified,
    /// There must be none.
    Create,
    /// It takes the other's place.
    Replace,
    /// Its data is laid over the other's.
    Merge,
}

impl Behavior {
    /// Anything unknown counts as [`Behavior::Unspecified`].
    pub fn from_name(name: &str) -> Self {
        match name {
            "create" => Behavior::Create,
            "replace" => Behavior::Replace,
            "merge" => Behavior::Merge,
            _ => Behavior::Unspecified,
        }
    }

    /// The word for it in messages.
    pub fn name(self) -> &'static str {
        match self {
            Behavior::Unspecified => "unspecified",
            Behavior::Create => "create",
            Behavior::Replace => "replace",
            Behavior::Merge => "merge",
        }
    }
}

/// Where an object came from or what changed it, as the annotations `config.kubernetes.io/origin` and
/// `alpha.config.kubernetes.io/transformations` say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file, relative to the outermost kustomization.
    pub path: String,
    /// The remote repository it is in.
    pub repo: String,
    /// The revision of the repository.
    pub reference: String,
    /// The file that configured the generator or transformer.
    pub configured_in: String,
    /// The generator or transformer.
    pub configured_by: Option<(Gvk, SmolStr, SmolStr)>,
}

impl Origin {
    /// The origin of a file or folder that is named here.
    pub fn joined(&self, path: &str) -> Origin {
        let joined = if self.path.is_empty() { path.to_string() } else { format!("{}/{path}", self.path) };
        let path = String::from_utf8_lossy(&crate::go::path::clean(joined.as_bytes())).into_owned();
        Origin { path, ..self.clone() }
    }
}

/// The values of keys in a mapping, by one walk over its entries; of a repeated key the first counts. `number`: the place of
/// a key among them.
#[inline]
fn values_of<const N: usize>(node: &Tree, number: impl Fn(&str) -> Option<usize>) -> [Option<&Tree>; N] {
    let mut values = [None; N];
    let mut missing = N;
    for Entry { key, value } in node.as_mapping().map_or(&[][..], |mapping| &mapping.entries) {
        let Some(found) = key.text().and_then(|key| number(key)) else { continue };
        if values[found].is_none() {
            values[found] = Some(value);
            missing -= 1;
            if missing == 0 {
                break;
            }
        }
    }
    values
}

impl Resource {
    /// An object as it was read.
    pub fn new(tree: Tree) -> Self {
        Resource { tree, build: Build::default() }
    }

    pub(super) fn text_at(&self, path: &[&str]) -> SmolStr {
        self.tree.at(path).and_then(Tree::text).cloned().unwrap_or_default()
    }

    /// The texts of fields of the metadata. Null has none, unlike that of `kind`.
    fn metadata_texts<const N: usize>(&self, fields: [&str; N]) -> [SmolStr; N] {
        let metadata = self.tree.get("metadata");
        fields.map(|field| {
            let value = metadata.and_then(|metadata| metadata.get(field)).filter(|value| !value.is_null());
            value.and_then(Tree::text).cloned().unwrap_or_default()
        })
    }

    /// `metadata.name`, or empty.
    pub fn name(&self) -> SmolStr {
        let [name] = self.metadata_texts(["name"]);
        name
    }

    /// `metadata.namespace`, or empty.
    pub fn namespace(&self) -> SmolStr {
        let [namespace] = self.metadata_texts(["namespace"]);
        namespace
    }

    /// `kind`, or empty.
    pub fn kind(&self) -> SmolStr {
        self.text_at(&["kind"])
    }

    /// Group, version and kind.
    pub fn gvk(&self) -> Gvk {
        let api_version = self.tree.get("apiVersion").and_then(Tree::text);
        Gvk::new(api_version.map_or("", SmolStr::as_str), self.kind())
    }

    /// The id by what the object holds now: unique in a set.
    pub fn id(&self) -> ResourceId {
        self.id_ref().to_owned()
    }

    /// The id by what the object holds now, for whoever only looks at it.
    pub fn id_ref(&self) -> IdRef<'_> {
        fn text(node: Option<&Tree>) -> &str {
            node.and_then(Tree::text).map_or("", SmolStr::as_str)
        }
        let [api_version, kind, metadata] = values_of(&self.tree, |key| match key {
            "apiVersion" => Some(0),
            "kind" => Some(1),
            "metadata" => Some(2),
            _ => None,
        });
        let name_or_namespace = |key: &str| match key {
            "name" => Some(0),
            "namespace" => Some(1),
            _ => None,
        };
        let parts = metadata.map_or([None; 2], |metadata| values_of(metadata, name_or_namespace));
        let [name, namespace] = parts.map(|part| text(part.filter(|part| !part.is_null())));
        self.identified(text(api_version), text(kind), name, namespace)
    }

    #[inline]
    fn identified<'r>(&self, api_version: &'r str, kind: &'r str, name: &'r str, namespace: &'r str) -> IdRef<'r> {
        let (group, version) = Gvk::split(api_version);
        let cluster_scoped = self.build.cluster_scoped || kubernetes::is_cluster_scoped(group, version, kind);
        IdRef { group, version, kind, name, namespace, cluster_scoped }
    }

    /// The ids that it had, oldest first, under the group and version of today.
    pub fn previous_ids(&self) -> impl Iterator<Item = IdRef<'_>> {
        let api_version = || self.tree.get("apiVersion").and_then(Tree::text).map_or("", SmolStr::as_str);
        let api_version = if self.build.previous.is_empty() { "" } else { api_version() };
        let previous = self.build.previous.iter();
        previous.map(|previous| self.identified(api_version, &previous.kind, &previous.name, &previous.namespace))
    }

    /// The first id that it had.
    pub fn original_id(&self) -> ResourceId {
        self.original_id_ref().to_owned()
    }

    /// The first id that it had, for whoever only looks at it.
    pub fn original_id_ref(&self) -> IdRef<'_> {
        self.previous_ids().next().unwrap_or_else(|| self.id_ref())
    }

    /// Keeps the present id among the previous ones, before something changes it.
    pub fn store_id(&mut self) {
        let id = self.id_ref();
        let (kind, name, namespace) = (id.kind.into(), id.name.into(), id.effective_namespace().into());
        if self.build.previous.is_empty() {
            // One for the namespace, one for the prefix.
            self.build.previous.reserve_exact(2);
        }
        self.build.previous.push(Previous { kind, name, namespace });
    }

    /// Whether a patch deleted it.
    pub fn is_deleted(&self) -> bool {
        self.tree.is_null_or_empty()
    }

    /// The text of an annotation.
    pub fn annotation(&self, name: &str) -> Option<&SmolStr> {
        self.tree.at(&["metadata", "annotations"])?.get(name)?.text()
    }

    /// `metadata`, which is made where it is missing. `None` where it is no mapping.
    pub fn metadata_mut(&mut self) -> Option<&mut crate::yaml::tree::Mapping> {
        self.tree.as_mapping_mut()?.get_or_insert("metadata", || Tree::mapping(NOWHERE)).as_mapping_mut()
    }
}
