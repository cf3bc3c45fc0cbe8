//! What `lint` judges: the objects of the charts, kustomizations, files, folders and streams that were named.

use crate::cli::below::files_below;
use crate::cli::command::Invocation;
use crate::cli::session::session;
use crate::cli::world::Declared;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::{FileKind, Host};
use crate::render::input::{find, is_manifest, owner};
use crate::render::{self, Dialect, Input, Session, Sort, Unit};
use crate::yaml;
use crate::yaml::tree::Tree;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The largest file that is read.
const MAX_FILE: u64 = 1 << 30;

/// Whether Helm's rules are meant: by a chart, an archive, and what is neither file nor folder of manifests.
pub(super) fn is_for_helm(path: &OsStr) -> bool {
    let path = Path::new(path);
    match Disk.metadata(path).map(|known| known.kind) {
        Ok(FileKind::Folder) => {
            // A chart that lacks its Chart.yaml is a chart still, and Helm says what it lacks.
            let of_charts = ["Chart.yaml", "values.yaml", "templates"];
            of_charts.into_iter().any(|name| Disk.metadata(&path.join(name)).is_ok())
                || manifests_below(path).is_empty()
        }
        Ok(FileKind::File) => !is_manifest(path) && !is_kustomization(path),
        Ok(_) => false,
        Err(_) => path != Path::new("-"),
    }
}

fn is_kustomization(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "Kustomization")
}

/// What all paths hold, in order.
pub(super) struct Loaded {
    /// What they were loaded with.
    pub session: Session,
    /// What they are.
    pub units: Vec<Unit>,
}

/// Loads all paths. Charts bring their `crds/` along: they say what other objects may hold.
pub(super) fn load(invocation: &Invocation) -> Result<Loaded, Box<Diagnostic>> {
    let declared = Declared::read(invocation)?;
    let mut session = session(invocation, declared, invocation.globals.namespace(), Dialect::Kubernetes)?;
    session.release.selection.include_crds = true;
    let files = std::mem::take(&mut session.release.values.files);
    session.release.values.files = files.into_iter().filter(|path| !is_for_policies(path, &session)).collect();
    let is_changed = invocation.matches.switch("changed");
    let mut inputs: Vec<Input> = Vec::new();
    for path in &invocation.arguments {
        match is_changed {
            true => {
                inputs.extend(owner(Path::new(path), &*session.host).filter(|input| is_of_objects(input, &session)))
            }
            false => inputs.extend(find(Path::new(path), &*session.host)?),
        }
    }
    if is_changed {
        let mut seen = HashSet::new();
        inputs.retain(|input| seen.insert(input.path.clone()));
    }
    let units = render::load(&inputs, &session)?;
    Ok(Loaded { session, units })
}

/// Whether a changed file can be meant: other YAML than objects is none of lint's business, and need not even be YAML.
fn is_of_objects(input: &Input, session: &Session) -> bool {
    let has = |text: &[u8], word: &str| memchr::memmem::find(text, word.as_bytes()).is_some();
    input.sort != Sort::Manifests
        || session.host.read(&input.path, MAX_FILE).is_ok_and(|text| has(&text, "apiVersion") && has(&text, "kind"))
}

/// Helm's meaning of `--values` wins: only a file of Kyverno's kind `Values` is none for charts.
fn is_for_policies(path: &str, session: &Session) -> bool {
    let Ok(text) = session.host.read(Path::new(path), MAX_FILE) else { return false };
    let source = session.sources.add(path, text.as_slice());
    let trees = yaml::read_objects(&text, source).unwrap_or_default();
    trees.iter().any(|tree| {
        let text = |key: &str| tree.get(key).and_then(Tree::text).cloned().unwrap_or_default();
        matches!(text("kind").as_str(), "Value" | "Values") && text("apiVersion").starts_with("cli.kyverno.io")
    })
}

/// The objects of one path that a flag named: a file, a folder of files, or standard input.
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
    files_below(folder, is_manifest)
}
