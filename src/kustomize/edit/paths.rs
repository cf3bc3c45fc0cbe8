//! Lists of paths: resources, components, configurations, generators and transformers; bases are resources.

use super::Piece;
use super::document::Step;
use super::fix;
use super::kustfile::{KustomizationFile, note, refused};
use crate::go::pattern::Pattern;
use crate::host::Host;
use crate::kustomize::remote::is_file;
use crate::kustomize::{Context, Loader, Result};
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A list of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathList {
    /// `resources`.
    Resources,
    /// `components`.
    Components,
    /// `configurations`.
    Configurations,
    /// `generators`.
    Generators,
    /// `transformers`.
    Transformers,
}

impl PathList {
    /// The field.
    pub fn key(self) -> &'static str {
        match self {
            PathList::Resources => "resources",
            PathList::Components => "components",
            PathList::Configurations => "configurations",
            PathList::Generators => "generators",
            PathList::Transformers => "transformers",
        }
    }

    /// What one item is.
    pub fn noun(self) -> &'static str {
        self.key().strip_suffix('s').unwrap_or(self.key())
    }
}

/// What is done with a pattern that matches no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmatched {
    /// It has to be a folder or a repository that can be had.
    Load,
    /// It is taken as it stands, as every pattern is then.
    Accept,
    /// It is passed over with a note.
    Skip,
}

/// The paths that patterns mean, as `kustomize edit add` has it: shell patterns over files and folders, hidden ones left out.
pub fn expand(patterns: &[String], unmatched: Unmatched, context: &mut Context<'_>) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for pattern in patterns {
        if unmatched == Unmatched::Accept {
            paths.push(pattern.clone());
            continue;
        }
        let found = files(pattern, context.host)?;
        if !found.is_empty() {
            paths.extend(found);
        } else if unmatched == Unmatched::Skip {
            context.notes.push(note(format!("{pattern} has no match")));
        } else {
            let here = Loader::outermost(Path::new("."), context)?;
            can_be_had(&here, pattern, context).map_err(|error| error.prefixed(&format!("{pattern} has no match")))?;
            paths.push(pattern.clone());
        }
    }
    Ok(paths)
}

/// Whether what is named is a file at an address, or a folder or repository.
fn can_be_had(here: &Loader, path: &str, context: &Context<'_>) -> Result<()> {
    if is_file(path) {
        return here.load(path, None, context).map(|_| ());
    }
    here.folder(path, None, context).map(|_| ()).map_err(|error| match error.code {
        "kustomize::unreadable" => error.prefixed("must build at directory: not a valid directory"),
        _ => error,
    })
}

/// The files and folders that a shell pattern matches, in the order of their names.
pub(super) fn files(pattern: &str, host: &dyn Host) -> Result<Vec<String>> {
    let wrong =
        || refused("error checking the filesystem: syntax error in pattern", "close the bracket, or escape it by `\\`");
    Pattern::new(pattern).map_err(|_| wrong())?;
    let is_hidden =
        |path: &str| path.rsplit('/').next().is_some_and(|name| name.starts_with('.') && name != "." && name != "..");
    let mut found = vec![PathBuf::from(if pattern.starts_with('/') { "/" } else { "" })];
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        if !part.contains(['*', '?', '[', '\\']) {
            found =
                found.into_iter().map(|path| path.join(part)).filter(|path| host.link_metadata(path).is_ok()).collect();
            continue;
        }
        let matcher = Pattern::new(part).map_err(|_| wrong())?;
        let mut next = Vec::new();
        for folder in found {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder.as_path() };
            let names = host.list(here).unwrap_or_default();
            let names = names.iter().filter_map(|name| name.to_str());
            next.extend(names.filter(|name| matcher.matches(name.as_bytes())).map(|name| folder.join(name)));
        }
        found = next;
    }
    let texts = found.into_iter().filter_map(|path| path.to_str().map(str::to_owned)).filter(|path| !path.is_empty());
    Ok(texts.filter(|path| is_hidden(pattern) || !is_hidden(path)).collect())
}

/// Adds paths that are not there yet. The kustomization itself is never one of its resources or components.
pub fn add(file: &mut KustomizationFile, list: PathList, paths: &[String], context: &mut Context<'_>) -> Result<()> {
    if list == PathList::Resources {
        fix::merge_bases(file)?;
    }
    let mut known: BTreeSet<String> = items(file, list).into_iter().collect();
    let mut new = Vec::new();
    for path in paths {
        if matches!(list, PathList::Resources | PathList::Components) && path == file.name {
            continue;
        }
        if known.insert(path.clone()) {
            new.push(Piece::from(Tree::string(path, NOWHERE)));
        } else {
            context.notes.push(note(format!("{} {path} already in kustomization file", list.noun())));
        }
    }
    file.document.append(&[], list.key(), new)
}

/// Adds folders, which have to exist and must not be there yet.
pub fn add_bases(file: &mut KustomizationFile, paths: &[String], context: &mut Context<'_>) -> Result<()> {
    fix::merge_bases(file)?;
    let mut known: BTreeSet<String> = items(file, PathList::Resources).into_iter().collect();
    for path in paths {
        if context.host.metadata(Path::new(path)).is_err() {
            return Err(refused(format!("{path} does not exist"), "name a folder with a kustomization"));
        }
        if !known.insert(path.clone()) {
            return Err(refused(format!("base {path} already in kustomization file"), "leave it out"));
        }
    }
    file.document.append(&[], "resources", paths.iter().map(|path| Tree::string(path, NOWHERE).into()).collect())
}

/// Takes out the paths that any of these shell patterns matches.
pub fn remove(
    file: &mut KustomizationFile,
    list: PathList,
    patterns: &[String],
    context: &mut Context<'_>,
) -> Result<()> {
    if list == PathList::Resources {
        fix::merge_bases(file)?;
    }
    let wrong = |_| refused("syntax error in pattern", "close the bracket, or escape it by `\\`");
    let known = items(file, list);
    let mut gone = BTreeSet::new();
    for pattern in patterns {
        let matcher = Pattern::new(pattern).map_err(wrong)?;
        let before = gone.len();
        gone.extend((0..known.len()).filter(|&at| matcher.matches(known[at].as_bytes())));
        if gone.len() == before && !known.iter().any(|path| matcher.matches(path.as_bytes())) {
            context.notes.push(note(format!("{} {pattern} is not in the kustomization file", list.noun())));
        }
    }
    file.document.remove_items(&[], list.key(), &gone)
}

/// The paths of a list.
fn items(file: &KustomizationFile, list: PathList) -> Vec<String> {
    let items = super::document::at(file.document.tree(), &[Step::Key(list.key())]).and_then(Tree::as_items);
    let text = |item: &Tree| item.text().map(|text| text.to_string()).unwrap_or_default();
    items.unwrap_or_default().iter().map(text).collect()
}
