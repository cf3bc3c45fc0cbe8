//! Objects × policies → findings. Each engine has a folder; it is compiled once, sees one [`Subject`] at a time and a
//! [`World`] that nobody changes, and says what it found. Nothing here knows of files, renders or prints: places are looked up
//! from a finding's path by whoever shows it.

mod admission;
mod bundle;
pub mod cel;
mod cluster;
mod comparison;
mod defaults;
mod deprecations;
mod document;
mod expected;
mod finding;
pub mod jmespath;
mod kyverno;
mod label_selector;
mod operation;
mod place;
pub mod pod_security;
mod rego;
pub mod schema;
mod subject;
#[cfg(test)]
mod testing;
mod validating;
mod value;
mod violations;

pub use bundle::{Options, Policies};
pub use document::{Document, Script};
pub use expected::{Expectation, Verdict};
pub use finding::{Finding, Outcome};
pub use operation::Operation;
pub use place::place;
pub use subject::{Subject, World};
pub use value::from_tree;
pub use violations::Violations;

use crate::diagnostic::Diagnostic;

/// One way of judging objects, compiled.
pub trait Engine: Send + Sync {
    /// Adds what it says of one object. What was evaluated and found nothing is a finding too, with [`Outcome::Pass`].
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>);

    /// The engine with what it finds out once for all objects, to be asked in its place; nothing where there is nothing.
    fn prepare<'a>(&'a self, world: &'a World) -> Option<Box<dyn Engine + 'a>> {
        let _ = world;
        None
    }

    /// Adds what it says of all objects as one.
    fn check_together(&self, world: &World, findings: &mut Vec<Finding>) {
        let _ = (world, findings);
    }
}

/// What compiling policies comes to: an error has the line of the policy that is wrong.
pub type Compiled<T> = Result<T, Box<Diagnostic>>;
