//! Any bytes as a packaged chart. Run with `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none archive testdata/fuzz/archive`.
#![no_main]

#[path = "../../tests/fuzz/archive.rs"]
mod archive;

libfuzzer_sys::fuzz_target!(|input: &[u8]| archive::check(input));
