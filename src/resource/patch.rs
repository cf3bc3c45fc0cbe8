//! A strategic merge patch applied to a resource: what may change is decided here, how trees merge in [`super::merge`].

use super::Resource;
use super::merge::{self, MergeError, Outcome};
use crate::kubernetes::Schema;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Mapping, NOWHERE, Scalar, ScalarStyle, Tag};
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
        if takes_annotations(&patch.tree) {
            self.forget_annotations();
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

/// Whether a patch takes all annotations away, and with them those in which Kustomize remembers things.
fn takes_annotations(patch: &Tree) -> bool {
    let is_taken = |node: &Tree| {
        let directive = node.get("$patch").and_then(Tree::text).map(SmolStr::as_str);
        node.is_null() || matches!(directive, Some("delete" | "replace"))
    };
    let Some(metadata) = patch.get("metadata").filter(|_| !merge::replaces(patch)) else { return false };
    is_taken(metadata) || metadata.get("annotations").is_some_and(is_taken)
}

/// Sets a field to a text in the style of what was there: without quotes, what looks like a number is one. Where it says the
/// same already, it keeps its origin.
fn set_text(mapping: &mut Mapping, field: &str, value: &SmolStr) {
    let Some(present) = mapping.get_mut(field) else {
        mapping.set(field, Tree::string(value.clone(), NOWHERE));
        return;
    };
    let origin = if present.text() == Some(value) { present.origin } else { NOWHERE };
    let style = present.as_scalar().map_or(ScalarStyle::Plain, |scalar| scalar.style);
    let scalar = Scalar { text: value.clone(), tag: Tag::Unstated, style };
    *present = Tree::new(Content::Scalar(scalar), origin);
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::Schema;
    use crate::resource::read;
    use crate::source::SourceId;
    use crate::yaml;

    #[test]
    fn a_name_without_quotes_is_the_number_that_it_looks_like() {
        let object = |name: &str| {
            let text = format!("kind: A\nmetadata: {{name: {name}}}\n");
            read(text.as_bytes(), SourceId::UNKNOWN).expect("an object").remove(0)
        };
        let printed = |name: &str| {
            let mut resource = object(name);
            resource.apply_strategic(&object("other"), &Schema::builtin()).expect("it fits");
            let mut text = String::new();
            yaml::print_resource(&resource.tree, &mut text).expect("it prints");
            text.lines().last().map(str::to_owned).unwrap_or_default()
        };
        assert_eq!((printed("12").as_str(), printed("'12'").as_str()), ("  name: 12", "  name: \"12\""));
    }
}
