//! What `lint` judges: the objects in the files, folders and streams that were named.

use crate::cli::command::Invocation;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::{FileKind, Host};
use crate::yaml;
use crate::yaml::tree::Tree;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 1 << 30;

/// Whether Helm's rules are meant: by a chart, an archive, and what is neither file nor folder of manifests.
pub(super) fn is_for_helm(path: &OsStr) -> bool {
    let path = Path::new(path);
    match Disk.metadata(path).map(|known| known.kind) {
        Ok(FileKind::Folder) => Disk.metadata(&path.join("Chart.yaml")).is_ok() || manifests_below(path).is_empty(),
        Ok(FileKind::File) => !is_manifest(path),
        Ok(_) => false,
        Err(_) => path != Path::new("-"),
    }
}

/// The objects of all paths, in order.
pub(super) fn read(invocation: &Invocation) -> Result<Vec<Tree>, Box<Diagnostic>> {
    let mut trees = Vec::new();
    for path in &invocation.arguments {
        trees.extend(read_path(path, invocation)?);
    }
    Ok(trees)
}

/// The objects of one path: a file, a folder of files, or standard input.
pub(super) fn read_path(path: &OsString, invocation: &Invocation) -> Result<Vec<Tree>, Box<Diagnostic>> {
    let named = Path::new(path);
    if path == "-" {
        let text = Disk.read_stdin(MAX_FILE).map_err(|error| unreadable(&error.to_string()))?;
        return trees("<stdin>", text, invocation);
    }
    let files = match Disk.metadata(named).map_err(|error| unreadable(&error.to_string()))?.kind {
        FileKind::Folder => manifests_below(named),
        _ => vec![named.to_path_buf()],
    };
    let mut all = Vec::new();
    for file in files {
        let text = Disk.read_any(&file, MAX_FILE).map_err(|error| unreadable(&error.to_string()))?;
        all.extend(trees(&file.display().to_string(), text, invocation)?);
    }
    Ok(all)
}

fn trees(name: &str, text: Vec<u8>, invocation: &Invocation) -> Result<Vec<Tree>, Box<Diagnostic>> {
    let source = invocation.sources.add(name.to_owned(), text.clone());
    yaml::read_objects(&text, source).map_err(|error| {
        let diagnostic = Diagnostic::sentence("input::yaml", format!("{name}: {error}"));
        Box::new(diagnostic.label_known(error.span(), "").help("every document must be YAML or JSON"))
    })
}

pub(super) fn unreadable(sentence: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("input::unreadable", sentence).fault(Fault::Outside))
}

/// The files of manifests in a folder and below it, in the order of their names; links are not followed.
pub(super) fn manifests_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(path) = pending.pop() {
        match Disk.link_metadata(&path).map(|known| known.kind) {
            Ok(FileKind::Folder) => {
                let names = Disk.list(&path).unwrap_or_default();
                pending.extend(names.into_iter().rev().map(|name| path.join(name)));
            }
            Ok(FileKind::File) if is_manifest(&path) => found.push(path),
            _ => {}
        }
    }
    found
}

fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known))
}
