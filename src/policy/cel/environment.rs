//! [`Environment`]: the names that an expression may use. Libraries declare functions, engines declare variables; a program is
//! compiled against one environment and is evaluated with [`Variables`] that answer for the same names.

use super::arguments::Arguments;
use super::error::{Error, Invalid};
use super::library;
use super::program::Program;
use super::runtime::Runtime;
use super::signature::Signature;
use super::types::Type;
use super::value::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// What a function does.
pub type Body = for<'a> fn(&Runtime, Arguments<'_, 'a>) -> Result<Value<'a>, Error>;

/// One way of calling a function.
#[derive(Clone)]
pub(super) struct Overload {
    pub(super) signature: Signature,
    /// Whether the first parameter is the receiver.
    pub(super) member: bool,
    pub(super) body: Body,
}

/// All ways of calling the functions of one name.
#[derive(Clone, Default)]
pub(super) struct Function {
    pub(super) overloads: Vec<Overload>,
}

/// A variable that expressions may name.
#[derive(Clone)]
pub(super) struct Variable {
    pub(super) slot: usize,
    pub(super) kind: Type,
}

/// What answers for the variables of an environment when a program is evaluated.
pub trait Variables<'a> {
    /// The value of the variable that was declared as the `slot`-th, counted from 0. An error is one of the expression.
    fn value(&self, slot: usize, runtime: &Runtime) -> Result<Value<'a>, Error>;
}

/// The names that an expression may use.
#[derive(Clone)]
pub struct Environment {
    functions: HashMap<&'static str, Arc<Function>>,
    variables: HashMap<String, Variable>,
    slots: usize,
    lends_plain_values: bool,
}

impl Environment {
    /// The standard functions, and the libraries that Kubernetes adds to them.
    pub fn kubernetes() -> Self {
        let mut environment = Environment::standard();
        library::declare_kubernetes(&mut environment);
        environment
    }

    /// The language's own functions and cel-go's extensions.
    pub fn standard() -> Self {
        let mut environment =
            Environment { functions: HashMap::new(), variables: HashMap::new(), slots: 0, lends_plain_values: false };
        library::declare_standard(&mut environment);
        environment
    }

    /// Declares a variable, or a field of one by its path (`variables.names`), and says its slot.
    pub fn variable(&mut self, name: &str, kind: Type) -> usize {
        let slot = self.unnamed();
        self.variables.insert(name.to_owned(), Variable { slot, kind });
        slot
    }

    /// Lets `orValue` be called on values that are no optional ones, which are themselves then.
    pub fn lend_plain_values(&mut self) {
        self.lends_plain_values = true;
    }

    pub(super) fn lends_values(&self) -> bool {
        self.lends_plain_values
    }

    /// Takes a slot that no name leads to, and says it.
    pub fn unnamed(&mut self) -> usize {
        let slot = self.slots;
        self.slots += 1;
        slot
    }

    /// Declares an overload that is called as `name(...)`; see [`Environment::member`] for signatures.
    pub fn function(&mut self, name: &'static str, signature: &str, body: Body) {
        self.declare(name, signature, false, body);
    }

    /// Declares an overload that is called as `receiver.name(...)`. The signature has the receiver first: `string, int -> bool`;
    /// `A` to `D` stand for any type.
    pub fn member(&mut self, name: &'static str, signature: &str, body: Body) {
        self.declare(name, signature, true, body);
    }

    fn declare(&mut self, name: &'static str, signature: &str, member: bool, body: Body) {
        let function = Arc::make_mut(self.functions.entry(name).or_default());
        function.overloads.push(Overload { signature: Signature::parse(signature), member, body });
    }

    /// Compiles an expression.
    pub fn compile(&self, text: &str) -> Result<Program, Invalid> {
        // Parser and checker recurse as deep as the text nests, which is bounded.
        stacker::maybe_grow(4 << 20, 32 << 20, || {
            let expression = super::parser::parse(text)?;
            super::check::check(&expression, self)
        })
    }

    pub(super) fn find_function(&self, name: &str) -> Option<&Arc<Function>> {
        self.functions.get(name)
    }

    pub(super) fn find_variable(&self, name: &str) -> Option<&Variable> {
        self.variables.get(name)
    }
}
