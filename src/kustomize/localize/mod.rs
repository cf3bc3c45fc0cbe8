//! `kustomize localize`: the files that a kustomization is made of, with what lies in repositories beside them, as the files of a
//! new folder. Nothing is written here: a command gets all files or an error.

mod configurations;
mod fields;
mod names;

use super::edit::Document;
use super::remote::{RepositorySpec, is_file};
use super::target;
use super::{Context, Loader, Result};
use crate::deep::deeper;
use crate::diagnostic::Diagnostic;
use crate::host::FileKind;
use crate::source::Span;
use fields::Fields;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// The folder, in every root, for what came from elsewhere.
const FOREIGN: &str = "localized-files";

/// The folder of charts where none is named.
const CHARTS: &str = "charts";

/// The size of the largest file that is copied.
const MAX_FILE: u64 = 256 << 20;

/// How many files one copy may have.
const MAX_FILES: usize = 100_000;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder or address of the kustomization.
    pub target: String,
    /// The folder that its local files may not leave; the target where it is empty.
    pub scope: String,
}

/// A kustomization with all that it needs.
#[derive(Clone, Debug, Default)]
pub struct Localized {
    /// Every file by its path in the new folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Folders that are there even where no file is in them.
    pub folders: BTreeSet<String>,
    /// The place of the target in the new folder; empty for its top.
    pub target: String,
}

/// A kustomization that was found, to be copied.
#[derive(Debug)]
pub struct Target {
    /// What the user called it.
    name: String,
    loader: Loader,
    scope: PathBuf,
}

impl Target {
    /// Finds the kustomization, and sees whether its scope can be.
    pub fn open(request: &Request, context: &mut Context<'_>) -> Result<Target> {
        let Request { target, scope } = request;
        let invalid = |error: Box<Diagnostic>| error.prefixed(&format!("invalid localize scope {scope:?}"));
        if let Some(spec) = RepositorySpec::parse(target) {
            if spec.reference.is_empty() {
                return Err(without_reference(target, None));
            }
            if !scope.is_empty() {
                let sentence = format!("scope {scope:?} specified for remote localize target {target:?}");
                return Err(invalid(out_of_scope(sentence, "leave --scope out: it is the repository")));
            }
        }
        let loader = Loader::outermost(Path::new(target), context)
            .map_err(|error| error.prefixed(&format!("unable to establish localize target {target:?}")))?;
        let scope = scope_of(scope, target, &loader, context).map_err(invalid)?;
        Ok(Target { name: target.clone(), loader, scope })
    }

    /// The name of the folder that a copy goes to where none is given.
    pub fn default_folder(&self) -> String {
        names::default_folder(&self.name, self.loader.root())
    }

    /// Collects the files of the kustomization. Local paths stay as they are; addresses become paths into `localized-files`.
    pub fn copy(self, context: &mut Context<'_>) -> Result<Localized> {
        let Target { name, loader, scope } = self;
        let place = relative(&scope, loader.root());
        let local = loader.clone_root().is_none();
        let mut copy = Copy { scope, files: BTreeMap::new(), folders: BTreeSet::new(), done: BTreeSet::new() };
        let root = Root { loader, place: place.clone(), local };
        copy.root(&root, context).map_err(|error| error.prefixed(&format!("unable to localize target {name:?}")))?;
        Ok(Localized { files: copy.files, folders: copy.folders, target: slashed(&place) })
    }
}

fn out_of_scope(sentence: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("localize::scope", sentence).help(help))
}

/// The folder that local files may not leave.
fn scope_of(scope: &str, target: &str, loader: &Loader, context: &Context<'_>) -> Result<PathBuf> {
    if let Some(repository) = loader.clone_root() {
        return Ok(repository.to_path_buf());
    }
    if scope.is_empty() {
        return Ok(loader.root().to_path_buf());
    }
    let found = context.host.absolute(Path::new(scope)).and_then(|path| context.host.resolve(&path));
    let found = found.map_err(|error| {
        out_of_scope(format!("unable to establish localize scope: {error}"), "name a folder that the target lies in")
    })?;
    if !loader.root().starts_with(&found) {
        let root = loader.root().display();
        let sentence = format!("localize scope {scope:?} does not contain target {target:?} at \"{root}\"");
        return Err(out_of_scope(sentence, "name a folder that the target lies in"));
    }
    Ok(found)
}

