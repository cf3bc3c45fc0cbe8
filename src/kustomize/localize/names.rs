//! Where in a copy goes what came from elsewhere, and what the copy is called.

use super::FOREIGN;
use crate::kustomize::remote::RepositorySpec;
use std::path::{Component, Path, PathBuf};

/// The place of a file at an address: its host, without user and port, and its path.
pub(super) fn of_file(address: &str) -> PathBuf {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Path::new(FOREIGN).join(host_name(host)).join(within(path))
}

/// The place of a folder in a repository: host, repository, revision and folder.
pub(super) fn of_root(spec: &RepositorySpec, folder: &Path) -> PathBuf {
    let (host, path) = match spec.url.split_once("://") {
        Some(("file", path)) => (String::from("file-schemed"), path),
        Some((_, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            (host_name(host), path)
        }
        None => {
            let (host, path) = spec.url.split_once(':').or_else(|| spec.url.split_once('/')).unwrap_or((&spec.url, ""));
            (host_name(host), path)
        }
    };
    let path = path.strip_suffix(".git").unwrap_or(path);
    Path::new(FOREIGN).join(host).join(within(path)).join(within(&spec.reference)).join(folder)
}

/// A host without user and port.
fn host_name(host: &str) -> String {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let name = host.split(':').next().unwrap_or_default();
    // A name that is no folder's cannot lead out of the copy.
    if matches!(name, "" | "." | "..") { String::from("host") } else { name.to_owned() }
}

/// A path below where it is put, whatever it says.
fn within(path: &str) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(part) => clean.push(part),
            Component::ParentDir => {
                clean.pop();
            }
            _ => {}
        }
    }
    clean
}

/// The name of the folder that a copy goes to where none is given: `localized-`, the last part of the target, and the revision
/// of one that lies in a repository. `root` is the target's folder.
pub(super) fn default_folder(target: &str, root: &Path) -> String {
    let last = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(spec) = RepositorySpec::parse(target) else {
        return last(root).map_or_else(|| String::from("localized"), |name| format!("localized-{name}"));
    };
    let folder = last(Path::new(&spec.folder));
    let repository = spec.url.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default().to_owned();
    format!("localized-{}-{}", folder.unwrap_or(repository), spec.reference.replace('/', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kustomize::localize::slashed;

    #[test]
    fn what_came_from_elsewhere_goes_below_its_host() {
        let root = |address: &str, folder: &str| {
            RepositorySpec::parse(address).map(|spec| slashed(&of_root(&spec, Path::new(folder))))
        };
        let place = |place: &str| Some(format!("localized-files/{place}"));
        assert_eq!(root("https://github.com/o/r//a?ref=v1", "a"), place("github.com/o/r/v1/a"));
        assert_eq!(root("git@github.com:o/r.git?ref=x/y", ""), place("github.com/o/r/x/y"));
        assert_eq!(root("ssh://git@h.xz:7999/o/r?ref=v1", "b"), place("h.xz/o/r/v1/b"));
        assert_eq!(root("file:///a/b//c?ref=main", "c"), place("file-schemed/a/b/main/c"));
        assert_eq!(slashed(&of_file("https://u@h.xz:8/a/../../b.yaml?x=y")), "localized-files/h.xz/b.yaml");
    }

    #[test]
    fn copies_are_named_after_their_targets() {
        assert_eq!(default_folder(".", Path::new("/a/b")), "localized-b");
        assert_eq!(default_folder("/", Path::new("/")), "localized");
        assert_eq!(default_folder("https://github.com/o/r//a/b?ref=x/y", Path::new("/t")), "localized-b-x-y");
        assert_eq!(default_folder("https://github.com/o/r?ref=v1", Path::new("/t")), "localized-r-v1");
    }
}
