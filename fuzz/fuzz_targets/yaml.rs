//! Any text as YAML. Run with `cargo +nightly fuzz run yaml testdata/fuzz/yaml`.
#![no_main]

#[path = "../../tests/fuzz/yaml.rs"]
mod yaml;

libfuzzer_sys::fuzz_target!(|text: &[u8]| yaml::check(text));