fn without_reference(path: &str, origin: Option<Span>) -> Box<Diagnostic> {
    let sentence = format!("localize remote root {path:?} missing ref query string parameter");
    let diagnostic = Diagnostic::sentence("localize::reference", sentence).label_known(origin, "named here");
    Box::new(diagnostic.help("say which revision is meant: `?ref=v1.2.3`"))
}

/// A copy that is being made.
struct Copy {
    scope: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
    folders: BTreeSet<String>,
    /// The roots that were copied, by where they go.
    done: BTreeSet<(PathBuf, PathBuf)>,
}

/// The folder of a kustomization and where it goes.
struct Root {
    loader: Loader,
    /// Below the new folder.
    place: PathBuf,
    /// Whether only local paths led to it.
    local: bool,
}

impl Copy {
    /// Copies a kustomization and all that it names.
    fn root(&mut self, root: &Root, context: &mut Context<'_>) -> Result<()> {
        if !self.done.insert((root.loader.root().to_path_buf(), root.place.clone())) {
            return Ok(());
        }
        let (name, loaded) = target::find(&root.loader, context)?;
        let mut document = Document::read(&loaded.text, loaded.source)?;
        let fields = target::fields(document.tree())?;
        root.loader.prefetch(fields.resources.iter().map(|path| path.value.as_str()), context);
        Fields { copy: self, root, spec: &fields, document: &mut document, context }.localize()?;
        let text = if document.is_changed() { document.finish()?.into_bytes() } else { loaded.text.to_vec() };
        self.put(&root.place.join(name), text)
    }

    /// Takes a file into the copy.
    fn put(&mut self, place: &Path, bytes: Vec<u8>) -> Result<()> {
        self.files.insert(slashed(&cleaned(place)), bytes);
        self.check_size()
    }

    fn check_size(&self) -> Result<()> {
        if self.files.len() + self.folders.len() > MAX_FILES {
            let message = format!("the copy would have more than {MAX_FILES} files");
            return Err(Box::new(Diagnostic::error("localize::size", message).help("localize its parts one by one")));
        }
        Ok(())
    }

    /// Copies a file, and gives the path that names the copy.
    fn file(&mut self, root: &Root, path: &str, origin: Option<Span>, context: &Context<'_>) -> Result<String> {
        if path.is_empty() {
            return Ok(String::new());
        }
        let loaded =
            root.loader.load(path, origin, context).map_err(|error| error.prefixed("invalid file reference"))?;
        self.file_with(root, path, loaded.text.to_vec(), context)
    }

    /// Puts these bytes where the copy of a file goes, and gives the path that names it.
    fn file_with(&mut self, root: &Root, path: &str, bytes: Vec<u8>, context: &Context<'_>) -> Result<String> {
        let place = if is_file(path) {
            self.room_for_foreign(root, path, "file", context)?;
            names::of_file(path)
        } else {
            let full = root.loader.root().join(path);
            let full = context.host.resolve(&full).unwrap_or_else(|_| cleaned(&full));
            relative(root.loader.root(), &full)
        };
        self.put(&root.place.join(&place), bytes)?;
        Ok(slashed(&place))
    }

    /// Copies another root, and gives the path that names the copy.
    fn folder(&mut self, root: &Root, path: &str, origin: Option<Span>, context: &mut Context<'_>) -> Result<String> {
        if path.is_empty() {
            return Ok(String::new());
        }
        let invalid = |error: Box<Diagnostic>| error.prefixed("invalid root reference");
        let spec = RepositorySpec::parse(path);
        if spec.as_ref().is_some_and(|spec| spec.reference.is_empty()) {
            return Err(without_reference(path, origin));
        }
        let loader = root.loader.folder(path, origin, context).map_err(invalid)?;
        let place = match (&spec, loader.clone_root()) {
            (Some(spec), Some(tree)) => {
                self.room_for_foreign(root, path, "root", context)?;
                names::of_root(spec, &relative(tree, loader.root()))
            }
            _ => {
                self.check_scope(root, &loader, origin)?;
                relative(root.loader.root(), loader.root())
            }
        };
        let inner = Root { loader, place: cleaned(&root.place.join(&place)), local: root.local && spec.is_none() };
        let outcome = deeper(|| self.root(&inner, context));
        outcome.map_err(|error| error.prefixed(&format!("unable to localize root {path:?}")))?;
        Ok(slashed(&place))
    }

