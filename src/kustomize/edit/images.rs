//! Images and replica counts.

use super::document::Step;
use super::kustfile::{KustomizationFile, mapping, text};
use super::{Piece, fix};
use crate::kustomize::Result;
use crate::kustomize::transformers::split_image;
use crate::yaml::Tree;
use crate::yaml::tree::{NOWHERE, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// What an argument says that keeps what is there.
const KEEP: &str = "*";

/// What becomes of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageChange {
    /// The image's name.
    pub name: String,
    /// Its new name; empty for none, `*` for the one that is there.
    pub new_name: String,
    /// Its new tag, likewise.
    pub new_tag: String,
    /// Its digest, likewise.
    pub digest: String,
}

/// Reads `name=new-name:tag@digest` and what can be left out of it. The error is Kustomize's sentence.
pub fn image(argument: &str) -> std::result::Result<ImageChange, String> {
    let (key, value) = argument.split_once('=').unwrap_or(("", argument));
    let (name, tag, digest) = split_image(value);
    if name == argument {
        return Err(String::from(
            "invalid format of image, use one of the following options: <image>=<newimage>:<newtag>, \
             <image>=<newimage>@<digest>, <image>=<newimage>:<newtag>@<digest>, <image>=<newimage>, <image>:<newtag>, \
             <image>:<newtag>@<digest>, <image>@<digest>",
        ));
    }
    let (name, new_name) = if key.is_empty() { (name, "") } else { (key, name) };
    let [name, new_name, new_tag, digest] = [name, new_name, tag, digest].map(str::to_owned);
    Ok(ImageChange { name, new_name, new_tag, digest })
}

/// Sets images: what an entry says is replaced by what the change says. Of the changes to one image the last counts.
pub fn set_images(file: &mut KustomizationFile, changes: &[ImageChange]) -> Result<()> {
    fix::merge_image_tags(file)?;
    let changes: BTreeMap<&str, &ImageChange> = changes.iter().map(|change| (change.name.as_str(), change)).collect();
    let known = file.kustomization()?.images;
    let mut new = Vec::new();
    let mut gone = BTreeSet::new();
    for (name, change) in changes {
        let mut places = (0..known.len()).filter(|&at| known[at].value.name == name);
        let kept = |wanted: &str, known: &str| if wanted == KEEP { known.to_owned() } else { wanted.to_owned() };
        let Some(at) = places.next() else {
            let [new_name, new_tag, digest] =
                [&change.new_name, &change.new_tag, &change.digest].map(|value| kept(value, ""));
            let fields = [("name", Some(Tree::string(name, NOWHERE))), ("newName", text(&new_name))];
            let image = mapping(fields.into_iter().chain([("newTag", text(&new_tag)), ("digest", text(&digest))]));
            new.push(Piece::from(image));
            continue;
        };
        gone.extend(places);
        let image = &known[at].value;
        let path = [Step::Key("images"), Step::Item(at)];
        file.set_text(&path, "newName", &kept(&change.new_name, &image.new_name))?;
        file.set_text(&path, "newTag", &kept(&change.new_tag, &image.new_tag))?;
        file.set_text(&path, "digest", &kept(&change.digest, &image.digest))?;
        file.set_text(&path, "tagSuffix", "")?;
    }
    file.document.append(&[], "images", new)?;
    file.document.remove_items(&[], "images", &gone)
}

/// Reads `name=count`. The error is Kustomize's sentence.
pub fn replica(argument: &str) -> std::result::Result<(String, i64), String> {
    let wrong = || String::from("invalid format of replica, use the following format: <name>=<count>");
    let (name, count) = argument.split_once('=').ok_or_else(wrong)?;
    Ok((name.to_owned(), count.parse().map_err(|_| wrong())?))
}

/// Sets replica counts. Of several for one name the last counts.
pub fn set_replicas(file: &mut KustomizationFile, counts: &[(String, i64)]) -> Result<()> {
    let counts: BTreeMap<&str, i64> = counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    let known = file.kustomization()?.replicas;
    let mut new = Vec::new();
    let mut gone = BTreeSet::new();
    for (name, count) in counts {
        let count = Tree::scalar(count.to_string(), Tag::Int, NOWHERE);
        let mut places = (0..known.len()).filter(|&at| known[at].value.name == name);
        match places.next() {
            Some(at) => file.document.set(&[Step::Key("replicas"), Step::Item(at)], "count", count)?,
            None => new.push(mapping([("name", Some(Tree::string(name, NOWHERE))), ("count", Some(count))]).into()),
        }
        gone.extend(places);
    }
    file.document.append(&[], "replicas", new)?;
    file.document.remove_items(&[], "replicas", &gone)
}
