//! Replays the kept corpus of the template fuzz target, and variations of it, on the stable toolchain.

#[path = "fuzz/template.rs"]
mod template;

use std::fs;
use std::path::PathBuf;

fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/fuzz/template");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).expect("a corpus file"))).collect()
}

#[test]
fn the_corpus_holds() {
    let corpus = corpus();
    assert!(!corpus.is_empty());
    for (_, text) in corpus {
        template::check(&text);
    }
}

#[test]
fn texts_cut_short_anywhere_hold() {
    for (_, text) in corpus() {
        for length in (0..text.len()).step_by(text.len() / 40 + 1) {
            template::check(&text[..length]);
        }
    }
}
