//! The files of a package on disk: every YAML file below a folder, packages within it left out where they are read apart.

use super::PACKAGE_FILE;
use super::ignore::{self, Ignored};
use crate::go::json;
use crate::host::{FileKind, Host};
use crate::resource::stream;
use crate::source::{SourceId, Sources};
use crate::yaml::{self, Commented, Decoding, Numbers};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read.
const MAX_FILE: u64 = 64 << 20;

/// How deep folders may nest.
const MAX_DEPTH: usize = 200;

/// The packages at and below a folder: itself first, and then those with a Krmfile, where they are asked for.
pub fn packages(root: &Path, recurse: bool, host: &dyn Host) -> Result<Vec<PathBuf>, String> {
    let mut found = vec![root.to_path_buf()];
    if recurse {
        walk(root, host, &mut |folder, path, is_folder| {
            if !is_folder && path.file_name().is_some_and(|name| name == PACKAGE_FILE) && folder != root {
                found.push(folder.to_path_buf());
            }
            Ok(true)
        })?;
    }
    Ok(found)
}

/// Which files of a package are read: functions see those of JSON too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// `*.yaml` and `*.yml`.
    Yaml,
    /// These and `*.json`.
    YamlAndJson,
}

impl Files {
    fn include(self, path: &Path) -> bool {
        path.extension().is_some_and(|extension| {
            extension == "yaml" || extension == "yml" || self == Files::YamlAndJson && extension == "json"
        })
    }
}

/// The objects of a file, or of the files below a folder, in the order of paths, each with the path of its file. `own`:
/// without the packages within.
pub fn read_package(
    root: &Path,
    own: bool,
    kinds: Files,
    host: &dyn Host,
    sources: &Sources,
) -> Result<Vec<Commented>, String> {
    let is_folder = host.metadata(root).map_err(|error| error.to_string())?.kind == FileKind::Folder;
    let mut files = Vec::new();
    if is_folder {
        let ignored = ignored(root, host)?;
        walk(root, host, &mut |_, path, is_folder| {
            let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
            if ignored.ignores(&relative, is_folder) {
                return Ok(false);
            }
            if is_folder {
                return Ok(!(own && host.metadata(&path.join(PACKAGE_FILE)).is_ok()));
            }
            if kinds.include(path) {
                files.push(path.to_path_buf());
            }
            Ok(true)
        })?;
    } else {
        files.push(root.to_path_buf());
    }
    let base = if is_folder { root } else { root.parent().unwrap_or(root) };
    let mut items = Vec::new();
    for path in files {
        let display = path.display().to_string();
        let in_file = |cause: String| format!("{display}: {cause}");
        let text = host.read(&path, MAX_FILE).map_err(|error| in_file(error.to_string()))?;
        let source = sources.add(display.clone(), text.clone());
        let relative = path.strip_prefix(base).unwrap_or(&path).display().to_string();
        items.extend(stream::parse_file(&text, source, &relative).map_err(in_file)?);
    }
    Ok(items)
}

/// What the package at `root` wants to be passed over.
fn ignored(root: &Path, host: &dyn Host) -> Result<Ignored, String> {
    match host.read(&root.join(ignore::FILE), MAX_FILE) {
        Ok(text) => Ok(Ignored::parse(&String::from_utf8_lossy(&text))),
        Err(error) if error.is_not_found() => Ok(Ignored::default()),
        Err(error) => Err(error.to_string()),
    }
}

/// The files that objects name, and what each holds: its objects in the order of their numbers.
pub fn files(items: &[Commented]) -> Result<BTreeMap<String, String>, String> {
    let mut files: BTreeMap<String, Vec<(u64, Commented)>> = BTreeMap::new();
    for item in items {
        let path = stream::annotation(&item.tree, stream::PATH).map(ToString::to_string).unwrap_or_default();
        if path.is_empty() {
            return Err(format!("resources must be annotated with {} to be written to files", stream::PATH));
        }
        if Path::new(&path).is_absolute() {
            return Err(String::from("package paths may not be absolute paths"));
        }
        if Path::new(&path).components().any(|part| part == Component::ParentDir) {
            return Err(format!("resource must be written under package: {path}"));
        }
        let index = stream::annotation(&item.tree, stream::INDEX).and_then(|index| index.parse().ok());
        let mut item = item.clone();
        super::clear_paths(&mut item.tree)?;
        files.entry(path).or_default().push((index.unwrap_or(u64::MAX), item));
    }
    let written = |(path, mut items): (String, Vec<(u64, Commented)>)| {
        items.sort_by_key(|(index, _)| *index);
        let items: Vec<Commented> = items.into_iter().map(|(_, item)| item).collect();
        let text = match items.as_slice() {
            [item] if path.ends_with(".json") => as_json(item)?,
            items => stream::print(items)?,
        };
        Ok((path, text))
    };
    files.into_iter().map(written).collect()
}