    fn check_scope(&self, root: &Root, loader: &Loader, origin: Option<Span>) -> Result<()> {
        if !root.local || loader.root().starts_with(&self.scope) {
            return Ok(());
        }
        let (inner, scope) = (loader.root().display(), self.scope.display());
        let sentence = format!("root \"{inner}\" outside localize scope \"{scope}\"");
        let diagnostic = Diagnostic::sentence("localize::scope", sentence).label_known(origin, "named here");
        Err(Box::new(diagnostic.help("name a folder that holds both with --scope")))
    }

    /// The folder for what comes from elsewhere must not be there already.
    fn room_for_foreign(&self, root: &Root, path: &str, what: &str, context: &Context<'_>) -> Result<()> {
        if context.host.metadata(&root.loader.root().join(FOREIGN)).is_err() {
            return Ok(());
        }
        let folder = root.loader.root().display();
        let sentence = format!("{folder} already contains {FOREIGN} needed to store {what} {path:?}");
        Err(Box::new(Diagnostic::sentence("localize::taken", sentence).help("rename that folder")))
    }

    /// Copies a folder of charts as it stands, links left out, and gives the path that names the copy. One that is not there is
    /// none to copy.
    fn charts(&mut self, root: &Root, path: &str, context: &Context<'_>) -> Result<String> {
        let named = if path.is_empty() { CHARTS } else { path };
        if Path::new(named).is_absolute() {
            let sentence = format!("absolute path {named:?} not handled in alpha");
            let help = "name the folder of charts relative to the kustomization";
            return Err(Box::new(Diagnostic::sentence("localize::charts", sentence).help(help)));
        }
        let place = self.chart_home(root, named, context);
        let place = place.map_err(|error| error.prefixed(&format!("unable to copy home {path:?}")))?;
        Ok(if path.is_empty() { String::new() } else { slashed(&place) })
    }

    /// Copies a folder of charts, and gives its place from the root: that of links' ends, but for the usual folder.
    fn chart_home(&mut self, root: &Root, named: &str, context: &Context<'_>) -> Result<PathBuf> {
        let place = relative(root.loader.root(), &cleaned(&root.loader.root().join(named)));
        let path = slashed(&place);
        let Ok(found) = context.host.resolve(&root.loader.root().join(&place)) else { return Ok(place) };
        let invalid = |error: Box<Diagnostic>| error.prefixed("invalid chart home");
        let loader = root.loader.folder(&path, None, context);
        let loader = loader.map_err(|error| invalid(error.prefixed("invalid root reference")))?;
        self.check_scope(root, &loader, None).map_err(invalid)?;
        let place = if path == CHARTS { place } else { relative(root.loader.root(), &found) };
        self.tree(&found, &root.place.join(&place), context)
            .map_err(|error| error.prefixed(&format!("unable to copy chart home {path:?}")))?;
        Ok(place)
    }

    /// Copies a folder and all that is in it but links.
    fn tree(&mut self, from: &Path, to: &Path, context: &Context<'_>) -> Result<()> {
        let unreadable =
            |error: crate::host::Error| Box::new(Diagnostic::sentence("localize::charts", error.to_string()));
        let mut left = vec![from.to_path_buf()];
        while let Some(folder) = left.pop() {
            self.folders.insert(slashed(&cleaned(&to.join(relative(from, &folder)))));
            self.check_size()?;
            for (name, kind) in context.host.entries(&folder).map_err(unreadable)? {
                let here = folder.join(name);
                match kind {
                    FileKind::Folder => left.push(here),
                    FileKind::File => {
                        let bytes = context.host.read(&here, MAX_FILE).map_err(unreadable)?;
                        self.put(&to.join(relative(from, &here)), bytes)?;
                    }
                    FileKind::Link | FileKind::Other => {}
                }
            }
        }
        Ok(())
    }
}

/// The path from one folder to another place, both absolute and without links.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// A path without `.` and, as far as it goes, without `..`.
fn cleaned(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

/// A path as kustomizations write it.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let text = parts.join("/");
    text.strip_prefix("//").map_or(text.clone(), |rest| format!("/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_one_folder_to_another() {
        let path = |from: &str, to: &str| slashed(&relative(Path::new(from), Path::new(to)));
        assert_eq!(path("/a/b", "/a/b/c.yaml"), "c.yaml");
        assert_eq!(path("/a/b", "/a/c/d"), "../c/d");
        assert_eq!(path("/a", "/a"), "");
        assert_eq!(slashed(&cleaned(Path::new("a/./b/../c"))), "a/c");
    }
}
