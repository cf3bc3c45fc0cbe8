//! The text of a patch and how messages call it.

use super::super::spec::Patch;
use super::super::{Context, Loader, Result};
use super::refused;
use crate::go::strconv;
use crate::source::{SourceId, Span};
use std::sync::Arc;

/// A patch's text.
pub(super) struct Text {
    pub(super) source: SourceId,
    pub(super) bytes: Arc<[u8]>,
    /// Kustomize's description: `[patch: "…"]` or `[path: "…"]`.
    pub(super) described: String,
    /// A short one.
    pub(super) name: String,
}

impl Text {
    /// The text of an entry of `patches`.
    pub(super) fn of_patch(
        patch: &Patch,
        origin: Option<Span>,
        loader: &Loader,
        context: &Context<'_>,
    ) -> Result<Text> {
        let inline = patch.patch.trim();
        match (inline, patch.path.as_str()) {
            ("", "") => Err(refused("kustomize::patch", String::from("must specify one of patch and path in"), origin)),
            (inline, "") => Ok(Text::inline(inline, origin, context)),
            ("", path) => Text::file(path, origin, loader, context)
                .map_err(|diagnostic| diagnostic.prefixed(&format!("failed to get the patch file from path({path})"))),
            (_, path) => {
                let sentence = format!("patch and path can't be set at the same time: path: {path}");
                Err(refused("kustomize::patch", sentence, origin))
            }
        }
    }

    /// A text that stands in the kustomization. It is a source of its own: its lines are not those of the file.
    pub(super) fn inline(text: &str, origin: Option<Span>, context: &Context<'_>) -> Text {
        let (source, name) = context.add_inline("patch", origin, text.as_bytes());
        let bytes = Arc::from(text.as_bytes());
        let described = format!("[patch: {}]", strconv::quote(text.as_bytes()));
        Text { source, bytes, described, name }
    }

    /// A file.
    pub(super) fn file(path: &str, origin: Option<Span>, loader: &Loader, context: &Context<'_>) -> Result<Text> {
        let loaded = loader.load(path, origin, context)?;
        let described = format!("[path: {}]", strconv::quote(path.as_bytes()));
        Ok(Text { source: loaded.source, bytes: loaded.text, described, name: format!("`{path}`") })
    }
}
