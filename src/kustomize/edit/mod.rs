//! Changes to kustomization files that leave every byte alone which they are not about: comments, order, quotes, blank lines
//! and line ends. Nothing here writes a file: a command gets the new text.

mod carry;
pub mod create;
mod document;
pub mod fix;
pub mod generated;
pub mod images;
mod insert;
mod kustfile;
pub mod metadata;
pub mod patches;
pub mod paths;
mod place;
mod remove;
#[cfg(test)]
mod tests;
pub mod vars;
mod write;

pub use document::{Document, Step};
pub use insert::Piece;
pub use kustfile::KustomizationFile;

use super::Result;

/// Gives a field that holds one text (`namespace`, `namePrefix`, `nameSuffix`) another one; an empty one takes it away.
pub fn set_field(file: &mut KustomizationFile, key: &str, value: &str) -> Result<()> {
    file.set_text(&[], key, value)
}
