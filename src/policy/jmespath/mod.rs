//! JMESPath as Kyverno speaks it: the standard's grammar, a missing field that is told apart from null, some fifty functions
//! more, and of the community's edition arithmetic, `$` and `let`. An expression is compiled once and evaluated under a budget
//! of steps; it knows nothing of policies, and values may cross threads.

mod data;
mod functions;
pub mod image;
mod interpreter;
mod lexer;
mod node;
mod parser;
pub mod version;
pub mod wildcard;

#[cfg(test)]
mod tests;

pub use data::{Data, Entries};

use interpreter::Interpreter;
use node::Node;
use smol_str::SmolStr;
use std::cell::Cell;
use std::fmt;

/// An expression, compiled.
#[derive(Clone, Debug)]
pub struct Expression {
    root: Node,
}

impl Expression {
    /// Compiles the text of an expression.
    pub fn compile(text: &str) -> Result<Expression, SyntaxError> {
        Ok(Expression { root: parser::parse(text)? })
    }

    /// What the expression gives for `data`.
    pub fn search(&self, data: &Data, env: &Env<'_>) -> Result<Data, Fault> {
        Interpreter::new(data, env).evaluate(&self.root, data)
    }
}

/// What evaluating may ask for and spend.
#[derive(Debug)]
pub struct Env<'v> {
    /// The time in nanoseconds since 1970; nothing where asking is an error.
    pub now: Option<i128>,
    /// Values of `$name` that no `let` binds.
    pub variables: Option<&'v Entries>,
    steps: Cell<u64>,
}

impl<'v> Env<'v> {
    /// How many steps an evaluation may take: a step is a node, an item of a list or 8 bytes of a text.
    pub const STEPS: u64 = 2_000_000;

    /// An environment with a whole budget.
    pub fn new(now: Option<i128>) -> Self {
        Env { now, variables: None, steps: Cell::new(Self::STEPS) }
    }

    /// The same clock and budget, with values for `$name`.
    pub fn with_variables<'n>(&self, variables: &'n Entries) -> Env<'n> {
        Env { now: self.now, variables: Some(variables), steps: self.steps.clone() }
    }

    /// Takes steps from the budget.
    pub fn spend(&self, steps: u64) -> Result<(), Fault> {
        let left = self.steps.get().checked_sub(steps).ok_or(Fault::Exhausted)?;
        self.steps.set(left);
        Ok(())
    }

    /// Steps that are left.
    pub fn left(&self) -> u64 {
        self.steps.get()
    }
}

/// Why an expression does not compile, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    reason: String,
    /// The byte of the expression at which it goes wrong.
    pub offset: usize,
}

impl SyntaxError {
    fn new(reason: impl Into<String>, offset: usize) -> Self {
        SyntaxError { reason: reason.into(), offset }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SyntaxError: {}", self.reason)
    }
}

/// Why an expression gives no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An object has no such field.
    NotFound(SmolStr),
    /// The budget is used up.
    Exhausted,
    /// Anything else, in a sentence.
    Failed(String),
}

impl Fault {
    fn failed(reason: impl Into<String>) -> Self {
        Fault::Failed(reason.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NotFound(key) => write!(f, "Unknown key \"{key}\" in path"),
            Fault::Exhausted => write!(f, "the expression takes more than {} steps", Env::STEPS),
            Fault::Failed(reason) => f.write_str(reason),
        }
    }
}
