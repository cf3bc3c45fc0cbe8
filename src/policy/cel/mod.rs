//! The Common Expression Language as Kubernetes runs it: text → [`syntax`] → checked [`Program`] → value. An environment is
//! built once, a program compiled once, and both serve any number of threads. Nothing here knows of policies or objects:
//! variables are JSON that is looked at in place, and everything that an expression can make large is counted.

mod arguments;
mod check;
mod environment;
mod error;
mod evaluate;
mod lexer;
mod library;
mod literal;
mod macros;
mod parser;
mod program;
mod runtime;
mod signature;
mod syntax;
mod types;
mod value;

#[cfg(test)]
mod tests;

pub use arguments::Arguments;
pub use environment::{Body, Environment, Variables};
pub use error::{Error, Invalid, Issue, Position};
pub use library::{Quantity, of_format, quantity_of};
pub use program::Program;
pub use runtime::{Clock, Runtime};
pub use types::{Fields, Type};
pub use value::{List, Map, Opaque, Table, Text, Value};
