//! Replays the kept corpora of the `--set` and archive fuzz targets, and variations of them, on the stable toolchain.

#[path = "fuzz/archive.rs"]
mod archive;
#[path = "fuzz/set.rs"]
mod set;

use std::fs;
use std::path::PathBuf;

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/fuzz").join(name);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files.into_iter().map(|path| fs::read(path).expect("a corpus file")).collect()
}

#[test]
fn the_set_corpus_holds_for_every_flag_and_cut_short_anywhere() {
    for text in corpus("set") {
        for style in 0..5 {
            for length in (1..=text.len()).step_by(text.len() / 40 + 1) {
                set::check(&[&[style], &text[1..length]].concat());
            }
        }
    }
}

#[test]
fn the_archive_corpus_holds_whole_and_damaged() {
    for bytes in corpus("archive") {
        archive::check(&bytes);
        for at in (1..bytes.len()).step_by(bytes.len() / 30 + 1) {
            archive::check(&bytes[..at]);
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            archive::check(&damaged);
        }
    }
}
