//! Writes the tables of APIs that policies judge by. A maintainer runs it when the sources move; no build does.
//!
//!     cargo run --example api_tables -- lifecycles CHECKOUT-OF-PLUTO CHECKOUT-OF-KUBERNETES-API
//!     cargo run --example api_tables -- types UNPACKED-KUBERNETES-VALIDATE

mod lifecycles;
mod types;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a step gives: a table, or why there is none.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let written = match arguments[..] {
        ["lifecycles", pluto, api] => write_lifecycles(Path::new(pluto), Path::new(api)),
        ["types", package] => write_types(Path::new(package)),
        _ => {
            eprintln!("usage: api_tables lifecycles CHECKOUT-OF-PLUTO CHECKOUT-OF-KUBERNETES-API");
            eprintln!("       api_tables types UNPACKED-KUBERNETES-VALIDATE");
            return ExitCode::from(2);
        }
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_lifecycles(pluto: &Path, api: &Path) -> Outcome<()> {
    std::fs::write(tables().join("lifecycles/table.rs"), lifecycles::table(pluto, api)?)?;
    Ok(())
}

fn write_types(package: &Path) -> Outcome<()> {
    std::fs::write(tables().join("types/table.bin"), types::table(package)?)?;
    Ok(())
}

fn tables() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kubernetes")
}
