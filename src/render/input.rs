//! What a path is: [`Input`], one thing that is rendered or read as a whole. A folder that is neither a chart nor a kustomization
//! stands for what is in it. Nothing is read here but the names of files.

use super::Result;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::{FileKind, Host};
use crate::kustomize::FILE_NAMES;
use std::path::{Path, PathBuf};

/// The sort of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A chart: its folder or its archive.
    Chart,
    /// The folder of a kustomization.
    Kustomization,
    /// A file of objects.
    Manifests,
    /// Objects on standard input.
    Stdin,
}

/// One thing to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is.
    pub sort: Sort,
    /// Its place; `-` for standard input.
    pub path: PathBuf,
    /// Whether it was named itself, and not found in a folder that was.
    pub named: bool,
}

impl Input {
    /// The name under which the user knows it.
    pub fn name(&self) -> String {
        match self.sort {
            Sort::Stdin => String::from("<stdin>"),
            _ => self.path.display().to_string(),
        }
    }
}

/// What `path` stands for: itself, or what is in a folder and below it in the order of names. There a folder of a chart or of a
/// kustomization is one input, hidden folders are left out, and links are not followed.
pub fn find(path: &Path, host: &dyn Host) -> Result<Vec<Input>> {
    let named = |sort, path: &Path| Ok(vec![Input { sort, path: path.to_path_buf(), named: true }]);
    if path == Path::new("-") {
        return named(Sort::Stdin, path);
    }
    let known = host.metadata(path).map_err(|error| unreadable(&error.to_string()))?;
    if known.kind != FileKind::Folder {
        return match sort_of_file(path) {
            // The file of a kustomization stands for its folder.
            Sort::Kustomization => named(Sort::Kustomization, folder_of(path)),
            sort => named(sort, path),
        };
    }
    match sort_of_folder(path, host) {
        Some(sort) => named(sort, path),
        None => Ok(below(path, host)),
    }
}

/// The sort of a file that was named.
fn sort_of_file(path: &Path) -> Sort {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if is_archive(&name) {
        Sort::Chart
    } else if FILE_NAMES.contains(&name.as_ref()) {
        Sort::Kustomization
    } else {
        Sort::Manifests
    }
}

/// The sort of a folder that is one input.
pub fn sort_of_folder(path: &Path, host: &dyn Host) -> Option<Sort> {
    let has = |name: &str| host.metadata(&path.join(name)).is_ok_and(|known| known.kind != FileKind::Folder);
    if has("Chart.yaml") {
        return Some(Sort::Chart);
    }
    FILE_NAMES.iter().any(|name| has(name)).then_some(Sort::Kustomization)
}

/// What a changed file belongs to: the chart around it, of charts in charts the outermost; the nearest kustomization; or itself
/// where its name says that it holds objects. `None` for a file that has nothing to do with any of these.
pub fn owner(file: &Path, host: &dyn Host) -> Option<Input> {
    let mut folders =
        file.ancestors().skip(1).map(|folder| if folder == Path::new("") { Path::new(".") } else { folder });
    let around = folders.find_map(|folder| Some((sort_of_folder(folder, host)?, folder)));
    let (sort, path) = match around {
        Some((Sort::Chart, folder)) => (Sort::Chart, outermost(folder, host)),
        Some(other) => other,
        None if is_archive(&file.to_string_lossy()) => (Sort::Chart, file),
        None if is_manifest(file) => (Sort::Manifests, file),
        None => return None,
    };
    Some(Input { sort, path: path.to_path_buf(), named: false })
}

/// The chart that has the chart in `folder` in its `charts/`, and so on; or the chart itself.
fn outermost<'p>(folder: &'p Path, host: &dyn Host) -> &'p Path {
    let charts = folder.parent().filter(|above| above.file_name().is_some_and(|name| name == "charts"));
    match charts.map(folder_of).filter(|above| sort_of_folder(above, host) == Some(Sort::Chart)) {
        Some(above) => outermost(above, host),
        None => folder,
    }
}

