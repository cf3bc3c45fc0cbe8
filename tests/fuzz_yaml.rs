//! Replays the kept corpus of the YAML fuzz target, and variations of it, on the stable toolchain.

#[path = "fuzz/yaml.rs"]
mod yaml;

use std::fs;
use std::path::PathBuf;

fn corpus() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/fuzz/yaml");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.into_iter().map(|path| fs::read(path).expect("a corpus file")).collect()
}

#[test]
fn the_corpus_holds() {
    let corpus = corpus();
    assert!(!corpus.is_empty());
    for text in corpus {
        yaml::check(&text);
    }
}

#[test]
fn texts_cut_short_anywhere_hold() {
    for text in corpus() {
        for length in (0..text.len()).step_by(text.len() / 40 + 1) {
            yaml::check(&text[..length]);
        }
    }
}

#[test]
fn texts_with_a_byte_exchanged_hold() {
    for text in corpus() {
        for at in (0..text.len()).step_by(text.len() / 40 + 1) {
            for byte in *b"\n :-#\"'[{&*!|\t\xff" {
                let mut changed = text.clone();
                changed[at] = byte;
                yaml::check(&changed);
            }
        }
    }
}
