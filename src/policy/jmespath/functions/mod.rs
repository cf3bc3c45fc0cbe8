//! The functions of the language: the standard's and Kyverno's, a file per topic. A function declares the types of its
//! parameters; a body never sees another.

mod arithmetic;
mod certificate;
mod collections;
mod der;
mod encoding;
mod numbers;
mod random;
mod regex;
mod text;
mod times;

use super::Env;
use super::interpreter::{Argument, Interpreter, Outcome};
use super::node::Node;
use super::{Data, Entries, Fault};
use smol_str::SmolStr;
use std::sync::Arc;

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Number,
    Text,
    List,
    Map,
    /// A list of nothing but numbers.
    Numbers,
    /// A list of nothing but texts.
    Texts,
    /// `&expression`.
    Expression,
}

impl Kind {
    /// go-jmespath's word for it.
    fn name(self) -> &'static str {
        match self {
            Kind::Any => "any",
            Kind::Number => "number",
            Kind::Text => "string",
            Kind::List => "array",
            Kind::Map => "object",
            Kind::Numbers => "array[number]",
            Kind::Texts => "array[string]",
            Kind::Expression => "expref",
        }
    }

    fn takes(self, argument: &Argument<'_>) -> bool {
        let Argument::Value(data) = argument else { return matches!(self, Kind::Expression | Kind::Any) };
        match (self, data) {
            (Kind::Any, _)
            | (Kind::Number, Data::Int(_) | Data::Float(_))
            | (Kind::Text, Data::Text(_))
            | (Kind::List, Data::List(_))
            | (Kind::Map, Data::Map(_)) => true,
            (Kind::Numbers, Data::List(items)) => items.iter().all(|item| item.as_number().is_some()),
            (Kind::Texts, Data::List(items)) => items.iter().all(|item| item.as_str().is_some()),
            _ => false,
        }
    }
}

/// A function by its name.
pub(super) struct Function {
    name: &'static str,
    parameters: &'static [&'static [Kind]],
    /// Whether the last parameter may repeat.
    variadic: bool,
    body: fn(&Arguments<'_, '_>) -> Outcome,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A function with a fixed number of parameters.
const fn function(
    name: &'static str,
    parameters: &'static [&'static [Kind]],
    body: fn(&Arguments<'_, '_>) -> Outcome,
) -> Function {
    Function { name, parameters, variadic: false, body }
}

const TABLES: [&[Function]; 9] = [
    numbers::FUNCTIONS,
    collections::FUNCTIONS,
    text::FUNCTIONS,
    regex::FUNCTIONS,
    arithmetic::FUNCTIONS,
    encoding::FUNCTIONS,
    times::FUNCTIONS,
    certificate::FUNCTIONS,
    random::FUNCTIONS,
];

/// The function of that name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    TABLES.iter().flat_map(|table| table.iter()).find(|function| function.name == name)
}

impl Function {
    /// Checks the arguments and runs the body.
    pub(super) fn call(&'static self, values: Vec<Argument<'_>>, interpreter: &Interpreter<'_>) -> Outcome {
        if self.variadic && values.len() < self.parameters.len() {
            return Err(Fault::failed("Invalid arity."));
        }
        if !self.variadic && values.len() != self.parameters.len() {
            return Err(Fault::failed("incorrect number of args"));
        }
        let last = self.parameters.last().copied().unwrap_or_default();
        for (index, value) in values.iter().enumerate() {
            let kinds = self.parameters.get(index).copied().unwrap_or(last);
            if !kinds.iter().any(|kind| kind.takes(value)) {
                return Err(unfit(value, kinds));
            }
        }
        (self.body)(&Arguments { name: self.name, values, interpreter })
    }
}

/// go-jmespath's sentence for an argument of another type.
fn unfit(argument: &Argument<'_>, kinds: &[Kind]) -> Fault {
    let given = match argument {
        Argument::Value(data) => data.to_go_text(),
        Argument::Expression(_) => "an expression".into(),
    };
    let wanted: Vec<String> = kinds.iter().map(|kind| format!("{:?}", kind.name())).collect();
    Fault::failed(format!("Invalid type for: {given}, expected: []jmespath.JpType{{{}}}", wanted.join(", ")))
}

/// The arguments of a call, of the types that the function declares.
pub(super) struct Arguments<'a, 'e> {
    name: &'static str,
    values: Vec<Argument<'a>>,
    interpreter: &'a Interpreter<'e>,
}

impl<'a> Arguments<'a, '_> {
    fn env(&self) -> &Env<'_> {
        self.interpreter.env
    }

    /// Counts the bytes of a text that was looked at or made.
    fn spend_text(&self, bytes: usize) -> Result<(), Fault> {
        self.env().spend(1 + bytes as u64 / 8)
    }

    fn value(&self, index: usize) -> Data {
        match self.values.get(index) {
            Some(Argument::Value(data)) => data.clone(),
            _ => Data::Null,
        }
    }

    /// A text; empty where the argument is none.
    fn text(&self, index: usize) -> SmolStr {
        match self.values.get(index) {
            Some(Argument::Value(Data::Text(text))) => text.clone(),
            _ => SmolStr::default(),
        }
    }

    fn number(&self, index: usize) -> f64 {
        self.value(index).as_number().unwrap_or_default()
    }

    fn list(&self, index: usize) -> Arc<Vec<Data>> {
        self.value(index).as_list().cloned().unwrap_or_default()
    }

    fn map(&self, index: usize) -> Arc<Entries> {
        self.value(index).as_map().cloned().unwrap_or_default()
    }

    fn expression(&self, index: usize) -> Result<&'a Node, Fault> {
        match self.values.get(index) {
            Some(Argument::Expression(node)) => Ok(node),
            _ => Err(self.fault("an expression is missing")),
        }
    }

    /// The argument as Kyverno's `ifaceToString` has it: numbers in 32 bits.
    fn loose_text(&self, index: usize, wanted: &str) -> Result<SmolStr, Fault> {
        loose_text(&self.value(index)).ok_or_else(|| self.unfit(index, wanted))
    }

    /// Kyverno's sentence for an argument of another type.
    fn unfit(&self, index: usize, wanted: &str) -> Fault {
        self.fault(&format!("argument #{} is not of type {wanted}", index + 1))
    }

    fn fault(&self, reason: &str) -> Fault {
        fault(self.name, reason)
    }
}

/// Kyverno's sentence for what goes wrong within a function.
fn fault(name: &str, reason: &str) -> Fault {
    Fault::failed(format!("JMESPath function '{name}': {reason}"))
}

fn loose_text(data: &Data) -> Option<SmolStr> {
    match data {
        Data::Text(text) => Some(text.clone()),
        Data::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
        Data::Int(_) | Data::Float(_) => {
            // Shortest in 32 bits, as Kyverno has it.
            Some((data.as_number().unwrap_or_default() as f32).to_string().into())
        }
        _ => None,
    }
}

/// A whole number that fits.
fn whole(number: f64) -> Result<i64, String> {
    let text = || crate::go::strconv::format_float(number, b'g', -1);
    if !number.is_finite() || number.trunc() != number {
        return Err(format!("expected an integer number but got: {}", text()));
    }
    if number.abs() >= 9.0e18 {
        return Err(format!("number is outside the range of integer numbers: {}", text()));
    }
    Ok(number as i64)
}
