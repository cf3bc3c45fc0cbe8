//! Kustomize's builds: a kustomization and what it names → a set of objects. Files are read through a [`Loader`] alone, and
//! nothing here prints.

mod context;
pub mod generators;
mod loader;
pub mod replacements;
pub mod spec;

pub use context::{Context, Generator, Options, Reorder, Result, Transformer};
pub use loader::{Loaded, Loader};
