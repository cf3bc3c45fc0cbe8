//! Writes the tables of APIs that policies judge by. A maintainer runs it when the sources move; no build does.
//!
//!     cargo run --example api_tables -- lifecycles CHECKOUT-OF-PLUTO CHECKOUT-OF-KUBERNETES-API

mod lifecycles;

use std::path::Path;
use std::process::ExitCode;

/// What a step gives: a table, or why there is none.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let written = match arguments[..] {
        ["lifecycles", pluto, api] => write_lifecycles(Path::new(pluto), Path::new(api)),
        _ => {
            eprintln!("usage: api_tables lifecycles CHECKOUT-OF-PLUTO CHECKOUT-OF-KUBERNETES-API");
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
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    std::fs::write(source.join("kubernetes/lifecycles/table.rs"), lifecycles::table(pluto, api)?)?;
    Ok(())
}
