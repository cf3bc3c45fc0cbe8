//! [`Loader`], the folder that a kustomization stands in and the only way to the files it names: paths are relative to the
//! root, files stay in it, links included, and folders must not lead back to where the build came from.

use super::remote::{self, Repositories, RepositorySpec};
use super::{Context, Result};
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::FileKind;
use crate::source::{SourceId, Span};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The size of the largest file that is read.
const MAX_FILE: u64 = 256 << 20;

/// The root of a kustomization.
#[derive(Clone, Debug)]
pub struct Loader {
    /// Without links, absolute.
    root: PathBuf,
    /// The root as the user would write it, for messages.
    display: PathBuf,
    /// The roots that led here, outermost first.
    visited: Arc<Vec<PathBuf>>,
    /// Files may lie anywhere.
    unrestricted: bool,
    /// The repository that the root is in, where it was fetched.
    clone: Option<Arc<CloneRoot>>,
    /// What the build has fetched.
    repositories: Repositories,
}

/// A repository that was fetched.
#[derive(Debug)]
struct CloneRoot {
    /// The address as it was written.
    raw: String,
    /// The folder of its tree, without links.
    tree: PathBuf,
    /// The repository of the kustomization that names it.
    referrer: Option<Arc<CloneRoot>>,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The text among the sources.
    pub source: SourceId,
    /// The bytes.
    pub text: Arc<[u8]>,
}

impl Loader {
    /// The loader of the outermost kustomization.
    pub fn outermost(path: &Path, context: &Context<'_>) -> Result<Loader> {
        let (display, visited, repositories) = (path.to_path_buf(), Arc::default(), Repositories::default());
        let unrestricted = context.options.unrestricted;
        let loader = Loader { root: PathBuf::new(), display, visited, unrestricted, clone: None, repositories };
        if let Some(spec) = path.to_str().and_then(RepositorySpec::parse) {
            return loader.repository(spec, None, context);
        }
        let root = folder(path, &path.display().to_string(), context)?;
        Ok(Loader { root, ..loader })
    }

