//! Holds the source to docs/architecture.md: which folder may use which, and where the outside may be touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The source files, as paths below `src` with their code: tests at the foot of a file are left out.
fn source_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("src can be listed");
        let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                files.push((name, code(&fs::read_to_string(&path).expect("source is text"))));
            }
        }
    }
    files.sort();
    files
}

/// The lines that are compiled into the product: no comments, nothing from the test module on.
fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = product.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The folder at the top, or the name of a file that lies there.
fn room(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or_default()
}

/// The table of docs/architecture.md: what each folder may use by its own row.
fn rules() -> BTreeMap<String, BTreeSet<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let page = fs::read_to_string(page).expect("docs/architecture.md is there");
    let mut rules = BTreeMap::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [names, _, uses] = cells[..] else { continue };
        for name in quoted(names).filter(|name| name.ends_with('/')) {
            rules.insert(name.trim_end_matches('/').to_owned(), quoted(uses).map(str::to_owned).collect());
        }
    }
    rules
}

/// The words in backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// What `room` may use, by its row and by the rows of those it may use.
fn allowed(room: &str, rules: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut allowed: BTreeSet<String> = ["source", "diagnostic", room].map(String::from).into();
    let mut open = vec![room.to_owned()];
    while let Some(room) = open.pop() {
        for used in rules.get(&room).into_iter().flatten() {
            if allowed.insert(used.clone()) {
                open.push(used.clone());
            }
        }
    }
    allowed
}

/// The rooms that `code` names after `crate::`, also in a list in braces.
fn used_rooms(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        let word = |text: &str| {
            text.trim_start()
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        match rest.strip_prefix('{') {
            Some(list) => {
                let end = list.find("};").unwrap_or(list.len());
                let mut depth = 0;
                for item in list[..end].split_inclusive([',', '{', '}']) {
                    if depth == 0 {
                        rooms.insert(word(item));
                    }
                    depth += item.matches('{').count() as i32 - item.matches('}').count() as i32;
                }
            }
            None => {
                rooms.insert(word(rest));
            }
        }
    }
    rooms.remove("");
    rooms
}

#[test]
fn folders_use_only_what_the_architecture_allows() {
    let rules = rules();
    let mut broken = Vec::new();
    for (path, code) in source_files() {
        let room = room(&path);
        // `deep` is a file that uses nothing.
        if matches!(room, "main" | "lib" | "cli" | "deep") {
            continue;
        }
        assert!(rules.contains_key(room), "docs/architecture.md has no row for src/{room}");
        let allowed = allowed(room, &rules);
        // What is no folder is an item that lib.rs has; macros are such.
        let used = used_rooms(&code).into_iter().filter(|used| rules.contains_key(used));
        broken.extend(used.filter(|used| !allowed.contains(used)).map(|used| format!("src/{path} uses {used}")));
    }
    assert!(broken.is_empty(), "not allowed by docs/architecture.md:\n{}", broken.join("\n"));
}

/// Fails with the lines that hold one of `words` in files that `is_exempt` does not excuse.
fn forbid(words: &[&str], is_exempt: impl Fn(&str) -> bool) {
    let mut found = Vec::new();
    for (path, code) in source_files().into_iter().filter(|(path, _)| !is_exempt(path)) {
        let lines = code.lines().filter(|line| words.iter().any(|word| line.contains(word)));
        found.extend(lines.map(|line| format!("src/{path}: {}", line.trim())));
    }
    assert!(found.is_empty(), "{words:?} may not be used here:\n{}", found.join("\n"));
}

#[test]
fn only_host_and_cli_touch_the_outside() {
    // Addresses are plain data; what opens a connection or asks a resolver is not.
    let outside = ["std::fs", "std::env", "std::process", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs"];
    let clocks = ["SystemTime", "Instant", "Zoned::now", "Timestamp::now"];
    forbid(&[&outside[..], &clocks].concat(), |path| matches!(room(path), "host" | "cli" | "main"));
}

#[test]
fn randomness_comes_from_host_alone() {
    // aws-lc makes keys with a generator of its own; without a seed that is what they are made with.
    let is_exempt = |path: &str| room(path) == "host" || path.starts_with("sprig/crypto/key/");
    forbid(&["getrandom", "SystemRandom", "thread_rng", "rand::rng", "OsRng"], is_exempt);
}

#[test]
fn only_cli_prints() {
    forbid(&["print!(", "println!(", "dbg!(", "io::stdout", "io::stderr"], |path| room(path) == "cli");
}

#[test]
fn only_the_terminal_renderer_knows_miette() {
    forbid(&["miette"], |path| path == "diagnostic/render/terminal.rs");
}

#[test]
fn only_cli_knows_clap() {
    forbid(&["clap"], |path| room(path) == "cli");
}

#[test]
fn lists_in_braces_are_understood() {
    let code = "use crate::{go::{Map, Value}, yaml, source::Span};\nuse crate::chart::Chart;\n";
    let rooms: Vec<String> = used_rooms(code).into_iter().collect();
    assert_eq!(rooms, ["chart", "go", "source", "yaml"]);
}
