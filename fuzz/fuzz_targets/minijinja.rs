//! Any text as a MiniJinja template. Run with `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none minijinja testdata/fuzz/minijinja`.
#![no_main]

#[path = "../../tests/fuzz/minijinja.rs"]
mod minijinja;

libfuzzer_sys::fuzz_target!(|text: &[u8]| minijinja::check(text));