/// The folder that a file lies in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn below(folder: &Path, host: &dyn Host) -> Vec<Input> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(path) = pending.pop() {
        let sort = match host.link_metadata(&path).map(|known| known.kind) {
            Ok(FileKind::Folder) => match sort_of_folder(&path, host).filter(|_| path != folder) {
                Some(sort) => Some(sort),
                None => {
                    let names = host.list(&path).unwrap_or_default();
                    let shown = names.into_iter().rev().filter(|name| !name.as_encoded_bytes().starts_with(b"."));
                    pending.extend(shown.map(|name| path.join(name)));
                    None
                }
            },
            Ok(FileKind::File) if is_archive(&path.to_string_lossy()) => Some(Sort::Chart),
            Ok(FileKind::File) if is_manifest(&path) => Some(Sort::Manifests),
            _ => None,
        };
        found.extend(sort.map(|sort| Input { sort, path, named: false }));
    }
    found
}

fn is_archive(name: &str) -> bool {
    name.ends_with(".tgz") || name.ends_with(".tar.gz")
}

/// Whether a file's name says that it holds objects.
pub fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known))
}

/// The error for what cannot be read at all.
pub(super) fn unreadable(sentence: &str) -> Box<Diagnostic> {
    let help = "name a chart, a kustomization, a file of objects, or a folder of these";
    Box::new(Diagnostic::error("input::unreadable", sentence).fault(Fault::Outside).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    fn found(path: &str, host: &Memory) -> Vec<(Sort, String)> {
        let inputs = find(Path::new(path), host).expect("it is there");
        inputs.into_iter().map(|input| (input.sort, input.name())).collect()
    }

    #[test]
    fn a_folder_stands_for_what_is_in_it() {
        let host = Memory::new()
            .with("/r/a.yaml", "")
            .with("/r/.git/b.yaml", "")
            .with("/r/chart/Chart.yaml", "")
            .with("/r/chart/templates/a.yaml", "")
            .with("/r/old-1.0.0.tgz", "")
            .with("/r/overlays/prod/kustomization.yml", "")
            .with("/r/overlays/prod/patch.yaml", "")
            .with("/r/readme.md", "");
        let expected = [
            (Sort::Manifests, "/r/a.yaml"),
            (Sort::Chart, "/r/chart"),
            (Sort::Chart, "/r/old-1.0.0.tgz"),
            (Sort::Kustomization, "/r/overlays/prod"),
        ];
        assert_eq!(found("/r", &host), expected.map(|(sort, name)| (sort, String::from(name))));
    }

    #[test]
    fn files_are_told_by_their_names() {
        let host = Memory::new().with("/k/kustomization.yaml", "").with("/web-1.tgz", "").with("/x.txt", "");
        assert_eq!(found("/k/kustomization.yaml", &host), [(Sort::Kustomization, String::from("/k"))]);
        assert_eq!(found("/web-1.tgz", &host)[0].0, Sort::Chart);
        assert_eq!(found("/x.txt", &host)[0].0, Sort::Manifests);
        assert_eq!(found("-", &host), [(Sort::Stdin, String::from("<stdin>"))]);
    }

    #[test]
    fn a_changed_file_belongs_to_what_is_around_it() {
        let host = Memory::new()
            .with("/r/web/Chart.yaml", "")
            .with("/r/web/templates/a.yaml", "")
            .with("/r/web/charts/db/Chart.yaml", "")
            .with("/r/web/charts/db/values.yaml", "")
            .with("/r/base/kustomization.yaml", "")
            .with("/r/base/patches/p.yaml", "")
            .with("/r/plain/a.yaml", "")
            .with("/r/plain/readme.md", "");
        let owner = |file: &str| owner(Path::new(file), &host).map(|input| (input.sort, input.name()));
        let chart = Some((Sort::Chart, String::from("/r/web")));
        assert_eq!((owner("/r/web/templates/a.yaml"), owner("/r/web/charts/db/values.yaml")), (chart.clone(), chart));
        assert_eq!(owner("/r/base/patches/p.yaml"), Some((Sort::Kustomization, String::from("/r/base"))));
        assert_eq!(owner("/r/plain/a.yaml"), Some((Sort::Manifests, String::from("/r/plain/a.yaml"))));
        assert_eq!(owner("/r/plain/readme.md"), None);
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        let error = find(Path::new("/none"), &Memory::new()).expect_err("nothing is there");
        assert_eq!((error.code, error.fault), ("input::unreadable", Fault::Outside));
    }
}
