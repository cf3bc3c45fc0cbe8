//! Any text as a template. Run with `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none template testdata/fuzz/template`.
#![no_main]

#[path = "../../tests/fuzz/template.rs"]
mod template;

libfuzzer_sys::fuzz_target!(|text: &[u8]| template::check(text));
