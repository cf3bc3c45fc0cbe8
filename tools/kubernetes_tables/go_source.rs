//! Reads constants out of Go's source: raw strings, and sums of raw strings and names of others.

use super::Outcome;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The string constants of a package, by name, sums worked out.
pub fn string_constants(package: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut files: Vec<_> = fs::read_dir(package)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut sums = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "go")) {
        sums.extend(sums_in(&fs::read_to_string(file)?));
    }
    sums.keys().map(|name| Ok((name.clone(), value(name, &sums, 0)?))).collect()
}

/// A part of a sum.
enum Part {
    Text(String),
    Name(String),
}

/// The sums that begin with a raw string or hold one, by the names of their constants.
fn sums_in(source: &str) -> Vec<(String, Vec<Part>)> {
    let mut sums = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(" = `") {
        let name = rest[..at].rsplit([' ', '\t', '\n']).next().unwrap_or_default();
        let (parts, after) = parts(&rest[at + 3..]);
        sums.push((name.to_owned(), parts));
        rest = after;
    }
    sums
}

/// The parts at the beginning of `text`, and what follows them.
fn parts(mut text: &str) -> (Vec<Part>, &str) {
    let mut parts = Vec::new();
    loop {
        if let Some((raw, after)) = text.strip_prefix('`').and_then(|text| text.split_once('`')) {
            parts.push(Part::Text(raw.to_owned()));
            text = after;
        } else {
            let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
            parts.push(Part::Name(text[..end].to_owned()));
            text = &text[end..];
        }
        match text.strip_prefix(" + ") {
            Some(more) => text = more,
            None => return (parts, text),
        }
    }
}

fn value(name: &str, sums: &BTreeMap<String, Vec<Part>>, depth: usize) -> Outcome<String> {
    let parts = sums.get(name).filter(|_| depth < 10).ok_or_else(|| format!("no constant {name}"))?;
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => Ok(text.clone()),
            Part::Name(name) => value(name, sums, depth + 1),
        })
        .collect()
}
