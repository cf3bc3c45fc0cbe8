//! Any text behind `--set` and its kin. Run with `cargo +nightly fuzz run set testdata/fuzz/set`.
#![no_main]

#[path = "../../tests/fuzz/set.rs"]
mod set;

libfuzzer_sys::fuzz_target!(|input: &[u8]| set::check(input));
