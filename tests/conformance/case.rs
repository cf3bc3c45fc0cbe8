//! Recorded cases and how they are found: a folder with case.json, or a line of a .jsonl file.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A case with its name, which is its path below the root.
pub struct Case {
    pub name: String,
    pub kind: Kind,
}

/// The two forms of case.
pub enum Kind {
    /// A folder: the command in its case.json is run there.
    Folder { folder: PathBuf, json: Value },
    /// One template, run as part of a chart that is made for it.
    Template { json: Value },
}

/// The cases of `suite` below `root`, in the order of their names; none where there is no such suite.
pub fn find(root: &Path, suite: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    collect(&root.join(suite), suite, &mut cases);
    cases
}

fn collect(folder: &Path, name: &str, cases: &mut Vec<Case>) {
    if let Ok(text) = fs::read_to_string(folder.join("case.json")) {
        let json = parse(&text, name);
        cases.push(Case { name: name.to_owned(), kind: Kind::Folder { folder: folder.to_owned(), json } });
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{stem}");
        if path.is_dir() {
            collect(&path, &name, cases);
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let json = parse(line, &name);
                let id = json["id"].as_str().unwrap_or_default().to_owned();
                cases.push(Case { name: format!("{name}/{id}"), kind: Kind::Template { json } });
            }
        }
    }
}

fn parse(text: &str, name: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}
