//! Decides how the executable is linked on Linux with the GNU C library. It may not generate code or read anything but what
//! cargo and the linker say of the target.
//!
//! Both decisions are about the time that every start takes (docs/performance.md); nothing else of the program depends on
//! them. A position-independent executable has some 68,000 pointers in its tables that the loader must correct, which was a third
//! of the time of a small render. And the unwinder of GCC comes from an archive rather than from a shared library of its own,
//! which would be found, mapped and bound at every start for the sake of backtraces alone.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let static_library = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !static_library {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if let (Some(folder), true) = (env::var_os("OUT_DIR"), has_static_unwinder()) {
            link_static_unwinder(Path::new(&folder));
        }
    }
}

/// Whether the linker's driver knows the archive. One that cannot be asked is left alone.
fn has_static_unwinder() -> bool {
    let driver = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(driver).arg("-print-file-name=libgcc_eh.a").output();
    answer.is_ok_and(|answer| {
        answer.status.success() && Path::new(String::from_utf8_lossy(&answer.stdout).trim()).is_file()
    })
}

/// Puts a linker script in the way of the shared library that rustc asks for. Where it cannot be written, that is used.
fn link_static_unwinder(folder: &Path) {
    if fs::write(folder.join("libgcc_s.so"), "GROUP ( -lgcc_eh -lgcc )\n").is_ok() {
        println!("cargo:rustc-link-search=native={}", folder.display());
    }
}
