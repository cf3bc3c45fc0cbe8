//! Any text as YAML. Run with `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none yaml testdata/fuzz/yaml`.
#![no_main]

#[path = "../../tests/fuzz/yaml.rs"]
mod yaml;

libfuzzer_sys::fuzz_target!(|text: &[u8]| yaml::check(text));
