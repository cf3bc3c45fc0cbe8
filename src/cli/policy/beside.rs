//! The files that a test names, which lie beside it.

use crate::diagnostic::{Diagnostic, Fault};
use crate::policy::Document;
use crate::render::{self, Input, Session, Sort};
use crate::yaml;
use crate::yaml::Tree;
use std::path::Path;

/// The largest file with tests, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// The files beside a test.
pub(super) struct Beside<'a> {
    /// The test's own file.
    pub path: &'a Path,
    pub session: &'a Session,
}

impl Beside<'_> {
    /// The same as [`Beside::trees`], as documents.
    pub fn documents(&self, name: &str) -> Result<Vec<Document>, Box<Diagnostic>> {
        Ok(self.trees(name)?.into_iter().map(|tree| self.document(tree)).collect())
    }

    /// The document that a tree of the test's own files is.
    pub fn document(&self, tree: Tree) -> Document {
        Document::read(tree, &self.session.sources)
    }

    /// The objects of a file, or of the files in a folder, by its path from the test.
    pub fn trees(&self, name: &str) -> Result<Vec<Tree>, Box<Diagnostic>> {
        if name.contains("://") {
            let message = format!("{} names {name}, and nothing is fetched", self.path.display());
            return Err(Box::new(Diagnostic::error("policy::remote", message).help("keep a copy beside the test")));
        }
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut trees = Vec::new();
        for input in render::input::find(&folder.join(name), &*self.session.host)? {
            let input = Input { sort: Sort::Manifests, ..input };
            trees.extend(render::load(&[input], self.session)?.into_iter().flat_map(|unit| unit.objects));
        }
        Ok(trees)
    }
}

/// The text of a file with tests.
pub(super) fn text(path: &Path, session: &Session) -> Result<Vec<u8>, Box<Diagnostic>> {
    session
        .host
        .read(path, MAX_FILE)
        .map_err(|error| Box::new(Diagnostic::error("input::unreadable", error.to_string()).fault(Fault::Outside)))
}

/// The documents of a text.
pub(super) fn documents(path: &Path, text: &[u8], session: &Session) -> Result<Vec<Tree>, Box<Diagnostic>> {
    let source = session.sources.add(path.display().to_string(), text);
    yaml::read_objects(text, source).map_err(|error| {
        let diagnostic = Diagnostic::sentence("input::yaml", format!("{}: {error}", path.display()));
        Box::new(diagnostic.label_known(error.span(), "").help("every document must be YAML or JSON"))
    })
}
