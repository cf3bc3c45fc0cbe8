//! [`Images`]: other names, tags and digests for images. They are looked for in lists of containers wherever these are, and
//! then in the fields that are known to hold images; what is in both is changed twice.

mod reference;

use super::fields::{FieldError, FieldSpecs, Meaning, Missing, Outcome, set_scalar};
use super::object;
use crate::diagnostic::{Diagnostic, Severity};
use crate::kustomize::spec::{FieldSpec, Image};
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, NOWHERE};
pub(in crate::kustomize) use reference::split as split_image;

use reference::{Name, split};
use serde::Deserialize;
use smol_str::{SmolStr, SmolStrBuilder};
use std::sync::atomic::{AtomicBool, Ordering};

/// Changes the images of a name.
pub struct Images {
    image: Image,
    name: Name,
    specs: FieldSpecs,
    origin: Span,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    image_tag: Image,
    field_specs: Vec<FieldSpec>,
}

impl Images {
    /// An entry of `images`, which stands at `origin`.
    pub fn new(image: Image, specs: &[FieldSpec], origin: Span) -> Result<Self> {
        let name = Name::compile(&image.name).map_err(|cause| {
            let message = format!("the name of an image is no regular expression: {cause}");
            let diagnostic = Diagnostic::sentence("kustomize::image", message);
            let help = "names are regular expressions: put a backslash before what is meant as it stands";
            Box::new(diagnostic.label(origin, "of this image").help(help))
        })?;
        Ok(Images { image, name, specs: FieldSpecs::new(specs), origin })
    }

    /// An `ImageTagTransformer`.
    pub fn from_object(tree: &Tree) -> Result<Self> {
        let Configuration { image_tag, field_specs } = object::read(tree)?;
        Self::new(image_tag, &field_specs, tree.origin)
    }

    /// Changes an image, if it has the name. `found` says whether it had.
    fn set(&self, node: &mut Tree, found: &AtomicBool) -> Outcome {
        let Some(text) = node.text() else { return Err(FieldError::wrong_kind("ScalarNode", node)) };
        if !self.name.matches(text) {
            return Ok(());
        }
        found.store(true, Ordering::Relaxed);
        let changed = self.changed(text);
        set_scalar(node, changed, Meaning::Implied, self.origin)
    }

    /// The image that takes the place of another.
    fn changed(&self, text: &str) -> SmolStr {
        let image = &self.image;
        let (name, mut tag, mut digest) = split(text);
        let name = if image.new_name.is_empty() { name } else { &image.new_name };
        let mut suffix = "";
        match (image.new_tag.as_str(), image.digest.as_str()) {
            ("", "") => {
                if !image.tag_suffix.is_empty() {
                    suffix = &image.tag_suffix;
                    digest = "";
                }
            }
            (new_tag, new_digest) => (tag, digest) = (new_tag, new_digest),
        }
        let mut changed = SmolStrBuilder::new();
        changed.push_str(name);
        if !tag.is_empty() || !suffix.is_empty() {
            [":", tag, suffix].into_iter().for_each(|part| changed.push_str(part));
        }
        if !digest.is_empty() {
            ["@", digest].into_iter().for_each(|part| changed.push_str(part));
        }
        changed.finish()
    }

    /// Changes the images of all lists of containers below a node.
    fn walk(&self, node: &mut Tree, found: &AtomicBool) -> Outcome {
        match &mut node.content {
            Content::Mapping(mapping) => mapping.entries.iter_mut().try_for_each(|Entry { key, value }| {
                // Most values are scalars, in which there is nothing.
                if value.as_scalar().is_some() {
                    return Ok(());
                }
                self.walk(value, found)?;
                match value.as_items_mut() {
                    Some(items) if is_list_of_containers(key) => {
                        items.iter_mut().try_for_each(|container| self.set_in(container, found))
                    }
                    _ => Ok(()),
                }
            }),
            Content::Sequence(sequence) => sequence.items.iter_mut().try_for_each(|item| self.walk(item, found)),
            Content::Scalar(_) | Content::Alias(_) => Ok(()),
        }
    }

    /// Changes the image of a container.
    fn set_in(&self, container: &mut Tree, found: &AtomicBool) -> Outcome {
        if container.is_null() {
            return Ok(());
        }
        let Some(mapping) = container.as_mapping_mut() else {
            return Err(FieldError::wrong_kind("MappingNode", container));
        };
        mapping.get_mut("image").map_or(Ok(()), |image| self.set(image, found))
    }

