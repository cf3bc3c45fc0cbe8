//! Decides how the executable is linked on Linux with the GNU C library. It may not generate code or read anything but what
//! cargo and the linker say of the target.
//!
//! All decisions are about the time and memory that every start takes (docs/performance.md); nothing else of the program
//! depends on them. A position-independent executable has some 68,000 pointers in its tables that the loader must correct, which was a third
//! of the time of a small render. And the unwinder of GCC comes from an archive rather than from a shared library of its own,
//! which would be found, mapped and bound at every start for the sake of backtraces alone. And the functions that common commands
//! execute stand side by side (tools/link-order), so that few pages of the program are read.

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
        put_side_by_side();
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

/// Has the linker order functions by the list, if it is one that can.
fn put_side_by_side() {
    let order = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/link-order.txt");
    println!("cargo:rerun-if-changed={}", order.display());
    let options =
        [format!("-Wl,--symbol-ordering-file={}", order.display()), "-Wl,--no-warn-symbol-ordering".to_owned()];
    if order.is_file() && links_with(&options) {
        options.iter().for_each(|option| println!("cargo:rustc-link-arg-bins={option}"));
    }
}

/// Whether a program can be linked with these options: what linker rustc calls is for it alone to know.
fn links_with(options: &[String]) -> bool {
    let (Some(rustc), Some(folder)) = (env::var_os("RUSTC"), env::var_os("OUT_DIR")) else { return false };
    let source = Path::new(&folder).join("empty.rs");
    if fs::write(&source, "fn main() {}\n").is_err() {
        return false;
    }
    let mut command = Command::new(rustc);
    command.arg(&source).arg("-o").arg(Path::new(&folder).join("empty")).args(["--crate-name", "empty"]);
    if let Some(target) = env::var_os("TARGET") {
        command.arg("--target").arg(target);
    }
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        command.arg("-C").arg(format!("linker={}", linker.display()));
    }
    command.args(options.iter().map(|option| format!("-Clink-arg={option}")));
    command.output().is_ok_and(|output| output.status.success())
}
