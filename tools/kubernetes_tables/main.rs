//! Writes the tables of `src/kubernetes` from a checkout of Kustomize: `cargo run --example kubernetes_tables -- CHECKOUT`,
//! where CHECKOUT is at the tag that the tables name. A maintainer runs it when the reference moves; no build does.

mod field_specs;
mod go_source;
mod openapi;
mod protobuf;
mod schema;

use std::path::Path;
use std::process::ExitCode;

/// What a step gives: a table, or why there is none.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The release whose facts these are, for the heads of the tables.
const SOURCE: &str = "Kustomize 5.8.1 (kyaml 0.21.1), Apache-2.0";

fn main() -> ExitCode {
    let Some(checkout) = std::env::args_os().nth(1) else {
        eprintln!("usage: kubernetes_tables CHECKOUT-OF-KUSTOMIZE");
        return ExitCode::from(2);
    };
    match write_tables(Path::new(&checkout)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_tables(checkout: &Path) -> Outcome<()> {
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kubernetes");
    std::fs::write(tables.join("field_specs/table.rs"), field_specs::table(checkout)?)?;
    std::fs::write(tables.join("schema/table.rs"), schema::table(checkout)?)?;
    Ok(())
}

/// The head of a generated file.
fn head(what: &str, from: &str) -> String {
    format!("//! {what}.\n//! Made by tools/kubernetes_tables from the facts in `{from}`\n//! of {SOURCE}.\n\n")
}
