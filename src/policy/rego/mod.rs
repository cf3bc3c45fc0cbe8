//! Rego: texts as conftest runs them, and Gatekeeper's templates with their constraints. The language is the `regorus` crate;
//! [`rewrite`] cures what it gets wrong, and a clock bounds every evaluation, since the crate has no other measure.

mod conftest;
mod expansion;
mod functions;
mod gatekeeper;
mod inventory;
mod matching;
mod negation;
mod program;
mod recursion;
mod review;
mod rewrite;
mod tokens;

pub use conftest::Conftest;
pub use gatekeeper::Gatekeeper;
