//! [`KustomizationFile`], the file that an edit is about, and what all edits have in common: finding it, reading it as Kustomize
//! does, and moving what stands under a deprecated name to the name that the edit is about.

use super::document::{Document, Step, at};
use crate::diagnostic::{Diagnostic, Severity};
use crate::host::FileKind;
use crate::kustomize::spec::Kustomization;
use crate::kustomize::target::{self, FILE_NAMES};
use crate::kustomize::{Context, Loader, Result};
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use std::path::Path;

/// The kustomization of the current folder.
#[derive(Debug)]
pub struct KustomizationFile {
    /// The name of the file.
    pub name: &'static str,
    /// Its text, to be changed.
    pub document: Document,
    /// The way to the files that it names.
    pub loader: Loader,
}

impl KustomizationFile {
    /// Finds and reads the kustomization of the current folder. It has to be one that a build can read.
    pub fn open(context: &Context<'_>) -> Result<KustomizationFile> {
        let known = |name: &&str| context.host.metadata(Path::new(name)).ok();
        let names: Vec<&'static str> = FILE_NAMES.into_iter().filter(|name| known(name).is_some()).collect();
        let name = match names.as_slice() {
            [] => {
                let sentence = format!("Missing kustomization file '{}'.", FILE_NAMES[0]);
                let diagnostic = Diagnostic::sentence("kustomize::no-kustomization", sentence);
                return Err(Box::new(
                    diagnostic.help("make one with `plimsoll kustomize create`, or change to its folder"),
                ));
            }
            [name] => *name,
            several => {
                let sentence = format!("Found multiple kustomization file: [{}]", several.join(" "));
                let help = format!("keep one of {} and remove the others", several.join(", "));
                return Err(Box::new(Diagnostic::sentence("kustomize::two-files", sentence).help(help)));
            }
        };
        if known(&name).is_some_and(|known| known.kind == FileKind::Folder) {
            let sentence = format!("{name} should be a file");
            return Err(Box::new(Diagnostic::sentence("kustomize::not-a-file", sentence).help("remove the folder")));
        }
        let loader = Loader::outermost(Path::new("."), context)?;
        let loaded = loader.load(name, None, context)?;
        let document = Document::read(&loaded.text, loaded.source)?;
        let file = KustomizationFile { name, document, loader };
        file.kustomization()?;
        Ok(file)
    }

    /// What the file says, with all changes so far and deprecated fields where they are.
    pub fn kustomization(&self) -> Result<Kustomization> {
        target::fields(self.document.tree())
    }

    /// Whether a field has a value that is not null.
    pub(super) fn has(&self, path: &[Step<'_>]) -> bool {
        at(self.document.tree(), path).is_some_and(|value| !value.is_null())
    }

    /// Gives a field a text, or takes it away where the text is empty.
    pub(super) fn set_text(&mut self, path: &[Step<'_>], key: &str, text: &str) -> Result<()> {
        if text.is_empty() {
            return self.document.remove(path, key);
        }
        self.document.set(path, key, Tree::string(text, NOWHERE))
    }
}

/// Something that was asked for and is so already, or cannot be: nothing changes.
pub(super) fn note(message: impl Into<String>) -> Diagnostic {
    Diagnostic::sentence("edit::unchanged", message).severity(Severity::Warning)
}

/// What an edit asks for that the file does not allow, in Kustomize's sentence.
pub(super) fn refused(sentence: impl Into<String>, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("edit::value", sentence).help(help))
}

/// A mapping of these fields, those without a value left out.
pub(super) fn mapping<'k>(fields: impl IntoIterator<Item = (&'k str, Option<Tree>)>) -> Tree {
    let mut tree = Tree::mapping(NOWHERE);
    if let Some(mapping) = tree.as_mapping_mut() {
        for (key, value) in fields {
            if let Some(value) = value {
                mapping.push(key, value);
            }
        }
    }
    tree
}

/// A text as a value, unless it is empty.
pub(super) fn text(text: &str) -> Option<Tree> {
    (!text.is_empty()).then(|| Tree::string(text, NOWHERE))
}
