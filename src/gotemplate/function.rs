//! How a function is given to the engine: its name, the Go types of its parameters, and its body. The engine checks
//! the count and the types of arguments as Go does, with Go's sentences, before a body runs.

use super::effects::Effects;
use super::error::Error;
pub use crate::go::Param;
use crate::go::{List, Map, Str, Value};

/// A function that templates can call.
#[derive(Clone, Copy)]
pub struct Function {
    /// The name in templates.
    pub name: &'static str,
    /// The parameters in order.
    pub params: &'static [Param],
    /// Whether the last parameter takes any number of arguments.
    pub variadic: bool,
    /// The body. Arguments have been checked against `params`.
    pub body: fn(&mut Call<'_>) -> Result<Value, Error>,
}

/// How the text of a result came from the text of an argument, for origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// `output` is the argument from this byte on, possibly cut at the end.
    Cut(usize),
    /// A line break first when `newline`, then every line of the argument behind `spaces` spaces.
    Indented {
        /// The number of spaces.
        spaces: usize,
        /// Whether a line break was put in front.
        newline: bool,
    },
}

/// What a function can ask of the running engine.
pub trait Runtime {
    /// The effects handler.
    fn effects(&mut self) -> &mut dyn Effects;

    /// Counts work that grows with the input: one step for each element or each few dozen bytes touched.
    fn charge(&mut self, steps: u64) -> Result<(), Error>;

    /// Counts bytes about to be allocated for a result whose size the input decides. Ask before allocating.
    fn allocate(&mut self, bytes: usize) -> Result<(), Error>;

    /// How many includes of the template `name` are being executed, one inside of the other.
    /// Takes time in proportion to [`Runtime::includes`].
    fn includes_under_way(&self, name: &Str) -> usize {
        let _ = name;
        0
    }

    /// How many includes are being executed, one inside of the other.
    fn includes(&self) -> usize {
        0
    }

    /// Executes a named template and gives its text.
    fn include(&mut self, name: &Str, dot: &Value) -> Result<Str, Error>;

    /// Parses and executes `text` beside the templates of the release.
    fn tpl(&mut self, text: &Str, dot: &Value) -> Result<Str, Error>;

    /// Says that `output` was made from `input`. Costs nothing when origins are off.
    fn derived(&mut self, input: &Str, output: &Str, edit: Edit);
}

/// One call of a function.
pub struct Call<'a> {
    /// The function's name as called.
    pub name: &'a str,
    /// The checked arguments.
    pub args: &'a [Value],
    /// The running engine.
    pub runtime: &'a mut dyn Runtime,
}

impl<'a> Call<'a> {
    /// Argument `index`, or nil where a variadic call gave fewer.
    pub fn arg(&self, index: usize) -> &'a Value {
        self.args.get(index).unwrap_or(&Value::Nil)
    }

    /// Argument `index` as a string; the engine has made sure that a `String` parameter is one.
    pub fn str(&self, index: usize) -> Str {
        match self.arg(index) {
            Value::Str(text) | Value::Bytes(text) => text.clone(),
            _ => Str::from(""),
        }
    }

    /// Argument `index` as an integer.
    pub fn int(&self, index: usize) -> i64 {
        match self.arg(index) {
            Value::Int(number, _) => *number,
            _ => 0,
        }
    }

    /// Argument `index` as a float.
    pub fn float(&self, index: usize) -> f64 {
        match self.arg(index) {
            Value::Float(number) => *number,
            Value::Int(number, _) => *number as f64,
            _ => 0.0,
        }
    }

    /// Argument `index` as a bool.
    pub fn bool(&self, index: usize) -> bool {
        matches!(self.arg(index), Value::Bool(true))
    }

    /// Argument `index` as a map; an empty one for a nil map.
    pub fn map(&self, index: usize) -> Map {
        match self.arg(index) {
            Value::Map(map) => map.clone(),
            _ => Map::new(),
        }
    }

    /// Argument `index` as a slice; an empty one for a nil slice.
    pub fn list(&self, index: usize) -> List {
        match self.arg(index) {
            Value::List(list) => list.clone(),
            _ => List::new(Vec::new()),
        }
    }
}