/// An object as a file of JSON has it. Several in one file are YAML.
fn as_json(item: &Commented) -> Result<String, String> {
    // What is only there for the reading goes when it is printed.
    let printed = stream::print(std::slice::from_ref(item))?;
    let trees = yaml::read_trees(printed.as_bytes(), SourceId::UNKNOWN).map_err(|error| error.to_string())?;
    let mut text = String::new();
    if let Some(tree) = trees.first() {
        yaml::print_resource(tree, &mut text).map_err(|error| error.to_string())?;
    }
    let decoding = Decoding { numbers: Numbers::Typed, ..Decoding::default() };
    let value = yaml::decode_with(text.as_bytes(), decoding).map_err(|error| error.to_string())?;
    let options = json::Options { indent: Some(("", "  ")), ..json::Options::default() };
    let text = json::encode(&value, options).map_err(|error| error.message().to_owned())?;
    Ok(text + "\n")
}

/// What is told of each file and folder below one: its folder, its path, and whether it is a folder. A folder is looked into
/// where the answer is true.
type Visit<'v> = &'v mut dyn FnMut(&Path, &Path, bool) -> Result<bool, String>;

/// Visits what lies below a folder in the order of names. Links to folders are not followed.
fn walk(root: &Path, host: &dyn Host, visit: Visit<'_>) -> Result<(), String> {
    let mut waiting = vec![(root.to_path_buf(), 0)];
    let entries = |folder: &Path, depth: usize| -> Result<Vec<(PathBuf, usize)>, String> {
        let mut names = host.list(folder).map_err(|error| error.to_string())?;
        names.reverse();
        Ok(names.into_iter().map(|name| (folder.join(name), depth)).collect())
    };
    if host.metadata(root).map_err(|error| error.to_string())?.kind == FileKind::Folder {
        waiting = entries(root, 1)?;
    }
    while let Some((path, depth)) = waiting.pop() {
        let is_folder = host.link_metadata(&path).map_err(|error| error.to_string())?.kind == FileKind::Folder;
        let into = visit(path.parent().unwrap_or(root), &path, is_folder)?;
        if is_folder && into {
            if depth >= MAX_DEPTH {
                return Err(format!("{}: folders nest too deep", path.display()));
            }
            waiting.extend(entries(&path, depth + 1)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    #[test]
    fn packages_within_are_read_apart() {
        let host = Memory::new()
            .with("/p/b.yaml", "kind: B\n")
            .with("/p/Krmfile", "")
            .with("/p/a/x.yml", "kind: X\n")
            .with("/p/sub/Krmfile", "")
            .with("/p/sub/s.yaml", "kind: S\n")
            .with("/p/n.json", "{}")
            .with("/p/.krmignore", "skip*\n")
            .with("/p/skipped/x.yaml", "kind: N\n")
            .with("/p/skip.yaml", "kind: N\n");
        let found = packages(Path::new("/p"), true, &host).expect("it is there");
        assert_eq!(found, [PathBuf::from("/p"), PathBuf::from("/p/sub")]);
        let kinds = |root: &str, own| {
            let items = read_package(Path::new(root), own, Files::Yaml, &host, &Sources::new()).expect("it is there");
            items.iter().map(|item| super::super::text(&item.tree, &["kind"])).collect::<String>()
        };
        assert_eq!(
            (kinds("/p", true), kinds("/p", false), kinds("/p/b.yaml", true)),
            ("XB".into(), "XBS".into(), "B".into())
        );
    }

    #[test]
    fn functions_read_and_write_json() {
        let object = "{\"kind\": \"A\", \"apiVersion\": \"v1\", \"x\": [\"y\", 1]}";
        let host = Memory::new().with("/p/a.json", object).with("/p/b.txt", "no YAML: [");
        let items = read_package(Path::new("/p"), false, Files::YamlAndJson, &host, &Sources::new());
        let written = files(&items.expect("it is there")).expect("it is written");
        let text = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"A\",\n  \"x\": [\n    \"y\",\n    1\n  ]\n}\n";
        assert_eq!(written.get("a.json").map(String::as_str), Some(text));
        assert_eq!(written.len(), 1);
    }
}
