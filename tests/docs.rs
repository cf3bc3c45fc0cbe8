//! Holds the documentation to the source: every error code is explained, and what the README shows works.

mod program;

use program::plimsoll;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(package().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("src can be listed");
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false if path.extension().is_some_and(|extension| extension == "rs") => vec![path],
            false => Vec::new(),
        })
        .collect()
}

/// The string literals of the source that are codes: two words or more, in kebab case, joined by `::`.
fn codes_in_source() -> BTreeSet<String> {
    let is_word = |word: &str| {
        word.starts_with(|letter: char| letter.is_ascii_lowercase())
            && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
    };
    let mut codes = BTreeSet::new();
    for path in rust_files(&package().join("src")) {
        let text = fs::read_to_string(path).expect("source is text");
        let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let literals =
            product.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| line.split('"'));
        codes.extend(literals.filter(|one| one.contains("::") && one.split("::").all(is_word)).map(str::to_owned));
    }
    codes
}

/// The codes that docs/errors.md has a row for.
fn codes_in_page() -> Vec<String> {
    let page = page("docs/errors.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    rows.map(|(code, _)| code.to_owned()).collect()
}

#[test]
fn every_error_code_has_a_row_in_errors_md_and_none_is_left_over() {
    let (source, page) = (codes_in_source(), codes_in_page());
    let missing: Vec<_> = source.iter().filter(|code| !page.contains(code)).collect();
    assert!(missing.is_empty(), "not in docs/errors.md: {missing:?}");
    let gone: Vec<_> = page.iter().filter(|code| !source.contains(*code)).collect();
    assert!(gone.is_empty(), "in docs/errors.md but not in src: {gone:?}");
    let sorted = page.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(sorted, "the rows of docs/errors.md are not in order, or a code is there twice");
}

#[test]
fn every_dependency_is_explained_in_dependencies_md() {
    let manifest = page("Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
    let names = section.unwrap_or_default().lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    let page = page("docs/dependencies.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let explained = |name: &str| {
        let first = rows.iter().filter_map(|row| row.split('|').nth(1));
        first.flat_map(|cell| cell.split(',')).any(|one| one.trim() == name)
    };
    let missing: Vec<&str> = names.filter(|name| !explained(name)).collect();
    assert!(missing.is_empty(), "not in docs/dependencies.md: {missing:?}");
}

/// The commands in the README's blocks of shell.
fn readme_commands() -> Vec<String> {
    let readme = page("README.md");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn the_readme_s_first_command_renders_what_helm_renders() {
    let commands = readme_commands();
    let arguments = commands[0].strip_prefix("cargo run --release -- ").expect("the first command runs plimsoll");
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let run = plimsoll(&arguments);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout == page("testdata/conformance/helm/shop-production/expected.yaml"));
}

#[test]
fn the_readme_s_second_command_is_what_ci_runs() {
    assert_eq!(readme_commands()[1], "cargo test");
    assert!(page(".ci/run").contains("grep -E '^cargo test' README.md"));
}

#[test]
fn the_readme_links_to_pages_that_are_there() {
    let readme = page("README.md");
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("http")) {
        assert!(package().join(link).exists(), "README.md links to {link}");
    }
}
