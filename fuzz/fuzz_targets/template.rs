//! Any text as a template. Run with `cargo +nightly fuzz run template testdata/fuzz/template`.
#![no_main]

#[path = "../../tests/fuzz/template.rs"]
mod template;

libfuzzer_sys::fuzz_target!(|text: &[u8]| template::check(text));