    /// Fetches the repositories among these paths, several at a time.
    pub fn prefetch<'p>(&self, paths: impl Iterator<Item = &'p str>, context: &Context<'_>) {
        self.repositories.prefetch(paths, context);
    }

    /// The loader of a folder in a repository, in which all its files have to lie.
    fn repository(&self, spec: RepositorySpec, origin: Option<Span>, context: &Context<'_>) -> Result<Loader> {
        let mut inner = self.clone.as_ref();
        while let Some(clone) = inner {
            if clone.raw.starts_with(&spec.raw) {
                let sentence = format!("cycle detected: URI '{}' referenced by previous URI '{}'", spec.raw, clone.raw);
                let help = "a kustomization cannot build on itself";
                return Err(labelled(Box::new(Diagnostic::sentence("remote::cycle", sentence).help(help)), origin));
            }
            inner = clone.referrer.as_ref();
        }
        let tree = self.repositories.tree(&spec, origin, context)?;
        let tree = context.host.resolve(&tree).map_err(|error| Box::new(unreadable(&error.to_string())))?;
        let display = PathBuf::from(format!("{}//{}", spec.url, spec.folder));
        let at = |diagnostic| labelled(diagnostic, origin);
        let root = folder(&tree.join(&spec.folder), &display.display().to_string(), context).map_err(at)?;
        if !root.starts_with(&tree) {
            let sentence = format!("{:?} refers to directory outside of repo {:?}", display, spec.url);
            let help = "a link in the repository leads out of it";
            return Err(at(Box::new(Diagnostic::sentence("remote::outside", sentence).help(help))));
        }
        let clone = Some(Arc::new(CloneRoot { raw: spec.raw, tree, referrer: self.clone.clone() }));
        let visited = Arc::new(self.visited_here());
        Ok(Loader { root, display, visited, unrestricted: false, clone, repositories: self.repositories.clone() })
    }

    /// The roots that led to what this kustomization names.
    fn visited_here(&self) -> Vec<PathBuf> {
        let here = Some(self.root.clone()).filter(|root| !root.as_os_str().is_empty());
        self.visited.iter().cloned().chain(here).collect()
    }

    /// The root without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The top of the repository that the root lies in, where it was fetched.
    pub fn clone_root(&self) -> Option<&Path> {
        self.clone.as_ref().map(|clone| clone.tree.as_path())
    }

    /// The place of a path below the root. As in Go, `..` takes away what is written before it, be that a folder or not, and a
    /// `/` at the end says nothing.
    fn at(&self, path: &str) -> PathBuf {
        clean(&self.root.join(path))
    }

    /// The name of a file below the root as the user would write it.
    pub fn display(&self, path: &str) -> PathBuf {
        clean(&self.display.join(path))
    }

    /// The loader of another folder, which is named relative to this one at `origin`.
    pub fn folder(&self, path: &str, origin: Option<Span>, context: &Context<'_>) -> Result<Loader> {
        let at = |diagnostic: Box<Diagnostic>| labelled(diagnostic, origin);
        if path.is_empty() {
            return Err(at(Box::new(Diagnostic::sentence(
                "kustomize::empty-path",
                String::from("new root cannot be empty"),
            ))));
        }
        if let Some(spec) = RepositorySpec::parse(path) {
            return self.repository(spec, origin, context);
        }
        if Path::new(path).is_absolute() {
            let sentence = format!("new root '{path}' cannot be absolute");
            let help = "name the folder relative to the kustomization";
            return Err(at(Box::new(Diagnostic::sentence("kustomize::absolute-root", sentence).help(help))));
        }
        let display = self.display(path);
        let named = self.at(path);
        let root = folder(&named, &named.display().to_string(), context).map_err(at)?;
        if let Some(clone) = self.clone.as_ref().filter(|clone| !root.starts_with(&clone.tree)) {
            let sentence = format!(
                "security; bases in kustomizations found in cloned git repos must be within the repo, but base '{}' is \
                 outside '{}'",
                root.display(),
                clone.tree.display()
            );
            let help = "a repository's kustomizations can build on each other, and on other repositories by address";
            return Err(at(Box::new(Diagnostic::sentence("remote::outside", sentence).help(help))));
        }
        let visited = self.visited_here();
        if let Some(inner) = visited.iter().find(|visited| visited.starts_with(&root)) {
            let sentence = format!(
                "cycle detected: candidate root '{}' contains visited root '{}'",
                root.display(),
                inner.display()
            );
            let help = "a kustomization cannot build on itself or on a folder that it lies in";
            return Err(at(Box::new(Diagnostic::sentence("kustomize::cycle", sentence).help(help))));
        }
        Ok(Loader { root, display, visited: Arc::new(visited), ..self.clone() })
    }

    /// Reads a file of the root itself. `None` where it is not there.
    pub fn find(&self, name: &str, context: &Context<'_>) -> Option<Result<Loaded>> {
        context.host.metadata(&self.at(name)).is_ok().then(|| self.load(name, None, context))
    }

    /// Whether there is a folder at a path, or a repository.
    pub fn has_folder(&self, path: &str, context: &Context<'_>) -> bool {
        if RepositorySpec::parse(path).is_some() {
            return !remote::is_file(path);
        }
        let known = context.host.metadata(&self.at(path));
        known.is_ok_and(|known| known.kind == FileKind::Folder)
    }

    /// Reads a file that is named, relative to the root, at `origin`.
    pub fn load(&self, path: &str, origin: Option<Span>, context: &Context<'_>) -> Result<Loaded> {
        if remote::is_address(path) {
            let text: Arc<[u8]> = remote::file(path, MAX_FILE, origin, context)?.into();
            let source = context.sources.add(path.to_owned(), Arc::clone(&text));
            return Ok(Loaded { source, text });
        }
        let text = self.allowed(&self.at(path), context).and_then(|(file, kind)| {
            let read = match kind {
                FileKind::File => context.host.read_listed(&file, MAX_FILE),
                _ => context.host.read(&file, MAX_FILE).map(Arc::from),
            };
            read.map_err(|error| Box::new(unreadable(&error.to_string())))
        });
        let text = text.map_err(|error| labelled(error, origin))?;
        let name = if Path::new(path).is_absolute() { PathBuf::from(path) } else { self.display(path) };
        let source = context.sources.add(name.display().to_string(), Arc::clone(&text));
        Ok(Loaded { source, text })
    }

    /// The file behind a path and what it is, if it may be read.
    fn allowed(&self, path: &Path, context: &Context<'_>) -> Result<(PathBuf, FileKind)> {
        let file = context.host.resolve(path).map_err(|_| missing(path, context))?;
        let metadata = context.host.metadata(&file).map_err(|error| Box::new(unreadable(&error.to_string())))?;
        if metadata.kind == FileKind::Folder {
            let sentence = format!("'{}' must resolve to a file", path.display());
            return Err(Box::new(Diagnostic::sentence("kustomize::not-a-file", sentence)));
        }
        let folder = file.parent().unwrap_or(Path::new("/"));
        if !self.unrestricted && !folder.starts_with(&self.root) {
            let sentence = format!("security; file '{}' is not in or below '{}'", path.display(), self.root.display());
            let help = "move the file below the kustomization, or allow it with --load-restrictor LoadRestrictionsNone";
            return Err(Box::new(Diagnostic::sentence("kustomize::outside-root", sentence).help(help)));
        }
        Ok((file, metadata.kind))
    }
}

