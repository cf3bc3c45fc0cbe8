//! A strategic merge patch applied to a resource: what may change is decided here, how trees merge in [`super::merge`].

use super::Resource;
use super::merge::{self, MergeError, Outcome};
use crate::kubernetes::Schema;
use crate::yaml::Tree;
use crate::yaml::tree::{Mapping, NOWHERE};
use smol_str::SmolStr;

impl Resource {
    /// Lays `patch` over the object. Kind and name stay unless the patch may change them, the namespace always; an object
    /// that the patch deletes is null afterwards.
    pub fn apply_strategic(&mut self, patch: &Resource, schema: &Schema) -> Result<(), MergeError> {
        let (name, namespace, kind) = (self.name(), self.namespace(), self.kind());
        if patch.build.allow_name_change || patch.build.allow_kind_change {
            self.store_id();
        }
        let merge = match self.build.commented || patch.build.commented {
            true => merge::merge_commented,
            false => merge::merge,
        };
        if merge(&patch.tree, &mut self.tree, schema)? == Outcome::Deleted {
            self.tree = Tree::null(self.tree.origin);
        }
        if self.is_deleted() {
            return Ok(());
        }
        if !patch.build.allow_kind_change {
            self.set_kind(&kind);
        }
        if !patch.build.allow_name_change {
            self.set_metadata("name", &name);
        }
        self.set_metadata("namespace", &namespace);
        Ok(())
    }

    /// Sets `kind` to a text.
    fn set_kind(&mut self, kind: &SmolStr) {
        if let Some(object) = self.tree.as_mapping_mut() {
            set_text(object, "kind", kind);
        }
    }

    /// Sets a field of the metadata to a text; an empty one is removed.
    fn set_metadata(&mut self, field: &str, value: &SmolStr) {
        let Some(metadata) = self.metadata_mut() else { return };
        if value.is_empty() {
            metadata.remove(field);
        } else {
            set_text(metadata, field, value);
        }
    }
}

/// Sets a field to a text, however it was written before; where it says the same already, it keeps its origin.
fn set_text(mapping: &mut Mapping, field: &str, value: &SmolStr) {
    let present = mapping.get(field);
    let origin = present.filter(|tree| tree.text() == Some(value)).map_or(NOWHERE, |tree| tree.origin);
    mapping.set(field, Tree::string(value.clone(), origin));
}
