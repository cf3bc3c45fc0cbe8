//! Links the executable at a fixed address on Linux with the GNU C library. It may not generate code or read anything but
//! what cargo says of the target.
//!
//! A position-independent executable has some 68,000 pointers in its tables that the loader must correct at every start,
//! which was a third of the time of a small render. Nothing else of the program depends on it (docs/performance.md).

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let static_library = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !static_library {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
