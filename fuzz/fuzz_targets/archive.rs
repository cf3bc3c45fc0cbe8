//! Any bytes as a packaged chart. Run with `cargo +nightly fuzz run archive testdata/fuzz/archive`.
#![no_main]

#[path = "../../tests/fuzz/archive.rs"]
mod archive;

libfuzzer_sys::fuzz_target!(|input: &[u8]| archive::check(input));
