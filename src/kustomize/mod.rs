//! Kustomize's builds: a kustomization and what it names → a set of objects. Files are read through a [`Loader`] alone, and
//! nothing here prints.

pub mod accumulate;
mod annotations;
mod build;
pub mod cfg;
pub mod config;
mod context;
mod each;
pub mod edit;
pub mod generators;
mod loader;
pub mod localize;
mod output;
pub mod patches;
pub mod plugins;
pub mod references;
mod remote;
pub mod replacements;
mod schema;
pub mod spec;
mod steps;
mod target;
pub mod transformers;

pub use build::build;
pub use context::{Context, FunctionOptions, Generator, Options, Reorder, Result, Transformer};
pub use loader::{Loaded, Loader};
pub use output::{files, pieces, stream};
pub use schema::BUILT_IN_SCHEMA;
pub use target::{FILE_NAMES, Target};
