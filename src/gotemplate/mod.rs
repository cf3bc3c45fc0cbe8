//! Go's `text/template`: lexer, parser, compiled form, execution and origins. It knows nothing of Helm and nothing of
//! the outside: what a template may ask of the world goes through [`Effects`], and functions come from the caller.

mod builtins;
mod compiler;
mod context;
mod draft;
pub mod effects;
pub mod error;
pub mod function;
mod functions;
mod lexer;
mod limits;
mod machine;
mod number;
mod origins;
mod parser;
mod program;
mod set;
mod syntax;
mod value;

pub use draft::{Draft, FunctionTable};
pub use effects::Effects;
pub use error::{Error, Step};
pub use function::{Call, Edit, Function, Param, Runtime};
pub use limits::Limits;
pub(crate) use machine::{Arguments, Capture};
pub use machine::{Guest, Machine, Output};
pub use origins::{Origin, Origins};
pub use set::{TemplateSet, Text};

#[cfg(test)]
mod tests;
