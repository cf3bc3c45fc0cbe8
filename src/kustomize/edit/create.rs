//! `kustomize create`: the text of a new kustomization, and which files and folders are resources.

use super::document::{Document, Step};
use super::kustfile::mapping;
use crate::host::FileKind;
use crate::kustomize::target::FILE_NAMES;
use crate::kustomize::{Context, Result};
use crate::resource;
use crate::source::SourceId;
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use std::path::{Path, PathBuf};

/// The size of the largest file that is looked into.
const MAX_FILE: u64 = 256 << 20;

/// What a new kustomization says.
#[derive(Clone, Debug, Default)]
pub struct Creation {
    /// `resources`.
    pub resources: Vec<String>,
    /// `namespace`.
    pub namespace: String,
    /// `namePrefix`.
    pub name_prefix: String,
    /// `nameSuffix`.
    pub name_suffix: String,
    /// `commonLabels`.
    pub labels: Vec<(String, String)>,
    /// `commonAnnotations`.
    pub annotations: Vec<(String, String)>,
}

/// The text of a new kustomization; `source` stands for it in reports.
pub fn create(creation: &Creation, source: SourceId) -> Result<String> {
    let mut document = Document::read(b"", source)?;
    let text = |text: &str| Tree::string(text, NOWHERE);
    document.insert(&[], "apiVersion", text("kustomize.config.k8s.io/v1beta1"))?;
    document.insert(&[], "kind", text("Kustomization"))?;
    let items = creation.resources.iter().map(|path| text(path).into()).collect();
    document.append(&[] as &[Step<'_>], "resources", items)?;
    for (key, value) in [
        ("namePrefix", &creation.name_prefix),
        ("nameSuffix", &creation.name_suffix),
        ("namespace", &creation.namespace),
    ] {
        if !value.is_empty() {
            document.insert(&[], key, text(value))?;
        }
    }
    for (key, pairs) in [("commonLabels", &creation.labels), ("commonAnnotations", &creation.annotations)] {
        if !pairs.is_empty() {
            let mut pairs = pairs.clone();
            pairs.sort();
            let pairs = pairs.iter().map(|(key, value)| (key.as_str(), Some(text(value))));
            document.insert(&[], key, mapping(pairs))?;
        }
    }
    document.finish()
}

/// The files in a folder that hold nothing but objects, in the order of their names; with `recursive` also those in the folders in
/// it, and folders with a kustomization as themselves.
pub fn detect(recursive: bool, context: &Context<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut left = vec![PathBuf::new()];
    while let Some(path) = left.pop() {
        let is_root = path.as_os_str().is_empty();
        let here = if is_root { Path::new(".") } else { path.as_path() };
        let unreadable = |error: crate::host::Error| {
            Box::new(crate::diagnostic::Diagnostic::sentence("kustomize::unreadable", error.to_string()))
        };
        let known = context.host.link_metadata(here).map_err(unreadable)?;
        match known.kind {
            FileKind::Folder if is_root || recursive => {
                let has_kustomization =
                    || FILE_NAMES.iter().any(|name| context.host.metadata(&path.join(name)).is_ok());
                if !is_root && has_kustomization() {
                    found.extend(path.to_str().map(str::to_owned));
                    continue;
                }
                let names = context.host.list(here).map_err(unreadable)?;
                left.extend(names.into_iter().rev().map(|name| path.join(name)));
            }
            FileKind::File | FileKind::Link => {
                let Ok(text) = context.host.read(&path, MAX_FILE) else { continue };
                if resource::read(&text, NOWHERE.source).is_ok() {
                    found.extend(path.to_str().map(str::to_owned));
                }
            }
            FileKind::Folder | FileKind::Other => {}
        }
    }
    Ok(found)
}