    fn change_fields(&self, resource: &mut Resource, found: &AtomicBool) -> Outcome {
        let kind = resource.kind();
        self.specs
            .for_kind(&kind)
            .try_for_each(|spec| spec.change(resource, Missing::Left, self.origin, &mut |node| self.set(node, found)))
    }

    /// What the user should know where no image has the name.
    fn unused(&self) -> Diagnostic {
        let message = format!("no image is called `{}`", self.image.name);
        let mut note = Diagnostic::error("kustomize::unused", message).severity(Severity::Warning);
        if self.origin != NOWHERE {
            note = note.label(self.origin, "changes nothing");
        }
        note.help("write the name as it stands in the objects, registry and path included, without the tag")
    }
}

fn is_list_of_containers(key: &Tree) -> bool {
    matches!(key.text().map(SmolStr::as_str), Some("containers" | "initContainers"))
}

/// Definitions of kinds hold no images, whatever their fields are called.
fn has_images(resource: &Resource) -> bool {
    resource.tree.get("kind").and_then(Tree::text).is_none_or(|kind| kind != "CustomResourceDefinition")
}

impl Transformer for Images {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        let found = AtomicBool::new(false);
        super::each(super::contents_mut(set, &self.specs), |resource| {
            if !has_images(resource) {
                return Ok(());
            }
            let outcome = self.walk(&mut resource.tree, &found);
            outcome.map_err(|error| error.report(resource, self.origin))?;
            let outcome = self.change_fields(resource, &found);
            outcome.map_err(|error| error.report(resource, self.origin))
        })?;
        if !found.load(Ordering::Relaxed) {
            context.notes.push(self.unused());
        }
        Ok(())
    }

    fn may_change(&self, key: &str) -> bool {
        key == "image" || self.specs.iter().any(|spec| spec.path.may_end_with(key))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::transformed;
    use super::*;
    use crate::kustomize::config::TransformerConfig;

    fn images(image: Image) -> Images {
        Images::new(image, &TransformerConfig::defaults().images, NOWHERE).expect("a name")
    }

    fn changed(image: Image, text: &str) -> String {
        images(image).changed(text).to_string()
    }

    #[test]
    fn tag_and_digest_take_the_place_of_both() {
        let image = |new_tag: &str, digest: &str, tag_suffix: &str| Image {
            new_tag: new_tag.into(),
            digest: digest.into(),
            tag_suffix: tag_suffix.into(),
            ..Image::default()
        };
        assert_eq!(changed(image("2", "", ""), "a:1@sha256:x"), "a:2");
        assert_eq!(changed(image("", "sha256:y", ""), "a:1@sha256:x"), "a@sha256:y");
        assert_eq!(changed(image("2", "sha256:y", "-s"), "a"), "a:2@sha256:y");
        assert_eq!(changed(image("", "", "-s"), "h:80/a:1@sha256:x"), "h:80/a:1-s");
        assert_eq!(changed(image("", "", "-s"), "a"), "a:-s");
        assert_eq!(changed(Image { new_name: "b/c".into(), ..Image::default() }, "a:1@sha256:x"), "b/c:1@sha256:x");
    }

    #[test]
    fn the_suffix_comes_twice_where_both_ways_lead() {
        let image = Image { name: "a".into(), tag_suffix: "-s".into(), ..Image::default() };
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{image: 'a:1'}]\n  \
                   ephemeralContainers: [{image: 'a:1'}]\n";
        let set = transformed(&images(image), pod).expect("it fits");
        let image = |list: &str| {
            let items = set.get(0).and_then(|resource| resource.tree.at(&["spec", list])?.as_items());
            items.and_then(|items| items.first()?.get("image")?.text()).map(SmolStr::as_str)
        };
        assert_eq!(image("containers"), Some("a:1-s-s"));
        assert_eq!(image("ephemeralContainers"), Some("a:1"));
    }

    #[test]
    fn what_is_no_container_is_refused() {
        let image = Image { name: "a".into(), ..Image::default() };
        let error =
            transformed(&images(image), "apiVersion: v1\nkind: A\nmetadata: {name: p}\nspec: {containers: [x]}\n");
        let sentence = error.expect_err("a text").compat.expect("kyaml's words");
        assert_eq!(sentence, "wrong node kind: expected MappingNode but got ScalarNode");
    }
}