fn unreadable(sentence: &str) -> Diagnostic {
    Diagnostic::sentence("kustomize::unreadable", sentence).help("check the path and its spelling")
}

/// A path that leads nowhere, with the first part of it that is not there.
fn missing(path: &Path, context: &Context<'_>) -> Box<Diagnostic> {
    let mut parts: Vec<&Path> = path.ancestors().collect();
    parts.reverse();
    let first = parts.iter().position(|part| context.host.resolve(part).is_err());
    let before = first.and_then(|first| parts.get(first.checked_sub(1)?));
    let known = before.and_then(|before| context.host.metadata(before).ok());
    let cause = match known {
        Some(known) if known.kind != FileKind::Folder => String::from("not a directory"),
        _ => {
            let first = first.and_then(|first| parts.get(first)).copied().unwrap_or(path);
            let before = before.and_then(|before| context.host.resolve(before).ok());
            let first = before.zip(first.file_name()).map_or(first.to_owned(), |(before, name)| before.join(name));
            format!("lstat {}: no such file or directory", first.display())
        }
    };
    Box::new(unreadable(&format!("evalsymlink failure on '{}' : {cause}", path.display())))
}

#[allow(clippy::boxed_local, reason = "errors come boxed")]
fn labelled(diagnostic: Box<Diagnostic>, origin: Option<Span>) -> Box<Diagnostic> {
    Box::new(diagnostic.label_known(origin, "named here"))
}

/// The folder behind a path, without links; `named` is what it is called where it is none.
fn folder(path: &Path, named: &str, context: &Context<'_>) -> Result<PathBuf> {
    let absolute = context.host.absolute(path).map_err(|error| Box::new(unreadable(&error.to_string())))?;
    let absolute = clean(&absolute);
    let root = context.host.resolve(&absolute).map_err(|_| missing(&absolute, context))?;
    let metadata = context.host.metadata(&root).map_err(|error| Box::new(unreadable(&error.to_string())))?;
    if metadata.kind != FileKind::Folder {
        let sentence = format!("must build at directory: '{named}': file is not directory");
        let help = "name the folder that holds the kustomization";
        return Err(Box::new(Diagnostic::sentence("kustomize::not-a-folder", sentence).help(help).fault(Fault::Input)));
    }
    Ok(root)
}

/// A path without `.` and, where the text alone shows it, without `..`.
fn clean(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            (Component::ParentDir, Some(Component::RootDir)) => {}
            (part, _) => parts.push(part),
        }
    }
    if parts.is_empty() { PathBuf::from(".") } else { parts.iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned_by_their_text() {
        for (path, cleaned) in [("a/../b/./c", "b/c"), ("../a", "../a"), ("./.", "."), ("/../a", "/a"), ("a/..", ".")] {
            assert_eq!(clean(Path::new(path)), Path::new(cleaned), "{path}");
        }
    }
}
