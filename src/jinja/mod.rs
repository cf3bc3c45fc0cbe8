//! MiniJinja templates (`*.j2`) beside Go's: parsed and executed here, so that they see the values of
//! Go's templates without a copy, call the same functions, and use up the same budgets. They ask the world for nothing but
//! through the machine, and print nothing but into its output.

mod calls;
mod draft;
mod evaluate;
mod execute;
mod fault;
mod filters;
mod lexer;
mod macros;
mod names;
mod objects;
mod operators;
mod parse;
mod parser;
mod predicates;
mod print;
mod program;
mod scope;
mod session;
mod statements;

pub use draft::Draft;
pub(crate) use parse::ALL_TEXTS;
pub use session::{Source, Templates};
