//! Any text behind `--set` and its kin. Run with `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none set testdata/fuzz/set`.
#![no_main]

#[path = "../../tests/fuzz/set.rs"]
mod set;

libfuzzer_sys::fuzz_target!(|input: &[u8]| set::check(input));
